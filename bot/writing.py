"""Answers that a model writes while their quotes are shown already.

The quotes are there at once; the written answer takes their place when it is ready, or isn't seen at all. A person has
one call of the model under way at a time, everyone together a bounded number of answers that are waited for.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Protocol
from weakref import WeakValueDictionary

from index import FootnoteError, KeptAnswer

MOST = 64  # answers that are being written or wait for it
MOST_OF_A_PERSON = 3
_LAST_SECONDS = 3  # for showing what is written, or the quotes alone, when the bot stops

Show = Callable[[KeptAnswer], Awaitable[None]]

log = logging.getLogger(__name__)


class Writes(Protocol):
    """As much of the library as writing needs."""

    @property
    def writes(self) -> bool: ...

    async def write(self, kept: KeptAnswer) -> KeptAnswer: ...


@dataclass(slots=True, kw_only=True)
class _Draft:
    """An answer that is to be written."""

    by: str
    messages: Collection[int]  # ids of the question and of its answer: when one is deleted nobody waits any more
    is_broken_off: bool = False
    call: asyncio.Task[None] | None = None  # while it waits for the model; None before, and while it is being shown

    def break_off(self) -> None:
        """End the call of the model, or don't begin it; what is being shown already is shown to the end."""
        if not self.is_broken_off and self.call is not None:
            self.call.cancel()
        self.is_broken_off = True


class Writing:
    """Has answers written, and shown when they are."""

    def __init__(self, library: Writes) -> None:
        self._library = library
        self._drafts: dict[asyncio.Task[None], _Draft] = {}
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._being_answered: set[int] = set()  # ids of messages that ask, while their quotes are being found
        self._deleted: set[int] = set()  # those of them that were deleted
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
        draft = _Draft(by=by, messages=messages, is_broken_off=not self._deleted.isdisjoint(messages))
        task = asyncio.create_task(self._write(kept, draft, show), name=f"writing {kept.id}")
        self._drafts[task] = draft
        task.add_done_callback(self._drafts.pop)

    @contextmanager
    def being_answered(self, question: int) -> Generator[None]:
        """Find the quotes for a message inside, and begin to write: nothing is written if it was deleted meanwhile."""
        self._being_answered.add(question)
        try:
            yield
        finally:
            self._being_answered.discard(question)
            self._deleted.discard(question)

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

    async def _write(self, kept: KeptAnswer, draft: _Draft, show: Show) -> None:
        written = kept
        if not draft.is_broken_off:
            draft.call = asyncio.current_task()
            try:
                written = await self._written(kept, draft)
            finally:
                draft.call = None
        try:
            await show(written)  # also when it was broken off: nothing more follows then
        except Exception:
            log.exception("an answer couldn't be shown as it is written", extra={"answer": kept.id})

    async def _written(self, kept: KeptAnswer, draft: _Draft) -> KeptAnswer:
        """Return an answer as it is written; as it was, when that fails or is broken off."""
        try:
            async with self.turn(draft.by):
                return await self._library.write(kept)
        except asyncio.CancelledError:
            if not draft.is_broken_off or draft.call is None:
                raise
            draft.call.uncancel()
        except FootnoteError as error:
            log.warning("an answer couldn't be written: %s", error, extra={"answer": kept.id})
        except Exception:
            log.exception("an answer couldn't be written", extra={"answer": kept.id})
        return kept

    def break_off(self, messages: Collection[int]) -> None:
        """Write nothing, or no more, of what was asked or answered in messages that were deleted."""
        self._deleted |= self._being_answered.intersection(messages)
        for draft in self._drafts.values():
            if not set(messages).isdisjoint(draft.messages):
                draft.break_off()

    async def finished(self) -> None:
        """Wait until everything that is being written now is shown."""
        await asyncio.gather(*self._drafts, return_exceptions=True)

    async def close(self) -> None:
        """Write no more, and let the quotes stand alone. What is written already is still shown, if that is quick."""
        self._is_closing = True
        for draft in self._drafts.values():
            draft.break_off()
        if not self._drafts:
            return
        _, late = await asyncio.wait(tuple(self._drafts), timeout=_LAST_SECONDS)
        for task in late:
            log.warning("an answer couldn't be shown in time: %s", task.get_name())
            task.cancel()
