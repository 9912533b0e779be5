"""Answers written by a model behind a real HTTP server that does what it is told, and the quotes where it fails."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from index import KeptAnswer, Library, LibraryClosed
from index.readers import Readers

from .model_server import KEY, MODEL, Handler, ModelSite, drips, fails, hangs, hangs_up, says, sends, serving
from .stored import BRIDGE, STORM, add, opened, rows

QUESTION = "How long was the harbour of Alderney closed?"
CLOSED = "The harbour of Alderney was closed for three days [1]."
SHOWN = f"The harbour of Alderney was closed for three days. [1]\n\n{STORM} [1]"


@pytest.fixture
async def site() -> AsyncGenerator[ModelSite]:
    async with serving() as site:
        site.reply = says(CLOSED)
        yield site


@asynccontextmanager
async def writing(folder: Path, site: ModelSite, **values: Any) -> AsyncGenerator[Library]:
    """Open a library of two articles whose answers are written by the site's model."""
    settings = {"llm_base_url": site.url, "llm_model": MODEL, "llm_api_key": KEY} | values
    source = rows(folder / "rows.jsonl", {"storm": STORM, "bridge": BRIDGE})
    async with opened(folder / "data", **settings) as library:
        await add(library, source)
        yield library


async def kept(library: Library, question: str = QUESTION) -> KeptAnswer:
    answer = await library.ask(question)
    assert (answer.status, answer.mode, len(answer.citations)) == ("answered", "quotes", 1)
    return await library.keep(answer, library="guild-1", asked_by="1")


async def test_a_text_that_the_quote_carries_is_shown_above_it_and_kept(tmp_path: Path, site: ModelSite) -> None:
    async with writing(tmp_path, site) as library:
        assert library.writes
        before = await kept(library)
        after = await library.write(before)
        assert (after.id, after.answer.mode, after.answer.note) == (before.id, "generated", "")
        assert after.answer.text == SHOWN
        assert after.answer.citations == before.answer.citations
        assert await library.kept(before.id) == after
        assert site.keys == [f"Bearer {KEY}"]
        assert STORM in site.prompt


async def test_one_that_was_forgotten_meanwhile_stays_quotes_and_is_not_kept(tmp_path: Path, site: ModelSite) -> None:
    async with writing(tmp_path, site) as library:
        before = await kept(library)
        await library.forget_person("guild-1", "1")
        assert await library.write(before) == before
        assert await library.kept(before.id) is None


async def test_where_answers_are_not_kept_they_are_written_all_the_same(tmp_path: Path, site: ModelSite) -> None:
    async with writing(tmp_path, site, answer_retention_days=0) as library:
        before = await kept(library)
        after = await library.write(before)
        assert after.answer.text == SHOWN
        assert await library.kept(before.id) is None


async def test_without_a_model_an_answer_stays_what_it_is(tmp_path: Path) -> None:
    async with opened(tmp_path) as library:
        await add(library, rows(tmp_path / "rows.jsonl", {"storm": STORM, "bridge": BRIDGE}))
        before = await kept(library)
        assert not library.writes
        assert await library.write(before) == before


async def test_a_refusal_and_what_is_written_already_are_left_alone(tmp_path: Path, site: ModelSite) -> None:
    async with writing(tmp_path, site) as library:
        refused = await library.keep(await library.ask("Who won the 2022 World Cup?"), library="guild-1")
        assert await library.write(refused) == refused
        assert site.asked == []
        once = await library.write(await kept(library))
        assert await library.write(once) == once
        assert len(site.asked) == 1


