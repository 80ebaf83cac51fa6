"""How much room text takes, from counts of characters alone: no font is asked, so every machine finds the same."""

from unicodedata import east_asian_width

from disclosure.outputs.flowchart.chart import Box, Chart, Line, Paper, Shape, Step

TITLE, NOTE, LABEL = 14, 12, 12
TITLE_LINE, NOTE_LINE, LABEL_LINE = 20, 16, 15
PADDING, MARGIN = 9, 12
BADGE = 9
SLOPE = 8
NO_END = frozenset("（「『《〈【“‘([")
PAUSES = frozenset("，、；：。）")
NO_START = frozenset("，。、；：？！）」』》〉】”’%,.;:?!)")
WIDE_LETTERS = frozenset("MWmw@%—…")


def width(text: str, size: int) -> float:
    """Return the width that a text needs in any usual font: a generous guess for what is not Chinese."""
    return sum(_em(character) for character in text) * size


def _em(character: str) -> float:
    if east_asian_width(character) in "WFA" or character in WIDE_LETTERS:
        return 1.0
    return 0.75 if character.isupper() else 0.62


def wrapped(text: str, room: float, size: int) -> tuple[str, ...]:
    """Return a text in lines that fit a room: broken at pauses where that takes no more lines, else evenly filled.

    No line begins with a closing mark or ends with an opening one where it can be helped.
    """
    fewest = _filled(text, room, size)
    paused = _filled(text, room, size, pauses=True)
    if paused != fewest and len(paused) == len(fewest):
        return paused
    narrowest = int(width(text, size) / len(fewest))
    tries = (_filled(text, narrower, size) for narrower in range(max(narrowest, size), int(room), size // 2))
    return next((lines for lines in tries if len(lines) == len(fewest)), fewest)


def _filled(text: str, room: float, size: int, *, pauses: bool = False) -> tuple[str, ...]:
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and width(line + piece, size) > room:
            cut = max((place + 1 for place, character in enumerate(line) if character in PAUSES), default=0)
            keep = cut if pauses and cut * 2 >= len(line) else len(line)
            lines.append(line[:keep].rstrip())
            line = line[keep:]
        line += piece if line else piece.lstrip()
        while width(line, size) > room and len(line) > 1:
            cut = _cut(line, room, size)
            lines.append(line[:cut])
            line = line[cut:]
    return (*lines, line) if line or not lines else tuple(lines)


def _cut(line: str, room: float, size: int) -> int:
    end = 1
    while end < len(line) and width(line[: end + 1], size) <= room:
        end += 1
    return end


def _pieces(text: str) -> list[str]:
    """Return what a line may be broken between: single characters, words of letters and digits whole."""
    pieces: list[str] = []
    for character in text:
        narrow = character.isascii() and character.isalnum()
        joins = pieces and pieces[-1][-1].isascii() and pieces[-1][-1].isalnum()
        held = pieces and (character in NO_START or pieces[-1][-1] in NO_END)
        if pieces and ((narrow and joins) or held):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def box_of(step: Step, paper: Paper, *, lanes: bool) -> Box:
    """Return a step as a box that holds all of its text; without lanes, its role stands in the box."""
    notes = (*step.notes, step.lane) if not lanes and step.lane else step.notes
    if step.shape is Shape.DECISION:
        return _diamond(step, notes, paper)
    room = paper.box - 2 * MARGIN
    lines = [Line(text, "title") for text in wrapped(step.title, room, TITLE)]
    lines += [Line(text, "note") for note in notes for text in wrapped(note, room, NOTE)]
    tail = SLOPE if step.shape is Shape.DOCUMENT else 0
    height = _even(sum(_line(line) for line in lines) + 2 * PADDING + tail)
    return Box(step, tuple(lines), paper.box, max(height, 40))


def _diamond(step: Step, notes: tuple[str, ...], paper: Paper) -> Box:
    """Return a decision: its lines are as long as the diamond is wide where they stand."""
    room = paper.box * 0.56
    lines = [Line(text, "title") for text in wrapped(step.title, room, TITLE)]
    lines += [Line(text, "note") for note in notes for text in wrapped(note, room, NOTE)]
    height = 64
    while not diamond_holds(lines, paper.box, height):
        height += 4
    return Box(step, tuple(lines), paper.box, height)


def diamond_holds(lines: list[Line], across: int, height: int) -> bool:
    """Tell whether lines of text, centred, lie within a diamond."""
    top = -sum(_line(line) for line in lines) / 2
    for line in lines:
        farthest = max(abs(top), abs(top + _line(line)))
        if width(line.text, size_of(line)) > across * (1 - 2 * farthest / height) - 4:
            return False
        top += _line(line)
    return True


def size_of(line: Line) -> int:
    """Return the size in which a line is set."""
    return TITLE if line.role == "title" else NOTE


def _line(line: Line) -> int:
    return line_height(line)


def line_height(line: Line) -> int:
    """Return the height that a line takes."""
    return TITLE_LINE if line.role == "title" else NOTE_LINE


def _even(number: int) -> int:
    return number + number % 2


def boxes_of(chart: Chart, paper: Paper) -> dict[str, Box]:
    """Return every step as a box, by its key."""
    return {step.key: box_of(step, paper, lanes=bool(chart.lanes)) for step in chart.steps}
