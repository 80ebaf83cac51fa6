"""Number gaps, in words and for machines: what is odd about a series of document numbers."""

from disclosure.checking.series import Series, stretches
from disclosure.model.language import _


def gaps_told(series: Series) -> list[str]:
    """Say what is odd about a series of numbers; nothing where nothing is."""
    name = f"{series.prefix}〔{series.year}〕"
    told = []
    if series.missing:
        count, numbers = series.missing_count, stretches(series.missing)
        told.append(_("{name}没有说明的空号 {n} 个：{numbers}").format(name=name, n=count, numbers=numbers))
    if series.twice:
        numbers = stretches([(number, number) for number in series.twice])
        told.append(_("{name}重号：{numbers}").format(name=name, numbers=numbers))
    if series.disorder:
        told.append(_("{name}文号和日期先后不一致 {n} 处").format(name=name, n=len(series.disorder)))
    if series.astray:
        numbers = stretches([(number, number) for number in series.astray])
        told.append(_("{name}不是 {year} 年作出的：{numbers}").format(name=name, year=series.year, numbers=numbers))
    return told


def numbers_plain(series: Series) -> dict[str, object]:
    """Return a series of numbers for machines."""
    return {
        "agency": series.agency,
        "prefix": series.prefix,
        "year": series.year,
        "first": series.first,
        "last": series.last,
        "published": series.published,
        "missing": series.missing,
        "explained": series.explained,
        "twice": series.twice,
        "disorder": series.disorder,
        "astray": series.astray,
    }
