"""Drafts to articles of a library: what is new, stored in the catalog, indexed, and only then shown.

Work goes in batches, three at a time: while one is written to the indexes, the next is cut into passages and embedded,
and the one after it is read. Whatever happens to a batch, the catalog shows all of an article or nothing of it.
"""

import hashlib
import logging
from base64 import b32encode
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace

import numpy as np

from index.catalog import Catalog, Existing, Pending, PreparedDraft
from index.embeddings import Embedder
from index.errors import FootnoteError, QuotaReached, SourceError, SourceTooLarge, SourceUnreadable
from index.lexical import LexicalPassage
from index.models import Added, Draft
from index.preparing import GivenText, PreparedText
from index.retrieval import Shelf
from index.settings import LibrarySettings
from index.shelves import Shelves
from index.workshop import Workshop

_BATCH_CHARACTERS = 2_000_000  # some 2,000 passages
_BATCH_ARTICLES = 200
_BATCHES_UNDER_WAY = 2  # beside the one that is being read
_GROUP_ARTICLES = 50
_GROUP_CHARACTERS = 1_000_000

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Read:
    """A draft that was read, and the hash of its text."""

    draft: Draft
    content_hash: str


@dataclass(frozen=True, slots=True)
class _Accepted:
    """A draft that is to be stored, under this id."""

    draft: Draft
    id: str
    content_hash: str


@dataclass(slots=True)
class _Batch:
    """Drafts that are stored together, and what is said of each in the end."""

    outcomes: list[Added | _Accepted] = field(default_factory=list[Added | _Accepted])
    duplicates: dict[str, str] = field(default_factory=dict[str, str])  # new id → the id that has the same text
    updates: set[str] = field(default_factory=set[str])  # ids that are there already
    sources: set[str] = field(default_factory=set[str])
    ids: set[str] = field(default_factory=set[str])
    hashes: set[str] = field(default_factory=set[str])
    characters: int = 0

    @property
    def accepted(self) -> list[_Accepted]:
        return [outcome for outcome in self.outcomes if isinstance(outcome, _Accepted)]

    def take(self, accepted: _Accepted) -> None:
        """Add a draft that is to be stored."""
        self.sources.add(accepted.draft.source)
        self.hashes.add(accepted.content_hash)
        self.ids.add(accepted.id)
        self.characters += len(accepted.draft.text)

    def has(self, read: _Read) -> bool:
        """Whether the batch has the same article, or the same text, already."""
        draft = read.draft
        is_same = draft.id in self.ids if draft.id else draft.source in self.sources
        return is_same or read.content_hash in self.hashes

    @property
    def is_full(self) -> bool:
        return self.characters >= _BATCH_CHARACTERS or len(self.outcomes) >= _BATCH_ARTICLES

    def texts(self) -> list[GivenText]:
        """Return what is to be prepared."""
        drafts = (accepted.draft for accepted in self.accepted)
        return [GivenText(draft.title, draft.text, draft.language) for draft in drafts]


@dataclass(slots=True)
class _Room:
    """What a library may still take."""

    limits: LibrarySettings
    articles: int  # how many it holds
    bytes: int

    def require(self, draft: Draft, *, is_update: bool) -> None:
        """Raise SourceError or QuotaReached when there is no room for a draft."""
        if not draft.text.strip():
            raise SourceUnreadable(draft.source, "it has no text", "add one that has")
        length = _length(draft)
        if length > self.limits.max_article_bytes:
            raise SourceTooLarge(draft.source, self.limits.max_article_bytes)
        if self.articles >= self.limits.max_articles and not is_update:
            raise QuotaReached(f"the library is full ({self.articles} articles); remove some, or raise MAX_ARTICLES")
        if self.bytes + length > self.limits.max_library_bytes:
            raise QuotaReached("the library is full; remove articles, or raise MAX_LIBRARY_BYTES")

    def take(self, draft: Draft, *, is_update: bool) -> None:
        self.articles += not is_update
        self.bytes += _length(draft)


