"""The catalog: what is known of every library, and the truth that its indexes are derived from."""

from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, delete, insert, select

from index.catalog import article_queries, changes, checks, passage_queries, previous, purging, tables, views
from index.catalog.answers import Answers
from index.catalog.database import Database
from index.catalog.feedback import Feedback
from index.catalog.preferences import Preferences
from index.catalog.schema import bring_up_to_date
from index.catalog.tokens import Tokens
from index.catalog.values import (
    Counts,
    Existing,
    IndexState,
    Pending,
    PreparedDraft,
    Previous,
    StoredPassage,
    Unfinished,
    Validators,
)
from index.errors import StorageError
from index.models import Article, ArticleReference, ArticleSummary, PassageView

# Texts are read for export in portions of this many bytes, or one article when that is longer.
_PORTION_BYTES = 4_000_000
_PORTION_ARTICLES = 500

_Value = TypeVar("_Value")


def _now() -> datetime:
    return datetime.now(UTC)


class Catalog:
    """Articles, their revisions and passages, and the state of the indexes; answers, feedback, preferences, tokens.

    Safe for use from several threads. Every method is one transaction; those that return an iterator read in
    portions, each a transaction of its own, and leave out what goes meanwhile. All raise StorageError or one of
    its subclasses when the database fails.
    """

    def __init__(
        self, address: Path | str, *, clock: Callable[[], datetime] = _now, lock_timeout_seconds: float = 30
    ) -> None:
        """Open a catalog and bring its tables up to date.

        ``address`` is the path of a SQLite file, made with its folders if missing, or the URL of a database.
        Another process's writing is waited for at most ``lock_timeout_seconds``.
        """
        self._clock = clock
        self._changes = 0  # of what is visible, since it was opened
        self._seen: dict[object, tuple[int, Any]] = {}  # what every question asks for, and after how many changes
        self._database = Database(address, lock_timeout_seconds=lock_timeout_seconds)
        try:
            bring_up_to_date(self._database)
        except BaseException:
            self._database.close()
            raise
        self.answers = Answers(self._database, clock)
        self.feedback = Feedback(self._database, clock)
        self.preferences = Preferences(self._database)
        self.tokens = Tokens(self._database, clock)

    def close(self) -> None:
        """Close the connections to the database."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    # Changes: ``changes`` draws how they follow each other.

    def begin(self, library: str, drafts: Sequence[PreparedDraft]) -> list[Pending]:
        """Store drafts as revisions that nobody sees yet, one for each, in order."""
        with self._database.writing() as connection:
            return changes.begin(connection, library, drafts, self._clock())

    def publish(self, pending: Sequence[Pending], *, withdraws: bool = False) -> list[int]:
        """Show revisions instead of those they replace; return the latter's passages, for ``finish``.

        What they replace can be had back with ``previous`` for a day; not if they withdraw it: then nothing of it
        stays, nor of what answers quote of it. Raises StorageError, and shows none, when one of them was abandoned or
        discarded meanwhile.
        """
        with self._changing() as connection:
            return changes.publish(connection, pending, self._clock(), withdraws=withdraws)

    def previous(self, library: str, id: str, revision: int) -> Previous | None:
        """Return what a revision replaced; None when that is gone, or another revision is the current one."""
        with self._database.reading() as connection:
            return previous.previous(connection, library, id, revision, self._clock())

    def forget_replaced(self) -> None:
        """Delete replaced revisions whose time is up."""
        with self._database.writing() as connection:
            changes.forget_replaced_before(connection, self._clock())

    @contextmanager
    def _changing(self) -> Generator[Connection]:
        """Write what changes the articles that are visible."""
        try:
            with self._database.writing() as connection:
                yield connection
        finally:
            self._changes += 1

    def _remembered(self, key: object, read: Callable[[Connection], _Value]) -> _Value:
        """Read what is asked for with every question, once for each change of the articles."""
        changes = self._changes  # before reading: what changes meanwhile makes it old at once
        known = self._seen.get(key)
        if known is not None and known[0] == changes:
            return known[1]
        with self._database.reading() as connection:
            value = read(connection)
        self._seen[key] = (changes, value)
        return value

    def abandon(self, pending: Iterable[Pending]) -> None:
        """Delete revisions that couldn't be indexed. Those that were published stay."""
        with self._database.writing() as connection:
            changes.abandon(connection, pending)

    def begin_removal(self, library: str, id: str) -> list[int]:
        """Make an article invisible at once; return its passages, for ``finish``. Raises UnknownArticle."""
        with self._changing() as connection:
            return changes.begin_removal(connection, library, id)

    def finish(self, passage_keys: Iterable[int]) -> None:
        """Delete passages that left and are out of the indexes, and revisions and articles that have none left."""
        with self._database.writing() as connection:
            changes.finish(connection, passage_keys)

    def unfinished(self) -> Unfinished:
        """Return what a process that ended too early left behind; false when there is nothing.

        Right only while nothing is added or removed: at the start, before anything else.
        """
        with self._database.reading() as connection:
            return changes.unfinished(connection)

    def discard_unfinished(self, found: Unfinished | None = None) -> None:
        """Delete what ``unfinished`` found, once its passages are out of the indexes. None: whatever there is."""
        with self._database.writing() as connection:
            changes.discard(connection, changes.unfinished(connection) if found is None else found)

    def touch(self, library: str, id: str, *, etag: str | None, last_modified: str | None) -> None:
        """Store an unchanged article's new validators. Raises UnknownArticle."""
        with self._database.writing() as connection:
            changes.touch(connection, library, id, {"etag": etag, "last_modified": last_modified})

    # Articles

    def article(self, library: str, id: str) -> Article:
        """Return an article with its text. Raises UnknownArticle."""
        with self._database.reading() as connection:
            return article_queries.article(connection, library, id)

    def revision(self, library: str, id: str) -> int | None:
        """Return the number of an article's current revision, None when the library hasn't got it."""
        with self._database.reading() as connection:
            return article_queries.current_revision(connection, library, id)

    def list_articles(
        self, library: str, *, search: str | None = None, limit: int | None = None, offset: int = 0
    ) -> list[ArticleSummary]:
        """Return articles by title. Each word of ``search`` must occur in the title, the author or the site."""
        with self._database.reading() as connection:
            return article_queries.list_articles(connection, library, search, limit, offset)

    def count_listed(self, library: str, search: str | None) -> int:
        """Return how many ``list_articles`` returns without a limit."""
        with self._database.reading() as connection:
            return article_queries.count_listed(connection, library, search)

    def iter_articles(self, library: str) -> Iterator[Article]:
        """Yield a library's articles with their texts, the first added first."""
        with self._database.reading() as connection:
            sizes = article_queries.article_sizes(connection, library)
        for keys in _portions(sizes):
            with self._database.reading() as connection:
                found = article_queries.articles_by_key(connection, keys)
            yield from found

    def find_by_source(self, libraries: Collection[str], source: str) -> list[ArticleReference]:
        """Return the articles that were read from a source, the last added first."""
        with self._database.reading() as connection:
            return article_queries.find_by_source(connection, libraries, source)

    def find_by_hash(self, library: str, content_hash: str) -> ArticleReference | None:
        """Return the first article of a library with this content hash, None when there is none."""
        with self._database.reading() as connection:
            return article_queries.find_by_hash(connection, library, content_hash)

    def existing(
        self, library: str, *, ids: Iterable[str] = (), sources: Iterable[str] = (), hashes: Iterable[str] = ()
    ) -> Existing:
        """Return which ids, sources and content hashes a library has already."""
        with self._database.reading() as connection:
            return article_queries.existing(connection, library, ids, sources, hashes)

    def validators(self, library: str, id: str) -> Validators:
        """Return what a refresh of an article compares. Raises UnknownArticle."""
        with self._database.reading() as connection:
            return article_queries.validators(connection, library, id)

    # Libraries

    def count(self, library: str) -> Counts:
        """Return how many articles, passages and bytes a library holds."""
        with self._database.reading() as connection:
            return article_queries.count(connection, library)

    def libraries(self) -> list[str]:
        """Return the libraries that hold articles, by name."""
        return list(self._remembered("libraries", article_queries.libraries))

    def belongings(self) -> list[str]:
        """Return the libraries that articles, answers or preferences belong to, by name."""
        with self._database.reading() as connection:
            return purging.belongings(connection)

    def purge(self, library: str) -> None:
        """Delete all of a library, and replace what other libraries' answers quote of it. Its indexes are garbage."""
        with self._changing() as connection:
            purging.purge(connection, library)

    def languages(self, libraries: Collection[str]) -> dict[str, int]:
        """Return how many articles are in each language that is known, the most first."""
        wanted = frozenset(libraries)
        return dict(self._remembered(wanted, lambda connection: article_queries.languages(connection, wanted)))

    # Passages

    def passages(self, keys: Iterable[int]) -> list[StoredPassage]:
        """Return those of the passages that are visible, in no order to rely on."""
        with self._database.reading() as connection:
            return passage_queries.stored_passages(connection, keys)

    def passages_of(self, library: str, id: str) -> tuple[int, tuple[int, ...]] | None:
        """Return an article's key and its passages' keys, None when the library hasn't got it."""
        with self._database.reading() as connection:
            return passage_queries.passages_of(connection, library, id)

    def passage_view(self, library: str, id: str, ordinal: int) -> PassageView:
        """Return a passage; the first or last when there is none so far. Raises UnknownArticle."""
        with self._database.reading() as connection:
            return views.passage_view(connection, library, id, ordinal)

    def neighbours(self, key: int, before: int, after: int) -> list[StoredPassage]:
        """Return a passage between up to so many before and after it, in order; nothing when it isn't visible."""
        with self._database.reading() as connection:
            return passage_queries.neighbours(connection, key, before, after)

    def passage_keys(self, library: str) -> set[int]:
        """Return the keys of a library's visible passages: what its indexes must hold."""
        with self._database.reading() as connection:
            return passage_queries.passage_keys(connection, library)

    def iter_passages(self, library: str, batch: int) -> Iterator[list[StoredPassage]]:
        """Yield a library's visible passages by key, at most ``batch`` at a time."""
        keys = sorted(self.passage_keys(library))
        for start in range(0, len(keys), batch):
            if found := self.passages(keys[start : start + batch]):
                yield found

    # Indexes

    def index_state(self, library: str) -> IndexState | None:
        """Return which generation of a library's indexes is valid, None before the first."""
        with self._database.reading() as connection:
            row = connection.execute(select(tables.indexes).where(tables.indexes.c.library == library)).first()
        return None if row is None else IndexState(generation=row.generation, embedding=row.embedding)

    def set_index_state(self, library: str, generation: int, embedding: str) -> None:
        """Make another generation of a library's indexes the valid one."""
        row = {"library": library, "generation": generation, "embedding": embedding}
        with self._database.writing() as connection:
            connection.execute(delete(tables.indexes).where(tables.indexes.c.library == library))
            connection.execute(insert(tables.indexes).values(row))

    def note(self, name: str) -> str | None:
        """Return a note about the data folder as a whole, None when it was never set."""
        with self._database.reading() as connection:
            return connection.scalar(select(tables.meta.c.value).where(tables.meta.c.name == name))

    def set_note(self, name: str, value: str) -> None:
        """Keep a note about the data folder as a whole."""
        with self._database.writing() as connection:
            connection.execute(delete(tables.meta).where(tables.meta.c.name == name))
            connection.execute(insert(tables.meta).values(name=name, value=value))

    def check(self) -> list[str]:
        """Return what is wrong with the catalog, a line each; nothing when all is well."""
        try:
            with self._database.reading() as connection:
                return list(checks.problems(connection))
        except StorageError as error:
            return [str(error)]


def _portions(sizes: Iterable[tuple[int, int]]) -> Iterator[list[int]]:
    """Group keys so that the bytes that go with them stay within a portion."""
    portion: list[int] = []
    held = 0
    for key, size in sizes:
        if portion and (held + size > _PORTION_BYTES or len(portion) == _PORTION_ARTICLES):
            yield portion
            portion, held = [], 0
        portion.append(key)
        held += size
    if portion:
        yield portion
