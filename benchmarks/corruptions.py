"""False sentences, made of true ones: one thing in each is changed so that its evidence no longer carries it."""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from benchmarks import bounds
from benchmarks.certainty import made_sure
from benchmarks.names import WEEKDAYS, names_of, share_a_word
from benchmarks.statements import MONTHS, Passage, Statement, listed
from benchmarks.swaps import swapped

KINDS = ("number", "date", "name", "negation", "swapped", "invented", "wrong citation", "certainty", "bound", "part")


@dataclass(frozen=True, slots=True)
class Material:
    """What corruptions are made of: other articles' names, clauses and passages."""

    names: tuple[str, ...]
    details: tuple[str, ...]
    passages: tuple[Passage, ...]


_NUMBER = re.compile(
    r"(?<![\w.,/–-])\d{1,3}(?:,\d{3})+(?![\w,.]\d)|(?<![\w.,/–$-])\d{1,3}(?:\.\d+)?(?![\w/:–-]|[.,]\d)"
)
_NUMBER_WORD = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|fifty)\b(?!-|\s(?:hundred|thousand|million|of))"
)
_WORDS = listed("two three four five six seven eight nine ten twelve twenty fifty")
_DATE_AFTER = re.compile(rf"\s(?:{'|'.join(MONTHS)})|(?:st|nd|rd|th)\s")
_DATE_BEFORE = re.compile(rf"(?:{'|'.join(MONTHS)}|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)\s$")


def number(statement: Statement, _material: Material, chance: random.Random) -> str | None:
    """Change a number: to one close by, or to another one of the evidence."""
    text = statement.text
    found = [
        match
        for match in (*_NUMBER.finditer(text), *_NUMBER_WORD.finditer(text))
        if not _DATE_AFTER.match(text, match.end()) and not _DATE_BEFORE.search(text[: match.start()])
    ]
    if not found:
        return None
    match = chance.choice(found)
    known = {other.group() for passage in statement.evidence for other in _NUMBER.finditer(passage.quote)} - {
        match.group()
    }
    used = {other.group() for other in _NUMBER.finditer(text)}
    others = sorted(known - used)
    if match.group().isalpha():
        new = chance.choice(
            [
                word
                for word in _WORDS
                if word != match.group() and not re.search(rf"\b{word}\b", statement.evidence[0].quote, re.IGNORECASE)
            ]
        )
    elif others and chance.random() < 0.4:
        new = chance.choice(others)
    else:
        new = _other_number(match.group(), chance)
    return text[: match.start()] + new + text[match.end() :]


def _other_number(written: str, chance: random.Random) -> str:
    value = float(written.replace(",", ""))
    while True:
        new = chance.choice(
            (
                value * chance.choice((2, 3, 10)),
                value + chance.randint(1, 9),
                max(1, value - chance.randint(1, 9)),
                value * 0.5,
            )
        )
        new = round(new, 1) if "." in written else round(new)
        if new != value and new > 0:
            return f"{new:,}" if "," in written else str(new)


_YEAR = re.compile(r"(?<![\w,.$–-])(1[0-9]\d\d|20[0-2]\d)(?![\w,–]|[.-]\d|\s(?:people|men|soldiers|km|miles))")
_MONTH = re.compile(rf"\b({'|'.join(month for month in MONTHS if month not in ('May', 'March'))})\b")
_DAY = re.compile(rf"(?<=\b)(?:(?<=(?:{'|'.join(MONTHS[:1])})\s)|)(\d{{1,2}})(?=\s(?:{'|'.join(MONTHS)})\b)")
_WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAYS)})\b")


def date(statement: Statement, _material: Material, chance: random.Random) -> str | None:
    """Change a year, a month, a day or a weekday; a year sometimes to another one of the evidence."""
    text = statement.text
    found = [(pattern, match) for pattern in (_YEAR, _MONTH, _DAY, _WEEKDAY) for match in pattern.finditer(text)]
    if not found:
        return None
    pattern, match = chance.choice(found)
    quotes = " ".join(passage.quote for passage in statement.evidence)
    if pattern is _YEAR:
        others = sorted(
            {other.group() for other in _YEAR.finditer(quotes)} - {year.group() for year in _YEAR.finditer(text)}
        )
        new = (
            chance.choice(others)
            if others and chance.random() < 0.4
            else str(int(match.group()) + chance.choice((-20, -10, -3, -2, -1, 1, 2, 3, 10)))
        )
        if new in {year.group() for year in _YEAR.finditer(text)}:
            return None
    elif pattern is _DAY:
        new = str(chance.choice([day for day in range(1, 29) if day != int(match.group())]))
    else:
        names = MONTHS if pattern is _MONTH else WEEKDAYS
        new = chance.choice([name for name in names if name != match.group() and name not in text])
    return text[: match.start()] + new + text[match.end() :]


def name(statement: Statement, material: Material, chance: random.Random) -> str | None:
    """Put another name in the place of one: of the evidence as often as from elsewhere."""
    found = names_of(statement.text)
    if not found:
        return None
    start, end, old = chance.choice(found)
    near = [other for passage in statement.evidence for _, _, other in names_of(passage.quote)]
    pool = [other for other in near if not share_a_word(other, statement.text)] if chance.random() < 0.5 else []
    known = statement.evidence[0].quote + " " + statement.text
    pool = pool or [other for other in material.names if not share_a_word(other, known)]
    if not pool:
        return None
    new = chance.choice(pool)
    if share_a_word(new, old) or len(new.split()) > 4:
        return None
    return statement.text[:start] + new + statement.text[end:]


