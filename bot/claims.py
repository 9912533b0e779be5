"""A message whose claims are checked: counted as a question, checked, kept, rendered."""

import logging
from typing import Protocol

from bot.places import Place
from bot.render.check import nothing_stated, of_check
from bot.render.message import Message
from bot.turnstile import Turnstile
from index import Answer, CheckedClaims, KeptAnswer

log = logging.getLogger(__name__)


class ChecksClaims(Protocol):
    """As much of the library as a check needs."""

    async def check_claims(self, text: str, *, library: str = ...) -> CheckedClaims: ...

    async def keep(self, answer: Answer, *, library: str, asked_by: str | None = None) -> KeptAnswer: ...


class Claims:
    """Checks what messages claim."""

    def __init__(self, library: ChecksClaims, turnstile: Turnstile) -> None:
        self._library = library
        self._turnstile = turnstile

    async def check(self, text: str, *, place: Place, by: str) -> Message:
        """Return what the articles say of a message's claims. Raises InvalidQuestion and StorageError."""
        refusal = self._turnstile.refusal(by=by, place=place)
        if refusal is not None:
            return refusal
        checked = await self._library.check_claims(text, library=place.library)
        if not checked.claims:
            return nothing_stated()
        kept = await self._library.keep(checked.answer, library=place.library, asked_by=by)
        about = {"answer": kept.id, "library": kept.library, "claims": len(checked.claims)}
        log.info("checked", extra=about)
        return of_check(checked, kept.id)
