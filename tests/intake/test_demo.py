"""The demonstration: invented, complete, without a fault, and with two years of history behind it."""

import shutil
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from disclosure.checking.across import check_across, claims
from disclosure.checking.counting import added, count, typed
from disclosure.checking.gate import Gate, Rules
from disclosure.checking.references import Referrer
from disclosure.checking.reports import as_text
from disclosure.checking.statistics import Statistics
from disclosure.history.repository import History, HistoryState, read_history
from disclosure.intake.demo import Sources, planned, replay
from disclosure.intake.demo_steps import read_steps
from disclosure.model.credit_code import CreditCode
from disclosure.model.errors import GongshiError
from disclosure.model.event import Action
from disclosure.model.issue import Issue
from disclosure.model.kinds import KINDS, Kind, kind_of
from disclosure.model.record import Document
from disclosure.reading.documents import locate, read_document

PROJECT = Path(__file__).parents[2]
TODAY = date(2026, 11, 20)
FEWEST = 3
SETTINGS = (
    "portal.yaml",
    "rules/required.yaml",
    "rules/publicity.yaml",
    "rules/staffing.yaml",
    "rules/withdrawals.yaml",
)
TYPES = {
    *("permit", "penalty", "coercion", "inspection", "levy", "fee"),
    *("requisition", "payment", "confirmation", "reward", "ruling", "other"),
}
LIVES = {
    "agencies/jyj/decisions/2026/03/012.yaml": [Action.PUBLISH, Action.CORRECT],
    "agencies/scjgj/decisions/2025/10/xk-241.yaml": [Action.PUBLISH, Action.CORRECT],
    "agencies/sthjj/decisions/2025/04/cf-003.yaml": [Action.PUBLISH, Action.UPDATE],
    "agencies/mzj/agency.yaml": [Action.PUBLISH, Action.UPDATE],
    "agencies/jyj/officers.yaml": [Action.PUBLISH, Action.UPDATE, Action.UPDATE, Action.UPDATE],
    "agencies/scjgj/officers.yaml": [Action.PUBLISH, Action.UPDATE],
    "agencies/scjgj/reviewers.yaml": [Action.PUBLISH, Action.UPDATE],
    "agencies/swj/decisions/2026/08/003.yaml": [Action.PUBLISH, Action.WITHDRAW],
    "agencies/sthjj/decisions/2026/04/008.yaml": [Action.PUBLISH, Action.WITHDRAW],
    "agencies/scjgj/decisions/2026/01/004.yaml": [Action.PUBLISH, Action.EXPIRE],
    "agencies/scjgj/decisions/2025/12/081.yaml": [Action.PUBLISH, Action.WITHDRAW, Action.RESTORE],
    "agencies/mzj/decisions/2026/09/jf-012.yaml": [Action.PUBLISH, Action.WITHDRAW],
    "agencies/nsx-scjgj/decisions/2026/04/007.yaml": [Action.PUBLISH, Action.WITHDRAW],
    "agencies/sthjj/decisions/2026/05/009.yaml": [Action.PUBLISH, Action.WITHDRAW],
    "agencies/sthjj/decisions/2026/02/002.yaml": [Action.PUBLISH, Action.UPDATE],
    "agencies/mzj/objections.yaml": [Action.PUBLISH, Action.UPDATE],
    "agencies/swj/decisions/2025/01/xk-2.yaml": [Action.PUBLISH, Action.REMOVED],
    "policies/fabu-chexiao-gengxin.md": [Action.PUBLISH, Action.UPDATE],
}
IMPORTED = {
    "agencies/jyj/decisions/2024/12/009.yaml",
    "agencies/mzj/decisions/2024/12/xk-021.yaml",
    "agencies/scjgj/decisions/2024/12/xk-188.yaml",
    "agencies/sthjj/decisions/2024/12/022.yaml",
}
ONE_STEP = """\
people:
  周岚: zhoulan@jyj.shili.example
steps:
  - when: 2026-03-13 16:40
    author: 周岚
    message: 公开
    changes:
      - a.yaml
"""
STEP = "demo/steps.yaml 里 2026-03-13 16:40 的一步"


@cache
def sources() -> Sources:
    """Return the demonstration as it stands in the project."""
    return Sources.of(PROJECT)


@cache
def documents() -> Mapping[str, Document]:
    """Return every record of content/, by path; a file that cannot be read fails whichever test asks first."""
    read = {path: read_document(path, raw) for path, raw in sources().content.items() if kind_of(path)}
    faulty = [document for document in read.values() if not isinstance(document, Document)]
    assert faulty == []
    return {path: document for path, document in read.items() if isinstance(document, Document)}


