"""The search page: what results are narrowed by, what may be asked, and the searches that were saved."""

from collections.abc import Sequence

from disclosure.outputs.search.facets import FACETS
from disclosure.outputs.search.telling import FACET_TITLES, HEADINGS
from disclosure.pages import columns
from disclosure.pages.asking import Examples
from disclosure.pages.contracts import SearchPage
from disclosure.pages.views import FacetGroup, SavedLink

OPEN_FACETS = frozenset({"kind", "agency", "year", "amount"})
"""The facets whose values are seen from the start: what is closed costs nothing until it is opened."""

REGION = "region"
NO_EXAMPLES = Examples()
LARGE = 16_384
OPEN_WHERE_MANY = frozenset({"kind", "year"})
"""Those of a site with more records than `LARGE`: their columns are small whatever there is."""


def search_page(
    saved: Sequence[SavedLink] = (), examples: Examples = NO_EXAMPLES, *, large: bool = False, regions: bool = True
) -> SearchPage:
    """Return the search page; `large` says that there is very much to find, `regions` that some agency has a region."""
    column, unfolded = columns.SEARCH, OPEN_WHERE_MANY if large else OPEN_FACETS
    offered = (name for name in FACETS if regions or name != REGION)
    return SearchPage(
        address=column.address,
        title=column.name,
        description=column.description,
        column=column,
        crumbs=(),
        facets=tuple(FacetGroup(name, FACET_TITLES[name], name in unfolded) for name in offered),
        headings=HEADINGS,
        saved=tuple(saved),
        examples=examples,
    )
