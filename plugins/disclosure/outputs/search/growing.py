"""The search index grown from the one before: only the shards that one of the changed records stands in are made again.

In a folder of the cache lie, for the next time, the postings of all parts as one (`base`, written where the index is
made as a whole), the postings of every part that is in the base or in an edition (`parts`, by its name), and for each
edition which shards its terms are cut into (`ranges-….json`). What is there no more of the base is passed over, what
is not in it yet is added. Both ways to an index give the same bytes.
"""

import shutil
from collections.abc import Iterator

from disclosure.outputs.search.based import Base, BaseWriter
from disclosure.outputs.search.index import PartPostings
from disclosure.outputs.search.merging import Merge
from disclosure.outputs.search.ranges import Keeping, Range, Ranges, pair_number, ranged
from disclosure.outputs.search.shards import Bound, closing_files, named_shards, rows_files
from disclosure.outputs.search.turning import Turn

MOST = 0.2
"""Which share of the documents may lie outside the base, or have gone from it, before it is made again."""
FEW = 1000


class Growing(Keeping):
    """The index of an edition, and how it comes from the one before."""

    def files(self, before: str, now: str) -> Iterator[tuple[str, bytes | None]]:
        """Yield every file of the index by its path, with its content where it is not as in the edition `before`.

        `before` and `now` are names of the indexes of two editions; the table comes last.
        """
        self._link()
        ranges = Ranges.read(self.ranges(before)) if before else None
        base = Base.read(self.cache) if ranges else None
        turn = Turn(self, base, ranges) if base and ranges and self._little(base, ranges) else None
        yield from turn.files(now) if turn else self._whole(now)

    def forget(self, now: str) -> None:
        """Drop what neither the base nor the index of an edition needs."""
        used = {*self.parts, *Base.names_in(self.cache)}
        for file in (self.cache / "parts").glob("*"):
            if file.name not in used:
                file.unlink()
        for file in self.cache.glob("ranges-*.json"):
            if file != self.ranges(now):
                file.unlink()

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
            (words if stretch.exact else pairs).extend(ranged(stretch.terms, stretch.ranges, [b for b, _c in shards]))
        writer.close()
        yield from rows_files(merge)
        yield from closing_files(merge, lengths, bounds, self.siteurl)
        self.remember(now, [(pair_number(first), pair_number(last), told) for first, last, told in pairs], words)
