"""Answers that a model writes: the quotes at once, and the written form in their place when it is there."""

import asyncio
import re
from typing import Any

import discord
import pytest
from aiohttp import web

from bot.render.answer import BEING_WRITTEN, WRITTEN
from bot.writing import MOST_OF_A_PERSON
from index import KeptAnswer, StorageError
from index.written import LEFT_OUT
from tests.bot.builders import LIBRARY
from tests.bot.simulation import Person, Shown, Simulation, buttons_of, text_of
from tests.index.model_server import MODEL, ModelSite, fails, hangs, says

BAKERY = "When does the bakery in Port Elderwick open?"
QUOTED = "> The bakery in Port Elderwick opens at seven. **[1]**"
SOURCE = "———\n**[1]** The bakery [Source 1]\n[👍] [👎]"
QUOTES = f"{QUOTED}\n{SOURCE}"
IN_WRITING = f"The bakery opens in Port Elderwick at seven. **[1]**\n-# {WRITTEN}\n{SOURCE}"

USAGE = {"prompt_tokens": 1_200, "completion_tokens": 50, "total_tokens": 1_250}
CALM = "The ferry to Harrow Isle costs four crowns."
ROUGH = "In rough weather the ferry to Harrow Isle costs nine crowns."
FERRY = "How much does the ferry to Harrow Isle cost?"
FERRIES = f"{CALM} Its captain is Ada Brook. The pier was painted green by the harbour's two apprentices. {ROUGH}"


@pytest.fixture
def llm(model: ModelSite) -> dict[str, str]:
    """Return the settings of that model."""
    model.reply = says("The bakery opens in Port Elderwick at seven. [1]")
    return {"llm_base_url": model.url, "llm_model": MODEL}


async def _ask(simulation: Simulation, **options: Any) -> Shown:
    return await simulation.alice.slash(simulation.channel, "ask", question=BAKERY, **options)


def _without_question(shown: Any) -> str:
    return text_of(shown).removeprefix(f"**{BAKERY}**\n")


def _moderator(simulation: Simulation) -> Person:
    role = simulation.server.create_role("Moderators", permissions=discord.Permissions(manage_messages=True))
    return simulation.join("rosa", roles=[role])


async def _until_it_rests(simulation: Simulation) -> None:
    await simulation.bot.desk.writing.finished()
    await simulation.env.settle()


@pytest.mark.parametrize("private", [False, True])
async def test_quotes_are_shown_at_once_and_the_written_answer_in_their_place(
    simulation: Simulation, model: ModelSite, held: None, private: bool
) -> None:
    model.reply = hangs()
    shown = await _ask(simulation, private=private)
    assert _without_question(shown) == f"{QUOTED}\n-# {BEING_WRITTEN}\n{SOURCE}"
    simulation.bot.desk.writing.break_off([shown.response.id])
    await _until_it_rests(simulation)

    model.reply = says("The bakery opens in Port Elderwick at seven. [1]")
    shown = await _ask(simulation, private=private)
    await _until_it_rests(simulation)
    assert _without_question(shown) == IN_WRITING


async def test_a_mention_and_a_direct_message_get_a_written_answer_too(simulation: Simulation) -> None:
    await simulation.alice.send(simulation.channel, f"{simulation.mention} {BAKERY}")
    assert simulation.said_in(simulation.channel) == [IN_WRITING]
    await simulation.alice.send_dm(BAKERY)
    assert text_of(simulation.alice.user.dm_channel.last_message) == IN_WRITING


async def test_every_button_opens_the_words_it_stands_for_before_and_after_the_change(
    simulation: Simulation, model: ModelSite, held: None
) -> None:
    await simulation.library.add_text(FERRIES, title="The ferry", library=LIBRARY)
    ready = asyncio.Event()

    async def reply(request: web.Request) -> web.StreamResponse:
        await ready.wait()
        return await says("In rough weather the ferry costs nine crowns. [2] The ferry costs four crowns. [1]")(request)

    model.reply = reply
    shown = await simulation.alice.slash(simulation.channel, "ask", question=FERRY)
    before = buttons_of(shown)
    assert await _opened(simulation, shown) == {"Source 1": CALM, "Source 2": ROUGH}
    ready.set()
    await _until_it_rests(simulation)
    assert "In rough weather the ferry costs nine crowns. **[1]**" in text_of(shown)
    assert await _opened(simulation, shown) == {"Source 1": ROUGH, "Source 2": CALM}
    late = await simulation.alice.click(simulation.forge(shown, before["Source 1"]), label="Source 1")
    assert CALM in text_of(late).replace("**", "")


async def _opened(simulation: Simulation, shown: Shown) -> dict[str, str]:
    """Open every source of an answer; return the words that are marked behind each."""
    opened: dict[str, str] = {}
    for label in buttons_of(shown):
        if label.startswith("Source"):
            review = await simulation.alice.click(shown.response, label=label)
            opened[label] = " ".join(re.findall(r"\*\*(.+?)\*\*", text_of(review).split("———")[1]))
    return opened


async def test_the_quotes_stay_and_say_why_when_the_model_fails(simulation: Simulation, model: ModelSite) -> None:
    model.reply = fails(401)
    shown = await _ask(simulation)
    said = _without_question(shown)
    assert said.startswith(QUOTED)
    assert "LLM\\_API\\_KEY" in said
    assert BEING_WRITTEN not in said


