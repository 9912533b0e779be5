"""Long work said while it goes on: one message, changed now and then."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress

import discord

from bot import delivery
from bot.render.message import Message

SECONDS_BETWEEN = 2.0  # changes of a message, so that nobody else's answers wait for Discord's limits


@asynccontextmanager
async def told_meanwhile(interaction: discord.Interaction) -> AsyncGenerator[Callable[[Message], None]]:
    """Yield what says how far the work inside is. What is said last shows; nothing is changed once the work is done."""
    said: list[Message] = []
    changing = asyncio.Lock()
    telling = asyncio.create_task(_tell(interaction, said, changing))
    try:
        yield said.append
    finally:
        async with changing:  # a change that is under way mustn't come behind the end
            telling.cancel()
        with suppress(asyncio.CancelledError):
            await telling


async def _tell(interaction: discord.Interaction, said: list[Message], changing: asyncio.Lock) -> None:
    goes_on = True
    while goes_on:
        await asyncio.sleep(SECONDS_BETWEEN)
        async with changing:
            if said:
                message = said[-1]
                said.clear()
                goes_on = await delivery.show_progress(interaction, message)
