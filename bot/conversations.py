"""Which questions come before one: those of the answer that is replied to, of the thread, of the last minutes."""

import logging
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol, cast

import discord

from bot.places import Place, can_read, known_as
from bot.questions import turns_after
from bot.render import ids
from index import KeptAnswer

MEMORY = timedelta(minutes=15)  # for which a direct message goes on from the last answer
_LOOKED_THROUGH = 20  # messages of a thread

log = logging.getLogger(__name__)


class Remembers(Protocol):
    """As much of the library as is needed here."""

    async def kept(self, id: str) -> KeptAnswer | None: ...

    async def recent(self, library: str, asked_by: str, limit: int = ...) -> list[KeptAnswer]: ...


async def turns_before(library: Remembers, message: discord.Message, place: Place, me: int) -> tuple[str, ...]:
    """Return the questions that a message goes on from, oldest first."""
    id = _replied_to(message, me)
    if id is None and isinstance(message.channel, discord.Thread):
        id = await _last_in(message.channel, message, me)
    if id is not None:
        return await _turns_of(library, id, place)
    if message.reference is None and place.server is None:
        return await _lately(library, place, known_as(message.author))
    return ()


async def turns_in_thread(library: Remembers, interaction: discord.Interaction, place: Place) -> tuple[str, ...]:
    """Return the questions that a command in a thread goes on from, oldest first; none outside of threads."""
    me = interaction.client.user
    if not isinstance(interaction.channel, discord.Thread) or me is None:
        return ()
    id = await _last_in(interaction.channel, None, me.id)
    return () if id is None else await _turns_of(library, id, place)


async def _turns_of(library: Remembers, id: str, place: Place) -> tuple[str, ...]:
    kept = await library.kept(id)
    return turns_after(kept if kept is not None and can_read(place, kept.library) else None)


async def _lately(library: Remembers, place: Place, by: str) -> tuple[str, ...]:
    recent = await library.recent(place.library, by, 1)
    is_fresh = bool(recent) and datetime.now(UTC) - recent[0].created_at < MEMORY
    return turns_after(recent[0]) if is_fresh else ()


def _replied_to(message: discord.Message, me: int) -> str | None:
    referenced = message.reference.resolved if message.reference else None
    return answer_in(referenced, me) if isinstance(referenced, discord.Message) else None


async def _last_in(thread: discord.Thread, before: discord.Message | None, me: int) -> str | None:
    """Return the id of the last answer in a thread; None when there is none, or its history can't be read."""
    try:
        async for message in thread.history(limit=_LOOKED_THROUGH, before=before):
            id = answer_in(message, me)
            if id is not None:
                return id
    except discord.HTTPException as error:
        log.info("a thread's history can't be read: %s", error, extra={"channel": thread.id})
    return None


def answer_in(message: discord.Message, me: int) -> str | None:
    """Return the id of the answer that a message of ours shows; None for every other message."""
    if message.author.id != me:
        return None
    return next((answer for id in _ids(message.components) if (answer := ids.answer_of(id))), None)


def _ids(components: Iterable[object]) -> Iterator[str]:
    for component in components:
        id = cast(Any, component).custom_id if hasattr(component, "custom_id") else None
        if isinstance(id, str):
            yield id
        yield from _ids(getattr(component, "children", ()))
        yield from _ids(filter(None, [getattr(component, "accessory", None)]))
