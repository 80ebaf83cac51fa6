"""What stays of a version that was erased from history: its commitment in the transparency log, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

REGISTER = "log/erased.yaml"
"""The file below content/ in which every erasing is told."""

MARK = "erased"
"""The one field of what stands in the place of an erased version, or of an erased entry of a list."""


@dataclass(frozen=True, slots=True)
class Surviving:
    """The commitment of one event's leaf: the digest over its fields, or (`hidden`) what binds one without a name."""

    digest: str
    hidden: bool = False


def surviving(register: Mapping[str, Any]) -> dict[int, Surviving]:
    """Return the commitments that the register of erasings keeps, by number of the leaf; unfit ones are left out."""
    entries = register.get("entries")
    leaves = [
        leaf
        for entry in (entries if isinstance(entries, list) else ())
        if isinstance(entry, Mapping) and isinstance(entry.get("leaves"), list)
        for leaf in entry["leaves"]
    ]
    return {
        leaf["leaf"]: Surviving(str(leaf.get("hidden") or leaf.get("fields")), "hidden" in leaf)
        for leaf in leaves
        if isinstance(leaf, Mapping) and isinstance(leaf.get("leaf"), int)
    }


def stub_of(data: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return what the data of a stub say; None for any other data."""
    told = data.get(MARK)
    return told if len(data) == 1 and isinstance(told, Mapping) else None


def is_erased(entry: object) -> bool:
    """Tell whether an entry of a list is one whose content was erased."""
    return isinstance(entry, Mapping) and isinstance(entry.get(MARK), Mapping)
