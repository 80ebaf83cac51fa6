"""Errors about keys in Chinese: what is missing, unknown, or may not stand here."""

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from disclosure.checking.remarks import Remark
from disclosure.checking.wrong import Wrong, example, shown
from disclosure.model.language import _
from disclosure.model.record import Pointer

MOST_KEYS = 12


def _missing(wrong: Wrong) -> Iterator[Remark]:
    if not isinstance(wrong.error.instance, Mapping):
        return
    for key in wrong.asked:
        if key not in wrong.error.instance and f"'{key}'" in wrong.error.message:
            node = wrong.schemas.node(wrong.schema, (*wrong.pointer, key)) or {}
            remedy = _("请写上；{description}").format(description=str(node.get("description", "")).rstrip("。"))
            yield wrong.told(_("缺少 {name}").format(name=wrong.named(key)), remedy + example(node))


def _unknown(wrong: Wrong) -> Iterator[Remark]:
    for key in sorted(set(wrong.present) - set(wrong.declared.get("properties", {}))):
        titles = {str((wrong.schemas.resolve(node)).get("title")): name for name, node in wrong.known.items()}
        near = [titles[key]] if key in titles else get_close_matches(key, wrong.known, n=1, cutoff=0.6)
        if near:
            remedy = _("是不是 {name}？").format(name=wrong.named(near[0]))
        elif len(wrong.known) <= MOST_KEYS:
            remedy = _("请删去；可以写的有 {keys}").format(keys="、".join(wrong.named(name) for name in wrong.known))
        else:
            remedy = _("请照数据说明改键名，或者删去")
        yield wrong.told(_("没有「{key}」这一项").format(key=shown(key)), remedy, below=(key,), key=True)


def _forbidden(wrong: Wrong) -> Iterator[Remark]:
    """Tell when a field may stand: from the `if` next to the branch that forbids it."""
    branch, condition = _branch(wrong)
    if branch.get("$comment"):
        yield wrong.told(f"{branch['$comment']}", _("请删去这一项"), key=True)
        return
    outer = wrong.pointer[:-1]
    asked = [
        (wrong.schemas.title(wrong.schema, (*outer, key)), key, shown_choice(node))
        for key, node in condition.get("properties", {}).items()
        if isinstance(node, Mapping)
    ]
    if not asked:
        yield wrong.told(_("这里不能写这一项"), _("请删去这一项"), key=True)
        return
    title, key, choice = asked[0]
    where = f"{title}（{key}）"
    if "else" in _last_branch(wrong):
        problem = _("只有 {where}是「{choice}」时才写").format(where=where, choice=choice)
        yield wrong.told(problem, _("请删去这一项，或者改 {key}").format(key=key), key=True)
    else:
        problem = _("{where}是「{choice}」时不能写").format(where=where, choice=choice)
        yield wrong.told(problem, _("请删去这一项"), key=True)


def shown_choice(node: Mapping[str, Any]) -> str:
    """Return what an `if` asks of a value: its constant, or its choices."""
    value = node.get("const", "、".join(str(choice) for choice in node.get("enum", [])))
    return str(value).lower() if isinstance(value, bool) else str(value)


def depends_on(wrong: Wrong) -> Pointer:
    """Return the field on which it depends whether a key may stand (the key itself where that is not told)."""
    _leads, condition = _branch(wrong)
    asked = next(iter(condition.get("properties", {})), None)
    return (*wrong.pointer[:-1], asked) if asked else wrong.pointer


def _last_branch(wrong: Wrong) -> list[str]:
    steps = [str(step) for step in wrong.error.absolute_schema_path]
    return [step for step in steps if step in {"then", "else"}][-1:]


def _branch(wrong: Wrong) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Return the branch that holds the error and the `if` that leads into it; a `$ref` on the way is followed."""
    node: Any = wrong.schemas.by_name[wrong.schema]
    branch: Mapping[str, Any] = {}
    condition: Mapping[str, Any] = {}
    for step in wrong.error.absolute_schema_path:
        if not isinstance(node, Mapping | list):
            break
        if step in {"then", "else"} and isinstance(node, Mapping) and "if" in node:
            condition = node["if"]
            branch = node[step]
        node = node[step]
        if isinstance(node, Mapping) and "$ref" in node:  # jsonschema leaves it out of the path
            node = wrong.schemas.resolve(node)
    return branch, condition


def not_kept(wrong: Wrong) -> Remark:
    """Tell that a key may not stay, and why: the comment of the branch that says so."""
    key = str(wrong.error.instance)
    branch, _condition = _branch(wrong)
    allowed = "、".join(wrong.named(name) for name in wrong.asked)
    problem = _("{why}：{allowed}").format(why=branch.get("$comment", _("这里只能有")), allowed=allowed)
    return Remark((*wrong.pointer, key), "schema-propertyNames", problem, _("请删去这一项"), key=True)


ABOUT_KEYS: Mapping[str, Callable[[Wrong], Iterator[Remark]]] = {
    "required": _missing,
    "additionalProperties": _unknown,
    "not": _forbidden,
}
