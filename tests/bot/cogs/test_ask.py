"""Asking by command."""

import pytest

from tests.bot.builders import LIBRARY, QUESTION, add_clock
from tests.bot.simulation import Shown, Simulation, buttons_of, text_of

LONGEST = "How long is the Suez Canal?"
BAKERY = "When does the bakery in Port Elderwick open?"
NOWHERE = "How long is the Panama Canal?"


async def test_an_answer_is_quotes_with_a_line_and_a_button_for_each_source(simulation: Simulation) -> None:
    shown = await simulation.alice.slash(simulation.channel, "ask", question=BAKERY)
    assert text_of(shown) == (
        "**When does the bakery in Port Elderwick open?**\n"
        "> The bakery in Port Elderwick opens at seven. **[1]**\n"
        "———\n"
        "**[1]** The bakery [Source 1]\n"
        "[👍] [👎]"
    )
    assert not shown.ephemeral


async def test_a_question_is_acknowledged_first_and_answered_by_changing_that(simulation: Simulation) -> None:
    await simulation.alice.slash(simulation.channel, "ask", question=BAKERY)
    acknowledged, answered = simulation.env.http_requests[-2:]
    assert acknowledged.path.endswith("/callback")
    assert acknowledged.json == {"type": 5}
    assert (answered.method, answered.path.rsplit("/", 1)[-1]) == ("PATCH", "@original")


async def test_a_private_answer_is_seen_by_who_asked_alone(simulation: Simulation) -> None:
    shown = await simulation.alice.slash(simulation.channel, "ask", question=BAKERY, private=True)
    assert shown.ephemeral
    assert "seven" in text_of(shown)


async def test_a_refusal_shows_what_comes_closest_and_how_to_add_an_article(simulation: Simulation) -> None:
    shown = await simulation.alice.slash(simulation.channel, "ask", question=NOWHERE)
    lines = text_of(shown).splitlines()
    assert lines[:3] == [
        "**How long is the Panama Canal?**",
        "**The articles don't say.**",
        "Closest, but none of these answers it:",
    ]
    assert lines[3].startswith("**[1]** The Suez Canal")
    assert lines[-2:] == [
        "-# Is there an article that says it? Those who look after the library can add it with `/article add`.",
        "[👍] [👎]",
    ]
    assert "Source 1" in buttons_of(shown)


async def test_a_library_without_articles_refuses(simulation: Simulation) -> None:
    [shared] = await simulation.library.articles()
    await simulation.library.remove(shared.id)
    shown = await simulation.alice.user.slash("ask", question=BAKERY)
    assert text_of(shown) == (
        f"**{BAKERY}**\n"
        "**The articles don't say.**\n"
        "Nothing in the library comes close.\n"
        "-# Is there an article that says it? Those who look after the library can add it with `/article add`.\n"
        "[👍] [👎]"
    )


async def test_articles_are_completed_while_they_are_typed(simulation: Simulation) -> None:
    choices = await simulation.alice.autocomplete(simulation.channel, "ask", "article", "canal", question="how long?")
    [canal] = choices
    assert canal["name"].startswith("The Suez Canal")
    shown = await simulation.alice.slash(simulation.channel, "ask", question=LONGEST, article=canal["value"])
    assert "193 kilometres" in text_of(shown).replace("**", "")


async def test_all_articles_are_offered_before_anything_is_typed(simulation: Simulation) -> None:
    choices = await simulation.alice.autocomplete(simulation.channel, "ask", "article", "", question="how long?")
    assert len(choices) == 9


async def test_a_title_that_was_typed_out_names_an_article_as_well(simulation: Simulation) -> None:
    shown = await simulation.alice.slash(simulation.channel, "ask", question=LONGEST, article="the suez canal")
    assert "193 kilometres" in text_of(shown).replace("**", "")


async def test_a_title_with_which_another_begins_names_its_own_article(simulation: Simulation) -> None:
    await simulation.library.add_text("The lid is red.", title="The pot", library=LIBRARY)
    await simulation.library.add_text("The lid is blue.", title="The pot and the pan", library=LIBRARY)
    shown = await simulation.alice.slash(
        simulation.channel, "ask", question="Which colour is the lid?", article="the pot"
    )
    assert "red" in text_of(shown)
    assert "blue" not in text_of(shown)


