"""A branch beside what it leaves: values that history/ makes and the rules look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from disclosure.model.event import Moment
from disclosure.model.kinds import Kind
from disclosure.model.record import Document
from disclosure.reading.schemas import Schemas


class Brought(NamedTuple):
    """One file that one commit of the branch brought in: `path` is below content/, `blob` git's id of the bytes."""

    path: str
    blob: str


@dataclass(frozen=True, slots=True)
class Step:
    """One commit of the branch; `ground` is what its trailer `Gongshi-Bulk` says, empty where it has none.

    `beside` are the files outside content/, by their path from the repository's top.
    """

    commit: str
    message: str
    ground: str = ""
    brought: tuple[Brought, ...] = ()
    beside: tuple[Brought, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between the merge base and the files as they are now; paths are below content/.

    `base` is the base as it was asked for, `commit` the merge base's id. `published` are all files that the merge base
    has, `before` those of them that are other now, or gone, `after` what they are now; `last` is what the public saw
    last of a record that had been taken from it at the merge base, and is back now. `renamed` leads from a file that
    is gone to the new one that has its content. `steps` are the branch's commits, oldest first; `blobs` hold what they
    brought in and what has not stayed as it came; `large` are those too large to be looked into, with their size;
    `ended` are the blobs that the files have now, by path. `beside` are the files outside content/ that the branch
    touched, as the merge base has them. `begun` is the moment that let in each record that is other now.
    """

    base: str
    commit: str
    published: frozenset[str] = frozenset()
    before: Mapping[str, bytes] = field(default_factory=dict)
    after: Mapping[str, bytes] = field(default_factory=dict)
    last: Mapping[str, bytes] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    blobs: Mapping[str, bytes] = field(default_factory=dict)
    large: Mapping[str, int] = field(default_factory=dict)
    ended: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, bytes] = field(default_factory=dict)
    begun: Mapping[str, Moment] = field(default_factory=dict)

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to compare: no commit of the branch's own, and no file that was changed."""
        return not self.steps and not self.before and not self.last


@dataclass(frozen=True, slots=True)
class Version:
    """One published record as it was at the merge base, and as it is now.

    `back`: it had been taken from the public there, and is back; `before` is then the last version that was public.
    """

    kind: Kind
    before: Document
    after: Document
    schemas: Schemas
    back: bool = False

    @property
    def ends(self) -> bool:
        """Whether the branch takes from the public what it could see: by a tombstone, or by a stub."""
        return shown(self.before) and not shown(self.after)

    @property
    def stays(self) -> bool:
        """Whether the public could see the record and still can."""
        return shown(self.before) and shown(self.after)


def withdrawn(document: Document) -> bool:
    """Tell whether a document is a tombstone."""
    return "withdrawal" in document.data


def shown(document: Document) -> bool:
    """Tell whether the public sees a document: it is no tombstone, and no stub of what may not be published."""
    return not withdrawn(document) and document.data.get("publish") is not False
