"""The short ways of templates that make thousands of pages: the same bytes in about half the time.

Jinja is ready for anything: every call asks whether the context is wanted, every attribute whether it is an entry, and
every sentence is translated again. Here sentences are constants, and what is not there raises AttributeError:
`rendering.py` then renders the page as Jinja does by itself, which says what is wrong, or finds that nothing is.
"""

import hashlib
from collections.abc import MutableMapping
from pathlib import Path
from types import FunctionType, MethodType
from typing import Any

import markupsafe
from jinja2 import Template, nodes
from jinja2.runtime import Context, Macro
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from disclosure.model.language import CATALOGUE, _
from disclosure.pages.flattening import Shared, Workshop

WORDS = frozenset({"_", "gettext"})
PLAIN = (FunctionType, MethodType)
ASKS = "jinja_pass_arg"
inner = getattr(markupsafe, "_escape_inner", escape)
"""Escapes a text and nothing else, in C."""


class SwiftContext(Context):
    """Calls macros and plain functions at once; what asks for the context is called as Jinja does."""

    def call(self, called: Any, /, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401  # as Jinja has it
        """Call something from a template."""
        kind = called.__class__
        if kind is Macro or (kind in PLAIN and not hasattr(called, ASKS)):
            named.pop("_block_vars", None)
            named.pop("_loop_vars", None)
            return called(self.eval_ctx, *arguments, **named) if kind is Macro else called(*arguments, **named)
        return super().call(called, *arguments, **named)


def escaped(value: Any) -> str:  # noqa: ANN401  # whatever a template shows
    """Return a value as HTML; what is HTML already stays as it is. Nothing is marked as such: it is only joined."""
    kind = value.__class__
    return inner(value) if kind is str else value if kind is Markup else escape(value)


class SwiftTemplate(Shared):
    """A template whose code escapes by `escaped`."""

    @classmethod
    def _from_namespace(
        cls,
        environment: Any,  # noqa: ANN401  # Jinja's own
        namespace: MutableMapping[str, Any],
        globals: MutableMapping[str, Any],  # noqa: A002  # as Jinja calls it
    ) -> Template:
        namespace["escape"] = escaped
        return super()._from_namespace(environment, namespace, globals)


class _Worded(NodeTransformer):
    """Puts the reader's sentence in the place of each call that asks for it."""

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802  # as Jinja calls it
        self.generic_visit(node)
        asked = node.args[0] if len(node.args) == 1 else None
        if isinstance(node.node, nodes.Name) and node.node.name in WORDS and isinstance(asked, nodes.Const):
            return nodes.Const(_(str(asked.value)), lineno=node.lineno)
        return node


class SwiftWorkshop(Workshop):
    """An environment of templates that go the short ways."""

    template_class = SwiftTemplate
    context_class = SwiftContext

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401  # Jinja's own
        super().__init__(*arguments, **options)
        self.getattr = getattr  # type: ignore[method-assign,assignment]  # the builtin: see above

    def _generate(self, source: nodes.Template, *arguments: Any, **options: Any) -> str:  # noqa: ANN401  # Jinja's own
        return super()._generate(_Worded().visit(source), *arguments, **options)


def rule() -> str:
    """Return the digest of what compiled templates depend on besides their sources: this way, and the words."""
    words = sorted(getattr(CATALOGUE, "_catalog", {}).items(), key=repr)
    return hashlib.sha256(Path(__file__).read_bytes() + repr(words).encode()).hexdigest()[:16]