async def test_a_name_that_may_mean_several_articles_is_said_with_them(simulation: Simulation) -> None:
    await simulation.library.add_text("The lid is red.", title="The pot", library=LIBRARY)
    await simulation.library.add_text("The lid is blue.", title="The pot and the pan", library=LIBRARY)
    shown = await simulation.alice.slash(simulation.channel, "ask", question="Which colour is the lid?", article="pot")
    said = text_of(shown)
    assert said.startswith("More than one article matches “pot”.")
    assert "- The pot\n" in said
    assert "- The pot and the pan" in said


async def test_an_article_with_a_long_id_can_be_chosen_as_well(simulation: Simulation) -> None:
    await add_clock(simulation, id="clock" * 30)
    [choice] = await simulation.alice.autocomplete(simulation.channel, "ask", "article", "keeper", question="who?")
    shown = await simulation.alice.slash(simulation.channel, "ask", question=QUESTION, article=choice["value"])
    assert "Ottoline Fenwick" in text_of(shown)


async def test_articles_that_all_servers_share_are_marked(simulation: Simulation) -> None:
    [choice] = await simulation.alice.autocomplete(simulation.channel, "ask", "article", "bakery", question="when?")
    assert choice["name"] == "The bakery · shared"


async def test_an_article_that_is_not_there_is_said_kindly(simulation: Simulation) -> None:
    shown = await simulation.alice.slash(simulation.channel, "ask", question=LONGEST, article="The *Panama* Canal")
    assert text_of(shown) == (
        "There is no article “The \\*Panama\\* Canal” in the library. Choose one from the list that appears while you"
        " type, or leave *article* out to ask all of them."
    )


@pytest.mark.parametrize("greeting", ["Hello!", "good morning", "Hi there", "¡Hola!"])
async def test_a_greeting_gets_a_greeting_and_no_sources(simulation: Simulation, greeting: str) -> None:
    shown = await simulation.alice.slash(simulation.channel, "ask", question=greeting)
    assert text_of(shown).startswith("Hello! Ask me something")
    assert buttons_of(shown) == {}


async def test_too_many_questions_are_told_when_to_come_back(simulation: Simulation) -> None:
    await simulation.restart(questions_per_minute=2)
    for _ in range(2):
        shown = await simulation.alice.slash(simulation.channel, "ask", question=BAKERY)
        assert "seven" in text_of(shown)
    shown = await simulation.alice.slash(simulation.channel, "ask", question=BAKERY)
    assert text_of(shown).startswith("That's a lot of questions at once. You can ask again <t:")
    bob = simulation.join("bob")
    assert "seven" in text_of(await bob.slash(simulation.channel, "ask", question=BAKERY))


async def test_whoever_asks_little_in_a_server_that_asks_a_lot_is_told_so(simulation: Simulation) -> None:
    await simulation.restart(questions_per_minute_per_server=1)
    await simulation.alice.slash(simulation.channel, "ask", question=BAKERY)
    shown = await simulation.join("bob").slash(simulation.channel, "ask", question=BAKERY)
    assert text_of(shown).startswith("This server is asking a lot just now. You can ask again <t:")


async def test_ask_about_this_asks_what_a_message_says(simulation: Simulation) -> None:
    bob = simulation.join("bob")
    message = await bob.send(simulation.channel, BAKERY)
    shown = await simulation.alice.context_menu(simulation.channel, "Ask about this", message)
    assert text_of(shown).startswith(f"**{BAKERY}**\n> The bakery in Port Elderwick opens at seven.")


async def test_ask_about_this_reads_what_a_message_forwards(simulation: Simulation) -> None:
    message = await simulation.alice.send(simulation.channel, BAKERY)
    forwarded = await simulation.alice.forward(message, simulation.channel)
    shown = await simulation.alice.context_menu(simulation.channel, "Ask about this", forwarded)
    assert text_of(shown).startswith(f"**{BAKERY}**\n> The bakery in Port Elderwick opens at seven.")


async def test_ask_about_this_reads_the_components_of_a_message(simulation: Simulation) -> None:
    """Those of the bot's own answers as well."""
    answer = await simulation.alice.slash(simulation.channel, "ask", question=BAKERY)
    assert answer.response is not None
    shown = await simulation.alice.context_menu(simulation.channel, "Ask about this", answer.response)
    asked = text_of(shown).splitlines()[0]
    assert "When does the bakery in Port Elderwick open?" in asked
    assert "opens at seven" in asked


async def test_ask_about_this_cuts_what_is_too_long_at_a_word(simulation: Simulation) -> None:
    bob = simulation.join("Bobby " * 5)  # names are longer than the ids that Discord counts
    message = await simulation.alice.send(simulation.channel, f"{BAKERY} {bob.mention * 80}")
    shown = await simulation.alice.context_menu(simulation.channel, "Ask about this", message)
    assert "opens at seven" in text_of(shown)


