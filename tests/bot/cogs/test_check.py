"""Checking what a message claims."""

import pytest

from tests.bot.builders import LIBRARY, add_clock
from tests.bot.markup import read
from tests.bot.simulation import Shown, Simulation, buttons_of, text_of

MENU = "Check this claim"
TRUE = "The bakery in Port Elderwick opens at seven."
FALSE = "The bakery in Port Elderwick opens at nine."
ELSEWHERE = "The vault of the Elsewhere guild is opened with the code word marzipan."
FOOT = (
    "———\n-# Claims are held to the articles' own words. What is said there in quite other words isn't found, and what"
    " isn't in the articles may be true all the same."
)


async def checked(simulation: Simulation, text: str) -> Shown:
    message = await simulation.join("bob").send(simulation.channel, text)
    return await simulation.alice.context_menu(simulation.channel, MENU, message)


async def test_a_claim_is_supported_by_the_quote_that_says_it(simulation: Simulation) -> None:
    shown = await checked(simulation, TRUE)
    assert text_of(shown) == (
        f"**{TRUE}**\n"
        "✅ **supported** by **[1]**\n"
        "**[1]** The bakery\n"
        "> The bakery in Port Elderwick opens at seven. [Source 1]\n" + FOOT
    )
    assert not shown.ephemeral


async def test_a_claim_with_another_number_is_contradicted(simulation: Simulation) -> None:
    said = text_of(await checked(simulation, FALSE))
    assert said.startswith(f"**{FALSE}**\n❌ **contradicted** by **[1]**\n**[1]** The bakery\n")
    assert "opens at seven" in said


async def test_a_claim_that_no_article_makes_is_not_in_them_and_the_closest_is_called_so(
    simulation: Simulation,
) -> None:
    said = text_of(await checked(simulation, "The bakery in Port Elderwick sells poppy seed cake on Sundays."))
    assert "➖ **not in the articles**; closest is **[1]**; I don't find it there\n" in said
    assert "supported" not in said


async def test_a_claim_about_nobody_knows_whom_is_told_apart_from_one_that_is_not_in_the_articles(
    simulation: Simulation,
) -> None:
    shown = await checked(simulation, "He studied in Leeds before moving to Lisbon.")
    assert text_of(shown) == (
        "**He studied in Leeds before moving to Lisbon.**\n"
        "❔ **not checked**: it isn't clear to me whom or what this is about\n" + FOOT
    )
    assert buttons_of(shown) == {}


async def test_articles_that_disagree_are_both_shown(simulation: Simulation) -> None:
    await simulation.library.add_text(FALSE, title="The new hours", library=LIBRARY)
    said = text_of(await checked(simulation, TRUE))
    assert "the articles disagree: **supported** by **[1]**, **contradicted** by **[2]**\n" in said
    assert "opens at seven. [Source 1]" in said
    assert "opens at nine. [Source 2]" in said


async def test_each_claim_of_a_message_is_answered_and_a_source_is_shown_once(simulation: Simulation) -> None:
    shown = await checked(simulation, f"Hello! {TRUE} Really? {FALSE}")
    said = text_of(shown)
    assert said.count("**supported** by **[1]**") == 1
    assert said.count("**contradicted** by **[1]**") == 1
    assert list(buttons_of(shown)) == ["Source 1"]


async def test_a_source_opens_the_passage_with_the_quote_marked(simulation: Simulation) -> None:
    await add_clock(simulation)
    shown = await checked(simulation, "Ottoline Fenwick repairs the tower clock of Millbrook every spring.")
    assert shown.response is not None
    opened = await simulation.alice.click(shown.response, label="Source 1")
    assert opened.ephemeral
    assert "**The tower clock of Millbrook is repaired by Ottoline Fenwick every spring.**" in text_of(opened)


async def test_what_is_only_close_can_be_opened_too(simulation: Simulation) -> None:
    shown = await checked(simulation, f"{TRUE} The tower clock of Millbrook is made of sugar.")
    assert shown.response is not None
    opened = await simulation.alice.click(shown.response, label="Source 2")
    assert "I don't have this answer" not in text_of(opened)


