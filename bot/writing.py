"""Answers that a model writes while their quotes are shown already.

The quotes are there at once; the written answer takes their place when it is ready, or isn't seen at all. A person has
one call of the model under way at a time, everyone together a bounded number of answers that are waited for.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Protocol
from weakref import WeakValueDictionary

from index import FootnoteError, KeptAnswer

MOST = 64  # answers that are being written or wait for it
MOST_OF_A_PERSON = 3
_LAST_SECONDS = 3  # for showing the quotes alone when the bot stops

Show = Callable[[KeptAnswer], Awaitable[None]]

log = logging.getLogger(__name__)


class Writes(Protocol):
    """As much of the library as writing needs."""

    @property
    def writes(self) -> bool: ...

    async def write(self, kept: KeptAnswer) -> KeptAnswer: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """An answer that is to be written."""

    by: str
    messages: Collection[int]  # ids of the question and of its answer: when one is deleted nobody waits any more


class Writing:
    """Has answers written, and shown when they are."""

    def __init__(self, library: Writes) -> None:
        self._library = library
        self._drafts: dict[asyncio.Task[None], _Draft] = {}
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._is_closing = False

    def may_write(self, kept: KeptAnswer, *, by: str) -> bool:
        """Whether a model is set that can write this answer, and has time for it."""
        return (
            self._library.writes
            and not self._is_closing
            and kept.answer.status == "answered"
            and len(self._drafts) < MOST
            and sum(draft.by == by for draft in self._drafts.values()) < MOST_OF_A_PERSON
        )

    def begin(self, kept: KeptAnswer, *, by: str, show: Show, messages: Collection[int]) -> None:
        """Have an answer written and shown in the place of its quotes; the quotes alone, if nothing comes of it."""
        task = asyncio.create_task(self._write(kept, by, show), name=f"writing {kept.id}")
        self._drafts[task] = _Draft(by=by, messages=messages)
        task.add_done_callback(self._drafts.pop)

    def is_busy(self, by: str) -> bool:
        """Whether a call of the model is under way for a person."""
        turn = self._turns.get(by)
        return turn is not None and turn.locked()

    @asynccontextmanager
    async def turn(self, by: str) -> AsyncGenerator[None]:
        """Wait for a person's earlier calls of the model, and call it inside."""
        turn = self._turns.setdefault(by, asyncio.Lock())  # it is gone when nobody has it or waits for it
        async with turn:
            yield

    async def _write(self, kept: KeptAnswer, by: str, show: Show) -> None:
        written = kept
        try:
            async with self.turn(by):
                written = await self._library.write(kept)
        except FootnoteError as error:
            log.warning("an answer couldn't be written: %s", error, extra={"answer": kept.id})
        except Exception:
            log.exception("an answer couldn't be written", extra={"answer": kept.id})
        finally:
            await show(written)  # also when it was broken off: nothing more follows then

    def break_off(self, messages: Collection[int]) -> None:
        """Write no more of what was asked or answered in messages that were deleted."""
        for task, draft in self._drafts.items():
            if not set(messages).isdisjoint(draft.messages):
                task.cancel()

    async def finished(self) -> None:
        """Wait until everything that is being written now is shown."""
        await asyncio.gather(*self._drafts, return_exceptions=True)

    async def close(self) -> None:
        """Write no more, and let the quotes stand alone."""
        self._is_closing = True
        await asyncio.sleep(0)  # what was begun just now must have started to show anything when it is broken off
        for task in tuple(self._drafts):
            task.cancel()
        if self._drafts:
            await asyncio.wait(tuple(self._drafts), timeout=_LAST_SECONDS)
