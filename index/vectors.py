"""Dense search: one Chroma collection per library, through LlamaIndex. The one file that touches Chroma.

Derived from the catalog like the lexical index: a collection holds the keys of passages and their vectors, nothing
of their text. Chroma calls block, so they belong in a thread.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import chromadb
import numpy as np
from chromadb.api import ClientAPI
from chromadb.config import Settings
from chromadb.errors import ChromaError, NotFoundError
from llama_index.core.schema import BaseNode
from llama_index.core.vector_stores.types import VectorStoreQuery, VectorStoreQueryResult
from llama_index.vector_stores.chroma import ChromaVectorStore

from index.embeddings import Vectors
from index.errors import StorageError

_BATCH = 2_000  # vectors a call: below Chroma's limit, large enough that calls don't cost
_CONFIGURATION = {"hnsw": {"space": "cosine", "sync_threshold": 10_000}}


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
        for at in range(0, len(ids), _BATCH):
            rows = cast(Any, vectors[at : at + _BATCH])
            self._collection.upsert(ids=list(ids[at : at + _BATCH]), embeddings=rows)

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

    def ids(self) -> list[str]:
        """Return the ids of all nodes."""
        return self._collection.get(include=[])["ids"]

    def __len__(self) -> int:
        return self._collection.count()


class VectorIndex:
    """The vectors of one library, by passage key."""

    def __init__(self, store: PassageVectorStore) -> None:
        self.store = store

    def __len__(self) -> int:
        return len(self.store)

    def add(self, keys: Sequence[int], vectors: Vectors) -> None:
        """Add rows under passage keys; a key that is there is replaced."""
        self.store.add_vectors([str(key) for key in keys], vectors)

    def remove(self, keys: Sequence[int]) -> None:
        """Remove keys; those that aren't there don't matter."""
        for at in range(0, len(keys), _BATCH):
            self.store.delete_nodes([str(key) for key in keys[at : at + _BATCH]])

    def search(self, vector: Vectors, limit: int, *, among: Sequence[int] | None = None) -> list[tuple[int, float]]:
        """Return the nearest keys and their cosine similarity, nearest first; ``among`` narrows the keys."""
        query = VectorStoreQuery(
            query_embedding=cast(Any, vector),
            similarity_top_k=limit,
            node_ids=None if among is None else [str(key) for key in among],
        )
        found = self.store.query(query)
        return [(int(key), score) for key, score in zip(found.ids or [], found.similarities or [], strict=True)]

    def keys(self) -> set[int]:
        """Return all keys."""
        return {int(key) for key in self.store.ids()}


class VectorDatabase:
    """A Chroma, embedded in the data folder or a server, with a collection per library and generation."""

    def __init__(self, folder: Path, url: str | None = None) -> None:
        settings = Settings(anonymized_telemetry=False)
        try:
            if url is None:
                folder.mkdir(parents=True, exist_ok=True)
                self._client: ClientAPI = chromadb.PersistentClient(str(folder), settings=settings)
            else:
                parts = urlsplit(url)
                ssl = parts.scheme == "https"
                self._client = chromadb.HttpClient(
                    host=parts.hostname or "localhost",
                    port=parts.port or (443 if ssl else 8000),
                    ssl=ssl,
                    settings=settings,
                )
        except (ChromaError, ValueError, OSError) as error:
            where = "the Chroma server of CHROMA_URL" if url else "the vectors in the data folder"
            raise StorageError(f"{where} can't be opened; `footnote doctor --repair` rebuilds what can be") from error

    def index(self, name: str) -> VectorIndex:
        """Return a collection, making it when it isn't there."""
        collection = self._client.get_or_create_collection(
            name, embedding_function=None, configuration=cast(Any, _CONFIGURATION)
        )
        return VectorIndex(PassageVectorStore(chroma_collection=collection))

    def names(self) -> list[str]:
        """Return the names of all collections."""
        return [collection.name for collection in self._client.list_collections()]

    def drop(self, name: str) -> None:
        """Remove a collection; one that isn't there doesn't matter."""
        try:
            self._client.delete_collection(name)
        except NotFoundError:
            pass

    def close(self) -> None:
        """Let go of the files."""
        close = getattr(self._client, "close", None)
        if close is not None:
            close()
