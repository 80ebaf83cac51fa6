"""Pages → bytes with Jinja, from theme/templates alone; the same furniture for Pelican's own pages."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, Template
from jinja2.exceptions import TemplateError, TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup

from disclosure.model.errors import GongshiError
from disclosure.model.language import _
from disclosure.pages import columns, urls
from disclosure.pages.contracts import Page
from disclosure.pages.filters import FILTERS
from disclosure.pages.flattening import Workshop, flattened
from disclosure.pages.swift import SwiftWorkshop, rule
from disclosure.pages.views import Link

OPTIONS: Mapping[str, Any] = {
    "autoescape": True,
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
}
EXTENSIONS = ("jinja2.ext.i18n",)
ROOTED = re.compile(r'(\s(?:href|src)=")/(?!/)')


@dataclass(frozen=True)
class Site:
    """What every page says of the site; made from portal.yaml.

    `siteurl` is the official address without a final slash (may be empty); `base` is its path, put before every
    link; `history` is "full", "none" or "shallow"; `prose` are the ordinary pages that exist, for the footer.
    """

    name: str
    jurisdiction: str
    description: str
    siteurl: str
    base: str
    domain: str
    demonstration: bool
    organiser: str
    organiser_phone: str
    organiser_address: str
    undertaker: str
    site_id_code: str
    icp_record: str
    police_record: str
    error_report_url: str
    objection_contact: str
    repository_url: str
    search_examples: tuple[str, ...]
    history: str
    prose: tuple[Link, ...]

    @classmethod
    def from_portal(cls, portal: Mapping[str, Any], *, history: str, prose: tuple[Link, ...] = ()) -> "Site":
        """Read the settings of a site; what is not set is empty, so that no template meets a hole."""
        siteurl = str(portal.get("siteurl") or "")
        parts = urlsplit(siteurl)
        organiser = portal.get("organiser") or {}
        plain = (
            "description undertaker site_id_code icp_record police_record error_report_url objection_contact "
            "repository_url"
        )
        return cls(
            name=str(portal.get("name") or _("行政执法公示")),
            jurisdiction=str((portal.get("jurisdiction") or {}).get("name", "")),
            siteurl=siteurl,
            base=parts.path.rstrip("/"),
            domain=parts.netloc,
            demonstration=portal.get("demonstration") is True,
            organiser=str(organiser.get("name", "")),
            organiser_phone=str(organiser.get("phone", "")),
            organiser_address=str(organiser.get("address", "")),
            search_examples=tuple(str(words) for words in portal.get("search_examples") or ()),
            history=history,
            prose=prose,
            **{name: str(portal.get(name) or "") for name in plain.split()},
        )

    def link(self, address: str) -> str:
        """Return an address as this site's pages link to it: below the site's path; other sites stay as they are."""
        return f"{self.base}{address}" if address.startswith("/") else address

    def absolute(self, address: str) -> str:
        """Return an address in full, for the page tags; the linked form where the site has no official address."""
        return f"{self.siteurl}{address}" if self.siteurl else self.link(address)

    def rooted(self, html: str) -> Markup:
        """Return HTML that we made (sanitised) with its links put below the site's path; Markup would escape them."""
        return Markup(ROOTED.sub(rf"\g<1>{self.base}/", str(html)))  # noqa: S704  # made and cleaned in markdown.py


def names(site: Site) -> dict[str, Any]:
    """Return what every template may call by name; `once` keeps what is the same on every page of a column."""
    kept: dict[str, Markup] = {}

    def once(name: str, macro: Callable[..., Markup], *arguments: str) -> Markup:
        if name not in kept:
            kept[name] = macro(*arguments)
        return kept[name]

    return {
        "site": site,
        "once": once,
        "link": site.link,
        "absolute": site.absolute,
        "static": lambda name: site.link(urls.static_url(name)),
        "prose_url": urls.prose_url,
        "search_url": urls.search_url,
        "erased_url": urls.ERASED,
        "columns": columns,
        "_": _,
        "gettext": _,
        "ngettext": lambda one, many, number: _(one if number == 1 else many),
    }


