"""Which libraries, indexes and articles a question is asked of."""

import logging
from collections.abc import Sequence

from index.asking import Asked, Asker, Weighed
from index.catalog import Catalog
from index.embeddings import BundledEmbedding, Embedder, Vectors
from index.errors import EmbeddingFailed, UnknownArticle
from index.models import Answer
from index.retrieval import Shelf
from index.shelves import Shelves

SHARED = "shared"  # the library that the operator fills and everyone can read

_OTHER_EMBEDDING = "the vectors were made with another embedding; searching by words until `footnote reindex`"

log = logging.getLogger(__name__)


class Questions:
    """Asks the right shelves. Blocks; the facade calls it in a thread."""

    def __init__(
        self, catalog: Catalog, shelves: Shelves, bundled: BundledEmbedding, embedder: Embedder, threshold: float
    ) -> None:
        self._catalog = catalog
        self._shelves = shelves
        self._embedder = embedder
        self._asker = Asker(catalog, bundled, self._vector, threshold)

    def ask(self, question: str, library: str, turns: Sequence[str], article: str | None) -> Answer:
        """Answer a question from a library and the shared one, or from one article. Raises UnknownArticle."""
        return self._asker.ask(self._asked(question, library, turns, article))

    def weigh(self, question: str, library: str, turns: Sequence[str]) -> Weighed:
        """Return what is found for a question before anything is chosen of it."""
        return self._asker.weigh(self._asked(question, library, turns, None))

    def _asked(self, question: str, library: str, turns: Sequence[str], article: str | None) -> Asked:
        filled = set(self._catalog.libraries())
        names = [name for name in dict.fromkeys([library, SHARED]) if name in filled]
        shelves = tuple(self._shelves.shelf(name) for name in names)
        if article is None:
            return Asked(question=question, turns=tuple(turns), shelves=shelves)
        for shelf in shelves:
            narrowed = self._catalog.passages_of(shelf.library, article)
            if narrowed is not None:
                key, among = narrowed
                return Asked(question=question, turns=tuple(turns), shelves=(shelf,), article=key, among=among)
        raise UnknownArticle(article, library)

    def _vector(self, question: str, shelves: Sequence[Shelf]) -> Vectors | None:
        """Return a question's vector; None, to search by words alone, where the vectors can't be compared to it."""
        if not all(self._shelves.has_own_embedding(shelf.library) for shelf in shelves):
            log.warning(_OTHER_EMBEDDING)
            return None
        try:
            vector = self._embedder.embed_question(question)
        except EmbeddingFailed as error:
            log.warning("searching by words alone: %s", error)
            return None
        if any(shelf.vectors.dimensions not in (None, len(vector)) for shelf in shelves):
            log.warning(_OTHER_EMBEDDING)
            return None
        return vector
