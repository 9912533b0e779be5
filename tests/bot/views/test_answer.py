"""What can be done with an answer that was given before."""

from dataclasses import replace

import pytest

from bot.render import ids
from tests.bot.builders import LIBRARY, QUESTION, add_clock, ask_about_clock, citation, kept
from tests.bot.simulation import Simulation, buttons_of, text_of, walk


async def test_an_answer_that_is_gone_is_said(simulation: Simulation) -> None:
    await add_clock(simulation)
    answer = await ask_about_clock(simulation)
    assert answer.response is not None
    await simulation.library.forget_answer(buttons_of(answer)["👍"].split(":")[2])
    for button in ("Source 1", "👍"):
        shown = await simulation.alice.click(answer.response, custom_id=buttons_of(answer)[button])
        assert text_of(shown).startswith("I don't have this answer any more")


@pytest.mark.parametrize(("button", "thanks"), [("👍", "helped."), ("👎", "under a source says more.")])
async def test_a_verdict_is_noted(simulation: Simulation, button: str, thanks: str) -> None:
    await add_clock(simulation)
    answer = await ask_about_clock(simulation)
    assert answer.response is not None
    shown = await simulation.alice.click(answer.response, custom_id=buttons_of(answer)[button])
    assert shown.ephemeral
    assert text_of(shown).endswith(thanks)


async def _keep_long_answer(simulation: Simulation) -> str:
    """Keep an answer of two pages; return its id."""
    text = " ".join(f"Line {number} of the long list is about buses." for number in range(300))
    await add_clock(simulation, text=text)
    quotes = [(start, start + 2900) for start in (0, 3000)]
    citations = tuple(
        replace(citation(number, quote=text[start:end]), start=start, end=end)
        for number, (start, end) in enumerate(quotes, start=1)
    )
    by = str(simulation.alice.id)
    return (await simulation.library.keep(kept(*citations).answer, library=LIBRARY, asked_by=by)).id


async def test_a_long_answer_is_turned_over_in_its_place(simulation: Simulation) -> None:
    await _keep_long_answer(simulation)
    await simulation.restart()
    listed = await simulation.alice.slash(simulation.channel, "sources")
    assert listed.response is not None
    shown = await simulation.alice.click(listed.response, label="Show 1")
    assert shown.response is not None
    first = text_of(shown)
    assert "-# page 1 of 2" in first
    assert "[Source 2]" not in first
    await simulation.alice.click(shown.response, custom_id=buttons_of(shown)["▶️"])
    assert "-# page 2 of 2" in text_of(shown)
    assert "[Source 2]" in text_of(shown)
    await simulation.alice.click(shown.response, custom_id=buttons_of(shown)["◀️"])
    assert text_of(shown) == first


async def test_a_page_of_an_answer_that_is_gone_leaves_what_can_be_read(simulation: Simulation) -> None:
    id = await _keep_long_answer(simulation)
    listed = await simulation.alice.slash(simulation.channel, "sources")
    assert listed.response is not None
    shown = await simulation.alice.click(listed.response, label="Show 1")
    assert shown.response is not None
    before = text_of(shown)
    await simulation.library.forget_answer(id)
    turned = await simulation.alice.click(shown.response, custom_id=buttons_of(shown)["▶️"])
    assert text_of(shown) == before
    [told] = turned.followups
    assert told.flags.ephemeral
    assert text_of(told).startswith("I don't have this answer any more")


async def test_turning_the_page_of_a_reply_adds_no_question(simulation: Simulation) -> None:
    """The question stands in the message that it replies to."""
    id = await _keep_long_answer(simulation)
    await simulation.alice.send(simulation.channel, f"{simulation.mention} {QUESTION}")
    reply = simulation.channel.last_message
    stored = simulation.env.backend.get_message(reply.channel.id, reply.id)
    button = next(one for one in walk(stored.components) if str(one.get("custom_id")).startswith("fn:s"))
    button["custom_id"] = ids.page(id, 1)
    await simulation.alice.click(reply, custom_id=ids.page(id, 1))
    turned = text_of(simulation.channel.last_message)
    assert "-# page 2 of 2" in turned
    assert QUESTION not in turned
