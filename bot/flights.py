"""The questions that are being answered, so that stopping leaves nobody without a word."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager

from index import LibraryClosed

log = logging.getLogger(__name__)

_APOLOGY_SECONDS = 5


class Flights:
    """Knows the tasks in which questions are being answered."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[object]] = set()
        self.is_closing = False

    @asynccontextmanager
    async def under_way(self, apologise: Callable[[], Awaitable[object]]) -> AsyncGenerator[None]:
        """Answer a question inside; when the bot stops before that is done, the apology is made instead.

        One inside another is one as far as stopping goes; the inner apologises, which knows best what was being done.
        Raises LibraryClosed when the bot is stopping already.
        """
        task = asyncio.current_task()
        assert task is not None, "questions are answered in tasks"
        is_inner = task in self._tasks
        if self.is_closing and not is_inner:
            raise LibraryClosed
        self._tasks.add(task)
        try:
            yield
        except asyncio.CancelledError:
            if self.is_closing and task in self._tasks:
                self._tasks.discard(task)  # so that what is around this adds no words of its own
                await apologise()
            raise
        finally:
            if not is_inner:
                self._tasks.discard(task)

    async def close(self, grace_seconds: float) -> None:
        """Wait for the questions under way; apologise for those that take longer."""
        self.is_closing = True
        if not self._tasks:
            return
        log.info("finishing the questions under way", extra={"questions": len(self._tasks)})
        await asyncio.wait(tuple(self._tasks), timeout=grace_seconds)
        late = tuple(self._tasks)
        for task in late:
            task.cancel()
        if late:
            log.warning("stopping before all questions were answered", extra={"questions": len(late)})
            await asyncio.wait(late, timeout=_APOLOGY_SECONDS)
