"""The transparency log: every event a leaf of one append-only tree that anybody can check."""
