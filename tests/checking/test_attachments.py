"""The files beside a record: each fault in one sentence that a clerk can act on."""

from collections.abc import Mapping

import pytest
from tests.checking.examples import gate_for
from tests.reading import files

from disclosure.model.kinds import KINDS
from disclosure.model.record import Document
from disclosure.reading.documents import read_document

DECISION = next(kind for kind in KINDS if kind.name == "decision")
PATH = "agencies/jyj/decisions/2026/02/012.yaml"
RECORD = """type: other
title: 某事
decision_date: 2026-02-28
parties:
  - name: 张某某
    category: 自然人
content: 准予
"""
NAMED = "attachments:\n  - file: {name}\n    title: 决定书\n"
SCANNED = "    scanned:\n      checked_on: {day}\n      checked_by_role: 公示审核岗\n"
TOMBSTONE = """type: other
decision_date: 2026-02-28
withdrawal:
  effective_on: 2026-03-10
  reason_code: 撤销
  reason: 复议撤销。
  authority: 示例市人民政府
  document_no: 示府复〔2026〕5号
"""


def told(text: str, beside: Mapping[str, bytes]) -> list[str]:
    """Return the issues of a record with files beside it, without their place."""
    document = read_document(PATH, text.encode())
    assert isinstance(document, Document), document
    return [f"{issue.rule} {issue.sentence}" for issue in gate_for("").check(document, DECISION, beside)]


def with_file(name: str, raw: bytes, more: str = "") -> list[str]:
    """Return the issues of a record that names just one file, which is there."""
    return told(RECORD + NAMED.format(name=name) + more, {name: raw})


def test_a_record_with_its_files_has_no_issue() -> None:
    """Words that may be published, and a scan that somebody looked at."""
    assert with_file("a.pdf", files.pdf("Decision 12")) == []
    assert with_file("a.png", files.picture(), SCANNED.format(day="2026-03-02")) == []


FIELD = "文件名（attachments[0].file）："


@pytest.mark.parametrize(
    ("name", "raw", "expected"),
    [
        ("a.pdf", files.picture(), f"attachment-mismatch {FIELD}名字是 .pdf，内容是 PNG 图片；请把后缀改成 .png"),
        (
            "a.pdf",
            files.encrypted_pdf(),
            f"attachment-encrypted {FIELD}PDF 加了密码或者限制；请取消密码和限制，另存一份",
        ),
        ("a.pdf", b"%PDF-1.4", f"attachment-broken {FIELD}PDF 已经损坏，打不开；请重新导出或者扫描"),
        (
            "a.pdf",
            files.pdf_by_somebody(),
            (
                f"attachment-traces {FIELD}文件里留有文档属性的作者；请运行 ./portal clean "
                "content/agencies/jyj/decisions/2026/02/012.files/a.pdf，或者在「文件—信息—检查文档」里删去"
            ),
        ),
        (
            "a.pdf",
            files.pdf_with_a_file(),
            f"attachment-contents {FIELD}PDF 里有程序、媒体或者夹带的文件；请用「打印到 PDF」另存一份",
        ),
        (
            "a.pdf",
            files.pdf("Page 1", "", "", "", ""),
            (
                f"attachment-scan {FIELD}第 2 页、第 3 页、第 4 页等 4 处没有文字，机器查不出里面有没有个人信息；"
                "请逐页看过，再写 scanned：checked_on（核对日期）和 checked_by_role（核对岗位）"
            ),
        ),
        (
            "a.xlsx",
            files.workbook("电话", 13812345678),
            (
                f"privacy-mobile {FIELD}工作表「Sheet」里像是手机号（138…78）；"
                "请删去；确是办公用的，在 contacts_allowed 写明号码和用途"
            ),
        ),
        (
            "a.docx",
            files.document("<w:p><w:r><w:t>11010519491231</w:t></w:r><w:r><w:t>002X</w:t></w:r></w:p>"),
            (
                f"privacy-id-18 {FIELD}正文里像是居民身份证号（110…2X）；"
                "请整个删去；要区分同名的人，写成「张某甲」「张某乙」"
            ),
        ),
        (
            "a.pdf",
            files.pdf("Tel 13812345678"),
            (
                f"privacy-mobile {FIELD}第 1 页里像是手机号（138…78）；"
                "请删去；确是办公用的，在 contacts_allowed 写明号码和用途"
            ),
        ),
    ],
)
def test_a_fault_in_a_file_is_told_in_one_sentence(name: str, raw: bytes, expected: str) -> None:
    """Type, password, damage, maker, hidden things, scans, private data."""
    issues = with_file(name, raw)
    assert expected in issues
    assert len(issues) == 1 + (name == "a.pdf" and raw == files.picture())


def test_a_declared_office_phone_may_stand_in_a_file() -> None:
    """What the agency has declared holds for its attachments too."""
    assert with_file("a.pdf", files.pdf("Tel 13800000000")) == []


def test_what_is_named_is_there_and_what_is_there_is_named() -> None:
    """No dead link, and nothing that lies beside a record unseen."""
    named = NAMED.format(name="a.pdf")
    assert told(RECORD + named, {}) == [
        f"attachment-missing {FIELD}没有文件 012.files/a.pdf；请放上文件，或者删去这一项"
    ]
    assert told(RECORD, {"b.pdf": files.pdf()}) == [
        "attachment-unnamed 012.files/b.pdf 没有写进 attachments；请写上 file: b.pdf 和 title，或者删去文件"
    ]
    twice = told(RECORD + named + "  - file: a.pdf\n    title: 又一份\n", {"a.pdf": files.pdf()})
    assert twice == ["attachment-twice 文件名（attachments[1].file）：「a.pdf」写了两次；请删去一处"]


def test_a_tombstone_has_no_files() -> None:
    """What is gone is gone everywhere."""
    assert told(TOMBSTONE, {"a.pdf": files.pdf()}) == [
        "attachment-withdrawn 这条信息已经撤下或者不予公开，旁边还有 012.files/a.pdf；请把附件一起删去"
    ]


def test_a_scan_is_not_looked_over_tomorrow() -> None:
    """The day of the confirmation has come."""
    assert with_file("a.png", files.picture(), SCANNED.format(day="2026-12-01")) == [
        (
            "date-in-future 核对日期（attachments[0].scanned.checked_on）："
            "2026-12-01 还没有到（检查的日期是 2026-11-20）；请核对日期"
        )
    ]


def test_files_that_are_not_at_hand_are_not_asked_for() -> None:
    """An import checks a record before any file lies beside it."""
    document = read_document(PATH, (RECORD + NAMED.format(name="a.pdf")).encode())
    assert isinstance(document, Document)
    assert gate_for("").check(document, DECISION) == ()
