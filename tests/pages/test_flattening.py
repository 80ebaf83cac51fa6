"""Inherited templates put into one: whatever a template may do, the same words come out."""

import pytest
from jinja2 import DictLoader, Environment
from jinja2.exceptions import TemplateNotFound

from disclosure.pages.flattening import flattened

BASE = """{% from "words.html" import told -%}
{% set place = here|default("nowhere") -%}
<{{ place }}>{% block head %}H{% endblock %}|{% if page %}{% block main %}M{% block inner %}I{% endblock %}{% endif %}
{% endblock %}{{ told("end") }}"""
TEMPLATES = {
    "words.html": "{% macro told(x) %}[{{ x }}]{% endmacro %}",
    "base.html": BASE.replace("{% endif %}\n{% endblock %}", "{% endblock %}{% endif %}\n"),
    "layout.html": """{% extends "base.html" %}{% set here = "layout" %}
{% block head %}{{ super() }}+{% block title %}T{% endblock %}{% endblock %}
{% block inner %}{% for one in page %}{{ one }}{% if loop.first %}{{ super() }}{% endif %}{% endfor %}{% endblock %}""",
    "page.html": """{% extends "layout.html" %}{% from "words.html" import told as says %}
{% block title %}{{ says("t") }}{{ super() }}{% endblock %}text outside of blocks is not shown
{% block main %}({{ super() }}){% if page|length > 2 %}{{ super() }}{% endif %}{% endblock %}""",
    "loose.html": """{% extends "base.html" %}{% block main %}{% set x = 1 %}{{ x }}{% endblock %}""",
}


@pytest.mark.parametrize("name", ["base.html", "layout.html", "loose.html", "page.html"])
@pytest.mark.parametrize("page", [(), ("a",), ("a", "<b>", "c")])
def test_one_template_says_what_its_chain_says(name: str, page: tuple[str, ...]) -> None:
    """Blocks in blocks and in conditions, super() once and twice, settings and macros of a child, escaping."""
    environment = Environment(loader=DictLoader(TEMPLATES), autoescape=True)
    assert flattened(environment, name).render(page=page) == environment.get_template(name).render(page=page)


def test_a_template_that_is_not_there_is_named() -> None:
    """As Jinja names it, so that the fault can be told."""
    environment = Environment(loader=DictLoader({"a.html": '{% extends "b.html" %}'}), autoescape=True)
    with pytest.raises(TemplateNotFound, match=r"b\.html"):
        flattened(environment, "a.html")
    with pytest.raises(TemplateNotFound, match=r"a\.html"):
        flattened(Environment(autoescape=True), "a.html")
