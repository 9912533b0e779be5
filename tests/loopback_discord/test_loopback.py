"""This Discord is as strict as the real one in what the bot must not get wrong."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from tests.loopback_discord.interactions import Interaction
from tests.loopback_discord.people import Person
from tests.loopback_discord.server import TOKEN, Discord
from tests.loopback_discord.world import Payload

pytestmark = pytest.mark.asyncio(loop_scope="package")

AGENT = "DiscordBot (https://example.org, 1)"
SAID: Payload = {
    "flags": 1 << 15,
    "allowed_mentions": {"parse": [], "replied_user": False},
    "components": [{"type": 10, "content": "Hello"}],
}


class _Client:
    """Asks what the bot would, and hears the status and Discord's own code."""

    def __init__(self, discord: Discord, session: aiohttp.ClientSession) -> None:
        self._session = session
        self._address = discord.address

    async def __call__(self, method: str, path: str, body: Any = None, token: str = TOKEN) -> tuple[int, Any]:
        headers = {"Authorization": f"Bot {token}", "User-Agent": AGENT}
        async with self._session.request(method, self._address + path, json=body, headers=headers) as response:
            answer = await response.json() if response.status != 204 else None
            return response.status, answer

    async def call_back(self, to: Interaction, kind: int, **data: Any) -> tuple[int, Any]:
        return await self("POST", f"/interactions/{to.id}/{to.token}/callback", {"type": kind, "data": data})


@pytest_asyncio.fixture(loop_scope="package")
async def ask(discord: Discord) -> AsyncIterator[_Client]:
    async with aiohttp.ClientSession() as session:
        yield _Client(discord, session)


@pytest.fixture
def asked(discord: Discord, alice: Person) -> Interaction:
    discord.commands = [{"id": "1", "name": "ask", "type": 1, "options": []}]
    return alice.slash("ask")


async def test_a_wrong_token_is_refused(ask: _Client) -> None:
    assert (await ask("GET", "/users/@me", token="wrong"))[0] == 401
    assert (await ask("GET", "/users/@me"))[0] == 200


async def test_what_is_refused_is_in_the_complaints(discord: Discord, alice: Person, ask: _Client) -> None:
    status, answer = await ask("POST", f"/channels/{alice.channel.id}/messages", SAID | {"components": []})
    assert (status, answer["code"]) == (400, 50035)
    assert (await ask("GET", "/guilds/1/bans"))[0] == 404
    assert len(discord.complaints) == 2
    assert alice.channel.messages == []
    discord.complaints.clear()


async def test_an_interaction_takes_one_response(asked: Interaction, ask: _Client) -> None:
    assert (await ask.call_back(asked, 5))[0] == 204
    status, answer = await ask.call_back(asked, 5)
    assert (status, answer["code"]) == (400, 40060)


async def test_after_three_seconds_it_takes_none(asked: Interaction, ask: _Client) -> None:
    asked.began_at -= 3
    status, answer = await ask.call_back(asked, 5)
    assert (status, answer["code"]) == (404, 10062)


async def test_its_token_lives_for_15_minutes(discord: Discord, asked: Interaction, ask: _Client) -> None:
    original = f"/webhooks/{discord.bot.id}/{asked.token}/messages/@original"
    assert (await ask("PATCH", original, SAID))[0] == 404
    await ask.call_back(asked, 5)
    assert (await ask("PATCH", original, SAID))[0] == 200
    asked.expire()
    status, answer = await ask("PATCH", original, SAID)
    assert (status, answer["code"]) == (401, 50027)


async def test_a_second_answer_would_be_seen(discord: Discord, alice: Person, asked: Interaction, ask: _Client) -> None:
    await ask.call_back(asked, 4, **SAID)
    await ask("POST", f"/webhooks/{discord.bot.id}/{asked.token}", SAID)
    assert len(asked.followups) == 1
    assert alice.channel.messages == [asked.original, *asked.followups]


async def test_a_message_with_a_known_nonce_is_the_same(alice: Person, ask: _Client) -> None:
    path, body = f"/channels/{alice.channel.id}/messages", SAID | {"nonce": "1", "enforce_nonce": True}
    ids = {(await ask("POST", path, body))[1]["id"] for _ in range(2)}
    assert [str(message.id) for message in alice.channel.messages] == list(ids)


async def test_what_is_asked_too_often_is_refused_for_a_while(alice: Person, ask: _Client) -> None:
    path = f"/channels/{alice.channel.id}/messages"
    answers = [await ask("POST", path, SAID) for _ in range(6)]
    assert [status for status, _ in answers] == [200] * 5 + [429]
    await asyncio.sleep(answers[-1][1]["retry_after"])
    assert (await ask("POST", path, SAID))[0] == 200


async def test_a_file_can_be_read_for_a_day(discord: Discord, alice: Person) -> None:
    url = discord.upload(alice.channel, "notes.txt", b"Bread is baked at five.")["url"]
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        assert await response.read() == b"Bread is baked at five."
    async with aiohttp.ClientSession() as session, session.get(url.replace("ex=", "ex=0&old=")) as response:
        assert response.status == 404
