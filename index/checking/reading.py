"""A sentence read as far as it can be without a grammar: its words, names, figures, clauses, and what is negated."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from index.analysis import fold, is_name_like, is_unspaced, term, words
from index.checking.certainty import DIRECT, NEAR, mark, names_who_says_it
from index.checking.dates import Dated, dates
from index.checking.english import (
    AUXILIARIES,
    BASES,
    BE,
    CLAUSES,
    CONTRACTED,
    DETERMINERS,
    FUNCTION,
    HEDGES,
    LIGHT,
    NATIONS,
    NEGATIONS,
    PERSONAL,
    PREPOSITIONS,
    PRONOUNS,
    SPELLINGS,
    word_set,
)
from index.checking.numbers import Quantity, quantities
from index.checking.plain import plain, straight
from index.names import bare, name_keys
from index.pronouns import points_back
from index.stopwords import STOPWORDS

_SCOPE = 3  # how many words of meaning after a "not" it is about, at most
_ASIDE = re.compile(
    r"\([^()]*\)|\[[^\[\]]*\]"
    r"|,\s(?:which|who|whose|an?|the|one of|including|such as|like|led by|known as|also|formerly|then)\s"
    r"[^,;.]*(?:,|(?=[.;]?$))"
    r"|\s[–—-]\s[^–—]*?\s[–—-]\s"
)
_BOUNDARY = re.compile(r"[,;:()–—]|\s-\s")
_EDGE = re.compile(r"[.!?…:][\"')]?\s*$|^[\"'(\s]*$|^[\W_]*$|\"\s*$")
_QUOTED = re.compile(r"\"([^\"]{2,})\"|(?<!\w)''?([^']{4,}?)''?(?!\w)|``([^`']{2,})''")
FAMILY_LETTERS = 4  # that words of one family share, at least
_IF = ("if", "unless")
_EXCLUDING = {("rather", "than"), ("instead", "of"), ("other", "than"), ("apart", "from"), ("except", "for")}
_GRAMMAR = {"en": STOPWORDS["en"] | PREPOSITIONS | CLAUSES | AUXILIARIES | PRONOUNS | FUNCTION}


@dataclass(slots=True)
class Token:
    """A word, a name or a figure of a sentence. ``kind``: name, word, number, date; "" for words of grammar."""

    text: str
    start: int
    end: int
    kind: str
    fold: str
    term: str
    key: str | None = None
    figure: Quantity | Dated | None = None
    clause: int = 0  # grows at commas and conjunctions
    is_aside: bool = False  # inside brackets, or between commas
    negated: int = 0  # DIRECT: the word that a "not" is about; NEAR: among the next ones
    hedged: int = 0  # likewise for "may"; or REPORTED, WANTED
    negated_by: str = ""  # the word that says no
    is_sure_name: bool = False  # a capital that isn't the sentence's first


@dataclass(slots=True)
class Reading:
    """A sentence and its tokens in order; ``content`` are the positions of those that mean something."""

    text: str
    language: str
    tokens: list[Token]
    content: list[int]
    quoted: tuple[str, ...] = ()
    by_form: dict[str, list[int]] = field(default_factory=dict)
    by_start: dict[str, list[int]] = field(default_factory=dict)  # first letters of terms, for words of one family
    initials: dict[str, list[int]] = field(default_factory=dict)  # first letters of words with a capital
    says_who: bool = False  # it says of itself that somebody says it

    @property
    def has_pronoun(self) -> bool:
        """Whether a word stands for something that was said before."""
        return any(not token.kind and token.fold in PERSONAL for token in self.tokens) or points_back(
            self.text, self.language
        )


@lru_cache(maxsize=2048)
def read(text: str, language: str = "en") -> Reading:
    """Read a sentence. The same reading is returned for the same words: don't change it."""
    text = straight(plain(text))
    tokens = _tokens(text, language)
    _mark_clauses(text, tokens)
    if language == "en":
        _mark_scopes(tokens)
        mark(tokens, [term_of(token.fold, "en") for token in tokens])
    else:
        _mark_foreign(tokens, language)
    content = [at for at, token in enumerate(tokens) if token.kind]
    quoted = tuple(next(filter(None, match.groups())) for match in _QUOTED.finditer(text))
    says_who = names_who_says_it([token.fold for token in tokens], [token.term for token in tokens])
    reading = Reading(text, language, tokens, content, quoted, says_who=says_who)
    for at in content:
        for form in forms(tokens[at]):
            reading.by_form.setdefault(form, []).append(at)
        if tokens[at].figure is None:
            reading.by_start.setdefault(tokens[at].term[:FAMILY_LETTERS], []).append(at)
            if tokens[at].text[0].isupper():
                reading.initials.setdefault(tokens[at].fold[:1], []).append(at)
    return reading


def forms(token: Token) -> Iterator[str]:
    """Yield what a token can be found by; figures are compared by value instead."""
    if token.figure is None:
        yield from dict.fromkeys((token.fold, token.term))  # in one order, so that a verdict is always the same
        if token.key:
            yield "/" + token.key


def _tokens(text: str, language: str) -> list[Token]:
    figures = _figures(text, language)
    tokens: list[Token] = []
    grammar = _GRAMMAR.get(language) or STOPWORDS.get(language, frozenset())
    at = 0
    for figure in [*figures, None]:
        end = figure.start if figure else len(text)
        found = words(text[at:end])
        tokens += [_word(text, word.text, at + word.start, at + word.end, language, grammar) for word in found]
        if figure is not None:
            kind = "date" if isinstance(figure, Dated) else "number"
            said = text[figure.start : figure.end]
            tokens.append(Token(said, figure.start, figure.end, kind, said.casefold(), said.casefold(), figure=figure))
            at = figure.end
    return tokens


