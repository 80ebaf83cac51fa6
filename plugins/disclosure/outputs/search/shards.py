"""The files of a search index, and how they are written.

`search/index.json`, the boundary table: `format` (2), `documents` (how many), `fields` (name → tokens over all
documents, in the order of the fields' numbers), `chunk` (ranks in a file of rows), `ranks` (how many numbers are in
use), `common` (the commonest terms, and every term cut into blocks, → its postings over all fields), `terms` and
`firsts` and `names` (for every shard in order: its first term; the first rank of its block, given for the shards of
`blocks` alone; twelve hexadecimal digits of its content's hash). A term's shards are the last one whose first term is
not above it and, before it, those whose first term is the term itself.

`search/terms/ab/cdef01234567.bin`, a shard, named by the hash of its bytes: only varints (varints.py). How many terms;
how many places. A place is one field of one document, `rank << 4 | field`: the places, each as the step from the one
before, then the tokens in each place. Then for every term: code points shared with the term before, how many more,
these, and its postings. Then the postings, term after term: `step << 1 | more`, where step leads from the number
of the place of the posting before (at first -1), and a frequency follows if `more` is set; else it is 1.
A term has at most about 8 kB of its own before it fills a shard alone; one with more than 32 kB is cut by rank.

`search/rows/012/345.json`, the rows of ranks 4 × 12345 and the three after it: a list of what a result shows, each
with `rank` and `fields` (name → searched text, a value a line), from which a phrase is verified and a snippet cut.
Not named by hash, since a rank never moves: an address answers for ever.

`span`, `facets` and `sorts` of the table, and `search/columns/`: what records are counted and sorted by (columns.py);
`decisions`: the kinds that are types of decision and stand before the others; `site`: the official address of the
site, if it has one, for tables of results.

Frequencies and lengths stand in the shards, totals in the table: one more record touches the shards of its own terms,
one file of rows, the last chunk of each column, and the table.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from pathlib import Path

import numpy as np

from disclosure.model.decision_types import DECISION_TYPES
from disclosure.model.errors import GongshiError
from disclosure.model.language import _
from disclosure.outputs.search.columns import NAME_DIGITS, columns_of
from disclosure.outputs.search.documents import FIELDS
from disclosure.outputs.search.index import FIELD_BITS, Array, PartPostings
from disclosure.outputs.search.merging import BLOCK_WEIGHT, POSTING_WEIGHT, Merge, Stretch
from disclosure.outputs.search.varints import encode

FORMAT = 2
CHUNK = 4
FOLDER = 1000
COMMONEST = 2000
TABLE = "search/index.json"
SHARDS = "search/terms/"

Bound = tuple[str, int, str]
"""What the table says of a shard: its first term, the first rank where it is a later block of its term, its name."""


def shard_path(name: str) -> str:
    """Return where a shard lies, from its name."""
    return f"{SHARDS}{name[:2]}/{name[2:]}.bin"


def rows_path(rank: int) -> str:
    """Return where the row of a rank lies."""
    number = rank // CHUNK
    return f"search/rows/{number // FOLDER:03}/{number % FOLDER:03}.json"


def write_index(parts: Sequence[Path], out: Path, siteurl: str = "") -> None:
    """Write the search index of all saved parts below `out`: shards, rows, and the boundary table last."""
    for name, content in index_files([PartPostings.load(path) for path in sorted(parts)], siteurl):
        write_file(out / name, content)


def index_files(parts: Sequence[PartPostings], siteurl: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield every file of the search index of some parts, by its path below the site's folder; the table comes last."""
    merge = Merge.of(parts)
    lengths = merge.lengths()
    bounds: list[Bound] = []
    for stretch in merge.stretches():
        for bound, content in named_shards(stretch, lengths):
            bounds.append(bound)
            yield shard_path(bound[2]), content
    yield from rows_files(merge)
    yield from closing_files(merge, lengths, bounds, siteurl)


def named_shards(stretch: Stretch, lengths: Array) -> Iterator[tuple[Bound, bytes]]:
    """Yield what the table says of every shard of a stretch, and the shard."""
    for (term, first), content in zip(shard_bounds(stretch), shard_bytes(stretch, lengths), strict=True):
        yield (term, first, name_of(content)), content


def name_of(content: bytes) -> str:
    """Return the name of a shard: the beginning of its hash."""
    return hashlib.sha256(content).hexdigest()[:NAME_DIGITS]


def chosen_shards(stretch: Stretch, numbers: Sequence[int]) -> Stretch:
    """Return a stretch with nothing but some of its shards."""
    cuts = [stretch.cuts[number] for number in numbers]
    places = np.concatenate([np.zeros(0, np.int64), *(np.arange(first, end) for first, end in cuts)])
    ends = np.cumsum([end - first for first, end in cuts]).tolist()
    return replace(
        stretch,
        numbers=stretch.numbers[places],
        keys=stretch.keys[places],
        frequencies=stretch.frequencies[places],
        cuts=list(pairwise([0, *ends])),
        ranges=[],
    )


def closing_files(merge: Merge, lengths: Array, bounds: list[Bound], siteurl: str) -> Iterator[tuple[str, bytes]]:
    """Yield what is told of all documents: the columns, and the table last."""
    files, columns = columns_of(merge.parts, len(lengths))
    yield from files.items()
    table = {**_table(merge, lengths, bounds), **columns, "decisions": list(DECISION_TYPES), "site": siteurl}
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
    yield TABLE, text.encode() + b"\n"


