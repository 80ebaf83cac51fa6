"""The search index grown from the one before: only the shards that one of the changed records stands in are made again.

In a folder of the cache lie, for the next time, the postings of all parts as one (`base`, written where the index is
made as a whole), the postings of every part that is in the base or in an edition (`parts`, by its name), and for each
edition which shards its terms are cut into (`ranges-….json`). What is there no more of the base is passed over, what
is not in it yet is added. Both ways to an index give the same bytes.
"""

import json
import shutil
import zlib
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from disclosure.outputs.search.based import Base, BaseWriter, facets_without
from disclosure.outputs.search.differing import Differing, differing
from disclosure.outputs.search.index import Array, PartPostings
from disclosure.outputs.search.merging import STRETCH, Merge, stretch_of, terms_of
from disclosure.outputs.search.shards import (
    CHUNK,
    Bound,
    chosen_shards,
    closing_files,
    named,
    named_shards,
    rows_file,
    rows_files,
    rows_path,
    shard_bounds,
    shard_bytes,
    shard_paths,
)

MOST = 0.2
"""Which share of the documents may lie outside the base, or have gone from it, before it is made again."""
FEW = 1000

Range = tuple[Any, Any, list[Bound]]
"""The shards of neighbouring terms: the first term, the last one, and what the table says of each shard."""


@dataclass(frozen=True)
class Ranges:
    """How the terms of an edition are cut: those of pairs, as numbers, and the exact ones, by their first term."""

    names: frozenset[str]
    pairs: Mapping[int, tuple[int, list[Bound]]]
    words: Mapping[str, tuple[str, list[Bound]]]

    @classmethod
    def read(cls, path: Path) -> "Ranges | None":
        """Return what was kept of an edition, None where nothing was."""
        try:
            told = json.loads(path.read_bytes())
        except (OSError, ValueError):
            return None
        if told["zlib"] != zlib.ZLIB_RUNTIME_VERSION:
            return None  # another version may deflate otherwise
        pairs = {first: (last, [tuple(one) for one in bounds]) for first, last, bounds in told["pairs"]}
        words = {first: (last, [tuple(one) for one in bounds]) for first, last, bounds in told["words"]}
        return cls(frozenset(told["names"]), pairs, words)