def _figures(text: str, language: str) -> list[Quantity | Dated]:
    found: list[Quantity | Dated] = [*dates(text)]
    taken = [(one.start, one.end) for one in found]
    found += [
        one
        for one in quantities(text, language)
        if not any(one.start < end and start < one.end for start, end in taken)
    ]
    return sorted(found, key=lambda one: one.start)


def _word(text: str, word: str, start: int, end: int, language: str, grammar: frozenset[str]) -> Token:
    folded = fold(word)
    is_capital = is_name_like(word) and not is_unspaced(word)
    begins = is_capital and _EDGE.search(text[max(0, start - 3) : start]) is not None
    is_shout = is_capital and not begins and word.isupper() and len(word) > 1  # US, IT, WHO
    if folded in grammar and "." not in word and not is_shout:
        return Token(word, start, end, "", folded, folded)
    if folded in ("t", "s") or (folded == "won" and text.startswith("'t", end)):
        return Token(word, start, end, "", folded, folded)
    keys = name_keys(word, language) if is_capital else ()
    key = bare(keys[0]) if keys else None  # of the word as it stands, whatever its script
    is_name = is_capital and (not begins or "." in word)
    return Token(
        word, start, end, "name" if is_name else "word", folded, term_of(folded, language), key, is_sure_name=is_name
    )


@lru_cache(maxsize=1 << 16)
def term_of(folded: str, language: str) -> str:
    """Return the stem of a word's basic form."""
    if language == "en":
        folded = BASES.get(folded, folded)
        folded = NATIONS.get(folded, folded)
        if len(folded) > 5:
            for pattern, spelling in SPELLINGS:
                folded = pattern.sub(spelling, folded)
    return term(folded, language)


def is_light(token: Token) -> bool:
    """Whether a word says nothing that its evidence would have to say too."""
    return token.kind == "word" and (token.term in LIGHT or token.fold in LIGHT)


def _mark_clauses(text: str, tokens: list[Token]) -> None:
    asides = [match.span() for match in _ASIDE.finditer(text)]
    clause, end = 0, 0
    for token in tokens:
        if _BOUNDARY.search(text, end, token.start) or (not token.kind and token.fold in CLAUSES):
            clause += 1
        token.clause, end = clause, token.end
        token.is_aside = any(start <= token.start < stop for start, stop in asides)
    for before, token in pairwise(tokens):
        # "Antony Blinken said": the first word is a name when the next one is, with nothing between.
        is_name = token.kind == "name" and before.kind == "word" and before.text[0].isupper()
        if is_name and text[before.end : token.start] in (" ", " - ", "-"):
            before.kind = "name"


def _mark_scopes(tokens: list[Token]) -> None:
    for at, token in enumerate(tokens):
        if _says_no(tokens, at):
            for reach, other in enumerate(_scope(tokens, at)):
                other.negated_by = other.negated_by or token.fold
                other.negated = other.negated or (DIRECT if not reach else NEAR)
        elif token.fold in HEDGES and (token.text.islower() or token.fold in _IF):
            scope = _scope(tokens, at)
            if token.fold in _IF:
                scope = [other for other in scope if other.clause == token.clause]
            for reach, other in enumerate(scope):
                other.hedged = other.hedged or (DIRECT if not reach else NEAR)


def negations(tokens: Sequence[Token]) -> list[Token]:
    """Return the words that say no."""
    return [token for at, token in enumerate(tokens) if _says_no(tokens, at)]


def _says_no(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if at and (tokens[at - 1].fold, token.fold) in _EXCLUDING:
        return True
    if token.fold in NEGATIONS:
        return not (token.fold == "not" and tokens[at + 1 : at + 2] and tokens[at + 1].fold == "only")
    return token.fold == "t" and at > 0 and tokens[at - 1].fold in CONTRACTED


def _scope(tokens: list[Token], at: int) -> list[Token]:
    """Return the words that a "not" or "may" is about, the one it stands before first."""
    found: list[Token] = []
    for other in tokens[at + 1 :]:
        if other.clause > tokens[at].clause + 1 or (
            other.clause > tokens[at].clause and other.fold in ("but", "because")
        ):
            break
        if other.kind:
            found.append(other)
        if len(found) == _SCOPE:
            break
    return found


_FOREIGN_NOT = word_set(
    """no nunca jamas nadie sin ni ne pas jamais sans nicht kein keine nie ohne non mai senza nao sem не нет без niet
    geen nem"""
)


def _mark_foreign(tokens: list[Token], language: str) -> None:
    for at, token in enumerate(tokens):
        if token.fold == "mai" and language != "it":  # elsewhere a month
            continue
        if token.fold in _FOREIGN_NOT:
            for other in [other for other in tokens[at + 1 : at + 6] if other.kind][:1]:
                other.negated = DIRECT


def is_passive(reading: Reading, verb: int) -> bool:
    """Whether a word is what something is done to by others: "was founded", "founded by"."""
    token = reading.tokens[verb]
    if token.kind != "word" or not (token.fold.endswith("ed") or token.fold in BASES):
        return False
    for other in reversed(reading.tokens[max(0, verb - 3) : verb]):
        if other.fold in BE:
            return True
        if other.fold in DETERMINERS:
            break
        if other.kind and not other.fold.endswith("ly"):
            break
    following = reading.tokens[verb + 1 : verb + 2]
    return bool(following) and following[0].fold == "by"


def kind_at(reading: Reading, at: int) -> str:
    """Return a token's kind; what a sentence begins with is taken for a name, as far as its letters go."""
    token = reading.tokens[at]
    if token.kind == "word" and at == 0 and token.text[0].isupper() and not token.fold.endswith(("ing", "ed")):
        return "name"
    return token.kind
