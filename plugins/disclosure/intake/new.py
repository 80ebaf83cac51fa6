"""New records: asked for field by field, or given as options; checked before they are written."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from disclosure.intake.answers import pointer_of, put, unknown_field, value_of
from disclosure.intake.layout import write_markdown
from disclosure.intake.listed import with_entry
from disclosure.intake.names import mask_everywhere, mask_name
from disclosure.intake.questions import NATURAL_PERSON, Question, base_of, offered, questions
from disclosure.intake.shelf import Shelf, identity, path_base, write_files
from disclosure.intake.slugs import folder_name, pinyin_name
from disclosure.intake.spellings import read_agency
from disclosure.intake.templates import template_yaml
from disclosure.model.errors import ContentError, GongshiError, MalformedValue
from disclosure.model.issue import Issue, Level
from disclosure.model.kinds import Kind
from disclosure.model.language import _
from disclosure.model.record import Document, Pointer
from disclosure.model.record_id import SEGMENT
from disclosure.reading.documents import read_document
from disclosure.reading.schemas import Schemas

Check: TypeAlias = Callable[[Document, Kind], Sequence[Issue]]
Ask: TypeAlias = Callable[[str], str]
"""Shows a text and returns what the person typed."""

MISSING = "schema-required"
PLACEHOLDERS = {"agency": "xin", "year": "2000", "month": "01", "slug": "xin"}


@dataclass(frozen=True)
class NewOrder:
    """One request for a new record: `answers` maps `parties[0].name` to text; `ask` is None where nobody is there."""

    kind: Kind
    content: Path
    schemas: Schemas
    check: Check
    answers: Mapping[str, str] = field(default_factory=dict)
    agency: str | None = None
    slug: str | None = None
    ask: Ask | None = None


@dataclass(frozen=True, slots=True)
class Created:
    """What was written: its path relative to content/, and what to do next."""

    path: str
    next_step: str


def new_record(order: NewOrder) -> Created:
    """Ask for the fields of a record (or take them from the answers), check it and write its file.

    ContentError, with every problem, where answers are wrong and nobody can be asked, or the record is there already.
    """
    _require_agency(order)
    data: dict[str, Any] = {}
    for path, text in order.answers.items():
        _take(order, data, path, text)
    if order.ask:
        _interview(order, data, order.ask)
    _mask_persons(data)
    path = _path(order, data)
    raw = _raw(order, data, path)
    problems = [issue.sentence for issue in _issues(order, raw, path)]
    if problems:
        raise ContentError(_("没有写文件：\n{problems}").format(problems="\n".join(problems)))
    write_files(order.content, {path: raw})
    return Created(path, _("用编辑器打开补全其余各项；然后运行 ./portal check，没有错误再提交。"))


def _mask_persons(data: dict[str, Any]) -> None:
    """Write the names of natural persons as they may be shown, among the parties and in every text."""
    full_names = []
    for party in data.get("parties", ()):
        person = isinstance(party, dict) and party.get("category") == NATURAL_PERSON and "name" in party
        if person and "full_name_basis" not in party:
            name = str(party["name"]).strip()
            party["name"] = mask_name(name)
            full_names += [name] if party["name"] != name else []
    mask_everywhere(data, full_names)


def _require_agency(order: NewOrder) -> None:
    if "{agency}" not in order.kind.pattern or order.kind.name == "agency":
        return
    if not order.agency:
        raise GongshiError(_("请用 --agency 写明是哪个机关，写 agencies/ 下的文件夹名"))
    if not (order.content / "agencies" / order.agency / "agency.yaml").is_file():
        known = "、".join(sorted(path.parent.name for path in order.content.glob("agencies/*/agency.yaml")))
        hint = _("已有的是：{known}").format(known=known) if known else _("先用 new agency 建立机关")
        raise GongshiError(_("没有机关「{agency}」；{hint}").format(agency=order.agency, hint=hint))


def _take(order: NewOrder, data: dict[str, Any], path: str, text: str) -> None:
    """Take one answer into the record; ContentError names the key and the problem."""
    try:
        pointer = pointer_of(path)
    except MalformedValue as fault:
        raise ContentError(str(fault)) from None
    if order.schemas.node(order.kind.schema, (*base_of(order.kind), *pointer)) is None:
        raise ContentError(_unknown(order, path, pointer))
    try:
        put(data, pointer, _value(order, text, pointer))
    except MalformedValue as fault:
        title = order.schemas.title(order.kind.schema, (*base_of(order.kind), *pointer))
        raise ContentError(_("{title}（{path}）：{fault}").format(title=title, path=path, fault=fault)) from None


def _value(order: NewOrder, text: str, pointer: Pointer) -> object:
    return value_of(text, (*base_of(order.kind), *pointer), order.kind.schema, order.schemas)


def _unknown(order: NewOrder, path: str, pointer: Pointer) -> str:
    """Say that a kind has no such field, with the one that may have been meant."""
    told = unknown_field(path, (*base_of(order.kind), *pointer), order.kind.schema, order.schemas)
    return _("没有写文件：\n{told}").format(told=told)


def _interview(order: NewOrder, data: dict[str, Any], ask: Ask) -> None:
    for question in questions(order.kind, order.schemas, data):
        if not question.answered(data):
            _ask(order, data, question, ask)


def _ask(order: NewOrder, data: dict[str, Any], question: Question, ask: Ask) -> None:
    """Ask until the answer is right or, where it may be left out, empty."""
    prompt = question.prompt
    while True:
        try:
            text = ask(prompt).strip()
        except EOFError:
            raise GongshiError(_("没有答完，没有写文件")) from None
        problems = list(_problems(order, data, question, text))
        if not problems:
            return
        prompt = "\n".join(problems) + "\n" + question.prompt


def _problems(order: NewOrder, data: dict[str, Any], question: Question, text: str) -> Iterator[str]:
    """Yield what is wrong with an answer; one that is right is taken into the record."""
    if not text:
        if question.required:
            yield _("这一项必须填。")
        return
    tried = deepcopy(data)
    try:
        put(tried, question.pointer, _value(order, text, question.pointer))
    except MalformedValue as fault:
        yield _("{fault}。").format(fault=fault)
        return
    path = order.kind.pattern.format(**PLACEHOLDERS)
    masked = deepcopy(tried)
    _mask_persons(masked)
    found = [
        issue for issue in _issues(order, _raw(order, masked, path), path) if _concerns(issue, question, order.kind)
    ]
    yield from (_("{problem}。").format(problem=issue.sentence) for issue in found)
    if not found:
        data.update(tried)


def _concerns(issue: Issue, question: Question, kind: Kind) -> bool:
    """Whether an issue is about this answer, and not about what has not been asked yet."""
    path = f"entries[0].{question.path}" if kind.key else question.path
    within = issue.field.startswith((f"{path}.", f"{path}["))
    return (issue.field == path or within) and issue.rule != MISSING


def _issues(order: NewOrder, raw: bytes, path: str) -> list[Issue]:
    document = read_document(path, raw)
    found = document if isinstance(document, tuple) else order.check(document, order.kind)
    return [issue for issue in found if issue.level is Level.ERROR]


def _raw(order: NewOrder, data: Mapping[str, Any], path: str) -> bytes:
    if order.kind.key:
        shown = offered(order.kind, order.schemas, data)
        return with_entry(order.content, path, order.kind, data, order.schemas, shown)
    if path.endswith(".md"):
        body = _("（在这里写正文。）")
        return write_markdown(data, body, order.kind.schema, order.schemas).encode()
    return template_yaml(data, order.kind.schema, order.schemas, offered(order.kind, order.schemas, data)).encode()


def _path(order: NewOrder, data: Mapping[str, Any]) -> str:
    if order.slug and not SEGMENT.fullmatch(order.slug):
        raise GongshiError(_("「{slug}」不能作文件名；只用小写字母、数字和连字符").format(slug=order.slug))
    if order.kind.name == "agency":
        return _agency_path(order, data)
    if order.kind.day and not data.get(order.kind.day) and "{year}" in order.kind.pattern:
        title = order.schemas.title(order.kind.schema, (order.kind.day,))
        raise ContentError(_("没有写文件：\n缺少 {title}（{day}）").format(title=title, day=order.kind.day))
    if "{year}" in order.kind.pattern and not order.slug:
        return _numbered(order, data)
    if order.kind.key:
        return order.kind.pattern.format(agency=order.agency)
    slug = order.slug or pinyin_name(str(data.get(order.kind.heading, "")))
    year, month = str(data.get(order.kind.day or "", "2000-01"))[:7].split("-")
    path = order.kind.pattern.format(agency=order.agency, year=year, month=month, slug=slug)
    return _unused(order, path)


def _numbered(order: NewOrder, data: Mapping[str, Any]) -> str:
    shelf = Shelf(order.content)
    base = path_base(order.kind, order.agency or "", data)
    entry = shelf.find(base, identity(data))
    if entry:
        raise ContentError(_("这件决定已经有了：content/{path}").format(path=entry.path))
    return shelf.free(base)


def _agency_path(order: NewOrder, data: Mapping[str, Any]) -> str:
    name = str(data.get("name", ""))
    if not name:
        raise ContentError(_("没有写文件：\n缺少 名称（name）"))
    taken = {path.parent.name for path in order.content.glob("agencies/*/agency.yaml")}
    return _unused(order, f"agencies/{order.slug or folder_name(read_agency(name, ()).folder, taken)}/agency.yaml")


def _unused(order: NewOrder, path: str) -> str:
    if (order.content / path).exists():
        raise ContentError(_("content/{path} 已经有了；改它，或者用 --slug 换一个名称").format(path=path))
    return path
