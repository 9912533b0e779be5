"""Dates of a text, whole or in part, in the ways they are written: 13 September 2022, Sept. 13, 2022-09-13, Tuesday."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from index.analysis import fold

_MONTHS_BY_LANGUAGE = (
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sept oct nov dec",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "januar februar marz april mai juni juli august september oktober november dezember",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
)
_DAYS_BY_LANGUAGE = (
    "monday tuesday wednesday thursday friday saturday sunday",
    "lunes martes miercoles jueves viernes sabado domingo",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "montag dienstag mittwoch donnerstag freitag samstag sonntag",
)
MONTHS = {name: at for line in _MONTHS_BY_LANGUAGE for at, name in enumerate(line.split(), start=1)} | {"sep": 9}
WEEKDAYS = {name: at for line in _DAYS_BY_LANGUAGE for at, name in enumerate(line.split())}
_RELATIVE = {"today": 0, "yesterday": -1, "tomorrow": 1}
# Months that are also words of a sentence or names: alone they are dates only after words like these.
_AMBIGUOUS = frozenset(("may", "march", "mar", "jan", "dec", "mai", "mars", "marco"))
_TIME = "in|since|until|till|last|next|this|early|late|mid|im|seit|bis|ab|anfang|mitte|ende|en|em|desde|depuis|da"
_BEFORE_MONTH = re.compile(rf"\b(?:{_TIME}|on|of|by|from|and|to)[\s-]$", re.IGNORECASE)
# Months that people are called, too: before another name they are dates only after words of time.
_GIVEN_NAMES = frozenset(("jan", "march", "mar", "april", "may", "june", "august", "marco", "julio", "agosto", "mars"))
_TIME_BEFORE = re.compile(rf"\b(?:{_TIME})[\s-]$", re.IGNORECASE)
_NAME_AFTER = re.compile(r"\s[^\W\d_]+")

_DAY = r"(?P<day{0}>\d{{1,2}})(?:st|nd|rd|th|º|\.)?"
_MONTH = r"(?P<month{0}>[^\W\d_]{{3,10}})\.?"
_YEAR = r"(?P<year{0}>\d{{4}})"
_PATTERN = re.compile(
    rf"(?<![\d.,/])(?:{_YEAR.format(1)}-(?P<month1>\d{{1,2}})-(?P<day1>\d{{1,2}})"
    r"|(?P<first>\d{1,2})(?P<mark>[./])(?P<second>\d{1,2})(?P=mark)(?P<year2>\d{4})"
    rf"|{_DAY.format(3)}(?:\sof)?(?:\sde)?\s{_MONTH.format(3)}(?:\s?,?\s(?:de\s)?{_YEAR.format(3)})?"
    rf"|{_MONTH.format(4)}\s(?:the\s)?{_DAY.format(4)}(?!\d|[.,:]\d|\s?(?:million|billion|percent|%))(?:\s?,?\s{_YEAR.format(4)})?"
    rf"|{_MONTH.format(5)}\s?,?\s(?:of\s|de\s)?{_YEAR.format(5)}"
    r"|(?P<decade>\d{3}0)[’']?s"
    r"|(?P<year6>1[0-9]\d\d|20\d\d)"
    r")(?![\d%]|[.,]\d|-\d{2}-)"
)  # fmt: skip
_NAMED = re.compile(r"[^\W\d_]{3,10}")
_COUNTED = re.compile(
    r"\s(?:million|billion|thousand|percent|dollars|euros|pounds|people|soldiers|men|women|years|km|miles)\b"
)
_MENTION = re.compile(
    r"\d{3}|" + "|".join(sorted({name[:3] for name in (*MONTHS, *WEEKDAYS, *_RELATIVE)})), re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as it is said; what isn't said is None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None  # Monday is 0
    decade: int | None = None  # 1990
    from_today: int | None = None  # -1: yesterday

    def completed(self, published: date | None) -> "Day":
        """Return what a reader of that day understands: "Tuesday" is that day or the last Tuesday before it."""
        if published is None or self.year or self.decade:
            return self
        if self.from_today is not None:
            return _day(published + timedelta(days=self.from_today))
        if self.weekday is not None and self.month is None:
            return _day(published - timedelta(days=(published.weekday() - self.weekday) % 7))
        return replace(self, year=published.year) if self.month else self

    def says(self, other: "Day") -> bool:
        """Whether another one, in a claim, says no more than this one."""
        if other.decade is not None:
            return other.decade in (self.decade, self.year and self.year // 10 * 10)
        mine = self._with_weekday() if other.weekday is not None else self
        pairs = (
            (mine.year, other.year),
            (mine.month, other.month),
            (mine.day, other.day),
            (mine.weekday, other.weekday if other.day is None or mine.weekday is not None else mine.weekday),
            (mine.from_today, other.from_today),
        )
        return all(theirs is None or own == theirs for own, theirs in pairs)

    def _with_weekday(self) -> "Day":
        if self.weekday is not None or not (self.year and self.month and self.day):
            return self
        try:
            return replace(self, weekday=date(self.year, self.month, self.day).weekday())
        except ValueError:
            return self


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of a text with its place, and what it can mean: 3/4/2022 is two days."""

    start: int
    end: int
    readings: tuple[Day, ...]

    def carries(self, other: "Dated", published: date | None) -> bool:
        """Whether a date of a claim says no more than this one, in an article of that day."""
        mine = [*self.readings, *(reading.completed(published) for reading in self.readings)]
        return any(own.says(theirs) for own in mine for theirs in other.readings)


