"""A real site with its log, somebody who tampers with it, and what is said of it then."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from tests.edition.forger import Forger, MemorySite, failures
from tests.edition.town import PORTAL, Town, decision, found, path_of, tree
from tests.reading import files

from disclosure.assembly.order import Secrets
from disclosure.commands.rebuilding import check_repository
from disclosure.generator import build
from disclosure.history.transparency.notes import Signer, new_key, read_signer
from disclosure.history.transparency.verdicts import Minutes

SEED = b"the seed of the town"
RECORD = "agencies/jyj/decisions/2026/03/002"
FILED = "agencies/jyj/decisions/2026/03/001"
LIST = "agencies/jyj/officers"
NAMED = "attachments:\n  - file: a.pdf\n    title: 行政处罚决定书\n"
OFFICERS = "entries:\n" + "".join(
    f"  - name: {name}\n    certificate_no: '{number}'\n    valid_from: 2025-09-01\n    valid_until: 2030-08-31\n"
    for name, number in (("林知夏", "99000000012"), ("薛砚秋", "99000000424"))
)


EDITION = "全部文件的摘要与检查点不同：有文件在生成以后被改过、添上或者拿掉；加 --repo 可以指出是哪一个"


@dataclass(frozen=True)
class Stand:
    """A town, its key, the site as it stands, and one that stood before."""

    town: Town
    signer: Signer
    site: Path
    before: Path

    def checkpoint(self, site: Path) -> str:
        """Return the path of a site's checkpoint."""
        return str(site / "log/checkpoint")


@pytest.fixture(scope="module")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Stand:
    """A signed site of a small jurisdiction, built twice: with a change, an attachment and a list."""
    folder = tmp_path_factory.mktemp("stand")
    pem = new_key()
    signer = read_signer(pem, "gongshi/log")
    portal = f"{PORTAL}log:\n  keys:\n    - key: {signer.verifier}\n      from: '2026-01-01'\n"
    attached: dict[str, str | bytes] = {path_of(1): decision(1, more=NAMED), f"{FILED}.files/a.pdf": files.pdf("决定")}
    town = Town(folder / "town")
    town.step({**found(2, 3), **attached, "portal.yaml": portal, f"{LIST}.yaml": OFFICERS})
    secrets = Secrets(SEED, (pem,))
    build(replace(town.order(folder / "before"), secrets=secrets))
    town.step({path_of(2): decision(2, facts="擅自招收学生三名。")}, "更新")
    town.step({path_of(4): decision(4)})
    build(replace(town.order(folder / "site"), secrets=secrets))
    return Stand(town, signer, folder / "site", folder / "before")


@pytest.fixture
def forger(stand: Stand, tmp_path: Path) -> Forger:
    """Somebody who changes a copy of the site."""
    return Forger.over(stand.site, tmp_path / "forged")


def against_repository(forger: Forger, repository: Path, seed: bytes = SEED) -> list[str]:
    """Return what a verification by the repository says, sign by sign."""
    said: list[str] = []
    minutes = Minutes(lambda verdict, sentence: said.append(f"{verdict.value} {sentence}"))
    log = failures(MemorySite(tree(forger.site)))[1]
    check_repository(MemorySite(tree(forger.site)), log, str(repository), Secrets(seed), minutes)
    return said
