"""`footnote run` says clearly why it doesn't, and looks without changing anything."""

import asyncio
import json
import os
import signal
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, cast

import discord
import pytest
from typing_extensions import override

from bot.cli.running import _serve
from bot.client import Footnote
from tests.bot.cli.conftest import Run

TOKEN = "MTk4.good.token"
ID = "1000000000000000001"
USER = {"id": ID, "username": "Footnote", "discriminator": "0", "avatar": None, "bot": True}
ANSWERS: dict[str, Any] = {
    "/users/@me": USER,
    "/oauth2/applications/@me": {
        "id": ID,
        "name": "Footnote",
        "description": "",
        "icon": None,
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "",
        "flags": 0,
        "owner": USER,
    },
    f"/applications/{ID}/commands": [],
}


class _Discord(BaseHTTPRequestHandler):
    """As much of Discord as a look at it needs."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        is_known = self.headers["Authorization"] == f"Bot {TOKEN}"
        body = json.dumps(ANSWERS[self.path.split("?")[0]] if is_known else {"message": "401", "code": 0}).encode()
        self.send_response(200 if is_known else 401)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    @override
    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Serve that Discord, and return what it was asked."""
    _Discord.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Discord)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setattr(discord.http.Route, "BASE", f"http://127.0.0.1:{server.server_port}")
    yield _Discord.asked
    server.shutdown()
    server.server_close()
    thread.join()


def test_without_a_token_it_says_where_to_get_one(run: Run) -> None:
    ran = run("run")
    assert ran.code == 1
    assert ran.err == (
        "footnote: DISCORD_TOKEN is not set; put your bot's token into .env (it is made at"
        " https://discord.com/developers/applications, under Bot)\n"
    )


def test_a_setting_that_cannot_be_used_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "LOUD")
    ran = run("run")
    assert ran.code == 1
    assert ran.err.startswith("footnote: a setting can't be used: LOG_LEVEL: ")


@pytest.mark.parametrize("token", ["wrong", "MTk4.bad.token"])
def test_a_wrong_token_is_said_and_not_shown(
    run: Run, asked: list[str], monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", token)
    ran = run("run")
    assert ran.code == 1
    assert ran.err.splitlines()[-1] == (
        "footnote: Discord doesn't take this DISCORD_TOKEN; copy it again, or make a new one, at"
        " https://discord.com/developers/applications, under Bot"
    )
    assert token not in ran.err.removesuffix(ran.err.splitlines()[-1])


def test_a_check_looks_at_storage_token_and_commands(
    run: Run, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    ran = run("run", "--check", "--json")
    findings = {finding["check"]: finding for finding in ran.values}
    assert ran.code == 0
    assert findings["token"]["detail"] == "good: it is Footnote's"
    assert findings["commands"]["detail"] == "Discord is told 7 at the next start"
    assert f"client_id={ID}" in findings["invitation"]["detail"]
    assert all(finding["ok"] for finding in findings.values())
    assert {path.split("?")[0] for path in asked} == set(ANSWERS)


def test_a_check_with_a_wrong_token_fails(run: Run, asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "wrong")
    ran = run("run", "--check", "--json")
    assert ran.code == 1
    assert [finding["check"] for finding in ran.values if not finding["ok"]] == ["token"]


def test_where_discord_cannot_be_reached_that_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discord.http.Route, "BASE", "http://127.0.0.1:9")
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    ran = run("run")
    assert ran.code == 1
    assert ran.err.splitlines()[-1].startswith("footnote: Discord can't be reached: ")


class _Connected:
    """A client that stays until it is closed."""

    def __init__(self) -> None:
        self._closed = asyncio.Event()

    async def start(self, token: str) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        await self._closed.wait()

    async def close(self) -> None:
        self._closed.set()


async def test_a_signal_ends_it_in_good_order() -> None:
    client = _Connected()
    await asyncio.wait_for(_serve(cast(Footnote, client), TOKEN), 5)
    assert client._closed.is_set()
