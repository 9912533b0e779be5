"""What Discord loses, refuses or is slow with: everybody gets one answer, or hears why not."""

import asyncio
import signal
from typing import Any

import pytest

from tests.bot.simulation import walk
from tests.loopback_discord.conftest import Running, somebody
from tests.loopback_discord.people import Person, text_of
from tests.loopback_discord.server import until

pytestmark = pytest.mark.asyncio(loop_scope="package")

QUESTION = "When does the bakery in Port Elderwick open?"
ABOUT_CLOCK = "Who repairs the tower clock of Millbrook?"
CALLBACK, ORIGINAL = "/interactions/*/callback", "/webhooks/*/messages/@original"


def _requests(running: Running, method: str, ending: str) -> int:
    return sum(one == method and path.endswith(ending) for one, path in running.discord.requests)


async def _asked_and_answered_once(bob: Person) -> None:
    asked = bob.slash("ask", question=QUESTION)
    answer = await bob.see(asked)
    assert "opens at seven" in text_of(answer)
    assert asked.followups == []
    assert bob.channel.messages == [answer]


# Commands


async def test_an_answer_that_is_there_but_was_not_confirmed_stays_one(running: Running, bob: Person) -> None:
    lost = running.discord.faults.add("PATCH", ORIGINAL, status=502, is_done=True)
    before = _requests(running, "PATCH", "@original")
    await _asked_and_answered_once(bob)
    await until(lambda: _requests(running, "PATCH", "@original") - before == 2, "a second try")
    assert lost.met.is_set()
    assert bob.channel.messages[0].versions >= 1
    assert len(bob.channel.messages) == 1


@pytest.mark.parametrize("is_done", [True, False])
async def test_an_acknowledgement_that_was_not_confirmed_is_followed_by_the_answer(
    running: Running, bob: Person, is_done: bool
) -> None:
    running.discord.faults.add("POST", CALLBACK, status=502, is_done=is_done)
    await _asked_and_answered_once(bob)


@pytest.mark.parametrize("is_done", [True, False])
async def test_an_acknowledgement_whose_connection_broke_is_followed_by_the_answer(
    running: Running, bob: Person, is_done: bool
) -> None:
    running.discord.faults.add("POST", CALLBACK, breaks_off=True, is_done=is_done)
    await _asked_and_answered_once(bob)


async def test_answers_whose_connection_broke_are_sent_again(running: Running, bob: Person) -> None:
    carol = somebody(running.discord, "carol")
    running.discord.faults.add("PATCH", ORIGINAL, breaks_off=True)
    running.discord.faults.add("POST", f"/channels/{carol.channel.id}/messages", breaks_off=True, is_done=True)
    aloud = carol.ask_aloud(QUESTION)
    await _asked_and_answered_once(bob)
    await until(lambda: _requests(running, "POST", f"/channels/{carol.channel.id}/messages") == 2, "a second try")
    assert len(carol.replies_to(aloud)) == 1


async def test_an_answer_that_is_refused_twice_comes_the_third_time(running: Running, bob: Person) -> None:
    running.discord.faults.add("PATCH", ORIGINAL, status=502, times=2)
    await _asked_and_answered_once(bob)


async def test_an_answer_after_15_minutes_comes_as_a_message(running: Running, bob: Person) -> None:
    asked = bob.slash("ask", question=QUESTION)
    running.discord.faults.add("POST", CALLBACK, then=asked.expire)
    await until(lambda: len(bob.channel.messages) == 2, "a message")
    thinking, answer = bob.channel.messages
    assert thinking.is_thinking
    assert "opens at seven" in text_of(answer)


async def test_what_could_not_be_acknowledged_in_3_seconds_is_given_up(running: Running, bob: Person) -> None:
    running.process.send(signal.SIGSTOP)
    asked = bob.slash("ask", question=QUESTION)
    await asyncio.sleep(3.1)
    running.process.send(signal.SIGCONT)
    await running.process.logged("too late for this interaction")
    assert asked.callback is None
    assert bob.channel.messages == []
    await _asked_and_answered_once(bob)


async def test_a_form_whose_opening_was_not_confirmed_is_no_fault(running: Running, bob: Person) -> None:
    source = await bob.see(bob.press(await bob.ask(ABOUT_CLOCK), "Source 1"))
    running.discord.faults.add("POST", CALLBACK, status=502, is_done=True)
    before, lines = _requests(running, "POST", "/callback"), len(running.process.log)
    opened = bob.press(source, "This doesn't support it")
    await until(lambda: _requests(running, "POST", "/callback") - before == 2, "a second try")
    noted = await bob.see(await bob.fill_in(opened, reason="out of date"))
    assert text_of(noted) == "Thanks, I noted it for those who look after the library."
    assert not any(" ERROR " in line for line in running.process.log[lines:])


