"""How many questions a person and a server may ask in a minute."""

from collections import deque
from collections.abc import Callable
from math import ceil

WINDOW_SECONDS = 60.0


class Limits:
    """Counts questions over the last minute, in memory. ``clock`` says seconds that only go forward."""

    def __init__(self, *, per_person: int, per_server: int, clock: Callable[[], float]) -> None:
        self._per_person = per_person
        self._per_server = per_server
        self._clock = clock
        self._asked: dict[str, deque[float]] = {}
        self._sweep_at = clock() + WINDOW_SECONDS

    def take(self, *, person: str, server: str | None) -> int:
        """Count a question and return 0; or count nothing and return in how many seconds it can be asked."""
        now = self._clock()
        self._forget(now)
        counted = [(f"person {person}", self._per_person)]
        if server is not None:
            counted.append((f"server {server}", self._per_server))
        wait = max(self._wait(key, limit, now) for key, limit in counted)
        if wait > 0:
            return ceil(wait)
        for key, _ in counted:
            self._asked.setdefault(key, deque()).append(now)
        return 0

    def _wait(self, key: str, limit: int, now: float) -> float:
        """Return the seconds until one more fits; 0 when one does now."""
        asked = self._asked.get(key, deque[float]())
        while asked and asked[0] <= now - WINDOW_SECONDS:
            asked.popleft()
        return asked[-limit] + WINDOW_SECONDS - now if len(asked) >= limit else 0.0

    def _forget(self, now: float) -> None:
        """Once a minute, forget whoever asked nothing in the last one."""
        if now < self._sweep_at:
            return
        self._sweep_at = now + WINDOW_SECONDS
        self._asked = {key: asked for key, asked in self._asked.items() if asked and asked[-1] > now - WINDOW_SECONDS}
