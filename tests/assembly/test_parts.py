"""Cutting content into parts: stable, complete, and never too large."""

from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.assembly.parts import LARGEST, cut
from disclosure.model.kinds import KINDS

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


@given(PATHS)
@settings(derandomize=True, deadline=None)
def test_every_path_stands_in_exactly_one_part(paths: set[str]) -> None:
    """Cutting loses nothing and doubles nothing."""
    parts = cut(paths, KINDS)
    assert sorted(path for members in parts.values() for path in members) == sorted(paths)


def test_parts_are_named_after_agency_kind_and_year() -> None:
    """A part's name says what is in it."""
    paths = ["agencies/jyj/decisions/2026/03/012.yaml", "agencies/jyj/agency.yaml", "policies/gongshi.md"]
    assert cut(paths, KINDS) == {
        "_-policy": ("policies/gongshi.md",),
        "jyj-agency": ("agencies/jyj/agency.yaml",),
        "jyj-decision-2026": ("agencies/jyj/decisions/2026/03/012.yaml",),
    }


def test_a_large_year_is_cut_by_month_and_a_large_month_by_hash() -> None:
    """No part of a crowded agency is larger than a thousand records or so, and one more record moves no other."""
    paths = [f"agencies/jyj/decisions/2026/0{1 + n % 2}/{n}.yaml" for n in range(4 * LARGEST)]
    parts = cut(paths, KINDS)
    assert max(len(members) for members in parts.values()) <= LARGEST
    assert {name.rsplit("-", 1)[0] for name in parts} == {"jyj-decision-2026-01", "jyj-decision-2026-02"}
    more = cut([*paths, "agencies/jyj/decisions/2026/01/new.yaml"], KINDS)
    assert sum(parts[name] != more[name] for name in parts) == 1
