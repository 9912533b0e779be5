"""Drafts to articles of a library: what is new, stored in the catalog, indexed, and only then shown.

Work goes in batches, two at a time: while one is written to the indexes, the next is cut into passages and embedded.
Whatever happens to a batch, the catalog shows all of an article or nothing of it.
"""

import hashlib
import logging
from base64 import b32encode
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from llama_index.core.schema import Document

from index.analysis import fold, words
from index.catalog import Catalog, Pending, PreparedDraft
from index.embeddings import Embedder, Vectors
from index.errors import FootnoteError, QuotaReached, SourceError, SourceTooLarge, SourceUnreadable, StorageError
from index.lexical import LexicalPassage
from index.models import Added, Draft
from index.passages import PassageParser, PassageSpan
from index.retrieval import Shelf
from index.settings import LibrarySettings
from index.shelves import Shelves, embedded_text
from index.sources import detect_language
from index.stopwords import STOPWORDS

_BATCH_PASSAGES = 2_000
_BATCH_ARTICLES = 200
_SAMPLE_CHARACTERS = 1_500
_CLEAR_SHARE = 0.2  # of a text's words that are a language's function words, for the language to be clear

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Batch:
    """Drafts that are stored together, and what is said of each in the end."""

    outcomes: list[Added | PreparedDraft] = field(default_factory=list[Added | PreparedDraft])
    duplicates: dict[str, str] = field(default_factory=dict[str, str])  # new id → the id that has the same text
    updates: set[str] = field(default_factory=set[str])  # ids that are there already
    sources: set[str] = field(default_factory=set[str])
    ids: set[str] = field(default_factory=set[str])
    hashes: set[str] = field(default_factory=set[str])
    passages: int = 0

    @property
    def prepared(self) -> list[PreparedDraft]:
        return [outcome for outcome in self.outcomes if isinstance(outcome, PreparedDraft)]

    def has(self, draft: Draft, content_hash: str) -> bool:
        """Whether the batch has the same article, or the same text, already."""
        return draft.source in self.sources or content_hash in self.hashes or (draft.id or "") in self.ids

    @property
    def is_full(self) -> bool:
        return self.passages >= _BATCH_PASSAGES or len(self.outcomes) >= _BATCH_ARTICLES


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

    def add(self, drafts: Iterable[Draft | SourceError], added_by: str | None) -> Iterator[Added]:
        """Add drafts, yielding what became of each in order, once it is safe. Raises StorageError."""
        self._shelves.require_own_embedding(self._library)
        shelf = self._shelves.shelf(self._library)
        with ThreadPoolExecutor(max_workers=1, thread_name_prefix="footnote-index") as indexer:
            under_way: Future[list[Added]] | None = None
            for batch in self._batches(drafts, added_by, lambda: under_way):
                pending = self._catalog.begin(self._library, batch.prepared)
                vectors = self._embed(batch, pending)
                if under_way is not None:
                    yield from under_way.result()
                under_way = indexer.submit(self._store, shelf, batch, pending, vectors)
            if under_way is not None:
                yield from under_way.result()

    def _batches(
        self, drafts: Iterable[Draft | SourceError], added_by: str | None, under_way: "_UnderWay"
    ) -> Iterator[_Batch]:
        batch, before = _Batch(), _Batch()
        counts = self._catalog.count(self._library)
        articles, size = counts.articles, counts.bytes
        for draft in drafts:
            if isinstance(draft, SourceError):
                batch.outcomes.append(_failed(draft.source, str(draft)))
                continue
            content_hash = hashlib.sha256(draft.text.encode("utf-8", "surrogatepass")).hexdigest()
            if batch.is_full or batch.has(draft, content_hash):
                yield batch
                batch, before = _Batch(), batch
            if before.has(draft, content_hash) and (future := under_way()) is not None:
                future.exception()  # waits: what is there can be told only when it is there
            outcome = self._outcome(batch, draft, content_hash, added_by, articles, size)
            batch.outcomes.append(outcome)
            if isinstance(outcome, PreparedDraft):
                batch.sources.add(draft.source)
                batch.hashes.add(content_hash)
                batch.ids.add(outcome.id)
                batch.passages += len(outcome.spans)
                articles += outcome.id not in batch.updates
                size += len(draft.text.encode())
        if batch.outcomes:
            yield batch

    def _outcome(
        self, batch: _Batch, draft: Draft, content_hash: str, added_by: str | None, articles: int, size: int
    ) -> Added | PreparedDraft:
        """Prepare a draft, or say why there is nothing to store."""
        try:
            self._require_room(draft, articles, size)
        except FootnoteError as error:
            return _failed(draft.source, str(error))
        existing = self._catalog.existing(
            self._library, ids=[draft.id] if draft.id else [], sources=[draft.source], hashes=[content_hash]
        )
        known = draft.id if draft.id in existing.hash_by_id else existing.id_by_source.get(draft.source)
        id = draft.id or known or _new_id(draft.source)
        twin = existing.id_by_hash.get(content_hash)
        if known == id and twin is not None and self._is_unchanged(draft, id, content_hash):
            return self._unchanged(draft, id)
        if twin not in (None, id):
            if draft.id is None and known is None:
                return replace(self._unchanged(draft, twin), duplicate_of=twin)
            batch.duplicates[id] = twin
        if known == id:
            batch.updates.add(id)
        draft = replace(draft, language=draft.language or language_of(draft.text))
        return PreparedDraft(
            draft=draft, id=id, content_hash=content_hash, spans=self._spans(draft), added_by=added_by
        )

    def _require_room(self, draft: Draft, articles: int, size: int) -> None:
        if not draft.text.strip():
            raise SourceUnreadable(draft.source, "it has no text", "add one that has")
        length = len(draft.text.encode("utf-8", "surrogatepass"))
        if length > self._limits.max_article_bytes:
            raise SourceTooLarge(draft.source, self._limits.max_article_bytes)
        if articles >= self._limits.max_articles:
            raise QuotaReached(f"the library is full ({articles} articles); remove some, or raise MAX_ARTICLES")
        if size + length > self._limits.max_library_bytes:
            raise QuotaReached("the library is full; remove articles, or raise MAX_LIBRARY_BYTES")

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

    def _spans(self, draft: Draft) -> list[PassageSpan]:
        document = Document(text=draft.text, metadata={"language": draft.language})
        nodes = self._parser.get_nodes_from_documents([document])
        return [PassageSpan(node.start_char_idx, node.end_char_idx, node.metadata["words"]) for node in nodes]

    def _embed(self, batch: _Batch, pending: Sequence[Pending]) -> Vectors | Exception:
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
        self, shelf: Shelf, batch: _Batch, pending: Sequence[Pending], vectors: Vectors | Exception
    ) -> list[Added]:
        """Index a batch and show it; take it back whole when that fails."""
        try:
            if isinstance(vectors, Exception):
                raise vectors
            self._index(shelf, batch, pending, vectors)
            leaving = self._catalog.publish(pending)
        except BaseException as error:
            self._take_back(shelf, pending)
            if isinstance(error, FootnoteError) and not isinstance(error, StorageError):
                return [_said(one, batch, str(error)) for one in batch.outcomes]
            raise
        if leaving:
            self._shelves.remove(shelf, leaving)
            self._catalog.finish(leaving)
        return [_said(one, batch, None) for one in batch.outcomes]

    def _index(self, shelf: Shelf, batch: _Batch, pending: Sequence[Pending], vectors: Vectors) -> None:
        keys = [key for one in pending for key in one.passage_keys]
        if not keys:
            return
        shelf.vectors.add(keys, vectors)
        shelf.lexical.change(
            add=(
                LexicalPassage(
                    key=key,
                    article=one.article_key,
                    title=prepared.draft.title,
                    text=prepared.draft.text[span.start : span.end],
                    language=prepared.draft.language,
                )
                for prepared, one in zip(batch.prepared, pending, strict=True)
                for key, span in zip(one.passage_keys, one.spans, strict=True)
            )
        )

    def _take_back(self, shelf: Shelf, pending: Sequence[Pending]) -> None:
        """Undo a batch as far as the failure lets us; the next start undoes the rest."""
        try:
            self._shelves.remove(shelf, [key for one in pending for key in one.passage_keys])
            self._catalog.abandon(pending)
        except Exception:
            log.exception("taking back a batch failed; the next start finishes it")


class _UnderWay:
    """The type of a look at the batch that is being indexed."""

    def __call__(self) -> Future[list[Added]] | None: ...


def language_of(text: str) -> str | None:
    """Return a text's language: by its function words where they are clear, else by the detector."""
    sample = [fold(word.text) for word in words(text[:_SAMPLE_CHARACTERS])]
    if len(sample) >= 20:
        shares = sorted(
            ((sum(word in listed for word in sample) / len(sample), language) for language, listed in STOPWORDS.items()),
            reverse=True,
        )
        if shares[0][0] >= _CLEAR_SHARE and shares[0][0] > 1.5 * shares[1][0]:
            return shares[0][1]
    return detect_language(text)


def _new_id(source: str) -> str:
    return b32encode(hashlib.sha256(source.encode("utf-8", "surrogatepass")).digest())[:10].decode().lower()


def _failed(source: str, error: str) -> Added:
    return Added(status="failed", source=source, error=error)


def _said(outcome: Added | PreparedDraft, batch: _Batch, error: str | None) -> Added:
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
    )
