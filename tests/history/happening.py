"""Files of a record in different states."""

PLAIN = "title: 决定\n"
CHANGED = "title: 改后的决定\n"
WITHDRAWN = "withdrawal:\n  reason: 撤销\n"
OTHER = "agencies/jyj/agency.yaml"