class Adder:
    """Adds drafts to one library, once."""

    def __init__(
        self, catalog: Catalog, shelves: Shelves, embedder: Embedder, limits: LibrarySettings, library: str
    ) -> None:
        self._catalog = catalog
        self._shelves = shelves
        self._embedder = embedder
        self._limits = limits
        self._library = library
        self._under_way: deque[tuple[_Batch, Future[list[Added]]]] = deque()  # the first is the one being indexed
        self._ended: list[Added] = []  # what became of earlier batches and wasn't yielded yet
        self._is_ending = False  # nothing more is begun

    def add(self, drafts: Iterable[Draft | SourceError], added_by: str | None) -> Generator[Added]:
        """Add drafts, yielding what became of each in order, once it is safe. Raises StorageError.

        Whoever closes it half way keeps what is being indexed then, told of it or not; the rest isn't begun.
        """
        self._shelves.require_own_embedding(self._library)
        shelf = self._shelves.shelf(self._library)
        with ExitStack() as ending:
            ending.callback(shelf.lexical.rest)
            storing = ending.enter_context(ThreadPoolExecutor(max_workers=1, thread_name_prefix="footnote-store"))
            vectors = ending.enter_context(ThreadPoolExecutor(max_workers=1, thread_name_prefix="footnote-vectors"))
            workshop = ending.enter_context(Workshop(self._embedder))
            try:
                for batch in self._batches(drafts):
                    preparing = workshop.submit(batch.texts())
                    stored = storing.submit(self._store, vectors, shelf, batch, preparing, added_by)
                    self._under_way.append((batch, stored))
                    self._settle(_BATCHES_UNDER_WAY)
                    yield from self._told()
                self._settle(0)
                yield from self._told()
            except GeneratorExit:
                self._is_ending = True
                raise

    def _settle(self, most: int) -> None:
        """Wait until at most so many batches are under way. Raises what went wrong with one."""
        while len(self._under_way) > most:
            _, stored = self._under_way.popleft()
            self._ended += stored.result()

    def _told(self) -> Iterator[Added]:
        ended, self._ended = self._ended, []
        yield from ended

    def _batches(self, drafts: Iterable[Draft | SourceError]) -> Iterator[_Batch]:
        batch = _Batch()
        counts = self._catalog.count(self._library)
        room = _Room(self._limits, counts.articles, counts.bytes)
        for group in _grouped(drafts):
            unseen = [begun for begun, _ in self._under_way]  # perhaps not in the catalog when it is asked
            existing = self._existing([read for read in group if isinstance(read, _Read)])
            for read in group:
                if isinstance(read, SourceError):
                    batch.outcomes.append(_failed(read.source, str(read)))
                    continue
                known = existing
                if batch.is_full or batch.has(read):
                    yield batch
                    unseen.append(batch)
                    batch = _Batch()
                if any(one.has(read) for one in unseen):
                    self._settle(0)  # what is there can be told only when it is there
                    known = self._existing([read])
                batch.outcomes.append(self._outcome(batch, read, known, room))
        if batch.outcomes:
            yield batch

    def _existing(self, reads: Sequence[_Read]) -> Existing:
        return self._catalog.existing(
            self._library,
            ids=[read.draft.id for read in reads if read.draft.id],
            sources=[read.draft.source for read in reads],
            hashes=[read.content_hash for read in reads],
        )

    def _outcome(self, batch: _Batch, read: _Read, existing: Existing, room: _Room) -> Added | _Accepted:
        """Accept a draft, or say why there is nothing to store."""
        draft = read.draft
        known = draft.id if draft.id in existing.hash_by_id else existing.id_by_source.get(draft.source)
        id = draft.id or known or _new_id(draft.source)
        is_update = known == id
        twin = existing.id_by_hash.get(read.content_hash)
        if is_update and twin is not None and self._is_unchanged(draft, id, read.content_hash):
            return self._unchanged(draft, id)
        if twin not in (None, id):
            if draft.id is None and known is None:
                return replace(self._unchanged(draft, twin), duplicate_of=twin)
            batch.duplicates[id] = twin
        try:
            room.require(draft, is_update=is_update)
        except FootnoteError as error:
            return _failed(draft.source, str(error))
        room.take(draft, is_update=is_update)
        if is_update:
            batch.updates.add(id)
        accepted = _Accepted(draft, id, read.content_hash)
        batch.take(accepted)
        return accepted

    def _is_unchanged(self, draft: Draft, id: str, content_hash: str) -> bool:
        if self._catalog.validators(self._library, id).content_hash != content_hash:
            return False
        there = self._catalog.article(self._library, id)
        return all(
            getattr(draft, name) in (None, getattr(there, name)) for name in ("title", "url", "author", "published")
        )

    def _unchanged(self, draft: Draft, id: str) -> Added:
        there = self._catalog.article(self._library, id)
        return Added(status="unchanged", source=draft.source, article=id, title=there.title, passages=there.passages)

    def _store(
        self,
        threads: ThreadPoolExecutor,
        shelf: Shelf,
        batch: _Batch,
        preparing: Future[list[PreparedText]],
        added_by: str | None,
    ) -> list[Added]:
        """Store, index and show a batch; take it back whole when that fails."""
        try:
            if self._is_ending:
                return []
            try:
                texts = preparing.result()
            except FootnoteError as error:
                return [_said(one, batch, {}, str(error)) for one in batch.outcomes]
            passages = self._show(threads, shelf, batch, texts, added_by)
        except BaseException:
            self._is_ending = True  # nothing is begun after what failed
            raise
        return [_said(one, batch, passages, None) for one in batch.outcomes]

    def _show(
        self,
        threads: ThreadPoolExecutor,
        shelf: Shelf,
        batch: _Batch,
        texts: Sequence[PreparedText],
        added_by: str | None,
    ) -> dict[str, int]:
        """Do so; return how many passages there are of each article, by its id."""
        accepted = batch.accepted
        pending = self._catalog.begin(
            self._library,
            [
                PreparedDraft(
                    draft=one.draft, id=one.id, content_hash=one.content_hash, spans=text.spans, added_by=added_by
                )
                for one, text in zip(accepted, texts, strict=True)
            ],
        )
        try:
            self._index(threads, shelf, pending, texts)
            leaving = self._catalog.publish(pending)
        except BaseException:
            self._take_back(shelf, pending)
            raise
        self._finish(shelf, leaving)
        return {one.id: len(text.spans) for one, text in zip(accepted, texts, strict=True)}

    def _index(
        self, threads: ThreadPoolExecutor, shelf: Shelf, pending: Sequence[Pending], texts: Sequence[PreparedText]
    ) -> None:
        """Put a batch into both indexes at the same time."""
        keys = [key for one in pending for key in one.passage_keys]
        if not keys:
            return
        in_vectors = threads.submit(shelf.vectors.add, keys, np.concatenate([text.vectors for text in texts]))
        try:
            shelf.lexical.change(add=_lexical_passages(pending, texts))
        finally:
            in_vectors.exception()  # waits: nothing is taken back while it is still being put in
        in_vectors.result()

    def _finish(self, shelf: Shelf, leaving: Sequence[int]) -> None:
        """Take replaced passages out of the indexes; nobody sees them any more, so a failure can wait."""
        if not leaving:
            return
        try:
            self._shelves.remove(shelf, leaving)
            self._catalog.finish(leaving)
        except FootnoteError:
            self._shelves.is_unclean = True
            log.exception("replaced passages are still in the indexes; the next change takes them out")

    def _take_back(self, shelf: Shelf, pending: Sequence[Pending]) -> None:
        """Undo a batch as far as the failure lets us; the next change, or the next start, undoes the rest."""
        if not pending:
            return
        try:
            self._shelves.remove(shelf, [key for one in pending for key in one.passage_keys])
            self._catalog.abandon(pending)
        except FootnoteError:
            self._shelves.is_unclean = True
            log.exception("taking back a batch failed; the next change does it")


