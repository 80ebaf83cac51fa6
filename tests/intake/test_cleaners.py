"""The cleaners for numbers of documents, names, 依据 and penalties."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.intake.citations import article, citations
from disclosure.intake.cleaners import CLEANERS, Step, choose, clean, extract
from disclosure.intake.document_numbers import document_number, document_number_within, strip_document_number, undouble
from disclosure.intake.names import (
    close_up,
    looks_like_a_person,
    mask_name,
    one_line,
    split_parties,
    strip_agency,
    strip_short_name,
)
from disclosure.intake.noted import Noted
from disclosure.intake.penalties import penalty
from disclosure.model.errors import MalformedValue

PREFIXES = st.text("示教罚市监决银保", min_size=2, max_size=8)
YEARS, NUMBERS = st.integers(1950, 2049), st.integers(1, 9999)
BRACKETS = st.sampled_from(["〔〕", "[]", "﹝﹞", "（）", "【】", "()"])
LAWS = st.text("行政处罚许可保险商业银监督管理法条例", min_size=2, max_size=12)
ARTICLES = st.builds("第{}条".format, st.sampled_from(["一", "四十八", "一百七十"]))


@settings(derandomize=True, deadline=None)
@given(PREFIXES, YEARS, NUMBERS, BRACKETS, st.sampled_from(["", " ", "  "]))
def test_a_number_keeps_its_writing_but_not_its_wrapping(prefix: str, year: int, no: int, pair: str, gap: str) -> None:
    """Wrapping brackets, spaces and repetition go; the number itself stays as it was written."""
    number = f"{prefix}字{pair[0]}{year}{pair[1]}{no}号"
    spaced = f"{prefix}字{pair[0]}{gap}{year}{gap}{pair[1]}{gap}{no}{gap}号"
    assert {document_number(form) for form in (number, spaced, f"（{spaced}{gap}）", number + number)} == {number}
    assert document_number_within(f"某局行政处罚决定书（{spaced}）") == number
    assert strip_document_number(f"{spaced}罚款1万元", number) == "罚款1万元"
    assert strip_document_number(f"（{number}）  对某公司罚款", number) == "对某公司罚款"


def test_a_strange_number_is_kept_and_said() -> None:
    """What is no usual number stays as it is, with a note."""
    note = "「示教许可2019」不是「机关代字〔年份〕顺序号号」的写法，照原样收下，不参加编号检查"
    assert document_number("示教许可2019") == Noted("示教许可2019", (note,))


def test_another_number_at_the_front_stays() -> None:
    """Only the row's own number is taken off; another one is kept, and said."""
    text = "示教罚〔2026〕13号罚款1万元"
    note = "开头的文号「示教罚〔2026〕13号」与文号栏的「示教罚〔2026〕12号」不同，照原样保留"
    assert strip_document_number(text, "示教罚〔2026〕12号") == Noted(text, (note,))
    assert strip_document_number(text) == text


def test_a_title_with_two_numbers_gives_none() -> None:
    """A number is taken out of a longer text only where there is just one."""
    with pytest.raises(MalformedValue, match="里面有几个文号"):
        document_number_within("示教罚〔2026〕1号、示教罚〔2026〕2号")
    with pytest.raises(MalformedValue, match="里面没有文号"):
        document_number_within("行政处罚决定书")


@settings(derandomize=True, deadline=None)
@given(st.text("示例市公司甲乙", min_size=2, max_size=10))
def test_what_stands_twice_is_taken_once(text: str) -> None:
    """Repetition is undone, once and for all."""
    assert undouble(text + text) == undouble(undouble(text + text))
    assert len(undouble(text + text)) <= len(text)


@settings(derandomize=True, deadline=None)
@given(
    st.lists(st.text("示例市甲乙丙有限公司", min_size=4, max_size=9), min_size=1, max_size=4, unique=True),
    st.sampled_from("，、；;,\n"),
)
def test_several_names_in_a_cell_come_apart(names: list[str], sign: str) -> None:
    """The usual separators part names, in their order."""
    assert split_parties(sign.join(names)) == names


def test_a_separator_inside_brackets_parts_nothing() -> None:
    """（甲、乙） inside a name belongs to it; a piece of one character is refused."""
    assert split_parties("示例（甲、乙）公司，示例丙公司") == ["示例（甲、乙）公司", "示例丙公司"]
    with pytest.raises(MalformedValue, match="「示例公司、，乙」分不清是哪几个当事人"):
        split_parties("示例公司、，乙")


