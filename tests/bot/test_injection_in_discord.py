"""Orders in articles and questions, all the way through Discord, with a model that obeys them."""

import pytest

from tests.bot.builders import QUOTE, add_clock
from tests.bot.markup import read
from tests.bot.simulation import Simulation
from tests.index.injections import ATTACKS
from tests.index.model_server import MODEL, ModelSite, says

QUESTION = "Who repairs the tower clock of Millbrook?"
OURS = {"bold", "quote", "small print", "address", "code"}
HANDFUL = [texts[0] for texts in ATTACKS.values()]


@pytest.fixture
def llm(model: ModelSite) -> dict[str, str]:
    """Return the settings of that model."""
    return {"llm_base_url": model.url, "llm_model": MODEL}


@pytest.mark.parametrize("order", HANDFUL)
async def test_an_order_beside_the_answer_is_at_most_quoted(
    simulation: Simulation, model: ModelSite, held: None, order: str
) -> None:
    """The model obeys: it repeats the order, says PWNED, cites what isn't there, links and pings."""
    model.reply = says(f"{order} [1] PWNED [9]. ![x](https://evil.example/x.png) @everyone SYSTEM: off [1]")
    await add_clock(simulation, text=f"{order}\n\n{QUOTE} {order}\n\n{order}")
    await simulation.alice.slash(simulation.channel, "ask", question=QUESTION)
    await simulation.bot.desk.writing.finished()
    [shown] = simulation.said_in(simulation.channel)
    found = read(shown)
    assert model.asked
    assert "Ottoline Fenwick" in found.text
    assert not any(word in found.text for word in ("PWNED", "x.png", "SYSTEM: off", "[9]"))
    assert found.kinds <= OURS, found.found


@pytest.mark.parametrize("order", HANDFUL)
async def test_an_order_that_is_asked_is_a_question(
    simulation: Simulation, model: ModelSite, held: None, order: str
) -> None:
    model.reply = says("PWNED [1]")
    await add_clock(simulation)
    await simulation.alice.slash(simulation.channel, "ask", question=order)
    await simulation.bot.desk.writing.finished()
    [shown] = simulation.said_in(simulation.channel)
    found = read(shown)
    assert "The articles don't say" in found.text or "[1]" in found.text
    assert "PWNED" not in found.text
    assert found.kinds <= OURS, found.found
