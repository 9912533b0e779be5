"""Dense search: one Chroma collection per library, through LlamaIndex. The one file that touches Chroma.

Derived from the catalog like the lexical index: a collection holds the keys of passages and their vectors, nothing
of their text. Chroma calls block, so they belong in a thread.
"""

import contextlib
import ctypes
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import chromadb
import numpy as np
from chromadb.api import ClientAPI
from chromadb.api.models.Collection import Collection
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import Settings
from chromadb.errors import ChromaError, InvalidArgumentError, NotFoundError
from llama_index.core.schema import BaseNode
from llama_index.core.vector_stores.types import VectorStoreQuery, VectorStoreQueryResult
from llama_index.vector_stores.chroma import ChromaVectorStore

from index.embeddings import Vectors
from index.errors import DiskFull, IndexMismatch, IndexUnreadable, StorageError
from index.marks import Marks

_BATCH = 1_000  # vectors a call
# Chroma holds the interpreter while it adds, and a bot hears nothing of Discord meanwhile: a quarter of a second on two
# busy cores. Half as many a call take half as long again in all.
_ADDED = 500
_TRIES = 3  # at a search among keys that are removed meanwhile
# What isn't in the graph's files yet is put into the graph again whenever the folder is opened, at a millisecond a
# vector, so that they are written often.
# A new vector's neighbours are looked for among 60 instead of Chroma's 100: on 30,000 passages of news a search then
# finds 96.9 % of the 50 nearest instead of 97.7 %, and adding takes two thirds of the time.
_CONFIGURATION: dict[str, Any] = {"hnsw": {"space": "cosine", "ef_construction": 60, "sync_threshold": _BATCH}}

_PERTURB = -6  # M_PERTURB of https://man7.org/linux/man-pages/man3/mallopt.3.html

# Where the exceptions of Chroma's own making come from; its compiled part panics in a class of its own.
_FOREIGN = {"chromadb", "chromadb_rust_bindings", "pyo3_runtime"}
_OVER_THE_NETWORK = {"httpx", "httpcore"}
_UNREADABLE = "the vectors in the data folder can't be read; `footnote doctor --repair` rebuilds them from the catalog"
_UNREACHABLE = "the Chroma server of CHROMA_URL doesn't answer as it should; check the address and that the server runs"
_OTHER_MODEL = (
    "the embedding server gives vectors of another length than those in the index, so its model is another; "
    "run `footnote reindex`"
)
_FULL = "no space is left for the vectors; free some and try again"


@contextlib.contextmanager
def _translated(*, is_server: bool = False) -> Generator[None]:
    """Raise what Chroma raises as ours."""
    try:
        yield
    except NotFoundError as error:
        raise IndexUnreadable(_UNREADABLE) from error
    except InvalidArgumentError as error:
        if "dimension" in str(error):
            raise IndexMismatch(_OTHER_MODEL) from error
        raise (StorageError(_UNREACHABLE) if is_server else IndexUnreadable(_UNREADABLE)) from error
    except BaseException as error:
        origin = type(error).__module__.partition(".")[0]
        if origin in _OVER_THE_NETWORK:
            raise StorageError(_UNREACHABLE) from error
        if not isinstance(error, (ChromaError, ValueError, RuntimeError, OSError)) and origin not in _FOREIGN:
            raise
        if "disk is full" in str(error) or "No space left" in str(error):
            raise DiskFull(_FULL) from error
        raise (StorageError(_UNREACHABLE) if is_server else IndexUnreadable(_UNREADABLE)) from error


def _keep_memory_clean() -> None:
    """Let memory be overwritten when it is taken and given back, which costs a few per cent of an add or an answer.

    Chroma writes the room it has for vectors to come into its files as it got it: with what was in that memory before,
    texts of articles among it. Only glibc can do this; elsewhere nothing happens.
    """
    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(_PERTURB, 1)


