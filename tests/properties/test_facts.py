"""What a version says of its record's life: cut out of the file, it is what the whole file says."""

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.history.facts import Facts, read_facts, telling_part
from disclosure.model.record import Document
from disclosure.reading.documents import read_document

words = st.sampled_from(
    ("撤销", "withdrawal: x", "corrections", "publish: false", 'a "b" c', "it's", "[x", "x\ny", "\\")
)
keys = st.sampled_from(("title", "withdrawal", "corrections", "publish", "facts", "中文"))
values = st.recursive(
    st.one_of(words, st.booleans(), st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=3)),
    max_leaves=8,
)
data = st.dictionaries(keys, values, min_size=1, max_size=5)
styles = st.sampled_from((None, '"', "'", "|"))
lines = st.sampled_from(
    (
        "title: 决定",
        'title: "决定',
        "title: '决",
        'withdrawal: x"',
        "withdrawal: x'",
        "withdrawal:",
        "  reason: 撤销",
        "corrections:",
        "- reason: 写错",
        "  - reason: 写错",
        "corrections: [",
        "corrections: [{a: b}]",
        "{a: b,",
        "withdrawal: x}",
        "]",
        "publish: false",
        '"publish": false',
        "facts: |",
        "  withdrawal: 1",
        "# withdrawal: 1",
        "",
        "---",
        "? withdrawal",
        ": x",
        "withdrawal : x",
        '  "a\\"',
        "- x",
    )
)


def whole(raw: bytes) -> Facts | None:
    """Say the same of the whole file; None where it cannot be read."""
    found = read_document("a.yaml", raw)
    if not isinstance(found, Document):
        return None
    number = len(found.data["corrections"]) if isinstance(found.data.get("corrections"), list) else 0
    withdrawn = found.data.get("withdrawal")
    expired = isinstance(withdrawn, dict) and withdrawn.get("reason_code") == "公示期满"
    return Facts(withdrawn is not None, number, (), found.data.get("publish") is False, expired)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(data=data, flow=st.sampled_from((None, True, False)), style=styles, width=st.sampled_from((10, 80)))
def test_any_data_however_it_is_written(data: object, flow: bool | None, style: str | None, width: int) -> None:  # noqa: FBT001  # an example's
    """Blocks, brackets, quotations and long lines that are folded."""
    raw = yaml.dump(data, allow_unicode=True, default_flow_style=flow, default_style=style, width=width).encode()
    expected = whole(raw)
    assert expected is None or read_facts("a.yaml", raw) == expected


@settings(derandomize=True, deadline=None, max_examples=500)
@given(st.lists(lines, max_size=7), st.sampled_from(("\n", "\r\n")))
def test_any_lines_that_can_be_read(written: list[str], end: str) -> None:
    """Lines in any order; where the whole cannot be read, nothing is promised."""
    raw = end.join([*written, ""]).encode()
    expected = whole(raw)
    assert expected is None or read_facts("a.yaml", raw) == expected


def test_only_what_tells_is_read() -> None:
    """A fault in another field hides no withdrawal."""
    raw = (
        "title: 决定\ntitle: 两次\nwithdrawal:\n  reason: 撤销\n\ncorrections:\n- reason: 写错\nfacts: 事实\n".encode()
    )
    assert telling_part("a.yaml", raw) == "\nwithdrawal:\n  reason: 撤销\n\ncorrections:\n- reason: 写错\n".encode()
    assert read_facts("a.yaml", raw) == Facts(withdrawn=True, corrections=1)