@pytest.mark.parametrize(
    "text", ["When does the bakery open?", "Good morning everyone!", "https://example.org/a", "ok"]
)
async def test_a_message_that_states_nothing_is_told_so(simulation: Simulation, text: str) -> None:
    shown = await checked(simulation, text)
    assert text_of(shown).startswith("That message states nothing that I could look up")
    assert buttons_of(shown) == {}


async def test_a_message_without_text_cannot_be_checked(simulation: Simulation) -> None:
    message = await simulation.alice.send(simulation.channel, attachments=[("picture.png", b"\x89PNG")])
    shown = await simulation.alice.context_menu(simulation.channel, MENU, message)
    assert shown.ephemeral
    assert text_of(shown) == "There is no text in that message that I could look for."


async def test_what_a_message_holds_besides_words_is_escaped(simulation: Simulation) -> None:
    await add_clock(simulation, title="@everyone [x](https://evil.example)")
    hostile = (
        f"@everyone <@{simulation.alice.id}> The **tower** clock <@&1> of Millbrook_ is [made](https://evil.example)"
        " @here `of` ||sugar|| <#1> ](x) # > *and spice*."
    )
    said = text_of(await checked(simulation, hostile))
    assert "clock" in read(said).text
    assert read(said).kinds <= {"bold", "quote", "small print", "address"}, read(said).found  # the title's address


async def test_another_server_is_not_looked_at(simulation: Simulation) -> None:
    shown = await checked(simulation, ELSEWHERE)
    said = text_of(shown)
    assert "**not in the articles**" in said
    assert "treasurer" not in said
    message = await simulation.mallory.send(simulation.other_channel, ELSEWHERE)
    there = await simulation.mallory.context_menu(simulation.other_channel, MENU, message)
    assert "**supported**" in text_of(there)


async def test_in_direct_messages_ones_own_library_is_looked_at(simulation: Simulation) -> None:
    await simulation.library.add_text(
        "The cellar key hangs behind the green door.", library=f"user-{simulation.alice.id}"
    )
    message = await simulation.alice.user.send_dm("The cellar key hangs behind the green door.")
    shown = await simulation.menu_in_direct_messages(MENU, message)
    assert "**supported** by **[1]**" in text_of(shown)


async def test_a_server_that_chose_private_answers_gets_them(simulation: Simulation) -> None:
    await simulation.bot.desk.preferences.set(LIBRARY, "private-answers", True)
    assert (await checked(simulation, TRUE)).ephemeral


async def test_a_server_that_chose_channels_is_answered_in_them_alone(simulation: Simulation) -> None:
    helpdesk = simulation.server.create_text_channel("helpdesk")
    await simulation.bot.desk.preferences.set(LIBRARY, "channels", [str(helpdesk.id)])
    shown = await checked(simulation, TRUE)
    assert shown.ephemeral
    assert text_of(shown) == f"In this server I answer in <#{helpdesk.id}>."


async def test_checks_count_as_questions(simulation: Simulation) -> None:
    await simulation.restart(questions_per_minute=1)
    await simulation.alice.slash(simulation.channel, "ask", question="When does the bakery open?")
    shown = await checked(simulation, TRUE)
    assert text_of(shown).startswith("That's a lot of questions at once. You can ask again <t:")


async def test_a_message_of_the_bots_own_can_be_checked(simulation: Simulation) -> None:
    answer = await simulation.alice.slash(
        simulation.channel, "ask", question="When does the bakery in Port Elderwick open?"
    )
    assert answer.response is not None
    shown = await simulation.alice.context_menu(simulation.channel, MENU, answer.response)
    assert f"**{TRUE}**\n✅ **supported** by **[1]**" in text_of(shown)


async def test_a_check_is_kept_as_the_quotes_that_it_found(simulation: Simulation) -> None:
    await checked(simulation, TRUE)
    [kept] = await simulation.library.recent(LIBRARY, str(simulation.alice.id))
    assert kept.answer.question == TRUE
    assert [sentence.text for sentence in kept.answer.sentences] == ["The bakery in Port Elderwick opens at seven."]
