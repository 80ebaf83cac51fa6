"""libyaml's English errors become Chinese hints about what a clerk probably meant."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import yaml

from disclosure.model.language import _
from disclosure.reading.text import Fault

QUOTE = "请给整个值加上单引号，例如 title: '{example}'"
FULL_WIDTH = re.compile(r"\s*(?:- +)*([^\s:'\"#「『（：-][^\s:'\"#（：]{0,29})：")
CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: .*)?$", re.MULTILINE)
NO_SPACE = re.compile(r"\s*(?:- +)*([A-Za-z_\u4e00-\u9fff][\w]{0,29}):[^\s/]")


@dataclass(frozen=True, slots=True)
class Trouble:
    """A parser's error as numbers from 0, and the lines that it speaks of."""

    problem: str
    line: int
    column: int
    context_line: int
    context_column: int
    lines: list[str]

    @property
    def text(self) -> str:
        """The line on which the parser stopped."""
        return self.lines[self.line] if self.line < len(self.lines) else ""

    def here(self, problem: str, remedy: str) -> Fault:
        """Return a fault where the parser stopped."""
        return Fault(self.line + 1, self.column + 1, "read-syntax", problem, remedy)

    def there(self, problem: str, remedy: str) -> Fault:
        """Return a fault where what the parser was reading began."""
        return Fault(self.context_line + 1, self.context_column + 1, "read-syntax", problem, remedy)


def conflict(text: str) -> Fault | None:
    """Return the fault of a file that a merge has left half done: git's marks stand in it."""
    found = CONFLICT.search(text) if "<<<<<<<" in text or ">>>>>>>" in text else None
    if found is None:
        return None
    problem = _("合并时的冲突还没有解决，文件里留着「{mark}」").format(mark=found.group()[:7])
    remedy = _("请在两种写法里留下对的一种，删去 <<<<<<<、=======、>>>>>>> 三行，再提交")
    return Fault(text.count("\n", 0, found.start()) + 1, 1, "read-conflict", problem, remedy)


def explain(fault: yaml.YAMLError, text: str) -> Fault:
    """Return a parser's error in Chinese, with its place and what to do."""
    trouble = _trouble(fault, text.split("\n"))
    for phrase, tell in PHRASES:
        if phrase in trouble.problem:
            return tell(trouble)
    problem = _("YAML 写法有误（{english}）").format(english=trouble.problem)
    return trouble.here(problem, _("请检查这一行和上一行的缩进、引号和冒号"))


def _trouble(fault: yaml.YAMLError, lines: list[str]) -> Trouble:
    mark = getattr(fault, "problem_mark", None)
    context = getattr(fault, "context_mark", None) or mark
    problem = str(getattr(fault, "problem", None) or getattr(fault, "reason", "") or fault)
    if mark is None or context is None:
        return Trouble(problem, 0, 0, 0, 0, lines)
    return Trouble(problem, mark.line, mark.column, context.line, context.column, lines)


def _colon_in_value(trouble: Trouble) -> Fault:
    """Tell of a second `: ` in a value, of a bad colon above, or of a line that is indented too far."""
    before = trouble.text[: trouble.column]
    if found := re.search(r"^\s*(?:- +)*([^\s:]+):\s+(?=\S)", before):
        example = trouble.text[found.end() :].strip()
        remedy = _("请给整个值加上单引号，例如 {key}: '{value}'").format(key=found.group(1), value=example[:30])
        return trouble.here(_("这一行的值里又有冒号加空格"), remedy)
    for number in range(trouble.line, max(trouble.line - 4, -1), -1):
        if fault := _bad_colon(trouble.lines, number):
            return fault
    return trouble.here(_("这一行的缩进不对，或者上一行的值没有写完"), _("同一级的各项要左边对齐，每级缩进两个空格"))


def _bad_colon(lines: list[str], number: int) -> Fault | None:
    """Return the fault of a line whose key ends in a full-width colon, or in a colon without a space."""
    line = lines[number] if number < len(lines) else ""
    if found := FULL_WIDTH.match(line):
        remedy = _("请改成半角冒号加空格，例如 {key}: 内容").format(key=found.group(1))
        return Fault(
            number + 1, found.end(), "read-syntax", _("「{key}」后面是全角冒号").format(key=found.group(1)), remedy
        )
    if found := NO_SPACE.match(line):
        problem = _("「{key}:」后面没有空格").format(key=found.group(1))
        return Fault(number + 1, found.end(), "read-syntax", problem, _("请在冒号后面加一个空格"))
    return None


