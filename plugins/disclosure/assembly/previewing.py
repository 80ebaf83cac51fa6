"""A few pages of a built site as a folder that opens from the disk: links made relative, what they need beside them."""

import posixpath
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from urllib.parse import quote, unquote

from disclosure.assembly.scanning import LINK, target
from disclosure.model.errors import GongshiError
from disclosure.model.language import _
from disclosure.pages.urls import address_of, file_of

SITE = "site"
"""The folder of the preview that holds the pages as the site has them; index.html beside it lists them."""
ELSEWHERE = "elsewhere.html"
DRESS = "theme/"
SCRIPT = re.compile(r"<script\b.*?</script>\n?", re.DOTALL)
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n?')
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
PAGE = """\
<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="{site}/theme/css/tokens.css">
<link rel="stylesheet" href="{site}/theme/css/base.css">
<link rel="stylesheet" href="{site}/theme/css/shell.css">
</head>
<body>
<main class="wrap">
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""


def refuse_foreign(folder: Path) -> None:
    """Stop before a folder that holds something else than an earlier preview; GongshiError says what to do."""
    if folder.exists() and not folder.is_dir():
        raise GongshiError(_("{path} 是文件，不是文件夹；请用 --preview 另指一个").format(path=folder))
    if folder.is_dir() and any(folder.iterdir()) and not (folder / ELSEWHERE).is_file():
        raise GongshiError(
            _("{path} 里有东西，又不是以前的预览；请用 --preview 指一个空的（或者还没有的）文件夹").format(path=folder)
        )


@dataclass(frozen=True)
class Preview:
    """What is to be copied: `changed` are paths of a site's files, `first` the addresses of the pages that matter.

    `base` is the path that the site stands under, `siteurl` its official address, empty where it has none yet.
    """

    site: Path
    base: str
    siteurl: str
    changed: frozenset[str]
    first: Sequence[str] = ()

    @property
    def pages(self) -> tuple[str, ...]:
        """The changed pages, those that matter first."""
        html = sorted(path for path in self.changed if path.endswith(".html") and (self.site / path).is_file())
        wanted = [file_of(address) for address in self.first]
        return tuple(dict.fromkeys([*(path for path in wanted if path in html), *html]))

    def write(self, folder: Path) -> int:
        """Write the preview into a folder and return the number of pages."""
        pages = self.pages
        needed: set[str] = {path for path in self._dress() if path.endswith(".css")}
        for path in pages:
            html = (self.site / path).read_text(encoding="utf-8")
            needed |= self._needed(html, path)
            target_file = folder / SITE / path
            target_file.parent.mkdir(parents=True, exist_ok=True)
            target_file.write_text(self._standing_alone(html, path), encoding="utf-8")
        for path in sorted(needed):
            copied = folder / SITE / path
            copied.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self.site / path, copied)
        (folder / "index.html").write_text(self._list(pages), encoding="utf-8")
        gone = f"<p>{_('这一页没有变，不在预览里。')}</p>"
        (folder / ELSEWHERE).write_text(PAGE.format(title=_("不在预览里"), body=gone, site=SITE), encoding="utf-8")
        return len(pages)

    def _dress(self) -> Iterator[str]:
        found = (path for path in sorted((self.site / DRESS).rglob("*")) if path.is_file())
        yield from (path.relative_to(self.site).as_posix() for path in found)

    def _needed(self, html: str, path: str) -> set[str]:
        """Return the files that a page shows or offers: pictures of the theme, its own attachments and data."""
        found = {self._file(unescape(link), path) for link in LINK.findall(SCRIPT.sub("", html))}
        return {file for file in found if file and not file.endswith((".html", ".js")) and self._kept(file)}

    def _kept(self, file: str) -> bool:
        return (file.startswith(DRESS) or file in self.changed) and (self.site / file).is_file()

    def _file(self, link: str, path: str) -> str | None:
        """Return the file of the site that a link on a page means; None for another site's."""
        there = target(link, f"{self.base}{address_of(path)}")
        return file_of(unquote(there.removeprefix(self.base))) if there else None

    def _standing_alone(self, html: str, path: str) -> str:
        """Return a page without scripts and with links that work from the disk."""
        bare = POLICY.sub("", SCRIPT.sub("", html))
        return LINK.sub(lambda found: self._relinked(found, path), bare)

    def _relinked(self, found: re.Match[str], path: str) -> str:
        link = unescape(found[1])
        file = self._file(link, path)
        if file is None:
            return found[0]
        rest = link[len(re.split(r"[?#]", link, maxsplit=1)[0]) :]
        here = posixpath.dirname(f"{SITE}/{path}")
        if self._kept(file):
            new = quote(posixpath.relpath(f"{SITE}/{file}", here)) + (rest if rest.startswith("#") else "")
        elif self.siteurl:
            new = f"{self.siteurl.rstrip('/')}{quote(address_of(file))}{rest}"
        else:
            new = posixpath.relpath(ELSEWHERE, here)
        return found[0].replace(found[1], escape(new))

    def _list(self, pages: Iterable[str]) -> str:
        """Return the page that lists the others, by their titles."""
        lines = []
        for path in pages:
            found = TITLE.search((self.site / path).read_text(encoding="utf-8"))
            title = found[1].strip() if found else address_of(path)
            lines.append(
                f'<li><a href="{SITE}/{quote(path)}">{title}</a> <small>{escape(address_of(path))}</small></li>'
            )
        note = _("这里只有会变的页面；搜索和脚本不在预览里，没有变的页面通到正式网站。")
        body = f"<p>{note}</p>\n<ol>\n" + "\n".join(lines) + "\n</ol>"
        return PAGE.format(title=_("合并以后会变的页面"), body=body, site=SITE)
