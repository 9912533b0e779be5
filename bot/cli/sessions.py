"""The library while a command uses it."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TypeVar

from bot.cli.failures import read_settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from index import Library

Result = TypeVar("Result")


@asynccontextmanager
async def opened() -> AsyncGenerator[Library]:
    """Open the library that the settings name, and close it again. Raises CommandFailed and FootnoteError."""
    settings = read_settings()
    from index import Library

    async with await Library.open(settings) as library:
        yield library


@asynccontextmanager
async def closing(results: AsyncIterator[Result]) -> AsyncGenerator[AsyncIterator[Result]]:
    """End what yields the results when they are left early, before the library is closed under it."""
    try:
        yield results
    finally:
        if isinstance(results, AsyncGenerator):
            await results.aclose()
