"""The values that cross Footnote's boundaries: frozen, keyword-only, free of any library's classes.

Offsets are counted in Python characters (Unicode code points) of an article's stored text, so that
``article.text[start:end] == quote`` holds for every citation.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Verdict = Literal["good", "bad"]
FlagReason = Literal["doesn't say this", "out of date", "wrong article", "incomplete"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article as a source gave it, before it is in a library."""

    text: str
    title: str
    source: str  # what identifies it when it is added again: an absolute path, an address, "paste:<hash>"
    id: str | None = None  # only when the source names one (a JSONL row); else the library makes it
    url: str | None = None  # where a reader can open the original
    site: str | None = None
    author: str | None = None
    published: str | None = None  # ISO 8601 date, "2022-09-13"
    language: str | None = None  # ISO 639-1, lower case; None: not known yet
    etag: str | None = None  # the fetch's validators, for a conditional refresh
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """A refresh found that the address still serves what was read last."""

    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One revision of an article in a library."""

    id: str
    library: str
    revision: int  # 1 for the first
    title: str
    text: str  # exactly as stored; every offset counts in it
    source: str
    url: str | None
    site: str | None
    author: str | None
    published: str | None  # ISO 8601 date
    language: str | None  # ISO 639-1
    added_by: str | None  # whoever the caller said; the command line says None
    added_at: datetime  # aware, UTC; of this revision
    passages: int  # how many


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSummary:
    """An article as a list shows it: all but its text."""

    id: str
    library: str
    title: str
    url: str | None
    site: str | None
    author: str | None
    published: str | None  # ISO 8601 date
    language: str | None  # ISO 639-1
    revision: int
    passages: int  # how many
    characters: int
    added_by: str | None
    added_at: datetime  # aware, UTC; of this revision
    first_added_at: datetime  # aware, UTC; of the article's first revision
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageView:
    """One passage of an article, as a reader walks through it: ``article.text[start:end] == text``."""

    article: ArticleSummary
    ordinal: int  # from 0
    count: int  # how many passages the article has
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleReference:
    """As much of an article as a citation needs."""

    id: str
    title: str
    url: str | None
    published: str | None
    site: str | None = None
    revision: int = 1
    library: str = "shared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Characters of a quote that likely are the answer itself, counted from the quote's start."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The place a sentence rests on: ``article.text[start:end] == quote``."""

    number: int  # the n of [n], from 1
    article: ArticleReference
    passage: str  # the id of the passage it lies in
    quote: str
    start: int  # offset in the article's text
    end: int
    marks: tuple[Mark, ...] = ()
    slot: int = 0  # names it within its kept answer for good, whatever its number becomes; 0: its first number

    def __post_init__(self) -> None:
        if not self.slot:
            object.__setattr__(self, "slot", self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of an answer, or a quote, and the numbers of the citations it rests on."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a question ended in. A refusal is an answer too: ``status`` says which."""

    question: str
    status: Literal["answered", "refused"]
    mode: Literal["quotes", "generated"]
    text: str  # the sentences with their [n], or the words of the refusal
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    nearest: tuple[Citation, ...]  # when refused: the closest quotes, best first
    confidence: float  # probability, 0 to 1, that the library answers the question
    seconds: float
    retrieved: tuple[str, ...] = ()  # article ids, best first, at most 10
    note: str = ""  # one line for whoever reads it: what was left out, or why there are only quotes
    unshown: tuple[Citation, ...] = ()  # what was shown before it was written: buttons may still name their slots

    def is_quote(self, sentence: Sentence) -> bool:
        """Whether a sentence is the very words of a citation; a written answer may end with such quotes."""
        return any(one.number in sentence.citations and one.quote == sentence.text for one in self.citations)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence of a message, and what the articles say of it."""

    text: str  # as it was written, without markup
    supporting: tuple[Citation, ...] = ()  # their words carry it
    contradicting: tuple[Citation, ...] = ()  # their words say otherwise
    nearest: tuple[Citation, ...] = ()  # of a claim that isn't in the articles: what comes closest
    is_unclear: bool = False  # nobody can tell whom or what it is about, so it was held against nothing

    @property
    def status(self) -> Literal["supported", "contradicted", "disputed", "absent", "unclear"]:
        """What the articles say of it; disputed: one supports it, and another one contradicts it."""
        if self.is_unclear:
            return "unclear"
        if self.supporting:
            return "disputed" if self.contradicting else "supported"
        return "contradicted" if self.contradicting else "absent"

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All that is quoted for it."""
        return (*self.supporting, *self.contradicting, *self.nearest)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedClaims:
    """What a message claims, claim by claim. The citations are numbered through: a place has one number."""

    claims: tuple[Claim, ...]  # in order; none where the message states nothing
    left_out: int  # claims past the most that are checked
    answer: Answer  # the same quotes as an answer to the message, as which they can be kept and opened


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """An answer as it was given, citations and all.

    What it quotes of an article stays as it was when the article changes, and is replaced when the article is removed.
    """

    id: str  # 12 url-safe characters, not to be guessed
    library: str  # the one that was asked; citations may be of the shared one
    asked_by: str | None
    created_at: datetime  # aware, UTC
    answer: Answer
    turns: tuple[str, ...] = ()  # the questions before it, oldest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A citation of a kept answer, opened by a reader. Buttons name it by its slot."""

    kept: KeptAnswer
    citation: Citation  # when current, with the place where the quote stands now
    state: Literal["current", "updated", "removed"]  # updated: the article is there, the quote isn't in it any more
    view: PassageView | None  # when current: the passage that the quote starts in
    before: str  # the words around the quote when the answer was given; all empty when removed
    quote: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of one article that was given to a library."""

    status: Literal["added", "updated", "unchanged", "failed"]
    source: str
    article: str | None = None  # its id; None when it failed
    title: str | None = None
    passages: int = 0
    error: str | None = None  # one line: what happened and what to do
    duplicate_of: str | None = None  # the id of the article in the library that has the same text
    revision: int | None = None  # the number of the article's revision then; None when it failed
    is_full: bool = False  # it failed because the library holds as much as it may


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that ``doctor`` looked at."""

    check: str
    ok: bool
    detail: str  # one line: what was found and, when it isn't ok, what mends it
    repaired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with its known answers, as ``evaluate`` reads it."""

    id: str
    question: str
    answers: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    answerable: bool | None = True  # None: nobody knows
    turns: tuple[str, ...] = ()  # the questions asked before it, oldest first
    library: str | None = None  # which is to be asked; None: the one that is meant where nothing is said
    need: Literal["any", "all"] = "any"  # whether one of the answers is enough
    sentences: tuple[str, ...] = field(default=())  # the evidence, where it is known
    paragraph: str | None = None  # where the answer stands, where it is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """What someone says against a citation."""

    citation: Citation
    reason: FlagReason
    note: str  # their own words, or none


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFeedback:
    """What readers said of an answer."""

    kept: KeptAnswer
    question: Question  # with what their verdicts make known: its right articles, and whether it is answerable
    good: int  # verdicts
    bad: int
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """How much a library holds, and may."""

    articles: int
    bytes: int  # of text, in UTF-8
    passages: int
    max_articles: int
    max_bytes: int
    answers: int  # kept that were given in it
    answer_retention_days: int  # for which each is kept


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenUsage:
    """What a library's answers have cost today, in UTC, in tokens of the model that is set."""

    read: int
    written: int
    limit: int  # of both together; 0: none

    @property
    def is_used_up(self) -> bool:
        """Whether no more may be spent today."""
        return bool(self.limit) and self.read + self.written >= self.limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far long work is."""

    done: int
    total: int | None  # None: not known yet
    what: str
