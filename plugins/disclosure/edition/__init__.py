"""The story of an edition: plan the parts, read each, look across them, render what changed, put it in place."""

from disclosure.edition.reading import Edition, Told, quietly, read, require_clean
from disclosure.edition.settling import Report, prepare, settle
from disclosure.edition.writing import Written, write

__all__ = ["Edition", "Report", "Told", "Written", "prepare", "quietly", "read", "require_clean", "settle", "write"]