@dataclass(frozen=True)
class Growing:
    """The parts of an edition by name, with the files of their postings; where all is kept; where files are put."""

    parts: Mapping[str, Path]
    cache: Path
    siteurl: str

    def files(self, before: str, now: str) -> Iterator[tuple[str, bytes | None]]:
        """Yield every file of the index by its path, with its content where it is not as in the edition `before`.

        `before` and `now` are names of the indexes of two editions; the table comes last.
        """
        self._link()
        ranges = Ranges.read(self._ranges(before)) if before else None
        base = Base.read(self.cache) if ranges else None
        turn = _Turn(self, base, ranges) if base and ranges and self._little(base, ranges) else None
        yield from turn.files(now) if turn else self._whole(now)

    def forget(self, now: str) -> None:
        """Drop what neither the base nor the index of an edition needs."""
        used = {*self.parts, *Base.names_in(self.cache)}
        for file in (self.cache / "parts").glob("*"):
            if file.name not in used:
                file.unlink()
        for file in self.cache.glob("ranges-*.json"):
            if file != self._ranges(now):
                file.unlink()

    def path(self, name: str) -> Path:
        """Return where the postings of a part lie."""
        return self.cache / "parts" / name

    def _ranges(self, name: str) -> Path:
        return self.cache / f"ranges-{name[:16]}.json"

    def _link(self) -> None:
        """See that the postings of every part stay as they are, whatever becomes of its store."""
        (self.cache / "parts").mkdir(parents=True, exist_ok=True)
        there = {file.name for file in (self.cache / "parts").iterdir()}
        for name, path in self.parts.items():
            if name not in there:
                try:
                    self.path(name).hardlink_to(path)
                except OSError:
                    shutil.copyfile(path, self.path(name))

    def _little(self, base: Base, ranges: Ranges) -> bool:
        """Tell whether so little has changed that going on from the base pays, and all that it takes is there."""
        fresh, gone = self.parts.keys() - base.names, base.names - self.parts.keys()
        if not all(self.path(name).exists() for name in (*gone, *ranges.names)):
            return False
        number = sum(len(PartPostings.load(self.path(name)).ranks) for name in (*fresh, *gone))
        return number <= MOST * len(base.ranks) + FEW

    def _whole(self, now: str) -> Iterator[tuple[str, bytes | None]]:
        """Make the index from all parts, and the base of those to come."""
        names = sorted(self.parts)
        merge = Merge.of([PartPostings.load(self.path(name)) for name in names])
        lengths, bounds = merge.lengths(), list[Bound]()
        pairs: list[Range] = []
        words: list[Range] = []
        writer = BaseWriter(self.cache, names, merge)
        for stretch in merge.stretches():
            writer.add(stretch)
            shards = list(named_shards(stretch, lengths))
            yield from (file for _bound, files in shards for file in files)
            bounds += [bound for bound, _files in shards]
            (words if stretch.exact else pairs).extend(_ranged(stretch.terms, stretch.ranges, [b for b, _c in shards]))
        writer.close()
        yield from rows_files(merge)
        yield from closing_files(merge, lengths, bounds, self.siteurl)
        self.remember(now, [(_pair(first), _pair(last), told) for first, last, told in pairs], words)

    def remember(self, now: str, pairs: Sequence[Range], words: Sequence[Range]) -> None:
        """Keep how the terms of an edition are cut."""
        told = {"names": sorted(self.parts), "zlib": zlib.ZLIB_RUNTIME_VERSION, "pairs": pairs, "words": words}
        self._ranges(now).write_text(json.dumps(told, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _pair(term: str) -> int:
    """Return the number of a pair from its term."""
    points = [ord(point) for point in term] + [0]
    return points[0] << 21 | points[1]


def _ranged(terms: Sequence[str], ranges: Sequence[tuple[int, int]], bounds: Sequence[Bound]) -> Iterator[Range]:
    """Yield ranges of terms with their shards, of which each begins with a term of its range."""
    starts = [bound[0] for bound in bounds]
    at = 0
    for first, end in ranges:
        told = []
        while at < len(bounds) and terms[first] <= starts[at] <= terms[end - 1]:
            told.append(bounds[at])
            at += 1
        yield terms[first], terms[end - 1], told


class _Turn:
    """One index made from the base and from the index of the edition before."""

    def __init__(self, growing: Growing, base: Base, ranges: Ranges) -> None:
        self._growing, self._base, self._ranges = growing, base, ranges
        self._fresh = {name: self._load(name) for name in sorted(growing.parts.keys() - base.names)}
        gone = [self._load(name) for name in sorted(base.names - growing.parts.keys())]
        self._dropped = np.zeros(len(base.owners), np.bool_)
        for part in gone:
            self._dropped[part.ranks] = True
        kept = facets_without(base, self._dropped)
        self._merge = Merge(
            [kept, *self._fresh.values()],
            *_counted(base.pairs, base.pair_counts, [part.pairs_counted for part in self._fresh.values()], gone),
            *_words_counted(base, list(self._fresh.values()), gone),
        )
        self._lengths = self._merge.lengths()

    def _load(self, name: str) -> PartPostings:
        return PartPostings.load(self._growing.path(name))

    @cached_property
    def _different(self) -> Differing:
        """What is not as it was in the edition before."""
        before, now = self._ranges.names, self._growing.parts.keys()
        return differing(
            [self._load(name) for name in sorted(before - now)], [self._load(name) for name in sorted(now - before)]
        )

    def files(self, now: str) -> Iterator[tuple[str, bytes | None]]:
        """Yield every file of the index by its path, with its content where it has changed; the table comes last."""
        merge, middle = self._merge, self._merge.middle
        numbers: list[int] = merge.pairs.tolist()
        pairs: list[Range] = []
        words: list[Range] = []
        bounds: list[Bound] = []
        for exact, low, high in ((False, 0, middle), (True, 0, len(merge.words)), (False, middle, len(numbers))):
            cuts = merge.word_ranges() if exact else merge.pair_ranges(low, high)
            found: list[Range] = []
            yield from self._ranged(cuts, found, exact=exact)
            (words if exact else pairs).extend(found)
            bounds += [bound for _first, _last, told in found for bound in told]
        yield from self._rows()
        yield from closing_files(merge, self._lengths, bounds, self._growing.siteurl)
        self._growing.remember(now, pairs, words)

    def _ranged(
        self, cuts: Sequence[tuple[int, int]], found: list[Range], *, exact: bool
    ) -> Iterator[tuple[str, bytes | None]]:
        """Yield the shards of some ranges, and put all of these, with what the table says of their shards, in order."""
        merge = self._merge
        terms: Sequence[Any] = merge.words if exact else merge.pairs.tolist()
        known: Mapping[Any, tuple[Any, list[Bound]]] = self._ranges.words if exact else self._ranges.pairs
        different: list[Any] = self._different.words if exact else self._different.pairs
        counts = merge.word_counts if exact else merge.pair_counts
        todo: list[int] = []
        weight = 0
        for number, (low, end) in enumerate(cuts):
            first, last = terms[low], terms[end - 1]
            was = known.get(first)
            at = bisect_left(different, first)
            if was and was[0] == last and (at == len(different) or different[at] > last):
                found.append((first, last, was[1]))
                yield from ((path, None) for bound in was[1] for path in shard_paths(bound))
                continue
            found.append((first, last, []))
            todo.append(number)
            weight += int(counts[low:end].sum())
            if weight >= STRETCH:
                yield from self._made([cuts[one] for one in todo], [found[one][2] for one in todo], exact=exact)
                todo, weight = [], 0
        yield from self._made([cuts[one] for one in todo], [found[one][2] for one in todo], exact=exact)

    def _made(
        self, cuts: Sequence[tuple[int, int]], told: Sequence[list[Bound]], *, exact: bool
    ) -> Iterator[tuple[str, bytes | None]]:
        """Yield the shards of some ranges, wherever they stand, and tell their bounds."""
        if not cuts:
            return
        merge = self._merge
        chosen = np.concatenate([np.arange(low, end) for low, end in cuts])
        ends = np.cumsum([end - low for low, end in cuts]).tolist()
        ranges = list(zip([0, *ends[:-1]], ends, strict=True))
        if exact:
            names = [merge.words[place] for place in chosen.tolist()]
            found = [self._base.words_taken(names, self._dropped)]
            found += [part.words_taken(names) for part in self._fresh.values()]
        else:
            wanted = merge.pairs[chosen]
            names = terms_of(wanted)
            found = [self._base.pairs_taken(wanted, self._dropped)]
            found += [part.pairs_taken(wanted) for part in self._fresh.values()]
        stretch = stretch_of(names, found, ranges, exact=exact)
        starts = list(shard_bounds(stretch))
        kept = self._kept_blocks(starts, exact=exact)
        fresh = [number for number, bound in enumerate(kept) if not bound]
        shards = shard_bytes(chosen_shards(stretch, fresh), self._lengths) if fresh else ()
        made = dict(zip(fresh, shards, strict=True))
        first_of = [int(stretch.numbers[first]) for first, _end in stretch.cuts]
        places = np.searchsorted(np.array(ends), np.array(first_of), side="right").tolist()
        for place, start, bound, content in zip(places, starts, kept, map(made.get, range(len(kept))), strict=True):
            if bound:
                told[place].append(bound)
                yield from ((path, None) for path in shard_paths(bound))
            elif content:
                own, files = named(*start, content)
                told[place].append(own)
                yield from files

    def _kept_blocks(self, starts: Sequence[tuple[str, int]], *, exact: bool) -> list[Bound | None]:
        """Return the shards that are as they were, blocks of a common term without a different document; else None."""
        ranks = self._different.documents
        known: Mapping[Any, tuple[Any, list[Bound]]] = self._ranges.words if exact else self._ranges.pairs
        before: dict[tuple[str, int, int], Bound] = {}
        ends = [later[1] if later[0] == own[0] else 0 for own, later in pairwise([*starts, ("", 0)])]
        for term in {own[0] for own, end in zip(starts, ends, strict=True) if end}:
            was = known.get(term if exact else _pair(term))
            told = was[1] if was and was[0] == (term if exact else _pair(term)) else []
            lasts = [*(bound[1] for bound in told[1:]), 0]
            before |= {(term, bound[1], last): bound for bound, last in zip(told, lasts, strict=True)}
        kept = []
        for (term, first), end in zip(starts, ends, strict=True):
            untouched = bisect_left(ranks, first) == (bisect_left(ranks, end) if end else len(ranks))
            kept.append(before.get((term, first, end)) if untouched else None)
        return kept

    def _rows(self) -> Iterator[tuple[str, bytes | None]]:
        """Yield every file of rows: those in which nothing is different as they are."""
        changed = {rank // CHUNK for rank in self._different.rows}
        own = {int(rank): (part, at) for part in self._fresh.values() for at, rank in enumerate(part.ranks)}
        ranks = np.concatenate([part.ranks.astype(np.int64) for part in self._merge.parts])
        parts: dict[int, PartPostings] = {}
        for number in np.unique(ranks // CHUNK).tolist():
            path = rows_path(number * CHUNK)
            if number not in changed:
                yield path, None
                continue
            rows = []
            for rank in range(number * CHUNK, number * CHUNK + CHUNK):
                if rank in own:
                    rows.append(own[rank][0].row(own[rank][1]))
                elif rank < len(self._dropped) and not self._dropped[rank] and self._base.owners[rank]:
                    owner = int(self._base.owners[rank]) - 1
                    part = parts.setdefault(owner, self._load(self._base.order[owner]))
                    rows.append(part.row(int(np.searchsorted(part.ranks, rank))))
            yield path, rows_file(rows)


def _counted(
    pairs: Array, counts: Array, fresh: Sequence[tuple[Array, Array]], gone: Sequence[PartPostings]
) -> tuple[Array, Array]:
    """Return all pairs there are now, and how many postings each has."""
    found = np.unique(np.concatenate([pairs, *(own for own, _counts in fresh)]))
    total = np.zeros(len(found), np.int64)
    total[np.searchsorted(found, pairs)] = counts
    for own, more in fresh:
        total[np.searchsorted(found, own)] += more
    for part in gone:
        own, less = part.pairs_counted
        total[np.searchsorted(found, own)] -= less
    return found[total > 0], total[total > 0]


def _words_counted(base: Base, fresh: Sequence[PartPostings], gone: Sequence[PartPostings]) -> tuple[list[str], Array]:
    """Return all exact terms there are now in order, and how many postings each has."""
    total = dict(zip(base.words, base.word_counts.tolist(), strict=True))
    for sign, parts in ((1, fresh), (-1, gone)):
        for part in parts:
            for word, number in zip(part.words, np.diff(part.word_starts).tolist(), strict=True):
                total[word] = total.get(word, 0) + sign * number
    there = sorted(word for word, number in total.items() if number)
    return there, np.array([total[word] for word in there], np.int64)
