"""New records: asked for or given, checked, written as a form that explains itself."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from tests.intake.town import AGENCY, DECISION, GATE, POLICY, SCHEMAS

from disclosure.intake.new import Created, NewOrder, new_record
from disclosure.intake.questions import NOT_NEW
from disclosure.model.errors import ContentError, GongshiError
from disclosure.model.kinds import KINDS, Kind
from disclosure.model.record import Document
from disclosure.reading.documents import read_document

NEXT = "用编辑器打开补全其余各项；然后运行 ./portal check，没有错误再提交。"
ANSWERS = {
    "type": "penalty",
    "title": "示例市晨光教育咨询有限公司擅自办学案",
    "document_no": "（示教罚〔2026〕 12号）",
    "decision_date": "2026年2月28日",
    "parties": "示例市晨光教育咨询有限公司、张三丰",
    "parties[0].category": "法人及非法人组织",
    "parties[1].category": "自然人",
    "basis": "《中华人民共和国民办教育促进法》第六十四条",
    "content": "罚款7.2万元",
    "penalty.kinds": "警告、罚款",
    "penalty.fine": "7.2万元",
}
DATA = {
    "type": "penalty",
    "title": "示例市晨光教育咨询有限公司擅自办学案",
    "document_no": "示教罚〔2026〕12号",
    "decision_date": "2026-02-28",
    "parties": [
        {"name": "示例市晨光教育咨询有限公司", "category": "法人及非法人组织"},
        {"name": "张某某", "category": "自然人"},
    ],
    "basis": [{"law": "中华人民共和国民办教育促进法", "article": "第六十四条"}],
    "content": "罚款7.2万元",
    "penalty": {"kinds": ["警告", "罚款"], "fine": 72000},
}
PATH = "agencies/jyj/decisions/2026/02/sjf-2026-12.yaml"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder with one agency."""
    new(AGENCY, tmp_path / "content", {"name": "示例市教育局"}, slug="jyj")
    return tmp_path / "content"


def new(  # noqa: PLR0913  what a request may hold
    kind: Kind,
    content: Path,
    answers: dict[str, str],
    *,
    agency: str | None = None,
    slug: str | None = None,
    ask: Callable[[str], str] | None = None,
) -> Created:
    """Make a new record in a content folder."""
    return new_record(NewOrder(kind, content, SCHEMAS, GATE.check, answers, agency, slug, ask))


def data_of(content: Path, path: str) -> object:
    """Return the data of a written file."""
    found = read_document(path, (content / path).read_bytes())
    assert isinstance(found, Document)
    return found.data


def test_answers_given_as_options_make_a_record(content: Path) -> None:
    """Dates, amounts, numbers, lists and 依据 are read as people write them, and a person's name is masked."""
    assert new(DECISION, content, ANSWERS, agency="jyj") == Created(PATH, NEXT)
    assert data_of(content, PATH) == DATA
    text = (content / PATH).read_text(encoding="utf-8")
    assert "\n# 决定日期：决定书上的日期，不是送达日期。\ndecision_date: 2026-02-28\n" in text
    assert "\n# 事由或违法事实：为什么作这个决定；处罚写违法事实。\n# facts: ……\n" in text


def test_a_natural_person_is_masked_in_every_text(content: Path) -> None:
    """Whoever types a full name writes none: not in the title, not in the facts, and it is said what was left out."""
    texts = {"title": "王大明盗伐林木案", "facts": "王大明盗伐林木 12 株。", "content": "对王大明罚款 300 元。"}
    person = {"parties": "王大明", "parties[0].category": "自然人", "document_no": "示林罚〔2026〕5号"}
    answers = {"type": "penalty", "decision_date": "2026-02-28", **texts, **person}
    created = new(DECISION, content, answers, agency="jyj")
    assert "王大明" not in (content / created.path).read_text(encoding="utf-8")
    data = data_of(content, created.path)
    assert isinstance(data, dict)
    assert [data[key] for key in texts] == ["王某某盗伐林木案", "王某某盗伐林木 12 株。", "对王某某罚款 300 元。"]
    assert {entry["field"] for entry in data["redactions"]} == set(texts)


