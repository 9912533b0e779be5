"""The library as its users see it: coroutines and values. Everything that blocks runs in threads from here."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Sequence
from contextlib import ExitStack, aclosing, asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import Literal, ParamSpec, Self, TypeVar

from filelock import FileLock

from index.adding import Adder, Pause
from index.catalog import Catalog
from index.checkers import Checkers
from index.doctor import examine
from index.embeddings import BundledEmbedding, Embedder, embedder_for
from index.errors import FootnoteError, LibraryClosed, SourceError
from index.folder import CATALOG_FILE, LEXICAL_FOLDER, VECTORS_FOLDER, take_folder
from index.models import Added, ArticleReference, Draft, Finding, Progress
from index.questions import SHARED, Questions
from index.readers import require_name, retained_since
from index.refreshing import is_address, read_again
from index.settings import LibrarySettings
from index.shelves import Shelves
from index.sources import Resolver, read_address, read_bytes, read_paste, read_path
from index.threads import Feed, uninterrupted
from index.vectors import VectorDatabase

_P = ParamSpec("_P")
_T = TypeVar("_T")

OnProgress = Callable[[Progress], None]

_READ_AT_ONCE = 2


class Library(Checkers):
    """All libraries of one data folder. One process owns the folder while it is open."""

    def __init__(
        self,
        settings: LibrarySettings,
        lock: FileLock,
        catalog: Catalog,
        shelves: Shelves,
        bundled: BundledEmbedding,
        embedder: Embedder,
        resolver: Resolver | None,
    ) -> None:
        questions = Questions(catalog, shelves, bundled, embedder, settings.answer_threshold)
        super().__init__(settings, catalog, shelves, questions)
        self._lock = lock
        self._embedder = embedder
        self._resolver = resolver
        self._writing = asyncio.Lock()  # one change at a time; questions go on meanwhile
        self._waiting = 0  # changes that wait for their turn
        self._reading = asyncio.Semaphore(_READ_AT_ONCE)  # uploaded files that are read; threads are for questions too
        self._working = asyncio.Lock()  # a piece of a change; held by nobody while whoever adds looks at a result
        self._feeds: set[Feed[Added | Pause]] = set()  # of what is being added
        self._is_closed = False

    @classmethod
    async def open(cls, settings: LibrarySettings, *, resolver: Resolver | None = None) -> Self:
        """Open the data folder, undoing what a killed process left half done.

        ``resolver`` is for tests. Raises FolderLocked, FolderReadOnly, SchemaTooNew and other StorageErrors.
        """
        return await asyncio.to_thread(cls._open, settings, resolver)

    @classmethod
    def _open(cls, settings: LibrarySettings, resolver: Resolver | None) -> Self:
        lock = take_folder(settings.data_dir)
        with ExitStack() as undo:  # whatever fails, nothing stays open
            undo.callback(lock.release)
            url = settings.database_url
            catalog = Catalog(url.get_secret_value() if url else settings.data_dir / CATALOG_FILE)
            undo.callback(catalog.close)
            bundled = BundledEmbedding()
            embedder = embedder_for(settings, bundled)
            vectors = VectorDatabase(settings.data_dir / VECTORS_FOLDER, settings.chroma_url)
            shelves = Shelves(catalog, vectors, settings.data_dir / LEXICAL_FOLDER, embedder)
            undo.callback(shelves.close)
            shelves.recover()
            catalog.answers.purge(retained_since(settings, datetime.now(UTC)))
            catalog.forget_replaced()
            undo.pop_all()
        return cls(settings, lock, catalog, shelves, bundled, embedder, resolver)

    async def close(self) -> None:
        """Close everything; the folder is free for another process then.

        Questions under way are answered first; what is being added ends after the articles at hand, with
        LibraryClosed for whoever waits for the rest.
        """
        if self._is_closed:
            return
        self._is_closed = True
        await self._end_writing()
        for feed in tuple(self._feeds):
            await uninterrupted(feed.end)
        async with self._working:
            await uninterrupted(self._close)

    def _close(self) -> None:
        try:
            self._shelves.close()
            self._catalog.close()
        finally:
            self._lock.release()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()

    # Adding

    async def add(
        self,
        sources: Sequence[str],
        *,
        library: str = SHARED,
        added_by: str | None = None,
        on_progress: OnProgress | None = None,
    ) -> AsyncIterator[Added]:
        """Add files, folders, JSON Lines and web addresses; yield what became of each article, in order."""
        require_name(library)
        done = 0
        for source in sources:
            if is_address(source):
                drafts: Iterable[Draft | SourceError] = [await self._fetched(source)]
            else:
                drafts = read_path(Path(source), self._settings)
            async with aclosing(self._added(library, drafts, added_by)) as results:
                async for added in results:
                    done += 1
                    if on_progress:
                        on_progress(Progress(done=done, total=None, what=added.title or added.source))
                    yield added

    async def add_text(
        self, text: str, *, title: str | None = None, library: str = SHARED, added_by: str | None = None
    ) -> Added:
        """Add pasted text."""
        require_name(library)
        try:
            draft: Draft | SourceError = await asyncio.to_thread(read_paste, text, title, limits=self._settings)
        except SourceError as error:
            draft = error
        [added] = [one async for one in self._added(library, [draft], added_by)]
        return added

    async def add_file(
        self, name: str, data: bytes, *, library: str = SHARED, added_by: str | None = None
    ) -> AsyncIterator[Added]:
        """Add an uploaded file; a .jsonl holds many articles."""
        require_name(library)
        drafts = read_bytes(name, data, self._settings)
        async with self._reading:  # before anyone waits for this change: the pages of a PDF may take minutes
            first = await uninterrupted(lambda: list(islice(drafts, 1)))
        async with aclosing(self._added(library, chain(first, drafts), added_by)) as results:
            async for added in results:
                yield added

    async def _added(
        self, library: str, drafts: Iterable[Draft | SourceError], added_by: str | None
    ) -> AsyncGenerator[Added]:
        """Add drafts, in as many turns as others want to change something meanwhile."""
        feed = Feed(self._adder(library).add(drafts, added_by, gives_way=lambda: self._waiting > 0))
        self._feeds.add(feed)
        drawn: Added | Pause | None = Pause.HERE
        try:
            while drawn is Pause.HERE:
                async with self._change():
                    drawn = None
                    try:
                        while isinstance(drawn := await self._work(feed.draw), Added):
                            yield drawn
                    finally:
                        if drawn is not Pause.HERE:  # what is under way then ends before anyone else's turn
                            await uninterrupted(feed.end)
        finally:
            await uninterrupted(feed.end)
            self._feeds.discard(feed)

    def _adder(self, library: str) -> Adder:
        return Adder(self._catalog, self._shelves, self._embedder, self._settings, library)

    @asynccontextmanager
    async def _change(self) -> AsyncGenerator[None]:
        """Be the only one who changes anything. Raises LibraryClosed."""
        self._waiting += 1
        try:
            await self._writing.acquire()
        finally:
            self._waiting -= 1
        try:
            if self._shelves.is_unclean:
                await self._work(self._shelves.recover)
            yield
        finally:
            self._writing.release()

    async def _work(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Do a piece of a change, which the closing waits for. Raises LibraryClosed."""
        async with self._working:
            if self._is_closed:
                raise LibraryClosed
            return await uninterrupted(work, *args, **kwargs)

    async def _fetched(self, address: str) -> Draft | SourceError:
        try:
            draft = await read_address(address, self._settings, resolver=self._resolver)
        except SourceError as error:
            return error
        assert isinstance(draft, Draft), "only a conditional fetch can say that nothing changed"
        return draft

    # The library

    async def remove(self, article: str, library: str = SHARED) -> ArticleReference:
        """Remove an article from every store; return what it was. Raises UnknownArticle.

        Its text is overwritten with zeros in the catalog and was never in the vectors' files. The lexical index
        may keep single words of it, of no article, until `reindex`. What answers quoted of it is replaced.
        """
        require_name(library)
        async with self._change():
            return await self._work(self._remove, article, library)

    def _remove(self, article: str, library: str) -> ArticleReference:
        there = self._catalog.article(library, article)
        shelf = self._shelves.shelf(library)
        keys = self._catalog.begin_removal(library, article)
        self._shelves.is_unclean = True  # invisible already: what fails from here on is done at the next change
        self._shelves.remove(shelf, keys)
        self._catalog.finish(keys)
        self._shelves.is_unclean = False
        return ArticleReference(
            id=there.id,
            title=there.title,
            url=there.url,
            published=there.published,
            site=there.site,
            revision=there.revision,
            library=library,
        )

    async def undo(self, added: Added, *, library: str) -> Literal["removed", "restored", "nothing"]:
        """Take back an add: an article that is new is removed; an updated one gets back what it was before.

        Nothing stays of what is taken back, nor of what answers quoted of it. "nothing" when the article has changed
        or gone since, was added unchanged, or was updated more than a day ago.
        """
        require_name(library)
        async with self._change():
            return await self._work(self._undo, added, library)

    def _undo(self, added: Added, library: str) -> Literal["removed", "restored", "nothing"]:
        if added.article is None or added.revision is None:
            return "nothing"
        if added.status == "added" and self._catalog.revision(library, added.article) == added.revision:
            self._remove(added.article, library)
            return "removed"
        if added.status == "updated":
            previous = self._catalog.previous(library, added.article, added.revision)
            if previous is not None:
                restored = self._adder(library).restore(previous)
                if restored.error:
                    raise FootnoteError(f"the update couldn't be taken back: {restored.error}")
                return "restored"
        return "nothing"

    async def purge(self, library: str) -> None:
        """Delete all of a library: articles, indexes, answers, feedback, preferences."""
        require_name(library)
        async with self._change():
            await self._work(self._purge, library)

    def _purge(self, library: str) -> None:
        self._catalog.purge(library)  # from here on the indexes are garbage, which the next start drops at the latest
        self._shelves.forget(library)

    async def refresh(
        self,
        article: str | None = None,
        *,
        library: str = SHARED,
        reads_files: bool = False,
        on_progress: OnProgress | None = None,
    ) -> AsyncIterator[Added]:
        """Read an article, or all, from where they came again. A copy is kept when its source can't be read now.

        ``reads_files``: also those that came from files, for an operator who may read this computer's files anyway.
        """
        if article is not None:
            ids = [(await self.show(article, library)).id]
        else:
            ids = [summary.id for summary in await self.articles(library)]
        for done, id in enumerate(ids, start=1):
            refreshed = await self._refreshed(library, id, reads_files=reads_files)
            if on_progress:
                on_progress(Progress(done=done, total=len(ids), what=refreshed.title or id))
            yield refreshed

    async def _refreshed(self, library: str, id: str, *, reads_files: bool) -> Added:
        known = await asyncio.to_thread(self._catalog.validators, library, id)
        there = await self.show(id, library)
        unchanged = Added(
            status="unchanged", source=known.source, article=id, title=there.title, passages=there.passages
        )
        try:
            draft = await read_again(there, known, self._settings, self._resolver, reads_files=reads_files)
        except SourceError as error:
            message = f"{error}; the copy in the library is kept"
            return Added(status="failed", source=known.source, article=id, title=there.title, error=message)
        if draft is None:
            return unchanged
        [added] = [one async for one in self._added(library, [draft], there.added_by)]
        if added.status == "unchanged":
            touch = partial(self._catalog.touch, library, id, etag=draft.etag, last_modified=draft.last_modified)
            await asyncio.to_thread(touch)
        return added

    # Keeping it in order

    async def check(self, *, repair: bool = False) -> list[Finding]:
        """Hold the indexes to the catalog; ``repair`` mends what differs."""
        async with self._change():
            return await self._work(examine, self._catalog, self._shelves, repair=repair)

    async def reindex(self, library: str | None = None, *, on_progress: OnProgress | None = None) -> int:
        """Build the indexes of a library, or of all, anew; return how many passages. The old ones serve meanwhile."""
        if library is not None:
            require_name(library)
        async with self._change():
            names = [library] if library else await asyncio.to_thread(self._catalog.libraries)
            return sum([await self._work(self._shelves.rebuild, name, on_progress) for name in names])
