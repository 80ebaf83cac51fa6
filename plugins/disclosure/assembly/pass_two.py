"""Pass two over a part: the page and the JSON of every record, of its entries and of its old versions."""

import pickle
from pathlib import Path

from disclosure.assembly.bench import Bench, renderer_of
from disclosure.assembly.manifest import Made
from disclosure.assembly.order import Setting
from disclosure.assembly.outcomes import RECORDS, Needed
from disclosure.assembly.scanning import targets
from disclosure.assembly.staging import stage
from disclosure.assembly.tray import kind_in
from disclosure.model.attachment import FOLDER
from disclosure.model.errors import ContentError
from disclosure.model.language import _
from disclosure.model.public import PublicRecord
from disclosure.outputs.record_json import record_json, version_json
from disclosure.pages.contracts import Page
from disclosure.pages.records import record_page
from disclosure.pages.shared import Context
from disclosure.pages.urls import attachment_url, file_of, json_url, record_url, version_json_url
from disclosure.pages.version_page import version_page


class Press:
    """Renders the pages of one part into the staging folder, and remembers the files and where they link to."""

    def __init__(self, setting: Setting, context: Context, staging: Path) -> None:
        self._setting, self._context, self._staging = setting, context, staging
        self._renderer = renderer_of(setting)
        self.files: dict[str, str] = {}
        self.wanted: set[str] = set()

    def record(self, record: PublicRecord) -> None:
        """Write page, JSON, attachments and old versions of a record; nothing for an entry without a page."""
        page = record_page(record, self._context)
        if page is None:
            return
        key = kind_in(record, self._setting).key if record.entries else None
        digest = self._page(page)
        self._put(json_url(record.id), record_json(record, record_url(record.id), key, digest))
        self._attachments(record)
        self._versions(record, page)

    def _versions(self, record: PublicRecord, page: Page) -> None:
        for version in record.versions:
            former = version_page(version, record, self._context)
            if former is not None and version.record is not None:
                self._page(former)
                told = version_json(version.record, version, former.address, page.address)
                self._put(version_json_url(record.id, version.number), told)

    def _page(self, page: Page) -> str:
        """Write a page and return the digest of its bytes."""
        html = self._renderer.render(page)
        self.wanted |= targets(html.decode(), self._setting.site.base, page.address)
        return self._put(page.address, html)

    def _put(self, address: str, content: bytes) -> str:
        """Write a file and return the digest of its bytes."""
        path = file_of(address)
        self.files[path] = digest = stage(self._staging, path, content, self._setting)
        return digest

    def _attachments(self, record: PublicRecord) -> None:
        """Put the attachments beside the page; ContentError where one is not what was checked."""
        for one in record.attachments:
            raw = (self._setting.content / f"{record.id}{FOLDER}" / one.name).read_bytes()
            address = attachment_url(record.id, one.name)
            if self._put(address, raw) != one.sha256:
                path = file_of(address)
                raise ContentError(_("附件 {path} 在检查以后又改动了；发布已停止，请再来一次").format(path=path))


def render_part(store: Path, setting: Setting, needed: Needed, staging: Path, inputs: str) -> Made:
    """Write the pages and the JSON of every record of a part below `staging`."""
    bench = Bench.of(setting)
    records: list[PublicRecord] = pickle.loads((store / RECORDS).read_bytes())  # noqa: S301  # our own cache
    context = Context(
        agency=needed.agency,
        schemas=bench.schemas,
        kinds=setting.kinds,
        as_of=setting.as_of,
        others={facts.slug: facts for facts in needed.others},
        own=needed.own,
        uncommitted=needed.uncommitted,
        linked={row.id: row for row in needed.linked},
        citing=needed.citing,
        coverage=needed.coverage,
        stale=dict(needed.stale),
        series=needed.series,
        site=setting.site,
        reasons=bench.reasons,
        timing=bench.timing,
        statistics=bench.statistics,
        figures={(one.agency, one.year): one for one in needed.figures},
        matters=dict(needed.matters),
        lists={record.id: record for record in records if record.entries},
    )
    press = Press(setting, context, staging)
    for record in (shown for whole in records for shown in (whole, *whole.entries)):
        press.record(record)
    return Made(inputs, press.files, tuple(sorted(press.wanted)))
