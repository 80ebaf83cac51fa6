"""The program behind ./portal: invoke's parser, speaking Chinese, with one boundary for faults."""

import inspect
import os
import re
import sys
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from itertools import takewhile
from typing import Any
from unicodedata import east_asian_width

from invoke.collection import Collection
from invoke.exceptions import Exit, ParseError
from invoke.program import Program
from invoke.tasks import Task

from disclosure.commands.faults import told
from disclosure.model.errors import GongshiError
from disclosure.model.language import _

FLAG = re.compile(r"--[a-z-]+")
SWITCHES = frozenset({"--facets", "--json"})
"""What search may be told that takes no value."""

UNKNOWN = "不认识「{0}」"
GAP = 2
LABELS = {
    "act": "做什么",
    "agency": "机关",
    "file": "文件",
    "folder": "文件夹",
    "kind": "类别",
    "words": "要找的词",
    "record": "哪一条",
    "site": "网站",
    "year": "年份",
}
"""What a command must be given, as its help and its sentences name it."""

PARSE_FAULTS = (
    (r"No idea what '(.+)' is!", UNKNOWN),
    (r"'([\w-]+)' did not receive required positional arguments: (.+)", "{0} 后面少了 {1}"),
    (r"Flag <Argument: ([\w-]+).*> needed value and was not given one!", "--{0} 后面要写一个值"),
    (r"invalid literal for int\(\) with base 10: '(.*)'", "「{0}」不是整数"),
)