_AFFIRMED = re.compile(r"\b(was|were|is|are|had|has|will|can|could|would)\s(?!not\b|no\b|n't)(?=[a-z])")
_PAST = re.compile(
    r"(?<=[a-z]\s)(?<!was\s)(?<!were\s)(?<!had\s)(?<!has\s)(?<!been\s)(?<!have\s)(?<!the\s)(?<!is\s)(?<!and\s)(?<!,\s)"
    r"([a-z]{3,}ed)\s(?=the\s|a\s|an\s|[A-Z])"
)
_NEGATED = re.compile(
    r"\b(was|were|is|are|had|has|will|can|could|would|did|does|do)(?:\snot|n['’]t)\s|\b(?:never|not)\s"
)


def negation(statement: Statement, _material: Material, chance: random.Random) -> str | None:
    """Say no where the evidence says yes, or yes where it says no."""
    text = statement.text
    if (match := _NEGATED.search(text)) and "not only" not in text:
        return f"{text[: match.start()]}{match[1] + ' ' if match[1] else ''}{text[match.end() :]}"
    found = list(_AFFIRMED.finditer(text))
    if found:
        match = found[0]
        return f"{text[: match.start()]}{match[1]} {chance.choice(('not', 'never', 'not'))} {text[match.end() :]}"
    if match := _PAST.search(text):
        return f"{text[: match.start()]}never {match[1]} {text[match.end() :]}"
    return None


_QUALIFIERS = (
    "secretly",
    "illegally",
    "reluctantly",
    "unanimously",
    "accidentally",
    "repeatedly",
    "publicly",
    "jointly",
    "briefly",
    "unexpectedly",
)
_ADJUNCTS = (
    "after a vote in parliament",
    "despite heavy rain",
    "in front of thousands of spectators",
    "with the help of volunteers",
    "without any warning",
    "because of rising costs",
    "as part of a secret plan",
    "under pressure from investors",
    "to the surprise of many experts",
    "for religious reasons",
    "following a court order",
    "against the advice of doctors",
    "in exchange for money",
    "while on holiday abroad",
    "using a stolen car",
)
DETAIL = re.compile(
    r",?\s((?:after|during|because of|despite|with the|through the|using|following|from the|for the|in the|"
    r"at the|by the)\s[a-z][^,;:.\"“”()]{8,50})\.$"
)
_VERB = re.compile(r"\b(was|were|is|are|has|had|have)\s(?=[a-z]+ed\b)")


def invented(statement: Statement, material: Material, chance: random.Random) -> str | None:
    """Add a circumstance that the evidence doesn't have: a clause of another article, or a word."""
    text = statement.text
    quotes = " ".join(passage.quote for passage in statement.evidence).lower()
    choice = chance.random()
    if choice < 0.35 and (match := _VERB.search(text)):
        word = chance.choice([word for word in _QUALIFIERS if word[:6] not in quotes])
        return f"{text[: match.end()]}{word} {text[match.end() :]}"
    pool = _ADJUNCTS if choice < 0.65 or not material.details else material.details
    detail = chance.choice(pool)
    fresh = [word for word in re.findall(r"[a-z]{5,}", detail) if word[:5] not in quotes]
    return f"{text[:-1]} {detail}." if len(fresh) >= 2 and text.endswith(".") and not text.endswith('".') else None


def wrong_citation(statement: Statement, material: Material, chance: random.Random) -> Statement | None:
    """Cite another passage: of the same article where there is one that doesn't share a sentence, else of another."""
    own = statement.evidence[0]
    near = [
        passage
        for passage in material.passages
        if passage.article == own.article and not set(passage.sentences) & set(own.sentences)
    ]
    pool = (
        near
        if near and chance.random() < 0.7
        else [passage for passage in material.passages if passage.article != own.article]
    )
    return replace(statement, evidence=(chance.choice(pool),)) if pool else None


_CHANGES: dict[str, Callable[[Statement, Material, random.Random], str | None]] = {
    "number": number,
    "date": date,
    "name": name,
    "negation": negation,
    "swapped": lambda statement, _material, _chance: swapped(statement.text),
    "certainty": lambda statement, _material, chance: made_sure(statement.text, chance),
    "bound": lambda statement, _material, chance: bounds.bound(statement.text, chance),
    "part": lambda statement, _material, chance: bounds.part(statement.text, chance),
    "invented": invented,
}


def corrupted(statement: Statement, kind: str, material: Material, chance: random.Random) -> Statement | None:
    """Return a false sentence of a kind; None where the true one doesn't lend itself to it."""
    if kind == "wrong citation":
        return wrong_citation(statement, material, chance)
    text = _CHANGES[kind](statement, material, chance)
    if text is None or any(text in passage.quote for passage in statement.evidence):
        return None
    return replace(statement, text=text, kind=kind)


def material_of(passages: Sequence[Passage]) -> Material:
    """Collect what corruptions are made of."""
    names = {name for passage in passages for _, _, name in names_of(passage.sentence)}
    details = {match[1] for passage in passages if (match := DETAIL.search(passage.sentence))}
    return Material(tuple(sorted(names)), tuple(sorted(details)), tuple(passages))
