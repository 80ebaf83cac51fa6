"""The gate of a record: schema, then rules, then completeness, then privacy."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from disclosure.checking.attachments import attached, private_in_words, words_in_file
from disclosure.checking.case import Case, Rules
from disclosure.checking.completeness import incomplete
from disclosure.checking.publicity import a_shortened_period_keeps_its_bounds
from disclosure.checking.remarks import Remark, issue_of
from disclosure.checking.reviews import what_is_filed_is_filed_first
from disclosure.checking.rules import RECORD_RULES
from disclosure.checking.scan import private_data
from disclosure.checking.schema import SchemaChecker
from disclosure.checking.settings import SETTING_RULES
from disclosure.checking.withdrawals import what_came_back_says_why
from disclosure.model.event import Event
from disclosure.model.issue import Issue
from disclosure.model.kinds import Kind, Stage
from disclosure.model.record import Document
from disclosure.reading.schemas import load_schemas

__all__ = ["Gate", "Rules"]


class Gate:
    """The checks of one document at a time, with schemas and rule data loaded once."""

    def __init__(self, schemas: Path, rules: Rules) -> None:
        self.schemas = load_schemas(schemas)
        self.rules = rules
        self._checker = SchemaChecker(self.schemas)

    def check(
        self,
        document: Document,
        kind: Kind,
        files: Mapping[str, bytes] | None = None,
        events: Sequence[Event] = (),
        *,
        committed: bool = True,
    ) -> tuple[Issue, ...]:
        """Return every issue of a record, sorted; rules look only at the fields whose shape is right.

        `files` are its attachments by name; None where they are not at hand, and are not looked at. `events` are what
        the ledger tells of it; `committed` says that its last version is the one before us.
        """
        remarks = self._checker.remarks(document.data, kind.schema)
        faulty = frozenset(str(remark.pointer[0]) for remark in remarks if remark.pointer)
        sound = {key: value for key, value in document.data.items() if key not in faulty} if faulty else document.data
        case = Case(document, kind, sound, faulty, self.rules, self.schemas)
        for rule in RECORD_RULES:
            remarks.extend(rule(case))
        remarks.extend(incomplete(case))
        remarks.extend(private_data(case))
        remarks.extend(what_came_back_says_why(case, events, committed=committed))
        remarks.extend(what_is_filed_is_filed_first(case, events))
        remarks.extend(a_shortened_period_keeps_its_bounds(case, events))
        if files is not None:
            remarks.extend(attached(case, files))
        return self._issues(remarks, document, kind.schema)

    def check_setting(self, document: Document, schema_name: str) -> tuple[Issue, ...]:
        """Return every issue of a file that is no record: portal.yaml, rules/*.yaml, calendar/*.yaml."""
        remarks = self._checker.remarks(document.data, schema_name)
        faulty = frozenset(str(remark.pointer[0]) for remark in remarks if remark.pointer)
        kind = Kind(schema_name, "", Stage.GENERAL, document.path, schema_name, "")
        case = Case(document, kind, document.data, faulty, self.rules, self.schemas)
        for rule in SETTING_RULES:
            remarks.extend(rule(case))
        remarks.extend(private_data(case))
        return self._issues(remarks, document, schema_name)

    def fits(self, document: Document, kind: Kind) -> bool:
        """Tell whether an older version has the shape that the schema asks for today; unknown keys do not count."""
        known = self.schemas.known(document.data, self.schemas.by_name[kind.schema])
        return self._checker.fast_verdict(known, kind.schema)

    def check_bytes(self, path: str, raw: bytes) -> tuple[Issue, ...]:
        """Return the private data in a file of any other sort: prose, a draft, a table, an attachment."""
        words = list(words_in_file(raw))
        document = Document(path, {}, "" if words else raw.decode("utf-8", errors="replace"), raw)
        kind = Kind("", "", Stage.GENERAL, path, "", "")
        case = Case(document, kind, {}, frozenset(), self.rules, self.schemas)
        remarks = private_in_words(case, words) if words else private_data(case)
        found = {issue_of(remark, document, self.schemas, "") for remark in remarks}
        return tuple(sorted(replace(issue, field="", title="") for issue in found))

    def _issues(self, remarks: Iterable[Remark], document: Document, schema: str) -> tuple[Issue, ...]:
        return tuple(sorted({issue_of(remark, document, self.schemas, schema) for remark in remarks}))
