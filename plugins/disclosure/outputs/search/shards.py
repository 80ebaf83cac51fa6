"""The files of a search index, and how they are written.

Every file is deflated (deflating.py); what follows is its content.

`search/index.bin`, the boundary table, JSON: `format` (4), `documents` (how many), `fields` (name → tokens over all
documents, in the order of the fields' numbers), `chunk` (ranks in a file of rows), `ranks` (how many numbers are in
use), `common` (the commonest terms, and every term cut into blocks, → its postings over all fields), `terms` and
`firsts` and `names` (for every shard in order: its first term; the first rank of its block, given for the shards of
`blocks` alone; twelve hexadecimal digits of its content's hash). A term's shards are the last one whose first term is
not above it and, before it, those whose first term is the term itself.

`search/terms/ab/cdef01234567.bin`, a shard, named by the hash of its content: only varints (varints.py). How many
terms; how many ranks; these, each as the step from the one before; for each the fields that it has here, 1 << its
number for every one. A place is one field of one rank, `rank << 4 | field`, numbered in this order. Then the tokens in
each place, those of the first field first. Then for every term: code points shared with the term before, how many
more, these, and its postings. Then the postings, term after term: `step << 2 | sole << 1 | more`, where step leads from
the number of the place of the posting before (at first -1), and a frequency follows if `more` is set; else it is 1;
`sole` says that wherever the first character of the term stands in that place, its second follows (index.py).
`search/lengths/ab/cdef01234567.bin`: where a shard is of one term with 1024 ranks or more, its tokens lie here and not
in the shard: who asks for two such terms needs those of one. The name of both is the hash of both; `alone` of the table
are the numbers of these shards.
A term has at most about 8 kB of its own before it fills a shard alone; one with more than 32 kB is cut by rank.

`search/rows/012/345.bin`, the rows of ranks 4 × 12345 and the three after it, JSON: a list of what a result shows, each
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
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from pathlib import Path

import numpy as np

from disclosure.model.decision_types import DECISION_TYPES
from disclosure.model.errors import GongshiError
from disclosure.model.language import _
from disclosure.outputs.search.columns import NAME_DIGITS, columns_of
from disclosure.outputs.search.deflating import deflated
from disclosure.outputs.search.documents import FIELDS
from disclosure.outputs.search.index import FIELD_BITS, SOLE, Array, PartPostings
from disclosure.outputs.search.merging import BLOCK_WEIGHT, POSTING_WEIGHT, Merge, Stretch
from disclosure.outputs.search.varints import encode

FORMAT = 4
CHUNK = 4
FOLDER = 1000
COMMONEST = 2000
FIELD_MASK = (1 << FIELD_BITS) - 1
TABLE = "search/index.bin"
SHARDS = "search/terms/"
APART = 1024

Bound = tuple[str, int, str, bool]
"""A shard: its first term, the first rank where it is a later block of it, its name, whether its tokens lie apart."""


def shard_path(name: str) -> str:
    """Return where a shard lies, from its name."""
    return f"{SHARDS}{name[:2]}/{name[2:]}.bin"


def lengths_path(name: str) -> str:
    """Return where the tokens of a shard of one term lie, from its name."""
    return f"search/lengths/{name[:2]}/{name[2:]}.bin"


def rows_path(rank: int) -> str:
    """Return where the row of a rank lies."""
    number = rank // CHUNK
    return f"search/rows/{number // FOLDER:03}/{number % FOLDER:03}.bin"


def write_index(parts: Sequence[Path], out: Path, siteurl: str = "") -> None:
    """Write the search index of all saved parts below `out`: shards, rows, and the boundary table last."""
    for name, content in index_files([PartPostings.load(path) for path in sorted(parts)], siteurl):
        write_file(out, name, content)


def index_files(parts: Sequence[PartPostings], siteurl: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield every file of the search index of some parts, by its path below the site's folder; the table comes last."""
    merge = Merge.of(parts)
    lengths = merge.lengths()
    bounds: list[Bound] = []
    for stretch in merge.stretches():
        for bound, written in named_shards(stretch, lengths):
            bounds.append(bound)
            yield from written
    yield from rows_files(merge)
    yield from closing_files(merge, lengths, bounds, siteurl)


def named_shards(stretch: Stretch, lengths: Array) -> Iterator[tuple[Bound, list[tuple[str, bytes]]]]:
    """Yield what the table says of every shard of a stretch, and the shard's files."""
    for (term, first), content in zip(shard_bounds(stretch), shard_bytes(stretch, lengths), strict=True):
        yield named(term, first, content)


def named(term: str, first: int, content: tuple[bytes, bytes]) -> tuple[Bound, list[tuple[str, bytes]]]:
    """Return what the table says of a shard, and its files: it is named by the beginning of its hash."""
    bound = term, first, hashlib.sha256(b"".join(content)).hexdigest()[:NAME_DIGITS], bool(content[1])
    paths = shard_paths(bound)
    return bound, [(path, deflated(raw, zlib.Z_FILTERED)) for path, raw in zip(paths, content, strict=False)]


def shard_paths(bound: Bound) -> tuple[str, ...]:
    """Return where a shard lies, and its tokens where they lie apart."""
    return (shard_path(bound[2]), lengths_path(bound[2])) if bound[3] else (shard_path(bound[2]),)


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
    yield from ((path, deflated(content)) for path, content in files.items())
    table = {
        **_table(merge, lengths, bounds),
        **columns,
        "alone": [number for number, bound in enumerate(bounds) if bound[3]],
        "decisions": list(DECISION_TYPES),
        "site": siteurl,
    }
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
    yield TABLE, deflated(text.encode() + b"\n")