def decisions() -> dict[str, Mapping[str, Any]]:
    """Return the fields of every decision, by path."""
    return {path: document.data for path, document in documents().items() if "/decisions/" in path}


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Replay the demonstration once for all tests that only look."""
    return replay(PROJECT, tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def history(content: Path) -> History:
    """Read what git tells of the replayed demonstration."""
    return history_of(content)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Copy the project's two folders, to be changed."""
    for name in ("content", "demo"):
        shutil.copytree(PROJECT / name, tmp_path / "project" / name)
    return tmp_path / "project"


def files_below(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder, by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def history_of(content: Path) -> History:
    """Read the history of a content folder with all its files."""
    return read_history(content, sorted(files_below(content)))


def test_the_replay_ends_in_the_bytes_of_content(content: Path) -> None:
    """After the last step the repository holds exactly what content/ holds, and nothing is uncommitted."""
    assert files_below(content) == files_below(PROJECT / "content")
    assert history_of(content).uncommitted == frozenset()


def test_the_same_steps_give_the_same_commits(content: Path, tmp_path: Path) -> None:
    """Two replays in two places have the same last commit, and so the same history."""
    again = replay(PROJECT, tmp_path)
    assert history_of(again).tip == history_of(content).tip


def test_a_replay_is_kept_until_the_content_changes(project: Path, tmp_path: Path) -> None:
    """A second replay touches nothing; a changed file makes another repository and drops the old one."""
    first = replay(project, tmp_path)
    (first.parent / "mark").write_text("kept", encoding="utf-8")
    assert replay(project, tmp_path) == first
    assert (first.parent / "mark").exists()
    page = project / "content" / "pages" / "about.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n又添一行。\n", encoding="utf-8")
    second = replay(project, tmp_path)
    assert files_below(second) == files_below(project / "content")
    assert [path.name for path in (tmp_path / "demo").iterdir()] == [second.parent.name]


def test_a_file_that_no_step_names_is_there_from_the_first(project: Path, tmp_path: Path) -> None:
    """Settings and rules need no step of their own."""
    (project / "content" / "rules" / "more.yaml").write_text("a: 1\n", encoding="utf-8")
    events = history_of(replay(project, tmp_path)).events
    assert [(event.action, event.moment.position) for event in events["rules/more.yaml"]] == [(Action.PUBLISH, 0)]


def test_every_record_has_its_step() -> None:
    """No agency, decision or policy appears by itself on the first day."""
    named = {change.path for step in read_steps(sources().demo) for change in step.changes}
    assert set(documents()) - named == set()


def test_every_earlier_version_is_used() -> None:
    """demo/earlier/ holds nothing that no step publishes."""
    steps = read_steps(sources().demo)
    used = {f"earlier/{each.earlier}/{each.path}" for step in steps for each in step.changes if each.earlier}
    assert set(sources().demo) - used == {"steps.yaml"}


@pytest.mark.parametrize("path", sorted(LIVES))
def test_the_story_of_a_record(history: History, path: str) -> None:
    """Publishing, updating, correcting, withdrawing, restoring and a removal stand in the history as they happened."""
    assert history.state is HistoryState.FULL
    assert [event.action for event in history.events[path]] == LIVES[path]


def test_only_what_came_from_the_old_site_is_imported(history: History) -> None:
    """The import commit carries its trailer, and no other commit does."""
    assert {path for path, events in history.events.items() if events[0].moment.imported} == IMPORTED
    assert {path for path, data in decisions().items() if "source" in data} == IMPORTED


def test_nobody_approves_their_own_record(history: History) -> None:
    """The author is the clerk; an approver is somebody else, and most publications have one."""
    moments = [event.moment for events in history.events.values() for event in events]
    assert [moment for moment in moments if moment.approver == moment.author] == []
    assert Counter(moment.approver is None for moment in moments)[False] > 100


def test_nothing_is_published_before_it_was_decided(history: History) -> None:
    """A decision becomes public on its day or later, and before today."""
    for path, data in decisions().items():
        decided = date.fromisoformat(str(data["decision_date"]))
        assert decided <= history.events[path][0].moment.time.date() < TODAY, path
        assert path.split("/")[3:5] == [f"{decided:%Y}", f"{decided:%m}"], path


