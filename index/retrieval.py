"""Passages for a question: lexical and dense search over the libraries asked, fused by rank."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.embeddings import Vectors
from index.lexical import Field, LexicalIndex
from index.question import ParsedQuestion
from index.vectors import VectorIndex

SEARCHED = 50  # passages asked of each index
FOUND = 40  # passages handed on
# Reciprocal rank fusion (Cormack, Clarke, Buettcher 2009), with a constant fitted to lists of 50 and the dense list
# weighed less: on news and encyclopaedia articles the words themselves are the better guide.
_RANK_CONSTANT = 10
_DENSE_WEIGHT = 0.4


@dataclass(frozen=True, slots=True)
class Shelf:
    """The indexes of one library."""

    library: str
    vectors: VectorIndex
    lexical: LexicalIndex


class ShelfStatistics:
    """What the indexes of some libraries know of words, together."""

    def __init__(self, shelves: Sequence[Shelf]) -> None:
        self._shelves = shelves

    def passages(self) -> int:
        """Return how many passages there are."""
        return sum(len(shelf.lexical) for shelf in self._shelves)

    def frequency(self, field: Field, term: str) -> int:
        """Return how many passages have a term."""
        return sum(shelf.lexical.frequency(field, term) for shelf in self._shelves)

    def similar_words(self, word: str) -> list[tuple[str, int]]:
        """Return words one slip away and how many passages have them, most frequent first."""
        return self._similar("words", word)

    def similar_terms(self, term: str) -> list[tuple[str, int]]:
        """Return terms one slip away and how many passages have them, most frequent first."""
        return self._similar("terms", term)

    def _similar(self, field: Field, text: str) -> list[tuple[str, int]]:
        counts: dict[str, int] = {}
        for shelf in self._shelves:
            for other, count in shelf.lexical.similar(field, text):
                counts[other] = counts.get(other, 0) + count
        return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))

    def near_names(self, key: str, script: str) -> list[str]:
        """Return keys of names in another script that are likely the same name as ``key``."""
        return list(dict.fromkeys(name for shelf in self._shelves for name in shelf.lexical.near_names(key, script)))


def find(
    question: ParsedQuestion,
    vector: Vectors | None,
    shelves: Sequence[Shelf],
    *,
    article: int | None = None,
    among: Sequence[int] | None = None,
) -> list[int]:
    """Return the keys of the passages that fit best, best first.

    ``vector`` is the question's, None to search by words alone; ``article`` and ``among`` narrow the search to one
    article, by its key and its passages' keys.
    """
    wanted = [word.wanted() for word in question.words]
    lexical: list[tuple[int, float]] = []
    dense: list[tuple[int, float]] = []
    for shelf in shelves:
        lexical += shelf.lexical.search(wanted, SEARCHED, article=article)
        if vector is not None:
            dense += shelf.vectors.search(vector, SEARCHED, among=among)
    return fuse([_best_keys(lexical), _best_keys(dense)], [1.0, _DENSE_WEIGHT])[:FOUND]


def _best_keys(hits: list[tuple[int, float]]) -> list[int]:
    ordered = sorted(hits, key=lambda hit: (-hit[1], hit[0]))
    return [key for key, _ in ordered[:SEARCHED]]


def fuse(rankings: Sequence[Sequence[int]], weights: Sequence[float]) -> list[int]:
    """Fuse rankings into one: each gives a key weight / (constant + rank), and nothing past its end."""
    scores: dict[int, float] = {}
    for ranking, weight in zip(rankings, weights, strict=True):
        for rank, key in enumerate(ranking):
            scores[key] = scores.get(key, 0.0) + weight / (_RANK_CONSTANT + rank)
    return sorted(scores, key=lambda key: (-scores[key], key))
