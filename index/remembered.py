"""A dict that makes what it lacks, for what is cheap to keep and dear to make: what analysis makes of words."""

from collections.abc import Callable
from typing import TypeVar

_Value = TypeVar("_Value")

MOST = 250_000  # entries of a generation, some 75 MB; news of 4.5 million words has 220,000 different pieces
LONGEST = 40  # characters of a key that is kept: what is longer seldom comes twice


class Remembered(dict[str, _Value]):
    """Values by key, at most two generations of them: what wasn't asked for during one is forgotten.

    Looking up is ``dict``'s own, so that ``map(remembered.__getitem__, keys)`` runs no Python for what is known.
    Safe for use from several threads: the worst that can happen is that a value is made twice.
    """

    def __init__(self, make: Callable[[str], _Value], *, most: int = MOST) -> None:
        super().__init__()
        self._make = make
        self._most = most
        self._older: dict[str, _Value] = {}

    def __missing__(self, key: str) -> _Value:
        older = self._older
        value = older[key] if key in older else self._make(key)
        if len(key) <= LONGEST:
            if len(self) >= self._most:
                self._older = dict(self)
                self.clear()
            self[key] = value
        return value
