"""A site of sixty invented decisions, and what tests ask of its search page."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from disclosure.outputs.search.documents import SearchDocument

WHILE = 20_000
AGENCIES = ("jyj", "swj", "nsx-yjj")


class Hold:
    """Keeps requests back until they are let go."""

    def __init__(self) -> None:
        self.holding = True
        self.held: list[Route] = []

    def __call__(self, route: Route) -> None:
        """Keep a request back, or let it pass."""
        if self.holding:
            self.held.append(route)
        else:
            route.continue_()

    def let_go(self) -> None:
        """Let all pass that was kept back."""
        self.holding = False
        for route in self.held:
            route.continue_()


@pytest.fixture
def town(
    document: Callable[..., SearchDocument],
    site: Callable[..., Path],
    dressed: Callable[[Path], Path],
    tmp_path: Path,
) -> Path:
    """Return the folder of a site with sixty decisions of two years and three agencies."""
    documents = [
        document(
            rank,
            {
                "title": f"{'=晨光' if rank == 7 else '晨光'}公司第 {rank} 案",
                "text": "依照校外培训的规定，作出决定。" * 3,
            },
            (
                "kind:penalty" if rank % 2 else "kind:permit",
                f"agency:{AGENCIES[rank % 3]}",
                f"year:{2025 + rank % 2}",
                f"month:{2025 + rank % 2}-0{1 + rank % 9}",
                *([f"law:第{rank % 30}号办法"] if rank % 4 else []),
            ),
            day=f"{2025 + rank % 2}-0{1 + rank % 9}-15",
            amount=Decimal(rank * 1000) if rank % 2 else None,
        )
        for rank in range(60)
    ]
    return dressed(site(documents, tmp_path))


@pytest.fixture
def address(town: Path, serve: Callable[..., str]) -> str:
    """Serve the site and return the address of its search page."""
    return f"{serve(town, '/xzzf')}/search/"


def box(page: Page, title: str) -> Locator:
    """Return the box of a value, by the beginning of what stands beside it."""
    return page.locator(".facet__values label").filter(has_text=title).locator("input")


def beside(page: Page, facet: str) -> list[str]:
    """Return what stands in a facet, value by value, once it is counted anew."""
    group = page.locator(f"[data-facet={facet}]")
    expect(group).not_to_have_attribute("aria-busy", "true")
    return [" ".join(text.split()) for text in group.locator("label").all_inner_texts()]


def status(page: Page, words: str) -> None:
    """Wait until the page says how many there are, and shows the first of them."""
    expect(page.get_by_role("status")).to_have_text(words, timeout=WHILE)
    expect(page.locator("[data-part=results]")).to_have_attribute("aria-busy", "false", timeout=WHILE)


def asked(page: Page) -> str:
    """Return what the address asks, in plain characters."""
    return unquote(page.url.partition("?")[2])