def _table(merge: Merge, lengths: Array, bounds: list[Bound]) -> dict[str, object]:
    totals = lengths.sum(axis=0, dtype=np.int64).tolist()
    return {
        "format": FORMAT,
        "documents": sum(len(part.ranks) for part in merge.parts),
        "fields": dict(zip(FIELDS, totals, strict=False)),
        "chunk": CHUNK,
        "ranks": len(lengths),
        "common": merge.common_terms(COMMONEST, BLOCK_WEIGHT // POSTING_WEIGHT),
        "terms": [term for term, _first, _name in bounds],
        "blocks": [number for number, (_term, first, _name) in enumerate(bounds) if first],
        "firsts": [first for _term, first, _name in bounds if first],
        "names": "".join(name for _term, _first, name in bounds),
    }


def shard_bounds(stretch: Stretch) -> Iterator[tuple[str, int]]:
    """Yield the first term of every shard of a stretch, and the first rank of the later blocks of a term (else 0)."""
    before = ""
    for first, _end in stretch.cuts:
        term = stretch.terms[stretch.numbers[first]]
        yield term, int(stretch.keys[first]) >> FIELD_BITS if term == before else 0
        before = term


def shard_bytes(stretch: Stretch, lengths: Array) -> Iterator[bytes]:
    """Yield the bytes of every shard of a stretch: all numbers of all shards are made, and encoded, at once."""
    firsts = np.array([first for first, _end in stretch.cuts], np.int64)
    shard = np.repeat(np.arange(len(firsts)), np.diff(firsts, append=len(stretch.keys)))
    places, inverse = np.unique(shard << 32 | stretch.keys.astype(np.int64), return_inverse=True)
    place_firsts = np.searchsorted(places >> 32, np.arange(len(firsts) + 1))
    keys = places & 0xFFFFFFFF
    steps = np.diff(keys, prepend=0)
    steps[place_firsts[:-1]] = keys[place_firsts[:-1]]
    tokens = lengths[keys >> FIELD_BITS, keys & ((1 << FIELD_BITS) - 1)].astype(np.int64)
    postings, posting_firsts = _postings(stretch, inverse - place_firsts[shard], firsts)
    counts = np.bincount(stretch.numbers, minlength=len(stretch.terms))
    pieces: list[Array] = []
    for number, (first, end) in enumerate(stretch.cuts):
        low, high = place_firsts[number], place_firsts[number + 1]
        heads = _heads(stretch, counts, first, end)
        sizes = np.array([heads[0], high - low], np.int64)
        numbers = [sizes, steps[low:high], tokens[low:high], np.array(heads[1], np.int64)]
        pieces.append(np.concatenate([*numbers, postings[posting_firsts[number] : posting_firsts[number + 1]]]))
    data, starts = encode(np.concatenate(pieces))
    ends = np.cumsum([len(piece) for piece in pieces])
    at = 0
    for end in starts[ends].tolist():
        yield data[at:end]
        at = end


def _heads(stretch: Stretch, counts: Array, first: int, end: int) -> tuple[int, list[int]]:
    """Return how many terms a shard has, and their code points and counts as numbers."""
    low, high = int(stretch.numbers[first]), int(stretch.numbers[end - 1]) + 1
    own: list[int] = counts[low:high].tolist() if high - low > 1 else [end - first]
    heads: list[int] = []
    before = ""
    for term, count in zip(stretch.terms[low:high], own, strict=True):
        shared = 0
        while term[shared : shared + 1] == before[shared : shared + 1] != "":
            shared += 1
        heads += [shared, len(term) - shared, *map(ord, term[shared:]), count]
        before = term
    return high - low, heads


def _postings(stretch: Stretch, local: Array, firsts: Array) -> tuple[Array, Array]:
    """Return the numbers of all postings, with frequencies put in where above 1, and where each shard's begin."""
    begins = np.diff(stretch.numbers, prepend=-1) != 0
    begins[firsts] = True
    steps = np.diff(local, prepend=0)
    steps[begins] = local[begins] + 1
    more = stretch.frequencies > 1
    places = np.arange(len(local)) + np.concatenate([np.zeros(1, np.int64), np.cumsum(more)[:-1]])
    numbers = np.zeros(len(local) + int(more.sum()), np.int64)
    numbers[places] = steps << 1 | more
    numbers[places[more] + 1] = stretch.frequencies[more]
    return numbers, np.append(places[firsts], len(numbers))


def rows_files(merge: Merge) -> Iterator[tuple[str, bytes]]:
    """Yield every file of rows, the documents of all parts by rising rank."""
    ranks = np.concatenate([np.zeros(0, np.int64), *(part.ranks.astype(np.int64) for part in merge.parts)])
    owners = np.repeat(np.arange(len(merge.parts)), [len(part.ranks) for part in merge.parts])
    numbers = np.concatenate([np.zeros(0, np.int64), *(np.arange(len(part.ranks)) for part in merge.parts)])
    order = np.argsort(ranks, kind="stable")
    for path, places in groupby(order.tolist(), lambda place: rows_path(int(ranks[place]))):
        yield path, rows_file(merge.parts[owners[place]].row(int(numbers[place])) for place in places)


def rows_file(rows: Iterable[bytes]) -> bytes:
    """Return the file of some rows."""
    return b"[" + b",\n".join(rows) + b"]\n"


def write_file(path: Path, content: bytes) -> None:
    """Write a file of the index; GongshiError where a shard of its name and with other bytes is there already."""
    if path.suffix == ".bin" and path.exists() and path.read_bytes() != content:
        raise GongshiError(_("两个检索分片重名（{name}），请报告这个错误").format(name=path.name))
    try:
        path.write_bytes(content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
