"""The end of a publication period: by the day alone, in the build that reaches it, in every byte of the site."""

import json
from datetime import date
from pathlib import Path

import pytest
from tests.edition.forger import MemorySite
from tests.edition.test_gone import TOMBSTONE
from tests.edition.town import AGENCY, Town, decision, found, path_of, tree
from tests.history.builders import history_of
from tests.reading import files

from disclosure.assembly.verifying import verify_site
from disclosure.edition import read
from disclosure.generator import build
from disclosure.history.transparency.verdicts import Minutes, Verdict
from disclosure.model.event import Action
from disclosure.timing.standing import Done

EVE, DAY = date(2029, 3, 1), date(2029, 3, 2)
PATH = path_of(1)
NAME = PATH.removesuffix(".yaml")
BESIDE = f"{NAME}.files/a.pdf"
MORE = """\
publicity:
  regime: ndrc-58
  severity: 一般
attachments:
  - file: a.pdf
    title: 龘书
"""
CORRECTED = """\
corrections:
  - date: 2026-03-03
    fields: [facts]
    reason: 靐字写错。
    cause: 公开有误
"""
TRACES = ("龘", "靐", "齉", "龖", "CANARYWORDS", "晨光第1教育", "示教罚〔2026〕1号")


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Return a town with two decisions that stay, and one that was corrected and has an attachment and an end."""
    town = Town(tmp_path / "town")
    town.step({**found(2, 3), PATH: decision(1, facts="龖。", more=MORE), BESIDE: files.pdf("CANARYWORDS")})
    town.step({PATH: decision(1, facts="齉。", more=MORE + CORRECTED)}, "更正")
    return town


def traces(site: Path) -> set[str]:
    """Return the traces of the decision that some file of a site, or its name, still holds."""
    whole = tree(site)
    return {trace for trace in TRACES if any(trace.encode() in raw or trace in path for path, raw in whole.items())}


def test_on_the_day_nothing_is_left_in_any_byte(town: Town, tmp_path: Path) -> None:
    """The day before all of it is there; on the day a build on top and one from scratch are the same, without it."""
    site = tmp_path / "grown"
    build(town.order(site, as_of=EVE))
    eve = tree(site)
    assert traces(site) == set(TRACES)
    report = build(town.order(site, as_of=DAY))
    assert traces(site) == set()
    assert (report.parts_read, report.cold) == (1, False)
    build(town.order(tmp_path / "fresh", as_of=DAY))
    assert tree(site) == tree(tmp_path / "fresh")
    build(town.order(site, as_of=EVE))
    assert tree(site) == eve


def test_a_page_says_until_when_it_is_published_and_then_that_it_was(town: Town, tmp_path: Path) -> None:
    """Before, the last day and the rule; after, the reason alone: no event is made, for nothing was committed."""
    site = tmp_path / "site"
    build(town.order(site, as_of=EVE))
    page = (site / NAME / "index.html").read_text(encoding="utf-8")
    law = "《失信行为纠正后的信用信息修复管理办法（试行）》"
    assert f"2029年3月2日（依照{law}，自2026年3月2日起 36 个月；期满当日起停止公示）" in page
    assert json.loads((site / NAME / "index.json").read_text(encoding="utf-8"))["publicity_period"] == {
        "ends_on": "2029-03-02",
        "starts_on": "2026-03-02",
        "months": 36,
        "regime": "失信行为纠正后的信用信息修复管理办法（试行）",
        "basis": law,
        "shortened": False,
    }
    build(town.order(site, as_of=DAY))
    told = json.loads((site / NAME / "index.json").read_text(encoding="utf-8"))
    assert (told["title"], told["status"]) == ("公示期满的行政执法决定", "withdrawn")
    assert told["fields"] == {
        "type": "penalty",
        "decision_date": "2026-03-02",
        "withdrawal": {
            "effective_on": "2029-03-02",
            "reason_code": "公示期满",
            "reason": f"依照{law}，自 2026-03-02 起公示 36 个月，2029-03-02 期满。",
            "authority": "示例市教育局",
        },
    }
    assert [event["action"] for event in told["events"]] == ["publish", "correct"]
    assert "publicity_period" not in told
    page = (site / NAME / "index.html").read_text(encoding="utf-8")
    for words in ("公示期满", f"依照{law}", "公示期满的当日起停止公示"):
        assert words in page
    assert [event.action for event in history_of(town.content).events[PATH]] == [Action.PUBLISH, Action.CORRECT]


def test_what_has_ended_is_still_bound_to_the_log(town: Town, tmp_path: Path) -> None:
    """The log is the same the day after as the day before: what is gone keeps its leaves, and gives up its salts."""
    build(town.order(tmp_path / "site", as_of=EVE))
    before = {path: raw for path, raw in tree(tmp_path / "site").items() if path.startswith("log/tile/")}
    build(town.order(tmp_path / "site", as_of=DAY))
    assert {path: raw for path, raw in tree(tmp_path / "site").items() if path.startswith("log/tile/")} == before
    proof = json.loads((tmp_path / "site" / NAME / "index.json").read_text(encoding="utf-8"))["proof"]
    assert sorted(proof["salts"]) == ["decision_date", "type"]
    assert {"facts", "title", "parties", "body"} - set(proof["commitments"]) <= {"body"}


def test_a_verification_tells_what_the_day_has_ended_and_trusts_no_early_day(town: Town, tmp_path: Path) -> None:
    """A tombstone by date alone is told apart from one that somebody forged before the day."""
    build(town.order(tmp_path / "site", as_of=DAY))
    verdicts = verdicts_on(tmp_path / "site")
    lapsed = "有 1 个页面公示期满，到 2029-03-02 已经按日期停止公示，日志里没有这一步；加 --repo 可以核对期限"
    assert (Verdict.UNKNOWN, lapsed) in verdicts
    assert [sentence for verdict, sentence in verdicts if verdict is Verdict.FAILED] == []
    told = tmp_path / "site" / "build.json"
    told.write_text(told.read_text(encoding="utf-8").replace("2029-03-02", "2029-03-01"), encoding="utf-8")
    failed = [sentence for verdict, sentence in verdicts_on(tmp_path / "site") if verdict is Verdict.FAILED]
    assert f"{NAME}：写的状态是「withdrawn」，按日志应当是「published」：页面被改过" in failed


def test_what_came_in_expired_is_proved_as_any_tombstone(town: Town, tmp_path: Path) -> None:
    """Its withdrawal is in the log: nothing of it is left to the day."""
    town.step({path_of(4): TOMBSTONE.format(code="公示期满")})
    build(town.order(tmp_path / "site", as_of=EVE))
    verdicts = verdicts_on(tmp_path / "site")
    assert [line for verdict, line in verdicts if verdict is Verdict.FAILED or "按日期停止公示" in line] == []


def test_what_the_day_has_ended_owes_and_counts_as_before(town: Town, tmp_path: Path) -> None:
    """It was published in time or not, its number is no gap, and nobody has to withdraw what the site has hidden."""
    eve, day = (
        next(one for one in read(town.order(tmp_path / str(as_of), as_of=as_of)).outcomes if one.numbers)
        for as_of in (EVE, DAY)
    )
    assert (day.numbers, day.counts, len(day.numbers)) == (eve.numbers, eve.counts, 3)
    assert [duty.done.on for duty in eve.duties] == [date(2026, 3, 2)] * 3
    assert [duty._replace(done=Done(duty.done.on)) for duty in day.duties] == list(eve.duties)


def verdicts_on(site: Path) -> list[tuple[Verdict, str]]:
    """Return what a verification says of a site."""
    told: list[tuple[Verdict, str]] = []
    verify_site(MemorySite(tree(site)), (), Minutes(lambda verdict, sentence: told.append((verdict, sentence))))
    return told


def test_an_agency_fixes_how_long_it_publishes_what_no_regime_ends(tmp_path: Path) -> None:
    """Its own measures hold for the decisions made under them, from their publication."""
    town = Town(tmp_path / "town")
    terms = """\
