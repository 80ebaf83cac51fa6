"""What clean does, and says."""

import sys
from pathlib import Path

from disclosure.intake.cleaning import cleaned
from disclosure.model.errors import GongshiError
from disclosure.model.language import _


def clean(file: Path) -> None:
    """Take the traces of persons out of a file, in its place, and say which they were."""
    if not file.is_file():
        raise GongshiError(_("没有文件 {path}").format(path=file))
    try:
        made, traces = cleaned(file.read_bytes())
    except GongshiError as fault:
        raise GongshiError(_("{path}：{fault}").format(path=file, fault=fault)) from fault
    if not traces:
        sys.stdout.write(_("{path} 里没有要清除的信息，没有改动\n").format(path=file))
        return
    beside = file.with_name(f".{file.name}.new")
    beside.write_bytes(made)
    beside.replace(file)
    sys.stdout.write(_("清除了{traces}：{path}\n").format(traces="、".join(traces), path=file))
