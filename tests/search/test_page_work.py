"""How the search page works: in a thread of its own, on tables, when files fail or come late."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.search.visit import Hold, address, beside, box, status, town

from disclosure.outputs.search.query import Finding, open_index
from disclosure.outputs.search.question import Question
from disclosure.outputs.search.telling import all_rows, result_table

__all__ = ["address", "town"]


def test_the_whole_result_is_a_table(page: Page, address: str, town: Path) -> None:
    """Every answer in the order of the page, as the command line writes it; a formula stays text."""
    page.goto(f"{address}?q=晨光&kind=penalty&sort=date")
    status(page, "30 件信息含「晨光」")
    with page.expect_download() as coming:
        page.get_by_role("button", name="下载表格").click()
    assert coming.value.suggested_filename == "检索结果.csv"
    content = Path(coming.value.path()).read_bytes()
    index = open_index(town)
    question = Question("晨光", {"kind": ("penalty",)}, "date")
    rows = list(all_rows(Finding.of(index, question)))
    site = f"{address.removesuffix('/search/')}"
    assert content == result_table(rows, site)
    lines = content.decode("utf-8-sig").split("\r\n")
    assert (len(lines), lines[0]) == (32, "标题,类别,文号,机关,日期,结果,金额（元）,当事人,依据,状态,网址")
    assert any(line.startswith("'=晨光公司第 7 案,") for line in lines)
    expect(page.locator("[data-part=downloading]")).to_contain_text("30 件，已存成表格")


def test_a_table_is_called_off(page: Page, address: str) -> None:
    """Pressing 取消 ends it: nothing is downloaded, and the page is as it was."""
    hold = Hold()
    page.goto(f"{address}?q=晨光")
    status(page, "60 件信息含「晨光」")
    page.context.route("**/search/rows/**", hold)
    page.get_by_role("button", name="下载表格").click()
    expect(page.locator("[data-part=downloading]")).to_contain_text("正在逐件核对")
    page.get_by_role("button", name="取消").click()
    expect(page.locator("[data-part=downloading]")).to_be_hidden()
    downloads: list[str] = []
    page.on("download", lambda download: downloads.append(download.url))
    hold.let_go()
    box(page, "[penalty]").check()
    status(page, "30 件信息含「晨光」")
    assert downloads == []


def test_columns_that_fail_are_said_with_a_retry(page: Page, address: str, town: Path) -> None:
    """Counts that could not be fetched are no smaller counts: the page says so, and counts after a retry."""
    (town / "search" / "columns").rename(town / "search" / "away")
    page.goto(f"{address}?q=晨光")
    expect(page.get_by_role("alert")).to_contain_text("检索数据没有取全，所以没有显示结果")
    expect(page.locator("[data-part=results] > li")).to_have_count(0)
    (town / "search" / "away").rename(town / "search" / "columns")
    page.get_by_role("button", name="重试").click()
    status(page, "60 件信息含「晨光」")
    assert beside(page, "kind") == ["[penalty] 30", "[permit] 30"]


@pytest.mark.parametrize("missing", ["worker", "worker file"])
def test_without_a_worker_the_page_searches_itself(chromium: Browser, address: str, missing: str) -> None:
    """An old browser, or a worker that does not start: the same results, counts and orders."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    if missing == "worker":
        context.add_init_script("delete globalThis.Worker")
    else:
        context.route("**/search/worker.js", lambda route: route.abort())
    page.goto(f"{address}?q=晨光&kind=penalty&sort=amount")
    status(page, "30 件信息含「晨光」")
    assert page.workers == []
    expect(page.locator("[data-part=results] a").first).to_have_text("晨光公司第 59 案")
    assert beside(page, "agency") == ["[jyj] 10", "[nsx-yjj] 10", "[swj] 10"]
    context.close()


def test_the_search_runs_in_a_worker(page: Page, address: str) -> None:
    """The page's own thread stays free for typing."""
    page.goto(f"{address}?q=晨光")
    status(page, "60 件信息含「晨光」")
    assert [worker.url.rpartition("/")[2] for worker in page.workers] == ["worker.js"]


def test_a_later_question_overtakes_an_earlier_one(page: Page, address: str) -> None:
    """Rows of the first question that come late are not shown under the second."""
    hold = Hold()
    page.context.route("**/search/rows/**", hold)
    page.goto(f"{address}?q=第 11 案")
    expect(page.locator("[data-part=skeleton]")).to_be_visible()
    page.wait_for_timeout(300)
    hold.holding = False
    page.get_by_role("combobox").fill("第 48 案")
    page.keyboard.press("Enter")
    status(page, "1 件信息含「第 48 案」")
    hold.let_go()
    page.wait_for_timeout(300)
    expect(page.locator("[data-part=results] a")).to_have_text(["晨光公司第 48 案"])
    expect(page.locator("[data-part=skeleton]")).to_be_hidden()