def test_who_is_asked_may_type_the_name_too(content: Path) -> None:
    """An answer is judged as it will be written: masked."""
    person = {"parties": "王大明", "parties[0].category": "自然人", "document_no": "示林罚〔2026〕5号"}
    answers = {"type": "penalty", "decision_date": "2026-02-28", "title": "盗伐林木案", **person}

    def ask(prompt: str) -> str:
        return "对王大明罚款 300 元。" if "（content）" in prompt else ""

    data = data_of(content, new(DECISION, content, answers, agency="jyj", ask=ask).path)
    assert isinstance(data, dict)
    assert data["content"] == "对王某某罚款 300 元。"


def test_a_name_that_a_law_lets_be_published_stays(content: Path) -> None:
    """Where its basis is given, the full name is written as it was typed."""
    answers = {
        "type": "penalty",
        "title": "王大明盗伐林木案",
        "decision_date": "2026-02-28",
        "document_no": "示林罚〔2026〕5号",
        "parties": "王大明",
        "parties[0].category": "自然人",
        "parties[0].full_name_basis.law": "某某法",
        "content": "罚款 300 元。",
    }
    data = data_of(content, new(DECISION, content, answers, agency="jyj").path)
    assert isinstance(data, dict)
    assert (data["title"], data["parties"][0]["name"]) == ("王大明盗伐林木案", "王大明")


def test_a_wrong_answer_is_asked_again_with_the_problem(content: Path) -> None:
    """The person sees the exact problem and answers again; what may be left out may be empty."""
    said: list[str] = []
    typed: Iterator[str] = iter(
        [
            *("罚", "penalty", "", ANSWERS["title"], ANSWERS["document_no"], "2026年2月30日", ANSWERS["decision_date"]),
            *(
                ANSWERS["parties"],
                ANSWERS["parties[0].category"],
                "自然人",
                "123",
                "",
                "",
                "另行规定",
                ANSWERS["basis"],
            ),
            *(ANSWERS["content"], "罚钱", "警告、罚款", "7.2", ""),
        ]
    )

    def ask(prompt: str) -> str:
        said.append(prompt.splitlines()[0])
        return next(typed)

    created = new(DECISION, content, {}, agency="jyj", ask=ask)
    assert data_of(content, created.path) == {**DATA, "penalty": {"kinds": ["警告", "罚款"], "fine": Decimal("7.2")}}
    assert [line for line in said if "（" not in line.partition("：")[0] or "「" in line] == [
        next(line for line in said if "「罚」" in line),
        "这一项必须填。",
        "「2026年2月30日」不是有效的日期。",
        next(line for line in said if "「123」" in line),
        "「另行规定」里有读不出的部分；请写成「《法律名称》第几条」。",
        next(line for line in said if "「罚钱」" in line),
    ]


def test_a_question_names_its_field_and_how_to_answer(content: Path) -> None:
    """A prompt holds title, key, description, choices and example."""
    prompts: list[str] = []

    def ask(prompt: str) -> str:
        prompts.append(prompt)
        raise EOFError

    with pytest.raises(GongshiError, match="没有答完，没有写文件"):
        new(DECISION, content, {"type": "penalty", "title": "某案"}, agency="jyj", ask=ask)
    assert prompts == [
        "文号（document_no），可以空着\n  决定书的文号，按决定书上的写法。\n  例如：示教罚〔2026〕12号\n> "
    ]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"decision_date": "2026-02-30"}, "决定日期（decision_date）：「2026-02-30」不是有效的日期"),
        ({"parties[5].name": "示例公司"}, "名称（parties[5].name）：parties.5.name 前面还缺一项"),
        ({"Title": "某案"}, "「Title」不是键名的写法，例如 parties[0].name"),
        ({"titel": "某案"}, "没有写文件：\n没有「titel」这一项；是不是 标题（title）？"),
        ({"publicity_notice_given": "也许"}, "已告知公示（publicity_notice_given）：「也许」要写「是」或者「否」"),
    ],
)
def test_a_wrong_option_is_refused_and_nothing_written(content: Path, changes: dict[str, str], problem: str) -> None:
    """Where nobody can be asked, the problem ends the command in words."""
    before = sorted(content.rglob("*"))
    with pytest.raises(ContentError) as refused:
        new(DECISION, content, {**ANSWERS, **changes}, agency="jyj")
    assert str(refused.value) == problem
    assert sorted(content.rglob("*")) == before


