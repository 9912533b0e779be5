"""The calls of a model: a few at once, each with a deadline, and no more in a day than a library may spend."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence

from index.errors import ModelFailed
from index.model_servers import MAX_TOKENS, ModelServer, Reply, estimated, too_late
from index.models import TokenUsage
from index.prompts import Message

USED_UP = "today's tokens for written answers are used up; from midnight UTC there are more, or raise LLM_DAILY_TOKENS"
_CALLS = 4  # at once, for all libraries


class Writer:
    """Has the model that is set write, and counts what it costs."""

    def __init__(
        self,
        server: ModelServer,
        usage: Callable[[str], Awaitable[TokenUsage]],
        spend: Callable[[str, int, int], Awaitable[None]],
    ) -> None:
        self._server = server
        self._usage = usage
        self._spend = spend
        self._calls = asyncio.Semaphore(_CALLS)
        self._expected: Counter[str] = Counter()  # tokens of the calls under way, by library

    async def reply(self, library: str, messages: Sequence[Message], *, seconds: float | None = None) -> Reply:
        """Have a text written for a library, within the deadline that is set or a shorter one.

        Raises ModelFailed, also when the library's tokens are used up.
        """
        seconds = min(seconds or self._server.timeout_seconds, self._server.timeout_seconds)
        asked = sum(estimated(message.text) for message in messages)
        usage = await self._usage(library)
        if usage.limit and usage.read + usage.written + self._expected[library] >= usage.limit:
            raise ModelFailed(USED_UP)
        self._expected[library] += asked + MAX_TOKENS
        try:
            return await self._counted(library, messages, asked, seconds)
        finally:
            self._expected[library] -= asked + MAX_TOKENS

    async def _counted(self, library: str, messages: Sequence[Message], asked: int, seconds: float) -> Reply:
        cost = (0, 0)
        try:
            async with asyncio.timeout(seconds), self._calls:
                cost = (asked, 0)  # what is broken off has cost that much
                reply = await self._server.reply(messages)
            cost = (reply.read, reply.written)
        except TimeoutError as error:
            raise ModelFailed(too_late(seconds), is_transient=True) from error
        except ModelFailed as error:
            cost = (error.read, error.written)
            raise
        finally:
            if any(cost):
                await self._spend(library, *cost)
        return reply

    async def close(self) -> None:
        """Break off the calls under way, with ModelFailed for who waits for them."""
        await self._server.close()
