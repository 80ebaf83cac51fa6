"""One index made from the base and from the index of the edition before: only what has changed is made again."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from disclosure.outputs.search.based import Base, facets_without
from disclosure.outputs.search.differing import Differing, differing
from disclosure.outputs.search.index import Array, PartPostings
from disclosure.outputs.search.merging import STRETCH, Merge, stretch_of, terms_of
from disclosure.outputs.search.ranges import Keeping, Range, Ranges, pair_number
from disclosure.outputs.search.shards import (
    CHUNK,
    Bound,
    chosen_shards,
    closing_files,
    named,
    rows_file,
    rows_path,
    shard_bounds,
    shard_bytes,
    shard_paths,
)


class Turn:
    """One index made from the base and from the index of the edition before."""

    def __init__(self, keeping: Keeping, base: Base, ranges: Ranges) -> None:
        self._keeping, self._base, self._ranges = keeping, base, ranges
        self._fresh = {name: self._load(name) for name in sorted(keeping.parts.keys() - base.names)}
        gone = [self._load(name) for name in sorted(base.names - keeping.parts.keys())]
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
        return PartPostings.load(self._keeping.path(name))

    @cached_property
    def _different(self) -> Differing:
        """What is not as it was in the edition before."""
        before, now = self._ranges.names, self._keeping.parts.keys()
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
        yield from closing_files(merge, self._lengths, bounds, self._keeping.siteurl)
        self._keeping.remember(now, pairs, words)

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
            was = known.get(term if exact else pair_number(term))
            told = was[1] if was and was[0] == (term if exact else pair_number(term)) else []
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
