"""What can be done with an answer that was given before."""

import pytest

from tests.bot.builders import add_clock, ask_about_clock
from tests.bot.simulation import Simulation, buttons_of, text_of


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
