"""What the operating system says of files, in Chinese."""

import errno

from disclosure.model.language import _

REASONS = {
    errno.EACCES: "没有权限",
    errno.EBUSY: "正在被使用",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EEXIST: "已经有了",
    errno.EINVAL: "系统不认这个名称或者操作",
    errno.EIO: "磁盘读写出错，磁盘可能坏了",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ELOOP: "符号链接绕成了圈",
    errno.EMFILE: "同时打开的文件太多",
    errno.ENAMETOOLONG: "名称太长",
    errno.ENOENT: "没有这个文件或者文件夹",
    errno.ENOLCK: "这个磁盘不能加锁",
    errno.ENOMEM: "内存不够",
    errno.ENOSPC: "磁盘已满",
    errno.ENOTDIR: "上一级不是文件夹",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.EPERM: "没有权限",
    errno.EPIPE: "读的一方已经关闭",
    errno.EROFS: "在只读的磁盘上",
    errno.ESTALE: "网络磁盘已经断开",
    errno.ETIMEDOUT: "等了太久没有回应",
    errno.EXDEV: "不在同一个磁盘上",
}


def reason_of(fault: OSError) -> str:
    """Return why the system refused, in a few words; a rare reason keeps the system's own words and its number."""
    known = REASONS.get(fault.errno or 0)
    return _(known) if known else _("系统错误 {number}（{words}）").format(number=fault.errno, words=fault.strerror)
