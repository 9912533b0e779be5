"""Typing slips: which words a word of a question may have been meant for, as the library's own words tell."""

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from index.analysis import Word, fold, is_unspaced, term
from index.lexical import Field

SLIP_WEIGHT = 0.95  # a word one slip away
MIN_LETTERS = 4  # shorter words have too many neighbours that mean something else
MIN_KNOWN_LETTERS = 5  # the same of words that the library has
# A known word is taken for a slip only when a neighbour is this many times as frequent.
RATIO = 30


class Similar(Protocol):
    """What the indexes know of words."""

    def passages(self) -> int: ...

    def frequency(self, field: Field, term: str) -> int: ...

    def similar_words(self, word: str) -> Sequence[tuple[str, int]]: ...

    def similar_terms(self, term: str) -> Sequence[tuple[str, int]]: ...


def mended(question: Sequence[Word], function_words: Collection[str], statistics: Similar) -> list[Word]:
    """Return the words of a question with function words where these were meant: "Whcih" → "which"."""
    return [
        Word(_mended(word.text, function_words, statistics, is_first=at == 0), word.start, word.end)
        for at, word in enumerate(question)
    ]


def _mended(word: str, function_words: Collection[str], statistics: Similar, *, is_first: bool) -> str:
    """Return the function word that a word which the library hasn't was meant for, or the word.

    Past the first word of a question, which mostly asks, a letter that is missing or another may well make a word of
    its own: "mother" is no "other".
    """
    folded = fold(word)
    if not _may_be_slip(folded) or folded in function_words or statistics.frequency("words", folded):
        return word
    long = [other for other in function_words if len(other) >= MIN_LETTERS]
    near = [other for other, _, _ in extract(folded, long, scorer=OSA.distance, score_cutoff=1, limit=None)]
    near = [other for other in near if is_first or sorted(folded) == sorted(other) or _undoubled(folded, other)]
    if not near:
        return word
    frequency, best = max((statistics.frequency("words", other), other) for other in near)
    rival = max((count for other, count in statistics.similar_words(folded) if other not in function_words), default=0)
    return best if frequency >= rival else word


def _undoubled(word: str, other: str) -> bool:
    doubled = (word[:at] + word[at + 1 :] for at in range(1, len(word)) if word[at] == word[at - 1])
    return other in doubled


def meant(word: Word, frequency: int, languages: Iterable[str | None], statistics: Similar) -> dict[str, int]:
    """Return the terms of the words that a word may have been meant for, with how many passages have these.

    ``frequency`` is how many have the word itself. Where no word is near, one whose term is near will do: the
    library may have the word in another form.
    """
    folded = fold(word.text)
    if not _may_be_slip(folded) or frequency > max(2, statistics.passages() // 3000):
        return {}
    if frequency and len(folded) < MIN_KNOWN_LETTERS:
        return {}
    near = statistics.similar_words(folded)
    found = {term(other, language): count for language in languages for other, count in reversed(near)}
    if not frequency and not found:
        own = {term(folded, language) for language in languages}
        found = {other: n for one in own if len(one) >= MIN_LETTERS for other, n in statistics.similar_terms(one)}
    return {other: count for other, count in found.items() if count >= RATIO * frequency}


def _may_be_slip(folded: str) -> bool:
    return len(folded) >= MIN_LETTERS and folded[0].isalpha() and not is_unspaced(folded)
