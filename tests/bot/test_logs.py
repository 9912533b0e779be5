"""Log lines hold what happened and never the token."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from bot.logs import set_up
from bot.settings import BotSettings

TOKEN = "MTk4.secret.part"


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def _logged(*, log_format: str, level: str = "INFO") -> str:
    stream = io.StringIO()
    settings = BotSettings(discord_token=SecretStr(TOKEN)).model_copy(
        update={"log_format": log_format, "log_level": level}
    )
    set_up(settings, stream)
    log = logging.getLogger("bot.test")
    log.info("answered", extra={"answer": "abc", "token": TOKEN})
    log.debug("asked: %s", "a question")
    try:
        raise ValueError(f"no {TOKEN} here")
    except ValueError:
        log.exception("it failed")
    return stream.getvalue()


def test_as_text_what_belongs_to_a_line_stands_behind_it() -> None:
    said = _logged(log_format="text")
    assert "INFO bot.test: answered answer=abc token=[token]\n" in said
    assert "ValueError: no [token] here" in said
    assert "a question" not in said
    assert TOKEN not in said


def test_as_json_each_line_is_a_value() -> None:
    said = _logged(log_format="json")
    first, last = [json.loads(line) for line in said.splitlines()]
    assert (first["level"], first["message"], first["answer"], first["token"]) == ("INFO", "answered", "abc", "[token]")
    assert "ValueError: no [token] here" in last["exception"]
    assert TOKEN not in said


def test_questions_are_logged_at_debug_alone() -> None:
    assert "asked: a question" in _logged(log_format="text", level="DEBUG")


def test_what_goes_over_the_wire_is_never_logged() -> None:
    _logged(log_format="text", level="DEBUG")
    assert not logging.getLogger("discord.gateway").isEnabledFor(logging.DEBUG)