async def test_a_message_without_text_cannot_be_asked_about(simulation: Simulation) -> None:
    message = await simulation.alice.send(simulation.channel, attachments=[("picture.png", b"\x89PNG")])
    shown = await simulation.alice.context_menu(simulation.channel, "Ask about this", message)
    assert shown.ephemeral
    assert text_of(shown) == "There is no text in that message that I could look for."


async def test_an_answer_reads_the_same_in_direct_messages(simulation: Simulation) -> None:
    shown = await simulation.alice.user.slash("ask", question=BAKERY)
    assert "opens at seven" in text_of(shown)


async def test_a_server_that_chose_private_answers_gets_them_unless_asked_otherwise(simulation: Simulation) -> None:
    await simulation.bot.desk.preferences.set(f"guild-{simulation.server.id}", "private-answers", True)
    shown = await simulation.alice.slash(simulation.channel, "ask", question=BAKERY)
    assert shown.ephemeral
    shown = await simulation.alice.slash(simulation.channel, "ask", question=BAKERY, private=False)
    assert not shown.ephemeral


async def test_a_server_that_chose_channels_is_answered_in_them_alone(simulation: Simulation) -> None:
    helpdesk = simulation.server.create_text_channel("helpdesk")
    await simulation.bot.desk.preferences.set(f"guild-{simulation.server.id}", "channels", [str(helpdesk.id)])
    shown = await simulation.alice.slash(simulation.channel, "ask", question=BAKERY)
    assert shown.ephemeral
    assert text_of(shown) == f"In this server I answer in <#{helpdesk.id}>."
    assert "seven" in text_of(await simulation.alice.slash(helpdesk, "ask", question=BAKERY))


async def test_a_server_whose_chosen_channels_were_deleted_is_told_how_to_mend_it(simulation: Simulation) -> None:
    helpdesk = simulation.server.create_text_channel("helpdesk")
    old = simulation.server.create_text_channel("old")
    await simulation.bot.desk.preferences.set(LIBRARY, "channels", [str(old.id), str(helpdesk.id)])
    simulation.env.backend.delete_channel(old.id)
    await simulation.env.settle()
    shown = await simulation.alice.slash(simulation.channel, "ask", question=BAKERY)
    assert text_of(shown) == f"In this server I answer in <#{helpdesk.id}>."
    simulation.env.backend.delete_channel(helpdesk.id)
    await simulation.env.settle()
    shown = await simulation.alice.slash(simulation.channel, "ask", question=BAKERY)
    said = (
        "The channels that I was to answer in here were all deleted. Someone who looks after the server can choose"
        " others, or all, with `/settings show`."
    )
    assert text_of(shown) == said
    await simulation.alice.send(simulation.channel, f"{simulation.mention} {BAKERY}")
    assert simulation.said_in(simulation.channel)[-1] == said


async def test_another_server_is_not_asked(simulation: Simulation) -> None:
    question = "What is the code word of the vault of the Elsewhere guild?"
    shown = await simulation.alice.slash(simulation.channel, "ask", question=question)
    assert "marzipan" not in text_of(shown)
    shown = await simulation.mallory.slash(simulation.other_channel, "ask", question=question)
    assert "marzipan" in text_of(shown)


async def test_a_command_in_a_thread_goes_on_from_the_last_answer_there(simulation: Simulation) -> None:
    thread = simulation.thread(simulation.channel, "canals")
    await simulation.alice.slash(thread, "ask", question=LONGEST)
    shown = await simulation.alice.slash(thread, "ask", question="and when was it opened?")
    assert await _turns(simulation, shown) == (LONGEST,)
    other = simulation.thread(simulation.channel, "other canals")
    assert await _turns(simulation, await simulation.alice.slash(other, "ask", question="and when?")) == ()


async def test_a_command_outside_of_threads_stands_for_itself(simulation: Simulation) -> None:
    await simulation.alice.slash(simulation.channel, "ask", question=LONGEST)
    shown = await simulation.alice.slash(simulation.channel, "ask", question="and when was it opened?")
    assert await _turns(simulation, shown) == ()


async def _turns(simulation: Simulation, shown: Shown) -> tuple[str, ...]:
    """Return the questions that an answer goes on from."""
    kept = await simulation.library.kept(buttons_of(shown)["👍"].split(":")[2])
    assert kept is not None
    return kept.turns