FAILURES = {
    "unknown model": (fails(404, {"error": {"message": f"model {MODEL!r} not found"}}), "doesn't know the model"),
    "refused key": (fails(401, {"error": {"message": f"Incorrect API key provided: {KEY}"}}), "LLM_API_KEY"),
    "wrong path": (fails(404), "LLM_BASE_URL"),
    "too many requests": (fails(429, **{"Retry-After": "60"}), "takes no more requests"),
    "server error": (fails(500), "failed (500)"),
    "unavailable": (fails(503), "failed (503)"),
    "bad request": (fails(400), "refused the request (400)"),
    "small context": (fails(400, {"error": {"message": "the request exceeds the context size"}}), "larger context"),
    "closed": (hangs_up(), "closed the connection"),
    "closed half way": (hangs_up(b'{"choices": [{"mess'), "closed the connection"),
    "no JSON": (sends(b"<html>502</html>", "text/html"), "no reply"),
    "a stream that nobody asked for": (sends(b'data: {"choices": []}\n\n', "text/event-stream"), "no reply"),
    "half JSON": (sends(b'{"choices": ['), "no reply"),
    "no choices": (sends(b'{"choices": []}'), "no reply"),
    "another shape": (sends(b'["hello"]'), "no reply"),
    "an error that says it is well": (sends(b'{"error": {"message": "overloaded"}}'), "no reply"),
    "empty": (says(""), "nothing that can be shown"),
    "none": (says(None), "nothing that can be shown"),
    "tool calls": (
        says(None, tool_calls=[{"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]),
        "nothing that can be shown",
    ),
    "only reasoning": (says("<think>The harbour was closed for three days [1]."), "nothing that can be shown"),
    "overlong": (says(CLOSED * 200), "more than it was asked for"),
    "cut": (says(CLOSED, finish="length"), "more than it was asked for"),
}


@pytest.mark.parametrize(("reply", "said"), FAILURES.values(), ids=FAILURES)
async def test_when_a_model_fails_the_quotes_stay_and_a_line_says_why(
    tmp_path: Path, site: ModelSite, reply: Handler, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    site.reply = reply
    async with writing(tmp_path, site) as library:
        before = await kept(library)
        after = await library.write(before)
        assert said in after.answer.note
        assert (after.answer.mode, after.answer.sentences) == ("quotes", before.answer.sentences)
        assert await library.kept(before.id) == after
    for hidden in (KEY, QUESTION, "Alderney"):
        assert hidden not in after.answer.note
        assert hidden not in caplog.text


async def test_a_server_that_is_not_there_is_said(tmp_path: Path, site: ModelSite) -> None:
    async with writing(tmp_path, site, llm_base_url="http://127.0.0.1:9/v1") as library:
        after = await library.write(await kept(library))
        assert "can't be reached" in after.answer.note


@pytest.mark.parametrize("reply", [hangs(), drips()], ids=["hangs", "drips"])
async def test_a_server_that_does_not_end_is_left_at_the_deadline(
    tmp_path: Path, site: ModelSite, reply: Handler
) -> None:
    site.reply = reply
    async with writing(tmp_path, site, llm_timeout_seconds=0.3) as library:
        after = await library.write(await kept(library))
        assert "longer than 0.3 seconds" in after.answer.note
        await asyncio.wait_for(site.broken_off.wait(), 5)


async def test_cancelling_closes_the_request(tmp_path: Path, site: ModelSite) -> None:
    site.reply = hangs()
    async with writing(tmp_path, site) as library:
        task = asyncio.create_task(library.write(await kept(library)))
        await asyncio.wait_for(site.is_asked.wait(), 5)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.wait_for(site.broken_off.wait(), 5)


async def test_closing_the_library_ends_what_is_being_written(tmp_path: Path, site: ModelSite) -> None:
    site.reply = hangs()
    async with writing(tmp_path, site) as library:
        task = asyncio.create_task(library.write(await kept(library)))
        await asyncio.wait_for(site.is_asked.wait(), 5)
        await library.close()
        with pytest.raises(LibraryClosed):
            await asyncio.wait_for(task, 5)


async def test_what_it_thinks_aloud_is_not_shown(tmp_path: Path, site: ModelSite) -> None:
    site.reply = says(f"<think>Forty ships waited.</think>\n{CLOSED}")
    async with writing(tmp_path, site) as library:
        after = await library.write(await kept(library))
        assert after.answer.text == SHOWN


async def test_tokens_are_counted_and_past_the_days_budget_there_are_quotes(tmp_path: Path, site: ModelSite) -> None:
    site.reply = says(CLOSED, usage={"prompt_tokens": 600, "completion_tokens": 20, "total_tokens": 620})
    async with writing(tmp_path, site, llm_daily_tokens=1_000) as library:
        for _ in range(2):
            assert (await library.write(await kept(library))).answer.mode == "generated"
        used = await library.tokens("guild-1")
        assert (used.read, used.written, used.limit, used.is_used_up) == (1_200, 40, 1_000, True)
        after = await library.write(await kept(library))
        assert (after.answer.mode, len(site.asked)) == ("quotes", 2)
        assert "LLM_DAILY_TOKENS" in after.answer.note
        assert not (await library.tokens("guild-2")).is_used_up


async def test_few_calls_run_at_once_and_waiting_counts_for_the_deadline(tmp_path: Path, site: ModelSite) -> None:
    site.reply = hangs()
    async with writing(tmp_path, site, llm_timeout_seconds=1) as library:
        answers = [await kept(library) for _ in range(7)]
        written = await asyncio.wait_for(asyncio.gather(*map(library.write, answers)), 5)
        assert all("longer than 1 seconds" in one.answer.note for one in written)
        assert site.most_running == 4


async def test_calls_under_way_count_for_the_budget(tmp_path: Path, site: ModelSite) -> None:
    site.reply = hangs()
    async with writing(tmp_path, site, llm_daily_tokens=1_500, llm_timeout_seconds=1) as library:
        answers = [await kept(library) for _ in range(4)]
        written = await asyncio.gather(*map(library.write, answers))
        assert len(site.asked) == 2  # each may cost a little more than a thousand
        assert sum("LLM_DAILY_TOKENS" in one.answer.note for one in written) == 2


async def test_what_is_broken_off_is_counted(tmp_path: Path, site: ModelSite) -> None:
    site.reply = hangs()
    async with writing(tmp_path, site) as library:
        task = asyncio.create_task(library.write(await kept(library)))
        await asyncio.wait_for(site.is_asked.wait(), 5)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert (await library.tokens("guild-1")).read > 100


# Follow-ups

FOLLOW_UP = "And how many ships waited?"
TURNS = ("How long was the harbour of Alderney closed?",)


async def test_a_sure_answer_waits_for_no_rewriting(tmp_path: Path, site: ModelSite) -> None:
    async with writing(tmp_path, site) as library:
        answer = await library.ask(QUESTION, turns=("Who repaired the old bridge?",))
        assert answer.confidence >= 0.8
        assert site.asked == []


async def test_a_follow_up_that_is_not_well_answered_is_asked_as_it_stands_alone(
    tmp_path: Path, site: ModelSite
) -> None:
    site.reply = says("How many ships were outside the harbour of Alderney?")
    question = "And the ships?"
    turns = ("Tell me of Alderney.", "What about Westmoor?", "Who plays there?", "Is it twice their age?")
    async with writing(tmp_path, site) as library:
        without = await Readers.ask(library, question, turns=turns)
        answer = await library.ask(question, turns=turns)
        assert without.confidence < 0.8 < answer.confidence
        assert answer.question == question
        assert len(site.asked) == 1
        site.reply = says("And the ships? Is it twice their age?")  # no better a question
        assert (await library.ask(question, turns=turns)).confidence == without.confidence


@pytest.mark.parametrize(
    "reply",
    [
        says("Who is Vladimir Putin?"),
        says("How long was the harbour of Alderney closed?"),
        says("I don't know.\nSorry."),
        fails(500),
        says(FOLLOW_UP),
    ],
)
async def test_a_rewriting_that_is_another_question_changes_nothing(
    tmp_path: Path, site: ModelSite, reply: Handler
) -> None:
    site.reply = reply
    async with writing(tmp_path, site) as library:
        assert await library.standalone(FOLLOW_UP, TURNS) == FOLLOW_UP
        assert site.asked != []


async def test_a_question_without_a_past_is_not_rewritten(tmp_path: Path, site: ModelSite) -> None:
    async with writing(tmp_path, site) as library:
        assert await library.standalone(QUESTION, ()) == QUESTION
        assert site.asked == []
