"""Names of parties: several in one cell, what is glued to them, and the masking of natural persons."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from disclosure.checking.names import is_masked, masked
from disclosure.model.errors import MalformedValue
from disclosure.model.language import _

SHORT_NAME = re.compile(r"[（(](?:以下)?(?:统一)?(?:合称|统称|简称)[^（）()]*[）)]")
OUTSIDE_BRACKETS = re.compile(r"[，,；;、\n](?![^（(]*[）)])")
SHORTEST_NAME = 2
LONGEST_PERSON = 4
ORGANISATION = re.compile("(?:[行社店厂院校所局部站馆队会委处]|中心|公司|银行)$")


def one_line(text: str) -> str:
    """Return a text on one line, with single spaces."""
    return re.sub(r"\s+", " ", text).strip()


def close_up(text: str) -> str:
    """Return a name on one line without the spaces that stand beside a Chinese character."""
    return re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", one_line(text))


def strip_short_name(text: str) -> str:
    """Return a name without its （以下简称……）."""
    return SHORT_NAME.sub("", text).strip()


def strip_agency(text: str, agencies: Sequence[str] = ()) -> str:
    """Return a name without the agency's name that was glued to its end; `agencies` are the ways to write it."""
    for agency in sorted(agencies, key=lambda name: (-len(name), name)):
        if text.endswith(agency) and len(text) > len(agency):
            return text[: -len(agency)].strip()
    return text


def split_parties(text: str) -> list[str]:
    """Return the names in a cell that holds several, cut at ，、； and line breaks outside brackets."""
    names = [name.strip() for name in OUTSIDE_BRACKETS.split(text)]
    if any(len(name) < SHORTEST_NAME for name in names):
        raise MalformedValue(_("「{text}」分不清是哪几个当事人").format(text=text))
    return list(dict.fromkeys(names))


def mask_name(name: str) -> str:
    """Return a natural person's name as it may be shown: the surname, and 某 for the rest; a masked one as it is."""
    return name if is_masked(name) else masked(name)


def looks_like_a_person(name: str) -> bool:
    """Whether a name is too short to be an organisation's, and does not end like one (西安银行)."""
    plain = re.sub(r"\s+", "", name)
    short = len(plain) < LONGEST_PERSON or (len(plain) == LONGEST_PERSON and not ORGANISATION.search(plain))
    return short and not is_masked(plain)


def mask_everywhere(data: dict[str, Any], names: Iterable[str]) -> None:
    """Mask the full names of natural persons in every text of a record, and say so in `redactions`."""
    for name in sorted({*names}, key=lambda name: (-len(name), name)):
        for key in sorted(data):
            masked = _masked(data[key], name)
            if masked != data[key]:
                data[key] = masked
                if key != "parties":
                    redaction = {"field": key, "ground": "个人隐私"}
                    known = data.setdefault("redactions", [])
                    known.extend([] if redaction in known else [redaction])


def _masked(value: Any, name: str) -> Any:  # noqa: ANN401  any YAML value
    if isinstance(value, str):
        return value.replace(name, mask_name(name))
    if isinstance(value, list):
        return [_masked(item, name) for item in value]
    if isinstance(value, dict):
        return {key: _masked(item, name) for key, item in value.items()}
    return value
