"""The press on 核对公开记录, in a real browser: on a good page, on a tampered one, on a site without a key."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import Visitor
from tests.edition.forger import Forger
from tests.edition.tampered import RECORD, SEED
from tests.edition.town import PORTAL, Town, decision, found, path_of

from disclosure.assembly.order import Secrets
from disclosure.generator import build
from disclosure.history.transparency.notes import new_key, read_signer

BUTTON = "核对公开记录"


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A signed site below a path of its server."""
    folder = tmp_path_factory.mktemp("signed")
    pem = new_key()
    key = read_signer(pem, "gongshi/log").verifier
    log = f"log:\n  origin: gongshi/log\n  keys:\n    - key: {key}\n      from: '2026-01-01'\n"
    town = Town(folder / "town")
    town.step({**found(1, 2), "portal.yaml": f"{PORTAL}siteurl: https://www.example.gov.cn/gs\n{log}"})
    town.step({path_of(2): decision(2, facts="擅自招收学生三名。")}, "更新")
    build(replace(town.order(folder / "site"), secrets=Secrets(SEED, (pem,))))
    return folder / "site"


def pressed(page: Page, address: str) -> list[str]:
    """Open a page, press the button with the keyboard, and return the lines below it."""
    page.goto(address)
    button = page.get_by_role("button", name=BUTTON)
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".proof__status")).to_contain_text("结论")
    expect(button).to_be_focused()
    return page.locator(".proof__line").all_inner_texts()


def test_a_good_page_is_proved(chromium: Browser, serve: Callable[..., str], signed: Path, axe: str) -> None:
    """Every line is fine, the focus stays, nothing is asked of another host, and axe finds nothing."""
    address = serve(signed, "/gs")
    page = chromium.new_page()
    complaints: list[str] = []
    page.on("request", lambda request: None if request.url.startswith(address) else complaints.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    lines = pressed(page, f"{address}/{RECORD}/")
    assert [line.split()[0] for line in lines] == ["✓", "✓", "✓", "✓", "✓", "–"]
    status = page.locator(".proof__status")
    assert status.inner_text() == "结论：核对过的都相符；没有核对的，见「–」各行。"
    assert status.get_attribute("role") == "status"
    assert complaints == []
    page.evaluate(axe)
    found = page.evaluate("axe.run(document.querySelector('.proof')).then((result) => result.violations)")
    assert found == []
    page.close()


def test_a_tampered_page_is_said_to_be(
    chromium: Browser, serve: Callable[..., str], signed: Path, tmp_path: Path
) -> None:
    """In red, with a sign and a word before it, and in the conclusion."""
    forger = Forger.over(signed, tmp_path / "forged")
    forger.rewrite(RECORD, "三名", "五名")
    forger.change(f"{RECORD}/index.json", lambda data: data["fields"].update(facts="擅自招收学生五名。"))
    page = chromium.new_page()
    pressed(page, f"{serve(forger.site, '/gs')}/{RECORD}/")
    failed = page.locator(".proof__line--failed")
    assert failed.all_text_contents() == ["✗不符：显示的内容与日志不符：内容被改过。"]
    assert page.locator(".proof__status").inner_text() == "结论：有 1 处不符，这一页不可信。"
    colours = [one.evaluate("(node) => getComputedStyle(node).color") for one in (failed, page.locator("h1"))]
    assert colours[0] != colours[1]
    page.close()


def test_what_cannot_be_checked_is_said(chromium: Browser, serve: Callable[..., str], signed: Path) -> None:
    """A page without HTTPS has no WebCrypto; a browser without Ed25519 proves all but the signature."""
    address = f"{serve(signed, '/gs')}/{RECORD}/"
    page = chromium.new_page()
    page.add_init_script("Object.defineProperty(crypto, 'subtle', {value: undefined})")
    pressed(page, address)
    assert page.locator(".proof__line").all_text_contents() == [
        "–没有核对：这个网页不是用 HTTPS 打开的，浏览器不提供校验的工具（crypto.subtle）：什么都没有核对。"
    ]
    assert page.locator(".proof__status").inner_text() == "结论：什么都没能核对，原因见下面。"
    page.close()
    page = chromium.new_page()
    page.add_init_script("SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException('no'))")
    lines = pressed(page, address)
    assert [line.split()[0] for line in lines] == ["✓", "–", "✓", "✓", "✓", "–"]
    assert "这个浏览器没有 Ed25519" in lines[1]
    page.close()


def test_what_cannot_be_read_leaves_the_proof_undone(
    chromium: Browser, serve: Callable[..., str], signed: Path
) -> None:
    """The conclusion says so: whoever keeps the tiles back must not be told to be right."""
    page = chromium.new_page()
    page.route("**/log/tile/**", lambda route: route.abort())
    lines = pressed(page, f"{serve(signed, '/gs')}/{RECORD}/")
    assert [line.split()[0] for line in lines] == ["✓", "✓", "–"]
    assert "没有核对完；请检查网络，再按一次。" in lines[-1]
    assert page.locator(".proof__status").inner_text() == "结论：没有核对完，原因见下面。"
    page.close()


def test_a_site_without_a_key_is_proved_but_for_the_signature(visitor: Callable[..., Visitor]) -> None:
    """The demonstration is not signed; its officers and what it withdrew are proved all the same."""
    guest = visitor()
    for path in ("/agencies/jyj/officers/", "/agencies/jyj/", "/agencies/jyj/matters/"):
        guest.visit(path)
        lines = pressed(guest.page, guest.address + path)
        assert [line for line in lines if line.startswith("✗")] == []
        assert any("检查点没有签名，网站也没有登记公钥" in line for line in lines)
    assert guest.complaints == []


def test_without_javascript_there_is_no_button(visitor: Callable[..., Visitor]) -> None:
    """Nothing is promised that cannot be done."""
    page = visitor(scripts=False).visit("/agencies/jyj/")
    assert page.get_by_role("button", name=BUTTON).count() == 0
