"""The examples of the search page: what this site holds, and nobody's name."""

from dataclasses import replace

from tests.pages.town import EDITION, FACTS, agency, html_of, row

from disclosure.model.public import Row, Status
from disclosure.pages.asking import Examples, examples_of
from disclosure.pages.listings import listing_pages
from disclosure.publishing.wording import row_of

LAWS = {"校外培训行政处罚暂行办法": 2, "中华人民共和国行政处罚法": 3}
HOUSE = row_of(agency())


def rows(*numbers: str) -> list[Row]:
    """Return decisions with these numbers, the oldest first."""
    return [row(place, document_no=number) for place, number in enumerate(numbers, 1)]


def test_examples_name_an_agency_a_law_and_a_number_of_the_site() -> None:
    """The oldest number that is written as usual, in several ways; the law that is cited most."""
    assert examples_of([HOUSE], rows("无号", "示教罚〔2026〕13号", "示教罚〔2026〕14号"), LAWS) == Examples(
        numbers=("〔2026〕13号", "示教罚(2026)第13"),
        together="示例市教育局 示教罚",
        without="示例市教育局 -示教罚",
        fields=("机关:示例市教育局", "法:中华人民共和国行政处罚法", "当事人:公司"),
        exact="「示教罚 〔2026〕13号」",
    )


def test_what_is_withdrawn_and_who_is_named_is_no_example() -> None:
    """Neither a number nor a company of it; a person's name never."""
    gone = replace(rows("示教罚〔2026〕13号")[0], status=Status.WITHDRAWN)
    person = row(2, document_no=None, parties=(("林知远", None),))
    assert examples_of([HOUSE], [gone, person], {}) == Examples(fields=("机关:示例市教育局",))
    assert examples_of([], [], {}) == Examples()


def test_the_search_page_asks_what_the_site_answers() -> None:
    """Examples are ways to their results; a region is offered where an agency has one."""
    shown = {}
    for facts in (FACTS, replace(FACTS, region_code="999900")):
        pages = listing_pages([HOUSE, *rows("示教罚〔2026〕13号")], [facts], [], EDITION, laws=LAWS)
        shown[facts.region_code] = html_of(next(page for page in pages if page.address == "/search/"))
    told = '<kbd>机关:示例市教育局</kbd></a> <a class="example" href="/search/?q='
    assert all(told in html for html in shown.values())
    assert ['data-facet="region"' in html for html in shown.values()] == [False, True]
