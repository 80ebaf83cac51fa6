"""Import: good rows go through, bad ones are reported, and nothing is lost or overwritten in silence."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intake.town import GATE, ROW, files, order, workbook

from disclosure.intake.importer import import_table
from disclosure.intake.mapping import load_mapping
from disclosure.intake.report import State, as_text
from disclosure.model.errors import ContentError, GongshiError
from disclosure.model.issue import Level

JYJ = "agencies/shilishi-jiaoyuju"
FIRST = f"{JYJ}/decisions/2026/02/sjf-2026-12.yaml"
WRITTEN = """\
type: penalty
title: 示例市晨光教育咨询有限公司擅自办学案
document_no: 示教罚〔2026〕12号
decision_date: 2026-02-28
parties:
- name: 示例市晨光教育咨询有限公司
  category: 法人及非法人组织
basis:
- law: 中华人民共和国民办教育促进法
  article: 第六十四条
content: 罚款7.2万元
penalty:
  kinds:
  - 罚款
  fine: 72000
source:
  name: 示例网站
  published_on: 2026-03-02
"""


def test_a_row_becomes_a_file_and_a_new_agency(tmp_path: Path) -> None:
    """A good row is written in the stable layout, its agency made, and the report says both."""
    report = import_table(order(tmp_path))
    content = tmp_path / "content"
    assert (content / FIRST).read_text(encoding="utf-8") == WRITTEN
    assert (content / JYJ / "agency.yaml").read_text(
        encoding="utf-8"
    ) == "name: 示例市教育局\nshort_name: 教育局\nfield: 示范\n"
    assert as_text(report) == f"新建机关 {JYJ}：示例市教育局\n表.csv：共 1 行，新写入 1。"
    assert (report.outcomes[0].path, str(report.outcomes[0].published_on), report.exitcode) == (FIRST, "2026-03-02", 0)
    assert report.trailer[0] == "Gongshi-Import"


def test_the_same_import_again_changes_nothing(tmp_path: Path) -> None:
    """A second run finds every record as it is and writes no file."""
    changes: list[dict[str, str]] = [{}, {"文号": "示教罚〔2026〕13号"}, {"当事人": "示例市乙公司"}]
    import_table(order(tmp_path, *changes))
    before = {path: (tmp_path / "content" / path).read_bytes() for path in files(tmp_path / "content")}
    report = import_table(order(tmp_path, *changes))
    assert (report.written, report.counts[State.UNCHANGED], report.agencies) == ((), 3, {})
    assert {path: (tmp_path / "content" / path).read_bytes() for path in files(tmp_path / "content")} == before


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"日期": ""}, "「日期」：是空的；这一项必须有，不能推断"),
        ({"日期": "2026年2月30日"}, "「日期」：「2026年2月30日」不是有效的日期"),
        ({"决定": ""}, "「决定」：是空的；这一项必须有，不能推断"),
        ({"类别": "其他人"}, "「类别」：「其他人」不在对照表列出的几种写法里"),
        ({"当事人": "张三丰"}, "「当事人」：「张三丰」不像单位的名称；是自然人的，要在表里写明类别"),
        ({"机关": ""}, "「机关」：没有写机关，表里别的行也没有用文号代字「示教罚」的，不能确定是谁的决定"),
        ({"机关": "", "文号": "12"}, "「机关」：没有写机关，不能确定是谁的决定"),
        (
            {"代码": "123"},
            (
                "「代码」：统一社会信用代码（parties[0].credit_code）："
                "「123」应当是 18 位数字和大写字母，中间没有空格；请照营业执照核对"
            ),
        ),
        ({"决定": "罚款1万元，请拨 13800138000 联系"}, None),
    ],
)
def test_a_bad_row_is_reported_by_file_row_and_column(tmp_path: Path, change: dict[str, str], line: str | None) -> None:
    """The good row beside it goes through; the bad one is refused with its place and its reason."""
    report = import_table(order(tmp_path, {"文号": "示税罚〔2026〕1号", "机关": "示例市税务局"}, change))
    errors = [issue.text(report.file) for issue in report.issues if issue.level is Level.ERROR]
    assert report.counts[State.IMPORTED] == report.counts[State.REFUSED] == 1
    assert report.exitcode == 2
    assert len(errors) >= 1
    assert all(error.startswith("表.csv 第 3 行「") for error in errors)
    assert line is None or f"表.csv 第 3 行{line}" in errors


def test_a_differing_record_is_left_alone_unless_told(tmp_path: Path) -> None:
    """What is there already is never overwritten in silence; `replace` does it, and says so."""
    import_table(order(tmp_path))
    report = import_table(order(tmp_path, {"决定": "罚款8万元"}))
    assert as_text(report).splitlines()[0] == (
        f"表.csv 第 2 行：与已有的 content/{FIRST} 不同（决定内容、行政处罚），没有改动它；"
        "要用表里的内容替换，请加 --replace"
    )
    assert (tmp_path / "content" / FIRST).read_text(encoding="utf-8") == WRITTEN
    replaced = import_table(order(tmp_path, {"决定": "罚款8万元"}, replace=True))
    assert (replaced.counts[State.REPLACED], replaced.written) == (1, (FIRST,))


def test_two_decisions_of_one_number_both_have_a_place(tmp_path: Path) -> None:
    """Another party under the same number is another record, named by the day of publication, not by the row."""
    later = {"当事人": "示例市乙公司", "公开": "2026-03-09"}
    import_table(order(tmp_path, later, {}))
    second = FIRST.replace("-12.yaml", "-12-2.yaml")
    assert files(tmp_path / "content") == [f"{JYJ}/agency.yaml", second, FIRST]
    assert (tmp_path / "content" / FIRST).read_text(encoding="utf-8") == WRITTEN


def test_one_decision_published_twice_is_taken_once(tmp_path: Path) -> None:
    """The earlier publication is kept, and the report says which row it was and what differs."""
    report = import_table(order(tmp_path, {"公开": "2026-03-09", "标题": "示例市晨光公司案"}, {}))
    assert [issue.text(report.file) for issue in report.issues] == [
        "表.csv 第 2 行：与第 3 行的文号、当事人、日期相同，但标题写得不同，是同一件公开了两次；只收先公开的"
    ]
    assert (report.counts[State.DUPLICATE], report.exitcode) == (1, 0)
    assert (tmp_path / "content" / FIRST).read_text(encoding="utf-8") == WRITTEN


def test_one_agency_under_several_names_is_one(tmp_path: Path) -> None:
    """Every spelling of the mapping leads to one agency, which remembers those that were met."""
    spelled = ["示例市教育局", "教育局", "示例教育局", "教育局教育局"]
    changes = [{"机关": name, "文号": f"示教罚〔2026〕{place}号"} for place, name in enumerate(spelled, 1)]
    report = import_table(order(tmp_path, *changes))
    assert report.agencies == {"shilishi-jiaoyuju": "示例市教育局"}
    written = (tmp_path / "content" / JYJ / "agency.yaml").read_text(encoding="utf-8")
    assert written == "name: 示例市教育局\nshort_name: 教育局\naliases:\n- 教育局\n- 示例教育局\nfield: 示范\n"


def test_an_agency_that_is_there_is_found_by_any_name(tmp_path: Path) -> None:
    """An existing agency keeps its folder and its file."""
    agency = tmp_path / "content" / "agencies" / "jyj" / "agency.yaml"
    agency.parent.mkdir(parents=True)
    agency.write_text("name: 示例市教育委员会\naliases: [教育局]\n", encoding="utf-8")
    report = import_table(order(tmp_path))
    assert (report.agencies, report.written) == ({}, ("agencies/jyj/decisions/2026/02/sjf-2026-12.yaml",))


def test_agencies_of_the_same_sound_have_folders_of_their_own(tmp_path: Path) -> None:
    """Names that read alike in pinyin are told apart by a number."""
    changes = [{"机关": "示例市水务局"}, {"机关": "示例市税务局", "文号": "示税罚〔2026〕1号"}]
    report = import_table(order(tmp_path, *changes))
    assert report.agencies == {"shilishi-shuiwuju": "示例市水务局", "shilishi-shuiwuju-2": "示例市税务局"}


def test_an_empty_agency_is_learnt_only_where_it_is_clear(tmp_path: Path) -> None:
    """Other rows teach whose prefix a number bears, unless two agencies use it among rows of the same level."""
    changes = [
        {"机关": "", "文号": "示教罚〔2026〕1号"},
        {"文号": "示教罚〔2026〕2号"},
        {"机关": "南山县教育局", "层级": "县", "文号": "示教罚〔2026〕3号"},
        {"机关": "", "层级": "县", "文号": "示教罚〔2026〕4号"},
        {"机关": "示例市水务局", "文号": "示水罚〔2026〕5号"},
        {"机关": "示例市商务局", "文号": "示水罚〔2026〕6号"},
        {"机关": "", "文号": "示水罚〔2026〕7号"},
        {"机关": "", "文号": "示商罚〔2026〕8号", "标题": "示例市商务局行政处罚决定书"},
    ]
    report = import_table(order(tmp_path, *changes))
    homes = [outcome.path and outcome.path.split("/")[1] for outcome in report.outcomes]
    assert homes == [
        "shilishi-jiaoyuju",
        "shilishi-jiaoyuju",
        "nanshanxian-jiaoyuju",
        "nanshanxian-jiaoyuju",
        "shilishi-shuiwuju",
        "shilishi-shangwuju",
        None,
        "shilishi-shangwuju",
    ]
    assert [issue.text(report.file) for issue in report.issues if issue.level is Level.ERROR] == [
        "表.csv 第 8 行「机关」：没有写机关，文号代字「示水罚」又有几个机关在用：示例市商务局、示例市水务局"
    ]


def test_a_mapping_may_state_whose_prefix_it_is(tmp_path: Path) -> None:
    """A prefix that no row explains can be written into the mapping by a person who knows."""
    mapping = order(tmp_path).mapping
    text = (tmp_path / "map.yaml").read_text(encoding="utf-8")
    stated = text.replace("{alike: [层级]}", "{alike: [层级], known: {示教罚: 示例市教育局}}")
    report = import_table(order(tmp_path, {"机关": ""}, mapping=stated))
    assert (mapping.agency.prefixes, report.outcomes[0].path) == (None, FIRST)


def test_an_agency_may_hold_for_all_rows(tmp_path: Path) -> None:
    """`agency` by name or by folder is that of every row; a folder that is not there is refused."""
    named = import_table(order(tmp_path, {"机关": ""}, agency="示例市教育局"))
    folder = import_table(order(tmp_path, {"机关": "", "文号": "示教罚〔2026〕13号"}, agency="shilishi-jiaoyuju"))
    assert [report.outcomes[0].state for report in (named, folder)] == [State.IMPORTED] * 2
    with pytest.raises(GongshiError) as refused:
        import_table(order(tmp_path, agency="jy"))
    assert str(refused.value) == "没有机关 agencies/jy/agency.yaml；先用 new agency 建立"


def test_natural_persons_are_masked_in_every_text(tmp_path: Path) -> None:
    """A person's full name stands nowhere in the file, and the file says what was left out."""
    person = {"当事人": "张三丰", "类别": "个人", "标题": "张三丰擅自办学案", "决定": "对张三丰罚款1万元"}
    report = import_table(order(tmp_path, person))
    written = (tmp_path / "content" / str(report.outcomes[0].path)).read_text(encoding="utf-8")
    assert "三丰" not in written
    assert "- name: 张某某\n  category: 自然人\n" in written
    assert "title: 张某某擅自办学案\n" in written
    assert "redactions:\n- field: content\n  ground: 个人隐私\n- field: title\n  ground: 个人隐私\n" in written