async def test_the_quotes_stay_when_the_library_fails(simulation: Simulation, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(kept: KeptAnswer) -> KeptAnswer:
        raise StorageError("the disk is gone")

    monkeypatch.setattr(simulation.library, "write", fails)
    assert _without_question(await _ask(simulation)) == QUOTES


async def test_what_is_left_out_is_said(simulation: Simulation, model: ModelSite) -> None:
    model.reply = says("The bakery opens in Port Elderwick at seven. [1] It was founded by Otto in 1911. [1]")
    said = _without_question(await _ask(simulation))
    assert said.startswith("The bakery opens in Port Elderwick at seven. **[1]**\n-# ")
    assert LEFT_OUT in said.replace("\\", "")
    assert "1911" not in said


async def test_a_refused_question_never_reaches_the_model(simulation: Simulation, model: ModelSite) -> None:
    shown = await simulation.alice.slash(simulation.channel, "ask", question="Who invented the telephone?")
    assert "The articles don't say" in text_of(shown)
    assert model.asked == []


async def test_deleting_the_question_ends_the_writing(simulation: Simulation, model: ModelSite, held: None) -> None:
    model.reply = hangs()
    question = await simulation.alice.send(simulation.channel, f"{simulation.mention} {BAKERY}")
    await model.is_asked.wait()
    await simulation.alice.delete(question)
    await _until_it_rests(simulation)
    await model.broken_off.wait()
    assert simulation.said_in(simulation.channel) == [QUOTES]


@pytest.mark.parametrize("deletes", [True, False])
async def test_a_question_that_is_deleted_before_its_quotes_are_found_never_reaches_the_model(
    simulation: Simulation, model: ModelSite, monkeypatch: pytest.MonkeyPatch, deletes: bool
) -> None:
    keep, begun, goes_on = simulation.library.keep, asyncio.Event(), asyncio.Event()

    async def slow(*args: Any, **options: Any) -> KeptAnswer:
        begun.set()
        await simulation.env.external_wait(goes_on.wait(), reason="the quotes are kept")
        return await keep(*args, **options)

    monkeypatch.setattr(simulation.library, "keep", slow)
    question = await simulation.alice.send(simulation.channel, f"{simulation.mention} {BAKERY}")
    await begun.wait()
    if deletes:
        await simulation.alice.delete(question)
    goes_on.set()
    await simulation.env.settle()
    await _until_it_rests(simulation)
    assert simulation.said_in(simulation.channel) == [QUOTES if deletes else IN_WRITING]
    assert len(model.asked) == (0 if deletes else 1)


async def test_deleting_the_answer_ends_the_writing_quietly(
    simulation: Simulation, model: ModelSite, held: None, caplog: pytest.LogCaptureFixture
) -> None:
    model.reply = hangs()
    await simulation.alice.send(simulation.channel, f"{simulation.mention} {BAKERY}")
    await model.is_asked.wait()
    await _moderator(simulation).delete(simulation.channel.last_message)
    await _until_it_rests(simulation)
    await model.broken_off.wait()
    assert simulation.said_in(simulation.channel) == []
    assert [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")] == []


async def test_stopping_ends_the_writing_and_leaves_the_quotes(
    simulation: Simulation, model: ModelSite, held: None
) -> None:
    model.reply = hangs()
    shown = await _ask(simulation)
    await model.is_asked.wait()
    await simulation.bot.desk.writing.close()
    await model.broken_off.wait()
    assert _without_question(shown) == QUOTES
    await _ask(simulation)
    assert len(model.asked) == 1


async def test_an_answer_that_was_forgotten_while_it_was_being_written_stays_quotes(
    simulation: Simulation, model: ModelSite, held: None
) -> None:
    ready = asyncio.Event()

    async def reply(request: web.Request) -> web.StreamResponse:
        await ready.wait()
        return await says("The bakery opens in Port Elderwick at seven. [1]")(request)

    model.reply = reply
    shown = await _ask(simulation)
    await model.is_asked.wait()
    sources = await simulation.alice.slash(simulation.channel, "sources")
    await simulation.alice.click(sources.response, label="Forget my answers")
    await simulation.alice.click(sources.response, label="Forget them")
    assert "Forgot 1 answer" in text_of(sources)
    ready.set()
    await _until_it_rests(simulation)
    assert _without_question(shown) == QUOTES


async def test_a_person_has_one_call_at_a_time_and_others_do_not_wait_for_it(
    simulation: Simulation, model: ModelSite, held: None
) -> None:
    arrived = asyncio.Semaphore(0)

    async def reply(request: web.Request) -> web.StreamResponse:
        arrived.release()
        return await hangs()(request)

    model.reply = reply
    shown = [await _ask(simulation) for _ in range(MOST_OF_A_PERSON + 1)]
    await simulation.join("bob").slash(simulation.channel, "ask", question=BAKERY)
    for _ in range(2):
        await arrived.acquire()
    assert model.running == 2
    assert [BEING_WRITTEN in text_of(one) for one in shown] == [True] * MOST_OF_A_PERSON + [False]
    await simulation.bot.desk.writing.close()
    assert model.most_running == 2


async def test_a_follow_up_is_rewritten_unless_an_answer_is_being_written_for_the_same_person(
    simulation: Simulation, model: ModelSite, held: None
) -> None:
    model.reply = hangs()
    await simulation.alice.send_dm(BAKERY)
    await model.is_asked.wait()
    await simulation.alice.send_dm("and what comes out of the oven?")
    assert "Fresh rye loaves" in text_of(simulation.alice.user.dm_channel.last_message)
    assert len(model.asked) == 1
    await simulation.bot.desk.writing.close()


async def test_the_settings_say_what_written_answers_have_cost_today(simulation: Simulation, model: ModelSite) -> None:
    model.reply = says("The bakery opens in Port Elderwick at seven. [1]", usage=USAGE)
    await _ask(simulation)
    shown = await simulation.manager("rosa").slash(simulation.channel, "settings show")
    assert "-# 1,250 of 500,000 tokens for written answers used today (UTC)" in text_of(shown)
