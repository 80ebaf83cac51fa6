"""The folder that an administrator works from: the list for people, the callback and the stubs for git filter-repo."""

from collections import defaultdict
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from disclosure.assembly.erasing import Erasing, Trace, Version, replacement
from disclosure.history.erasing import Seen
from disclosure.model.language import _

SHANGHAI = ZoneInfo("Asia/Shanghai")
LIST, CALLBACK, MESSAGES, VERSIONS = "list.txt", "callback.py", "messages.txt", "versions/"
INSTEAD = "[依法删除]"
SHORT = 12
CALLBACK_CODE = """\
# git filter-repo --blob-callback: what stands in versions/ takes the place of the blob whose id it is named by
import os
path = os.path.join(os.environ["ERASE"], "versions", blob.original_id.decode())
if os.path.exists(path):
    with open(path, "rb") as stub:
        blob.data = stub.read()
"""
OUTSIDE = (
    "代码托管平台：合并请求的引用和页面、分叉（fork）、缓存、搜索索引；请平台管理员做垃圾回收并清缓存",
    "持续集成：缓存、构建产物、日志",
    "本工具的缓存文件夹（.cache/）和以前生成的网站",
    "每一个人的克隆：删掉，重新克隆，不要合并旧的",
    "镜像、备份、快照：按备份制度删去或者到期覆盖，写明日期",
    "网站前面的缓存（CDN）、搜索引擎的快照：请对方删除",
    "附件的原件、表格、邮件里的副本",
    "这个文件夹本身：办完以后删掉",
)


def folder_files(found: Erasing, text: str) -> dict[str, bytes]:
    """Return the files of the folder by their names."""
    files = {LIST: "\n".join([*_list(found, text), ""]).encode(), CALLBACK: CALLBACK_CODE.encode()}
    if text:
        files[MESSAGES] = f"literal:{text}==>{INSTEAD}\n".encode()
    return files | {f"{VERSIONS}{version.blob}": version.stub for version in found.versions}


def _list(found: Erasing, text: str) -> Iterator[str]:
    """Yield the lines of the list: versions, other paths, other objects with the text, and what git cannot reach."""
    target = found.target
    yield _("彻底删除清单：content/{path}").format(path=target.path) + (f"#{target.key}" if target.key else "")
    yield _("这份清单只给办理的人看，办完以后同这个文件夹一起删掉；办法见 docs/erasing.md。")
    yield ""
    yield _("一、要抹去的版本：{number} 个").format(number=len(found.versions))
    for place, version in enumerate(found.versions, start=1):
        yield from _version(place, version)
    yield _("     所在的分支和标签：{refs}").format(refs="、".join(found.refs))
    yield ""
    yield _("二、同样的内容还在别的路径（随上面的版本一起抹去）：{number} 处").format(number=len(found.elsewhere))
    yield from (f"    {_place(one)}" for one in found.elsewhere)
    yield ""
    yield from _traces(found, text)
    yield ""
    yield _("四、git 改写不到、要另外清理的地方（逐项办，逐项打勾）")
    yield from (f"    □ {_(line)}" for line in OUTSIDE)


def _version(place: int, version: Version) -> Iterator[str]:
    leaves = "、".join(str(number) for number in version.leaves)
    told = _("公开日志第 {leaves} 条").format(leaves=leaves) if leaves else _("没有到过 main，不在公开日志里")
    yield _("{place:>3}. {blob}　{size} 字节　{told}").format(
        place=place, blob=version.blob, size=version.size, told=told
    )
    yield _("     换成 {stub}").format(stub=replacement(version))
    yield from (f"     {_place(one)}" for one in version.seen)


def _place(one: Seen) -> str:
    return f"{one.time.astimezone(SHANGHAI):%Y-%m-%d %H:%M}  {one.commit[:SHORT]}  {one.path}"


def _traces(found: Erasing, text: str) -> Iterator[str]:
    if not text:
        yield _("三、没有用 --text 给出要找的文字，别的文件和提交说明里有没有同样的文字没有查")
        return
    lines = trace_lines(found)
    yield _("三、还含有同样文字的地方：{number} 处").format(number=len(lines))
    yield from lines


def trace_lines(found: Erasing) -> list[str]:
    """Return a line for every path that holds the text, by path, then for what has none; each with what to do."""
    standing = {path for trace in found.traces for path in trace.standing}
    blobs: dict[str, list[str]] = defaultdict(list)
    apart: dict[str, tuple[str, ...]] = {}
    for trace in found.traces:
        apart |= trace.apart
        for path in {*trace.paths, *trace.standing}:
            blobs[path].append(trace.holder.id[:SHORT])
    lines = []
    for path in sorted(blobs):
        names = "、".join(sorted(blobs[path]))
        if path in standing:
            told = _("    {path}：现在的内容里还有，请先改掉或者撤下并提交")
        elif path in apart:
            told = _("    {path}（{id}）：只在没有合并的 {refs} 上，请删掉它们")
        else:
            told = _("    {path}（{id}）：不会随着抹去，请再对它运行 ./portal erase")
        lines.append(told.format(path=path, id=names, refs="、".join(apart.get(path, ()))))
    return lines + [_pathless(trace) for trace in found.traces if not trace.paths and not trace.standing]


def _pathless(trace: Trace) -> str:
    if trace.holder.kind in {"commit", "tag"}:
        told = _("    提交或者标签的说明 {id}：改写时加上 --replace-message")
    elif trace.holder.kind == "tree":
        told = _("    文件名 {id}：文件名不能改写，请先另行处理")
    else:
        told = _("    {id}：没有分支用到，只在这个克隆里；重新克隆就没有了")
    return told.format(id=trace.holder.id[:SHORT])