class Portal(Program):
    """Parses a command line, runs its command, and ends with 0 (fine), 1 (the tool failed) or 2 (content is wrong)."""

    def __init__(self, commands: Collection) -> None:
        super().__init__(namespace=commands, binary="./portal")
        self.commands: dict[str, Task[Any]] = {name: commands[name] for name in commands.task_names}

    def start(self, words: Sequence[str]) -> int:
        """Run a command line (without the program's name) and return its exit code."""
        try:
            code = self._run(list(words))
            sys.stdout.flush()
        except BrokenPipeError:
            _let_go_of_output()
            return 1
        return code

    def _run(self, words: list[str]) -> int:
        try:
            self._dispatch(["./portal", *self._as_invoke_reads(words)])
        except Exit as end:
            return int(end.code)
        except (ParseError, ValueError) as fault:
            if not isinstance(fault, ParseError) and "int()" not in str(fault):
                raise
            return self._say(self.explain(str(fault), words[0] if words and words[0] in self.commands else ""), 1)
        except BrokenPipeError:
            raise
        except (GongshiError, OSError, KeyboardInterrupt) as fault:
            return self._say(*told(fault))
        return 0

    def _dispatch(self, argv: list[str]) -> None:
        self.create_config()
        self.parse_core(argv)
        sys.dont_write_bytecode = False
        self.parse_collection()
        self.parse_tasks()
        self.parse_cleanup()
        self.update_config()
        self.execute()

    def _as_invoke_reads(self, words: list[str]) -> list[str]:
        """Write `help`, `help build` and `search one two` the way invoke's parser knows them."""
        match words:
            case ["help" | "--help" | "-h"] | ["help", "help" | "--help" | "-h", *_]:
                return []
            case ["help", name, *_rest] | [name, "--help" | "-h", *_rest]:
                return ["--help", name]
            case ["search", *rest]:
                return ["search", *self._joined(rest)]
        return words

    def _joined(self, words: list[str]) -> list[str]:
        """Join the words to search for into one, since invoke takes a further word for a command.

        The space in front keeps a word to leave out (`-驾驶`) from being taken for an option; who gives options alone
        asks for no words.
        """
        flags: list[str] = []
        wanted: list[str] = []
        rest = iter(words)
        for word in rest:
            if word in SWITCHES:
                flags.append(word)
            elif FLAG.fullmatch(word):
                value = next(rest, None)
                if value is None or FLAG.match(value):
                    raise ParseError(f"Flag <Argument: {word[2:]}> needed value and was not given one!", None)
                flags += [word, value]
            else:
                (flags if FLAG.match(word) else wanted).append(word)
        return [f" {' '.join(wanted)}", *flags]

    def _say(self, sentence: str, code: int) -> int:
        sys.stdout.flush()
        sys.stderr.write(f"{sentence.rstrip()}\n")
        return code

    def explain(self, message: str, name: str = "") -> str:
        """Return what invoke's parser says, in Chinese, with what may have been meant in the command of that name."""
        for pattern, sentence in PARSE_FAULTS:
            if found := re.fullmatch(pattern, message):
                parts = [part.replace("'", "") for part in found.groups()]
                if sentence == UNKNOWN:
                    return self._unknown(parts[0], name)
                parts[1:] = ["、".join(labelled(name) for name in part.split(", ")) for part in parts[1:]]
                return _(sentence).format(*parts) + usage(name)
        return _("命令写得不对（{message}）").format(message=message) + usage(name)

    def _unknown(self, written: str, name: str) -> str:
        """Say what is not known, what comes near it, and for an option which ones the command has."""
        option = bool(name) and written.startswith("-")
        options = self._options(self.commands[name]) if option else []
        known = options or [*self.commands, "help"]
        near = get_close_matches(written, sorted({*known} - {written}), n=1)
        hint = _("，是不是「{name}」").format(name=near[0]) if near else ""
        if options:
            said = _("{command} 没有选项「{0}」{hint}；可以写 {options}")
            return said.format(written, command=name, hint=hint, options="、".join(options)) + usage(name)
        meant = near[0] if near and not name and near[0] in self.commands else name
        return _(UNKNOWN).format(written) + hint + usage(meant)

    def _options(self, command: Task[Any]) -> list[str]:
        """Return what may be written to a command by name, in the order of its help."""
        positional = {*command.positional}
        names = [name for name in command.argspec(command.body).parameters if name not in positional]
        return [f"--{name.replace('_', '-')}" for name in names]

    def print_version(self) -> None:
        """Say which version this is."""
        from disclosure.assembly.order import VERSION  # noqa: PLC0415  # numpy and Jinja would slow every command down

        sys.stdout.write(f"gongshi {VERSION}\n")

    def print_help(self) -> None:
        """List every command in one line, and under it an example."""
        lines = [_("用法：./portal 命令 [选项]"), ""]
        width = max(len(name) for name in self.commands) + GAP
        for name, task in self.commands.items():
            summary, example = described(task)
            lines += [f"  {name:<{width}}{summary}", f"  {' ' * width}{_('例：')}{example}"]
        lines += ["", _("./portal help 命令　看一个命令的全部选项。结束码：0 正常，1 工具出错，2 内容有错。")]
        sys.stdout.write("\n".join(lines) + "\n")

    def print_task_help(self, name: str) -> None:
        """Tell what a command does, with its example and every option."""
        task = self.commands[name]
        summary, example = described(task)
        lines = [f"./portal {name}　{summary}", f"{_('例：')}{example}", ""]
        arguments = dict.fromkeys(self.parser.contexts[name].args.values())
        labels = {argument: _label(argument.name, positional=argument.positional) for argument in arguments}
        width = max((wide(label) for label in labels.values()), default=0) + GAP
        for argument, label in labels.items():
            lines.append(f"  {label}{' ' * (width - wide(label))}{argument.help or ''}")
        sys.stdout.write("\n".join(lines) + "\n")


def usage(name: str = "") -> str:
    """Return where more is told of a command, or of all."""
    return _("；用法见 {command}").format(command=f"./portal help {name}".rstrip())


def require_given(command: str, options: Mapping[str, str]) -> None:
    """Raise GongshiError where an option that a command cannot do without was not written."""
    missing = [name for name, value in options.items() if not value.strip()]
    if missing:
        raise GongshiError(_("还要写 {options}").format(options="、".join(missing)) + usage(command))


def labelled(name: str) -> str:
    """Return what people call a word that a command must be given."""
    return _(LABELS.get(name, name))


def _label(name: str, *, positional: bool) -> str:
    return labelled(name) if positional else f"--{name.replace('_', '-')}"


def wide(text: str) -> int:
    """Return how many columns of a terminal a text takes: two for each Chinese character."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _let_go_of_output() -> None:
    """Write to nobody from now on: whoever read our output (`| head`) has enough."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def described(task: Task[Any]) -> tuple[str, str]:
    """Return the first line of a command's docstring, and its example."""
    summary, *rest = inspect.cleandoc(task.body.__doc__ or "").splitlines()
    start = next((place for place, line in enumerate(rest) if line.startswith("例：")), len(rest))
    example = takewhile(bool, rest[start:])
    return _(summary), " ".join(example).removeprefix("例：")
