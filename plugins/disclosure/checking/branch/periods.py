"""How long a public record is published: no branch moves the end without saying that it had been wrong."""

from collections.abc import Iterator

from disclosure.checking.branch.comparison import Version
from disclosure.checking.branch.differences import changed_at, named, related
from disclosure.checking.publicity import FIELD, SHORTENED
from disclosure.checking.remarks import Remark
from disclosure.checking.tiers import list_of, map_of
from disclosure.model.language import _

TERMS = "publicity_terms"
PARTS = ((FIELD, "regime"), (FIELD, "severity"), (FIELD, SHORTENED))


def the_period_stays_as_it_was(version: Version, grounds: set[str]) -> Iterator[Remark]:
    """No regime or severity of a public record changes without a correction, and no shortening is taken back.

    The regime is that of the day of the decision; a later rule for what is public already stands in the rules, for all
    records alike. A shortening may be added, and one that ends sooner may take its place. `grounds` are the fields that
    the branch's new corrections name.
    """
    if not version.stays:
        return
    before, after = version.before.data, version.after.data
    if _sooner(before, after):
        before = {**before, FIELD: {**map_of(before[FIELD]), SHORTENED: map_of(after[FIELD])[SHORTENED]}}
    for steps in PARTS:
        for pointer in changed_at(before, after, steps):
            field = named(pointer)
            if not any(related(field, ground) for ground in grounds):
                problem = _("公开以后改了公示期限，没有写更正")
                remedy = _(
                    "公开时写错的，用 ./portal correct，或者在 corrections 里加一项，fields 写 {field}；"
                    "后来的规定也适用于已经公示的，写进 rules/publicity.yaml 的 changes，不改这里；"
                    "准予缩短的，写 publicity.shortened"
                ).format(field=field)
                yield Remark(pointer, "base-period", problem, remedy)


def the_terms_stay_as_they_were(version: Version, grounds: set[str]) -> Iterator[Remark]:
    """No period that an agency has set for itself changes or goes: it ends on a day, and a new one follows it."""
    before, after = (list_of(side.data.get(TERMS)) for side in (version.before, version.after))
    if not version.stays or any(related(TERMS, ground) for ground in grounds):
        return
    kept = [_lasting(term) for term in after]
    for place, term in enumerate(before):
        if _lasting(term) not in kept:
            problem = _("公开以后改了第 {n} 项公开期限，照它公示的都会跟着变").format(n=place + 1)
            remedy = _("请照原样恢复，写上 in_force_until，新的另添一项；公开时写错的，用 ./portal correct")
            yield Remark((TERMS, place) if place < len(after) else (TERMS,), "base-period", problem, remedy)


def _lasting(term: object) -> object:
    return {key: value for key, value in map_of(term).items() if key != "in_force_until"}


def _sooner(before: object, after: object) -> bool:
    """Tell whether a shortening is taken the place of by one that ends sooner."""
    old, new = (map_of(map_of(map_of(side).get(FIELD)).get(SHORTENED)).get("until") for side in (before, after))
    return isinstance(old, str) and isinstance(new, str) and new < old
