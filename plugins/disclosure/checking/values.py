"""Errors about values in Chinese: one teller for each schema keyword, in one table."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

from disclosure.checking.remarks import Remark
from disclosure.checking.wrong import Wrong, example, shown
from disclosure.model.language import _

CHINESE_DATE = re.compile(r"\s*([12][0-9]{3})\s*[年./-]?\s*([0-9]{1,2}?)\s*[月./-]?\s*([0-9]{1,2})\s*日?\s*")

EXPECTED = {
    "string": "文字",
    "number": "数字",
    "integer": "整数",
    "boolean": " true 或 false",
    "array": "列表",
    "object": "下一级的几项",
}
REMEDIES = {
    "array": "请每项另起一行，以「- 」开头",
    "object": "请另起一行，缩进两个空格，一行写一项",
    "number": "请只写数字，不写单位、逗号和引号",
    "integer": "请只写数字，不写单位、逗号和引号",
    "boolean": "请写 true 或 false，不加引号",
}


def _type(wrong: Wrong) -> Remark:
    expected, value = str(wrong.asked), wrong.error.instance
    if value is None:
        description = str(wrong.node.get("description", "")).rstrip("。")
        return wrong.told(_("没有写值"), _("请写上（{d}），没有就删去这一行").format(d=description))
    got = (
        _("一个列表")
        if isinstance(value, list)
        else _("几项内容")
        if isinstance(value, dict)
        else f"「{_plain(value)}」"
    )
    problem = _("应当是{expected}，写的是{got}").format(expected=EXPECTED.get(expected, expected), got=got)
    if expected == "string" and wrong.node.get("format") == "date":
        return _bad_date(wrong)
    if expected != "string":
        return wrong.told(problem, _(REMEDIES.get(expected, "请照说明写")) + example(wrong.node))
    if isinstance(value, list | dict):
        return wrong.told(problem, _("请写成一段文字"))
    return wrong.told(problem, _("请加上引号，例如 '{value}'").format(value=_plain(value)))


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else shown(value)


def _choice(wrong: Wrong) -> Remark:
    """List the choices, or the field's own words where they say what each English code means."""
    choices = [str(choice) for choice in wrong.asked]
    explained = choices[0].isascii() and choices[0] in _described(wrong)
    return _not_among(wrong, choices, _described(wrong) if explained else _listed(choices))


def _any_of(wrong: Wrong) -> Remark:
    if all(branch.keys() == {"required"} for branch in wrong.asked):
        return _one_missing(wrong)
    branches = [wrong.schemas.resolve(branch) for branch in wrong.asked]
    choices = [str(choice) for branch in branches for choice in (*branch.get("enum", []), *_constant(branch))]
    return _not_among(wrong, choices, f"{_listed(choices)}（{_described(wrong)}）")


def _one_missing(wrong: Wrong) -> Remark:
    """Tell that one of several members must be there, and none is."""
    members = wrong.node.get("properties", {})
    keys = [key for branch in wrong.asked for key in branch["required"]]
    names = "、".join(f"{members.get(key, {}).get('title', key)}（{key}）" for key in keys)
    return wrong.told(_("{names}一项也没有写").format(names=names), _("请至少写一项"))


def _listed(choices: list[str]) -> str:
    return _("可以写 {choices}").format(choices="、".join(choices))


def _constant(branch: Mapping[str, Any]) -> list[object]:
    return [branch["const"]] if "const" in branch else []


def _not_among(wrong: Wrong, choices: list[str], remedy: str) -> Remark:
    near = get_close_matches(str(wrong.error.instance), choices, n=1, cutoff=0.5)
    hint = _("是不是「{near}」？").format(near=near[0]) if near else ""
    return wrong.told(_("「{value}」不在可写的值里").format(value=wrong.value), hint + remedy)


def _constant_only(wrong: Wrong) -> Remark:
    return wrong.told(
        _("「{value}」写在这里不对").format(value=wrong.value),
        _("只能写 {constant}").format(constant=_plain(wrong.asked)),
    )