class PassageVectorStore(ChromaVectorStore):
    """LlamaIndex's Chroma store without the text: nodes go in as id and vector, ids come back.

    The stock ``add`` stores each node's text and a JSON of the node beside the vector, which Chroma also indexes for
    full text: six times slower, and a second copy of the truth that would have to be kept in step with the catalog.
    """

    stores_text: bool = False

    def add(self, nodes: Sequence[BaseNode], **add_kwargs: Any) -> list[str]:
        """Store nodes that have embeddings; a node id that is there already is replaced."""
        ids = [node.node_id for node in nodes]
        self.add_vectors(ids, np.asarray([node.get_embedding() for node in nodes], dtype=np.float32))
        return ids

    def add_vectors(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Store rows of ``vectors`` under ``ids``, replacing what is there."""
        for at in range(0, len(ids), _ADDED):
            rows = cast(Any, vectors[at : at + _ADDED])
            self._collection.upsert(ids=list(ids[at : at + _ADDED]), embeddings=rows)

    def query(self, query: VectorStoreQuery, **kwargs: Any) -> VectorStoreQueryResult:
        """Return the ids and cosine similarities of the nearest nodes, nearest first."""
        found = self._collection.query(
            query_embeddings=cast(Any, [query.query_embedding]),
            n_results=query.similarity_top_k,
            ids=query.node_ids,
            include=["distances"],
        )
        distances = (found["distances"] or [[]])[0]
        return VectorStoreQueryResult(ids=found["ids"][0], similarities=[1.0 - distance for distance in distances])

    def ids(self, among: list[str] | None = None) -> list[str]:
        """Return the ids of all nodes, or of those of some that are there."""
        return self._collection.get(ids=among, include=[])["ids"]

    def vectors(self, ids: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors of those of the nodes that are there."""
        found = self._collection.get(ids=list(ids), include=["embeddings"])
        rows = cast(Any, found["embeddings"])
        return dict(zip(found["ids"], rows, strict=True))

    def __len__(self) -> int:
        return self._collection.count()


class VectorIndex:
    """The vectors of one library, by passage key. Raises IndexUnreadable, DiskFull and other StorageErrors."""

    def __init__(self, store: PassageVectorStore, name: str, marks: Marks | None) -> None:
        """Wrap a collection; ``marks`` is None where a server writes the files."""
        self.store = store
        self._name = name
        self._marks = marks
        self.dimensions: int | None = None  # of its vectors; None: not known before ``prove`` or ``add``

    @contextlib.contextmanager
    def _touching(self) -> Generator[None]:
        """Let Chroma write, which it also may the first time that it reads."""
        marked = self._marks.writing(self._name) if self._marks else contextlib.nullcontext()
        with _translated(is_server=self._marks is None), marked:
            yield

    def __len__(self) -> int:
        with _translated(is_server=self._marks is None):
            return len(self.store)

    def prove(self) -> None:
        """Read everything that a search reads. Raises IndexUnreadable where it can't be read."""
        with self._touching():
            some = self.store._collection.peek(limit=1)["embeddings"]  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] the store is ours
            if some is not None and len(some):
                self.dimensions = len(some[0])
                self.store.query(VectorStoreQuery(query_embedding=cast(Any, some[0]), similarity_top_k=1))

    def add(self, keys: Sequence[int], vectors: Vectors) -> None:
        """Add rows under passage keys; a key that is there is replaced."""
        with self._touching():
            self.store.add_vectors([str(key) for key in keys], vectors)
            self.dimensions = vectors.shape[1]

    def remove(self, keys: Sequence[int]) -> None:
        """Remove keys; those that aren't there don't matter."""
        with self._touching():
            for at in range(0, len(keys), _BATCH):
                self.store.delete_nodes([str(key) for key in keys[at : at + _BATCH]])

    def search(self, vector: Vectors, limit: int, *, among: Sequence[int] | None = None) -> list[tuple[int, float]]:
        """Return the nearest keys and their cosine similarity, nearest first; ``among`` narrows the keys."""
        if among is None:
            return self._search(vector, limit, None)
        for _ in range(_TRIES - 1):
            with contextlib.suppress(IndexUnreadable):  # a key that is gone fails the whole query
                return self._search(vector, limit, self._present(among))
        return self._search(vector, limit, self._present(among))

    def _search(self, vector: Vectors, limit: int, ids: list[str] | None) -> list[tuple[int, float]]:
        if ids == []:
            return []
        query = VectorStoreQuery(query_embedding=cast(Any, vector), similarity_top_k=limit, node_ids=ids)
        with _translated(is_server=self._marks is None):
            found = self.store.query(query)
        return [(int(key), score) for key, score in zip(found.ids or [], found.similarities or [], strict=True)]

    def _present(self, keys: Sequence[int]) -> list[str]:
        """Return those of the keys that are there, as Chroma's ids."""
        with _translated(is_server=self._marks is None):
            return self.store.ids([str(key) for key in keys])

    def keys(self) -> set[int]:
        """Return all keys."""
        with _translated(is_server=self._marks is None):
            return {int(key) for key in self.store.ids()}

    def vectors(self, keys: Sequence[int]) -> dict[int, Vectors]:
        """Return the vectors of those of the keys that are there."""
        found: dict[int, Vectors] = {}
        with _translated(is_server=self._marks is None):
            for at in range(0, len(keys), _BATCH):
                rows = self.store.vectors([str(key) for key in keys[at : at + _BATCH]])
                found.update({int(key): row for key, row in rows.items()})
        return found


