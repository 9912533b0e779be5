"""How often a person and a server may ask in a minute, or add something."""

import sys
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

WINDOW_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """For how long something can't be asked for, and who asked so much."""

    seconds: int = 0  # 0: it can be asked for
    is_servers: bool = False  # all of the server together, and not the person


class Limits:
    """Counts what is asked for over the last minute, in memory. ``clock`` says seconds that only go forward."""

    def __init__(self, *, per_person: int, per_server: int = sys.maxsize, clock: Callable[[], float]) -> None:
        self._per_person = per_person
        self._per_server = per_server
        self._clock = clock
        self._asked: dict[str, deque[float]] = {}
        self._sweep_at = clock() + WINDOW_SECONDS

    def take(self, *, person: str, server: str | None) -> Wait:
        """Count what can be asked for; or count nothing and return when it can be."""
        now = self._clock()
        self._forget(now)
        own, servers = f"person {person}", None if server is None else f"server {server}"
        own_wait = self._wait(own, self._per_person, now)
        servers_wait = 0.0 if servers is None else self._wait(servers, self._per_server, now)
        if own_wait > 0 or servers_wait > 0:
            return Wait(seconds=ceil(max(own_wait, servers_wait)), is_servers=servers_wait > own_wait)
        for key in filter(None, (own, servers)):
            self._asked.setdefault(key, deque()).append(now)
        return Wait()

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
