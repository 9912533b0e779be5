"""Asking, reviewing and completing over the wire."""

import asyncio

import pytest

from tests.loopback_discord.conftest import Running, somebody
from tests.loopback_discord.interactions import THINK
from tests.loopback_discord.people import Person, buttons_of, text_of
from tests.loopback_discord.server import until

pytestmark = pytest.mark.asyncio(loop_scope="package")

QUESTION = "When does the bakery in Port Elderwick open?"
ABOUT_CLOCK = "Who repairs the tower clock of Millbrook?"


async def test_a_command_is_acknowledged_in_time_and_answered_once(bob: Person) -> None:
    asked = bob.slash("ask", question=QUESTION)
    answer = await bob.see(asked)
    assert "opens at seven" in text_of(answer)
    assert asked.callback == THINK  # within three seconds, after which this Discord takes none
    assert bob.channel.messages == [answer]
    assert asked.followups == []


async def test_a_private_answer_is_in_no_channel(bob: Person) -> None:
    answer = await bob.ask(QUESTION, private=True)
    assert answer.is_private
    assert "opens at seven" in text_of(answer)
    assert bob.channel.messages == []


async def test_an_article_is_completed_and_asked_alone(bob: Person) -> None:
    completion = bob.complete("ask", "article", "clo", question=QUESTION)
    await until(lambda: completion.choices is not None, "choices")
    assert completion.choices is not None
    [clock] = completion.choices
    assert clock["name"] == "The clock"
    assert "The articles don't say." in text_of(await bob.ask(QUESTION, article=clock["value"]))


async def test_a_messages_menu_asks_what_it_says(bob: Person) -> None:
    message = bob.say(ABOUT_CLOCK)
    assert "Ottoline Fenwick" in text_of(await bob.see(bob.use_menu("Ask about this", message)))


async def test_a_source_is_opened_and_doubted_in_a_form(bob: Person) -> None:
    answer = await bob.ask(ABOUT_CLOCK)
    source = await bob.see(bob.press(answer, "Source 1"))
    assert source.is_private
    assert "The tower clock of Millbrook is repaired by Ottoline Fenwick every spring." in text_of(source)
    opened = bob.press(source, "This doesn't support it")
    noted = await bob.see(await bob.fill_in(opened, reason="out of date", note="Ottoline has retired."))
    assert text_of(noted) == "Thanks, I noted it for those who look after the library."


async def test_a_mention_is_answered_with_one_reply(bob: Person) -> None:
    asked = bob.ask_aloud(QUESTION)
    answer = await bob.reply_to(asked)
    assert "opens at seven" in text_of(answer)
    assert not answer.pings
    assert bob.channel.messages == [asked, answer]


async def test_a_reply_goes_on_from_the_answer_when_it_pings(bob: Person) -> None:
    answer = await bob.reply_to(bob.ask_aloud(QUESTION))
    assert "half past eight" in text_of(await bob.reply_to(bob.say("and when do the rye loaves come out?", to=answer)))


async def test_what_is_not_said_to_it_is_neither_read_nor_answered(bob: Person) -> None:
    answer = await bob.reply_to(bob.ask_aloud(QUESTION))
    unheard = [bob.say(QUESTION), bob.say(QUESTION, to=answer, pings=False)]
    await bob.reply_to(bob.ask_aloud(ABOUT_CLOCK))
    assert [bob.replies_to(message) for message in unheard] == [[], []]


async def test_a_thread_is_a_place_to_ask_in(bob: Person) -> None:
    in_thread = bob.elsewhere(bob.discord.add_channel(bob.discord.guilds[0], "bread", under=bob.channel))
    await in_thread.reply_to(in_thread.ask_aloud(QUESTION))
    assert "eight" in text_of(await in_thread.reply_to(in_thread.ask_aloud("and when do the rye loaves come out?")))
    assert "opens at seven" in text_of(await in_thread.ask(QUESTION))


async def test_direct_messages_need_no_mention(bob: Person) -> None:
    direct = bob.elsewhere(bob.discord.direct_messages(bob.user))
    assert "opens at seven" in text_of(await direct.reply_to(direct.say(QUESTION)))
    assert "The articles don't say." in text_of(await direct.ask(ABOUT_CLOCK))


async def test_many_may_ask_at_once(running: Running) -> None:
    people = [somebody(running.discord, f"reader-{number}") for number in range(12)]
    asked = [(person, person.slash("ask", question=QUESTION)) for person in people]
    answers = await asyncio.gather(*(person.see(interaction) for person, interaction in asked))
    assert all("opens at seven" in text_of(answer) for answer in answers)
    assert {len(person.channel.messages) for person in people} == {1}


async def test_recent_answers_come_back(bob: Person) -> None:
    await bob.ask(QUESTION)
    recent = await bob.see(bob.slash("sources"))
    assert recent.is_private
    assert QUESTION in text_of(recent)
    show, forget = buttons_of(recent)
    assert forget == "Forget my answers"
    assert "opens at seven" in text_of(await bob.see(bob.press(recent, show)))
