"""demo/steps.yaml as values: who changed which file when, and who let it in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

from disclosure.model.errors import GongshiError
from disclosure.model.language import _
from disclosure.model.record import Document
from disclosure.reading.documents import read_document

STEPS = "steps.yaml"
TIME = re.compile(r"[12][0-9]{3}-[01][0-9]-[0-3][0-9] [012][0-9]:[0-5][0-9]")

Name: TypeAlias = tuple[str, str]
"""A person as git knows one: name and address."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a step does to one file of content/: it becomes its last version, or an earlier one, or it goes.

    `earlier` names a folder of demo/earlier/, which holds the earlier version under the same path.
    """

    path: str
    earlier: str | None = None
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One moment of publication; with an approver it is a merge of what the author had committed at `drafted`.

    Times are written as `2026-03-13 16:40`, in the time of Beijing.
    """

    when: str
    drafted: str
    author: Name
    approver: Name | None
    message: str
    trailers: tuple[tuple[str, str], ...]
    changes: tuple[Change, ...]


def read_steps(demo: Mapping[str, bytes]) -> tuple[Step, ...]:
    """Return the steps in their order; GongshiError says in words what is wrong with the file."""
    if STEPS not in demo:
        raise GongshiError(_("演示的文件夹里没有 {name}").format(name=f"demo/{STEPS}"))
    document = read_document(STEPS, demo[STEPS])
    if not isinstance(document, Document):
        raise GongshiError("\n".join(str(issue).replace("content/", "demo/", 1) for issue in document))
    people = _mapping(document.data.get("people"), "people")
    steps = tuple(_step(_mapping(each, "steps"), people) for each in _list(document.data.get("steps"), "steps"))
    for before, after in pairwise(steps):
        if not before.when < after.when:
            raise _wrong(after.when, _("没有排在 {before} 之后").format(before=before.when))
    return steps


def _step(data: Mapping[str, Any], people: Mapping[str, Any]) -> Step:
    when = str(data.get("when"))
    drafted = str(data.get("drafted", when))
    for written in (when, drafted):
        if not TIME.fullmatch(written):
            raise _wrong(when, _("的时间「{written}」要写成 2026-03-13 16:40 的样子").format(written=written))
    if drafted > when:
        raise _wrong(when, _("的 drafted 比 when 还晚"))
    approver = data.get("approver")
    return Step(
        when=when,
        drafted=drafted,
        author=_person(data.get("author"), people, when),
        approver=_person(approver, people, when) if approver is not None else None,
        message=str(data.get("message", "")),
        trailers=tuple((key, str(value)) for key, value in _mapping(data.get("trailers", {}), "trailers").items()),
        changes=tuple(_change(each, when) for each in _list(data.get("changes"), "changes")),
    )


def _person(name: object, people: Mapping[str, Any], when: str) -> Name:
    if not isinstance(name, str) or name not in people:
        raise _wrong(when, _("的「{name}」不在 people 里").format(name=name))
    return name, str(people[name])


def _change(written: object, when: str) -> Change:
    if isinstance(written, str):
        return Change(written)
    data = _mapping(written, "changes")
    earlier = data.get("earlier")
    if "file" not in data or (earlier is None) == (data.get("removed") is not True):
        raise _wrong(when, _("的一项改动要写 file，再写 earlier 或者 removed: true"))
    return Change(str(data["file"]), str(earlier) if earlier is not None else None, earlier is None)


def _mapping(value: object, name: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise GongshiError(_("demo/steps.yaml 的 {name} 应当是「键: 值」").format(name=name))
    return value


def _list(value: object, name: str) -> Sequence[Any]:
    if not isinstance(value, list) or not value:
        raise GongshiError(_("demo/steps.yaml 的 {name} 应当是列表，至少一项").format(name=name))
    return value


def _wrong(when: str, problem: str) -> GongshiError:
    return GongshiError(_("demo/steps.yaml 里 {when} 的一步{problem}").format(when=when, problem=problem))
