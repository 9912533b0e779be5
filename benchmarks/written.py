"""Measure answers in a model's words beside the quotes alone, and beside LlamaIndex's engine for cited answers.

    python -m benchmarks.written FOLDER [--only news,wiki] [--questions 150] [--json] [--details answers.jsonl]

FOLDER has a folder a measuring set. The model is the small one of ``small_model.py``, or what --llm-url serves. Ends
with 1 where a shown sentence isn't a quote or carried by what it cites, where answers are lost by writing, where the
model is asked what the library refuses, or where rewriting a follow-up is worse than asking it as it is.
"""

import argparse
import asyncio
import json
import logging
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks import cited, datasets, small_model
from benchmarks.baselines import Dense, passages
from benchmarks.datasets import Dataset
from benchmarks.relay import Relay, relaying
from benchmarks.run import SEED, sample
from benchmarks.written_figures import Case, Turn, followups, summary, wrong, wrong_followups
from index import Answer, Library, Question
from index.embeddings import BundledEmbedding
from index.rewriting import accepted

SETS = ("seed", "news", "wiki", "followups")
ANSWERABLE = 150
CONVERSATIONS = 100
COMPARED = 40  # answerable questions that the other engine is asked, too; of others half as many
_COMPARED_SETS = ("seed", "news")

Note = Callable[[dict[str, object]], None]


@dataclass(frozen=True, slots=True)
class Server:
    """A model's server."""

    url: str
    model: str
    seconds: float = 30  # that a reply may take


class Trial:
    """A set in a library whose model is behind a relay."""

    def __init__(self, dataset: Dataset, library: Library, relay: Relay, note: Note) -> None:
        self._dataset, self._library, self._relay, self._note = dataset, library, relay, note
        self._texts: dict[str, str] = {}

    async def answers(self, questions: Sequence[Question]) -> list[Case]:
        """Ask each question for quotes and have it written."""
        return [await self._case(question) for question in questions]

    async def _case(self, question: Question) -> Case:
        quotes = await self._library.ask(question.question)
        requests, replies = self._relay.requests, len(self._relay.replies)
        began = time.perf_counter()
        written = await self._library.ask_and_write(question.question)
        seconds = time.perf_counter() - began
        case = Case(
            question=question,
            quotes=quotes,
            written=written,
            replies=tuple(self._relay.replies[replies:]),
            requests=self._relay.requests - requests,
            seconds=seconds,
            texts=await self._cited(quotes, written),
        )
        self._note(_case_row(self._dataset.name, case))
        return case

    async def _cited(self, *answers: Answer) -> dict[str, str]:
        for one in (c for answer in answers for c in (*answer.citations, *answer.nearest, *answer.unshown)):
            if one.article.id not in self._texts:
                self._texts[one.article.id] = (await self._library.show(one.article.id, one.article.library)).text
        return self._texts

    async def conversations(self, questions: Sequence[Question]) -> list[Turn]:
        """Ask the last question of each conversation in three ways."""
        return [await self._turn(question) for question in questions]

    async def _turn(self, question: Question) -> Turn:
        alone = await self._library.ask(question.question)
        given = await self._library.ask(question.question, turns=question.turns, rewrites=False)
        requests, replies = self._relay.requests, len(self._relay.replies)
        began = time.perf_counter()
        rewritten = await self._library.ask(question.question, turns=question.turns)
        seconds = time.perf_counter() - began
        said = tuple(self._relay.replies[replies:])
        taken = accepted(said[0], question.question, question.turns) if said else None
        turn = Turn(
            question=question, alone=alone, given=given, rewritten=rewritten,
            requests=self._relay.requests - requests, replies=said, accepted=taken, seconds=seconds,
        )  # fmt: skip
        self._note(_turn_row(turn))
        return turn

    async def compared(self, questions: Sequence[Question], server: Server) -> list[cited.Cited]:
        """Ask the other engine."""
        cut = await passages(self._library.export())
        engine = cited.Engine(cut, Dense([one.titled for one in cut], BundledEmbedding()), server.url, server.model)
        answers: list[cited.Cited] = []
        for question in questions:
            answers.append(await engine.ask(question))
            count, own, carried = answers[-1].sentences()
            self._note(
                {"set": self._dataset.name, "engine": "CitationQueryEngine", "question": question.question,
                 "answerable": question.answerable, "answers": question.answers, "text": answers[-1].text,
                 "sentences": count, "carried by cited": own, "carried": carried}
            )  # fmt: skip
        return answers


def drawn(questions: Sequence[Question], answerable: int) -> list[Question]:
    """Return as many answerable questions, and a third as many others, the same in every run."""
    kinds = ((True, answerable), (False, round(answerable / 3)))
    return [one for is_one, most in kinds for one in sample([q for q in questions if q.answerable is is_one], most)]


class Results:
    """The figures of the sets, and what is wrong in them."""

    def __init__(self) -> None:
        self.figures: dict[str, dict[str, object]] = {}
        self.wrong: list[str] = []

    def take(self, name: str, figures: dict[str, object], wrong: Sequence[str] = ()) -> None:
        """Take the figures of a set, and lay them out on standard error, for the next set takes long."""
        self.figures[name] = figures
        self.wrong += [f"{name}: {one}" for one in wrong]
        print("\n".join(_lines(name, figures)), file=sys.stderr)

    def lines(self) -> Iterator[str]:
        """Lay all of them out."""
        for name, figures in self.figures.items():
            yield from _lines(name, figures)
        yield from (f"WRONG {one}" for one in self.wrong)


