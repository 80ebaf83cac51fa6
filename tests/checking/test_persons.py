"""Full names, homes and birthdays in running text: found where they are sure, left alone where they are not there."""

from datetime import date
from pathlib import Path

import pytest
from tests.checking.examples import PROJECT

from disclosure.checking.case import Case, Rules
from disclosure.checking.persons import BIRTH, HOME, persons_in_texts, stated_persons
from disclosure.checking.surnames import SINGLE, Sureness, full_names
from disclosure.checking.texts import texts_of
from disclosure.model.kinds import KINDS
from disclosure.model.record import Document
from disclosure.reading.documents import read_document
from disclosure.reading.schemas import load_schemas

SCHEMAS = load_schemas(PROJECT / "schemas")


def names(text: str, surname: str = "王", given: tuple[int, ...] = (2,), *, title: bool = False) -> dict[str, str]:
    """Return the names found in a text, with how sure each is."""
    return {text[start:end]: sure.value for start, end, sure in full_names(text, surname, given, title=title)}


@pytest.mark.parametrize(
    "text",
    [
        "王大明盗伐林木",
        "当事人王大明在示例县王家村采石场盗伐林木",
        "经查，王大明未经批准占用林地",
        "本机关于2026年1月5日对王大明作出处罚",
        "（王大明）",
        "李某某与王大明共同实施",
        "王大明驾驶货车",
        "当事人：王大明",
    ],
)
def test_the_name_of_a_masked_party_is_found(text: str) -> None:
    """What stands before and after the name leaves no other reading."""
    assert names(text) == {"王大明": Sureness.SURE}


@pytest.mark.parametrize(
    ("text", "surname"),
    [
        ("王某某盗伐林木", "王"),
        ("王家村村民委员会称", "王"),
        ("王府井大酒店未办许可", "王"),
        ("王记烧饼铺，王氏宗祠，王牌电器", "王"),
        ("王氏兄弟食品有限公司的员工", "王"),
        ("法定代表人王大明，执法人员：王建国、王卫东", "王"),
        ("当事人陈述、申辩称，陈列的商品在架", "陈"),
        ("当事人于当日，于2026年，于次日对", "于"),
        ("，高温、高空作业在", "高"),
        ("应当在十日内，应予公开", "应"),
        ("向本机关、向社会公开", "向"),
        ("单位，单独在", "单"),
        ("林木在，林地与林区", "林"),
        ("杨树在，张贴于门口", "杨"),
        ("车辆在停车场", "车"),
        ("苏州银保监分局行政处罚", "苏"),
        ("情节严重违反规定，严格按", "严"),
    ],
)
def test_other_words_with_the_same_character_are_left_alone(text: str, surname: str) -> None:
    """Surnames begin many words, and the names of places, shops and officials may stand."""
    assert names(text, surname, (1, 2)) == {}


def test_a_name_that_may_be_another_word_is_only_possible() -> None:
    """A clear beginning alone makes no name sure; in a title it does."""
    assert names("王大明家中") == {"王大明": Sureness.POSSIBLE}
    assert names("王大明赌博案", title=True) == {"王大明": Sureness.SURE}


def test_a_short_mask_hides_one_character_or_two() -> None:
    """王某 may be 王明 or 王大明; the longer reading counts where both are sure."""
    assert names("王明盗伐林木，王大明未到场", "王", (1, 2)) == {"王明": "sure", "王大明": "sure"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("当事人王大明，男，1990年1月1日出生，住略", "王大明"),
        ("被处罚人：欧阳小明，女", "欧阳小明"),
        ("申请人李四（身份证略）", "李四"),
        ("被申请人赵六 住示例县", "赵六"),
        ("姓名：孙七", "孙七"),
        ("证人买买提·吐尔逊，男", "买买提·吐尔逊"),
        ("周八，男，汉族", "周八"),
        ("未成年人小明（略）", "小明"),
    ],
)
def test_a_text_that_says_that_it_names_a_person_is_believed(text: str, found: str) -> None:
    """A role before and sex, birth or home behind: no party has to be known."""
    assert [text[start:end] for start, end in stated_persons(text)] == [found]


@pytest.mark.parametrize("place", ["title", "facts", "content"])
@pytest.mark.parametrize("text", ["当事人王大明，男", "姓名：王大明", "未成年人小明（略）", "王大明，男，汉族"])
def test_a_person_is_found_wherever_a_text_begins_and_ends(place: str, text: str) -> None:
    """The name may be the last thing in a text that others follow, and no party need be known."""
    texts = {"title": "决定", "facts": "事实", "content": "决定内容"} | {place: text}
    kind = next(kind for kind in KINDS if kind.name == "decision")
    document = Document("agencies/jyj/decisions/2026/03/001.yaml", texts, "", b"")
    case = Case(document, kind, texts, frozenset(), Rules(date(2026, 11, 20), {}, {}, {}, {}), SCHEMAS)
    assert [(remark.pointer, remark.rule) for remark in persons_in_texts(case)] == [((place,), "unmasked-name")]


@pytest.mark.parametrize(
    "text",
    [
        "当事人王某某，男，汉族",
        "当事人应当住满一年，申请人陈述，男女均可",
        "法定代表人王大明，男，执法人员姓名：王建国",
        "申请人身份证原件，当事人住所，姓名、性别、住址",
        "未成年人小学阶段，未成年人小组（略）",
    ],
)
def test_what_names_nobody_is_not_taken_for_a_name(text: str) -> None:
    """Masked names, officials and ordinary words are no full names of persons."""
    assert list(stated_persons(text)) == []


def test_homes_and_birthdays_have_many_forms() -> None:
    """Each is found once; seats, dormitories and days of force are none."""
    homes = "家住示例县东街12号，住示例市解放路3号楼2单元，户籍地示例县王家村5组，住址：东路4弄5号402室"
    assert len(HOME.findall(homes)) == len(homes.split("，"))
    assert HOME.search("住房公积金3号文，住所地示例市东街12号，住宿2号楼，住院3室") is None
    births = "1990年1月1日出生、1990年1月生、生于1990年1月、出生日期：1990-01-01、1990年出生"
    assert len(list(BIRTH.finditer(births))) == len(births.split("、"))
    assert BIRTH.search("2012年3月生效，2012年3月生产，新生儿出生医学证明2012号") is None


def test_the_words_of_real_records_are_hardly_ever_taken_for_names() -> None:
    """As if every surname there is had a masked party in every record of the demonstration."""
    found = [
        text[start:end]
        for _path, text in _demonstration()
        for surname in sorted({*SINGLE} & {*text})
        for start, end, sure in full_names(text, surname, (1, 2))
        if sure is Sureness.SURE
    ]
    assert sorted({*found}) == ["蓝鲸"]


def _demonstration() -> list[tuple[str, str]]:
    texts = []
    for path in sorted((PROJECT / "content").rglob("decisions/**/*.yaml")):
        document = read_document(Path(path).relative_to(PROJECT / "content").as_posix(), path.read_bytes())
        assert isinstance(document, Document)
        texts += [(path.name, text) for way, text in texts_of(document) if way[0] in {"title", "facts", "content"}]
    return texts
