"""Ages of minors: a certain child's age is private data, an age limit of the law is not."""

import re
from collections.abc import Iterator

AGE = re.compile(
    r"(?<![\d.十百零一二三四五六七八九两几])"
    r"(?P<age>1[0-7]|[1-9]|十[一二三四五六七]?|[一二两三四五六七八九])\s*(?:周岁|岁)"
)
LIMIT = re.compile(r"(?:未满|不满|已满|年满|不足|低于|小于|超过|满|[-—–~～至到])\s*$")
RANGE = re.compile(r"[-—–~～至到]\s*$")
GENERAL = re.compile(
    r"\s*(?:以上|以下|以内|以前|以后|之前|及|或|[-—–~～至到]|[（(]含|儿童|幼儿|婴幼儿|未成年人|少年|学生|组|班|段|龄"
    r"|的(?:未成年|儿童|幼儿|婴幼儿|少年|学生|公民|子女|人))"
)
THING = re.compile(
    r"(?:龄|公司|企业|集团|酒店|商场|超市|协会|品牌|成立|创办|创立|创建|开业|开办|建校|建厂|建成|投产|运营|服役)"
    r"(?:分别|已|至今|约|近|满|即将|迎来|是|为|庆祝|了)*(?:[0-9]{1,3}周?岁[、和及])*\s*$"
)
"""What has an age and is nobody: a tree, a company, a machine."""
HUMAN = re.compile(r"\s*的?(?:男|女|儿|孩|童|少|学|职|员工|工人|子)")
BEAST = re.compile(
    r"\s*(?:的|龄的?)?(?:[公母雄雌]?(?:[猪犬狗猫驴骡猴虎狮鸡鸭鹅兔]|[马牛羊熊鹿象](?=[，。；、）)！？\s和与及被在的]|$))"
    r"|[宠动植]物|牲畜|种畜|古?[树木]|松树|柏树|槐树|银杏|树苗|苗木|果树|店庆|司庆|校庆)"
)
SOMEBODY = re.compile(r"某|当事人|被害人|受害人|该生|该名|时年|其(?!他)")
SOMEBODY_AFTER = re.compile(r"[^，。；]{0,8}某")
CLAUSE = re.compile(r"[。；！？\n]")
NEAR = 16


def minors(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places where a certain person's age below eighteen is told.

    An age with a word of limit (未满、已满、以上…) or before a class of people (儿童、的未成年人) is the law's own,
    unless a certain person stands beside it (张某未满十四周岁). Trees, beasts and companies have ages too.
    """
    for match in AGE.finditer(text):
        before = CLAUSE.split(text[max(match.start() - NEAR, 0) : match.start()])[-1]
        after = text[match.end() : match.end() + NEAR]
        limit = LIMIT.search(before)
        if RANGE.search(before):
            continue
        certain = SOMEBODY_AFTER.match(after) or (limit and SOMEBODY.search(before))
        if certain or not (limit or GENERAL.match(after) or _is_no_person(before, after)):
            yield match.start(), match.end()


def _is_no_person(before: str, after: str) -> bool:
    """Tell whether it is a thing or a beast whose age is told."""
    return bool((THING.search(before) and not HUMAN.match(after)) or BEAST.match(after))
