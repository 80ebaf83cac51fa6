"""Templates and contracts, compared both ways."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Annotated, get_args, get_origin, get_type_hints

import pytest
from jinja2 import Environment, nodes
from jinja2.meta import find_referenced_templates
from tests.pages.town import THEME

from disclosure.model.kinds import KINDS
from disclosure.pages import (
    compliance_page,
    compliance_views,
    listings,
    log_pages,
    log_views,
    party_pages,
    records,
    shelves,
    views,
)
from disclosure.pages.contracts import Page

TEMPLATES = THEME / "templates"
PARSER = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)


def contracts_below(contract: type[Page]) -> Iterator[type[Page]]:
    """Yield every contract that a page is made by, whichever module declares it."""
    for child in contract.__subclasses__():
        if child.__name__.endswith("Page"):
            yield child
        yield from contracts_below(child)


MAKERS = (compliance_page, listings, log_pages, party_pages, records)  # importing them makes every contract known
LINES = {one.__name__: one for one in (log_views.LogDay, log_views.LogLine, log_views.EntryGroup, log_views.EntryLink)}
CONTRACTS = sorted(contracts_below(Page), key=lambda contract: contract.__name__)


def parsed(name: str) -> nodes.Template:
    """Return a template's syntax tree."""
    return PARSER.parse((TEMPLATES / name).read_text(encoding="utf-8"))


def chain(name: str) -> Iterator[str]:
    """Yield a template and every template that it extends, includes or imports."""
    yield name
    for other in find_referenced_templates(parsed(name)):
        assert other is not None, f"{name} names a template that is only known when it runs"
        yield from chain(other)


def used_of_page(name: str) -> set[str]:
    """Return the attributes of `page` that a template and its chain use."""
    found = set()
    for template in chain(name):
        for node in parsed(template).find_all(nodes.Getattr):
            if isinstance(node.node, nodes.Name) and node.node.name == "page":
                found.add(node.attr)
    return found


@pytest.mark.parametrize("contract", CONTRACTS)
def test_a_template_uses_what_its_contract_offers_and_nothing_else(contract: type[Page]) -> None:
    """Every field is used somewhere in the template's chain, and every use is a field."""
    declared = {field.name: field.default for field in fields(contract)}
    template = declared.pop("template")
    assert isinstance(template, str)
    assert used_of_page(template) == set(declared)


def test_every_template_is_rendered_by_a_contract_or_used_by_one() -> None:
    """No template lies about that nothing uses (page.html is Pelican's)."""
    rendered = {str(field.default) for contract in CONTRACTS for field in fields(contract) if field.name == "template"}
    rendered |= {kind.template for kind in KINDS} | {"page.html"}
    reached = {name for template in rendered for name in chain(template)}
    assert {path.name for path in TEMPLATES.glob("*.html")} == reached


@pytest.mark.parametrize("contract", CONTRACTS)
def test_every_field_says_what_it_is(contract: type[Page]) -> None:
    """The words that document a field stand beside its type."""
    for name, hint in get_type_hints(contract, include_extras=True).items():
        assert get_origin(hint) is Annotated, f"{contract.__name__}.{name} is not documented"
        assert isinstance(get_args(hint)[1], str)


def test_every_field_of_a_view_is_shown_somewhere() -> None:
    """What builders put into the small values, some template reads."""
    read = {node.attr for path in TEMPLATES.glob("*.html") for node in parsed(path.name).find_all(nodes.Getattr)}
    offered = {
        f"{name}.{field.name}"
        for name, value in {**vars(views), **vars(shelves), **vars(compliance_views), **LINES}.items()
        if isinstance(value, type) and is_dataclass(value)
        for field in fields(value)
        if field.name not in read
    }
    assert offered == set()


def test_the_shell_knows_no_page() -> None:
    """base.html serves Pelican's pages too, and so it asks nothing of `page`."""
    assert used_of_page("base.html") == set()
