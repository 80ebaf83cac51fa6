"""The floors of the house: a room imports only from rooms below it, and what is dangerous has one place each."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

FLOORS = {
    "model": 0,
    "reading": 1,
    "timing": 1,
    "checking": 2,
    "history": 3,
    "publishing": 4,
    "outputs": 5,
    "pages": 6,
    "intake": 6,
    "assembly": 7,
    "edition": 8,
    "generator": 9,
    "commands": 10,
    "__init__": 11,
}
ONE_PLACE = {
    "pelican": ("generator",),
    "git": ("history",),
    "gitdb": ("history",),
    "jsonschema": ("checking",),
    "jsonschema_rs": ("checking",),
    "invoke": ("commands",),
    "pygraphviz": ("outputs/flowchart/ranking.py",),
    "subprocess": (
        "history",
        "outputs/vendor.py",
        "commands/environment.py",
        "commands/tools.py",
        "assembly/folder_times.py",
    ),
}
NOT_FOR_RECORDS = ("outputs", "pages")
WORLD = {
    "datetime.now": "the clock",
    "datetime.today": "the clock",
    "datetime.utcnow": "the clock",
    "date.today": "the clock",
    "time.time": "the clock",
    "time.localtime": "the clock",
    "os.environ": "the environment",
    "os.getenv": "the environment",
    "Path.cwd": "the working directory",
    "os.getcwd": "the working directory",
}
WORLD_ALLOWED = ("generator.py", "commands/", "model/language.py", "history/process.py", "outputs/vendor.py")
STANDARD_ONLY = {"model": {"stdnum"}, "commands/environment.py": {"disclosure"}}


def violations(house: Path) -> list[str]:
    """Return, as sentences, every place in the package `house` that breaks the plan of the house."""
    found = []
    for path in sorted(house.rglob("*.py")):
        name = path.relative_to(house).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"), name)
        found += [f"{name}:{line} {problem}" for line, problem in sorted(_of_file(name, tree))]
    return found


def _of_file(name: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    room = name.partition("/")[0].removesuffix(".py")
    if room not in FLOORS:
        yield 0, f"{room} has no floor"
        return
    for line, module, names in _imports(tree):
        yield from ((line, problem) for problem in _of_import(name, room, module, names))
    if not name.startswith(WORLD_ALLOWED):
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and ast.unparse(node).endswith(tuple(WORLD)):
                text = ".".join(ast.unparse(node).split(".")[-2:])
                if text in WORLD:
                    yield node.lineno, f"reads {WORLD[text]} ({text})"


def _imports(tree: ast.Module) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name, ()) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, "." * node.level + (node.module or ""), tuple(alias.name for alias in node.names)


def _of_import(name: str, room: str, module: str, names: tuple[str, ...]) -> Iterator[str]:
    top, *rest = module.split(".")
    if module.startswith("."):
        yield f"imports relatively ({module})"
    for below in rest[:1] or (names if top == "disclosure" else ()):
        if top == "disclosure" and below != room and FLOORS.get(below, 99) >= FLOORS[room]:
            yield f"imports {below}, which is not below {room}"
    if top in ONE_PLACE and not name.startswith(tuple(f"{place}" for place in ONE_PLACE[top])):
        yield f"imports {top}, which belongs to {' and '.join(ONE_PLACE[top])}"
    if room in NOT_FOR_RECORDS and top == "disclosure" and "Record" in names:
        yield "imports Record, which is not for the public"
    for place, more in STANDARD_ONLY.items():
        if name.startswith(place) and top not in {*sys.stdlib_module_names, "disclosure", *more}:
            yield f"imports {top}, but {place} runs on the standard library"


def test_the_house_keeps_its_floors(project: Path) -> None:
    """No module imports from above or beside it, or something that has its place elsewhere, or reads the world."""
    assert violations(project / "plugins" / "disclosure") == []


def test_every_room_has_a_floor_and_every_floor_a_room(project: Path) -> None:
    """The list of floors names just the rooms that there are."""
    house = project / "plugins" / "disclosure"
    rooms = {path.stem for path in house.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert sorted(rooms) == sorted(FLOORS)


@pytest.mark.parametrize(
    ("place", "line", "problem"),
    [
        ("model/a.py", "from disclosure.reading.tree import walk", "imports reading, which is not below model"),
        ("model/a.py", "import numpy", "imports numpy, but model runs on the standard library"),
        ("reading/a.py", "import disclosure.timing.days", "imports timing, which is not below reading"),
        ("pages/a.py", "from disclosure.intake import layout", "imports intake, which is not below pages"),
        ("pages/a.py", "def f():\n    from disclosure import edition", "imports edition, which is not below pages"),
        ("history/a.py", "from . import walk", "imports relatively (.)"),
        ("edition.py", "from pelican import signals", "imports pelican, which belongs to generator"),
        ("checking/a.py", "import git.repo", "imports git, which belongs to history"),
        ("outputs/a.py", "import jsonschema", "imports jsonschema, which belongs to checking"),
        ("outputs/a.py", "from disclosure.model.record import Record", "imports Record, which is not for the public"),
        (
            "pages/a.py",
            "from disclosure.model.record import Record as R",
            "imports Record, which is not for the public",
        ),
        ("timing/a.py", "x = datetime.datetime.now(UTC)", "reads the clock (datetime.now)"),
        ("checking/a.py", "x = date.today()", "reads the clock (date.today)"),
        ("publishing/a.py", "x = os.environ['HOME']", "reads the environment (os.environ)"),
        ("attic/a.py", "x = 1", "attic has no floor"),
    ],
)
def test_a_planted_violation_is_found(tmp_path: Path, place: str, line: str, problem: str) -> None:
    """Each rule of the house, broken in one file, is reported with the place."""
    planted = tmp_path / place
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(f"{line}\n", encoding="utf-8")
    number = 0 if "no floor" in problem else len(line.splitlines())
    assert violations(tmp_path) == [f"{place}:{number} {problem}"]


def test_what_is_allowed_is_not_reported(tmp_path: Path) -> None:
    """Imports from below, from the same room and of the standard library are fine, and so is the clock above."""
    (tmp_path / "history").mkdir()
    lines = (
        "import git\nimport os\nfrom disclosure.history.walk import steps\nfrom disclosure.model.event import Event\n"
    )
    (tmp_path / "history" / "ledger.py").write_text(lines, encoding="utf-8")
    (tmp_path / "generator.py").write_text("import pelican\nx = datetime.now(UTC)\n", encoding="utf-8")
    assert violations(tmp_path) == []
