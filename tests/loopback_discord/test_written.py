"""Written answers over the wire: the bot as a process between a Discord and a model's server."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.render.answer import BEING_WRITTEN, WRITTEN
from tests.index.model_server import MODEL, ModelSite, hangs, says, serving
from tests.loopback_discord.conftest import Start
from tests.loopback_discord.people import Person, text_of
from tests.loopback_discord.server import until

pytestmark = pytest.mark.asyncio(loop_scope="package")

QUESTION = "When does the bakery in Port Elderwick open?"
QUOTE = "> The bakery in Port Elderwick opens at seven."


@pytest_asyncio.fixture(loop_scope="package")
async def model() -> AsyncIterator[ModelSite]:
    async with serving() as site:
        site.reply = says("The bakery opens in Port Elderwick at seven. [1]")
        yield site


async def test_quotes_come_first_and_the_written_answer_takes_their_place(
    alice: Person, start: Start, model: ModelSite
) -> None:
    process = await start(LLM_BASE_URL=model.url, LLM_MODEL=MODEL)
    for answer in (await alice.ask(QUESTION), await alice.reply_to(alice.ask_aloud(QUESTION))):
        await until(lambda answer=answer: WRITTEN in text_of(answer), "a written answer")
        assert QUOTE not in text_of(answer)
        source = await alice.see(alice.press(answer, "Source 1"))
        assert "half past eight" in text_of(source)
    assert await process.stop() == 0


async def test_a_stop_leaves_the_quotes_alone_and_closes_the_connection_to_the_model(
    alice: Person, start: Start, model: ModelSite
) -> None:
    model.reply = hangs()
    process = await start(LLM_BASE_URL=model.url, LLM_MODEL=MODEL)
    answer = await alice.ask(QUESTION)
    assert QUOTE in text_of(answer)
    assert BEING_WRITTEN in text_of(answer)
    await model.is_asked.wait()
    assert await process.stop() == 0
    await model.broken_off.wait()
    assert QUOTE in text_of(answer)
    assert BEING_WRITTEN not in text_of(answer)


async def test_a_process_that_is_killed_leaves_quotes_whose_words_are_still_true(
    alice: Person, start: Start, model: ModelSite
) -> None:
    model.reply = hangs()
    process = await start(LLM_BASE_URL=model.url, LLM_MODEL=MODEL)
    answer = await alice.ask(QUESTION)
    await model.is_asked.wait()
    await process.kill()
    assert QUOTE in text_of(answer)
    await start()
    assert "half past eight" in text_of(await alice.see(alice.press(answer, "Source 1")))
