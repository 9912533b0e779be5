"""How the bot comes and goes: what it leaves behind works after it, and nobody is left without a word."""

import asyncio
import signal

import pytest

from tests.loopback_discord.conftest import Start
from tests.loopback_discord.people import Person, text_of
from tests.loopback_discord.server import Discord, until

pytestmark = pytest.mark.asyncio(loop_scope="package")

QUESTION = "When does the bakery in Port Elderwick open?"
CALLBACK, ORIGINAL = "/interactions/*/callback", "/webhooks/*/messages/@original"
RESTARTING = "I'm being restarted, so I couldn't finish this. Ask again in a minute, please."


async def test_after_a_restart_buttons_work_and_commands_are_not_told_again(
    discord: Discord, alice: Person, start: Start
) -> None:
    process = await start()
    answer = await alice.ask(QUESTION)
    source = await alice.see(alice.press(answer, "Source 1"))
    opened = alice.press(source, "This doesn't support it")
    await until(lambda: opened.form, "a form")
    assert await process.stop() == 0
    await start()
    assert "half past eight" in text_of(await alice.see(alice.press(answer, "Source 1")))
    assert "this answer helped" in text_of(await alice.see(alice.press(answer, "👍")))
    assert "I noted it" in text_of(await alice.see(await alice.fill_in(opened, reason="incomplete")))
    assert discord.times_told_commands == 1


async def test_a_process_that_is_killed_leaves_all_that_was_answered(
    discord: Discord, alice: Person, start: Start
) -> None:
    process = await start()
    answer = await alice.ask(QUESTION)
    held = discord.faults.add("PATCH", ORIGINAL, until=asyncio.Event())
    alice.slash("ask", question=QUESTION)
    await held.met.wait()
    await process.kill()
    discord.faults.clear()
    await start()
    assert "half past eight" in text_of(await alice.see(alice.press(answer, "Source 1")))
    assert "opens at seven" in text_of(await alice.ask(QUESTION))
    assert discord.times_told_commands == 1


async def test_what_is_under_way_is_finished_before_it_ends_and_what_comes_then_gets_an_apology(
    discord: Discord, alice: Person, start: Start
) -> None:
    process = await start()
    answer = await alice.ask(QUESTION)
    answering = discord.faults.add("PATCH", ORIGINAL, until=asyncio.Event())
    under_way = [alice.slash("ask", question=QUESTION)]
    await answering.met.wait()
    acknowledging = discord.faults.add("POST", CALLBACK, until=asyncio.Event(), times=3)
    under_way += [alice.slash("ask", question=QUESTION), alice.press(answer, "Source 1"), alice.slash("sources")]
    await until(lambda: acknowledging.times == 0, "they wait for Discord")
    process.send(signal.SIGTERM)
    await process.logged("finishing the questions under way")

    late = [alice.slash("ask", question=QUESTION), alice.press(answer, "Source 1"), alice.slash("sources")]
    assert [text_of(await alice.see(one)) for one in late] == [RESTARTING] * 3
    assert text_of(await alice.reply_to(alice.ask_aloud(QUESTION))) == RESTARTING
    assert [one.is_answered for one in under_way] == [True, False, False, False]  # the first is just not confirmed

    discord.faults.clear()
    said = [text_of(await alice.see(one)) for one in under_way]
    assert ["opens at seven" in one for one in said] == [True, True, True, False]
    assert said[-1].count(QUESTION) >= 1
    assert await process.ended() == 0


async def test_a_question_that_takes_too_long_gets_an_apology(discord: Discord, alice: Person, start: Start) -> None:
    process = await start(STOP_GRACE_SECONDS="0")
    held = discord.faults.add("PATCH", ORIGINAL, until=asyncio.Event())
    asked = alice.slash("ask", question=QUESTION)
    await held.met.wait()
    assert await process.stop() == 0
    assert text_of(await alice.see(asked)) == RESTARTING


async def test_at_debug_its_log_holds_the_question_and_still_no_token(
    discord: Discord, alice: Person, start: Start
) -> None:
    process = await start(LOG_LEVEL="DEBUG", LOG_FORMAT="json")
    discord.faults.add("PATCH", ORIGINAL, status=502)
    await alice.ask(QUESTION)
    assert process.has_logged(QUESTION)
    assert await process.stop() == 0