def test_several_parties_share_a_record_but_no_code(tmp_path: Path) -> None:
    """Each name is a party; what cannot be told apart is left out and said."""
    report = import_table(order(tmp_path, {"当事人": "示例市甲公司，示例市乙公司", "代码": "1", "决定": "各罚款1万元"}))
    written = (tmp_path / "content" / str(report.outcomes[0].path)).read_text(encoding="utf-8")
    assert [issue.sentence for issue in report.issues] == [
        "有几个当事人，这一格是谁的分不清，没有填",
        "有几个当事人，罚款的金额分不清，没有填",
    ]
    assert ("credit_code" in written, "fine" in written) == (False, False)


def test_what_did_not_parse_is_kept_as_a_note(tmp_path: Path) -> None:
    """依据 that cannot be cut into articles stays in the record as text."""
    report = import_table(order(tmp_path, {"依据": "《甲法》第一条和有关规定"}))
    written = (tmp_path / "content" / str(report.outcomes[0].path)).read_text(encoding="utf-8")
    assert "note: 依据原文：《甲法》第一条和有关规定\n" in written
    assert [issue.level.value for issue in report.issues] == ["warning"]


def test_a_number_stored_as_a_number_is_refused(tmp_path: Path) -> None:
    """A code that the spreadsheet stored as a number may have lost digits: the row is refused."""
    asked = order(tmp_path)
    cells = [91110000600037341 if name == "代码" else value or None for name, value in ROW.items()]
    path = workbook(tmp_path / "表.xlsx", 表=[list(ROW), cells])
    report = import_table(replace(asked, file=path))
    assert [issue.text(report.file) for issue in report.issues] == [
        (
            "表.xlsx 第 2 行「代码」：存成了数字「91110000600037340」，前面的 0 和 15 位以后的数字可能已经丢失；"
            "请把这一列改成文本格式，再照原件填一遍"
        )
    ]