class VectorDatabase:
    """A Chroma, embedded in the data folder or a server, with a collection per library and generation."""

    def __init__(self, folder: Path, url: str | None = None) -> None:
        """Open a Chroma. Raises StorageError."""
        settings = Settings(anonymized_telemetry=False)
        self._client: ClientAPI
        self._marks: Marks | None = None
        with _translated(is_server=url is not None):
            if url is None:
                folder.mkdir(parents=True, exist_ok=True)
                self._marks = Marks(folder)
                _keep_memory_clean()
                self._client = _open_embedded(folder, settings)
            else:
                parts = urlsplit(url)
                ssl = parts.scheme == "https"
                self._client = chromadb.HttpClient(
                    host=parts.hostname or "localhost",
                    port=parts.port or (443 if ssl else 8000),
                    ssl=ssl,
                    settings=settings,
                )

    def index(self, name: str) -> VectorIndex:
        """Return a collection, making it when it isn't there. Raises IndexUnreadable for one that may be torn."""
        if self._marks and self._marks.is_torn(name):
            raise IndexUnreadable(_UNREADABLE)
        with _translated(is_server=self._marks is None):
            collection: Collection = self._client.get_or_create_collection(
                name, embedding_function=None, configuration=cast(Any, _CONFIGURATION)
            )
        store = cast(Any, PassageVectorStore)(chroma_collection=collection)  # its constructor has no usable types
        return VectorIndex(store, name, self._marks)

    def names(self) -> list[str]:
        """Return the names of all collections."""
        with _translated(is_server=self._marks is None):
            return [collection.name for collection in self._client.list_collections()]

    def drop(self, name: str) -> None:
        """Remove a collection; one that isn't there doesn't matter."""
        with _translated(is_server=self._marks is None), contextlib.suppress(NotFoundError):
            self._client.delete_collection(name)
        if self._marks:
            self._marks.drop(name)

    def close(self) -> None:
        """Let go of the files."""
        close = getattr(self._client, "close", None)
        if close is not None:
            close()


def _open_embedded(folder: Path, settings: Settings) -> ClientAPI:
    try:
        return chromadb.PersistentClient(str(folder), settings=settings)
    except BaseException:
        # Chroma keeps a client that failed half open, and would give it to whoever opens the folder next.
        failed = SharedSystemClient._identifier_to_system  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] it has no other way
        failed.pop(str(folder), None)
        raise
