"""What an old version names and holds: entries, references, links and attachments of then, in the site of today."""

from pathlib import Path

from tests.edition.earlier import PLACE, page, told, town, versions
from tests.edition.town import AGENCY, Town, decision, path_of
from tests.reading import files

from disclosure.generator import build

__all__ = ["town"]


OFFICERS = "agencies/jyj/officers.yaml"


def officers(*people: tuple[str, str, str]) -> str:
    """Return a list of officers: name, number, position."""
    entries = (
        f"  - name: {name}\n    certificate_no: {number}\n    position: {position}\n"
        for name, number, position in people
    )
    return "entries:\n" + "".join(entries)


def test_an_old_list_shows_the_entries_that_it_still_has(town: Town, tmp_path: Path) -> None:
    """What the list has no more is left out and counted; the others are told as they were."""
    lin, xue = ("林知夏", "示99000000012", "副科长"), ("金丝雀", "示99000000424", "科员")
    town.step({OFFICERS: officers(lin, xue)})
    town.step({OFFICERS: officers((*lin[:2], "科长"), (*xue[:2], "主任"))})
    town.step({OFFICERS: officers((*lin[:2], "科长"))})
    site = tmp_path / "site"
    build(town.order(site))
    old = told(site, "agencies/jyj/officers/v/1")
    assert [(one["name"], one["position"]) for one in old["fields"]["entries"]] == [("林知夏", "副科长")]
    assert old["entries_left_out"] == 1
    assert "有 1 项不显示：后来不在这份清单里，或者作了处理。" in page(site, "agencies/jyj/officers/v/1")
    assert "科员" not in page(site, "agencies/jyj/officers")
    changes = told(site, "agencies/jyj/officers")["events"][1]["changes"]
    assert changes == [
        {"title": "职务", "old": "副科长", "new": "科长", "entry": "林知夏（示99000000012）"},
        {"title": "执法人员", "old": None, "new": None, "entry": "金丝雀（示99000000424）"},
    ]
    mine = page(site, "agencies/jyj/officers/示99000000012")
    assert '<a class="timeline__version" href="/agencies/jyj/officers/v/1/">清单第 1 版</a>' in mine
    assert versions(site) == ["agencies/jyj/officers/v/1", "agencies/jyj/officers/v/2"]


MATTERS = """\
entries:
  - code: XK-01
    title: 民办学校设立审批
    type: permit
  - code: XK-02
    title: 民办学校变更审批
    type: permit
"""


GUIDE = "title: 怎样办学\nmatter: {matter}\nmaterials:\n  - name: 申请书\n    copies: {copies}\n  - name: 章程\n"


def test_a_changed_reference_is_told_by_the_title_of_what_it_names(town: Town, tmp_path: Path) -> None:
    """On the timeline and on the old version alike, also where only the old version names it."""
    guide = "agencies/jyj/guides/banxue.yaml"
    town.step({"agencies/jyj/matters.yaml": MATTERS, guide: GUIDE.format(matter="XK-01", copies=1)})
    town.step({guide: GUIDE.format(matter="XK-02", copies=2)})
    site = tmp_path / "site"
    build(town.order(site))
    shown = page(site, "agencies/jyj/guides/banxue")
    for side in (
        '<a href="/agencies/jyj/matters/XK-01/">民办学校设立审批（XK-01）</a></del>',
        '<a href="/agencies/jyj/matters/XK-02/">民办学校变更审批（XK-02）</a></ins>',
        '<p class="diff__entry">申请材料「申请书」</p>',
    ):
        assert side in shown
    assert "民办学校设立审批" in page(site, "agencies/jyj/guides/banxue/v/1")
    assert told(site, "agencies/jyj/guides/banxue")["events"][1]["changes"] == [
        {"title": "执法事项", "old": "XK-01", "new": "XK-02", "ref": "matter"},
        {"title": "复印件份数", "old": "1", "new": "2", "entry": "申请材料「申请书」"},
    ]


def test_a_link_of_then_does_not_stop_the_build_of_today(town: Town, tmp_path: Path) -> None:
    """What an old text linked to may be gone: its words stay, its way does not."""
    body = "---\ntitle: 示例市公示办法\n---\n见[旧指南](/agencies/jyj/guides/jiu/)和[国家网站](https://www.gov.cn/)。\n"
    guide = {"agencies/jyj/guides/jiu.yaml": "title: 旧指南\n"}
    town.step({"policies/gs.md": body, **guide})
    town.step({"policies/gs.md": "---\ntitle: 示例市公示办法\n---\n已经修改。\n"})
    town.step(dict.fromkeys(guide))
    site = tmp_path / "site"
    build(town.order(site))
    old = page(site, "policies/gs/v/1")
    assert "见旧指南和<a" in old
    assert 'href="https://www.gov.cn/"' in old


def test_attachments_of_then_are_not_offered(town: Town, tmp_path: Path) -> None:
    """The files beside the record are today's; the version says that it had some."""
    named = "attachments:\n  - file: a.pdf\n    title: 决定书\n"
    beside = f"{path_of(3).removesuffix('.yaml')}.files/a.pdf"
    town.step({path_of(3): decision(3, more=named), beside: files.pdf("First")})
    town.step({path_of(3): decision(3, facts="事实甲。", more=named)})
    site = tmp_path / "site"
    build(town.order(site))
    assert "当时的附件不在旧版本里提供；现在的附件见现行版本。" in page(site, f"{PLACE}/v/2")
    assert "a.pdf" not in page(site, f"{PLACE}/v/2")
    assert "attachments" not in told(site, f"{PLACE}/v/2")["fields"]


def test_an_exchanged_attachment_makes_no_version(town: Town, tmp_path: Path) -> None:
    """The record's words stayed as they were; the number of its version stays too."""
    named = "attachments:\n  - file: a.pdf\n    title: 决定书\n"
    beside = f"{path_of(3).removesuffix('.yaml')}.files/a.pdf"
    town.step({path_of(3): decision(3, more=named), beside: files.pdf("First")})
    town.step({beside: files.pdf("Second")})
    site = tmp_path / "site"
    build(town.order(site))
    assert [event["version"] for event in told(site, PLACE)["events"]] == [1, 2, None]
    assert versions(site) == [f"{PLACE}/v/1"]


def test_the_page_of_an_agency_has_old_versions_too(town: Town, tmp_path: Path) -> None:
    """Without the figures of today, which were not those of then."""
    town.step({"agencies/jyj/agency.yaml": AGENCY.replace("8000001", "8000002")})
    site = tmp_path / "site"
    build(town.order(site))
    assert "0999-8000001" in page(site, "agencies/jyj/v/1")
    assert "共公开" not in page(site, "agencies/jyj/v/1")


def test_an_agency_that_is_named_no_more_is_told_by_its_name(town: Town, tmp_path: Path) -> None:
    """In the change and on the old version; one that never had a page is told by its folder, without a way."""
    other = {"agencies/rmzf/agency.yaml": "name: 示例市人民政府\n"}
    town.step({**other, "policies/gs.md": "---\ntitle: 示例市公示办法\nagency: rmzf\n---\n正文。\n"})
    town.step({"policies/gs.md": "---\ntitle: 示例市公示办法\nagency: jyj\n---\n正文。\n"})
    site = tmp_path / "site"
    build(town.order(site))
    assert '<a href="/agencies/rmzf/">示例市人民政府</a></del>' in page(site, "policies/gs")
    assert '<a href="/agencies/jyj/">示例市教育局</a></ins>' in page(site, "policies/gs")
    assert '<a href="/agencies/rmzf/">示例市人民政府</a>' in page(site, "policies/gs/v/1")
