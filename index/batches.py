"""Drafts on their way into a library: read, grouped for the catalog, and batched to be stored together."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from index.catalog import Pending
from index.errors import QuotaReached, SourceError, SourceTooLarge, SourceUnreadable
from index.models import Added, Draft
from index.preparing import GivenText
from index.settings import Quota

_BATCH_CHARACTERS = 2_000_000  # some 2,000 passages
_BATCH_ARTICLES = 200
_GROUP_ARTICLES = 50
_GROUP_CHARACTERS = 1_000_000


@dataclass(frozen=True, slots=True)
class Read:
    """A draft that was read, and the hash of its text."""

    draft: Draft
    content_hash: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """A draft that is to be stored, under this id."""

    draft: Draft
    id: str
    content_hash: str


@dataclass(slots=True)
class Batch:
    """Drafts that are stored together, and what is said of each in the end."""

    outcomes: list[Added | Accepted] = field(default_factory=list[Added | Accepted])
    duplicates: dict[str, str] = field(default_factory=dict[str, str])  # new id → the id that has the same text
    updates: dict[str, str] = field(default_factory=dict[str, str])  # id that is there already → hash of its new text
    sources: set[str] = field(default_factory=set[str])
    ids: set[str] = field(default_factory=set[str])
    hashes: set[str] = field(default_factory=set[str])
    characters: int = 0
    pending: Sequence[Pending] = ()  # what was stored of what was accepted
    withdraws: bool = False  # whether nothing is to stay of the revisions that it replaces

    @property
    def accepted(self) -> list[Accepted]:
        return [outcome for outcome in self.outcomes if isinstance(outcome, Accepted)]

    def take(self, accepted: Accepted) -> None:
        """Add a draft that is to be stored."""
        self.outcomes.append(accepted)
        self.sources.add(accepted.draft.source)
        self.hashes.add(accepted.content_hash)
        self.ids.add(accepted.id)
        self.characters += len(accepted.draft.text)

    def texts(self) -> list[GivenText]:
        """Return what is to be prepared."""
        drafts = (accepted.draft for accepted in self.accepted)
        return [GivenText(draft.title, draft.text, draft.language) for draft in drafts]

    def replaces(self, id: str, content_hash: str) -> bool:
        """Whether an article that has this text now is about to get another."""
        return self.updates.get(id, content_hash) != content_hash

    def has(self, read: Read) -> bool:
        """Whether the batch has the same article, or the same text, already."""
        draft = read.draft
        is_same = draft.id in self.ids if draft.id else draft.source in self.sources
        return is_same or read.content_hash in self.hashes

    @property
    def is_full(self) -> bool:
        return self.characters >= _BATCH_CHARACTERS or len(self.outcomes) >= _BATCH_ARTICLES


@dataclass(slots=True)
class Room:
    """What a library may still take."""

    max_article_bytes: int
    quota: Quota
    articles: int  # how many it holds
    bytes: int

    def require(self, draft: Draft, *, is_update: bool) -> None:
        """Raise SourceError or QuotaReached when there is no room for a draft."""
        if not draft.text.strip():
            raise SourceUnreadable(draft.source, "it has no text", "add one that has")
        length = _length(draft)
        if length > self.max_article_bytes:
            raise SourceTooLarge(draft.source, self.max_article_bytes)
        if self.articles >= self.quota.articles and not is_update:
            setting = self.quota.articles_setting
            raise QuotaReached(f"the library is full ({self.articles} articles); remove some, or raise {setting}")
        if self.bytes + length > self.quota.bytes:
            raise QuotaReached(f"the library is full; remove articles, or raise {self.quota.bytes_setting}")

    def take(self, draft: Draft, *, is_update: bool) -> None:
        self.articles += not is_update
        self.bytes += _length(draft)


def grouped(drafts: Iterable[Draft | SourceError]) -> Iterator[list[Read | SourceError]]:
    """Hash drafts, and group them so that the catalog is asked once for many; a long text ends a group."""
    group: list[Read | SourceError] = []
    characters = 0
    for draft in drafts:
        if isinstance(draft, SourceError):
            group.append(draft)
        else:
            group.append(Read(draft, hashlib.sha256(draft.text.encode("utf-8", "surrogatepass")).hexdigest()))
            characters += len(draft.text)
        if len(group) >= _GROUP_ARTICLES or characters >= _GROUP_CHARACTERS:
            yield group
            group, characters = [], 0
    if group:
        yield group


def _length(draft: Draft) -> int:
    return len(draft.text.encode("utf-8", "surrogatepass"))
