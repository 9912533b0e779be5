"""My recent answers."""

from tests.bot.builders import QUESTION, add_clock, ask_about_clock
from tests.bot.simulation import Simulation, text_of


async def test_recent_answers_are_listed_and_come_back(simulation: Simulation) -> None:
    await add_clock(simulation)
    answer = await ask_about_clock(simulation)
    await simulation.alice.slash(simulation.channel, "ask", question="How long is the Panama Canal?")
    shown = await simulation.alice.slash(simulation.channel, "sources")
    assert shown.ephemeral
    lines = text_of(shown).splitlines()
    assert lines[0] == "**Your recent answers here**"
    assert lines[1] == "How long is the Panama Canal?"
    assert lines[2].startswith("-# the articles didn't say · <t:")
    assert lines[3] == QUESTION
    assert shown.response is not None
    again = await simulation.alice.click(shown.response, label="Show 2")
    assert again.ephemeral
    assert text_of(again) == text_of(answer)


async def test_recent_answers_are_my_own_and_from_here(simulation: Simulation) -> None:
    await add_clock(simulation)
    await ask_about_clock(simulation)
    bob = simulation.join("bob")
    nothing = "I have no answers of yours from here. Ask something with `/ask`."
    assert text_of(await bob.slash(simulation.channel, "sources")) == nothing
    assert text_of(await simulation.alice.user.slash("sources")) == nothing
