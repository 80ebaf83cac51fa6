"""An invented history of any length: decisions published, corrected and withdrawn, lists that change, merges.

`python -m bench corpus --records 10000 --seed 1 --out DIR` makes the repository.
"""

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.corpus import CLERK, agencies, base_files, records
from disclosure.history.planned import PlannedCommit, fast_import
from disclosure.history.writing import init_repository

CHIEF = ("示例负责", "chief@example.invalid")
START = datetime(2024, 1, 2, 1, 0, tzinfo=UTC)
DAYS = 1000
MERGED = 10  # one step in so many comes by a branch and its merge
CORRECTED, WITHDRAWN, LISTED = 0.3, 0.02, 0.05
POSTS = ("科员", "副科长", "科长")
CORRECTION = """\
corrections:
  - date: "{day}"
    fields: [content]
    reason: 录入时写错
    cause: 公开有误
"""
CHART = """\
title: 行政处罚普通程序流程图
purpose: enforcement
types: [penalty]
lanes: [承办机构, 机关负责人]
steps:
  - {key: 线索, title: 发现违法线索, kind: start, lane: 承办机构, next: [{to: 核查}]}
  - {key: 核查, title: 核查线索, kind: step, lane: 承办机构, next: [{to: 符合}]}
  - key: 符合
    title: 是否符合立案条件
    kind: decision
    lane: 承办机构
    next: [{to: 决定, when: 符合}, {to: 不立, when: 不符合}]
  - {key: 不立, title: 不予立案, kind: end, lane: 承办机构}
  - {key: 决定, title: 作出决定并送达, kind: end, lane: 机关负责人}
"""
TOMBSTONE = """\
type: penalty
{kept}
withdrawal:
  effective_on: "{day}"
  reason_code: 撤销
  reason: 行政复议决定撤销
  authority: 示例市人民政府
  document_no: 示政复决〔{year}〕1号
"""


@dataclass
class Work:
    """What is to happen at each step: records to correct and to withdraw, by their paths."""

    texts: dict[str, str] = field(default_factory=dict)
    corrected: defaultdict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    withdrawn: defaultdict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    rosters: dict[str, dict[str, str]] = field(default_factory=dict)
    counted: Counter[str] = field(default_factory=Counter)


def write_history(out: Path, count: int, commits: int, seed: int) -> Counter[str]:
    """Write a repository of so many records in so many commits; return how often what was done."""
    out.mkdir(parents=True)
    init_repository(out)
    work = Work()
    fast_import(out, _commits(count, commits, seed, work))
    return work.counted


def _commits(count: int, commits: int, seed: int, work: Work) -> Iterator[PlannedCommit]:
    steps = max(1, commits * MERGED // (MERGED + 1))
    place = 0
    for step, files in enumerate(_steps(count, steps, seed, work)):
        when = START + timedelta(seconds=step * DAYS * 86400 // steps)
        raw = {f"content/{path}": text.encode() for path, text in files.items()}
        yield PlannedCommit(when, CLERK, CLERK, f"第 {step} 步", raw)
        place += 1
        if step % MERGED == MERGED - 1:
            yield PlannedCommit(when + timedelta(minutes=5), CHIEF, CHIEF, "合并", raw, [place - 2, place - 1])
            place += 1
            work.counted["merges"] += 1
        work.counted["commits"] = place


def _steps(count: int, steps: int, seed: int, work: Work) -> Iterator[dict[str, str]]:
    """Yield the files of each step."""
    chance = random.Random(seed)  # noqa: S311  # invented content, not a secret
    coming = records(count, seed)
    houses = [slug for slug, _name in agencies(max(5, count // 400))]
    for step in range(steps):
        files = {**base_files(len(houses)), **_charts(houses)} if step == 0 else {}
        due = count * (step + 1) // steps - count * step // steps
        for path, text, _day in (next(coming) for _record in range(due)):
            files[path] = work.texts[path] = text
            work.counted["published"] += 1
            later = step + 1 + int(chance.expovariate(10 / steps))
            if chance.random() < CORRECTED and later < steps:
                work.corrected[later].append(path)
            if chance.random() < WITHDRAWN and later + 1 < steps:
                work.withdrawn[later + 1].append(path)
        day = (START + timedelta(days=step * DAYS // steps)).date().isoformat()
        files |= _ended(step, day, work)
        if step == 0 or chance.random() < LISTED:
            for slug in houses if step == 0 else chance.sample(houses, 1):
                files[f"agencies/{slug}/officers.yaml"] = _roster(slug, chance, work)
        yield files


def _charts(houses: list[str]) -> dict[str, str]:
    """Return a flowchart for each agency."""
    return {f"agencies/{slug}/flowcharts/ordinary-procedure.yaml": CHART for slug in houses}


def _ended(step: int, day: str, work: Work) -> dict[str, str]:
    """Return the records that are corrected or withdrawn at a step."""
    files = {}
    for path in work.corrected.pop(step, ()):
        files[path] = work.texts[path] = work.texts[path] + CORRECTION.format(day=day)
        work.counted["corrected"] += 1
    for path in work.withdrawn.pop(step, ()):
        kept = [line for line in work.texts[path].splitlines() if line.startswith(("document_no", "decision_date"))]
        files[path] = TOMBSTONE.format(kept="\n".join(kept), day=day, year=day[:4])
        work.counted["withdrawn"] += 1
    return files


def _roster(slug: str, chance: random.Random, work: Work) -> str:
    """Return an agency's list of officers after one came, changed or left."""
    roster = work.rosters.setdefault(slug, {f"示{slug[1:]}{number:04}": POSTS[0] for number in range(10)})
    key = chance.choice([*roster, f"示{slug[1:]}{chance.randrange(100, 9999):04}"])
    if key in roster and len(roster) > 1 and chance.random() < 1 / 3:
        del roster[key]
    else:
        roster[key] = chance.choice(POSTS)
    work.counted["lists"] += 1
    return "entries:\n" + "".join(
        f"  - name: 示例某\n    position: {post}\n    certificate_no: {key}\n" for key, post in roster.items()
    )


def main() -> None:
    """Make the repository that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m bench corpus", description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--commits", type=int, help="0.3 for each record unless told")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    counted = write_history(asked.out, asked.records, asked.commits or max(10, asked.records * 3 // 10), asked.seed)
    print(", ".join(f"{number} {what}" for what, number in sorted(counted.items())))
