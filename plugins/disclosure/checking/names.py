"""Names of natural persons as they may stand in public: the surname, and 某 for the rest."""

import re

COMPOUND = frozenset(
    re.findall(
        "..",
        "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶太叔申屠公孙慕容仲孙"
        "钟离长孙宇文司徒鲜于司空闾丘子车亓官司寇令狐拓跋呼延百里东郭南门西门",
    )
)
"""The surnames of two characters (百家姓)."""

MASKED = re.compile(
    r"(?P<kept>[\u3400-\u9fffA-Za-z\U00020000-\U0003ffff]{1,2}?)"
    r"(?:某{1,3}[甲乙丙丁戊己庚辛壬癸0-9０-９一二三四五六七八九十]{0,2}|[*＊×xX○〇]{1,3})"
)


def is_masked(name: str) -> bool:
    """Tell whether a natural person's name is hidden but for the surname (张某某, 欧阳某, 张某甲, 张**)."""
    found = MASKED.fullmatch(name.strip())
    return bool(found and (len(found["kept"]) == 1 or found["kept"] in COMPOUND))


def masked(name: str) -> str:
    """Return how a full name is to be written: 张三丰 becomes 张某某; a name with a dot keeps its first character."""
    name = re.sub(r"\s", "", name)
    kept = name[:2] if name[:2] in COMPOUND else name[:1]
    return kept + "某" * min(max(len(name) - len(kept), 1), 2)