def _no_colon(trouble: Trouble) -> Fault:
    fault = _bad_colon(trouble.lines, trouble.context_line)
    return fault or trouble.there(
        _("这一行没有「键名: 值」的冒号"), _("请写成 键名、半角冒号、空格、值；是上一行的续文就多缩进两个空格")
    )


def _odd_start(trouble: Trouble) -> Fault:
    character = trouble.text[trouble.column : trouble.column + 1]
    value = trouble.text[trouble.column :].strip()
    problem = _("值不能以「{character}」开头").format(character=character)
    return trouble.here(problem, _("请给整个值加上单引号，例如 '{value}'").format(value=value[:30]))


def _star_or_ampersand(trouble: Trouble) -> Fault:
    value = trouble.lines[trouble.context_line][trouble.context_column :].strip()
    problem = _("值不能以「{character}」开头").format(character=value[:1])
    return trouble.there(problem, _("请给整个值加上单引号，例如 '{value}'").format(value=value[:30]))


def _key_expected(trouble: Trouble) -> Fault:
    before = trouble.text[: trouble.column].rstrip()
    if before.endswith(("'", '"')) and before.strip() not in {"'", '"'}:
        return trouble.here(_("引号结束以后还有文字"), _("请给整个值加引号；值里有单引号就写两个"))
    fault = _bad_colon(trouble.lines, trouble.line)
    return fault or trouble.here(_("这一行的缩进与同级的各项不一致"), _("同一级的各项要左边对齐，每级缩进两个空格"))


def _unclosed_quote(trouble: Trouble) -> Fault:
    return trouble.there(_("引号没有关上"), _("请在值的末尾补上同样的半角引号"))


def _bracket(closing: str) -> Callable[[Trouble], Fault]:
    def tell(trouble: Trouble) -> Fault:
        problem = _("括号没有关上，或者各项之间少了半角逗号")
        return trouble.there(problem, _("请补上「{closing}」；是文字就给整个值加引号").format(closing=closing))

    return tell


def _at(problem: str, remedy: str) -> Callable[[Trouble], Fault]:
    return lambda trouble: trouble.here(problem, remedy)


PHRASES: tuple[tuple[str, Callable[[Trouble], Fault]], ...] = (
    ("mapping values are not allowed", _colon_in_value),
    ("could not find expected ':'", _no_colon),
    ("cannot start any token", _odd_start),
    ("did not find expected alphabetic or numeric character", _star_or_ampersand),
    ("expected alphabetic or numeric character", _star_or_ampersand),
    ("did not find expected key", _key_expected),
    ("expected <block end>, but found", _key_expected),
    ("did not find expected <document start>", _key_expected),
    ("expected '<document start>'", _key_expected),
    (
        "did not find expected '-' indicator",
        _at(_("列表里这一行没有对齐，或者少了「- 」"), _("列表的每一项都以「- 」开头，左边对齐")),
    ),
    ("found unexpected end of stream", _unclosed_quote),
    ("found unexpected document indicator", _unclosed_quote),
    ("did not find expected ',' or ']'", _bracket("]")),
    ("expected ',' or ']'", _bracket("]")),
    ("did not find expected ',' or '}'", _bracket("}")),
    ("expected ',' or '}'", _bracket("}")),
    (
        "block sequence entries are not allowed",
        _at(_("「- 」不能与键名写在同一行"), _("请另起一行，缩进两个空格再写「- 」")),
    ),
    ("sequence entries are not allowed", _at(_("「- 」不能与键名写在同一行"), _("请另起一行，缩进两个空格再写「- 」"))),
    ("mapping keys are not allowed", _at(_("「? 」不能写在这里"), _("请给整个值加引号"))),
    ("unknown escape character", _at(_("双引号里有反斜杠"), _("请改用单引号"))),
    ("hexdecimal number", _at(_("双引号里有反斜杠"), _("请改用单引号"))),
    ("invalid Unicode character escape", _at(_("双引号里的字符编号不对"), _("请直接写那个字"))),
    (
        "did not find expected comment or line break",
        _at(_("「|」或「>」后面不能再写文字"), _("请另起一行，缩进两个空格再写")),
    ),
    ("expected a comment or a line break", _at(_("「|」或「>」后面不能再写文字"), _("请另起一行，缩进两个空格再写"))),
    ("another document", _at(_("有第二个「---」，一个文件只能写一条信息"), _("请分成几个文件，或者删去这一行"))),
    ("undefined alias", _star_or_ampersand),
    ("did not find expected node content", _at(_("括号或者逗号的位置不对"), _("是文字就给整个值加引号"))),
    ("indentation indicator", _at(_("「|」或「>」后面的数字不对"), _("请只写「|」，另起一行缩进两个空格"))),
)
