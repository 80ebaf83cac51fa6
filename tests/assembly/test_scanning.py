"""The last look: the quick looks at a page miss nothing that the thorough ones find."""

from html import unescape
from urllib.parse import unquote, urljoin

from hypothesis import given
from hypothesis import strategies as st

from disclosure.assembly.scanning import SCHEME, leaks, may_leak, targets

DIGITS = st.text(alphabet="0123456789", min_size=9, max_size=20)
TEXTS = st.lists(st.one_of(DIGITS, st.text(alphabet="决定a -,０１９", max_size=4)), max_size=5).map("".join)
STEP = st.sampled_from(["a", "012", "-b", "..", ".", "%E4%B8%80", "一", "a.csv", "v", "&amp;", "", "x y", "?q=1", "#a"])
LINKS = st.one_of(
    st.lists(STEP, max_size=4).map(lambda steps: "/" + "/".join(steps)),
    st.lists(STEP, max_size=3).map("/".join),
    st.sampled_from(
        ["//other.example/a", "https://a.example/", "mailto:a@a.example", "", "/", "#here", "/base", "/base/"]
    ),
)


@given(TEXTS)
def test_what_cannot_leak_holds_nothing(text: str) -> None:
    """A page without a run of digits is not looked at again: there would be nothing to find."""
    assert may_leak(text.encode()) or not list(leaks(text, frozenset()))


def test_a_number_in_a_page_is_looked_at() -> None:
    """A mobile number, and the number of an identity card."""
    assert may_leak("电话 13812345678。".encode())
    assert list(leaks("电话 13812345678。", frozenset())) == ["mobile"]
    assert list(leaks("电话 13812345678。", frozenset({"13812345678"}))) == []


@given(st.lists(LINKS, max_size=4), st.sampled_from(["", "/base"]))
def test_every_link_is_followed_as_a_browser_would(links: list[str], base: str) -> None:
    """Plain links are taken as they are: that is where every other link would be resolved to."""
    page = "".join(f'<a href="{link}">x</a>' for link in links)
    expected = set()
    for link in links:
        path = unescape(link).partition("#")[0].partition("?")[0]
        if path and not path.startswith("//") and not SCHEME.match(path):
            whole = path if path.startswith("/") and "/." not in path else urljoin(f"{base}/here/", path)
            if whole.startswith(f"{base}/"):
                expected.add(unquote(whole.removeprefix(base)))
    assert targets(page, base, "/here/") == expected


def test_a_link_from_the_page_means_something_else_on_another() -> None:
    """What a link means is remembered for all pages only where it is the same on all of them."""
    page = '<a href="more/">x</a><a href="/a/?q=1&amp;b">y</a><a href="#here">z</a>'
    assert targets(page, "/base", "/one/") == {"/one/more/"}
    assert targets(page, "/base", "/two/") == {"/two/more/"}
    assert targets(page, "", "/two/") == {"/two/more/", "/a/"}
