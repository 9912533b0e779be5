"""Errors in words for people."""

from socket import gaierror
from ssl import SSLError
from typing import Any
from unittest.mock import Mock

import discord
import pytest
from discord import app_commands

from bot.errors import explain
from bot.render.message import Text
from index import (
    EmbeddingFailed,
    FootnoteError,
    InvalidQuestion,
    LibraryClosed,
    QuotaReached,
    SourceUnreadable,
    StorageError,
    UnknownArticle,
)


def _said(error: BaseException) -> str | None:
    message = explain(error).message
    if message is None:
        return None
    [part] = message.parts
    assert isinstance(part, Text)
    return part.text


def _http(kind: type[discord.HTTPException], *, status: int, code: int = 0) -> discord.HTTPException:
    return kind(Mock(status=status, reason=""), {"code": code, "message": "no"})


def _every(kind: type[FootnoteError]) -> list[type[FootnoteError]]:
    return [kind, *(found for child in kind.__subclasses__() for found in _every(child))]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (InvalidQuestion("the question is *empty*; ask something"), "The question is \\*empty\\*; ask something."),
        (QuotaReached("the library is full."), "The library is full."),
        (SourceUnreadable("x", "it holds no text", "try another"), "It holds no text; try another."),
        (LibraryClosed(), "I'm being restarted, so I couldn't finish this. Ask again in a minute, please."),
        (app_commands.NoPrivateMessage(), "This works in a server only."),
        (app_commands.MissingPermissions(["manage_guild"]), "You may not do this here."),
        (
            app_commands.CommandNotFound("old", []),
            "This command has changed. Reload Discord, and it will be there as it is now.",
        ),
        (_http(discord.HTTPException, status=503), "Discord has trouble just now. Try again in a minute."),
        (
            _http(discord.Forbidden, status=403, code=50013),
            "I may not do this here: I need the permissions to see this channel and to send messages in it.",
        ),
        (_http(discord.NotFound, status=404, code=10062), None),
        (_http(discord.HTTPException, status=401, code=50027), None),
        (_http(discord.NotFound, status=404, code=10008), None),
        (_http(discord.NotFound, status=404, code=10003), None),
        (TimeoutError(), "Discord has trouble just now. Try again in a minute."),
        (ConnectionResetError(), "Discord has trouble just now. Try again in a minute."),
        (SSLError(), "Discord has trouble just now. Try again in a minute."),
        (gaierror(), "Discord has trouble just now. Try again in a minute."),
    ],
)
def test_what_is_not_our_fault_has_no_reference(error: BaseException, words: str | None) -> None:
    assert _said(error) == words
    assert explain(error).reference is None


@pytest.mark.parametrize(
    "error",
    [
        StorageError("gone"),
        EmbeddingFailed("gone", is_transient=True),
        ValueError("a bug"),
        FileNotFoundError("a bug"),
        app_commands.AppCommandError("a bug"),
        _http(discord.HTTPException, status=400, code=50035),
    ],
)
def test_what_is_our_fault_has_a_reference_and_says_nothing_of_the_cause(error: BaseException) -> None:
    failure = explain(error)
    assert failure.reference is not None
    said = _said(error)
    assert said is not None
    assert str(error) not in said


def test_what_went_wrong_inside_a_command_is_what_is_said() -> None:
    command = Mock(spec=app_commands.Command)
    command.name = "ask"
    inside = app_commands.CommandInvokeError(command, UnknownArticle("*x*", "guild-1"))
    said = _said(inside)
    assert said is not None
    assert said.startswith("There is no article “\\*x\\*” in the library.")


@pytest.mark.parametrize("kind", _every(FootnoteError))
def test_no_error_of_the_library_speaks_of_the_command_line(kind: type[FootnoteError]) -> None:
    said = _said(_made(kind))
    assert said is not None
    assert "footnote " not in said


def _made(kind: type[FootnoteError]) -> FootnoteError:
    error: Any = kind.__new__(kind)
    Exception.__init__(error, "something happened; do something")
    error.article = "x"
    return error


def test_what_somebody_typed_is_not_logged() -> None:
    assert "typed" not in explain(UnknownArticle("typed", "guild-1")).reason
