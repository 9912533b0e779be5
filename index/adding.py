"""Drafts to articles of a library: what is new, stored in the catalog, indexed, and only then shown.

Work goes in batches, three at a time: while one is written to the indexes, the next is cut into passages and embedded,
and the one after it is read. Whatever happens to a batch, the catalog shows all of an article or nothing of it.
"""

import hashlib
import logging
from base64 import b32encode
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from enum import Enum, auto

import numpy as np

from index.batches import Accepted, Batch, Read, Room, grouped
from index.catalog import Catalog, Existing, Pending, PreparedDraft, Previous
from index.embeddings import Embedder
from index.errors import FootnoteError, QuotaReached, SourceError
from index.lexical import LexicalPassage
from index.models import Added, Draft
from index.preparing import PreparedText
from index.retrieval import Shelf
from index.settings import LibrarySettings
from index.shelves import Shelves
from index.workshop import Workshop

_BATCHES_UNDER_WAY = 2  # beside the one that is being read

log = logging.getLogger(__name__)


class Pause(Enum):
    """Yielded where others may change something before the rest is added: nothing is under way then."""

    HERE = auto()


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
        self._under_way: deque[tuple[Batch, Future[list[Added]]]] = deque()  # the first is the one being indexed
        self._ended: list[Added] = []  # what became of earlier batches and wasn't yielded yet
        self._is_ending = False  # nothing more is begun

    def add(
        self, drafts: Iterable[Draft | SourceError], added_by: str | None, *, gives_way: Callable[[], bool] = bool
    ) -> Generator[Added | Pause]:
        """Add drafts, yielding what became of each in order, once it is safe. Raises StorageError.

        It pauses now and then while ``gives_way()``, which it never does unless told. Whoever closes it half way keeps
        what is being indexed then, told of it or not; the rest isn't begun.
        """
        yield from self._store_all(self._batches(drafts, gives_way), added_by)

    def restore(self, previous: Previous) -> Added:
        """Give an article back what it was before its last update, of which nothing stays. Raises StorageError."""
        draft = previous.draft
        assert draft.id is not None, "the catalog names the article"
        batch = Batch(updates={draft.id: previous.content_hash}, withdraws=True)
        batch.take(Accepted(draft, draft.id, previous.content_hash))
        [added] = [one for one in self._store_all([batch], previous.added_by) if isinstance(one, Added)]
        return added

    def _store_all(self, batches: Iterable[Batch | Pause], added_by: str | None) -> Generator[Added | Pause]:
        shelf = self._shelf()
        with ExitStack() as ending:
            ending.callback(lambda: shelf.lexical.rest())  # noqa: PLW0108 - of the shelf that is filled last
            vectors = ending.enter_context(ThreadPoolExecutor(max_workers=1, thread_name_prefix="footnote-vectors"))
            workshop = ending.enter_context(Workshop(self._embedder))
            # The last to begin and the first to end: what is under way needs both others until then.
            storing = ending.enter_context(ThreadPoolExecutor(max_workers=1, thread_name_prefix="footnote-store"))
            try:
                for batch in batches:
                    if isinstance(batch, Pause):
                        self._settle(0)
                        yield from self._told()
                        shelf.lexical.rest()
                        yield batch
                        shelf = self._shelf()  # another perhaps, made anew meanwhile
                        continue
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

    def _shelf(self) -> Shelf:
        self._shelves.require_own_embedding(self._library)
        return self._shelves.shelf(self._library)

    def _settle(self, most: int) -> None:
        """Wait until at most so many batches are under way. Raises what went wrong with one."""
        while len(self._under_way) > most:
            _, stored = self._under_way.popleft()
            self._ended += stored.result()

    def _told(self) -> Iterator[Added]:
        ended, self._ended = self._ended, []
        yield from ended

    def _batches(self, drafts: Iterable[Draft | SourceError], gives_way: Callable[[], bool]) -> Iterator[Batch | Pause]:
        batch = Batch()
        room = self._room()
        for group in grouped(drafts):
            unseen = [begun for begun, _ in self._under_way]  # perhaps not in the catalog when it is asked
            existing = self._existing([read for read in group if isinstance(read, Read)])
            for read in group:
                if isinstance(read, SourceError):
                    batch.outcomes.append(_failed(read.source, str(read)))
                    continue
                known = existing
                if batch.is_full or batch.has(read):
                    yield batch
                    unseen.append(batch)
                    batch = Batch()
                if any(one.has(read) for one in unseen):
                    self._settle(0)  # what is there can be told only when it is there
                    known = self._existing([read])
                self._decide(read, known, room, [batch, *unseen])
            if gives_way():
                yield batch
                yield Pause.HERE
                batch, room = Batch(), self._room()
        if batch.outcomes:
            yield batch

    def _room(self) -> Room:
        counts = self._catalog.count(self._library)
        return Room(self._limits.max_article_bytes, self._limits.quota(self._library), counts.articles, counts.bytes)

    def _existing(self, reads: Sequence[Read]) -> Existing:
        return self._catalog.existing(
            self._library,
            ids=[read.draft.id for read in reads if read.draft.id],
            sources=[read.draft.source for read in reads],
            hashes=[read.content_hash for read in reads],
        )

    def _decide(self, read: Read, existing: Existing, room: Room, batches: Sequence[Batch]) -> None:
        """Take a draft into the first of the batches, or say there why there is nothing to store."""
        batch = batches[0]
        draft = read.draft
        known = draft.id if draft.id in existing.hash_by_id else existing.id_by_source.get(draft.source)
        id = draft.id or known or _new_id(draft.source)
        is_update = known == id
        twin = existing.id_by_hash.get(read.content_hash)
        if twin is not None and any(one.replaces(twin, read.content_hash) for one in batches):
            twin = None
        if is_update and twin is not None and self._is_unchanged(draft, id, read.content_hash):
            batch.outcomes.append(self._unchanged(draft, id))
            return
        if twin not in (None, id):
            if draft.id is None and known is None:
                batch.outcomes.append(replace(self._unchanged(draft, twin), duplicate_of=twin))
                return
            batch.duplicates[id] = twin
        try:
            room.require(draft, is_update=is_update)
        except FootnoteError as error:
            failed = replace(_failed(draft.source, str(error)), is_full=isinstance(error, QuotaReached))
            batch.outcomes.append(failed)
            return
        room.take(draft, is_update=is_update)
        if is_update:
            batch.updates[id] = read.content_hash
        batch.take(Accepted(draft, id, read.content_hash))

    def _is_unchanged(self, draft: Draft, id: str, content_hash: str) -> bool:
        if self._catalog.validators(self._library, id).content_hash != content_hash:
            return False
        there = self._catalog.article(self._library, id)
        return all(
            getattr(draft, name) in (None, getattr(there, name)) for name in ("title", "url", "author", "published")
        )

    def _unchanged(self, draft: Draft, id: str) -> Added:
        there = self._catalog.article(self._library, id)
        return Added(
            status="unchanged",
            source=draft.source,
            article=id,
            title=there.title,
            passages=there.passages,
            revision=there.revision,
        )

    def _store(
        self,
        threads: ThreadPoolExecutor,
        shelf: Shelf,
        batch: Batch,
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
                return [_said(one, batch, str(error)) for one in batch.outcomes]
            self._show(threads, shelf, batch, texts, added_by)
        except BaseException:
            self._is_ending = True  # nothing is begun after what failed
            raise
        return [_said(one, batch, None) for one in batch.outcomes]

    def _show(
        self,
        threads: ThreadPoolExecutor,
        shelf: Shelf,
        batch: Batch,
        texts: Sequence[PreparedText],
        added_by: str | None,
    ) -> None:
        """Do so."""
        batch.pending = self._catalog.begin(
            self._library,
            [
                PreparedDraft(
                    draft=one.draft, id=one.id, content_hash=one.content_hash, spans=text.spans, added_by=added_by
                )
                for one, text in zip(batch.accepted, texts, strict=True)
            ],
        )
        try:
            self._index(threads, shelf, batch.pending, texts)
            leaving = self._catalog.publish(batch.pending, withdraws=batch.withdraws)
        except BaseException:
            self._take_back(shelf, batch.pending)
            raise
        self._finish(shelf, leaving)

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
        except FootnoteError as error:
            self._shelves.is_unclean = True
            log.warning("replaced passages are still in the indexes; the next change takes them out: %s", error)

    def _take_back(self, shelf: Shelf, pending: Sequence[Pending]) -> None:
        """Undo a batch as far as the failure lets us; the next change, or the next start, undoes the rest."""
        if not pending:
            return
        try:
            self._shelves.remove(shelf, [key for one in pending for key in one.passage_keys])
            self._catalog.abandon(pending)
        except FootnoteError as error:
            self._shelves.is_unclean = True
            log.warning("taking back a batch failed; the next change does it: %s", error)


def _lexical_passages(pending: Sequence[Pending], texts: Sequence[PreparedText]) -> Iterator[LexicalPassage]:
    for one, text in zip(pending, texts, strict=True):
        for key, words in zip(one.passage_keys, text.words, strict=True):
            yield LexicalPassage(key=key, article=one.article_key, words=words)


def _new_id(source: str) -> str:
    return b32encode(hashlib.sha256(source.encode("utf-8", "surrogatepass")).digest())[:10].decode().lower()


def _failed(source: str, error: str) -> Added:
    return Added(status="failed", source=source, error=error)


def _said(outcome: Added | Accepted, batch: Batch, error: str | None) -> Added:
    if isinstance(outcome, Added):
        return outcome
    if error is not None:
        return _failed(outcome.draft.source, error)
    stored = next(one for one in batch.pending if one.id == outcome.id)
    return Added(
        status="updated" if outcome.id in batch.updates else "added",
        source=outcome.draft.source,
        article=outcome.id,
        title=outcome.draft.title,
        passages=len(stored.spans),
        duplicate_of=batch.duplicates.get(outcome.id),
        revision=stored.revision,
    )
