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
SOMEBODY = re.compile(r"某|当事人|被害人|受害人|该生|该名|时年|其(?!他)")
SOMEBODY_AFTER = re.compile(r"[^，。；]{0,8}某")
CLAUSE = re.compile(r"[。；！？\n]")
NEAR = 12


def minors(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places where a certain person's age below eighteen is told.

    An age with a word of limit (未满、已满、以上…) or before a class of people (儿童、的未成年人) is the law's own,
    unless a certain person stands beside it (张某未满十四周岁).
    """
    for match in AGE.finditer(text):
        before = CLAUSE.split(text[max(match.start() - NEAR, 0) : match.start()])[-1]
        after = text[match.end() : match.end() + NEAR]
        limit = LIMIT.search(before)
        if RANGE.search(before):
            continue
        certain = SOMEBODY_AFTER.match(after) or (limit and SOMEBODY.search(before))
        if certain or not (limit or GENERAL.match(after)):
            yield match.start(), match.end()
