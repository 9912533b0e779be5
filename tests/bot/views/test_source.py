"""Reviewing: from an answer to the place that it rests on."""

import pytest

from index import UnknownArticle
from tests.bot.builders import AFTER, BEFORE, LIBRARY, QUOTE, TEXT, add_clock, ask_about_clock, open_clock
from tests.bot.simulation import Simulation, buttons_of, text_of, walk


async def test_a_source_opens_privately_with_all_that_is_known_of_it(simulation: Simulation) -> None:
    await add_clock(simulation)
    source = await open_clock(simulation)
    assert source.ephemeral
    *_, place, buttons = text_of(source).splitlines()
    assert text_of(source).splitlines()[:-2] == [
        "**The clock & \\[its\\] \\*keeper\\***",
        "-# Millbrook Gazette · Ada · 5 Apr 2023",
        "———",
        BEFORE,
        "",
        f"**{QUOTE}**",
        "",
        AFTER,
    ]
    assert place.startswith("-# Passage 1 of 1 · added ")
    assert place.endswith(f" by <@{simulation.alice.id}>")
    assert buttons == "[Read it on the web] [This doesn't support it]"


async def test_the_link_leads_to_the_very_sentence(simulation: Simulation) -> None:
    await add_clock(simulation)
    link = buttons_of(await open_clock(simulation))["Read it on the web"]
    assert link == (
        "https://example.org/clock#:~:text=The%20tower%20clock%20of%20Millbrook,by%20Ottoline%20Fenwick%20every%20spring."
    )


async def test_an_article_without_an_address_has_no_link(simulation: Simulation) -> None:
    await add_clock(simulation, url=None)
    assert list(buttons_of(await open_clock(simulation))) == ["This doesn't support it"]


async def test_an_article_is_walked_through_and_back_to_the_quote(simulation: Simulation) -> None:
    filler = " ".join(f"Sentence number {number} is about nothing at all." for number in range(60))
    await add_clock(simulation, text=f"{TEXT}\n\n{filler}")
    source = await open_clock(simulation)
    at_first = text_of(source)
    assert source.response is not None
    assert "[◀️ (off)] [▶️]" in at_first
    await simulation.alice.click(source.response, label=None, custom_id=buttons_of(source)["▶️"])
    walked = text_of(source)
    assert "Sentence number" in walked
    assert "-# Passage 2 of " in walked
    assert "**The tower" not in walked
    await simulation.alice.click(source.response, label="Back to the quote")
    assert text_of(source) == at_first


async def test_a_source_opens_after_a_restart(simulation: Simulation) -> None:
    await add_clock(simulation)
    answer = await ask_about_clock(simulation)
    assert answer.response is not None
    await simulation.restart()
    source = await simulation.alice.click(answer.response, label="Source 1")
    assert "Ottoline Fenwick" in text_of(source)


async def test_whoever_sees_an_answer_can_open_its_sources(simulation: Simulation) -> None:
    await add_clock(simulation)
    answer = await ask_about_clock(simulation)
    assert answer.response is not None
    bob = simulation.join("bob")
    source = await bob.click(answer.response, label="Source 1")
    assert source.ephemeral
    assert "Ottoline Fenwick" in text_of(source)


async def test_a_changed_article_is_said_and_its_old_words_are_shown(simulation: Simulation) -> None:
    await add_clock(simulation)
    answer = await ask_about_clock(simulation)
    assert answer.response is not None
    await add_clock(simulation, text="The tower clock is repaired by a firm from the city.")
    source = await simulation.alice.click(answer.response, label="Source 1")
    lines = text_of(source).splitlines()
    assert lines[3] == "The article was changed after it was quoted. These were its words:"
    assert lines[4:9] == [BEFORE, "", f"**{QUOTE}**", "", AFTER]
    assert lines[1] == "-# Millbrook Gazette · Ada · 5 Apr 2023"
    assert f"by <@{simulation.alice.id}>" in lines[9]
    assert "Read it on the web" in lines[10]
    assert source.response is not None
    await simulation.alice.click(source.response, label="Read it as it is now")
    assert "a firm from the city" in text_of(source)


async def test_a_removed_article_is_said_and_its_words_are_gone(simulation: Simulation) -> None:
    await add_clock(simulation)
    answer = await ask_about_clock(simulation)
    assert answer.response is not None
    await simulation.library.remove("clock", LIBRARY)
    source = await simulation.alice.click(answer.response, label="Source 1")
    assert text_of(source) == "This article was removed from the library, and what was quoted of it with it."


async def test_walking_on_in_a_removed_article_is_said(simulation: Simulation) -> None:
    await add_clock(simulation, text=TEXT + "\n\n" + "More words here. " * 120)
    source = await open_clock(simulation)
    assert source.response is not None
    await simulation.library.remove("clock", LIBRARY)
    await simulation.alice.click(source.response, custom_id=buttons_of(source)["▶️"])
    assert text_of(source) == "This passage isn't in the library any more."
    with pytest.raises(UnknownArticle):
        await simulation.library.show("clock", LIBRARY)


async def test_what_does_not_support_an_answer_is_noted_with_a_reason(simulation: Simulation) -> None:
    await add_clock(simulation)
    source = await open_clock(simulation)
    assert source.response is not None
    form = await simulation.alice.click(source.response, label="This doesn't support it")
    assert form.modal is not None
    options = [option["value"] for one in walk(form.modal["components"]) for option in one.get("options", ())]
    assert options == ["doesn't say this", "out of date", "wrong article", "incomplete"]
    shown = await simulation.alice.submit_modal(form, {"reason": ["out of date"], "note": "She retired."})
    assert shown.ephemeral
    assert text_of(shown) == "Thanks, I noted it for those who look after the library."


async def test_a_form_that_was_opened_before_a_restart_is_taken_after_it(simulation: Simulation) -> None:
    await add_clock(simulation)
    source = await open_clock(simulation)
    assert source.response is not None
    form = await simulation.alice.click(source.response, label="This doesn't support it")
    await simulation.restart()
    shown = await simulation.alice.submit_modal(form, {"reason": ["incomplete"]})
    assert text_of(shown).startswith("Thanks, I noted it")
