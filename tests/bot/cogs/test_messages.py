"""Asking by message: in a channel, a thread, and direct messages."""

from datetime import timedelta

import pytest

from bot import conversations
from tests.bot.simulation import Simulation, buttons_of, text_of

BAKERY = "When does the bakery in Port Elderwick open?"
CANAL = "How long is the Suez Canal?"
CALLED = "Who did Pashinyan call first?"


async def test_a_mention_is_answered_with_a_reply_that_pings_nobody(simulation: Simulation) -> None:
    asked = await simulation.alice.send(simulation.channel, f"{simulation.mention} {BAKERY}")
    answer = simulation.channel.last_message
    assert text_of(answer) == (
        "> The bakery in Port Elderwick opens at seven. **[1]**\n———\n**[1]** The bakery [Source 1]\n[👍] [👎]"
    )
    assert answer.reference is not None
    assert answer.reference.message_id == asked.id
    assert answer.mentions == []


async def test_typing_is_shown_before_anything_else_happens(simulation: Simulation) -> None:
    await simulation.alice.send(simulation.channel, f"{simulation.mention} {BAKERY}")
    done = [f"{entry.method} {entry.path.rsplit('/', 1)[-1]}" for entry in simulation.env.http_requests]
    assert done[-2:] == ["POST typing", "POST messages"]


async def test_names_of_others_are_part_of_the_question(simulation: Simulation) -> None:
    bob = simulation.join("Bakery")
    await simulation.alice.send(simulation.channel, f"{simulation.mention} when does the {bob.mention} open?")
    assert "opens at seven" in text_of(simulation.channel.last_message)


async def test_it_speaks_only_when_spoken_to(simulation: Simulation) -> None:
    robot = simulation.server.add_member(simulation.env.create_user("robot", bot=True))
    role = simulation.server.create_role("Footnote")
    await simulation.alice.send(simulation.channel, BAKERY)
    await simulation.alice.send(simulation.channel, f"@everyone {BAKERY}")
    await simulation.alice.send(simulation.channel, f"{role.mention} {BAKERY}")
    await robot.send(simulation.channel, f"{simulation.mention} {BAKERY}")
    assert simulation.said_in(simulation.channel) == []


async def test_a_mention_alone_is_told_what_can_be_done(simulation: Simulation) -> None:
    await simulation.alice.send(simulation.channel, simulation.mention)
    [said] = simulation.said_in(simulation.channel)
    assert said.startswith("What would you like to know?")


async def test_a_greeting_and_thanks_get_the_like(simulation: Simulation) -> None:
    await simulation.alice.send(simulation.channel, f"hi {simulation.mention}!")
    await simulation.alice.send(simulation.channel, f"{simulation.mention} thanks a lot")
    hello, welcome = simulation.said_in(simulation.channel)
    assert hello.startswith("Hello! Ask me something")
    assert welcome == "You're welcome!"


async def test_a_reply_to_an_answer_goes_on_from_its_question(simulation: Simulation) -> None:
    await simulation.alice.send(simulation.channel, f"{simulation.mention} {CALLED}")
    first = simulation.channel.last_message
    await simulation.alice.send(simulation.channel, "and who called Aliyev?", reply_to=first)
    second = simulation.channel.last_message
    assert second.id != first.id
    kept = await simulation.library.kept(_answer_id(second))
    assert kept is not None
    assert kept.turns == (CALLED,)
    await simulation.alice.send(simulation.channel, "when was that?", reply_to=second)
    kept = await simulation.library.kept(_answer_id(simulation.channel.last_message))
    assert kept is not None
    assert kept.turns == (CALLED, "and who called Aliyev?")


async def test_a_reply_to_what_a_command_got_says_that_it_cannot_be_read(simulation: Simulation) -> None:
    shown = await simulation.alice.slash(simulation.channel, "ask", question=CALLED)
    assert shown.response is not None
    await simulation.alice.send(simulation.channel, "and who called Aliyev?", reply_to=shown.response)
    assert simulation.said_in(simulation.channel)[-1].startswith("Discord doesn't show me replies to what I answered")


