"""How much of real input the cleaners read: `python -m bench.cleaners [--shared ../shared]`."""

import argparse
import json
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from disclosure.intake.amounts import amount
from disclosure.intake.citations import article, citations
from disclosure.intake.cleaners import clean
from disclosure.intake.dates import date
from disclosure.intake.document_numbers import document_number
from disclosure.intake.mapping import load_mapping
from disclosure.intake.noted import Noted
from disclosure.intake.spellings import read_agency
from disclosure.model.errors import MalformedValue

PROJECT = Path(__file__).resolve().parents[1]
STRINGS = Path("data/cbirc/field_strings_all_13077_rows.json")
MAPPING = PROJECT / "bench" / "maps" / "cbirc.yaml"


@dataclass(frozen=True)
class Measure:
    """What one cleaner made of the distinct strings of one kind."""

    name: str
    total: int
    unread: tuple[tuple[str, str], ...]

    @property
    def line(self) -> str:
        """Return the figures for people."""
        return f"{self.name}：{self.total} 种写法，读出 {self.total - len(self.unread)}，读不出 {len(self.unread)}"


def measure(name: str, strings: Sequence[str], read: Callable[[str], object]) -> Measure:
    """Send every string through a cleaner; one that is refused, or read only in part, is listed with the reason."""
    unread = [(text, reason) for text in strings if (reason := _reason(read, text))]
    return Measure(name, len(strings), tuple(unread))


def _reason(read: Callable[[str], object], text: str) -> str:
    try:
        value = read(text)
    except MalformedValue as refused:
        return str(refused)
    return "；".join(value.notes) if isinstance(value, Noted) else ""


def number_of(shape: str) -> str:
    """Turn a shape, in which 9 stands for any run of digits, into a number with a year."""
    return re.sub(r"(?<=[〔\[【﹝（])(\s*)9(?: 9)?(?=\s*[〕\]】﹞）])", r"\g<1>20 21", shape)


def measures(shared: Path) -> list[Measure]:
    """Measure every cleaner that has a list of distinct real strings."""
    strings = json.loads((shared / STRINGS).read_text(encoding="utf-8"))
    rule = load_mapping(MAPPING).agency

    def agency(text: str) -> object:
        found = read_agency(clean(text, rule.origins[0].steps, {}).value, rule.spellings)
        return found if found.facts else Noted(found, ("不合对照表里任何一种写法，照原样作机关名称",))

    def column(key: str) -> list[str]:
        return [text for text, _count in strings[key] if text]

    return [
        measure("日期（不标准的）", strings["date_strings_nonstandard"], date),
        measure("金额", column("amount_strings"), amount),
        measure("文号", [number_of(shape) for shape in column("docno_shapes")], document_number),
        measure("机关", column("agency_names"), agency),
        measure("法律名称", column("law_titles"), citations),
        measure("条款", column("article_citations"), article),
    ]


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=PROJECT.parent / "shared")
    shared = parser.parse_args().shared
    if not (shared / STRINGS).is_file():
        sys.exit(f"没有 {shared / STRINGS}：这项测量要用真实数据")
    for found in measures(shared):
        print(found.line)
        for text, reason in found.unread:
            print(f"    {text!r}：{reason}")


if __name__ == "__main__":
    main()
