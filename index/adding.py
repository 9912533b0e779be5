"""Drafts to articles of a library: what is new, stored in the catalog, indexed, and only then shown.

Work goes in batches, two at a time: while one is written to the indexes, the next is cut into passages and embedded.
Whatever happens to a batch, the catalog shows all of an article or nothing of it.
"""

import hashlib
import logging
from base64 import b32encode
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace

from llama_index.core.schema import Document, TextNode

from index.batches import Batch, Read, Room, grouped
from index.catalog import Catalog, Existing, Pending, PreparedDraft, Previous
from index.embeddings import Embedder, Vectors
from index.errors import FootnoteError, QuotaReached, SourceError
from index.lexical import LexicalPassage
from index.models import Added, Draft
from index.passages import PassageParser, PassageSpan
from index.retrieval import Shelf
from index.settings import LibrarySettings
from index.shelves import Shelves, embedded_text

log = logging.getLogger(__name__)


class Adder:
    """Adds drafts to one library."""

    def __init__(
        self, catalog: Catalog, shelves: Shelves, embedder: Embedder, limits: LibrarySettings, library: str
    ) -> None:
        self._catalog = catalog
        self._shelves = shelves
        self._embedder = embedder
        self._limits = limits
        self._library = library
        self._parser = PassageParser()
        self._under_way: Future[list[Added]] | None = None  # the batch that is being indexed

    def add(self, drafts: Iterable[Draft | SourceError], added_by: str | None) -> Generator[Added]:
        """Add drafts, yielding what became of each in order, once it is safe. Raises StorageError.

        Whoever closes it half way keeps what is being indexed then, told of it or not; the rest isn't begun.
        """
        yield from self._store_all(self._batches(drafts, added_by))

    def restore(self, previous: Previous) -> Added:
        """Give an article back what it was before its last update, of which nothing stays. Raises StorageError."""
        draft = previous.draft
        assert draft.id is not None, "the catalog names the article"
        batch = Batch(updates={draft.id: previous.content_hash}, withdraws=True)
        prepared = PreparedDraft(
            draft=draft,
            id=draft.id,
            content_hash=previous.content_hash,
            spans=self._spans(draft),
            added_by=previous.added_by,
        )
        batch.outcomes.append(prepared)
        [added] = self._store_all([batch])
        return added

    def _store_all(self, batches: Iterable[Batch]) -> Generator[Added]:
        self._shelves.require_own_embedding(self._library)
        shelf = self._shelves.shelf(self._library)
        with ExitStack() as ending:
            ending.callback(shelf.lexical.rest)
            threads = ending.enter_context(ThreadPoolExecutor(max_workers=2, thread_name_prefix="footnote-index"))
            for batch in batches:
                batch.pending = self._catalog.begin(self._library, batch.prepared)
                try:
                    vectors = self._embed(batch)
                    if self._under_way is not None:
                        yield from self._under_way.result()
                except BaseException:
                    self._wait()
                    self._take_back(shelf, batch.pending)
                    raise
                self._under_way = threads.submit(self._store, threads, shelf, batch, vectors)
            if self._under_way is not None:
                yield from self._under_way.result()

    def _batches(self, drafts: Iterable[Draft | SourceError], added_by: str | None) -> Iterator[Batch]:
        batch = Batch()
        counts = self._catalog.count(self._library)
        room = Room(self._limits, counts.articles, counts.bytes)
        unseen: list[Batch] = []  # yielded, and perhaps not in the catalog when it was asked for a group
        for group in grouped(drafts):
            existing = self._existing([read for read in group if isinstance(read, Read)])
            unseen = unseen[-1:]
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
                    self._wait()  # what is there can be told only when it is there
                    known = self._existing([read])
                outcome = self._outcome(read, known, added_by, room, [batch, *unseen])
                batch.outcomes.append(outcome)
        if batch.outcomes:
            yield batch

    def _wait(self) -> None:
        if self._under_way is not None:
            self._under_way.exception()

    def _existing(self, reads: Sequence[Read]) -> Existing:
        return self._catalog.existing(
            self._library,
            ids=[read.draft.id for read in reads if read.draft.id],
            sources=[read.draft.source for read in reads],
            hashes=[read.content_hash for read in reads],
        )

    def _outcome(
        self, read: Read, existing: Existing, added_by: str | None, room: Room, batches: Sequence[Batch]
    ) -> Added | PreparedDraft:
        """Prepare a draft for the first of the batches, or say why there is nothing to store."""
        batch = batches[0]
        draft = read.draft
        known = draft.id if draft.id in existing.hash_by_id else existing.id_by_source.get(draft.source)
        id = draft.id or known or _new_id(draft.source)
        is_update = known == id
        twin = existing.id_by_hash.get(read.content_hash)
        if twin is not None and any(one.replaces(twin, read.content_hash) for one in batches):
            twin = None
        if is_update and twin is not None and self._is_unchanged(draft, id, read.content_hash):
            return self._unchanged(draft, id)
        if twin not in (None, id):
            if draft.id is None and known is None:
                return replace(self._unchanged(draft, twin), duplicate_of=twin)
            batch.duplicates[id] = twin
        try:
            room.require(draft, is_update=is_update)
        except FootnoteError as error:
            return replace(_failed(draft.source, str(error)), is_full=isinstance(error, QuotaReached))
        room.take(draft, is_update=is_update)
        if is_update:
            batch.updates[id] = read.content_hash
        prepared = PreparedDraft(
            draft=draft, id=id, content_hash=read.content_hash, spans=self._spans(draft), added_by=added_by
        )
        batch.take(prepared)
        return prepared

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

    def _spans(self, draft: Draft) -> list[PassageSpan]:
        document = Document(text=draft.text, metadata={"language": draft.language})
        nodes = self._parser.get_nodes_from_documents([document])
        return [
            PassageSpan(node.start_char_idx or 0, node.end_char_idx or 0, node.metadata["words"])
            for node in nodes
            if isinstance(node, TextNode)
        ]

    def _embed(self, batch: Batch) -> Vectors | FootnoteError:
        texts = [
            embedded_text(prepared.draft.title, prepared.draft.text[span.start : span.end])
            for prepared in batch.prepared
            for span in prepared.spans
        ]
        try:
            return self._embedder.embed_passages(texts)
        except FootnoteError as error:
            return error

    def _store(
        self, threads: ThreadPoolExecutor, shelf: Shelf, batch: Batch, vectors: Vectors | FootnoteError
    ) -> list[Added]:
        """Index a batch and show it; take it back whole when that fails."""
        if isinstance(vectors, FootnoteError):
            self._take_back(shelf, batch.pending)
            return [_said(one, batch, str(vectors)) for one in batch.outcomes]
        try:
            self._index(threads, shelf, batch, vectors)
            leaving = self._catalog.publish(batch.pending, withdraws=batch.withdraws)
        except BaseException:
            self._take_back(shelf, batch.pending)
            raise
        self._finish(shelf, leaving)
        return [_said(one, batch, None) for one in batch.outcomes]

    def _index(self, threads: ThreadPoolExecutor, shelf: Shelf, batch: Batch, vectors: Vectors) -> None:
        """Put a batch into both indexes at the same time."""
        keys = [key for one in batch.pending for key in one.passage_keys]
        if not keys:
            return
        in_vectors = threads.submit(shelf.vectors.add, keys, vectors)
        try:
            shelf.lexical.change(add=_lexical_passages(batch))
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


def _lexical_passages(batch: Batch) -> Iterator[LexicalPassage]:
    for prepared, pending in zip(batch.prepared, batch.pending, strict=True):
        draft = prepared.draft
        for key, span in zip(pending.passage_keys, pending.spans, strict=True):
            yield LexicalPassage(
                key=key,
                article=pending.article_key,
                title=draft.title,
                text=draft.text[span.start : span.end],
                language=draft.language,
            )


def _new_id(source: str) -> str:
    return b32encode(hashlib.sha256(source.encode("utf-8", "surrogatepass")).digest())[:10].decode().lower()


def _failed(source: str, error: str) -> Added:
    return Added(status="failed", source=source, error=error)


def _said(outcome: Added | PreparedDraft, batch: Batch, error: str | None) -> Added:
    if isinstance(outcome, Added):
        return outcome
    if error is not None:
        return _failed(outcome.draft.source, error)
    return Added(
        status="updated" if outcome.id in batch.updates else "added",
        source=outcome.draft.source,
        article=outcome.id,
        title=outcome.draft.title,
        passages=len(outcome.spans),
        duplicate_of=batch.duplicates.get(outcome.id),
        revision=next(one.revision for one in batch.pending if one.id == outcome.id),
    )