async def test_a_mention_in_a_reply_to_what_a_command_got_goes_on_from_it(simulation: Simulation) -> None:
    shown = await simulation.alice.slash(simulation.channel, "ask", question=CALLED)
    assert shown.response is not None
    text = f"{simulation.mention} and who called Aliyev?"
    await simulation.alice.send(simulation.channel, text, reply_to=shown.response)
    kept = await simulation.library.kept(_answer_id(simulation.channel.last_message))
    assert kept is not None
    assert kept.turns == (CALLED,)


async def test_in_a_thread_a_mention_goes_on_from_the_last_answer_there(simulation: Simulation) -> None:
    thread = simulation.thread(simulation.channel, "canals")
    await simulation.alice.send(thread, f"{simulation.mention} {CANAL}")
    await simulation.alice.send(thread, f"{simulation.mention} and when was it opened?")
    kept = await simulation.library.kept(_answer_id(thread.last_message))
    assert kept is not None
    assert kept.turns == (CANAL,)


async def test_in_a_thread_whose_history_cannot_be_read_a_mention_stands_for_itself(simulation: Simulation) -> None:
    thread = simulation.thread(simulation.channel, "canals")
    await simulation.alice.send(thread, f"{simulation.mention} {CANAL}")
    simulation.env.inject_error("GET", "/channels/*/messages", status=403, code=50001)
    await simulation.alice.send(thread, f"{simulation.mention} and when was it opened?")
    kept = await simulation.library.kept(_answer_id(thread.last_message))
    assert kept is not None
    assert kept.turns == ()


async def test_a_direct_message_goes_on_from_the_last_for_a_quarter_of_an_hour(
    simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    await simulation.alice.send_dm(BAKERY)
    monkeypatch.setattr(conversations, "MEMORY", timedelta(0))
    await simulation.alice.send_dm("and what comes out of the oven?")
    kept = await simulation.library.kept(_answer_id(simulation.alice.user.dm_channel.last_message))
    assert kept is not None
    assert kept.turns == ()


async def test_a_direct_message_needs_no_mention_and_goes_on_from_the_last(simulation: Simulation) -> None:
    await simulation.alice.send_dm(BAKERY)
    dm = simulation.alice.user.dm_channel
    assert "opens at seven" in text_of(dm.last_message)
    await simulation.alice.send_dm("and what comes out of the oven?")
    kept = await simulation.library.kept(_answer_id(dm.last_message))
    assert kept is not None
    assert (kept.library, kept.turns) == (f"user-{simulation.alice.id}", (BAKERY,))


async def test_a_direct_message_does_not_reach_a_servers_articles(simulation: Simulation) -> None:
    await simulation.alice.send_dm(CANAL)
    assert "193" not in text_of(simulation.alice.user.dm_channel.last_message)


async def test_a_server_that_chose_channels_is_told_where_to_ask(simulation: Simulation) -> None:
    helpdesk = simulation.server.create_text_channel("helpdesk")
    await simulation.bot.desk.preferences.set(f"guild-{simulation.server.id}", "channels", [str(helpdesk.id)])
    await simulation.alice.send(simulation.channel, f"{simulation.mention} {BAKERY}")
    assert simulation.said_in(simulation.channel) == [f"In this server I answer in <#{helpdesk.id}>."]
    thread = simulation.thread(helpdesk, "bread")
    await simulation.alice.send(thread, f"{simulation.mention} {BAKERY}")
    assert "opens at seven" in text_of(thread.last_message)


async def test_a_question_that_is_too_long_is_said_kindly(simulation: Simulation) -> None:
    bob = simulation.join("b" * 32)  # names are longer than the ids that Discord counts
    text = f"{simulation.mention} {bob.mention * 80}"
    await simulation.alice.send(simulation.channel, text)
    assert simulation.said_in(simulation.channel) == [
        "The question has 2560 characters, more than 2000; ask a shorter one."
    ]


def _answer_id(message: object) -> str:
    """Return the id of the answer that a message shows."""
    return buttons_of(message)["👍"].split(":")[2]