publicity_terms:
  - basis:
      - law: 示例市教育局行政执法公示办法
        article: 第九条
    in_force_from: 2026-01-01
    starts: 公开日期
    months: 60
    persons_months: 24
"""
    town.step({**found(1, 2), "agencies/jyj/agency.yaml": AGENCY + terms})
    assert [str(issue) for issue in read(town.order(tmp_path / "site")).issues] == []
    build(town.order(tmp_path / "site"))
    told = json.loads((tmp_path / "site" / NAME / "index.json").read_text(encoding="utf-8"))["publicity_period"]
    assert told == {
        "ends_on": "2031-03-02",
        "starts_on": "2026-03-02",
        "months": 60,
        "regime": "示例市教育局行政执法公示办法",
        "basis": "《示例市教育局行政执法公示办法》第九条",
        "shortened": False,
    }
    build(town.order(tmp_path / "site", as_of=date(2031, 3, 2)))
    told = json.loads((tmp_path / "site" / NAME / "index.json").read_text(encoding="utf-8"))
    assert told["fields"]["withdrawal"]["reason"] == (
        "依照《示例市教育局行政执法公示办法》第九条，自 2026-03-02 起公示 60 个月，2031-03-02 期满。"
    )


def test_a_shortened_period_ends_on_the_day_that_was_decided(town: Town, tmp_path: Path) -> None:
    """The page says who decided it, the tombstone too."""
    shortened = "  severity: 一般\n  shortened:\n    until: 2026-12-01\n    authority: 示例市教育局\n"
    town.step({PATH: decision(1, facts="齉。", more=MORE.replace("  severity: 一般\n", shortened) + CORRECTED)})
    law = "《失信行为纠正后的信用信息修复管理办法（试行）》"
    build(town.order(tmp_path / "site"))
    page = (tmp_path / "site" / NAME / "index.html").read_text(encoding="utf-8")
    assert f"2026年12月1日（依照{law}，示例市教育局决定缩短；期满当日起停止公示）" in page
    build(town.order(tmp_path / "site", as_of=date(2026, 12, 1)))
    assert traces(tmp_path / "site") == set()
    told = json.loads((tmp_path / "site" / NAME / "index.json").read_text(encoding="utf-8"))
    assert told["fields"]["withdrawal"]["reason"] == f"依照{law}，示例市教育局决定缩短公示期限，2026-12-01 期满。"


CHANGES = """\
changes:
  - from: ndrc-58
    to: ndrc-36
    on: 2026-04-01
    severities: [一般]
    basis:
      - law: 信用修复管理办法
        article: 第九十九条
    text: 本办法施行前已经公示的，照本办法的期限执行。
