"""The turn from one edition to the next: what changes is told from the works that changed, whatever else there is."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from disclosure.assembly.listing import Listing
from disclosure.assembly.manifest import Made, Manifest
from disclosure.assembly.order import Order, Setting
from disclosure.assembly.placing import BUILD, CHECKPOINT
from disclosure.assembly.staging import stage
from disclosure.outputs.sitemap import file_with, grown, sitemap_files
from disclosure.pages.urls import address_of, is_version

OVER_ALL = frozenset({BUILD, CHECKPOINT})
"""The files that are made over all others, and that the listing does not hold."""
UNLINKED = ("search/terms/", "search/columns/", "search/rows/", "search/lengths/", "log/tile/")
"""Where files lie that no page links to; what is taken away there leaves no link that leads nowhere."""


@dataclass(frozen=True)
class Turn:
    """The edition before, and the works of the new one as far as they are made.

    A work that was taken over as it stands is the very object of the edition before.
    """

    before: Manifest
    works: Mapping[str, Made]

    def with_works(self, works: Mapping[str, Made]) -> "Turn":
        """Return the turn with the works that there are now."""
        return Turn(self.before, dict(works))

    @cached_property
    def fresh(self) -> dict[str, Made]:
        """The works that were made anew."""
        old = self.before.made
        return {name: work for name, work in self.works.items() if old.get(name) is not work}

    @cached_property
    def after(self) -> dict[str, str]:
        """The files of the works that were made anew, with their digests."""
        return {path: digest for work in self.fresh.values() for path, digest in work.files.items()}

    @cached_property
    def gone(self) -> dict[str, str]:
        """The files of the works that are there no more, or were made anew, with the digests that they had."""
        works = (work for name, work in self.before.made.items() if self.works.get(name) is not work)
        return {path: digest for work in works for path, digest in work.files.items()}

    def has(self, path: str) -> bool:
        """Tell whether the edition has a file, as far as it is made."""
        return path in self.after or (path not in self.gone and self.before.listing.get(path) is not None)

    def changed(self) -> tuple[str, ...]:
        """Return the files that are new or have other bytes than before."""
        return tuple(sorted(path for path, digest in self.after.items() if self.gone.get(path) != digest))

    def removed(self) -> tuple[str, ...]:
        """Return the files that are there no more."""
        return tuple(sorted(self.gone.keys() - self.after.keys()))

    def files(self) -> int:
        """Return how many files the edition has."""
        return self.before.files + len(self.after.keys() - self.gone.keys()) - len(self.gone.keys() - self.after.keys())

    def listing(self) -> Listing:
        """Return the listing of all files but those that are made over it."""
        changes: dict[str, str | None] = dict.fromkeys(self.removed())
        changes |= {path: self.after[path] for path in self.changed()}
        return self.before.listing.with_changes(
            {path: digest for path, digest in changes.items() if path not in OVER_ALL}
        )

    def kept(self) -> Listing:
        """Return the listing of the files that stay as they are."""
        if not self.before.made:
            return Listing()
        return self.before.listing.with_changes(dict.fromkeys((*self.changed(), *self.removed())))

    def suspects(self) -> Mapping[str, Made]:
        """Return the works whose pages may link to what is not there: those made anew; all, where a page went."""
        went = [path for path in self.removed() if not path.startswith(UNLINKED) and path not in OVER_ALL]
        return self.works if went else self.fresh

    def sitemap(self, order: Order, setting: Setting) -> Made:
        """Return the list of all pages: only what is new is put into what there is, as long as no page went."""
        siteurl, old = setting.site.siteurl, self.before.made.get("sitemap")
        came = {_listed(path) for path in self.after.keys() - self.gone.keys()} - {None}
        went = {_listed(path) for path in self.gone.keys() - self.after.keys()} - {None}
        if old and not came and not went:
            return old
        found = None
        if old and not went:
            addresses = [address for address in came if address]
            names = {name for address in addresses if (name := file_with(address, old.files))}
            texts = {name: (order.output / name).read_bytes() for name in names}
            sound = all(hashlib.sha256(text).hexdigest() == old.files[name] for name, text in texts.items())
            found = grown(siteurl, texts, addresses) if sound else None
        if old and found is not None:
            fresh = {path: stage(order.staging, path, text, setting) for path, text in found.items()}
            return Made("", {**old.files, **fresh})
        pages = (_listed(path) for path in self.listing().paths())
        files = sitemap_files(siteurl, (page for page in pages if page))
        return Made("", {path: stage(order.staging, path, text, setting) for path, text in files})


def _listed(path: str) -> str | None:
    """Return the address of a page that search engines are told of; None for any other file."""
    if not path.endswith("index.html"):
        return None
    address = address_of(path)
    return None if is_version(address) else address
