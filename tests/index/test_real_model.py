"""Answers written by a real model, which cites nothing, goes on too long and makes things up.

What it writes differs between machines, so these are facts about all of it. The samples' questions are asked of it.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from benchmarks.acted import complaints
from benchmarks.run import SAMPLES, is_right
from benchmarks.small_model import CONTEXT, MODEL
from index import Answer, KeptAnswer, Library, Question, TokenUsage, citations, read_questions
from index.doctor import diagnose
from index.model_servers import ModelServer
from index.models import Citation
from index.prompts import to_write
from index.written import NOTHING_LEFT

from .stored import add, opened, settings_in

ASKED = 24  # of the samples' questions
TOKENS = 120  # of a reply: a model that has begun to repeat itself never ends
FRANCE = "What is the capital of France?"


@dataclass(frozen=True)
class Told:
    """A question, what was quoted, and what is shown of what the model wrote."""

    question: Question
    quotes: Answer
    shown: Answer


@dataclass(frozen=True)
class Results:
    """What became of the questions."""

    told: list[Told]
    refused: list[KeptAnswer]
    spent_on_refused: int  # tokens
    usage: TokenUsage
    texts: dict[str, str]  # of articles, by id


@asynccontextmanager
async def samples(folder: Path, url: str, **values: Any) -> AsyncGenerator[Library]:
    async with opened(folder, llm_base_url=url, llm_model=MODEL, **values) as library:
        assert all(one.status == "added" for one in await add(library, *sorted(SAMPLES.glob("*-*"))))
        yield library


async def ask_all(folder: Path, url: str) -> Results:
    questions = [one for one in read_questions(SAMPLES / "questions.jsonl") if not one.turns]
    told: list[Told] = []
    refused: list[KeptAnswer] = []
    async with samples(folder, url) as library:
        for question in [one for one in questions if not one.answerable]:
            kept = await library.keep(await library.ask(question.question), library="shared")
            if kept.answer.status == "refused":
                refused.append(await library.write(kept))
        spent = await library.tokens("shared")
        for question in [one for one in questions if one.answerable][:ASKED]:
            kept = await library.keep(await library.ask(question.question), library="shared")
            written = await library.write(kept)
            assert await library.kept(kept.id) == written
            told.append(Told(question=question, quotes=kept.answer, shown=written.answer))
        texts = {article.id: article.text async for article in library.export("shared")}
        usage = await library.tokens("shared")
    return Results(told=told, refused=refused, spent_on_refused=spent.read + spent.written, usage=usage, texts=texts)


@pytest.fixture(scope="module")
def results(small_model: str, tmp_path_factory: pytest.TempPathFactory) -> Results:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.model_servers.MAX_TOKENS", TOKENS)
        return asyncio.run(ask_all(tmp_path_factory.mktemp("samples"), small_model))


def written(results: Results) -> list[Answer]:
    return [one.shown for one in results.told if one.shown.mode == "generated"]


def test_some_of_what_it_writes_is_shown_and_some_is_not(results: Results) -> None:
    """Else the others would say nothing."""
    assert written(results)
    assert [one for one in results.told if one.shown.note == NOTHING_LEFT]


def test_each_sentence_that_is_shown_is_a_quote_or_is_carried_by_what_it_cites(results: Results) -> None:
    for answer in written(results):
        assert list(complaints(answer, results.texts)) == []
        for sentence in answer.sentences:
            cited: list[Citation] = [one for one in answer.citations if one.number in sentence.citations]
            marked = f"{sentence.text} {''.join(f'[{one.number}]' for one in cited)}"
            checked = citations.check(marked, cited, answer.question)
            assert answer.is_quote(sentence) or (checked.sentences and not checked.dropped), sentence


def test_no_right_answer_of_the_quotes_is_lost(results: Results) -> None:
    right = [one for one in results.told if is_right(one.question, one.quotes)]
    assert len(right) > ASKED // 2
    assert [one.question.question for one in right if not is_right(one.question, one.shown)] == []


def test_a_refused_question_never_reaches_it(results: Results) -> None:
    assert results.refused
    assert results.spent_on_refused == 0
    assert {one.answer.mode for one in results.refused} == {"quotes"}


def test_what_it_costs_is_counted(results: Results) -> None:
    assert results.usage.read > results.usage.written > 0


async def test_what_it_knows_by_itself_is_not_shown(tmp_path: Path, small_model: str) -> None:
    """Asked over the samples, none of which is about France."""
    async with samples(tmp_path, small_model, answer_threshold=0) as library:
        answer = await library.ask_and_write(FRANCE)
        server = ModelServer(settings_in(tmp_path, llm_base_url=small_model, llm_model=MODEL))
        said = (await server.reply(to_write(FRANCE, answer.citations))).text
        await server.close()
    assert "Paris" in said
    assert "Paris" not in " ".join(one.text for one in answer.sentences if not answer.is_quote(one))


async def test_a_follow_up_is_understood_no_worse_with_it(tmp_path: Path, small_model: str) -> None:
    async with samples(tmp_path, small_model) as library:
        first, then = "Who did Pashinyan call?", "And when did the fighting start?"
        alone = await library.ask(then)
        followed = await library.ask(then, turns=[first])
        assert followed.status == "answered"
        assert followed.question == then
        assert followed.confidence >= alone.confidence


async def test_doctor_says_what_it_is(tmp_path: Path, small_model: str) -> None:
    settings = settings_in(tmp_path, llm_base_url=small_model, llm_model=MODEL)
    finding = next(one for one in await diagnose(settings) if one.check == "model")
    assert finding.ok
    assert finding.detail.startswith(f"{MODEL} reads {CONTEXT:,} tokens")
    assert "first word after" in finding.detail


async def test_its_deadline_leaves_the_quotes(tmp_path: Path, small_model: str) -> None:
    async with samples(tmp_path, small_model, llm_timeout_seconds=0.05) as library:
        answer = await library.ask_and_write("When was the Suez Canal opened?")
    assert answer.mode == "quotes"
    assert "LLM_TIMEOUT_SECONDS" in answer.note
