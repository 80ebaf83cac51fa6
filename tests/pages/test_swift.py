"""The short ways of templates lead where Jinja's own lead."""

from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, StrictUndefined, pass_context
from markupsafe import Markup, escape
from tests.pages.town import THEME, site, whole_town

from disclosure.model.language import CATALOGUE
from disclosure.pages import swift
from disclosure.pages.flattening import Workshop
from disclosure.pages.rendering import Renderer
from disclosure.pages.swift import SwiftWorkshop, escaped

TEMPLATES = {
    "macros.html": """{% macro cell(x, tone='', caller=None) -%}
<td {{ tone }}>{{ x }}{{ caller() if caller }}</td>{% endmacro %}""",
    "page.html": """{% from "macros.html" import cell %}
{{ _("打印") }} {{ _("共 {n} 件").format(n=page|length) }} {{ told("a") }} {{ where() }} {{ '<b>' }}
{% for one in page %}{{ cell(one) }}{{ cell(one, tone="x") }}{{ told(one) }}{{ where() }}
{% call cell(one) %}{{ loop.index }}{% endcall %}{% endfor %}{{ markup }}{{ 12 }}{{ none }}""",
}


@pass_context
def where(context: Any) -> str:  # noqa: ANN401  # Jinja's own
    """Tell the template that asks."""
    return f"<{context.name}>"


def rendered(kind: type[Workshop], page: list[str]) -> str:
    """Return the page as an environment renders it."""
    environment = kind(
        loader=DictLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, extensions=["jinja2.ext.i18n"]
    )
    environment.globals.update(_=str, told=lambda x: Markup(f"<i>{escape(x)}</i>"), where=where, markup=Markup("<hr>"))  # noqa: S704  # escaped
    return environment.get_template("page.html").render(page=page)


@given(st.lists(st.text(alphabet="a<>&\"'文", max_size=4), max_size=3))
def test_a_template_says_the_same_either_way(page: list[str]) -> None:
    """Macros with and without names and callers, functions with and without the context, sentences, escaping."""
    assert rendered(SwiftWorkshop, page) == rendered(Workshop, page)


@given(st.one_of(st.text(), st.integers(), st.none(), st.decimals(allow_nan=False), st.builds(Markup, st.text())))
def test_every_value_is_escaped_alike(value: object) -> None:
    """Texts are; what is HTML already is not."""
    assert escaped(value) == escape(value)


def test_a_sentence_is_translated_once(monkeypatch: Any) -> None:  # noqa: ANN401  # pytest's own
    """The words of the reader's language stand in the compiled template; another language is compiled anew."""
    before = swift.rule()
    monkeypatch.setattr(swift, "_", lambda message: f"<{message}>")
    assert "&lt;打印&gt; &lt;共 0 件&gt;" in rendered(SwiftWorkshop, [])
    monkeypatch.setattr(CATALOGUE, "_catalog", {"打印": "Print"}, raising=False)
    assert swift.rule() != before


def test_what_has_no_attribute_goes_the_long_way(tmp_path: Path) -> None:
    """An entry by its name and a question after what is not there are answered as Jinja does."""
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "home.html").write_text("{{ {'a': 1}.a }}{{ page.nothing is defined }}{{ page.address }}", "utf-8")
    home = next(page for page in whole_town() if page.template == "home.html")
    assert Renderer(tmp_path, site()).render(home) == b"1False/"


def test_no_page_of_ours_has_to_go_the_long_way(monkeypatch: Any) -> None:  # noqa: ANN401  # pytest's own
    """Every page of the town is rendered the short way."""
    monkeypatch.setattr(Renderer, "inherited", lambda _self, page, _fault=None: page.address)
    renderer = Renderer(THEME, site())
    assert [found for page in whole_town() if isinstance(found := renderer.render(page), str)] == []
