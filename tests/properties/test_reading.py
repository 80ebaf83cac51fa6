"""Reading never falls over, and what was written as data comes back as the same data."""

from decimal import Decimal
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.model.record import Document
from disclosure.reading.documents import read_document
from disclosure.reading.text import UNFIT

PIECES = (
    "a",
    ": ",
    "\n",
    "  ",
    "- ",
    "'",
    '"',
    "[",
    "]",
    "{",
    "}",
    "&x ",
    "*x",
    "!",
    "#",
    "|",
    ">",
    "%",
    "@",
    "---\n",
    "：",
    "某",
    "\t",
    "?",
    ",",
    "\\",
    "<<",
    "1",
    ".",
    "~",
)
TEXTS = st.text(st.characters(codec="utf-8")).filter(
    lambda text: not UNFIT.search(text) and "\t" not in text and "\r" not in text
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**18) + 1, 10**18 - 1),
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12),
    TEXTS,
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


class _Dumper(yaml.SafeDumper):
    """A plain YAML writer that quotes every text and writes decimals out."""

    def ignore_aliases(self, data: object) -> bool:
        """Write equal values twice: we refuse aliases."""
        return data is data  # noqa: PLR0124 -- always

    def text(self, data: str) -> yaml.Node:
        """Return a text as a quoted scalar."""
        return self.represent_scalar("tag:yaml.org,2002:str", data, style='"')

    def decimal(self, data: Decimal) -> yaml.Node:
        """Return a decimal as it is written."""
        return self.represent_scalar("tag:yaml.org,2002:float", f"{data:.2f}")


_Dumper.add_representer(str, _Dumper.text)
_Dumper.add_representer(Decimal, _Dumper.decimal)


@given(st.binary(max_size=400), st.sampled_from(["a.yaml", "policies/a.md"]))
@settings(derandomize=True, deadline=None, max_examples=150)
def test_any_bytes_are_a_document_or_issues(raw: bytes, path: str) -> None:
    """Reading ends in a document, or in issues that can be printed; it never raises."""
    found = read_document(path, raw)
    assert isinstance(found, Document) or all(str(issue).encode() for issue in found)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.sampled_from(["", "---\n"]))
@settings(derandomize=True, deadline=None, max_examples=600)
def test_any_mix_of_yaml_marks_is_a_document_or_issues(text: str, fence: str) -> None:
    """Every error of the parser has words, and a place inside the file."""
    raw = (fence + text).encode()
    found = read_document("policies/a.md" if fence else "a.yaml", raw)
    lines = raw.count(b"\n") + 1
    assert isinstance(found, Document) or all(0 <= issue.line <= lines + 1 for issue in found)


@given(st.dictionaries(TEXTS, VALUES, min_size=1, max_size=5))
@settings(derandomize=True, deadline=None, max_examples=150)
def test_data_written_as_yaml_comes_back_the_same(data: dict[str, Any]) -> None:
    """Whatever a correct writer writes, exact decimals included."""
    written = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**6)
    found = read_document("a.yaml", written.encode())
    assert isinstance(found, Document), (found, written)
    assert found.data == data
