"""The indexes of all libraries: opened when needed, one generation of each valid, held to what the catalog says.

The catalog names the valid generation of a library's indexes. Building anew fills the next generation and then lets
the catalog point there, so whoever is killed in between leaves the old one valid and some garbage, which the next
start drops.
"""

import contextlib
import logging
import shutil
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Lock, RLock

from index.catalog import Catalog, IndexState, StoredPassage
from index.embeddings import Embedder
from index.errors import IndexMismatch, IndexUnreadable, LibraryClosed
from index.lexical import LexicalIndex, LexicalPassage, indexed_words
from index.models import Progress
from index.preparing import embedded_text
from index.retrieval import Shelf
from index.vectors import VectorDatabase

_BATCH = 1_000  # passages
_LONGEST_SEARCH_SECONDS = 60  # after which an old generation is dropped though a search may still look into it

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Difference:
    """How an index differs from what the catalog says it should hold."""

    lacking: frozenset[int]  # keys of passages
    extra: frozenset[int]
    repeated: int  # how many keys more than once


class Shelves:
    """Opens, fills, repairs and rebuilds the indexes of libraries.

    Changes come one at a time, under the facade's write lock; shelves may be opened and searched meanwhile.
    """

    def __init__(self, catalog: Catalog, vectors: VectorDatabase, lexical_folder: Path, embedder: Embedder) -> None:
        self._catalog = catalog
        self._vectors = vectors
        self._folder = lexical_folder
        self._embedder = embedder
        self._open: dict[str, Shelf] = {}
        self._opening: defaultdict[str, RLock] = defaultdict(RLock)
        self._opening_lock = Lock()
        self._searches: set[object] = set()  # under way
        self._searches_change = Condition()
        self._is_closed = False
        self.is_unclean = False  # whether something was left half done, for ``recover`` to undo

    # Opening

    def recover(self) -> None:
        """Undo what was left half done: by a process that was killed, or by a failure that couldn't be undone."""
        unfinished = self._catalog.unfinished()
        libraries = {*unfinished.pending, *unfinished.leaving}
        for library in sorted(library for library in libraries if self._catalog.index_state(library) is not None):
            keys = [*unfinished.pending.get(library, ()), *unfinished.leaving.get(library, ())]
            with contextlib.suppress(IndexUnreadable):  # opening it below builds it anew
                self.remove(self.raw(library), keys)
            self.shelf(library)
            if self.differences(library):
                self.mend(library)
        if unfinished:
            self._catalog.discard_unfinished(unfinished)
        self._drop_garbage()
        self.is_unclean = False

    def shelf(self, library: str) -> Shelf:
        """Return a library's indexes, opened, and mended when they don't hold what the catalog says."""
        shelf = self._open.get(library)
        if shelf is not None:
            return shelf
        with self._opening_of(library):
            return self._open.get(library) or self._opened(library)

    def _opening_of(self, library: str) -> RLock:
        with self._opening_lock:
            return self._opening[library]

    def _opened(self, library: str) -> Shelf:
        try:
            shelf = self.raw(library)
            shelf.vectors.prove()
            shelf.lexical.prove()
            if not (len(shelf.vectors) == len(shelf.lexical) == self._catalog.count(library).passages):
                self._mend(shelf)
            return self._open.setdefault(library, shelf)
        except IndexUnreadable:
            log.warning("the indexes of %s can't be read; building them anew", library, exc_info=True)
        self._open.pop(library, None)
        self.rebuild(library)
        return self._open[library]

    def raw(self, library: str) -> Shelf:
        """Return a library's indexes as they are, opened for one use where they aren't open."""
        if self._is_closed:
            raise LibraryClosed
        shelf = self._open.get(library)
        if shelf is not None:
            return shelf
        state = self._catalog.index_state(library)
        if state is None:
            state = IndexState(generation=1, embedding=self._embedder.identity)
            self._catalog.set_index_state(library, state.generation, state.embedding)
        return self._open_generation(library, state.generation)

    def _open_generation(self, library: str, generation: int) -> Shelf:
        name = _name(library, generation)
        return Shelf(library, self._vectors.index(name), LexicalIndex(self._folder / name))

    @contextlib.contextmanager
    def searching(self) -> Generator[None]:
        """Keep what is searched from being dropped or closed meanwhile. Raises LibraryClosed."""
        search = object()
        with self._searches_change:
            if self._is_closed:
                raise LibraryClosed
            self._searches.add(search)
        try:
            yield
        finally:
            with self._searches_change:
                self._searches.discard(search)
                self._searches_change.notify_all()

    def _wait_for_searches(self) -> None:
        """Wait until the searches that are under way now have ended."""
        with self._searches_change:
            earlier = frozenset(self._searches)
            self._searches_change.wait_for(lambda: not earlier & self._searches, _LONGEST_SEARCH_SECONDS)

    # The embedding they were made with

    def has_own_embedding(self, library: str) -> bool:
        """Whether a library's vectors were made with the embedding that is set."""
        state = self._catalog.index_state(library)
        return state is None or state.embedding == self._embedder.identity

    def require_own_embedding(self, library: str) -> None:
        """Raise IndexMismatch when a library's vectors were made with another embedding."""
        if not self.has_own_embedding(library):
            state = self._catalog.index_state(library)
            made_with = state.embedding if state else ""
            raise IndexMismatch(
                f"the index of {library!r} was made with the embedding {made_with!r}, and {self._embedder.identity!r} "
                "is set; run `footnote reindex`, or set the old one again"
            )

    # Changing

    def put(self, shelf: Shelf, passages: Sequence[StoredPassage]) -> None:
        """Index passages in both indexes; what is there under their keys is replaced."""
        keys = [passage.key for passage in passages]
        texts = [embedded_text(passage.article.title, passage.text) for passage in passages]
        shelf.vectors.add(keys, self._embedder.embed_passages(texts))
        shelf.lexical.change(add=map(lexical_passage, passages), remove=keys)

    def remove(self, shelf: Shelf, keys: Sequence[int]) -> None:
        """Take passages out of both indexes."""
        if keys:
            shelf.vectors.remove(keys)
            shelf.lexical.change(remove=keys)
            shelf.lexical.rest()

    # Holding them to the catalog

    def differences(self, library: str) -> dict[str, Difference]:
        """Compare both indexes, as they are, with the catalog; return those that differ. Raises IndexUnreadable."""
        return self._differences(self.raw(library))

    def _differences(self, shelf: Shelf) -> dict[str, Difference]:
        shelf.vectors.prove()
        shelf.lexical.prove()
        expected = self._catalog.passage_keys(shelf.library)
        found = {"vectors": sorted(shelf.vectors.keys()), "lexical": shelf.lexical.keys()}
        return {
            name: Difference(frozenset(expected.difference(keys)), frozenset(keys) - expected, len(keys) - len({*keys}))
            for name, keys in found.items()
            if len(keys) != len(expected) or set(keys) != expected
        }

    def mend(self, library: str) -> None:
        """Make both indexes hold what the catalog says, no more and no less."""
        self._mend(self.shelf(library))

    def _mend(self, shelf: Shelf) -> None:
        differences = self._differences(shelf)
        if not differences:
            return
        lacking = {key for difference in differences.values() for key in difference.lacking}
        extra = {key for difference in differences.values() for key in difference.extra}
        log.warning(
            "mending the indexes of %s: %d passages lacking, %d too many", shelf.library, len(lacking), len(extra)
        )
        has_repeated = any(difference.repeated for difference in differences.values())
        if not has_repeated and (not lacking or self.has_own_embedding(shelf.library)):
            self.remove(shelf, sorted(extra))
            for passages in self._stored(sorted(lacking)):
                self.put(shelf, passages)
            shelf.lexical.rest()
            if not self._differences(shelf):
                return
        self.rebuild(shelf.library)

    def rebuild(self, library: str, on_progress: Callable[[Progress], None] | None = None) -> int:
        """Build both indexes anew beside the old ones, then switch over; return how many passages."""
        state = self._catalog.index_state(library)
        generation = state.generation + 1 if state else 1
        self._drop(library, generation)
        shelf = self._open_generation(library, generation)
        try:
            count = self._fill(shelf, on_progress)
        except BaseException:
            shelf.lexical.close()
            self._drop(library, generation)
            raise
        self._catalog.set_index_state(library, generation, self._embedder.identity)
        old = self._open.get(library)
        self._open[library] = shelf
        if old is not None:  # what wasn't open is searched by nobody
            self._wait_for_searches()
            old.lexical.close()
        if state is not None:
            self._drop(library, state.generation)
        return count

    def _fill(self, shelf: Shelf, on_progress: Callable[[Progress], None] | None) -> int:
        keys = sorted(self._catalog.passage_keys(shelf.library))
        done = 0
        for passages in self._stored(keys):
            self.put(shelf, passages)
            done += len(passages)
            if on_progress:
                on_progress(Progress(done=done, total=len(keys), what=shelf.library))
        shelf.lexical.rest()
        return done

    def _stored(self, keys: Sequence[int]) -> Iterator[list[StoredPassage]]:
        for at in range(0, len(keys), _BATCH):
            found = self._catalog.passages(keys[at : at + _BATCH])
            yield sorted(found, key=lambda passage: passage.key)

    # Letting go

    def forget(self, library: str) -> None:
        """Drop the indexes of a library that the catalog knows no more."""
        shelf = self._open.pop(library, None)
        if shelf is not None:
            self._wait_for_searches()
            shelf.lexical.close()
        with self._opening_of(library):
            self._drop_garbage()

    def _drop(self, library: str, generation: int) -> None:
        self._drop_named(_name(library, generation))

    def _drop_named(self, name: str) -> None:
        """Drop a generation that isn't valid. What can't be dropped now is garbage for a later start."""
        try:
            self._vectors.drop(name)
        except IndexUnreadable:
            log.warning("the vectors %s can't be dropped now", name, exc_info=True)
        shutil.rmtree(self._folder / name, ignore_errors=True)

    def _drop_garbage(self) -> None:
        """Drop generations that no library points to."""
        folders = {path.name for path in self._folder.iterdir()} if self._folder.exists() else set[str]()
        for name in folders | set(self._vectors.names()):
            library, _, generation = name.rpartition(".")
            state = self._catalog.index_state(library)
            if state is None or str(state.generation) != generation:
                self._drop_named(name)

    def close(self) -> None:
        """Let go of all files, once the searches under way have ended."""
        with self._searches_change:
            self._is_closed = True
        self._wait_for_searches()
        for shelf in self._open.values():
            shelf.lexical.close()
        self._open.clear()
        self._vectors.close()


def lexical_passage(passage: StoredPassage) -> LexicalPassage:
    """Return a stored passage as the lexical index takes it."""
    return LexicalPassage(
        key=passage.key,
        article=passage.article_key,
        words=indexed_words(passage.article.title, passage.text, passage.language),
    )


def _name(library: str, generation: int) -> str:
    return f"{library}.{generation}"
