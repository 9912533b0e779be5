"""Log lines, as text or as JSON, and never with the token in them.

Questions are logged at DEBUG only; everything else names people and answers by their ids.
"""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import TextIO

from typing_extensions import override

from bot.settings import BotSettings

# What every record has; the rest was given as ``extra``.
_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "color_message", "taskName"}
_HIDDEN = "[token]"


def set_up(settings: BotSettings, stream: TextIO | None = None) -> None:
    """Log to stderr as the settings say."""
    handler = logging.StreamHandler(stream or sys.stderr)
    token = settings.discord_token.get_secret_value() if settings.discord_token else ""
    handler.setFormatter(JsonLines(token) if settings.log_format == "json" else Lines(token))
    logging.basicConfig(level=settings.log_level, handlers=[handler], force=True)
    # At DEBUG discord.py logs what goes over the wire: questions, and the tokens of interactions.
    logging.getLogger("discord").setLevel(max(logging.INFO, logging.getLogger().level))
    for chatty in ("alembic", "chromadb", "httpx"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def extras_of(record: logging.LogRecord) -> dict[str, object]:
    """Return what a line was given besides its text."""
    return {name: value for name, value in vars(record).items() if name not in _OWN}


class Lines(logging.Formatter):
    """``2024-05-01 12:00:00 INFO bot.client: ready servers=3``."""

    def __init__(self, token: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")
        self._token = token

    @override
    def formatMessage(self, record: logging.LogRecord) -> str:
        said = " ".join(f"{name}={value}" for name, value in extras_of(record).items())
        return super().formatMessage(record) + (f" {said}" if said else "")

    @override
    def format(self, record: logging.LogRecord) -> str:
        return _without(self._token, super().format(record))


class JsonLines(logging.Formatter):
    """One JSON value a line."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token

    @override
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **extras_of(record),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return _without(self._token, json.dumps(line, ensure_ascii=False, default=str))


def _without(token: str, line: str) -> str:
    return line.replace(token, _HIDDEN) if token else line
