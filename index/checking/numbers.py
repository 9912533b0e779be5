"""Numbers of a text, as digits or as words: 2,000 is two thousand, 1.2 million 1200000, two dozen 24, ½ a half."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from index.analysis import fold
from index.checking.english import word_set

_CARDINALS = {
    "en": """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen""",
    "es": """cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis
        diecisiete dieciocho diecinueve""",
    "fr": """zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize""",
    "de": """null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn
        siebzehn achtzehn neunzehn""",
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "fr": "vingt trente quarante cinquante soixante",
    "de": "zwanzig dreißig vierzig funfzig sechzig siebzig achtzig neunzig",
}
_SCALES = {
    "en": {"dozen": 12, "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "bn": 1e9},
    "es": {"cien": 100, "ciento": 100, "mil": 1e3, "millon": 1e6, "millones": 1e6},
    "fr": {"cent": 100, "cents": 100, "mille": 1e3, "million": 1e6, "millions": 1e6, "milliard": 1e9, "milliards": 1e9},
    "de": {"hundert": 100, "tausend": 1e3, "million": 1e6, "millionen": 1e6, "milliarde": 1e9, "milliarden": 1e9},
}
_VAGUE = {"dozens": 12, "hundreds": 100, "thousands": 1e3, "millions": 1e6, "billions": 1e9, "trillions": 1e12}
_ORDINALS = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
    fifteenth sixteenth seventeenth eighteenth nineteenth"""
_ROUND_ORDINALS = {
    "twentieth": 20,
    "thirtieth": 30,
    "fortieth": 40,
    "fiftieth": 50,
    "hundredth": 100,
    "thousandth": 1e3,
}
_PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fifth": 5,
    "fifths": 5,
    "tenths": 10,
}
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 0.125}
_LETTER_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9, "tn": 1e12}
_CURRENCIES = {"$": "$", "€": "€", "£": "£", "¥": "¥", "dollar": "$", "euro": "€", "pound": "£", "yen": "¥", "usd": "$"}

_ATOM = re.compile(
    r"(?P<digits>\d{1,3}(?:[\u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,:]\d+)*)(?P<fraction>[½¼¾⅓⅔⅛])?"
    r"(?:(?P<ordinal>st|nd|rd|th|º|ª)|(?P<scale>k|mn?|bn?|tn|K|M|B)|s)?(?![^\W_])"
    r"|(?P<part>[½¼¾⅓⅔⅛])|(?P<word>[^\W\d_]+)"
)
_BETWEEN = re.compile(r"[\s-]{1,2}(?:and\s)?")
_PERCENT = re.compile(r"(?:\s(?:of\s)?an?)?(?:\s?%|[\s-](?:per\s?cent(?:age)?|pc\b))", re.IGNORECASE)
_POINTS = re.compile(r"[\s-]points?\b", re.IGNORECASE)
_MONEY_AFTER = re.compile(r"\s(?:US\s)?(dollar|euro|pound|yen)s?\b", re.IGNORECASE)
_NOT_A_COUNT_BEFORE = word_set("the this that no any each every which another someone everyone")