def test_what_is_glued_to_a_name_comes_off() -> None:
    """A short name in brackets and the agency at the end go; a former name stays."""
    assert strip_short_name("示例市甲公司（以下简称“甲公司”）") == "示例市甲公司"
    assert strip_short_name("示例市甲公司（原示例市乙公司）") == "示例市甲公司（原示例市乙公司）"
    assert strip_agency("示例市甲公司示例市教育局", ["教育局", "示例市教育局"]) == "示例市甲公司"
    assert strip_agency("示例市教育局", ["示例市教育局"]) == "示例市教育局"
    assert close_up("示例市 甲公司   南山 Branch 店") == "示例市甲公司南山Branch店"
    assert one_line("  公开表\n 示教罚〔2026〕1号 ") == "公开表 示教罚〔2026〕1号"


@settings(derandomize=True, deadline=None)
@given(st.text("张王李欧阳丽华建国", min_size=2, max_size=4))
def test_masking_hides_all_but_the_surname_and_is_stable(name: str) -> None:
    """A masked name shows the surname alone; masking it again changes nothing."""
    masked = mask_name(name)
    assert masked.rstrip("某") in (name[:1], name[:2])
    assert masked.endswith("某")
    assert mask_name(masked) == masked


@pytest.mark.parametrize(
    ("name", "person"), [("张三丰", True), ("欧阳丽华", True), ("示例银行", False), ("张某某", False)]
)
def test_a_very_short_name_is_taken_for_a_person(name: str, person: bool) -> None:  # noqa: FBT001  a table of cases
    """Four characters that do not end like an organisation may be somebody's name."""
    assert looks_like_a_person(name) is person


@settings(derandomize=True, deadline=None)
@given(
    st.lists(
        st.tuples(LAWS, st.lists(ARTICLES, min_size=1, max_size=3, unique=True)),
        min_size=1,
        max_size=3,
        unique_by=lambda pair: pair[0],
    )
)
def test_each_article_becomes_an_entry(cited: list[tuple[str, list[str]]]) -> None:
    """《law》第…条、第…条 gives one entry for each article, and nothing is left over."""
    text = "，".join(f"《{law}》{'、'.join(articles)}" for law, articles in cited)
    expected = [{"law": law, "article": article} for law, articles in cited for article in articles]
    assert citations(text) == Noted(expected)


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("《示例法》第四十六条第(五)项", [{"law": "示例法", "article": "第四十六条第（五）项"}]),
        ("《示例法》（2015年修正）三十五条", [{"law": "示例法（2015年修正）", "article": "第三十五条"}]),
        (
            "《甲通知》（示发〔2016〕126号）第二点",
            [{"law": "甲通知", "article": "第二点", "document_no": "示发〔2016〕126号"}],
        ),
        ("《示例法》第三条第（一）、（五）项", [{"law": "示例法", "article": "第三条第（一）、（五）项"}]),
        ("《示例法》第三条第（一）项、第（三）项", [{"law": "示例法", "article": "第三条第（一）项、第（三）项"}]),
        ("《示例法》第六条“应当如实”", [{"law": "示例法", "article": "第六条", "text": "应当如实"}]),
        ("《示例法》", [{"law": "示例法"}]),
    ],
)
def test_brackets_items_and_quotations_find_their_place(text: str, entries: list[dict[str, str]]) -> None:
    """Editions join the title, numbers and quoted text stand by themselves, items stay with their article."""
    assert citations(text) == Noted(entries)


def test_what_does_not_parse_is_kept_and_takes_no_article() -> None:
    """Strange text is said, the whole text kept, and no article after it goes to the law before it."""
    text = "《甲法》第一条和相关规则第九条，乙法》第二条"
    note = "依据里有读不成条款的文字「相关规则第九条乙法》第二条」，原文存入备注"
    assert citations(text) == Noted([{"law": "甲法", "article": "第一条"}], (note,), text)
    assert citations("另行规定") == Noted([], ("依据里读不出法律和条款，原文存入备注",), "另行规定")


@settings(derandomize=True, deadline=None)
@given(st.text("《》第一条项款（）、，。“”甲法12 ", max_size=30))
def test_no_text_is_lost_in_citations(text: str) -> None:
    """Either everything parsed, or the whole text is handed back."""
    noted = citations(text)
    assert noted.rest in ("", text)
    assert bool(noted.notes) == bool(noted.rest) or not text


