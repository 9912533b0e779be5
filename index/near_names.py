"""Names of an index that are likely a question's name, written in another script and without a common key.

Newspapers spell a name as it sounds to them, so Трамп and Trump differ in a vowel. Scripts that leave vowels out
share the consonants of a name, and its vowels as far as they have them.
"""

from collections import defaultdict
from collections.abc import Mapping

from rapidfuzz.distance import OSA

from index.names import bare, consonants, is_sparse, lacks_only_vowels

MIN_LETTERS = 5  # shorter keys have too many neighbours that are other names
MOST = 3  # near names of a name


class NearNames:
    """The name keys of an index that were written in one script, with how many passages have each."""

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        self._frequencies = frequencies
        self._by_consonants: defaultdict[str, list[str]] = defaultdict(list)
        for key in frequencies:
            self._by_consonants[consonants(bare(key))].append(key)

    def near(self, key: str) -> list[str]:
        """Return the keys that are likely the same name as a key of another script, the likeliest first."""
        alike = self._by_consonants.get(consonants(bare(key)), ())
        near = [other for other in alike if _is_near(key, other)]
        return sorted(near, key=lambda other: (abs(len(bare(other)) - len(bare(key))), -self._frequencies[other]))[
            :MOST
        ]


def _is_near(one: str, other: str) -> bool:
    letters, others = bare(one), bare(other)
    if not (is_sparse(one) or is_sparse(other)):
        return len(letters) >= MIN_LETTERS and OSA.distance(letters, others) <= 1
    return (is_sparse(one) and lacks_only_vowels(letters, others)) or (
        is_sparse(other) and lacks_only_vowels(others, letters)
    )
