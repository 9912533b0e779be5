"""The indexes of all libraries: opened when needed, one generation of each valid, held to what the catalog says.

The catalog names the valid generation of a library's indexes. Building anew fills the next generation and then lets
the catalog point there, so whoever is killed in between leaves the old one valid and some garbage, which the next
start drops.
"""

import logging
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import RLock

from index.catalog import Catalog, IndexState, StoredPassage
from index.embeddings import Embedder
from index.errors import IndexMismatch
from index.lexical import LexicalIndex, LexicalPassage
from index.models import Progress
from index.retrieval import Shelf
from index.vectors import VectorDatabase

_BATCH = 1_000  # passages

log = logging.getLogger(__name__)


class Shelves:
    """Opens, fills, repairs and rebuilds the indexes of libraries. For use under the facade's write lock."""

    def __init__(self, catalog: Catalog, vectors: VectorDatabase, lexical_folder: Path, embedder: Embedder) -> None:
        self._catalog = catalog
        self._vectors = vectors
        self._folder = lexical_folder
        self._embedder = embedder
        self._open: dict[str, Shelf] = {}
        self._lock = RLock()

    def recover(self) -> None:
        """Undo what a process that was killed left half done."""
        unfinished = self._catalog.unfinished()
        if unfinished:
            for by_library in (unfinished.pending, unfinished.leaving):
                for library, keys in by_library.items():
                    if self._catalog.index_state(library) is not None:
                        self.remove(self.shelf(library, is_checked=False), keys)
            self._catalog.discard_unfinished(unfinished)
        self._drop_garbage()

    def shelf(self, library: str, *, is_checked: bool = True) -> Shelf:
        """Return a library's indexes, opened, and mended when they don't hold what the catalog says."""
        with self._lock:
            shelf = self._open.get(library)
            if shelf is None:
                state = self._catalog.index_state(library)
                if state is None:
                    state = IndexState(generation=1, embedding=self._embedder.identity)
                    self._catalog.set_index_state(library, state.generation, state.embedding)
                shelf = self._open_generation(library, state.generation)
                if is_checked:
                    self._open[library] = shelf
                    expected = self._catalog.count(library).passages
                    if not (len(shelf.vectors) == len(shelf.lexical) == expected):
                        self.mend(library)
            return self._open.get(library, shelf)

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

    def put(self, shelf: Shelf, passages: Sequence[StoredPassage]) -> None:
        """Index passages in both indexes; what is there under their keys is replaced."""
        self._put_vectors(shelf, passages)
        shelf.lexical.change(add=map(lexical_passage, passages), remove=[passage.key for passage in passages])

    def _put_vectors(self, shelf: Shelf, passages: Sequence[StoredPassage]) -> None:
        texts = [embedded_text(passage.article.title, passage.text) for passage in passages]
        shelf.vectors.add([passage.key for passage in passages], self._embedder.embed_passages(texts))

    def remove(self, shelf: Shelf, keys: Sequence[int]) -> None:
        """Take passages out of both indexes."""
        if keys:
            shelf.vectors.remove(keys)
            shelf.lexical.change(remove=keys)

    def differences(self, library: str) -> dict[str, tuple[set[int], set[int]]]:
        """Compare both indexes with the catalog: by index, the keys it lacks and those it shouldn't have."""
        shelf = self.shelf(library)
        expected = self._catalog.passage_keys(library)
        found = {"vectors": shelf.vectors.keys(), "lexical": shelf.lexical.keys()}
        return {name: (expected - keys, keys - expected) for name, keys in found.items() if keys != expected}

    def mend(self, library: str) -> None:
        """Make both indexes hold what the catalog says, no more and no less."""
        shelf = self._open.get(library) or self.shelf(library)
        expected = self._catalog.passage_keys(library)
        in_vectors, in_lexical = shelf.vectors.keys(), shelf.lexical.keys()
        log.warning(
            "mending the indexes of %s: %d passages in the catalog, %d in the vectors, %d in the lexical index",
            library, len(expected), len(in_vectors), len(in_lexical),
        )  # fmt: skip
        self.remove(shelf, sorted((in_vectors | in_lexical) - expected))
        for passages in self._stored(sorted(expected - (in_vectors & in_lexical))):
            self.put(shelf, passages)
        if len(shelf.lexical) != len(expected):  # a key that stands twice is in no set
            self.rebuild(library)

    def rebuild(self, library: str, on_progress: Callable[[Progress], None] | None = None) -> int:
        """Build both indexes anew beside the old ones, then switch over; return how many passages."""
        with self._lock:
            state = self._catalog.index_state(library)
            generation = state.generation + 1 if state else 1
            self._drop(library, generation)
            shelf = self._open_generation(library, generation)
            keys = sorted(self._catalog.passage_keys(library))
            done = 0
            for passages in self._stored(keys):
                self.put(shelf, passages)
                done += len(passages)
                if on_progress:
                    on_progress(Progress(done=done, total=len(keys), what=library))
            self._catalog.set_index_state(library, generation, self._embedder.identity)
            old = self._open.pop(library, None)
            if old is not None:
                old.lexical.close()
            self._open[library] = shelf
            if state is not None:
                self._drop(library, state.generation)
            return done

    def _stored(self, keys: Sequence[int]) -> Iterator[list[StoredPassage]]:
        for at in range(0, len(keys), _BATCH):
            found = self._catalog.passages(keys[at : at + _BATCH])
            yield sorted(found, key=lambda passage: passage.key)

    def _open_generation(self, library: str, generation: int) -> Shelf:
        name = _name(library, generation)
        return Shelf(library, self._vectors.index(name), LexicalIndex(self._folder / name))

    def _drop(self, library: str, generation: int) -> None:
        name = _name(library, generation)
        self._vectors.drop(name)
        shutil.rmtree(self._folder / name, ignore_errors=True)

    def _drop_garbage(self) -> None:
        """Drop generations that no library points to."""
        folders = {path.name for path in self._folder.iterdir()} if self._folder.exists() else set[str]()
        for name in folders | set(self._vectors.names()):
            library, _, generation = name.rpartition(".")
            state = self._catalog.index_state(library)
            if state is None or str(state.generation) != generation:
                self._vectors.drop(name)
                shutil.rmtree(self._folder / name, ignore_errors=True)

    def close(self) -> None:
        """Let go of all files."""
        for shelf in self._open.values():
            shelf.lexical.close()
        self._open.clear()
        self._vectors.close()


def embedded_text(title: str, text: str) -> str:
    """Return what is embedded of a passage: its article's title says what it is about."""
    return f"{title}\n{text}"


def lexical_passage(passage: StoredPassage) -> LexicalPassage:
    """Return a stored passage as the lexical index takes it."""
    return LexicalPassage(
        key=passage.key,
        article=passage.article_key,
        title=passage.article.title,
        text=passage.text,
        language=passage.language,
    )


def _name(library: str, generation: int) -> str:
    return f"{library}.{generation}"
