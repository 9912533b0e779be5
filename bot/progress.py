"""Long work said while it goes on: one message, changed now and then."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager

import discord

from bot import delivery
from bot.render.message import Message

SECONDS_BETWEEN = 2.0  # changes of a message, so that nobody else's answers wait for Discord's limits


@asynccontextmanager
async def told_meanwhile(interaction: discord.Interaction) -> AsyncGenerator[Callable[[Message], None]]:
    """Yield what says how far the work inside is. What is said last shows; nothing is changed once the work is done."""
    said: list[Message] = []
    is_done = asyncio.Event()
    telling = asyncio.create_task(_tell(interaction, said, is_done))
    try:
        yield said.append
    finally:
        is_done.set()
        await telling


async def _tell(interaction: discord.Interaction, said: list[Message], is_done: asyncio.Event) -> None:
    goes_on = True
    while goes_on and not await _is_set_within(is_done, SECONDS_BETWEEN):
        if said:
            message = said[-1]
            said.clear()
            goes_on = await delivery.show_progress(interaction, message)


async def _is_set_within(event: asyncio.Event, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            return await event.wait()
    except TimeoutError:
        return False
