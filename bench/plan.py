"""The plan of source 000 as real input: `python -m bench.plan --shared ../shared --out DIR` makes and builds its site.

The copy of the table is damaged: rows are lost, one is displaced, cells that were merged stand empty. What the copy
does not have is not made up; what is taken from the row above, because the cell was merged, is said in the row's note.
"""

import argparse
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bench.trial import CLERK, PROJECT, policies
from disclosure.assembly.order import VERSION, Order
from disclosure.generator import build
from disclosure.history.writing import commit
from disclosure.intake.init import InitOrder, init
from disclosure.intake.layout import write_yaml
from disclosure.reading.schemas import load_schemas

SOURCE = Path("sources/000_eec0ea25ef5c738a.txt")
TITLE = "忻州市全面推行行政执法公示制度执法全过程记录制度重大执法决定法制审核制度实施方案（忻政办发〔2019〕60号）附表"
POLICY = "policies/xinzhou-sanxiang-zhidu.md"
DEADLINE = re.compile(r"(?P<year>[12][0-9]{3})年(?P<month>1?[0-9])月|长期执行|长期推进")
INNER_SPACE = re.compile(r"(?<=[^\x00-\x7f]) +(?=[^\x00-\x7f])")
BETWEEN_UNITS = re.compile(r"(?<=[局门关府]) +(?=\S)")
HEAD = "序号"
UNMARKED = {1: "main_task", 2: "task"}
"""What the columns left of the requirement hold; whatever stands further right is the step."""

MERGED = {"responsible": "责任单位", "deadline": "完成时限"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the copy: its number (None: no number), where that stood, and the cells that are not empty."""

    number: int | None
    place: int
    cells: Mapping[int, str]


def tables(text: str) -> Iterator[list[Row]]:
    """Yield the rows of each page of the table, as they stand in the copy."""
    page: list[Row] | None = None
    for line in text.splitlines():
        if "\t" not in line:
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if cells[0] == HEAD:
            if page is not None:
                yield page
            page = []
        elif page is not None:
            page.append(_row(cells))
    if page is not None:
        yield page


def _row(cells: Sequence[str]) -> Row:
    place = next((position for position, cell in enumerate(cells) if cell.isdecimal()), None)
    kept = {position: cell for position, cell in enumerate(cells) if cell and position != place}
    return Row(int(cells[place]) if place is not None else None, place or 0, kept)


def entries(text: str) -> list[dict[str, Any]]:
    """Return the entries of plan.yaml, one for each number from 1 to the last."""
    found: dict[int, dict[str, Any]] = {}
    above: dict[str, str] = {}
    for page in tables(text):
        above = {key: value for key, value in above.items() if key not in MERGED}
        for row in page:
            if row.number is not None:
                found[row.number] = _entry(row, above)
    return [found.get(number) or _lost(number) for number in range(1, max(found, default=0) + 1)]


def _entry(row: Row, above: dict[str, str]) -> dict[str, Any]:
    """Return one row; what merged cells leave empty comes from the row above, which `above` remembers."""
    if row.place:
        return _displaced(row, above)
    written, notes = _cells(row)
    above.update({key: value for key, value in written.items() if key in {*UNMARKED.values(), *MERGED}})
    merged = [key for key in MERGED if key not in written and key in above]
    if merged:
        notes.append(f"{'、'.join(MERGED[key] for key in merged)}照上一行（原表是合并的单元格）")
    whole = {**{key: above[key] for key in (*UNMARKED.values(), *MERGED) if key in above}, **written}
    return _ordered({"number": str(row.number), **whole, "note": "；".join(notes)})


def _cells(row: Row) -> tuple[dict[str, str], list[str]]:
    """Return the cells of a row by their column: only the requirement ends in a full stop, the rest is around it."""
    middle = next(position for position, cell in row.cells.items() if cell.endswith("。"))
    written = {UNMARKED.get(place, "step"): _tight(cell) for place, cell in row.cells.items() if place < middle}
    written["requirement"] = _tight(row.cells[middle])
    after = [cell for place, cell in row.cells.items() if place > middle]
    deadlines = [cell for cell in after if DEADLINE.fullmatch(cell)]
    units = [_tight(BETWEEN_UNITS.sub("、", cell)) for cell in after if cell not in deadlines]
    if deadlines:
        written["deadline"] = _deadline(deadlines[-1])
    if units:
        written["responsible"] = "、".join(units)
    notes = ["抄件这一行有两个责任单位"] if len(units) > 1 else []
    return written, [*notes, *(["抄件「任务分解」一栏是空的"] if "step" not in written else [])]


def _tight(cell: str) -> str:
    """Return a cell without the spaces that its line breaks left between characters."""
    return INNER_SPACE.sub("", cell)


def _deadline(written: str) -> str:
    found = DEADLINE.fullmatch(written)
    return f"{found['year']}-{int(found['month']):02}" if found and found["year"] else written


def _displaced(row: Row, above: Mapping[str, str]) -> dict[str, Any]:
    texts = _tight("".join(row.cells.values()))
    note = f"抄件上序号错到第 {row.place + 1} 栏，工作要求、责任单位、完成时限缺失"
    known = {key: above[key] for key in UNMARKED.values() if key in above}
    return _ordered({"number": str(row.number), **known, "step": texts, "copy": "错位", "note": note})


def _lost(number: int) -> dict[str, Any]:
    return {"number": str(number), "copy": "缺失", "note": "抄件缺了这一行"}


def _ordered(entry: Mapping[str, Any]) -> dict[str, Any]:
    columns = ("number", "main_task", "task", "step", "requirement", "responsible", "deadline", "copy", "note")
    return {key: entry[key] for key in columns if entry.get(key)}


def prepare(shared: Path, repository: Path) -> Path:
    """Make a content repository that holds the plan, and the document that it is from; return its content folder."""
    schemas = load_schemas(PROJECT / "schemas")
    names = ("行政执法三项制度任务推进（试运行）", "忻州市", "试运行")
    init(InitOrder(repository, PROJECT, VERSION, *names, author=CLERK))
    rows = entries((shared / SOURCE).read_text(encoding="utf-8"))
    plan = write_yaml({"source": TITLE, "entries": rows}, "plan", schemas)
    files = {"plan.yaml": plan.encode(), POLICY: policies(shared, schemas)[POLICY]}
    for path, raw in files.items():
        (repository / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (repository / "content" / path).write_bytes(raw)
    commit(repository, [f"content/{path}" for path in files], "公开任务分解推进表", author=CLERK)
    return repository / "content"


def main() -> None:
    """Make the repository, build its site and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=PROJECT.parent / "shared")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--as-of", type=date.fromisoformat, default=datetime.now(UTC).date())
    asked = parser.parse_args()
    if not (asked.shared / SOURCE).is_file():
        sys.exit(f"没有 {asked.shared / SOURCE}：试运行要用真实文件")
    content = prepare(asked.shared, asked.out / "repository")
    rows = entries((asked.shared / SOURCE).read_text(encoding="utf-8"))
    displaced = [row["number"] for row in rows if row.get("copy") == "错位"]
    lost = [row["number"] for row in rows if row.get("copy") == "缺失"]
    print(f"{len(rows)} 行：完整 {len(rows) - len(displaced) - len(lost)}，错位 {displaced}，缺失 {lost}")
    output = (asked.out / "site").resolve()
    build(Order(PROJECT, content.resolve(), output, asked.as_of, (asked.out / "cache").resolve()))
    print(f"网站：{output}")


if __name__ == "__main__":
    main()