@pytest.mark.parametrize("is_done", [True, False])
async def test_a_private_word_that_was_not_confirmed_is_not_said_again(
    running: Running, bob: Person, is_done: bool
) -> None:
    """No nonce would tell Discord that it is the same; rather none than two."""
    answer = await bob.ask(ABOUT_CLOCK)
    button: Any = next(one for one in walk(answer.components) if one.get("label") == "Source 1")
    button["custom_id"] = "fn:p:forgottenone:1"  # a page of an answer that isn't kept any more
    lines = len(running.process.log)
    running.discord.faults.add("POST", "/webhooks/*", status=502, is_done=is_done)
    pressed = bob.press(answer, "Source 1")
    await until(
        lambda: any("doesn't say whether it has a follow-up" in line for line in running.process.log[lines:]), "a word"
    )
    await asyncio.sleep(1.5)  # by then discord.py would have tried again
    said = ["I don't have this answer any more: answers are kept for a while, and then deleted."]
    assert [text_of(one) for one in pressed.followups] == (said if is_done else [])


# Messages


async def test_a_reply_that_is_there_but_was_not_confirmed_stays_one(running: Running, bob: Person) -> None:
    running.discord.faults.add("POST", f"/channels/{bob.channel.id}/messages", status=502, is_done=True)
    asked = bob.ask_aloud(QUESTION)
    answer = await bob.reply_to(asked)
    await until(lambda: _requests(running, "POST", f"/channels/{bob.channel.id}/messages") == 2, "a second try")
    assert bob.channel.messages == [asked, answer]


async def test_typing_that_is_slow_to_show_holds_nothing_up(running: Running, bob: Person) -> None:
    typing = running.discord.faults.add("POST", f"/channels/{bob.channel.id}/typing", until=asyncio.Event())
    assert "opens at seven" in text_of(await bob.reply_to(bob.ask_aloud(QUESTION)))
    assert typing.met.is_set()


async def test_whoever_asks_where_nothing_may_be_said_is_told_privately(running: Running, bob: Person) -> None:
    bob.channel.lacks.add("send")
    asked = bob.ask_aloud(QUESTION)
    direct = running.discord.direct_messages(bob.user)
    await until(lambda: direct.messages, "a direct message")
    assert text_of(direct.messages[0]).startswith(f"I can't answer in <#{bob.channel.id}>: I need the permissions")
    assert bob.channel.messages == [asked]


async def test_whoever_takes_no_direct_messages_either_is_in_the_log(running: Running, bob: Person) -> None:
    bob.channel.lacks.add("send")
    bob.user.takes_direct_messages = False
    asked = bob.ask_aloud(QUESTION)
    await running.process.logged("an error couldn't be told: 403 Forbidden (error code: 50007)")
    assert bob.channel.messages == [asked]


async def test_where_history_cannot_be_read_an_answer_is_no_reply(running: Running, bob: Person) -> None:
    bob.channel.lacks.add("history")
    bob.ask_aloud(QUESTION)
    await until(lambda: len(bob.channel.messages) == 2, "an answer")
    assert "opens at seven" in text_of(bob.channel.messages[1])
    assert bob.channel.messages[1].replies_to is None


# Rate limits


async def test_a_limit_of_one_route_holds_an_answer_up_and_loses_none(running: Running, bob: Person) -> None:
    running.discord.faults.add("PATCH", ORIGINAL, retry_after=0.3)
    await _asked_and_answered_once(bob)
    running.discord.faults.add("POST", f"/channels/{bob.channel.id}/messages", retry_after=0.3)
    assert "opens at seven" in text_of(await bob.reply_to(bob.ask_aloud(QUESTION)))


async def test_a_global_limit_holds_answers_up_and_loses_none(running: Running, bob: Person) -> None:
    running.discord.faults.add("POST", f"/channels/{bob.channel.id}/messages", retry_after=0.3, is_global=True)
    carol = somebody(running.discord, "carol")
    asked = [(person, person.ask_aloud(QUESTION)) for person in (bob, carol)]
    answers = await asyncio.gather(*(person.reply_to(message) for person, message in asked))
    assert all("opens at seven" in text_of(answer) for answer in answers)
    assert running.process.has_logged("Global rate limit has been hit")


async def test_limits_that_are_told_are_kept(running: Running, bob: Person) -> None:
    exceeded = running.discord.limits.exceeded
    exceeded.clear()
    asked = [bob.ask_aloud(QUESTION) for _ in range(7)]
    await asyncio.gather(*(bob.reply_to(message) for message in asked))
    assert [len(bob.replies_to(message)) for message in asked] == [1] * 7
    # discord.py may count one too few while several answers to its requests are under way.
    assert len([path for path in exceeded if path.endswith("/messages")]) <= 1