def filters(site: Site) -> dict[str, Callable[..., Any]]:
    """Return the filters of every template."""
    return {**FILTERS, "rooted": site.rooted}


class Renderer:
    """Renders pages with the templates of one theme for one site; `kept` is a folder for what they compile to."""

    def __init__(self, theme: Path, site: Site, kept: Path | None = None) -> None:
        self._folder = theme / "templates"
        if not self._folder.is_dir():
            raise GongshiError(_("没有模板文件夹 {folder}；请恢复 theme/templates").format(folder=self._folder))
        self._site = site
        folder = kept / rule() if kept else None
        compiled = FileSystemBytecodeCache(str(folder)) if folder and _is_ours(folder) else None
        self._swift = self._dressed(SwiftWorkshop, compiled)
        self._flat: dict[str, Template] = {}

    @cached_property
    def _environment(self) -> Workshop:
        return self._dressed(Workshop)

    def _dressed(self, workshop: type[Workshop], compiled: FileSystemBytecodeCache | None = None) -> Workshop:
        loader = FileSystemLoader(self._folder)
        own = {"extensions": EXTENSIONS, "auto_reload": False, "bytecode_cache": compiled}
        found = workshop(loader=loader, **own, **OPTIONS)
        found.globals.update(names(self._site))
        found.filters.update(filters(self._site))
        return found

    def render(self, page: Page) -> bytes:
        """Return a page as UTF-8 HTML; GongshiError names the template and the line where it cannot be done."""
        try:
            if page.template not in self._flat:
                self._flat[page.template] = flattened(self._swift, page.template)
            return self._flat[page.template].render(page=page).encode()
        except (TemplateError, UnicodeDecodeError, AttributeError) as fault:
            return self.inherited(page, fault)

    def inherited(self, page: Page, before: Exception | None = None) -> bytes:
        """Do what `render` does with each template on its own, as Jinja does: it then knows where a fault lies."""
        try:
            return self._environment.get_template(page.template).render(page=page).encode()
        except (TemplateError, UnicodeDecodeError) as fault:
            raise template_fault(fault, page.template, self._folder) from (before or fault)


def _is_ours(folder: Path) -> bool:
    """Make a folder of the cache; False where that cannot be done, and everything is compiled anew."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def template_fault(fault: Exception, template: str, folder: Path) -> GongshiError:
    """Return a template's fault as a sentence: which template, which line, what to do."""
    if isinstance(fault, TemplateNotFound):
        return GongshiError(
            _("没有模板 theme/templates/{name}（生成 {template} 时要用）；请恢复这个文件，或者改正引用它的地方").format(
                name=fault.name, template=template
            )
        )
    if isinstance(fault, TemplateSyntaxError):
        return GongshiError(
            _("模板 theme/templates/{name} 第 {line} 行写错了：{fault}；请改正后再生成").format(
                name=fault.name or template, line=fault.lineno, fault=fault.message
            )
        )
    if isinstance(fault, UnicodeDecodeError):
        return GongshiError(
            _("模板 {template} 或者它引用的模板不是 UTF-8 文字；请另存为 UTF-8").format(template=template)
        )
    name, line = _where(fault, folder) or (template, 0)
    return GongshiError(
        _("模板 theme/templates/{name} 第 {line} 行用了没有的内容：{fault}；请对照 pages/contracts.py 改正").format(
            name=name, line=line, fault=fault
        )
    )


def _where(fault: BaseException, folder: Path) -> tuple[str, int] | None:
    """Return the innermost template line that a fault passed through: Jinja puts it into the traceback."""
    found, step = None, fault.__traceback__
    while step:
        path = Path(step.tb_frame.f_code.co_filename)
        if path.is_relative_to(folder):
            found = path.relative_to(folder).as_posix(), step.tb_lineno
        step = step.tb_next
    return found
