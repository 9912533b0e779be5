"""A message whose claims are checked: counted as a question, checked, kept, rendered."""

import logging
import time
from collections.abc import Callable
from typing import Protocol

from bot.limits import Limits
from bot.places import Place
from bot.render import notices
from bot.render.check import nothing_stated, of_check
from bot.render.message import Message
from index import Answer, CheckedClaims, KeptAnswer

log = logging.getLogger(__name__)


class ChecksClaims(Protocol):
    """As much of the library as a check needs."""

    async def check_claims(self, text: str, *, library: str = ...) -> CheckedClaims: ...

    async def keep(self, answer: Answer, *, library: str, asked_by: str | None = None) -> KeptAnswer: ...


class Claims:
    """Checks what messages claim. ``wall_clock`` says seconds since 1970."""

    def __init__(self, library: ChecksClaims, limits: Limits, *, wall_clock: Callable[[], float] = time.time) -> None:
        self._library = library
        self._limits = limits
        self._wall_clock = wall_clock

    async def check(self, text: str, *, place: Place, by: str) -> Message:
        """Return what the articles say of a message's claims. Raises InvalidQuestion and StorageError."""
        wait = self._limits.take(person=by, server=place.server)
        if wait.seconds:
            log.info("too many questions", extra={"user": by, "server": place.server})
            return notices.too_many(until=int(self._wall_clock()) + wait.seconds, is_servers=wait.is_servers)
        checked = await self._library.check_claims(text, library=place.library)
        if not checked.claims:
            return nothing_stated()
        kept = await self._library.keep(checked.answer, library=place.library, asked_by=by)
        about = {"answer": kept.id, "library": kept.library, "claims": len(checked.claims)}
        log.info("checked", extra=about)
        return of_check(checked, kept.id)
