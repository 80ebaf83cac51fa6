"""The one place where what goes wrong becomes a Chinese sentence and an exit code."""

import errno
import sys
import traceback
from pathlib import Path
from types import TracebackType

from disclosure.checking.reports import as_text
from disclosure.model.errors import ContentError, GongshiError
from disclosure.model.language import _
from disclosure.model.system import reason_of

EXPLAINED = {
    errno.ENOSPC: "磁盘已满，写不了 {path}；请腾出空间再运行一次，原来的网站没有动",
    errno.EDQUOT: "磁盘配额用完了，写不了 {path}；请腾出空间再运行一次，原来的网站没有动",
    errno.EACCES: "没有读写 {path} 的权限；请换一个有权限的用户，或者换一个文件夹",
    errno.EPERM: "没有读写 {path} 的权限；请换一个有权限的用户，或者换一个文件夹",
    errno.EROFS: "{path} 在只读的磁盘上；请换一个文件夹",
    errno.EADDRINUSE: "端口已被占用；请用 --port 换一个，例如 --port 8001，或者 --port 0 由系统挑选",
    errno.ENOENT: "没有 {path}；请核对路径",
    errno.ENOTDIR: "{path} 的上一级不是文件夹；请核对路径",
    errno.EISDIR: "{path} 是文件夹，这里要的是文件；请核对路径",
    errno.EEXIST: "{path} 已经有了；请换一个名字",
    errno.EMFILE: "同时打开的文件太多；请用 ulimit -n 4096 放宽后再运行一次",
    errno.ENOMEM: "内存不够；请关掉别的程序再运行一次",
}


def told(fault: GongshiError | OSError | KeyboardInterrupt) -> tuple[str, int]:
    """Return what a person reads of a fault, and the exit code that goes with it."""
    if isinstance(fault, KeyboardInterrupt):
        return _("已停止"), 1
    if isinstance(fault, ContentError):
        untold = [issue for issue in fault.issues if issue.sentence not in str(fault)]
        return (as_text(untold) if untold else "") + str(fault), fault.exitcode
    if isinstance(fault, GongshiError):
        return str(fault), fault.exitcode
    path = fault.filename2 or fault.filename or _("文件")
    reason = _(EXPLAINED.get(fault.errno or 0, "系统不让读写 {path}：{reason}"))
    return reason.format(path=path, reason=reason_of(fault)), 1


def install_last_resort(log: Path) -> None:
    """See to it that a mistake of ours ends in a sentence too, with its traceback in a file for the maintainers."""

    def last_resort(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        text = "".join(traceback.format_exception(kind, fault, trace))
        try:
            log.parent.mkdir(parents=True, exist_ok=True)
            log.write_text(text, encoding="utf-8")
        except OSError:
            sys.stderr.write(text)
        sys.stderr.write(_("程序自身出了错，不是您的内容的问题；请把 {log} 交给维护人员\n").format(log=log))

    sys.excepthook = last_resort
