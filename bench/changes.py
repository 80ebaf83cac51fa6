"""An invented history of any length: decisions published, corrected and withdrawn, lists that change, merges."""

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
TOMBSTONE = """\
type: penalty
{number}
withdrawal:
  effective_on: "{day}"
  reason_code: 撤销
  reason: 行政复议决定撤销
  authority: 示例市人民政府
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
        files = base_files(len(houses)) if step == 0 else {}
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


def _ended(step: int, day: str, work: Work) -> dict[str, str]:
    """Return the records that are corrected or withdrawn at a step."""
    files = {}
    for path in work.corrected.pop(step, ()):
        files[path] = work.texts[path] = work.texts[path] + CORRECTION.format(day=day)
        work.counted["corrected"] += 1
    for path in work.withdrawn.pop(step, ()):
        number = next(line for line in work.texts[path].splitlines() if line.startswith("document_no"))
        files[path] = TOMBSTONE.format(number=number, day=day)
        work.counted["withdrawn"] += 1
    return files


def _roster(slug: str, chance: random.Random, work: Work) -> str:
    """Return an agency's list of officers after one came, changed or left."""
    roster = work.rosters.setdefault(slug, {f"{slug}-{number:03}": POSTS[0] for number in range(10)})
    key = chance.choice([*roster, f"{slug}-{chance.randrange(100, 999)}"])
    if key in roster and len(roster) > 1 and chance.random() < 1 / 3:
        del roster[key]
    else:
        roster[key] = chance.choice(POSTS)
    work.counted["lists"] += 1
    return "entries:\n" + "".join(
        f"  - certificate_no: {key}\n    name: 示例某\n    post: {post}\n" for key, post in roster.items()
    )
