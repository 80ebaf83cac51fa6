"""The end of a publication period: by the day alone, in the build that reaches it, in every byte of the site."""

from datetime import date
from pathlib import Path

import pytest
from tests.edition.town import Town, decision, found, path_of, tree
from tests.reading import files

from disclosure.generator import build

EVE, DAY = date(2027, 3, 1), date(2027, 3, 2)
PATH = path_of(1)
NAME = PATH.removesuffix(".yaml")
BESIDE = f"{NAME}.files/a.pdf"
MORE = """\
publicity:
  regime: samr-45
  severity: 较低
attachments:
  - file: a.pdf
    title: 龘书
"""
YEAR = MORE.replace("samr-45", "ndrc-36").replace("较低", "一般")
CORRECTED = """\
corrections:
  - date: 2026-03-03
    fields: [facts]
    reason: 靐字写错。
    cause: 公开有误
"""
TRACES = ("龘", "靐", "籲", "龖", "CANARYWORDS", "晨光第1教育", "示教罚〔2026〕1号")


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Return a town with a decision that was updated, corrected, restored and named by another; its year ends."""
    town = Town(tmp_path / "town")
    town.step({**found(2, 3), PATH: decision(1, facts="龖。", more=YEAR), BESIDE: files.pdf("CANARYWORDS")})
    town.step({PATH: decision(1, facts="籲。", more=YEAR + CORRECTED)}, "更正")
    return town


def traces(site: Path) -> dict[str, list[str]]:
    """Return which files of a site hold which trace of the decision."""
    whole = tree(site)
    found = {trace: [path for path, raw in whole.items() if trace.encode() in raw] for trace in TRACES}
    return {trace: paths for trace, paths in found.items() if paths}


def test_on_its_last_day_nothing_is_left_in_any_byte(town: Town, tmp_path: Path) -> None:
    """The day before all of it is there; on the day a build on top and one from scratch are the same, without it."""
    build(town.order(tmp_path / "grown", as_of=EVE))
    assert set(traces(tmp_path / "grown")) == set(TRACES) - {"CANARYWORDS"} | {"CANARYWORDS"}
    report = build(town.order(tmp_path / "grown", as_of=DAY))
    assert traces(tmp_path / "grown") == {}
    assert (report.parts_read, report.cold) == (1, False)
    build(town.order(tmp_path / "fresh", as_of=DAY))
    assert tree(tmp_path / "grown") == tree(tmp_path / "fresh")