"""


def test_a_later_rule_ends_what_is_public_only_where_it_says_so(town: Town, tmp_path: Path) -> None:
    """With the later rule's text in the rules the page names the new end and its law; the file is as it was."""
    rules = town.content / "rules" / "publicity.yaml"
    town.step({"rules/publicity.yaml": rules.read_text(encoding="utf-8") + CHANGES}, "新规定适用于已经公示的")
    assert [str(issue) for issue in read(town.order(tmp_path / "site")).issues] == []
    build(town.order(tmp_path / "site"))
    page = (tmp_path / "site" / NAME / "index.html").read_text(encoding="utf-8")
    assert "2027年3月2日（依照《信用修复管理办法》第九十九条，自2026年3月2日起 12 个月；期满当日起停止公示）" in page
    build(town.order(tmp_path / "site", as_of=date(2027, 3, 2)))
    assert traces(tmp_path / "site") == set()


def test_a_period_shortened_too_early_is_told_from_the_day_of_publication(town: Town, tmp_path: Path) -> None:
    """Where the regime counts from there: the decision is a week older, and that week is not given away."""
    more = "publicity:\n  regime: samr-45\n  severity: 一般\n  shortened:\n    until: {until}\n    authority: 示例局\n"
    for number, until in ((4, "2026-09-03"), (5, "2026-09-05")):
        day = "2026-02-25"
        town.step({path_of(number, day): decision(number, day=day, more=more.format(until=until))})
    found_issues = read(town.order(tmp_path / "site")).issues
    assert [str(issue) for issue in found_issues if issue.rule == "publicity-shortened"] == [
        (
            f"content/{path_of(4, '2026-02-25')}:20:12 公示至（publicity.shortened.until）："
            "没有满最短公示期限（到 2026-09-04），2026-09-03 不能停止公示；"
            "请写最短期限满以后的日期，依据是国市监信规〔2021〕3号；不是因为信用修复撤下的，改写原因类别"
        ),
    ]
