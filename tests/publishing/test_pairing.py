"""The entries of two lists, paired: which came, which went, which is the other one changed."""

from typing import Any

import pytest

from disclosure.publishing.pairing import paired

A, B = {"law": "甲法", "article": "第一条"}, {"law": "乙法", "article": "第二条"}
C = {"law": "丙法", "article": "第九条"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param([A], [A, B], [(None, B)], id="one more"),
        pytest.param([A, B], [B], [(A, None)], id="one less"),
        pytest.param([A, B], [B, A], [], id="another order"),
        pytest.param([A, A], [A], [(A, None)], id="one of two alike"),
        pytest.param([A], [{**A, "article": "第三条"}], [(A, {**A, "article": "第三条"})], id="the same law"),
        pytest.param([A], [{**A, "law": "丙法"}], [(A, {**A, "law": "丙法"})], id="another name, otherwise alike"),
        pytest.param([A], [C], [(A, None), (None, C)], id="nothing alike"),
        pytest.param(["有校舍", "有教师"], ["有校舍", "有合格教师"], [("有教师", "有合格教师")], id="a line reworded"),
        pytest.param(["有校舍"], ["交两千元"], [("有校舍", None), (None, "交两千元")], id="another line"),
    ],
)
def test_what_became_of_each_entry(old: list[Any], new: list[Any], expected: list[tuple[Any, Any]]) -> None:
    """What went stands first, then what came or changed in the new order."""
    assert list(paired(old, new, ("law",))) == expected
