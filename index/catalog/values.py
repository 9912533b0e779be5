"""The values that cross the catalog's edge. A *key* is the catalog's own number for a row and is never used twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.models import ArticleReference, Draft
from index.passages import PassageSpan, SentenceSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedDraft:
    """A draft with all that the catalog needs to store it."""

    draft: Draft
    id: str  # the article's public id; an article of the library that has it gets a new revision
    content_hash: str  # equal for equal texts
    spans: Sequence[PassageSpan]  # its passages, in order
    added_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    """What an article was before its current revision."""

    draft: Draft  # its id is the article's
    content_hash: str
    added_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A stored revision that nobody sees yet."""

    library: str
    id: str
    article_key: int
    revision_key: int
    revision: int  # its number: 1 for the article's first, and higher for each after it
    passage_keys: Sequence[int]  # one for each of ``spans``
    spans: Sequence[PassageSpan]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """What a process that ended too early left behind."""

    pending: Mapping[str, Sequence[int]]  # by library: passages that may be in its indexes and were never published
    leaving: Mapping[str, Sequence[int]]  # by library: passages that may still be in its indexes and are gone
    revision_keys: Sequence[int]  # all that is unfinished, with passages or without

    def __bool__(self) -> bool:
        return bool(self.revision_keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPassage:
    """A passage with the words it holds: ``article.text[start:end] == text``."""

    key: int
    library: str
    article_key: int
    article: ArticleReference  # its revision number is there
    language: str | None  # of the article, ISO 639-1
    ordinal: int  # 0 for the article's first passage
    start: int
    end: int
    text: str
    sentences: Sequence[SentenceSpan]  # offsets in ``text``


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much a library holds."""

    articles: int
    passages: int
    bytes: int  # of text, in UTF-8


@dataclass(frozen=True, slots=True, kw_only=True)
class Existing:
    """Which of the articles that are about to be added a library has already."""

    hash_by_id: Mapping[str, str]  # the content hash of the article with this id
    id_by_source: Mapping[str, str]
    id_by_hash: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a conditional refresh of an article sends and compares."""

    source: str
    etag: str | None
    last_modified: str | None
    content_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexState:
    """Which generation of a library's indexes is the valid one, and the embedding it was made with."""

    generation: int
    embedding: str  # the embedding's identity
