"""Addresses: plain, permanent, guessable, made in one place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.model.kinds import KINDS, Kind, Stage
from disclosure.pages import urls

SLUG = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6})?", fullmatch=True)


@pytest.mark.parametrize(
    ("record_id", "address"),
    [
        ("agencies/jyj/agency", "/agencies/jyj/"),
        ("agencies/jyj/decisions/2026/11/012", "/agencies/jyj/decisions/2026/11/012/"),
        ("policies/gongshi-banfa", "/policies/gongshi-banfa/"),
        ("agencies/jyj/officers#示 1409", "/agencies/jyj/officers/%E7%A4%BA%201409/"),
        ("agencies/jyj/recording-items#示 1409", "/agencies/jyj/recording-items/#%E7%A4%BA%201409"),
    ],
)
def test_a_record_has_the_address_of_its_path(record_id: str, address: str) -> None:
    """An agency stands in its folder, any other record at its path, an entry on a page or at a place of its list."""
    assert urls.record_url(record_id) == address


def test_an_old_version_stands_below_its_record() -> None:
    """An agency's below its folder, a list's below the list; no kind of record has a folder of that name."""
    assert urls.version_url("agencies/jyj/agency", 3) == "/agencies/jyj/v/3/"
    assert urls.version_url("agencies/jyj/officers", 1) == "/agencies/jyj/officers/v/1/"
    assert urls.version_json_url("policies/gongshi", 12) == "/policies/gongshi/v/12/index.json"
    assert [kind.pattern for kind in KINDS if urls.VERSIONS in kind.pattern.split("/")] == []


def test_what_is_named_v_is_no_version() -> None:
    """A record, an agency or an entry may be called v: its page, and the page of its versions, are told apart."""
    assert not any(urls.is_version(address) for address in ("/policies/v/", "/agencies/v/", "/agencies/a/officers/v/"))
    assert not any(urls.is_version(address) for address in ("/policies/v/3", "/a/v/03/", "/decisions/page/2/"))
    assert urls.version_url("policies/v", 2) == "/policies/v/v/2/"
    assert all(urls.is_version(address) for address in ("/policies/v/v/2/", "/agencies/v/v/1/"))


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/agencies/jyj/", "agencies/jyj/index.html"),
        ("/404.html", "404.html"),
        ("/search/?q=%E6%99%A8", "search/index.html"),
        ("/agencies/jyj/officers/#a", "agencies/jyj/officers/index.html"),
        ("/theme/css/base.css", "theme/css/base.css"),
    ],
)
def test_an_address_is_answered_by_one_file(address: str, file: str) -> None:
    """A folder's address is its index.html; query and fragment do not count."""
    assert urls.file_of(address) == file


def test_lists_of_decisions_nest() -> None:
    """Agency, type, year and month are steps of one path."""
    assert urls.decisions_url() == "/decisions/"
    assert urls.decisions_url(type_name="penalty", year=2026, month=3) == "/decisions/penalty/2026/03/"
    assert urls.decisions_url(agency="jyj", year=2026) == "/agencies/jyj/decisions/2026/"


@pytest.mark.parametrize(
    ("pattern", "address"),
    [
        ("policies/{slug}.md", "/policies/"),
        ("agencies/{agency}/guides/{slug}.yaml", "/guides/"),
        ("agencies/{agency}/inspection/plans/{year}.yaml", "/inspection/plans/"),
        ("agencies/{agency}/officers.yaml", "/officers/"),
        ("plan.yaml", None),
    ],
)
def test_a_kind_has_a_list_across_agencies(pattern: str, address: str | None) -> None:
    """The list is named after the kind's folder; a kind that is one single file is its own list."""
    kind = Kind("x", "某种", Stage.BEFORE, pattern, "x", "record.html")
    assert urls.collection_url(kind) == address


@given(SLUG, st.integers(2000, 2099), st.integers(1, 12), SLUG)
@settings(derandomize=True, deadline=None)
def test_a_record_stands_below_the_list_of_its_month(agency: str, year: int, month: int, slug: str) -> None:
    """The address of a decision begins with that of its agency's month, and its period is read back from its id."""
    record_id = f"agencies/{agency}/decisions/{year:04}/{month:02}/{slug}"
    assert urls.record_url(record_id) == urls.decisions_url(agency=agency, year=year, month=month) + f"{slug}/"
    assert urls.period_of(record_id) == (year, month)


def test_only_a_dated_path_has_a_period() -> None:
    """A path without year and month says nothing about either."""
    assert [urls.period_of(name) for name in ("policies/x", "agencies/jyj/agency", "a/b/c/d/e")] == [None, None, None]


def test_the_json_lies_beside_the_page() -> None:
    """The page and its data share a folder."""
    assert urls.json_url("policies/x") == "/policies/x/index.json"