def dates(text: str) -> list[Dated]:
    """Return the dates of a text in order; a year is four digits that count nothing."""
    if not _MENTION.search(text):
        return []
    found = list(_written(text))
    taken = [(one.start, one.end) for one in found]
    for match in _NAMED.finditer(text):
        if any(start <= match.start() < end for start, end in taken):
            continue
        if (reading := _named(text, match)) is not None:
            found.append(Dated(match.start(), match.end(), (reading,)))
    return _merged(text, sorted(found, key=lambda one: one.start))


def _written(text: str) -> Iterator[Dated]:
    at = 0
    while match := _PATTERN.search(text, at):
        readings = tuple(_readings(text, match))
        if readings:
            yield Dated(match.start(), match.end(), readings)
            at = match.end()
        else:  # "killed 49" is no date, but one may begin inside
            at = match.start() + 1
            while at < len(text) and text[at - 1].isalnum() and text[at].isalnum():
                at += 1


def _readings(text: str, match: re.Match[str]) -> Iterator[Day]:
    part = match.groupdict()
    if part["year1"]:
        yield from _checked(int(part["year1"]), int(part["month1"]), int(part["day1"]))
    elif part["first"]:
        yield from _checked(int(part["year2"]), int(part["second"]), int(part["first"]))
        if part["mark"] == "/":
            yield from _checked(int(part["year2"]), int(part["first"]), int(part["second"]))
    elif part["decade"] and text[match.end() - 1] == "s":
        yield Day(decade=int(part["decade"]))
    elif part["year6"]:
        if not _COUNTED.match(text, match.end()) and text[match.start() - 1 : match.start()] not in (
            "$",
            "€",
            "£",
            "#",
        ):
            yield Day(year=int(part["year6"]))
    else:
        yield from _with_month(part)


def _with_month(part: dict[str, str | None]) -> Iterator[Day]:
    for which in "345":
        if (name := part[f"month{which}"]) and (month := MONTHS.get(fold(name))) and _is_month(name, which):
            year, day = part[f"year{which}"], part.get(f"day{which}")
            yield from _checked(int(year) if year else None, month, int(day) if day else None)


def _is_month(name: str, which: str) -> bool:
    return name[0].isupper() or (which == "3" and fold(name) not in _AMBIGUOUS)


def _checked(year: int | None, month: int, day: int | None) -> Iterator[Day]:
    if 1 <= month <= 12 and (day is None or 1 <= day <= 31):
        yield Day(year=year, month=month, day=day)


def _named(text: str, match: re.Match[str]) -> Day | None:
    name = fold(match.group())
    if (offset := _RELATIVE.get(name)) is not None:
        return Day(from_today=offset)
    if not match.group()[0].isupper() and name not in ("lunes", "lundi"):
        return None
    if (weekday := WEEKDAYS.get(name)) is not None:
        return Day(weekday=weekday)
    month = MONTHS.get(name)
    if month is None or (name in _AMBIGUOUS and not _BEFORE_MONTH.search(text, 0, match.start())):
        return None
    return None if name in _GIVEN_NAMES and _is_given_name(text, match) else Day(month=month)


def _is_given_name(text: str, match: re.Match[str]) -> bool:
    """Whether a month is somebody's first name: Jan Quint, but "in March Quint"."""
    following = _NAME_AFTER.match(text, match.end())
    is_name = following is not None and following.group()[1].isupper() and fold(following.group()[1:]) not in MONTHS
    return is_name and _TIME_BEFORE.search(text, 0, match.start()) is None


_JOINED = re.compile(r",?\s(?:the\s)?|,?\sden\s")


def _merged(text: str, found: list[Dated]) -> list[Dated]:
    """Join a weekday with the date beside it: Tuesday, 13 September."""
    merged: list[Dated] = []
    for one in found:
        last = merged[-1] if merged else None
        if (
            last is not None
            and last.readings[0].weekday is not None
            and last.readings[0].month is None
            and one.readings[0].month is not None
            and _JOINED.fullmatch(text, last.end, one.start)
        ):
            weekday = last.readings[0].weekday
            merged[-1] = Dated(last.start, one.end, tuple(replace(day, weekday=weekday) for day in one.readings))
        else:
            merged.append(one)
    return merged


def _day(day: date) -> Day:
    return Day(year=day.year, month=day.month, day=day.day, weekday=day.weekday())