def test_every_report_says_what_the_records_come_to() -> None:
    """Cell by cell, as the rules count them; one says more than the site shows, and says why in words."""
    rules = read_document("rules/statistics.yaml", sources().content["rules/statistics.yaml"])
    assert isinstance(rules, Document)
    statistics = Statistics.of(rules.data)
    counted = added(
        count(kind.name, path.split("/")[1], document.data, None, statistics).items()
        for path, document in documents().items()
        if (kind := kind_of(path)) and path.startswith("agencies/")
    )
    differing = {}
    for path, document in documents().items():
        if "/reports/" not in path:
            continue
        said = typed(path.removesuffix(".yaml"), path.split("/")[1], document.data)
        assert said.roles == {"本级政府", "上级主管部门"}, path
        for table, ruled in statistics.tables(said.year).items():
            known = {column for rule in ruled for column in (*rule.known, *rule.sums)}
            found = counted[said.agency, said.year].columns(table)
            for column in sorted(known):
                pair = (said.table(table).get(column, 0), found.get(column, 0))
                if pair[0] != pair[1]:
                    differing[said.agency, table, column] = pair
    assert differing == {("jyj", "acts", "inspection"): (3, 1)}
    assert "年报比本网站的记录多 2 次" in str(documents()["agencies/jyj/reports/2025.yaml"].data["narrative"])


def test_two_decisions_are_late(history: History) -> None:
    """Counted in days of the calendar, two penalties waited longer than any holiday explains."""
    waits = {
        path: (history.events[path][0].moment.time.date() - date.fromisoformat(str(data["decision_date"]))).days
        for path, data in decisions().items()
        if data["type"] in {"permit", "penalty"} and path not in IMPORTED
    }
    late = {path for path, days in waits.items() if days > 14}
    assert late == {
        "agencies/nsx-scjgj/decisions/2026/06/008.yaml",
        "agencies/sthjj/decisions/2025/11/019.yaml",
    }


def test_the_demonstration_is_large_enough() -> None:
    """Ten agencies, eighteen policies, more than sixty decisions of all twelve types, and every kind thrice."""
    kinds = Counter(kind.name for path in documents() if (kind := kind_of(path)))
    assert {name: kinds[name] for name in ("agency", "policy", "decision")} == {
        "agency": 10,
        "policy": 18,
        "decision": 89,
    }
    many = {kind.name for kind in KINDS if "{" in kind.pattern}
    assert {name: kinds[name] for name in sorted(many) if kinds[name] < FEWEST} == {}
    types = Counter(str(data["type"]) for data in decisions().values())
    assert set(types) == TYPES
    assert min(types.values()) >= 2
    assert sum(data.get("publish") is False for data in decisions().values()) == 4
    assert sum("full_text" in data for data in decisions().values()) >= 12


def test_every_credit_code_is_valid_and_of_no_real_region() -> None:
    """Codes have their check digit, and regions begin with 99, which is assigned to nobody."""
    parties = [party for data in decisions().values() for party in data.get("parties", [])]
    agencies = [document.data for path, document in documents().items() if path.endswith("/agency.yaml")]
    codes = [str(each["credit_code"]) for each in [*parties, *agencies] if "credit_code" in each]
    assert [code for code in codes if CreditCode.parse(code).value[2:4] != "99"] == []
    assert {str(agency["credit_code"])[:2] for agency in agencies} == {"11", "12"}
    assert {str(agency["region_code"])[:2] for agency in agencies} == {"99"}


def test_a_sole_trader_has_a_code_of_its_own_kind() -> None:
    """Codes that begin with 92 belong to 个体工商户 and to nobody else."""
    for data in decisions().values():
        for party in data.get("parties", []):
            code = str(party.get("credit_code", ""))
            assert code.startswith("92") == (party["category"] == "个体工商户"), party["name"]


def test_the_portal_says_that_it_is_a_demonstration() -> None:
    """The setting marks every page, and the page about the site says it in words."""
    assert setting("portal.yaml")["demonstration"] is True
    assert "均为虚构" in sources().content["pages/about.md"].decode("utf-8")


def setting(name: str) -> Mapping[str, Any]:
    """Return the fields of a file of content/ that is no record."""
    document = read_document(name, sources().content[name])
    assert isinstance(document, Document)
    return document.data


@cache
def gate() -> Gate:
    """Return the checks, with the rules that content/ itself holds."""
    return Gate(PROJECT / "schemas", rules(TODAY))


@cache
def rules(day: date) -> Rules:
    """Return the data of the rules that content/ itself holds, as of a day."""
    portal, required, publicity, staffing, withdrawals = (setting(name) for name in SETTINGS)
    return Rules(day, portal, required, publicity, allowed={}, staffing=staffing, withdrawals=withdrawals)


