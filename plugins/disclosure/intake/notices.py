"""Notices of days off as the State Council publishes them, read clause by clause; what is unclear is not guessed."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from disclosure.intake.dates import date as written_date
from disclosure.model.errors import MalformedValue
from disclosure.model.language import _

DAY = timedelta(days=1)
WEEKDAYS = "一二三四五六日"
ABOUT_DAYS = re.compile(r"[0-9]日|放假|上班|补休|调休|公休|休息")
TITLE = re.compile(r"国务院(?:办公厅)?关于[^《》,。:]{2,80}?的通知")
NUMBER = re.compile(r"国(?:办)?发明电[〔\[(【][12][0-9]{3}[〕\])】][0-9]{1,3}号")
SIGNED = re.compile(
    r"[12二][0-9〇○零一二三四五六七八九]{3}年[0-9一二三四五六七八九十]{1,2}月[0-9一二三四五六七八九十]{1,3}日"
)
YEAR = re.compile(r"([12][0-9]{3})年")
NAMED = re.compile(r"关于(?:调整)?(?:[12][0-9]{3}年)?([^\n]{2,60}?)(?:假期安排|调休放假|放假安排|放假)的通知")
NUMBERING = r"[一二三四五六七八九十]{1,2}、"
HOLIDAY = r"[\u4e00-\u9fff、“”]{0,18}(?:节|元旦)"
ITEM = re.compile(
    rf"{NUMBERING}([^:\d。;,]{{1,30}}:|{HOLIDAY}(?=\d))?(.*)|(?:[0-9]{{1,2}}[.、]|[-—–*•]+)?({HOLIDAY}):(.*)"
)
"""A paragraph about one holiday: numbered, or beginning with a name that is clearly one."""

ONE = r"(?:(?:([12][0-9]{3})年)?([0-9]{1,2})月)?([0-9]{1,2})日(?:\(([一二三四五六日])\))?"
DATE = re.compile(ONE)
SET_DAY = re.compile(r"D(?!起).*(?:放假|上班|补休|调休|休息)")
DATES = re.compile(rf"{ONE}(?:(?:至|到|[-—–~]+|、|和|及){ONE})*")
JOINT = re.compile(r"至|到|[-—–~]+")
TOTAL = re.compile(r"共([0-9]+)天")
NUMBERED = re.compile(r"[〔\[(【]([12][0-9]{3})[〕\])】]")
SHOWN = 40
LONGEST = 30
"""No holiday lasts longer."""

OFF = "off"
WORK = "work"
MOVED = "moved"
"""A day of rest that is moved elsewhere: it is worked, unless it is off all the same."""
SHAPES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(shape), acts)
    for shape, acts in (
        (r"(?:其中)?D(?:全国)?(?:放假|调休|补休|放假调休|调休放假|放假公休|公休放假)(?:共?[0-9]+天)?", (OFF,)),
        (r"D(?:照常|正常)?上班", (WORK,)),
        (r"将?D(?:两个|三个|四个)?公休日(?:及\w+节)?(?:分别)?调至D", (MOVED, OFF)),
        (r"(?:其中)?D(?:均)?为(?:\w+节)?(?:法定节?假日|公休日)", ("",)),
        (r"D照常公休", ("",)),
        (r"共[0-9]+天|其中|(?:与|和)周末连休|不调休|特作如下调休|(?:调休|放假){1,2}期间", ()),
    )
)
"""The clauses that notices are made of, with D for days, and what each list of days becomes."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one sentence says: days off, days worked, and the clauses that could not be read, with the reason."""

    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """A whole notice: the year, what it says of itself, each holiday by name in its order, and what was not read.

    `addresses` are those of notices of which nothing else is known.
    """

    year: int
    title: str = ""
    document_no: str = ""
    issued_on: str = ""
    holidays: Mapping[str, Reading] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


