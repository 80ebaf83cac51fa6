"""What check, build and serve do, and say."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from disclosure import edition as editions
from disclosure.assembly.comparing import held_against
from disclosure.assembly.locking import reading
from disclosure.assembly.order import Order
from disclosure.assembly.reckoned import keep, name_of, reckon
from disclosure.checking.branch.comparison import Comparison
from disclosure.checking.reports import FORMATS, as_lines, as_text, written
from disclosure.commands.progress import watch
from disclosure.commands.serving import SiteServer, listen
from disclosure.model.errors import GongshiError
from disclosure.model.issue import Issue, Level
from disclosure.model.language import _
from disclosure.model.memory import uncollected
from disclosure.model.record import Document
from disclosure.pages.rendering import Site
from disclosure.reading.documents import read_document


def check(order: Order, form: str, base: str = "") -> int:
    """Check the content, and what the branch does to what `base` has; 2 where an issue is an error, else 0."""
    known_format(form)
    comparison = None
    with watch() as told, reading(order), uncollected():
        edition = editions.read(order, told)
        issues = list(edition.issues)
        keep(order, name_of(order), reckon(edition.plan, edition.outcomes, issues))
        if base:
            comparison, found = held_against(edition.plan, base, edition.issues)
            issues = sorted({*issues, *found})
    files = [f"content/{path}" for path in edition.plan.files]
    if form == "text":
        closing = _closing(order, issues, files, edition.counts())
        sys.stdout.write(f"{as_lines(issues)}{_compared(comparison) if comparison else ''}{closing}")
    else:
        sys.stdout.write(f"{written(issues, form, files).rstrip()}\n")
    return 2 if any(issue.level is Level.ERROR for issue in issues) else 0


def _closing(order: Order, issues: Sequence[Issue], files: Sequence[str], counts: dict[str, int]) -> str:
    """Say in one line how many files were judged, what is wrong with them, and what they hold."""
    judged = {*files, *(issue.path for issue in issues if issue.path.startswith("content/"))}
    levels = [issue.level for issue in issues]
    found = _("{errors} 处错误，{warnings} 处提醒") if levels else _("没有发现问题")
    held = _("（{counts}）").format(counts=_counted(order, counts)) if any(counts.values()) else ""
    return _("看过 {content}：{files} 个文件{held}，{found}。\n").format(
        content=order.content,
        files=len(judged),
        held=held,
        found=found.format(errors=levels.count(Level.ERROR), warnings=levels.count(Level.WARNING)),
    )


def known_format(form: str, forms: Sequence[str] = FORMATS) -> None:
    """Raise GongshiError where a format is none of those that there are."""
    if form not in forms:
        raise GongshiError(_("--format 没有「{form}」；可以写 {forms}").format(form=form, forms="、".join(forms)))


def _compared(comparison: Comparison) -> str:
    return _("与 {base}（{commit}）比较：{steps} 个提交，公开过的文件有 {files} 个改动\n").format(
        base=comparison.base,
        commit=comparison.commit[:7],
        steps=len(comparison.steps),
        files=len(comparison.before),
    )


def build(order: Order) -> editions.Report:
    """Build the site and say what was done."""
    from disclosure.generator import build as build_site  # noqa: PLC0415  # Pelican is slow to load, and check needs none

    started = time.monotonic()
    with watch() as told:
        report = build_site(order, told)
    tell(order, report, time.monotonic() - started)
    return report


def tell(order: Order, report: editions.Report, seconds: float) -> None:
    """Say the warnings that remain, and what was done."""
    warnings = [issue for issue in report.issues if issue.level is Level.WARNING]
    if warnings:
        sys.stderr.write(as_text(warnings))
    sys.stdout.write(
        _(
            "网站在 {output}：{counts}。"
            "{files} 个文件，这次更新 {changed} 个、删除 {removed} 个，用时 {seconds:.1f} 秒\n"
        ).format(
            output=order.output,
            counts=_counted(order, report.counts),
            files=report.files,
            changed=len(report.changed),
            removed=len(report.removed),
            seconds=seconds,
        )
    )


def _counted(order: Order, numbers: dict[str, int]) -> str:
    titles = {kind.name: kind.title for kind in order.kinds} | {"withheld": "依法不公开"}
    return "，".join(f"{_(title)} {numbers[name]}" for name, title in titles.items() if numbers.get(name)) or _(
        "没有记录"
    )


def serve(order: Order, port: int) -> None:
    """Take the port, build, and serve the site until stopped."""
    with listen(order.output, port) as site:
        build(order)
        site.prefix = prefix_of(order.content)
        _serve_until_stopped(site)


def prefix_of(content: Path) -> str:
    """Return the path of the site's address, as portal.yaml has it (nothing where it has none)."""
    found = read_document("portal.yaml", (content / "portal.yaml").read_bytes())
    return Site.from_portal(found.data, history="").base if isinstance(found, Document) else ""


def _serve_until_stopped(site: SiteServer) -> None:
    sys.stdout.write(_("请用浏览器打开 {address}　（按 Ctrl+C 停止）\n").format(address=site.address))
    sys.stdout.flush()
    try:
        site.serve_forever()
    except KeyboardInterrupt:
        sys.stdout.write(_("\n已停止\n"))