def test_an_article_alone_is_checked() -> None:
    """An article is brought to one form, or refused."""
    assert article("第四十八条第(二)项") == "第四十八条第（二）项"
    with pytest.raises(MalformedValue, match="「第四十八条第（二项」不是「第几条第几款第几项」的写法"):
        article("第四十八条第（二项")


UNCLEAR = "罚款的金额写了几个或者没有写明，没有填"


@pytest.mark.parametrize(
    ("text", "value", "notes"),
    [
        ("罚款人民币35万元", {"kinds": ["罚款"], "fine": Decimal(350000)}, ()),
        ("警告，并处1.5万元罚款。", {"kinds": ["警告", "罚款"], "fine": Decimal(15000)}, ()),
        (
            "没收违法所得8,769.43元，罚款五十万元",
            {"kinds": ["罚款", "没收违法所得"], "fine": Decimal(500000), "confiscated": Decimal("8769.43")},
            (),
        ),
        ("甲行为罚款30万元，乙行为罚款50万元，合计罚款80万元", {"kinds": ["罚款"], "fine": Decimal(800000)}, ()),
        ("甲行为罚款30万元，乙行为罚款50万元，合计罚款90万元", {"kinds": ["罚款"]}, (UNCLEAR,)),
        ("罚款30万元。罚款50万元。", {"kinds": ["罚款"]}, (UNCLEAR,)),
        (
            "没收违法所得1万元，并处违法所得二倍罚款",
            {"kinds": ["罚款", "没收违法所得"], "confiscated": Decimal(10000)},
            (UNCLEAR,),
        ),
        (
            "没收违法所得1万元，罚款2万元，罚没合计4万元",
            {"kinds": ["罚款", "没收违法所得"]},
            ("罚没合计与各项之和不符，金额要人来填",),
        ),
        ("吊销经营许可证", {"kinds": ["吊销许可证件"]}, ()),
        ("责令停业整顿一年", {"kinds": ["责令停产停业"]}, ()),
        ("罚没95.9万元", {}, ("决定里看不出处罚种类，要人来填",)),
        ("处一万元以上五万元以下罚款，现罚款2万元", {}, ("决定里引了法条或者写了不予、撤销，处罚种类和金额要人来填",)),
        ("决定不予行政处罚", {}, ("决定里引了法条或者写了不予、撤销，处罚种类和金额要人来填",)),
    ],
)
def test_only_what_is_clear_is_taken_from_a_decision(text: str, value: dict[str, Any], notes: tuple[str, ...]) -> None:
    """Kinds and amounts are taken where the text leaves no doubt; the rest is left out and said."""
    assert penalty(text) == Noted(value, notes)


def test_the_amounts_of_several_parties_are_not_told_apart() -> None:
    """With several parties no amount is taken, even where only one stands there."""
    assert penalty("各罚款1万元", several=True) == Noted(
        {"kinds": ["罚款"]}, ("有几个当事人，罚款的金额分不清，没有填",)
    )


def test_a_mapping_may_name_further_kinds() -> None:
    """A pattern of the mapping adds a kind that the statute names otherwise."""
    also = {"停止接受.*新业务": "限制开展生产经营活动"}
    assert penalty("停止接受新业务一年", also=also) == Noted({"kinds": ["限制开展生产经营活动"]})


@settings(derandomize=True, deadline=None)
@given(st.sampled_from(sorted(CLEANERS)), st.text(max_size=20))
def test_every_cleaner_reads_or_refuses_in_words(name: str, text: str) -> None:
    """No cleaner fails on any text in another way than by saying what is wrong."""
    known: dict[str, Any] = {"pattern": "甲", "values": {}}
    step = Step(name, {key: known[key] for key in sorted(CLEANERS[name].parameters & known.keys())})
    try:
        noted = clean(text, (step,), {})
    except MalformedValue:
        with pytest.raises(MalformedValue, match="「"):
            clean(text, (step,), {})
    else:
        assert clean(text, (step,), {}) == noted


def test_a_value_may_be_chosen_or_cut_out() -> None:
    """A mapping lists what texts stand for, or cuts a part out of one; neither guesses."""
    assert choose("企业", {"企业": "法人及非法人组织"}) == "法人及非法人组织"
    assert extract("示例市教育局行政处罚决定书", "^(.+?)行政处罚") == "示例市教育局"
    with pytest.raises(MalformedValue, match="「个人」不在对照表列出的几种写法里"):
        choose("个人", {"企业": "法人及非法人组织"})
    with pytest.raises(MalformedValue, match="「决定书」里找不到要取的部分"):
        extract("决定书", "^(.+?)行政处罚")
