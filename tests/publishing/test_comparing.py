"""Two texts as running text: what went, what came, what stayed cut short; in bounded steps."""

import random

from disclosure.model.public import Piece
from disclosure.publishing.comparing import CONTEXT, LONGEST_PIECE, compared, takes_away

SAME, GONE, NEW, SKIPPED = Piece.SAME, Piece.GONE, Piece.NEW, Piece.SKIPPED


def invented(length: int, seed: int, *, sentence: int = 0) -> str:
    """Return a text of Chinese characters without a meaning, with a full stop every so often."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    signs = [chr(chance.randrange(0x4E00, 0x9FA5)) for _place in range(length)]
    return "".join("。" if sentence and place % sentence == sentence - 1 else sign for place, sign in enumerate(signs))


def whole(pieces: tuple[tuple[Piece, str], ...], side: Piece) -> str:
    """Return one side of a comparison."""
    return "".join(text for kind, text in pieces if kind in {SAME, side})


def test_a_number_is_never_cut_in_two() -> None:
    """An amount, a day and a foreign word change as a whole."""
    old = "没收 12 台，罚款72,000元，3月12日前用 WeChat 缴清。"
    new = "没收 112 台，罚款70,000元，3月21日前用 WeCom 缴清。"
    assert compared(old, new) == (
        (SAME, "没收 "),
        (GONE, "12"),
        (NEW, "112"),
        (SAME, " 台，罚款"),
        (GONE, "72,000"),
        (NEW, "70,000"),
        (SAME, "元，3月"),
        (GONE, "12"),
        (NEW, "21"),
        (SAME, "日前用 "),
        (GONE, "WeChat"),
        (NEW, "WeCom"),
        (SAME, " 缴清。"),
    )


def test_what_stayed_is_cut_to_its_edges() -> None:
    """A long text shows where it differs with a few words around; the rest is left out and said to be."""
    start, end = invented(300, 1), invented(300, 2)
    assert compared(f"{start}三十人{end}", f"{start}四十人{end}") == (
        (SKIPPED, ""),
        (SAME, start[-CONTEXT:]),
        (GONE, "三"),
        (NEW, "四"),
        (SAME, f"十人{end}"[:CONTEXT]),
        (SKIPPED, ""),
    )


def test_a_very_long_addition_is_cut_in_its_middle() -> None:
    """The page stays readable; the whole text stands in the version."""
    added = invented(2000, 3)
    pieces = compared("", added)
    assert [kind for kind, _text in pieces] == [NEW, SKIPPED, NEW]
    assert added.startswith(pieces[0][1])
    assert added.endswith(pieces[2][1])
    assert sum(len(text) for _kind, text in pieces) < LONGEST_PIECE


def test_both_sides_can_be_read_back() -> None:
    """Nothing is lost or invented on either side, whatever was changed."""
    chance = random.Random(7)  # noqa: S311  # no secret
    for seed in range(40):
        old = invented(60, seed, sentence=9)
        signs = list(old)
        for _edit in range(6):
            place = chance.randrange(len(signs))
            signs[place : place + chance.randrange(4)] = invented(chance.randrange(4), seed + 100)
        new = "".join(signs)
        pieces = compared(old, new)
        if SKIPPED not in {kind for kind, _text in pieces}:
            assert (whole(pieces, GONE), whole(pieces, NEW)) == (old, new)


def test_the_worst_case_is_bounded_by_steps_and_not_by_the_clock() -> None:
    """Two texts of 3,000 characters that share nothing need 5.8 s in the library alone; here they are told whole."""
    old, new = invented(3000, 4), invented(3000, 5)
    assert [kind for kind, _text in compared(old, new)] == [GONE, SKIPPED, GONE, NEW, SKIPPED, NEW]


def test_a_text_that_only_grew_takes_nothing_away() -> None:
    """What is added beside what stood hides nothing."""
    assert not takes_away("诸葛某某招生。", "诸葛某某、赵某招生。")
    assert takes_away("诸葛金丝雀招生。", "诸葛某某招生。")