def read_notice(text: str, year: int | None = None) -> Notice:
    """Read a notice; MalformedValue where it does not say of which year it is, and nobody else does."""
    plain = _plain(text)
    title = _first(TITLE, plain)
    year = year or _year_of(title, plain)
    found: dict[str, Reading] = {}
    unread = [_("「{clause}」不知道是哪个节日").format(clause=_shown(clause)) for clause in _strays(plain)]
    for name, body in _items(plain, title):
        reading = read_sentence(year, body)
        unread += [f"{name}：{clause}" if name else clause for clause in reading.unread]
        if name and name not in found and (reading.off or reading.work):
            found[name] = reading
        elif reading.off or reading.work:
            unread.append(_("「{clause}」不知道是哪个节日").format(clause=_shown(body.strip()[:SHOWN])))
    number = NUMBERED.sub(r"〔\1〕", _first(NUMBER, plain))
    return Notice(year, title.replace("\n", ""), number, _signed(plain), found, tuple(unread))


def read_sentence(year: int, text: str) -> Reading:
    """Read what is said of one holiday in a year's notice: `10月1日至7日放假调休，共7天。10月10日（星期六）上班。`."""
    reader = _Reader(year)
    for sentence in re.split(r"[。\n]", _plain(text)):
        if not sentence.startswith("鼓励"):
            for clause in re.split(r"[,;:]", sentence):
                reader.read(clause.strip())
    return reader.reading()


class _Reader:
    """Reads the clauses of one holiday, each after the ones before it: a date may leave out what they said."""

    def __init__(self, year: int) -> None:
        self._year = year
        self._anchor: date | None = None
        self._days: dict[str, set[date]] = {OFF: set(), WORK: set(), MOVED: set()}
        self._unread: list[str] = []
        self._total: int | None = None

    def read(self, clause: str) -> None:
        """Read one clause; it is kept as unread, with its words, where it is about days and not clear."""
        total = TOTAL.search(clause)
        self._total = int(total[1]) if total else self._total
        try:
            days = [self._listed(found[0]) for found in DATES.finditer(clause)]
        except MalformedValue as fault:
            self._unread.append(f"「{_shown(clause)}」{fault}")
            return
        shape = DATES.sub("D", clause)
        acts = next((acts for known, acts in SHAPES if known.fullmatch(shape)), None)
        if acts is None or len(acts) != len(days):
            if ABOUT_DAYS.search(clause):
                self._unread.append(_("「{clause}」看不懂").format(clause=_shown(clause)))
            return
        for act, listed in zip(acts, days, strict=True):
            self._days.get(act, set()).update(listed)

    def reading(self) -> Reading:
        """Return what was read; days that contradict each other, or the stated number of days, are not read."""
        off, unread = self._days[OFF], list(self._unread)
        work = self._days[WORK] | (self._days[MOVED] - off)
        twice = sorted(off & work)
        if twice:
            unread.append(_("{days} 又放假又上班").format(days="、".join(day.isoformat() for day in twice)))
        if self._total is not None and self._total != len(off) and not unread:
            unread.append(_("写的是共 {total} 天，数出来是 {number} 天").format(total=self._total, number=len(off)))
        return Reading(frozenset(off), frozenset(work), tuple(unread))

    def _listed(self, text: str) -> list[date]:
        """Return the days of `9月29日、30日` or `10月1日至7日`; MalformedValue where one is none."""
        days: list[date] = []
        end, month = 0, None
        year: int | None = None
        for found in DATE.finditer(text):
            year = int(found[1]) if found[1] else (None if found[2] else year)
            month = int(found[2]) if found[2] else month or (self._anchor.month if self._anchor else None)
            day = self._day(found, year, month)
            ranging = days and JOINT.fullmatch(text[end : found.start()])
            days += _span(days[-1] + DAY, day) if ranging else [day]
            year, end = day.year, found.end()
        return days

    def _day(self, found: re.Match[str], year: int | None, month: int | None) -> date:
        """Return one written day; where no year stands, it is of that which lies nearest to the days before it."""
        if month is None:
            raise MalformedValue(_("没有写月份"))
        numbers = [year] if year else [self._year, self._year - 1, self._year + 1]
        candidates = [day for number in numbers if (day := _valid(number, month, int(found[3])))]
        if not candidates:
            raise MalformedValue(_("里没有 {month}月{day}日 这一天").format(month=month, day=found[3]))
        near = self._anchor or candidates[0]
        day = min(candidates, key=lambda one: abs((one - near).days))
        if found[4] and WEEKDAYS[day.weekday()] != found[4]:
            wrong = _("的 {day} 是星期{right}，写的是星期{written}；请核对年份和日期")
            raise MalformedValue(wrong.format(day=day.isoformat(), right=WEEKDAYS[day.weekday()], written=found[4]))
        self._anchor = day
        return day


