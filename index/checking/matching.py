"""Which words of evidence carry which words of a claim: the same stem, a synonym, another form of a name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from index.checking.dates import Dated
from index.checking.english import ACRONYMS, SYNONYM_GROUPS, word_set
from index.checking.numbers import Quantity
from index.checking.orders import is_order
from index.checking.plain import plain, straight
from index.checking.reading import FAMILY_LETTERS, Reading, Token, forms, kind_at, read, term_of
from index.passages import sentence_spans
from index.synonyms import SYNONYMS

_CONTEXT = 4  # sentences of a quote before one, in which its pronouns are looked up
_ENDINGS = re.compile(r"(?:n|an|ian|ean|i|ese|ish|s|es|is|ans|ians|ic|ist|ists|a|ia|o|e|y|al)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Words that a claim may rest on."""

    number: int  # the n of [n]
    quote: str
    title: str = ""
    published: str | None = None  # ISO 8601 date
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence of a source with what it may point back to: the sentences before it, and the title."""

    source: Source
    at: int  # which of the source's sentences it is, from 0
    sentence: Reading
    context: tuple[Reading, ...]
    published: date | None
    said: str  # the source's quote as it is compared

    def found(self, token: Token) -> list[int]:
        """Return the positions of the tokens of the sentence that carry a token of a claim."""
        return positions(self.sentence, token, self.published)

    def in_title(self, token: Token) -> bool:
        """Whether the title carries it."""
        return bool(positions(self.context[0], token, self.published))

    def in_context(self, token: Token) -> bool:
        """Whether title or sentences before carry it; of names only those of the last sentence that has some."""
        before = self.context[1:]
        if token.kind != "name":
            return self.in_title(token) or any(positions(reading, token, self.published) for reading in before)
        naming = (one for one in reversed(before) if any(kind_at(one, at) == "name" for at in one.content))
        last = next(naming, None)
        if self.in_title(token) or last is None:
            return self.in_title(token)
        found = positions(last, token, self.published)
        if any(one.fold in _PERSONS for one in self.sentence.tokens):
            found = [at for at in found if not is_place(last, at)]
        return bool(found)


_PERSONS = word_set("he she him her his hers")


def is_place(reading: Reading, at: int) -> bool:
    """Whether a name stands after "in" or "at", and so isn't who "he" or "she" is."""
    while at > 0 and (reading.tokens[at - 1].kind == "name" or reading.tokens[at - 1].fold == "the"):
        at -= 1
    return at > 0 and reading.tokens[at - 1].fold in ("in", "at", "near", "from", "into", "across", "around")


def scenes(sources: Sequence[Source]) -> list[Scene]:
    """Cut sources into their sentences, each with its context; orders to whoever answers are no evidence."""
    found: list[Scene] = []
    for source in sources:
        title = read(source.title, source.language)
        before: list[Reading] = []
        published, quote = _published(source.published), straight(plain(source.quote))
        for at, span in enumerate(sentence_spans(source.quote, source.language)):
            said = source.quote[span.start : span.end]
            if is_order(said):
                continue
            reading = read(said, source.language)
            found.append(Scene(source, at, reading, (title, *before[-_CONTEXT:]), published, quote))
            before.append(reading)
    return found


def _published(written: str | None) -> date | None:
    try:
        return date.fromisoformat((written or "")[:10])
    except ValueError:
        return None


def positions(reading: Reading, token: Token, published: date | None = None) -> list[int]:
    """Return the positions in a reading of what carries a token."""
    if token.figure is not None:
        return [at for at in reading.content if _carries(reading.tokens[at].figure, token.figure, published)]
    for form in forms(token):
        if at := reading.by_form.get(form):
            return at
    return list(_looser(reading, token))


def _carries(own: Quantity | Dated | None, other: Quantity | Dated, published: date | None) -> bool:
    if isinstance(own, Quantity) and isinstance(other, Quantity):
        return own.carries(other)
    if isinstance(own, Dated) and isinstance(other, Dated):
        return own.carries(other, published)
    year, count = (own, other) if isinstance(own, Dated) else (other, own)
    if isinstance(year, Dated) and isinstance(count, Quantity):  # "2020" is a number where it isn't a year
        day = year.readings[0]
        return day.year is not None and day.month is None and float(day.year) in count.values
    return False


def _looser(reading: Reading, token: Token) -> Iterator[int]:
    """Yield what carries a token by meaning or family: synonyms, Armenian for Armenia, J. for John, or an acronym."""
    known = _synonyms(reading.language)
    for synonym in sorted(known.get(token.term, ())) if token.kind == "word" else ():
        yield from reading.by_form.get(synonym, ())
    for at in reading.by_start.get(token.term[:FAMILY_LETTERS], ()):
        if are_related(token, reading.tokens[at]):
            yield at
    if token.text[0].isupper():
        for at in reading.initials.get(token.fold[0], ()):
            if len(token.fold) == 1 or len(reading.tokens[at].fold) == 1:  # J. Smith
                yield at
        yield from _acronym(reading, token)


@cache
def _synonyms(language: str) -> dict[str, set[str]]:
    """Return the terms that may stand for a term, as ``reading`` makes terms."""
    found: dict[str, set[str]] = {}
    for word, others in SYNONYMS.get(language, {}).items():
        found.setdefault(term_of(word, language), set()).update(term_of(other, language) for other in others)
    for group in SYNONYM_GROUPS if language == "en" else ():
        terms = {term_of(word, language) for word in group}
        for one in terms:
            found.setdefault(one, set()).update(terms - {one})
    return found


def are_related(one: Token, other: Token) -> bool:
    """Whether two words are forms of one: nation and national, Armenia and Armenian."""
    short, long = sorted((one.term, other.term), key=len)
    shared = 0
    for left, right in zip(short, long, strict=False):
        if left != right:
            break
        shared += 1
    if shared < FAMILY_LETTERS:
        return False
    if one.kind == "name" or other.kind == "name":
        return len(short) - shared <= 2 and _is_ending(short[shared:]) and _is_ending(long[shared:])
    return shared >= 0.6 * len(long) and shared >= 0.7 * len(short)


def _is_ending(letters: str) -> bool:
    return _ENDINGS.fullmatch(letters) is not None


def _acronym(reading: Reading, token: Token) -> Iterator[int]:
    """Yield where a name's words begin with the letters of an acronym, or where an acronym has the letter of a word."""
    letters = token.fold
    if token.text.replace(".", "").isupper() and 2 <= len(letters) <= 6:
        runs = list(name_runs(reading))
        for run in runs:
            initials = "".join(reading.tokens[at].fold[0] for at in run)
            spelt = ACRONYMS.get(tuple(reading.tokens[at].fold for at in run), initials)
            if letters in (spelt, initials):
                yield run[0]


def name_runs(reading: Reading) -> Iterator[list[int]]:
    """Yield the positions of names that stand together: "European Council President Charles Michel"."""
    run: list[int] = []
    for at in reading.content:
        token = reading.tokens[at]
        if run and not (token.kind == "name" and _is_one_name(reading, run[-1], at)):
            yield run
            run = []
        if token.kind == "name":
            run.append(at)
    if run:
        yield run


def _is_one_name(reading: Reading, last: int, at: int) -> bool:
    between = reading.text[reading.tokens[last].end : reading.tokens[at].start]
    return between.strip(" .'-") in ("", "of", "of the", "s", "'s", "de") and "," not in between
