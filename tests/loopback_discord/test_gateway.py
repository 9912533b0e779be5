"""The connection over which the bot hears: it breaks, and nothing that was said meanwhile is lost."""

import pytest

from tests.loopback_discord.conftest import Running, Start
from tests.loopback_discord.gateway import PRIVILEGED, WRONG_TOKEN
from tests.loopback_discord.people import Person, text_of
from tests.loopback_discord.server import Discord, until

pytestmark = pytest.mark.asyncio(loop_scope="package")

QUESTION = "When does the bakery in Port Elderwick open?"


async def test_it_asks_for_no_privileged_intent(running: Running) -> None:
    assert {said["intents"] & PRIVILEGED for said in running.discord.gateway.identified} == {0}


async def test_what_was_said_while_the_connection_was_broken_is_answered(running: Running, bob: Person) -> None:
    gateway = running.discord.gateway
    times_resumed, times_identified = len(gateway.resumed), len(gateway.identified)
    gateway.abort()
    aloud, by_command = bob.ask_aloud(QUESTION), bob.slash("ask", question=QUESTION)
    assert "opens at seven" in text_of(await bob.reply_to(aloud))
    assert "opens at seven" in text_of(await bob.see(by_command))
    assert (len(gateway.resumed) - times_resumed, len(gateway.identified)) == (1, times_identified)
    assert len(bob.replies_to(aloud)) == 1


async def test_it_comes_back_when_it_is_asked_to_reconnect(running: Running, bob: Person) -> None:
    gateway = running.discord.gateway
    times_resumed, times_identified = len(gateway.resumed), len(gateway.identified)
    await gateway.ask_to_reconnect()
    await until(lambda: len(gateway.resumed) == times_resumed + 1, "it resumes")
    assert "opens at seven" in text_of(await bob.reply_to(bob.ask_aloud(QUESTION)))
    assert len(gateway.identified) == times_identified


async def test_a_session_that_is_over_is_followed_by_a_new_one(running: Running, bob: Person) -> None:
    gateway = running.discord.gateway
    times_identified = len(gateway.identified)
    await gateway.invalidate()
    await until(lambda: len(gateway.identified) > times_identified and gateway.is_connected, "a new session")
    assert "opens at seven" in text_of(await bob.reply_to(bob.ask_aloud(QUESTION)))
    assert running.discord.times_told_commands == 1


async def test_it_comes_back_by_itself_when_the_gateway_was_away(running: Running, bob: Person) -> None:
    gateway = running.discord.gateway
    times_identified = len(gateway.identified)
    gateway.is_away = True
    gateway.abort()
    await running.process.logged("Attempting a reconnect for shard ID 0")
    gateway.is_away = False
    await until(lambda: len(gateway.identified) > times_identified and gateway.is_connected, "a new session")
    assert "opens at seven" in text_of(await bob.reply_to(bob.ask_aloud(QUESTION)))
    assert running.discord.times_told_commands == 1


async def test_its_heart_beats(running: Running) -> None:
    before = running.discord.gateway.heartbeats
    await until(lambda: running.discord.gateway.heartbeats > before, "a heartbeat")


async def test_a_token_that_is_taken_back_while_it_runs_ends_it(discord: Discord, alice: Person, start: Start) -> None:
    process = await start()
    await discord.gateway.close(WRONG_TOKEN)
    assert await process.ended() == 1
    assert process.log[-1] == (
        "footnote: Discord doesn't take this DISCORD_TOKEN; copy it again, or make a new one, at"
        " https://discord.com/developers/applications, under Bot"
    )
