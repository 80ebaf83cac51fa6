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


telling = st.sampled_from(
    (
        "录入时写错",
        '"2026-01-02"',
        "公开有误",
        "公示期满",
        '"公示期满"',
        "撤销",
        "null",
        "错：一处",
        '"a: b"',
        "a # b",
        '"错\\"',
        "写“错”了",
        "",
        "[a]",
    )
)
items = st.tuples(telling, st.sampled_from(("[content]", "[a.b, c]", "content", "[]")), telling, telling)


@settings(derandomize=True, deadline=None, max_examples=500)
@given(
    written=st.lists(items, max_size=3),
    withdrawal=st.none() | st.tuples(telling, telling, telling, st.none() | telling),
    swapped=st.booleans(),
)
def test_what_the_commands_write(
    written: list[tuple[str, ...]],
    withdrawal: tuple[str | None, ...] | None,
    swapped: bool,  # noqa: FBT001  # an example's
) -> None:
    """Corrections and withdrawals in their usual shape, and almost in it, say what they say as YAML."""
    names = ("date", "reason", "fields", "cause") if swapped else ("date", "fields", "reason", "cause")
    told = [dict(zip(("date", "fields", "reason", "cause"), item, strict=True)) for item in written]
    text = "title: 决定\ncorrections:\n" if written else "title: 决定\n"
    for item in told:
        first, *others = (f"{name}: {item[name]}\n" for name in names)
        text += f"  - {first}" + "".join(f"    {line}" for line in others)
    if withdrawal:
        keys = ("effective_on", "reason_code", "reason", "authority")
        lines = [f"  {key}: {value}\n" for key, value in zip(keys, withdrawal, strict=True) if value is not None]
        text += "withdrawal:\n" + "".join(lines)
    expected = whole(text.encode())
    assert expected is None or read_facts("a.yaml", text.encode()) == expected
