"""The order in which bodies that enforce stand: by level, then by category, as the law names them."""

from disclosure.pages.contracts import AgencyFacts

LEVELS = ("国家级", "省级", "市级", "县级", "乡级")
CATEGORIES = ("法定行政机关", "授权组织", "受委托组织")


def rank(facts: AgencyFacts | None) -> tuple[int, int]:
    """Return what to sort a body by; one that names no level or category comes after those that do."""
    level, category = (facts.level, facts.category) if facts else ("", "")
    return _place(level, LEVELS), _place(category, CATEGORIES)


def _place(word: str, order: tuple[str, ...]) -> int:
    return order.index(word) if word in order else len(order)
