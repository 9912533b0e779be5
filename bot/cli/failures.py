"""What ends a command, in words for whoever typed it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Generator

    from pydantic_settings import BaseSettings

    from bot.settings import BotSettings
    from index import LibrarySettings

_Settings = TypeVar("_Settings", bound="BaseSettings")


class CommandFailed(Exception):
    """A command can't go on; ``str`` says in one line what happened and what to do."""


@contextmanager
def failures_in_words() -> Generator[None]:
    """Turn what the library raises on purpose into CommandFailed."""
    from index import FootnoteError

    try:
        yield
    except FootnoteError as error:
        raise CommandFailed(words_for(error)) from error


def words_for(error: Exception) -> str:
    """Say an error of the library, with the file or address it is about."""
    from index import SourceError

    return f"{error.source}: {error}" if isinstance(error, SourceError) and error.source else str(error)


def read_settings() -> LibrarySettings:
    """Read the library's settings from the environment and ``.env``. Raises CommandFailed."""
    from index import LibrarySettings

    return _read(LibrarySettings)


def read_bot_settings() -> BotSettings:
    """Read the bot's settings from the environment and ``.env``. Raises CommandFailed."""
    from bot.settings import BotSettings

    return _read(BotSettings)


def _read(kind: type[_Settings]) -> _Settings:
    from pydantic import ValidationError

    try:
        return kind()
    except ValidationError as error:
        wrong = [f"{str(fault['loc'][0]).upper()}: {fault['msg']}" for fault in error.errors() if fault["loc"]]
        raise CommandFailed(f"a setting can't be used: {'; '.join(wrong)}; see .env and the environment") from error
    except UnicodeDecodeError as error:
        raise CommandFailed("the file .env is not UTF-8; save it as UTF-8") from error
    except OSError as error:
        raise CommandFailed(f"the file .env can't be read: {error.strerror or error}") from error
