"""The files beside a record: named and there, what they say they are, and nothing in them that is private."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from disclosure.checking.case import Case, day_of
from disclosure.checking.remarks import Remark
from disclosure.checking.scan import NAMES, REMEDIES, private_in
from disclosure.model.attachment import TYPES, folder_of
from disclosure.model.language import _
from disclosure.model.record import Pointer
from disclosure.reading.attached.contents import Contents, Unreadable
from disclosure.reading.attached.inspecting import inspect

SHOWN = 3


def attached(case: Case, files: Mapping[str, bytes]) -> Iterator[Remark]:
    """Yield what is wrong with the attachments of a record; `files` are those in its folder, by name."""
    folder = folder_of(case.document.path).removesuffix("/").rpartition("/")[2]
    if case.withdrawn or case.withheld:
        for name in sorted(files):
            problem = _("这条信息已经撤下或者不予公开，旁边还有 {folder}/{name}").format(folder=folder, name=name)
            yield Remark((), "attachment-withdrawn", problem, _("请把附件一起删去"))
        return
    if "attachments" in case.faulty:
        return
    named = case.data.get("attachments", ())
    seen: set[str] = set()
    for position, entry in enumerate(named):
        name, pointer = str(entry["file"]), ("attachments", position, "file")
        if name in seen:
            yield Remark(pointer, "attachment-twice", _("「{name}」写了两次").format(name=name), _("请删去一处"))
        elif name not in files:
            problem = _("没有文件 {folder}/{name}").format(folder=folder, name=name)
            yield Remark(pointer, "attachment-missing", problem, _("请放上文件，或者删去这一项"))
        else:
            yield from _one(case, entry, pointer, files[name])
        seen.add(name)
    for name in sorted(set(files) - seen):
        problem = _("{folder}/{name} 没有写进 attachments").format(folder=folder, name=name)
        remedy = _("请写上 file: {name} 和 title，或者删去文件").format(name=name)
        yield Remark((), "attachment-unnamed", problem, remedy)


def _one(case: Case, entry: Mapping[str, Any], pointer: Pointer, raw: bytes) -> Iterator[Remark]:
    """Yield what is wrong with one file that the record names."""
    contents = inspect(raw)
    if isinstance(contents, Unreadable):
        yield Remark(pointer, contents.rule, contents.problem, contents.remedy)
        return
    suffix = str(entry["file"]).rpartition(".")[2]
    if suffix not in contents.suffixes:
        right = contents.suffixes[0]
        problem = _("名字是 .{suffix}，内容是 {type}").format(suffix=suffix, type=TYPES[right])
        yield Remark(pointer, "attachment-mismatch", problem, _("请把后缀改成 .{right}").format(right=right))
    if contents.traces:
        where = f"content/{folder_of(case.document.path)}{entry['file']}"
        problem = _("文件里留有{traces}").format(traces="、".join(contents.traces))
        remedy = _("请运行 ./portal clean {where}，或者在「文件—信息—检查文档」里删去").format(where=where)
        yield Remark(pointer, "attachment-traces", problem, remedy)
    for problem, remedy in contents.faults:
        yield Remark(pointer, "attachment-contents", problem, remedy)
    yield from private_in_words(case, contents.texts, pointer)
    yield from _scanned(case, entry, contents, pointer)


def words_in_file(raw: bytes) -> tuple[tuple[str, str], ...]:
    """Return the pieces of text in a PDF, an XLSX or a DOCX, each with its place; none for bytes of any other sort."""
    contents = inspect(raw)
    return contents.texts if isinstance(contents, Contents) else ()


def private_in_words(case: Case, words: Iterable[tuple[str, str]], pointer: Pointer = ()) -> Iterator[Remark]:
    """Yield a remark for each piece of private data in the words of a file, each once."""
    seen = set()
    for place, text in words:
        for found in private_in(case, text):
            if (found.kind, found.text) not in seen:
                seen.add((found.kind, found.text))
                problem = _("{place}里像是{name}（{hint}）").format(
                    place=place, name=_(NAMES[found.kind]), hint=found.hint
                )
                yield Remark(pointer, f"privacy-{found.kind}", problem, _(REMEDIES[found.kind]))


def _scanned(case: Case, entry: Mapping[str, Any], contents: Contents, pointer: Pointer) -> Iterator[Remark]:
    """Ask for the word of a person who has looked at what has no words: a picture, a scanned page."""
    confirmed = entry.get("scanned")
    if contents.wordless and not confirmed:
        more = _("等 {n} 处").format(n=len(contents.wordless)) if len(contents.wordless) > SHOWN else ""
        shown = "、".join(contents.wordless[:SHOWN]) + more
        problem = _("{places}没有文字，机器查不出里面有没有个人信息").format(places=shown)
        remedy = _("请逐页看过，再写 scanned：checked_on（核对日期）和 checked_by_role（核对岗位）")
        yield Remark(pointer, "attachment-scan", problem, remedy)
    day = day_of(confirmed.get("checked_on")) if isinstance(confirmed, Mapping) else None
    if day and day > case.rules.as_of:
        problem = _("{day} 还没有到（检查的日期是 {as_of}）").format(day=day, as_of=case.rules.as_of)
        yield Remark((*pointer[:-1], "scanned", "checked_on"), "date-in-future", problem, _("请核对日期"))