def test_a_missing_column_stops_the_import(tmp_path: Path) -> None:
    """A column that the mapping names and the table lacks is said at once, with what may have been meant."""
    asked = order(tmp_path)
    asked.file.write_text(asked.file.read_text(encoding="utf-8").replace("日期", "决定日期", 1), encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        import_table(asked)
    assert str(refused.value) == "表.csv 第 1 行：没有「日期」这一列；是不是「决定日期」"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("fields:\n  title: {column: a, cleaners: [dat]}\n", "对照表里没有叫「dat」的清洗办法；是不是「date」"),
        ("fields:\n  title: {column: a, cleaners: [{strip: {pat: x}}]}\n", "清洗办法「strip」没有参数「pat」"),
        (
            "fields:\n  title: {cleaners: [date]}\n",
            "对照表里「title」没有写从哪一列来（column），也没有写固定值（constant）",
        ),
    ],
)
def test_a_wrong_mapping_is_refused_in_words(tmp_path: Path, text: str, problem: str) -> None:
    """Each fault of a mapping is named."""
    path = tmp_path / "map.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GongshiError) as refused:
        load_mapping(path, GATE.check_setting)
    assert str(refused.value) == problem


def test_a_mapping_is_checked_against_its_schema(tmp_path: Path) -> None:
    """Unknown keys and broken patterns of a mapping are refused with their place."""
    path = tmp_path / "map.yaml"
    path.write_text("field:\n  title: {column: a}\n", encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load_mapping(path, GATE.check_setting)
    assert "map.yaml:1:1" in str(refused.value)
    path.write_text('fields:\n  title: {column: a, cleaners: [{strip: {pattern: "("}}]}\n', encoding="utf-8")
    with pytest.raises(GongshiError, match="里的规则「\\(」写得不对"):
        load_mapping(path, GATE.check_setting)


CELLS = st.sampled_from(
    ["", "甲", "示例市教育局", "2026-02-28", "示教罚〔2026〕1号", "罚款1万元", "企业", "示例市甲公司", "\t", "#"]
)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(st.dictionaries(st.sampled_from(list(ROW)), CELLS), min_size=1, max_size=6))
def test_every_row_ends_somewhere(tmp_path_factory: pytest.TempPathFactory, changes: list[dict[str, str]]) -> None:
    """Whatever stands in the cells: the counts add up, and a refused row has a reason."""
    report = import_table(order(tmp_path_factory.mktemp("town"), *changes))
    assert sum(report.counts.values()) == len(report.outcomes) == len(changes)
    reasons = {issue.row for issue in report.issues if issue.level is Level.ERROR}
    assert {outcome.row for outcome in report.outcomes if outcome.state is State.REFUSED} == reasons