def _format(wrong: Wrong) -> Remark:
    teller = {"date": _bad_date, "yuan": _bad_yuan, "credit-code": _bad_credit_code}.get(wrong.asked)
    return teller(wrong) if teller else _pattern(wrong)


def _bad_date(wrong: Wrong) -> Remark:
    problem = _("「{value}」不是有效日期").format(value=wrong.value)
    if found := CHINESE_DATE.fullmatch(str(wrong.error.instance)):
        try:
            meant = date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            return wrong.told(problem, _("请写成 年-月-日{example}").format(example=example(wrong.node)))
        return wrong.told(problem, _("请写成 {meant}").format(meant=meant.isoformat()))
    return wrong.told(problem, _("请写成 年-月-日{example}").format(example=example(wrong.node)))


def _bad_yuan(wrong: Wrong) -> Remark:
    problem = _("「{value}」不是以元为单位、最多两位小数的金额").format(value=wrong.value)
    return wrong.told(problem, _("请写到分为止{example}").format(example=example(wrong.node)))


def _bad_credit_code(wrong: Wrong) -> Remark:
    problem = str(wrong.error.cause).replace(str(wrong.error.instance), wrong.value)
    return wrong.told(problem, _("请照营业执照核对"))


def _pattern(wrong: Wrong) -> Remark:
    problem = _("「{value}」的写法不对").format(value=wrong.value.replace("\n", "⏎"))
    return wrong.told(problem, _nearest(wrong) + example(wrong.node))


def _described(wrong: Wrong) -> str:
    """Return what the field says of itself."""
    return str(wrong.node.get("description", _("请照说明写"))).rstrip("。")


def _nearest(wrong: Wrong) -> str:
    """Return what the definition says in which the failing keyword stands: nearer than what the field says."""
    return str(wrong.declared.get("description", _described(wrong))).rstrip("。")


def _short(wrong: Wrong) -> Remark:
    if not str(wrong.error.instance).strip():
        return wrong.told(_("没有内容"), _("请写上，没有就删去这一项"))
    problem = _("「{value}」太短，至少 {n} 个字").format(value=wrong.value, n=wrong.asked)
    return wrong.told(problem, _nearest(wrong))


def _long(wrong: Wrong) -> Remark:
    length, most = len(str(wrong.error.instance)), wrong.asked
    return wrong.told(_("有 {length} 个字，最多 {most} 个").format(length=length, most=most), _("请缩短"))


def _few(wrong: Wrong) -> Remark:
    problem = _("列表是空的") if not wrong.error.instance else _("少于 {n} 项").format(n=wrong.asked)
    return wrong.told(problem, _("请写上，没有就删去这一项"))


def _many(wrong: Wrong) -> Remark:
    return wrong.told(_("多于 {n} 项").format(n=wrong.asked), _("请删去多余的"))


def _repeated(wrong: Wrong) -> Remark:
    items = [shown(item) for item in wrong.present]
    twice = next((item for item in items if items.count(item) > 1), "")
    return wrong.told(_("「{item}」写了不止一次").format(item=twice), _("请只留一个"))


def _low(wrong: Wrong) -> Remark:
    return wrong.told(_("「{value}」太小").format(value=wrong.value), _("不能小于 {n}").format(n=wrong.asked))


def _high(wrong: Wrong) -> Remark:
    return wrong.told(_("「{value}」太大").format(value=wrong.value), _("不能大于 {n}").format(n=wrong.asked))


def other(wrong: Wrong) -> Remark:
    """Tell of a keyword that has no teller of its own."""
    return wrong.told(_("不合要求（{keyword}）").format(keyword=wrong.keyword), _described(wrong))


ABOUT_VALUES: Mapping[str, Callable[[Wrong], Remark]] = {
    "type": _type,
    "enum": _choice,
    "const": _constant_only,
    "anyOf": _any_of,
    "minimum": _low,
    "maximum": _high,
    "format": _format,
    "minItems": _few,
    "maxItems": _many,
    "uniqueItems": _repeated,
    "minLength": _short,
    "maxLength": _long,
    "pattern": _pattern,
}
