"""Small things that messages say in the same way everywhere."""

import re
from datetime import date

from bot.text import fitted
from index import ArticleReference, ArticleSummary

TITLE = 200  # characters of a title, as shown
_DETAIL = 80  # of a site's or an author's name
_PERSON = re.compile(r"(?:discord:)?(\d{15,21})")  # the ids that Discord gives


class Fit(str):
    """Words that are fit to be shown already: ours, or escaped."""

    __slots__ = ()


def day(published: str | None) -> Fit | None:
    """Say a date as 13 Sep 2022; one that is no whole day is said as it is."""
    if published is None:
        return None
    try:
        return day_of(date.fromisoformat(published))
    except ValueError:
        return Fit(fitted(published, _DETAIL))


def day_of(at: date) -> Fit:
    """Say a day. No line ends inside it: on a phone many would end there."""
    return Fit(f"{at.day}\u00a0{at:%b}\u00a0{at.year}")


def title_of(article: ArticleReference | ArticleSummary) -> str:
    """Return an article's title, escaped; one without any is called untitled."""
    return fitted(article.title, TITLE) or "untitled"


def details(*parts: str | None) -> str:
    """Return what is known in small print, on one line; empty when nothing is."""
    said = [shown(part, _DETAIL) for part in parts if part]
    return f"-# {' · '.join(said)}" if said else ""


def shown(part: str, limit: int) -> str:
    """Return a part of what is known, fit to be shown."""
    return part if isinstance(part, Fit) and len(part) <= limit else fitted(part, limit)


def adder(added_by: str | None) -> str:
    """Say who added an article: by name where Discord knows them, which notifies nobody."""
    if added_by is None:
        return "the operator"
    person = _PERSON.fullmatch(added_by)
    return f"<@{person[1]}>" if person else fitted(added_by, _DETAIL)


def sized(count: int) -> str:
    """Say a number of bytes, with a decimal where it is small."""
    unit = "bytes"
    size = float(count)
    for larger in ("kB", "MB", "GB", "TB"):
        if size < 1000:
            break
        size, unit = size / 1000, larger
    return f"{size:,.1f} {unit}" if unit != "bytes" and size < 10 else f"{size:,.0f} {unit}"


def counted(number: int, noun: str) -> str:
    """Say how many there are."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
