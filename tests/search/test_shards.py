"""The files of an index: what they depend on, and what they do not."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.outputs.search.cutting import cut
from disclosure.outputs.search.deflating import inflated
from disclosure.outputs.search.documents import SearchDocument
from disclosure.outputs.search.index import PartPostings, index_part
from disclosure.outputs.search.merging import BLOCK_WEIGHT, POSTING_WEIGHT
from disclosure.outputs.search.reader import IndexReader
from disclosure.outputs.search.shards import TABLE, index_files, write_index
from disclosure.outputs.search.varints import decode, encode

Make = Callable[..., SearchDocument]


def town(document: Make, number: int) -> list[SearchDocument]:
    """Make documents with common words, rare ones and numbers."""
    return [
        document(
            rank,
            {
                "title": f"第 {rank} 号机构{chr(0x4E00 + rank % 700)}{chr(0x5E00 + rank % 90)}案",
                "document_no": f"示教罚〔2026〕{rank}号",
                "text": "罚款" * (1 + rank % 3) + "".join(chr(0x6E00 + (rank * step) % 1500) for step in range(40)),
            },
            (f"kind:{'decision' if rank % 2 else 'policy'}",),
        )
        for rank in range(number)
    ]


def files(*parts: Sequence[SearchDocument]) -> dict[str, bytes]:
    """Return the files of an index of some parts."""
    return dict(index_files([index_part(part) for part in parts]))


def test_the_files_do_not_depend_on_how_the_records_were_cut_into_parts(document: Make) -> None:
    """One part, or many in any order with records in any order: the same bytes under the same names."""
    documents = town(document, 300)
    assert files(documents) == files(
        documents[7::3], documents[:0], list(reversed(documents[:7])), documents[8::3], documents[9::3]
    )


def test_one_more_record_changes_the_shards_of_its_own_terms_only(document: Make) -> None:
    """Besides, it touches one file of rows, the last chunk of the columns, the values of its facets, and the table."""
    documents = town(document, 1001)
    more = document(1001, {"title": "鑫淼"}, ("kind:decision",))
    before, after = files(documents), files([*documents, more])
    changed = {path for path, content in after.items() if before.get(path) != content}
    assert len(before) > 60
    assert Counter(path.split("/")[1] for path in changed) == {"index.bin": 1, "rows": 1, "terms": 3, "columns": 3}


def test_a_common_term_is_cut_into_blocks_by_rank(document: Make) -> None:
    """Only the blocks of the ranks that are asked for are read, and the last block alone grows."""
    few, many = BLOCK_WEIGHT // POSTING_WEIGHT, 3 * BLOCK_WEIGHT // POSTING_WEIGHT
    before = files([document(rank, {"title": "罚款"}) for rank in range(many)])
    after = files([document(rank, {"title": "罚款"}) for rank in range(many + 1)])
    table = json.loads(inflated(before[TABLE]))
    assert table["common"]["罚款"] == many > few
    read: list[str] = []
    index = IndexReader(lambda path: read.append(path) or before[path])  # type: ignore[func-returns-value]
    assert index.postings("罚款", np.array([many - 1])).keys[-1] == (many - 1) << 4
    assert [path.split("/")[1] for path in read] == ["index.bin", "terms", "lengths"]
    assert np.array_equal(index.postings("罚款").keys, np.arange(many) << 4)
    assert len(read) > 6
    kept = [path for path in before if path.startswith("search/terms") and path in after]
    assert len(kept) >= len([path for path in before if path.startswith("search/terms")]) - 2


def test_facets_are_terms_with_counts(document: Make) -> None:
    """A facet's postings are its records, found by its exact term."""
    index = IndexReader(files(town(document, 10)).__getitem__)
    assert (index.postings("@kind:policy").keys >> 4).tolist() == [0, 2, 4, 6, 8]


def test_a_saved_part_is_the_same_when_loaded(document: Make, tmp_path: Path) -> None:
    """Saving and mapping changes nothing, for an empty part either."""
    for number in (0, 30):
        part = index_part(town(document, number))
        part.save(tmp_path / str(number))
        loaded = PartPostings.load(tmp_path / str(number))
        for name, value in vars(part).items():
            assert np.array_equal(value, vars(loaded)[name]), name


def test_an_empty_site_has_an_empty_index(tmp_path: Path) -> None:
    """No record, no shard: a table that says so."""
    write_index([], tmp_path)
    assert [path.name for path in tmp_path.rglob("*.*")] == ["index.bin"]
    assert json.loads(inflated((tmp_path / TABLE).read_bytes()))["documents"] == 0


def test_no_folder_holds_more_than_a_few_hundred_files(document: Make, tmp_path: Path) -> None:
    """Shards lie in folders of two letters, rows in folders of a thousand."""
    for path, content in files(town(document, 500)).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    assert max(len(list(folder.iterdir())) for folder in tmp_path.rglob("*") if folder.is_dir()) <= 256


@settings(derandomize=True, deadline=None)
@given(st.lists(st.one_of(st.integers(0, 300), st.integers(0, 2**32 - 1))))
def test_numbers_survive_as_bytes(numbers: list[int]) -> None:
    """What is encoded is decoded, and each number begins where it is said to."""
    data, starts = encode(np.array(numbers, np.int64))
    assert decode(data).tolist() == numbers
    assert [decode(data[at:]).tolist()[:1] for at in starts[:-1].tolist()] == [[number] for number in numbers]


@settings(derandomize=True, deadline=None)
@given(st.sets(st.integers(0, 1000), min_size=1), st.integers(1, 12))
def test_a_new_key_changes_the_cuts_of_its_own_range_only(found: set[int], limit: int) -> None:
    """Ranges cover all keys in order; those without the new key stay as they were."""

    def ranges(keys: list[int]) -> list[list[int]]:
        return [keys[first:end] for first, end in cut(keys, list(range(len(keys) + 1)), limit, 0, len(keys))]

    keys = sorted(found)
    old, new = ranges(keys), ranges(sorted({*keys, 500}))
    assert [key for part in old for key in part] == keys
    assert all(len(part) <= limit for part in old)
    gone = [part for part in old if part not in new]
    assert len(gone) <= 1
