"""An index that is grown from the one before has the bytes of one that is made at once."""

import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from disclosure.outputs.search.documents import SearchDocument
from disclosure.outputs.search.growing import Growing
from disclosure.outputs.search.index import PartPostings, index_part
from disclosure.outputs.search.merging import BLOCK_WEIGHT, POSTING_WEIGHT
from disclosure.outputs.search.ranges import FORM
from disclosure.outputs.search.shards import index_files

Make = Callable[..., SearchDocument]
Parts = Mapping[str, Sequence[SearchDocument]]


def one(document: Make, rank: int, seed: int = 0) -> SearchDocument:
    """Make a document with words that many have, and some of its own."""
    chance = random.Random(rank * 1000 + seed)  # noqa: S311  # invented text
    text = "".join(chr(0x4E00 + int(chance.paretovariate(0.6)) % 900) for _letter in range(60))
    fields = {"title": f"第{rank}号{text[:5]}案", "document_no": f"示罚〔2026〕{rank + seed}号", "text": "罚款" + text}
    return document(rank, fields, (f"kind:{'decision' if chance.random() < 0.7 else 'law'}", f"year:{2020 + rank % 5}"))


class House:
    """An index on the disk that is written edition after edition, as a build does it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.site, self.before = folder, dict[str, bytes](), ""
        (folder / "stores").mkdir(parents=True)

    def write(self, parts: Parts) -> int:
        """Write the index of some parts; return how many files were made."""
        places = {}
        for name, documents in parts.items():
            places[name] = self.folder / "stores" / name
            if not places[name].exists():
                index_part(documents).save(places[name])
        growing, now = Growing(places, self.folder / "cache", "https://example.cn"), " ".join(sorted(parts))
        made = 0
        site: dict[str, bytes] = {}
        for path, content in growing.files(self.before, now):
            made += content is not None
            site[path] = self.site[path] if content is None else content
        growing.forget(now)
        for store in (self.folder / "stores").iterdir():
            if store.name not in parts:
                store.unlink()
        self.site, self.before = site, now
        return made


def at_once(parts: Parts) -> dict[str, bytes]:
    """Return the files of the index of some parts, made from nothing."""
    return dict(index_files([index_part(documents) for documents in parts.values()], "https://example.cn"))


def steps(document: Make) -> list[dict[str, list[SearchDocument]]]:
    """Return edition after edition: records come, change and go, whole parts and facets too."""
    many = [one(document, rank) for rank in range(600)]
    first = {"a0": many[0:250], "b0": many[250:500], "c0": many[500:600]}
    more = {**first, "d0": [one(document, 600)]}
    grown = {"a0": many[0:250], "b0": many[250:500], "c1": [*many[500:600], one(document, 601)], "d0": more["d0"]}
    changed = {**grown, "d1": [one(document, 600, 7)]}
    del changed["d0"]
    apart = {"a0": many[0:250], "b1": many[250:400], "b2": many[400:499], "c1": grown["c1"], "d1": changed["d1"]}
    less = {name: part for name, part in apart.items() if name != "b2"}
    back = {**less, "b2": many[400:499], "e0": [document(700, {"title": "鑫淼"}, ("kind:plan",))]}
    return [first, more, grown, changed, apart, less, back, back, first]


def test_whatever_changes_the_index_is_the_same_as_one_made_at_once(document: Make, tmp_path: Path) -> None:
    """Records that come, change, move to other parts and go leave no trace of how the index came about."""
    house = House(tmp_path)
    for number, parts in enumerate(steps(document)):
        house.write(parts)
        expected = at_once(parts)
        assert house.site == expected, number
        assert list(house.site)[-1] == list(expected)[-1]


def test_one_more_record_makes_only_the_files_that_it_changes(document: Make, tmp_path: Path) -> None:
    """What it has nothing to do with is not even made."""
    house, parts = House(tmp_path), steps(document)
    every = house.write(parts[0])
    before = house.site
    made = house.write(parts[1])
    assert made < every / 2
    changed = [path for path, content in house.site.items() if before.get(path) != content]
    assert made <= len(changed) + 30


def test_of_a_common_term_only_the_block_of_a_changed_record_is_made(document: Make, tmp_path: Path) -> None:
    """However many records have it, and wherever among them the change is."""
    number = 4 * BLOCK_WEIGHT // POSTING_WEIGHT
    many = [document(rank, {"title": "罚款"}) for rank in range(number)]
    little = number // 40
    parts = {"a0": many[:little], "b0": many[little:-little], "c0": many[-little:]}
    other = {**parts, "c1": [*parts["c0"], document(number, {"title": "罚款"})]}
    del other["c0"]
    third = {**other, "a1": [*many[:10], document(10, {"title": "罚款罚款"}), *many[11:little]]}
    del third["a0"]
    house = House(tmp_path)
    house.write(parts)
    for now in (other, third):
        before = house.site
        made = house.write(now)
        assert house.site == at_once(now)
        changed = [path for path, content in house.site.items() if before.get(path) != content]
        assert len(changed) <= made < len(changed) + 3 < len(house.site) / 10


def test_what_was_deflated_otherwise_is_not_kept(document: Make, tmp_path: Path) -> None:
    """After another way of writing shards the index is made as a whole, however little has changed."""
    house, parts = House(tmp_path), steps(document)
    every = house.write(parts[0])
    [ranges] = (tmp_path / "cache").glob("ranges-*.json")
    ranges.write_text(ranges.read_text().replace(f'"{FORM}"', '"3 1 1.2.11"'))
    assert house.write(parts[1]) >= every


@pytest.mark.parametrize("lost", ["base.json", "base.keys", "parts/a0", "ranges-*.json"])
def test_what_is_lost_of_the_cache_is_made_again(document: Make, tmp_path: Path, lost: str) -> None:
    """Without what an index could be grown from it is made at once."""
    house, parts = House(tmp_path), steps(document)
    house.write(parts[0])
    for file in (tmp_path / "cache").glob(lost):
        file.unlink()
    house.write(parts[3])
    assert house.site == at_once(parts[3])


def test_the_postings_that_somebody_keeps_stay_when_they_are_written_anew(document: Make, tmp_path: Path) -> None:
    """A part that is saved again under its name leaves a link to the old one as it was."""
    index_part([one(document, 1)]).save(tmp_path / "part")
    (tmp_path / "kept").hardlink_to(tmp_path / "part")
    before = (tmp_path / "kept").read_bytes()
    index_part([one(document, 2)]).save(tmp_path / "part")
    assert (tmp_path / "kept").read_bytes() == before
    assert PartPostings.load(tmp_path / "part").ranks.tolist() == [2]
