"""Invented content of any size: agencies of which few make most, and their decisions, short and long."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from stdnum.cn import uscc

CLERK = ("示例经办", "clerk@example.invalid")
FIRST = date(2024, 1, 2)
RULES = Path(__file__).resolve().parents[1] / "content" / "rules"
FIELDS = (
    "教育",
    "民政",
    "商务",
    "生态环境",
    "市场监管",
    "交通运输",
    "农业农村",
    "文化旅游",
    "卫生健康",
    "应急管理",
    "水利",
    "城市管理",
)
PLACES = (
    "示例市",
    "南山县",
    "北河县",
    "东林区",
    "西岭区",
    "示例高新区",
)
SIGNS = (
    "晨光",
    "永丰",
    "启明",
    "青禾",
    "瑞安",
    "宏达",
    "金穗",
    "海川",
    "星野",
    "云帆",
    "松柏",
    "和顺",
    "长青",
    "明德",
    "兴隆",
    "嘉禾",
    "博远",
    "天和",
    "广源",
    "立新",
)
TRADES = (
    "教育咨询",
    "水泥制品",
    "餐饮管理",
    "物流运输",
    "医药连锁",
    "建筑工程",
    "环保科技",
    "食品加工",
    "机械制造",
    "农业开发",
    "文化传播",
    "物业服务",
)
DEEDS = (
    "未经许可擅自经营",
    "未按规定公示价格",
    "未落实安全生产责任制",
    "超标排放污染物",
    "使用过期原料",
    "未按规定保存台账",
    "虚假宣传",
)
LAWS = (
    "示例市场管理条例",
    "示例环境保护条例",
    "示例安全生产条例",
    "示例教育管理规定",
    "示例食品安全条例",
    "示例道路运输条例",
)
PHRASES = (
    "经现场检查和调查取证",
    "当事人对上述事实没有异议",
    "有现场检查笔录为证",
    "有询问笔录为证",
    "有照片和视听资料为证",
    "本机关依法告知了陈述申辩的权利",
    "当事人在规定期限内没有提出陈述申辩",
    "违法行为已经改正",
    "危害后果轻微",
    "责令限期改正",
)


STEMS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒"
"""Two of them tell the numbers of one agency from those of another."""


def agencies(count: int) -> list[tuple[str, str]]:
    """Return folder name and name of some invented agencies."""
    return [
        (f"j{number:03}", f"{PLACES[number % len(PLACES)]}{FIELDS[number // len(PLACES) % len(FIELDS)]}局")
        for number in range(count)
    ]


def credit_code(chance: random.Random) -> str:
    """Return an invented credit code (GB 32100-2015) of a region that does not exist."""
    digits = f"91990100MA{chance.randrange(10**7):07}"
    return f"{digits}{uscc.calc_check_digit(digits)}"


def decision(chance: random.Random, number: str, day: date) -> str:
    """Return one invented penalty as YAML, a few hundred to three thousand characters long."""
    place, sign, trade = chance.choice(PLACES), "".join(chance.sample(SIGNS, 2)), chance.choice(TRADES)
    company = f"{place}{sign}{trade}有限公司"
    fine, deed = chance.randrange(1, 300) * 1000, chance.choice(DEEDS)
    length = min(240, int(chance.paretovariate(1.2) * 6))
    text = "，".join(chance.choices(PHRASES, k=length))
    return f"""\
type: penalty
title: {company}{deed}案
document_no: {number}
decision_date: "{day}"
parties:
  - name: {company}
    category: 法人及非法人组织
    credit_code: {credit_code(chance)}
violation_type: {deed}
facts: 当事人{company}{deed}。{text}。
basis:
  - law: {chance.choice(LAWS)}
    article: 第{chance.randrange(1, 90)}条
content: 罚款 {fine} 元。
penalty:
  kinds: [罚款]
  fine: {fine}
"""


def _settings() -> list[Path]:
    """Return the rules and calendars of the demonstration: the invented jurisdiction is checked by the same ones."""
    return sorted([*RULES.glob("*.yaml"), *(RULES.parent / "calendar").glob("*.yaml")])


def base_files(count: int) -> dict[str, str]:
    """Return the settings and the agencies of an invented jurisdiction."""
    shared = {f"{path.relative_to(RULES.parent)}": path.read_text(encoding="utf-8") for path in _settings()}
    portal = (
        "name: 示例市行政执法公示\njurisdiction: {name: 示例市}\ndemonstration: true\norganiser: {name: 示例市司法局}\n"
    )
    about = "Title: 关于本站\nSlug: about\n\n演示站点。\n"
    help_page = "Title: 使用帮助\nSlug: help\n\n演示站点。\n"
    found = {**shared, "portal.yaml": portal, "pages/about.md": about, "pages/help.md": help_page}
    return {**found, **{f"agencies/{slug}/agency.yaml": f"name: {name}\n" for slug, name in agencies(count)}}


def records(count: int, seed: int) -> Iterator[tuple[str, str, date]]:
    """Yield path, text and day of each decision; few agencies make most of them."""
    chance = random.Random(seed)  # noqa: S311  # invented content, not a secret
    houses = agencies(max(5, count // 400))
    given: Counter[tuple[int, int]] = Counter()
    for number in range(1, count + 1):
        house = min(len(houses) - 1, int(chance.paretovariate(0.9)) - 1)
        day = FIRST + timedelta(days=number * 1000 // count)
        given[house, day.year] += 1
        written = f"示{STEMS[house // len(STEMS)]}{STEMS[house % len(STEMS)]}罚〔{day.year}〕{given[house, day.year]}号"
        path = f"agencies/{houses[house][0]}/decisions/{day:%Y/%m}/{number:06}.yaml"
        yield path, decision(chance, written, day), day
