"""Blocking work in threads, whoever cancels or abandons the waiting for it."""

import asyncio
from collections.abc import Awaitable, Callable, Generator
from threading import Lock
from typing import Generic, ParamSpec, TypeVar

from index.errors import LibraryClosed

_P = ParamSpec("_P")
_T = TypeVar("_T")


async def uninterrupted(work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
    """Run work in a thread; a cancellation is heeded when the work has ended, for a thread can't be stopped."""
    running = asyncio.ensure_future(asyncio.to_thread(work, *args, **kwargs))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await _ended(running)
        raise


async def _ended(running: Awaitable[object]) -> None:
    task = asyncio.ensure_future(running)
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError:
            continue  # it is raised by whoever called, when the work has ended
    if not task.cancelled():
        task.exception()  # looked at, so that nothing says it never was


class Feed(Generic[_T]):
    """A generator that blocks, to be drawn from in threads and ended from any of them."""

    def __init__(self, items: Generator[_T]) -> None:
        self._items = items
        self._lock = Lock()
        self._is_ended = False

    def draw(self) -> _T | None:
        """Return the next item, None after the last. Raises LibraryClosed when it was ended."""
        with self._lock:
            if self._is_ended:
                raise LibraryClosed
            return next(self._items, None)

    def end(self) -> None:
        """Wait for a draw that is under way, then close the generator."""
        with self._lock:
            self._is_ended = True
            self._items.close()
