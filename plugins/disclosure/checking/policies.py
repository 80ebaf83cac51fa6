# ruff: noqa: D401 -- the docstring of a rule is the rule
"""What a policy document of a category must state, and where its text states it."""

from collections.abc import Iterator
from difflib import get_close_matches

from disclosure.checking.case import Case
from disclosure.checking.completeness import in_force
from disclosure.checking.remarks import Remark
from disclosure.model.issue import Level
from disclosure.model.language import _
from disclosure.reading.headings import headings, words


def elements_stand_in_the_text(case: Case) -> Iterator[Remark]:
    """Every heading that an element names is a heading of the text."""
    if case.kind.name != "policy" or case.withdrawn:
        return
    written = headings(case.document.body)
    for position, entry in enumerate(case.data.get("elements", ())):
        heading = words(str(entry.get("heading", "")))
        if heading not in written:
            near = get_close_matches(heading, written, n=1, cutoff=0.3)
            problem = _("正文里没有标题「{heading}」").format(heading=heading)
            remedy = _("是不是「{near}」？").format(near=near[0]) if near else _("请照抄正文里的标题，不写井号")
            yield Remark(("elements", position, "heading"), "policy-heading", problem, remedy)


def a_policy_states_its_elements(case: Case) -> Iterator[Remark]:
    """A policy document states each element that the rules of its day ask of its category."""
    if case.kind.name != "policy" or case.withdrawn or not {"elements", "category"}.isdisjoint(case.faulty):
        return
    stated = {entry.get("element") for entry in case.data.get("elements", ())}
    told: set[str] = set()
    for row in case.rules.required.get("policy_elements", ()):
        if row["category"] != case.data.get("category") or not in_force(row, case.day or case.rules.as_of):
            continue
        basis = row["basis"][0]
        source = f"{basis.get('document_no') or basis['law']}{basis.get('article', '')}"
        for element in row["elements"]:
            if element not in stated | told:
                told.add(element)
                problem = _("没有写明「{element}」").format(element=element)
                remedy = _("请在正文里写上，并在 elements 里写明在哪个标题下面；依据是{source}").format(source=source)
                yield Remark(("category",), "policy-element", problem, remedy, Level(row["level"]))
