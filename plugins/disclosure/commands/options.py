"""What the options that every command knows mean: --content, --output and --as-of."""

import os
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from disclosure.model.errors import GongshiError
from disclosure.model.language import _

if TYPE_CHECKING:
    from disclosure.assembly.order import Order

PROJECT = Path(__file__).resolve().parents[3]


def order_of(content: str = "", output: str = "", as_of: str = "", *, preview: bool = False) -> "Order":
    """Return the order that a command's options stand for; GongshiError where one of them makes no sense."""
    from disclosure.assembly.order import Order, Secrets  # noqa: PLC0415  # help and typos answer without the house
    from disclosure.assembly.placing import refuse_nested  # noqa: PLC0415  # the same
    from disclosure.generator import cache_of  # noqa: PLC0415  # the same

    folder, site = content_folder(content), output_folder(output)
    cache = cache_of(PROJECT, folder, site)
    order = Order(PROJECT, folder, site, day(as_of), cache, os.cpu_count() or 1, preview)
    order = replace(order, secrets=Secrets.given(os.environ))
    refuse_nested(order)
    return order


def shown_order(content: str = "", output: str = "", as_of: str = "", *, preview: bool = False) -> "Order":
    """Return the order of a command that shows content: where none is named, the demonstration with its two years."""
    from disclosure.assembly.demonstration import lived  # noqa: PLC0415  # as above

    order = order_of(content, output, as_of, preview=preview)
    return order if content else lived(order)


def content_folder(given: str) -> Path:
    """Return the folder content/ that an option names: itself, or the repository that holds it."""
    folder = Path(given).expanduser().resolve() if given else PROJECT / "content"
    inner = folder / "content"
    return inner if inner.is_dir() and not (folder / "portal.yaml").exists() else folder


def output_folder(given: str) -> Path:
    """Return the folder of the site that an option names, the project's output/ where it names none."""
    folder = Path(given).expanduser().resolve() if given else PROJECT / "output"
    if folder.exists() and not folder.is_dir():
        raise GongshiError(_("{path} 是文件，不是文件夹；请用 --output 另指一个").format(path=folder))
    return folder


def day(given: str) -> date:
    """Return the day that counts as today: the option, else SOURCE_DATE_EPOCH, else today in Shanghai."""
    if given:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given):
            raise GongshiError(_("--as-of「{given}」不是日期；请写成 年-月-日，例如 2026-11-20").format(given=given))
        try:
            return date.fromisoformat(given)
        except ValueError:
            raise GongshiError(_("--as-of「{given}」：没有这一天；请核对").format(given=given)) from None
    from disclosure.generator import today  # noqa: PLC0415  # as above

    try:
        return today(dict(os.environ), datetime.now(UTC))
    except (ValueError, OverflowError):
        raise GongshiError(_("环境变量 SOURCE_DATE_EPOCH 应当是一个整数（秒）；请改正或者取消它")) from None
