import os
import socket
from pathlib import Path

import pytest

from disclosure.model.errors import GongshiError
from disclosure.reading.tree import walk


def _file(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"a: b\n")


def test_files_come_sorted_and_relative(tmp_path: Path) -> None:
    """Paths are POSIX, whatever order the disk has; git's own files and empty folders are passed over."""
    for name in ("portal.yaml", "agencies/jyj/agency.yaml", "agencies/a-b/agency.yaml", ".gitignore", ".git/config"):
        _file(tmp_path / name)
    (tmp_path / "empty").mkdir()
    assert walk(tmp_path) == (["agencies/a-b/agency.yaml", "agencies/jyj/agency.yaml", "portal.yaml"], [])


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("决定.yaml", "文件名不合要求；只能用小写字母、数字和连字符，例如 012.yaml"),
        ("A.yaml", "文件名不合要求；只能用小写字母、数字和连字符，例如 012.yaml"),
        ("a b.yaml", "文件名不合要求；只能用小写字母、数字和连字符，例如 012.yaml"),
        ("a_b.yaml", "文件名不合要求；只能用小写字母、数字和连字符，例如 012.yaml"),
        ("..a.yaml", "是隐藏文件；请删去它，或者放到内容文件夹以外"),
        ("a..yaml", "文件名不合要求；只能用小写字母、数字和连字符，例如 012.yaml"),
        ("noend", "文件名不合要求；只能用小写字母、数字和连字符，例如 012.yaml"),
        (".hidden.yaml", "是隐藏文件；请删去它，或者放到内容文件夹以外"),
        ("Year/a.yaml", "文件夹名不合要求；只能用小写字母、数字和连字符，例如 2026"),
    ],
)
def test_a_name_that_cannot_be_an_address_is_refused(tmp_path: Path, name: str, message: str) -> None:
    """The other files are still there."""
    _file(tmp_path / name)
    _file(tmp_path / "good.yaml")
    files, issues = walk(tmp_path)
    assert files == ["good.yaml"]
    assert [str(issue) for issue in issues] == [f"content/{name.split('/', maxsplit=1)[0]} {message}"]


def test_what_programs_leave_in_every_folder_is_passed_over(tmp_path: Path) -> None:
    """Views of folders, open files and copies of editors; anything else that is hidden is told."""
    left = (".DS_Store", "._a.yaml", "Thumbs.db", "desktop.ini", ".a.yaml.swp", "a.yaml~", "~$a.yaml", ".~lock.a.csv#")
    for name in (*left, "good.yaml", "laws/.DS_Store", ".env"):
        _file(tmp_path / name)
    (tmp_path / ".#a.yaml").symlink_to("clerk@host.123")
    files, issues = walk(tmp_path)
    assert files == ["good.yaml"]
    assert [issue.place for issue in issues] == ["content/.env"]


@pytest.mark.parametrize("target", ["/etc", "/etc/hostname", "../outside.yaml", "good.yaml", "nowhere"])
def test_a_symbolic_link_is_refused_wherever_it_leads(tmp_path: Path, target: str) -> None:
    """Links to files and to folders, out of content/ or not, broken or not."""
    content = tmp_path / "content"
    _file(content / "good.yaml")
    _file(tmp_path / "outside.yaml")
    (content / "link.yaml").symlink_to(target)
    files, issues = walk(content)
    assert files == ["good.yaml"]
    assert [str(issue) for issue in issues] == [
        "content/link.yaml 是符号链接；请换成文件本身；链接可能指到内容文件夹以外"
    ]


def test_a_socket_and_a_pipe_are_refused(tmp_path: Path) -> None:
    """Only regular files are read: a pipe would wait for ever."""
    os.mkfifo(tmp_path / "pipe.yaml")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket.yaml"))
        files, issues = walk(tmp_path)
    assert files == []
    assert [str(issue) for issue in issues] == [
        "content/pipe.yaml 不是普通文件；请删去它",
        "content/socket.yaml 不是普通文件；请删去它",
    ]


def test_a_name_that_is_not_text_is_shown_escaped(tmp_path: Path) -> None:
    """An issue can always be printed."""
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.yaml")).write_bytes(b"")
    _files, issues = walk(tmp_path)
    assert [issue.path.encode().decode() for issue in issues] == ["content/\\xdcff.yaml"]


def test_a_path_that_is_too_long_is_refused(tmp_path: Path) -> None:
    """An address must stay short enough to be written down."""
    _file(tmp_path / ("a" * 120) / f"{'b' * 120}.yaml")
    _files, issues = walk(tmp_path)
    assert [issue.sentence for issue in issues] == ["路径超过 200 个字符；请改用短一些的文件名"]


def test_no_content_folder_is_told_in_words(tmp_path: Path) -> None:
    """The machine's fault is an error that says what to do."""
    with pytest.raises(GongshiError, match="没有内容文件夹"):
        walk(tmp_path / "nowhere")


def test_files_beside_a_record_are_walked(tmp_path: Path) -> None:
    """A folder of attachments is called as its record, with `.files`."""
    _file(tmp_path / "policies" / "a-b.md")
    _file(tmp_path / "policies" / "a-b.files" / "c-1.pdf")
    assert walk(tmp_path) == (["policies/a-b.files/c-1.pdf", "policies/a-b.md"], [])


def test_what_may_not_lie_among_attachments_is_refused(tmp_path: Path) -> None:
    """Other types, folders, links, names that are no addresses, and files that are too large."""
    folder = tmp_path / "a.files"
    for name in ("b.doc", "c/d.pdf", "E.pdf", "f.pdf"):
        _file(folder / name)
    (folder / "g.pdf").symlink_to("f.pdf")
    with (folder / "h.pdf").open("wb") as large:
        large.truncate(12 * 1024 * 1024)
    files, issues = walk(tmp_path)
    assert files == ["a.files/f.pdf"]
    assert [str(issue).removeprefix("content/a.files/") for issue in issues] == [
        "E.pdf 文件名不合要求；只能用小写字母、数字和连字符，例如 012.yaml",
        "b.doc 附件不能是这种文件；请另存为 .pdf、.png、.jpg、.jpeg、.xlsx、.docx 之一",
        "c 附件的文件夹里不能再有文件夹；请把附件直接放在「记录的文件名.files」里",
        "g.pdf 是符号链接；请换成文件本身；链接可能指到内容文件夹以外",
        "h.pdf 附件有 12.0 MB，超过 10 MB；请降低扫描的分辨率（黑白 200 dpi 已经清楚），或者分成几个文件",
    ]