def _items(plain: str, title: str) -> Iterator[tuple[str, str]]:
    """Yield the numbered paragraphs, each with the name of its holiday; the whole text where none is numbered.

    A paragraph without a name is about the holiday that the title names.
    """
    named = NAMED.search(title.replace("\n", ""))
    alone = named[1] if named else ""
    numbered = [found for line in plain.split("\n") if (found := ITEM.fullmatch(line))]
    for found in numbered:
        yield (found[1] or found[3] or alone).removesuffix(":"), found[2] or found[4] or ""
    if not numbered:
        yield alone, _body(plain, title)


def _strays(plain: str) -> Iterator[str]:
    """Yield the clauses that set days outside the numbered paragraphs, where there are any."""
    lines = plain.split("\n")
    if any(ITEM.fullmatch(line) for line in lines):
        for clause in (clause for line in lines if not ITEM.fullmatch(line) for clause in re.split(r"[,;:。]", line)):
            if SET_DAY.search(DATES.sub("D", clause)) and not clause.startswith("鼓励"):
                yield clause


def _body(plain: str, title: str) -> str:
    """Return the text without its title, number and signature."""
    lines = (plain.replace(title, "") if title else plain).split("\n")
    return "\n".join(line for line in lines if not NUMBER.fullmatch(line) and not SIGNED.fullmatch(line))


def _signed(plain: str) -> str:
    """Return the day of signing: the date that stands alone in a line; empty where there is none, or more than one."""
    found = [line for line in plain.split("\n") if SIGNED.fullmatch(line)]
    try:
        return written_date(found[0]) if len(found) == 1 else ""
    except MalformedValue:
        return ""


def _plain(text: str) -> str:
    """Return a text with one form of each sign, and of what stands in brackets only the day of the week.

    A text that is plain already stays as it is.
    """
    text = unicodedata.normalize("NFKC", text.replace("〔", "\ue000").replace("〕", "\ue001"))
    text = text.replace("\ue000", "〔").replace("\ue001", "〕").replace("：", ":").replace("﹣", "-")
    text = re.sub(r"[^\S\n]+", "", text).replace("\ufeff", "")
    return re.sub(r"\(([^()\n]*)\)", _weekday, text)


def _weekday(found: re.Match[str]) -> str:
    named = re.search(r"(?:星期|周|^)([一二三四五六日天])(?=[、,;]|$)", found[1])
    return f"({named[1].replace('天', '日')})" if named else ""


def _shown(clause: str) -> str:
    """Return the words of a clause as people write them."""
    words = re.sub(r"\(([一二三四五六日])\)", r"（星期\1）", clause)
    return words.translate(str.maketrans(",:;", "，：；"))


def _span(first: date, last: date) -> list[date]:
    days = (last - first).days + 1
    if not 0 < days <= LONGEST:
        raise MalformedValue(_("从 {first} 到 {last} 不像一次放假").format(first=first - DAY, last=last))
    return [first + n * DAY for n in range(days)]


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""


def _year_of(title: str, plain: str) -> int:
    """Return the year that the title names, or the text's only one where it has no title."""
    found = YEAR.search(title)
    years = {found[1]} if found else set(YEAR.findall(_body(plain, title)))
    if len(years) != 1:
        raise MalformedValue(_("看不出是哪一年的通知，请用 --year 写明年份"))
    return int(years.pop())
