"""Asking by message: a mention, a reply that pings, a direct message.

Without a privileged intent Discord shows the text of these and of no others, so there is nothing else to listen to.
"""

import asyncio
import logging
import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import aiohttp
import discord
from discord.ext import commands

from bot import delivery, errors
from bot.channels import refusal_in
from bot.conversations import turns_before
from bot.desk import Desk
from bot.places import Place, known_as, place_of
from bot.questions import Asked
from bot.render import notices
from bot.render.message import Message
from bot.written import have_written

log = logging.getLogger(__name__)

_ANSWERED_TYPES = (discord.MessageType.default, discord.MessageType.reply)


class MessagesCog(commands.Cog):
    """Answers messages that speak to the bot."""

    def __init__(self, desk: Desk, client: discord.Client) -> None:
        self._desk = desk
        self._client = client

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message, when it is meant for us."""
        assert self._client.user is not None, "messages come to those who are logged in"
        me = self._client.user.id
        if not _speaks_to(message, me):
            return
        try:
            async with self._desk.flights.under_way(lambda: delivery.reply(message, notices.restarting())):
                await self._answer(message, me)
        except Exception as error:  # noqa: BLE001 the edge
            await errors.handle_message(message, error)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, deleted: discord.RawMessageDeleteEvent) -> None:
        """Write nothing more about what was deleted."""
        self._desk.writing.break_off([deleted.message_id])

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, deleted: discord.RawBulkMessageDeleteEvent) -> None:
        """Write nothing more about what was deleted."""
        self._desk.writing.break_off(deleted.message_ids)

    async def _answer(self, message: discord.Message, me: int) -> None:
        place = place_of(message)
        refusal = await self._refusal(message, place)
        if refusal is not None:
            await delivery.reply(message, refusal)
            return
        with self._desk.writing.being_answered(message.id):
            async with _typing(message):
                asked = await self._asked(message, place, me)
                said = await self._desk.questions.answer(asked)
            shown = await delivery.reply(message, said.message)
            have_written(self._desk.writing, said, asked, shown, question=message.id)

    async def _asked(self, message: discord.Message, place: Place, me: int) -> Asked:
        return Asked(
            question=_question_in(message, me),
            place=place,
            by=known_as(message.author),
            turns=await turns_before(self._desk.library, message, place, me),
        )

    async def _refusal(self, message: discord.Message, place: Place) -> Message | None:
        """Return why a message isn't answered here; None when it is."""
        choices = await self._desk.preferences.of(place.library)
        refusal = refusal_in(place, choices, self._client)
        if refusal is not None:
            return refusal
        if not message.content and _replies_to_command(message):
            return notices.unreadable_reply()
        return None


def _replies_to_command(message: discord.Message) -> bool:
    """Whether a message replies to what somebody's command got, which hides its text from us."""
    replied_to = message.reference.resolved if message.reference else None
    return isinstance(replied_to, discord.Message) and replied_to.interaction_metadata is not None


def _speaks_to(message: discord.Message, me: int) -> bool:
    """Whether a person wrote a message to us. ``@everyone`` and roles are not us; nor is a reply that doesn't ping."""
    if message.author.bot or message.type not in _ANSWERED_TYPES:
        return False
    return message.guild is None or any(mentioned.id == me for mentioned in message.mentions)


def _question_in(message: discord.Message, me: int) -> str:
    """Return what is asked: the text without our name, and with the names of others instead of their ids."""
    text = re.sub(rf"<@!?{me}>", " ", message.content)
    for mentioned in message.mentions:
        text = re.sub(rf"<@!?{mentioned.id}>", lambda _, name=mentioned.display_name: name, text)
    return text.strip()


@asynccontextmanager
async def _typing(message: discord.Message) -> AsyncGenerator[None]:
    """Show that an answer is on its way, and wait for that no longer than for the answer."""
    showing = asyncio.create_task(_show_typing(message))
    try:
        yield
    finally:
        showing.cancel()


async def _show_typing(message: discord.Message) -> None:
    """Show it once, which lasts ten seconds. That it can't be shown is no reason not to answer."""
    try:
        await message.channel.typing()
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        log.info("typing can't be shown: %s", error, extra={"message_id": message.id})
