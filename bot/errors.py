"""What went wrong, worded for people and written to the log.

One place words the errors of commands, buttons, forms and messages. In order of precedence:

1. the error inside discord.py's CommandInvokeError;
2. what the library raises on purpose: its own words, or Discord's names for the same;
3. what Discord answered: nobody is there to be told (10062, 50027),
   what was to be answered is deleted (10003, 10008), a permission is missing, Discord has trouble or isn't reached;
4. a check of a command that failed, and commands that Discord knows and this release doesn't;
5. everything else is a fault of ours, with a reference that is in the log.
"""

import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from socket import gaierror
from ssl import SSLError

import aiohttp
import discord
from discord import app_commands

from bot import delivery
from bot.permissions import NotManager
from bot.render import notices
from bot.render.message import Message, notice
from bot.text import ELLIPSIS, fitted
from index import (
    EmbeddingFailed,
    FootnoteError,
    InvalidQuestion,
    LibraryClosed,
    QuotaReached,
    SourceError,
    StorageError,
    UnknownArticle,
)

MISSING_ACCESS = 50001
MISSING_PERMISSIONS = 50013
_DELETED = (10003, 10008)  # "Unknown Channel" and "Unknown Message"
_TOO_LATE = (delivery.UNKNOWN_INTERACTION, delivery.TOKEN_EXPIRED)
_LONGEST = 1500  # characters of an error, as shown
_NOT_ALLOWED = (MISSING_ACCESS, MISSING_PERMISSIONS)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An error in words."""

    message: Message | None  # None: there is nobody left to tell
    reason: str  # for the log
    reference: str | None = None  # when it is our fault; said to people, and in the log
    is_expected: bool = False  # told to whoever asked, and nothing for the log's readers to do


def explain(error: BaseException) -> Failure:
    """Word an error."""
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    match error:
        case FootnoteError():
            return _of_library(error)
        case discord.HTTPException() if error.code in _TOO_LATE:
            return Failure(message=None, reason="too late for this interaction")
        case discord.HTTPException() if error.code in _DELETED:
            return Failure(message=None, reason="the message or its channel was deleted meanwhile")
        case discord.Forbidden() if error.code in _NOT_ALLOWED:
            return Failure(message=_not_allowed(), reason="a permission is missing")
        case discord.HTTPException() if delivery.is_trouble(error):
            return _of_discord()
        case (
            discord.RateLimited() | aiohttp.ClientError() | TimeoutError() | ConnectionError() | SSLError() | gaierror()
        ):
            return _of_discord()
        case app_commands.AppCommandError():
            return _of_command(error)
        case _:
            return _of_ours(error)


def _of_discord() -> Failure:
    return Failure(message=notice("Discord has trouble just now. Try again in a minute."), reason="Discord has trouble")


def _of_library(error: FootnoteError) -> Failure:
    match error:
        case UnknownArticle():
            return Failure(message=notices.unknown_article(error.article), reason="no such article", is_expected=True)
        case InvalidQuestion() | QuotaReached() | SourceError():
            return Failure(message=notice(_sentence(str(error))), reason=str(error), is_expected=True)
        case LibraryClosed():
            return Failure(message=notices.restarting(), reason=str(error), is_expected=True)
        case StorageError() | EmbeddingFailed():
            return _of_ours(error, "The library can't be reached just now.")
        case _:
            return _of_ours(error)


def _of_command(error: app_commands.AppCommandError) -> Failure:
    match error:
        case app_commands.NoPrivateMessage():
            said = "This works in a server only."
        case NotManager():
            return Failure(message=notices.not_manager(error.role), reason=str(error), is_expected=True)
        case app_commands.CheckFailure():
            said = "You may not do this here."
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            return Failure(
                message=notice("This command has changed. Reload Discord, and it will be there as it is now."),
                reason=str(error),
            )
        case _:
            return _of_ours(error)
    return Failure(message=notice(said), reason=str(error), is_expected=True)


def _of_ours(error: BaseException, said: str = "Something went wrong here, and it isn't your fault.") -> Failure:
    reference = secrets.token_hex(3)
    message = notice(f"{said} Try again; if it stays so, tell whoever runs me this reference: `{reference}`")
    return Failure(message=message, reason=type(error).__name__, reference=reference)


def _not_allowed() -> Message:
    return notice("I may not do this here: I need the permissions to see this channel and to send messages in it.")


def _sentence(words: str) -> str:
    said = fitted(words[:1].upper() + words[1:], _LONGEST)  # it may name a file or an address
    return said + ("" if said.endswith((".", "!", "?", ELLIPSIS)) else ".")


def record(interaction: discord.Interaction, error: BaseException) -> Message | None:
    """Log an error of a command, a button or a form; return what to tell whoever used it, None when nobody is there."""
    failure = explain(error)
    _log(failure, error, interaction=interaction.id, user=interaction.user.id)
    return failure.message


async def guard(interaction: discord.Interaction, answer: Callable[[], Awaitable[None]]) -> None:
    """Answer a button or a form: the bot doesn't stop meanwhile, and errors are logged and told."""
    try:
        async with delivery.under_way(interaction):
            await answer()
    except Exception as error:  # noqa: BLE001 the edge: discord.py would only log it
        await handle(interaction, error)


async def handle(interaction: discord.Interaction, error: BaseException) -> None:
    """Log an error of a command, a button or a form, and tell whoever used it."""
    message = record(interaction, error)
    if message is None:
        return
    try:
        await delivery.respond(interaction, message)
    except (discord.HTTPException, aiohttp.ClientError, OSError) as untold:
        log.warning("an error couldn't be told: %s", untold, extra={"interaction": interaction.id})


async def handle_message(message: discord.Message, error: BaseException) -> None:
    """Log an error of answering a message, and tell who wrote it; privately where nothing can be said in public."""
    failure = explain(error)
    _log(failure, error, message_id=message.id, user=message.author.id)
    if failure.message is None:
        return
    try:
        if isinstance(error, discord.Forbidden):
            await message.author.send(view=delivery.layout(_cannot_answer(message)))
        else:
            await delivery.reply(message, failure.message)
    except (discord.HTTPException, aiohttp.ClientError, OSError) as untold:
        log.warning("an error couldn't be told: %s", untold, extra={"message_id": message.id})


def _cannot_answer(message: discord.Message) -> Message:
    kind = "Send Messages in Threads" if isinstance(message.channel, discord.Thread) else "Send Messages"
    return notice(
        f"I can't answer in <#{message.channel.id}>: I need the permissions View Channel and {kind} there."
        " Someone who looks after the server can give them to me; `/ask` works meanwhile."
    )


def _log(failure: Failure, error: BaseException, **about: object) -> None:
    extra = {**about, "error": str(error)}
    if failure.reference is not None:
        extra["reference"] = failure.reference
        log.error(failure.reason, exc_info=error, extra=extra)
    elif failure.is_expected:
        log.info(failure.reason, extra=about)
    else:
        log.warning(failure.reason, extra=extra)
