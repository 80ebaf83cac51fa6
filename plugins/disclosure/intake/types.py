"""The types of decision as people call them: `penalty`, 处罚, 行政处罚."""

from difflib import get_close_matches

from disclosure.model.decision_types import DECISION_TYPES
from disclosure.model.errors import MalformedValue
from disclosure.model.language import _


def type_named(written: str) -> str:
    """Return the type that a word means; MalformedValue, with what may have been meant, where it means none."""
    names = {name: name for name in DECISION_TYPES}
    names |= {title: name for name, title in DECISION_TYPES.items()}
    names |= {title.removeprefix("行政"): name for name, title in DECISION_TYPES.items()} | {"其他": "other"}
    wanted = written.strip()
    if wanted.lower() in names:
        return names[wanted.lower()]
    close = get_close_matches(wanted.lower(), list(names), n=1)
    hint = _("，是不是「{name}」").format(name=close[0]) if close else ""
    known = "、".join(f"{name}（{_(title)}）" for name, title in DECISION_TYPES.items())
    raise MalformedValue(
        _("没有「{written}」这种决定{hint}；可以写 {known}").format(written=written, hint=hint, known=known)
    )