def _table(merge: Merge, lengths: Array, bounds: list[Bound]) -> dict[str, object]:
    totals = lengths.sum(axis=0, dtype=np.int64).tolist()
    return {
        "format": FORMAT,
        "documents": sum(len(part.ranks) for part in merge.parts),
        "fields": dict(zip(FIELDS, totals, strict=False)),
        "chunk": CHUNK,
        "ranks": len(lengths),
        "common": merge.common_terms(COMMONEST, BLOCK_WEIGHT // POSTING_WEIGHT),
        "terms": [term for term, _first, _name, _apart in bounds],
        "blocks": [number for number, (_term, first, _name, _apart) in enumerate(bounds) if first],
        "firsts": [first for _term, first, _name, _apart in bounds if first],
        "names": "".join(name for _term, _first, name, _apart in bounds),
    }


def shard_bounds(stretch: Stretch) -> Iterator[tuple[str, int]]:
    """Yield the first term of every shard of a stretch, and the first rank of the later blocks of a term (else 0)."""
    before = ""
    for first, _end in stretch.cuts:
        term = stretch.terms[stretch.numbers[first]]
        yield term, int(stretch.keys[first]) >> FIELD_BITS if term == before else 0
        before = term


def shard_bytes(stretch: Stretch, lengths: Array) -> Iterator[tuple[bytes, bytes]]:
    """Yield the bytes of every shard of a stretch, and of its tokens where they lie apart.

    All numbers of all shards are made, and encoded, at once.
    """
    firsts = np.array([first for first, _end in stretch.cuts], np.int64)
    shard = np.repeat(np.arange(len(firsts)), np.diff(firsts, append=len(stretch.keys)))
    places, inverse = _distinct(shard << 32 | stretch.keys.astype(np.int64))
    place_firsts = np.searchsorted(places >> 32, np.arange(len(firsts) + 1))
    steps, fields, rank_firsts = _ranks(places, len(firsts))
    tokens = _tokens(places, lengths)
    postings, posting_firsts = _postings(stretch, inverse - place_firsts[shard], firsts)
    counts = np.bincount(stretch.numbers, minlength=len(stretch.terms))
    pieces: list[Array] = []
    sizes: list[int] = []
    for number, (first, end) in enumerate(stretch.cuts):
        terms, heads = _heads(stretch, counts, first, end)
        low, high = rank_firsts[number], rank_firsts[number + 1]
        own = tokens[place_firsts[number] : place_firsts[number + 1]]
        apart = terms == 1 and high - low >= APART
        begin = [np.array([terms, high - low], np.int64), steps[low:high], fields[low:high], *([] if apart else [own])]
        rest = [np.array(heads, np.int64), postings[posting_firsts[number] : posting_firsts[number + 1]]]
        pieces += [*begin, *rest, *([own] if apart else [])]
        sizes += [sum(map(len, (*begin, *rest))), len(own) if apart else 0]
    data, starts = encode(np.concatenate(pieces))
    ends = iter(starts[np.cumsum([0, *sizes])].tolist())
    at = next(ends)
    for middle, end in zip(ends, ends, strict=True):
        yield data[at:middle], data[middle:end]
        at = end


def _distinct(numbers: Array) -> tuple[Array, Array]:
    """Return the distinct numbers, sorted, and the place of each among them; what is in sorted runs costs little."""
    order = np.argsort(numbers, kind="stable")
    ordered = numbers[order]
    fresh = np.diff(ordered, prepend=-1) != 0
    inverse = np.empty(len(numbers), np.int64)
    inverse[order] = np.cumsum(fresh) - 1
    return ordered[fresh], inverse


def _ranks(places: Array, shards: int) -> tuple[Array, Array, Array]:
    """Return the steps between the ranks of all shards, the fields of each, and where those of each shard begin."""
    begins = np.flatnonzero(np.diff(places >> FIELD_BITS, prepend=-1))
    fields = np.bitwise_or.reduceat(1 << (places & FIELD_MASK), begins) if len(places) else places
    ranks = (places[begins] & 0xFFFFFFFF) >> FIELD_BITS
    firsts = np.searchsorted(places[begins] >> 32, np.arange(shards + 1))
    steps = np.diff(ranks, prepend=0)
    steps[firsts[:-1]] = ranks[firsts[:-1]]
    return steps, fields, firsts


def _tokens(places: Array, lengths: Array) -> Array:
    """Return the tokens in the places of all shards, those of each shard field by field."""
    fields = places & FIELD_MASK
    groups = (places >> 32) << FIELD_BITS | fields
    order = np.argsort(groups.astype(np.min_scalar_type(int(groups.max(initial=0)))), kind="stable")
    tokens: Array = lengths[(places & 0xFFFFFFFF) >> FIELD_BITS, fields][order].astype(np.int64)
    return tokens


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
    more = stretch.frequencies >> 1 > 1
    places = np.arange(len(local)) + np.concatenate([np.zeros(1, np.int64), np.cumsum(more)[:-1]])
    numbers = np.zeros(len(local) + int(more.sum()), np.int64)
    numbers[places] = steps << 2 | (stretch.frequencies & SOLE) << 1 | more
    numbers[places[more] + 1] = stretch.frequencies[more] >> 1
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
    return deflated(b"[" + b",\n".join(rows) + b"]\n")


def write_file(out: Path, name: str, content: bytes) -> None:
    """Write a file of the index; GongshiError where a shard of its name and with other bytes is there already."""
    path = out / name
    if name.startswith(SHARDS) and path.exists() and path.read_bytes() != content:
        raise GongshiError(_("两个检索分片重名（{name}），请报告这个错误").format(name=name))
    try:
        path.write_bytes(content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
