"""Asking, in every place in which it can be done."""

from tests.bot.simulation import Simulation, text_of

TREASURER = "Who is the treasurer of the chess club?"


async def test_a_source_of_an_answer_opens_privately_with_its_quote_marked(simulation: Simulation) -> None:
    shown = await simulation.alice.slash(simulation.channel, "ask", question=TREASURER)
    assert "**Dov Amaransky** is treasurer." in text_of(shown)
    source = await simulation.alice.click(shown.response, label="Source 3")
    assert source.ephemeral
    assert "Dov Amaransky is treasurer." in text_of(source)
