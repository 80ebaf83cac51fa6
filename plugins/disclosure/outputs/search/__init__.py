"""Search: tokens, the index of a part, the shards of the whole, and the same search from the command line."""

from disclosure.outputs.search.documents import SearchDocument, search_document
from disclosure.outputs.search.index import PartPostings, index_part
from disclosure.outputs.search.query import SearchAnswer, search
from disclosure.outputs.search.question import Question
from disclosure.outputs.search.shards import write_index
from disclosure.outputs.search.telling import format_hits

__all__ = [
    "PartPostings",
    "Question",
    "SearchAnswer",
    "SearchDocument",
    "format_hits",
    "index_part",
    "search",
    "search_document",
    "write_index",
]