def test_what_is_missing_is_named(content: Path) -> None:
    """Without its date a decision has no place; without other fields the check says which are missing."""
    with pytest.raises(ContentError) as refused:
        new(DECISION, content, {"type": "penalty"}, agency="jyj")
    assert str(refused.value) == "没有写文件：\n缺少 决定日期（decision_date）"
    with pytest.raises(ContentError, match="缺少 决定内容（content）"):
        new(DECISION, content, {key: value for key, value in ANSWERS.items() if key != "content"}, agency="jyj")


def test_a_decision_needs_an_agency_that_is_there(content: Path) -> None:
    """The agency is named by its folder; those that are there are listed."""
    with pytest.raises(GongshiError, match="请用 --agency 写明是哪个机关"):
        new(DECISION, content, ANSWERS)
    with pytest.raises(GongshiError, match="没有机关「jy」；已有的是：jyj"):
        new(DECISION, content, ANSWERS, agency="jy")


def test_the_same_decision_is_not_written_twice(content: Path) -> None:
    """The same number, parties and day is the same decision; other parties get a name of their own."""
    new(DECISION, content, ANSWERS, agency="jyj")
    with pytest.raises(ContentError) as refused:
        new(DECISION, content, ANSWERS, agency="jyj")
    assert str(refused.value) == f"这件决定已经有了：content/{PATH}"
    other = {**ANSWERS, "parties[0].name": "示例市甲公司"}
    assert new(DECISION, content, other, agency="jyj").path == PATH.replace("-12.", "-12-2.")


def test_agencies_and_policies_are_made_too(content: Path) -> None:
    """An agency gets a pinyin folder, a policy a Markdown file with its fields above."""
    assert new(AGENCY, content, {"name": "示例市水务局"}).path == "agencies/shilishi-shuiwuju/agency.yaml"
    policy = new(POLICY, content, {"title": "示例市公示办法", "issued_on": "2026.1.2"}).path
    assert (policy, data_of(content, policy)) == (
        "policies/shi-li-shi-gong-shi-ban-fa.md",
        {"title": "示例市公示办法", "issued_on": "2026-01-02"},
    )
    with pytest.raises(GongshiError, match="「Gong Shi」不能作文件名"):
        new(POLICY, content, {"title": "示例市公示办法"}, slug="Gong Shi")
    new(POLICY, content, {"title": "示例市公示办法"}, slug="gongshi")
    with pytest.raises(ContentError, match=r"policies/gongshi\.md 已经有了"):
        new(POLICY, content, {"title": "示例市公示办法"}, slug="gongshi")


@pytest.mark.parametrize(
    ("name", "answers"),
    [("guide", {"title": "民办学校设立"}), ("flowchart", {"title": "法制审核流程图", "purpose": "review"})],
)
def test_a_form_of_many_fields_is_shown_whole(content: Path, name: str, answers: dict[str, str]) -> None:
    """Every field of a guide or flowchart stands under its title; with all examples uncommented it is sound."""
    kind = next(kind for kind in KINDS if kind.name == name)
    path = new(kind, content, answers, agency="jyj", slug="minban").path
    text = (content / path).read_text(encoding="utf-8")
    whole = re.sub(r"^# (?=[a-z_]+:|- |  )", "", text, flags=re.MULTILINE)
    document = read_document(path, whole.encode())
    assert isinstance(document, Document), document
    assert set(document.data) == set(SCHEMAS.properties(name)) - NOT_NEW
    assert [str(issue) for issue in GATE.check(document, kind) if issue.rule != "incomplete"] == []
