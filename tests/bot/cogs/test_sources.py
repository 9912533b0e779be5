"""My recent answers."""

from bot.render.recent import ANSWERS
from tests.bot.builders import QUESTION, add_clock, ask_about_clock
from tests.bot.simulation import Simulation, buttons_of, text_of

NOTHING = "I have no answers of yours from here. Ask something with `/ask`."


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


async def test_ones_answers_are_forgotten_after_it_was_asked_whether_they_shall(simulation: Simulation) -> None:
    await simulation.restart(questions_per_minute=100)
    await add_clock(simulation)
    answer = await ask_about_clock(simulation)
    assert answer.response is not None
    for number in range(ANSWERS):
        await simulation.alice.slash(simulation.channel, "ask", question=f"Who repairs tower clock {number}?")
    shown = await simulation.alice.slash(simulation.channel, "sources")
    listed = text_of(shown)
    assert listed.endswith("\n[Forget my answers]")
    assert shown.response is not None
    await simulation.restart()
    await simulation.alice.click(shown.response, label="Forget my answers")
    assert text_of(shown).splitlines()[0::2] == ["Forget all your answers here?", "[Forget them] [Keep them]"]
    await simulation.alice.click(shown.response, label="Keep them")
    assert text_of(shown) == listed
    await simulation.alice.click(shown.response, label="Forget my answers")
    await simulation.alice.click(shown.response, label="Forget them")
    assert text_of(shown) == "Forgot 11 answers of yours, and what you said of others."
    opened = await simulation.alice.click(answer.response, label="Source 1")
    assert text_of(opened).startswith("I don't have this answer any more")
    assert text_of(await simulation.alice.slash(simulation.channel, "sources")) == NOTHING


async def test_nobodys_answers_are_forgotten_but_ones_own_from_here(simulation: Simulation) -> None:
    await add_clock(simulation)
    bob = simulation.join("bob")
    asked = [
        await bob.slash(simulation.channel, "ask", question=QUESTION),
        await simulation.mallory.slash(simulation.other_channel, "ask", question=QUESTION),
        await simulation.alice.user.slash("ask", question=QUESTION),
    ]
    ids = [buttons_of(one)["👍"].split(":")[2] for one in asked]
    await simulation.library.feedback(ids[0], by=str(simulation.alice.id), verdict="bad")
    await simulation.library.feedback(ids[0], by="5", verdict="good")
    await simulation.library.flag(ids[0], 1, by=str(simulation.alice.id), reason="incomplete")
    await simulation.library.flag(ids[1], 1, by=str(simulation.alice.id), reason="incomplete")
    await ask_about_clock(simulation)
    shown = await simulation.alice.slash(simulation.channel, "sources")
    assert shown.response is not None
    await simulation.alice.click(shown.response, label="Forget my answers")
    await simulation.alice.click(shown.response, label="Forget them")
    assert text_of(shown) == "Forgot 1 answer of yours, and what you said of others."
    assert None not in [await simulation.library.kept(id) for id in ids]
    here, elsewhere = [one async for one in simulation.library.export_feedback()]
    assert (here.good, here.bad, here.flags) == (1, 0, ())
    assert [flag.reason for flag in elsewhere.flags] == ["incomplete"]


async def test_recent_answers_are_my_own_and_from_here(simulation: Simulation) -> None:
    await add_clock(simulation)
    await ask_about_clock(simulation)
    bob = simulation.join("bob")
    assert text_of(await bob.slash(simulation.channel, "sources")) == NOTHING
    assert text_of(await simulation.alice.user.slash("sources")) == NOTHING