def issues_of(read: Mapping[str, Document], changed: Iterable[str], day: date = TODAY) -> list[Issue]:
    """Return the issues that a day would find: of the changed records by themselves, and of all of them together.

    References are followed in the last state alone: on the way, a list may come after what names its entries.
    """
    gate().rules = rules(day)
    found = [issue for path in changed for issue in gate().check(read[path], kind_at(path))]
    referrer = Referrer(gate().schemas, KINDS) if read is documents() else None
    stated = [claims(document, kind_at(path), referrer) for path, document in read.items()]
    across = check_across(stated, KINDS, lambda path, pointer: locate(read[path], pointer), rules(day))
    return sorted({*found, *across})


def kind_at(path: str) -> Kind:
    """Return the kind of a path that is known to be a record's."""
    kind = kind_of(path)
    assert kind is not None
    return kind


def test_the_content_has_no_issue() -> None:
    """Neither an error nor a warning: the demonstration shows how it should be done."""
    assert as_text(issues_of(documents(), documents())) == as_text([])


def test_every_step_leaves_content_that_could_be_published() -> None:
    """After each step, all records together pass every check: no step of the demonstration was ever refused."""
    state: dict[str, Document] = {}
    faulty: dict[str, str] = {}
    for when, files in main_line():
        records = {path: raw for path, raw in files.items() if kind_of(path)}
        for path, raw in records.items():
            state.pop(path, None)
            document = read_document(path, raw) if raw is not None else None
            assert not isinstance(document, tuple), document
            if document:
                state[path] = document
        if found := issues_of(state, records.keys() & state.keys(), date.fromisoformat(when[:10])):
            faulty[when] = as_text(found)
    assert faulty == {}


def main_line() -> list[tuple[str, dict[str, bytes | None]]]:
    """Return what each step did to the files of content/, by its time."""
    commits = planned(read_steps(sources().demo), sources())
    by_time = {f"{commit.when:%Y-%m-%d %H:%M}": commit.files for commit in commits}
    return [
        (step.when, {path.removeprefix("content/"): raw for path, raw in by_time[step.when].items()})
        for step in read_steps(sources().demo)
    ]


def small(steps: str = ONE_STEP, *names: str) -> Sources:
    """Make a demonstration of these steps and of these files."""
    return Sources(dict.fromkeys(names, b"a: 1\n"), {"steps.yaml": steps.encode()})


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            small(ONE_STEP, "b.yaml"),
            f"{STEP}公开了 content/a.yaml，而这个文件不在了；请改这一步，或者添上后来的一步",
        ),
        (
            small(ONE_STEP.replace("- a.yaml", "- file: a.yaml\n        removed: true"), "a.yaml"),
            f"{STEP}删去了 content/a.yaml，而这个文件还在；请改这一步，或者添上后来的一步",
        ),
        (
            small(ONE_STEP.replace("- a.yaml", "- file: a.yaml\n        earlier: 2026-03-13"), "a.yaml"),
            f"{STEP}把 content/a.yaml 留在了较早的版本上；请改这一步，或者添上后来的一步",
        ),
        (
            small(ONE_STEP.replace("author: 周岚", "author: 何敏"), "a.yaml"),
            f"{STEP}的「何敏」不在 people 里",
        ),
        (
            small(ONE_STEP.replace("2026-03-13 16:40", "2026年3月13日"), "a.yaml"),
            "demo/steps.yaml 里 2026年3月13日 的一步的时间「2026年3月13日」要写成 2026-03-13 16:40 的样子",
        ),
        (
            small(ONE_STEP + ONE_STEP.partition("steps:\n")[2], "a.yaml"),
            f"{STEP}没有排在 2026-03-13 16:40 之后",
        ),
        (Sources({}, {"other": b""}), "演示的文件夹里没有 demo/steps.yaml"),
    ],
)
def test_steps_that_cannot_be_replayed_are_refused_in_words(given: Sources, message: str) -> None:
    """The message says which step is wrong and what to do."""
    with pytest.raises(GongshiError) as caught:
        planned(read_steps(given.demo), given)
    assert str(caught.value) == message


def test_a_project_without_a_demonstration_is_refused_in_words(tmp_path: Path) -> None:
    """Where demo/ or content/ is missing, the message names the folder."""
    with pytest.raises(GongshiError) as caught:
        replay(tmp_path, tmp_path / "cache")
    assert str(caught.value) == f"没有演示要用的文件夹 {tmp_path / 'content'}"