def _lines(name: str, figures: dict[str, object]) -> Iterator[str]:
    yield f"\n{name}"
    yield from (f"  {figure:<54}{_said(value)}" for figure, value in figures.items())


def _said(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {count}" for name, count in value.items()) or "–"  # pyright: ignore[reportUnknownVariableType]
    return f"{value:.3f}" if isinstance(value, float) else str(value)


async def run(folder: Path, only: Sequence[str], counts: tuple[int, int], server: Server, note: Note) -> Results:
    """Measure set after set. ``counts``: answerable questions of each, and those that the other engine is asked."""
    results = Results()
    async with relaying(server.url) as relay:
        for dataset in datasets.load(folder, only):
            print(f"measuring {dataset.name} …", file=sys.stderr)
            with tempfile.TemporaryDirectory(prefix="footnote-bench-") as temporary:
                settings = datasets.settings(Path(temporary)).model_copy(
                    update={
                        "llm_base_url": relay.url,
                        "llm_model": server.model,
                        "llm_timeout_seconds": server.seconds,
                        "llm_daily_tokens": 0,
                    }
                )
                async with await Library.open(settings) as library:
                    await datasets.fill(library, dataset)
                    trial = Trial(dataset, library, relay, note)
                    await _measure(trial, dataset, counts, server, results)
    return results


async def _measure(trial: Trial, dataset: Dataset, counts: tuple[int, int], server: Server, results: Results) -> None:
    count, most_compared = counts
    if dataset.name == "followups":
        most = min(count, CONVERSATIONS, len(dataset.questions))
        turns = await trial.conversations(random.Random(SEED).sample(dataset.questions, most))
        results.take(dataset.name, followups(turns), wrong_followups(turns))
        return
    cases = await trial.answers(drawn(dataset.questions, count))
    results.take(dataset.name, summary(cases), wrong(cases))
    if most_compared and dataset.name in _COMPARED_SETS:
        answerable = [case for case in cases if case.question.answerable][:most_compared]
        others = [case for case in cases if not case.question.answerable][: most_compared // 2]
        compared = await trial.compared([case.question for case in (*answerable, *others)], server)
        results.take(f"{dataset.name}, CitationQueryEngine", cited.summary(compared))
        results.take(f"{dataset.name}, Footnote on the same questions", summary([*answerable, *others]))


def _case_row(name: str, case: Case) -> dict[str, object]:
    quotes = {one.number: one.quote for one in case.written.citations}
    return {
        "set": name, "question": case.question.question, "answerable": case.question.answerable,
        "answers": case.question.answers, "status": case.written.status, "mode": case.written.mode,
        "note": case.written.note, "replies": case.replies, "requests": case.requests, "seconds": case.seconds,
        "quotes": [one.quote for one in case.quotes.citations],
        "written": [{"text": one.text, "of": [quotes[number] for number in one.citations]} for one in case.sentences],
        "dropped": [[one.reason, one.word, one.text] for checked in case.checked for one in checked.dropped],
        "failures": case.failures, "strange": case.strange,
    }  # fmt: skip


def _turn_row(turn: Turn) -> dict[str, object]:
    return {
        "set": "followups", "turns": turn.question.turns, "question": turn.question.question,
        "articles": turn.question.articles, "replies": turn.replies, "accepted": turn.accepted,
        "seconds": turn.seconds,
        "answers": [
            {"status": one.status, "confidence": one.confidence, "retrieved": one.retrieved[:5]}
            for one in (turn.alone, turn.given, turn.rewritten)
        ],
    }  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="measuring sets, one folder each")
    parser.add_argument("--only", default=",".join(SETS), help="sets to measure, with commas between")
    parser.add_argument("--questions", type=int, default=ANSWERABLE, help="answerable ones of a set; a third of others")
    parser.add_argument("--compared", type=int, default=COMPARED, help="of these, what the other engine is asked; or 0")
    parser.add_argument("--llm-url", help="the address of a model's server; without one the small model is served")
    parser.add_argument("--llm-model", default=small_model.MODEL, help="what its server calls it")
    parser.add_argument("--seconds", type=float, default=30, help="that a reply may take")
    parser.add_argument("--json", action="store_true", help="print one JSON value")
    parser.add_argument("--details", type=Path, help="write every answer as it comes, a JSON value a line")
    asked = parser.parse_args()
    only = [name for name in asked.only.split(",") if name]
    if unknown := set(only) - set(SETS):
        parser.error(f"there is no set {', '.join(sorted(unknown))}; the sets are {', '.join(SETS)}")
    if not datasets.load(asked.folder, only):
        parser.error(f"{asked.folder} has none of the sets")
    logging.disable(logging.INFO)
    with ExitStack() as stack:
        url = asked.llm_url or stack.enter_context(small_model.serving())
        details = stack.enter_context(asked.details.open("w", encoding="utf-8")) if asked.details else None

        def note(row: dict[str, object]) -> None:
            if details:
                print(json.dumps(row), file=details, flush=True)

        server = Server(url, asked.llm_model, asked.seconds)
        results = asyncio.run(run(asked.folder, only, (asked.questions, asked.compared), server, note))
    if asked.json:
        print(json.dumps({"figures": results.figures, "wrong": results.wrong}))
    else:
        print("\n".join(results.lines()))
    sys.exit(1 if results.wrong else 0)


if __name__ == "__main__":
    main()