def _grouped(drafts: Iterable[Draft | SourceError]) -> Iterator[list[_Read | SourceError]]:
    """Hash drafts, and group them so that the catalog is asked once for many; a long text ends a group."""
    group: list[_Read | SourceError] = []
    characters = 0
    for draft in drafts:
        if isinstance(draft, SourceError):
            group.append(draft)
        else:
            group.append(_Read(draft, hashlib.sha256(draft.text.encode("utf-8", "surrogatepass")).hexdigest()))
            characters += len(draft.text)
        if len(group) >= _GROUP_ARTICLES or characters >= _GROUP_CHARACTERS:
            yield group
            group, characters = [], 0
    if group:
        yield group


def _lexical_passages(pending: Sequence[Pending], texts: Sequence[PreparedText]) -> Iterator[LexicalPassage]:
    for one, text in zip(pending, texts, strict=True):
        for key, words in zip(one.passage_keys, text.words, strict=True):
            yield LexicalPassage(key=key, article=one.article_key, words=words)


def _length(draft: Draft) -> int:
    return len(draft.text.encode("utf-8", "surrogatepass"))


def _new_id(source: str) -> str:
    return b32encode(hashlib.sha256(source.encode("utf-8", "surrogatepass")).digest())[:10].decode().lower()


def _failed(source: str, error: str) -> Added:
    return Added(status="failed", source=source, error=error)


def _said(outcome: Added | _Accepted, batch: _Batch, passages: dict[str, int], error: str | None) -> Added:
    if isinstance(outcome, Added):
        return outcome
    if error is not None:
        return _failed(outcome.draft.source, error)
    return Added(
        status="updated" if outcome.id in batch.updates else "added",
        source=outcome.draft.source,
        article=outcome.id,
        title=outcome.draft.title,
        passages=passages[outcome.id],
        duplicate_of=batch.duplicates.get(outcome.id),
    )
