"""What the command line says where a search finds nothing: first that it does, then what is near and is found."""

from collections.abc import Sequence

from disclosure.model.language import _
from disclosure.outputs.search.nearest import Nearness, Offer, also_meant, nearest
from disclosure.outputs.search.query import SearchAnswer
from disclosure.outputs.search.question import Question
from disclosure.outputs.search.reader import IndexReader
from disclosure.outputs.search.words import bare_field, parse

NEAR = {
    Nearness.UNFILTERED: _("去掉所选条件"),
    Nearness.NEIGHBOUR: _("相近的写法"),
    Nearness.WHOLE: _("可能的全称"),
    Nearness.ELSEWHERE: _("不限某一项"),
    Nearness.FEWER: _("少用几个词"),
    Nearness.SHORTER: _("只用其中一段"),
}
"""In what way an offer is near, in words; the search page has the same."""


def nothing_found(index: IndexReader, question: Question) -> str:
    """Return, for a question that found nothing, that it did, and what is near."""
    if not question.words.strip():
        return _("没有信息符合所选条件；可以去掉一些")
    if all(word.excluded for word in parse(question.words)):
        field = bare_field(question.words)
        if field:
            return _("「{field}:」后面要写要找的词").format(field=field)
        return _("请写要找的词；只写不要的词（-词）找不出结果")
    return format_offers(question.words, nearest(index, question))


def also_found(index: IndexReader, question: Question, answer: SearchAnswer) -> str:
    """Return as lines, behind what was found, what else a short word may stand for; empty where that is nothing."""
    offers = also_meant(index, question, answer)
    return "\n".join([_("也许要找："), *map(_line, offers)]) if offers else ""


def format_offers(words: str, offers: Sequence[Offer]) -> str:
    """Return as lines for a person that nothing was found, and each offer with how much it finds."""
    head = _("没有信息含「{words}」").format(words=words)
    if not offers:
        return _("{head}，也没有相近的；可以少写几个字").format(head=head)
    return "\n".join([_("{head}。下面这些查得到：").format(head=head), *(_line(offer) for offer in offers)])


def _line(offer: Offer) -> str:
    count = _("{n} 件") if offer.exact else _("至多 {n} 件")
    return _("  {query}（{count}，{near}）").format(
        query=offer.query, count=count.format(n=offer.total), near=NEAR[offer.nearness]
    )
