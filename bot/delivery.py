"""Getting a message to where it belongs exactly once, whatever Discord loses on the way.

An interaction is acknowledged at once and then answered by editing that acknowledgement: an edit that was lost can be
repeated, where a second follow-up would be a second answer. Other messages carry a nonce, by which Discord
knows a repeated one (https://discord.com/developers/docs/resources/message#create-message).
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from http import HTTPStatus
from typing import TypeVar

import aiohttp
import discord

from bot.desk import desk_of
from bot.layout import layout
from bot.render import notices
from bot.render.message import Message

ALREADY_ACKNOWLEDGED = 40060  # Discord has the acknowledgement; its confirmation got lost
UNKNOWN_INTERACTION = 10062  # acknowledged too late, after 3 seconds
NO_HISTORY = 160002  # a reply needs Read Message History, an ordinary message doesn't
TOKEN_EXPIRED = 50027  # answered too late, after 15 minutes

# discord.py sends a follow-up again a second after a 5xx, and Discord knows no follow-up by a nonce.
_ONCE_SECONDS = 0.9

# discord.py repeats what failed with a 5xx for half a minute. Behind that, two more tries.
PAUSES_SECONDS = (5.0, 30.0)
_BROKEN = (aiohttp.ClientError, TimeoutError, ConnectionError)
_LOST = (discord.HTTPException, *_BROKEN)

_Result = TypeVar("_Result")

log = logging.getLogger(__name__)


async def acknowledge(interaction: discord.Interaction, *, private: bool) -> None:
    """Say that an answer is on its way; ``private``: for the one who asked alone."""
    await _respond_first(interaction, lambda: interaction.response.defer(ephemeral=private, thinking=True))
    interaction.extras["private"] = private


async def acknowledge_change(interaction: discord.Interaction) -> None:
    """Say that the message whose button was pressed is about to change."""
    await _respond_first(interaction, interaction.response.defer)
    interaction.extras["changes"] = True


async def open_form(interaction: discord.Interaction, form: discord.ui.Modal) -> None:
    """Show a form."""
    await _respond_first(interaction, lambda: interaction.response.send_modal(form))


async def _respond_first(interaction: discord.Interaction, respond: Callable[[], Awaitable[object]]) -> bool:
    """Give the first response; return whether it was this one that Discord took.

    It takes no second one, so that this can be repeated when a connection broke.
    """
    is_taken = True
    try:
        try:
            await respond()
        except _BROKEN as error:
            log.info("a connection broke; responding again", extra={"interaction": interaction.id, "error": str(error)})
            await respond()
    except discord.HTTPException as error:
        if error.code != ALREADY_ACKNOWLEDGED:
            raise
        log.info("the confirmation of an acknowledgement got lost", extra={"interaction": interaction.id})
        is_taken = False
    interaction.extras["acknowledged"] = True
    return is_taken


def is_acknowledged(interaction: discord.Interaction) -> bool:
    """Whether Discord waits for an edit."""
    return bool(interaction.extras.get("acknowledged")) or interaction.response.is_done()


async def show(interaction: discord.Interaction, message: Message) -> discord.Message | None:
    """Put a message in the place of the acknowledgement, or of the message whose button was pressed; return it.

    None when it came too late and there is no channel to send it to.
    """
    try:
        return await _until_it_arrives(lambda: interaction.edit_original_response(view=layout(message)))
    except discord.HTTPException as error:
        if error.code != TOKEN_EXPIRED or interaction.extras.get("private") is not False:
            raise
        log.warning("an answer came after 15 minutes; sent as a message", extra={"interaction": interaction.id})
        return await _send_late(interaction, message)


async def change(shown: discord.Message, message: Message) -> None:
    """Put a message in the place of one that may stay as well, when it is gone or can't be reached."""
    try:
        # An edit falls back on what Discord does by default, which is to notify whoever is named.
        nobody = discord.AllowedMentions.none()
        await _until_it_arrives(lambda: shown.edit(view=layout(message), allowed_mentions=nobody))
    except _LOST as error:
        log.info("a message can't be changed: %s", error, extra={"message_id": shown.id})


async def show_progress(interaction: discord.Interaction, message: Message) -> bool:
    """Put a message in the place of the acknowledgement once; return whether another may follow."""
    try:
        await interaction.edit_original_response(view=layout(message))
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        log.info("progress can't be shown: %s", error, extra={"interaction": interaction.id})
        return not isinstance(error, discord.HTTPException) or is_trouble(error)
    return True


async def _send_late(interaction: discord.Interaction, message: Message) -> discord.Message | None:
    channel = interaction.channel
    if not isinstance(channel, discord.abc.Messageable):
        return None
    return await _until_it_arrives(lambda: channel.send(view=layout(message), nonce=interaction.id))


async def respond(interaction: discord.Interaction, message: Message) -> None:
    """Answer privately whatever state the interaction is in. A message whose button was pressed stays as it is."""

    def send() -> Awaitable[object]:
        return interaction.response.send_message(view=layout(message), ephemeral=True)

    if interaction.extras.get("changes"):
        await _tell_once(interaction, message)
    elif is_acknowledged(interaction) or not await _respond_first(interaction, send):
        await show(interaction, message)


async def _tell_once(interaction: discord.Interaction, message: Message) -> None:
    """Send a private follow-up, and never a second: rather none, when Discord doesn't say whether it has the first."""
    try:
        async with asyncio.timeout(_ONCE_SECONDS):
            await interaction.followup.send(view=layout(message), ephemeral=True)
    except TimeoutError:
        log.warning("Discord doesn't say whether it has a follow-up", extra={"interaction": interaction.id})


def under_way(interaction: discord.Interaction) -> AbstractAsyncContextManager[None]:
    """Answer an interaction inside, and the bot doesn't stop before that is done. Raises LibraryClosed."""
    return desk_of(interaction).flights.under_way(lambda: _apologise(interaction))


async def _apologise(interaction: discord.Interaction) -> None:
    """Tell whoever waits that the bot stops. A message that was about to change stays as it is instead."""
    if "private" in interaction.extras or not is_acknowledged(interaction):
        await respond(interaction, notices.restarting())


async def reply(to: discord.Message, message: Message) -> discord.Message:
    """Answer a message with one that refers to it, where that is allowed, and notifies nobody; return that one."""
    reference = to.to_reference(fail_if_not_exists=False)
    try:
        return await _until_it_arrives(
            lambda: to.channel.send(view=layout(message), reference=reference, mention_author=False, nonce=to.id)
        )
    except discord.HTTPException as error:
        if error.code != NO_HISTORY:
            raise
        return await _until_it_arrives(lambda: to.channel.send(view=layout(message), nonce=to.id))


def is_trouble(error: discord.HTTPException) -> bool:
    """Whether it is Discord that has trouble, which passes."""
    return error.status >= HTTPStatus.INTERNAL_SERVER_ERROR or error.status == HTTPStatus.TOO_MANY_REQUESTS


async def _until_it_arrives(deliver: Callable[[], Awaitable[_Result]]) -> _Result:
    for pause in PAUSES_SECONDS:
        try:
            return await deliver()
        except _LOST as error:
            if isinstance(error, discord.HTTPException) and not is_trouble(error):
                raise
            log.warning("Discord didn't take a message; trying again", extra={"pause": pause, "error": str(error)})
            await asyncio.sleep(pause)
    return await deliver()