class Atom(NamedTuple):
    """A piece of a number."""

    start: int
    end: int
    kind: str  # digits, unit, ten, scale, ordinal, part, vague
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its place: all that it can mean, and what it counts where that is part of it."""

    start: int
    end: int
    values: frozenset[float]
    unit: str = ""  # "%", "pp" of percentage points, a currency's sign, "th" of ordinals, "+" of dozens and hundreds

    def carries(self, other: "Quantity") -> bool:
        """Whether another one, in a claim, says no more than this one."""
        if self.unit == "+" or other.unit == "+":
            return self._carries_vaguely(other)
        if other.unit and self.unit != other.unit and {self.unit, other.unit} != {"", "$"}:
            return False
        if self.unit == "th" != other.unit:
            return False
        return not self.values.isdisjoint(other.values)

    def _carries_vaguely(self, other: "Quantity") -> bool:
        least = min(other.values)
        if self.unit == other.unit:
            return least in self.values
        return other.unit == "+" and any(2 * least <= value < 100 * least for value in self.values)


def quantities(text: str, language: str = "en") -> list[Quantity]:
    """Return the numbers of a text in order."""
    if not any(map(str.isdigit, text)) and language not in _CARDINALS and text.isascii():
        return []
    found: list[Quantity] = []
    group: list[Atom] = []
    for atom in _atoms(text, language):
        if group and not _joins(text, group, atom):
            found.append(_quantity(text, group))
            group = []
        group.append(atom)
    if group:
        found.append(_quantity(text, group))
    return found


def _atoms(text: str, language: str) -> Iterator[Atom]:
    known = _WORDS.get(language, {})
    before = ""
    for match in _ATOM.finditer(text):
        if word := match["word"]:
            plain = fold(word)
            if (found := known.get(plain)) and not _is_no_count(text, match.end(), plain, before):
                yield Atom(match.start(), match.end(), *found)
            before = plain
        elif match["digits"]:
            yield _digits(match, language)
            before = match["digits"]
        else:
            yield Atom(match.start(), match.end(), "part", (_FRACTIONS[match["part"]],))


def _is_no_count(text: str, end: int, word: str, before: str) -> bool:
    """Whether a number word counts nothing here: "one of", "this one", "a second", "per second"."""
    if word == "one":
        return (
            before in _NOT_A_COUNT_BEFORE
            or text[end : end + 4] in (" of ", "'s o")
            or text[end : end + 8] == " another"
        )
    if word == "second":
        return before in ("per", "a") or before.isdigit()
    return word in ("quarter", "quarters") and before not in ("three", "one", "a")


def _digits(match: re.Match[str], language: str) -> Atom:
    values = _read(match["digits"], language)
    if match["fraction"]:
        values = tuple(value + _FRACTIONS[match["fraction"]] for value in values)
    if match["ordinal"]:
        return Atom(match.start(), match.end(), "ordinal", values)
    if scale := _LETTER_SCALES.get((match["scale"] or "").lower()):
        values = (*values, *(value * scale for value in values))
    return Atom(match.start(), match.end(), "digits", values)


def _read(digits: str, language: str) -> tuple[float, ...]:
    """Return what digits with points, commas or spaces can mean: in English 2.000 is two, elsewhere two thousand."""
    marks = re.findall(r"\D", digits)
    plain = re.sub(r"\D", "", digits)
    if not marks:
        return (float(plain[:300]),)
    decimals = len(digits) - 1 - digits.rfind(marks[-1])
    whole, decimal = float(plain[:300]), float(f"{plain[:-decimals][:300]}.{plain[-decimals:]}")
    if ":" in marks:
        return (whole + 0.001,)  # a time: 7:30 is not 730
    if len(set(marks)) > 1:
        return (decimal,)
    grouped = all(len(part) == 3 for part in re.split(r"\D", digits)[1:])
    if len(marks) > 1:
        return (whole,) if grouped else (whole + 0.002,)  # 1.2.3 is no number, but must be found as it is
    if not grouped:
        return (decimal,)
    if language == "en":
        return (whole,) if marks[0] != "." else (decimal,)
    return (whole, decimal)


def _joins(text: str, group: list[Atom], atom: Atom) -> bool:
    last = group[-1]
    if not _BETWEEN.fullmatch(text, last.end, atom.start):
        return (last.kind, atom.kind) == ("part", "scale") and text[last.end : atom.start] == " a "
    has_and = "and" in text[last.end : atom.start]
    if atom.kind == "scale":
        return not has_and and last.kind != "ordinal"
    if last.kind in ("digits", "ordinal"):
        return False
    if atom.kind in ("part", "ordinal") and last.kind == "unit":
        return not has_and and atom.values[0] != 2
    if last.kind == "ten":
        return atom.kind in ("unit", "ordinal") and atom.values[0] < 10 and not has_and
    return last.kind == "scale" and atom.kind in ("unit", "ten", "ordinal") and atom.values[0] < last.values[0]


def _quantity(text: str, group: list[Atom]) -> Quantity:
    values, unit = _sum(group), ""
    start, end = group[0].start, group[-1].end
    sign = text[start - 1 : start]
    if sign in _CURRENCIES and sign:
        unit, start = _CURRENCIES[sign], start - 1
    if percent := _PERCENT.match(text, end):
        unit, end = "pp" if _POINTS.match(text, percent.end()) else "%", percent.end()
    elif money := _MONEY_AFTER.match(text, end):
        unit, end = _CURRENCIES[money[1].lower()], money.end()
    elif group[-1].kind == "ordinal":
        unit = "" if group[0].kind == "unit" else "th"
    elif group[-1].kind == "vague":
        unit = "+"
    elif values == {0.5}:
        return Quantity(start, end, frozenset((0.5, 50.0)))
    return Quantity(start, end, frozenset(round(value, 6) for value in values), unit)


def _sum(group: list[Atom]) -> set[float]:
    """Add up "two hundred and five thousand": each scale multiplies what stands before it and is smaller."""
    totals: set[float] = set()
    for first in group[0].values:
        total, current = 0.0, first
        for atom in group[1:]:
            value = atom.values[0]
            if atom.kind == "part":
                current *= value
            elif atom.kind == "ordinal" and group[0].kind == "unit" and len(group) == 2:  # one third
                current /= value
            elif atom.kind != "scale":
                current += value
            elif value < 1000:
                current *= value
            else:
                total, current = total + current * value, 0.0
        totals.add(total + current)
    return totals


def _words(language: str) -> dict[str, tuple[str, tuple[float, ...]]]:
    known: dict[str, tuple[str, tuple[float, ...]]] = {}
    for at, word in enumerate(_CARDINALS[language].split()):
        known[word] = ("unit", (float(at),))
    for at, word in enumerate(_TENS[language].split(), start=2):
        known[word] = ("ten", (at * 10.0,))
    for word, value in _SCALES[language].items():
        known[word] = ("scale", (float(value),))
    if language == "en":
        known |= {word: ("vague", (float(value),)) for word, value in _VAGUE.items()}
        known |= {word: ("part", (1 / value,)) for word, value in _PARTS.items()}
        ordinals = {word: at for at, word in enumerate(_ORDINALS.split(), start=1)} | _ROUND_ORDINALS
        known |= {word: ("ordinal", (float(value),)) for word, value in ordinals.items()}
    return known


_WORDS = {language: _words(language) for language in _CARDINALS}
