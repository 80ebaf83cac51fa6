"""Cutting content into parts: stable, complete, and never too large."""

from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.assembly.parts import LARGEST, cut
from disclosure.model.folders import kinds_of
from disclosure.model.kinds import KINDS, kind_of

PATHS = st.sets(
    st.one_of(
        st.builds(
            "agencies/{}/decisions/{}/{:02d}/{}.yaml".format,
            st.sampled_from(["jyj", "mzj"]),
            st.integers(2024, 2026),
            st.integers(1, 12),
            st.integers(0, 99),
        ),
        st.builds("policies/p{}.md".format, st.integers(0, 99)),
        st.builds("agencies/{}/agency.yaml".format, st.sampled_from(["jyj", "mzj"])),
    ),
    max_size=60,
)


ANY = (
    r"(agencies/[a-z]{1,2}/)?(decisions/20(1|2)[0-9]/(0[1-9]|1[0-9])/|guides/|reports/|inspection/(plans|results/2026)/|laws/)?"
    r"(agency|officers|items|plan|2026|202|a-b|)(\.files/a)?\.?(yaml|md|pdf|)"
)


@given(PATHS)
@settings(derandomize=True, deadline=None)
def test_every_path_stands_in_exactly_one_part(paths: set[str]) -> None:
    """Cutting loses nothing and doubles nothing."""
    parts = cut(paths, KINDS)
    assert sorted(path for members in parts.values() for path in members) == sorted(paths)


@given(st.sets(st.one_of(PATHS.map(lambda paths: min(paths, default="plan.yaml")), st.from_regex(ANY, fullmatch=True))))
@settings(derandomize=True, deadline=None)
def test_the_kinds_of_many_paths_are_those_of_each(paths: set[str]) -> None:
    """Asking once a folder gives what asking of every file gives, whatever the files are called."""
    assert kinds_of(paths) == {path: kind_of(path) for path in paths}


def test_parts_are_named_after_agency_kind_and_year() -> None:
    """A part's name says what is in it."""
    paths = ["agencies/jyj/decisions/2026/03/012.yaml", "agencies/jyj/agency.yaml", "policies/gongshi.md"]
    assert cut(paths, KINDS) == {
        "_-policy": ("policies/gongshi.md",),
        "jyj-agency": ("agencies/jyj/agency.yaml",),
        "jyj-decision-2026": ("agencies/jyj/decisions/2026/03/012.yaml",),
    }


def test_a_large_year_is_cut_by_month_and_a_large_month_by_hash() -> None:
    """No part of a crowded agency is too large, and one more record moves no other."""
    paths = [f"agencies/jyj/decisions/2026/0{1 + n % 2}/{n}.yaml" for n in range(4 * LARGEST)]
    parts = cut(paths, KINDS)
    assert max(len(members) for members in parts.values()) <= LARGEST
    assert {name.rsplit("-", 1)[0] for name in parts} == {"jyj-decision-2026-01", "jyj-decision-2026-02"}
    more = cut([*paths, "agencies/jyj/decisions/2026/01/new.yaml"], KINDS)
    assert sum(parts[name] != more[name] for name in parts) == 1
