"""Measure answers and speed beside plain BM25 and plain dense search over the same passages, in one table.

    python -m benchmarks.run [FOLDER] [--only news,wiki] [--quick] [--json]

FOLDER has a folder a measuring set (``benchmarks/README.md``); without one the samples are asked.
"""

import argparse
import asyncio
import json
import logging
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import chromadb
from chromadb.config import Settings

from benchmarks import datasets
from benchmarks.baselines import Baseline, Bm25, Dense, passages
from benchmarks.datasets import Dataset
from benchmarks.slips import slipped
from index import SHARED, Answer, Article, Figures, Library, Question, evaluate, read_questions
from index.embeddings import BundledEmbedding
from index.evaluation import Answering
from index.evaluation.metrics import are_answers_quoted, mean, percentile, shown_quotes
from index.passages import count_words

SAMPLES = Path(__file__).parent.parent / "samples"
SEED = 7
ASKED = {"wiki": 500, "xquad-en": 400, "xquad-es": 400}  # most questions of each kind; of the other sets all
QUICK = 60
VECTORS_A_CALL = 1_000  # as many as the library gives Chroma at a time

Kind = Literal["share", "points", "area", "number", "milliseconds", "seconds", "rate", "ratio", "megabytes"]

# What is asked of a figure. Where nothing is, and there are baselines, it is the better one of these.
TARGETS: dict[tuple[str, str], float] = {
    ("news", "right article @5"): 0.92,
    ("news", "right article @10"): 0.955,
    ("news", "answer quoted"): 0.70,
    ("news", "AUROC of confidence"): 0.95,
    ("news", "unanswerable refused, at 10 % false refusals"): 0.87,
    ("news", "change by the slips"): -0.04,
    ("news", "question p50"): 0.025,
    ("news", "question p95"): 0.060,
    ("news", "adding, against Chroma alone"): 0.6,
    ("news", "opening"): 4.0,
    ("news", "peak memory of that"): 700,
    ("wiki", "answer quoted"): 0.85,
    ("xquad-en", "answer quoted"): 0.88,
    ("xquad-en", "change by the slips"): -0.04,
    ("xquad-es", "answer quoted"): 0.82,
    ("xquad-es", "change by the slips"): -0.04,
    ("seed", "right, of 8"): 8,
}
TARGETS_EVERYWHERE = {"citations exact": 1.0, "answerable refused": 0.1}
LOWER_IS_BETTER = {
    "answerable refused",
    "question p50",
    "question p95",
    "opening",
    "opening and a first question",
    "peak memory of that",
}
# What the baselines do is no measure there.
WITHOUT_TARGET = {"words shown an answer", "question p50", "question p95", "adding, passages a second"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure of one set; None where there is none."""

    set: str
    figure: str
    n: int  # questions it is about, or passages
    kind: Kind
    footnote: float | None
    bm25: float | None = None
    dense: float | None = None

    @property
    def target(self) -> float | None:
        """What is asked for."""
        own = TARGETS.get((self.set, self.figure), TARGETS_EVERYWHERE.get(self.figure))
        others = [value for value in (self.bm25, self.dense) if value is not None]
        if own is not None or not others or self.figure in WITHOUT_TARGET:
            return own
        return min(others) if self.figure in LOWER_IS_BETTER else max(others)

    @property
    def is_met(self) -> bool | None:
        """Whether it is what is asked for; None where nothing is."""
        if self.footnote is None or self.target is None:
            return None
        return self.footnote <= self.target if self.figure in LOWER_IS_BETTER else self.footnote >= self.target


@dataclass(slots=True)
class Watched:
    """Something that answers, with what its answers took and were."""

    answering: Answering
    seconds: list[float] = field(default_factory=list[float])
    answers: dict[tuple[str, tuple[str, ...]], Answer] = field(default_factory=dict)

    async def ask(self, question: str, *, library: str = SHARED, turns: Sequence[str] = ()) -> Answer:
        """Pass a question on."""
        began = time.perf_counter()
        answer = await self.answering.ask(question, library=library, turns=turns)
        self.seconds.append(time.perf_counter() - began)
        self.answers[question, tuple(turns)] = answer
        return answer

    async def show(self, article: str, library: str = SHARED) -> Article:
        """Pass a look at an article on."""
        return await self.answering.show(article, library)

    def right(self, questions: Iterable[Question]) -> int:
        """Count the questions that ended as they should: the answers quoted, or refused where there is none."""
        return sum(is_right(question, self.answers[question.question, question.turns]) for question in questions)

    def words_shown(self) -> float | None:
        """Return how many words an answer shows on average."""
        shown = [answer for answer in self.answers.values() if answer.status == "answered"]
        return mean(sum(count_words(quote) for quote in shown_quotes(answer)) for answer in shown)


@dataclass(frozen=True, slots=True)
class Ungated:
    """A library that refuses nothing, asked only what was refused: an answer that was shown stays as it is."""

    library: Library
    shown: Watched

    async def ask(self, question: str, *, library: str = SHARED, turns: Sequence[str] = ()) -> Answer:
        """Return what was shown, or ask."""
        answer = self.shown.answers.get((question, tuple(turns)))
        if answer is not None and answer.status == "answered":
            return answer
        return await self.library.ask(question, library=library, turns=turns)

    async def show(self, article: str, library: str = SHARED) -> Article:
        """Return an article."""
        return await self.library.show(article, library)


@dataclass(slots=True)
class Trial:
    """A set in a library, with the baselines over the same passages."""

    dataset: Dataset
    place: Path
    library: Library
    passages: int
    questions: list[Question]
    footnote: Watched
    bm25: Watched
    dense: Watched
    vectors: Any  # a row a passage
    adding_seconds: float
    is_quick: bool

    async def figures(self, questions: Sequence[Question]) -> dict[str, Figures]:
        """Ask the library and the baselines the same questions."""
        return {
            "footnote": await evaluate(self.footnote, questions, library=SHARED),
            "bm25": await evaluate(self.bm25, questions, library=SHARED),
            "dense": await evaluate(self.dense, questions, library=SHARED),
        }

    async def ungated(self, questions: Sequence[Question]) -> Figures:
        """Ask the same data folder, opened without a threshold."""
        await self.library.close()
        settings = datasets.settings(self.place).model_copy(update={"answer_threshold": 0.0})
        async with await Library.open(settings) as library:
            figures = await evaluate(Ungated(library, self.footnote), questions, library=SHARED)
        self.library = await Library.open(datasets.settings(self.place))
        self.footnote.answering = self.library
        return figures

    def of(self, *, answerable: bool) -> list[Question]:
        """Return the questions of one kind."""
        return [question for question in self.questions if question.answerable is answerable]

    def row(self, figure: str, figures: dict[str, Figures], name: str, n: int, kind: Kind = "share") -> Row:
        """Make a row of one of the figures' fields."""
        values = {who: getattr(of, name) for who, of in figures.items()}
        return Row(set=self.dataset.name, figure=figure, n=n, kind=kind, **values)


def is_right(question: Question, answer: Answer) -> bool:
    """Say whether a question ended as it should."""
    if not question.answerable:
        return answer.status == "refused"
    return are_answers_quoted(question, shown_quotes(answer))


def sample(questions: Sequence[Question], most: int | None, seed: int = SEED) -> list[Question]:
    """Return at most so many of the answerable and of the unanswerable, the same at every run, in their order."""
    if most is None:
        return list(questions)
    kept: set[int] = set()
    for answerable in (True, False):
        places = [at for at, question in enumerate(questions) if question.answerable is answerable]
        kept.update(random.Random(seed).sample(places, min(most, len(places))))
    return [questions[at] for at in sorted(kept)]


async def prepared(dataset: Dataset, folder: Path, *, is_quick: bool) -> Trial:
    """Fill a new library with a set, timed, and build the baselines over its passages."""
    place = folder / dataset.name / "data"
    library = await Library.open(datasets.settings(place))
    began = time.perf_counter()
    count = await datasets.fill(library, dataset)
    seconds = time.perf_counter() - began
    cut = await passages(library.export())
    texts = [passage.titled for passage in cut]
    dense = Dense(texts, BundledEmbedding())
    language = "spanish" if dataset.name.endswith("-es") else "english"
    return Trial(
        dataset=dataset,
        place=place,
        library=library,
        passages=count,
        questions=sample(dataset.questions, QUICK if is_quick else ASKED.get(dataset.name)),
        footnote=Watched(library),
        bm25=Watched(Baseline(cut, Bm25(texts, language))),
        dense=Watched(Baseline(cut, dense)),
        vectors=dense.vectors,
        adding_seconds=seconds,
        is_quick=is_quick,
    )


# The rows of each set


async def measure_news(trial: Trial) -> list[Row]:
    """Articles found, answers quoted, refusals, slips and speed."""
    figures = await trial.figures(trial.questions)
    seconds = (trial.footnote.seconds[:], trial.bm25.seconds[:], trial.dense.seconds[:])
    words = [watched.words_shown() for watched in (trial.footnote, trial.bm25, trial.dense)]
    answerable, n = trial.of(answerable=True), len(trial.questions)
    rows = [trial.row(f"right article @{most}", figures, f"article_at_{most}", len(answerable)) for most in (1, 5, 10)]
    rows += await quoted(trial, figures)
    rows.append(row_of(trial, "words shown an answer", n, "number", words))
    rows.append(trial.row("AUROC of confidence", figures, "auroc", n, "area"))
    unanswerable = len(trial.of(answerable=False))
    label = "unanswerable refused, at 10 % false refusals"
    rows.append(trial.row(label, figures, "unanswerable_refused_at_10_percent", unanswerable))
    rows += refusals(trial, figures) + await slips(trial)
    rows += [
        row_of(trial, f"question p{share}", n, "milliseconds", [percentile(one, share / 100) for one in seconds])
        for share in (50, 95)
    ]
    return rows if trial.is_quick else rows + await speed(trial)


async def measure_passages(trial: Trial) -> list[Row]:
    """Answers quoted and refusals; slips for the sets in two languages."""
    figures = await trial.figures(trial.questions)
    rows = await quoted(trial, figures) + refusals(trial, figures)
    return rows + await slips(trial) if trial.dataset.name.startswith("xquad") else rows


async def measure_evidence(trial: Trial) -> list[Row]:
    """Sentences against the known evidence, and articles that all have to be found."""
    figures = await trial.figures(trial.questions)
    n = sum(bool(question.sentences) for question in trial.of(answerable=True))
    rows = [trial.row(f"sentence {name}", figures, f"sentence_{name}", n) for name in ("precision", "recall", "f1")]
    scattered = sum(len(set(question.articles)) > 1 for question in trial.of(answerable=True))
    if scattered:
        rows += [trial.row(f"all evidence @{most}", figures, f"all_evidence_at_{most}", scattered) for most in (4, 10)]
    return [*rows, *refusals(trial, figures), citations(trial, figures)]


async def measure_followups(trial: Trial) -> list[Row]:
    """What the turns before a question are worth."""
    questions = [question for question in trial.questions if question.articles]
    given = await trial.figures(questions)
    alone = await trial.figures([replace(question, turns=()) for question in questions])
    all_given = await trial.figures(trial.questions)
    return [
        trial.row("right passage @5, turns given", given, "article_at_5", len(questions)),
        trial.row("right passage @5, last turn alone", alone, "article_at_5", len(questions)),
        *refusals(trial, all_given),
        citations(trial, given),
    ]


async def measure_whole(trial: Trial) -> list[Row]:
    """How many questions end as they should."""
    figures = await trial.figures(trial.questions)
    n = len(trial.questions)
    right: list[float | None] = [one.right(trial.questions) for one in (trial.footnote, trial.bm25, trial.dense)]
    return [row_of(trial, f"right, of {n}", n, "number", right), *refusals(trial, figures), citations(trial, figures)]


Measure = Callable[[Trial], Awaitable[list[Row]]]
MEASURES: dict[str, Measure] = {
    "seed": measure_whole,
    "news": measure_news,
    "wiki": measure_passages,
    "clapnq": measure_evidence,
    "multihop": measure_evidence,
    "followups": measure_followups,
    "xquad-en": measure_passages,
    "xquad-es": measure_passages,
}


def row_of(trial: Trial, figure: str, n: int, kind: Kind, values: Sequence[float | None]) -> Row:
    """Make a row of values for the library and the baselines."""
    footnote, bm25, dense = values
    return Row(set=trial.dataset.name, figure=figure, n=n, kind=kind, footnote=footnote, bm25=bm25, dense=dense)


def citations(trial: Trial, figures: dict[str, Figures]) -> Row:
    """Return how many citations are what stands at their place; the nearest quotes of refusals count."""
    own = figures["footnote"]
    return trial.row("citations exact", {"footnote": own}, "citations_exact", own.citations)


async def quoted(trial: Trial, figures: dict[str, Figures]) -> list[Row]:
    """Return how many answers stand in what is shown, and in what would be without the gate."""
    answerable = trial.of(answerable=True)
    ungated = figures | {"footnote": await trial.ungated(answerable)}
    return [
        trial.row("answer quoted", figures, "answers_quoted", len(answerable)),
        trial.row("answer quoted, before the gate", ungated, "answers_quoted", len(answerable)),
        citations(trial, figures),
    ]


def refusals(trial: Trial, figures: dict[str, Figures]) -> list[Row]:
    """Return how many are refused at the default threshold; baselines refuse nothing."""
    own = {"footnote": figures["footnote"]}
    rows = [trial.row("answerable refused", own, "answerable_refused", len(trial.of(answerable=True)))]
    if unanswerable := len(trial.of(answerable=False)):
        rows.append(trial.row("unanswerable refused", own, "unanswerable_refused", unanswerable))
    return rows


async def slips(trial: Trial) -> list[Row]:
    """Return how many answers are quoted when the questions have typing slips."""
    answerable = trial.of(answerable=True)
    plain = answered_before(trial, answerable)
    figures = await trial.figures([slipped(question) for question in answerable])
    with_slips = trial.row("answer quoted, with slips", figures, "answers_quoted", len(answerable))
    changes = [
        None if slipped_ is None or plain_ is None else slipped_ - plain_
        for slipped_, plain_ in zip((with_slips.footnote, with_slips.bm25, with_slips.dense), plain, strict=True)
    ]
    own = {"footnote": figures["footnote"]}
    return [
        with_slips,
        row_of(trial, "change by the slips", len(answerable), "points", changes),
        trial.row("refused, with slips", own, "answerable_refused", len(answerable)),
    ]


def answered_before(trial: Trial, questions: Sequence[Question]) -> list[float | None]:
    """Return the share of answers quoted, from what was answered before."""
    return [
        mean(is_right(question, watched.answers[question.question, question.turns]) for question in questions)
        for watched in (trial.footnote, trial.bm25, trial.dense)
    ]


# Speed

OPENING = """
import asyncio, json, logging, resource, sys, time
from pathlib import Path
logging.disable()
began = time.perf_counter()
from benchmarks.datasets import settings
from index import Library

def peak():
    status = Path("/proc/self/status")  # getrusage's peak is the parent's where a process was forked from a larger one
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 ** 2 if sys.platform == "darwin" else 1024)

async def main():
    imported = time.perf_counter()
    library = await Library.open(settings(Path(sys.argv[1])))
    opened = time.perf_counter()
    await library.ask(sys.argv[2])
    answered = time.perf_counter()
    await library.close()
    return {"importing": imported - began, "opening": opened - imported, "first": answered - imported, "peak": peak()}

print(json.dumps(asyncio.run(main())))
"""


async def speed(trial: Trial) -> list[Row]:
    """Measure adding beside Chroma alone, and opening in a process of its own."""
    own = trial.passages / trial.adding_seconds
    chroma = await asyncio.to_thread(chroma_rate, trial.vectors, trial.place.parent / "chroma")
    await trial.library.close()
    found = await asyncio.to_thread(opening, trial.place, trial.questions[0].question)
    trial.library = await Library.open(datasets.settings(trial.place))

    def row(figure: str, kind: Kind, value: float) -> Row:
        return Row(set=trial.dataset.name, figure=figure, n=trial.passages, kind=kind, footnote=value)

    return [
        replace(row("adding, passages a second", "rate", own), dense=chroma),
        row("adding, against Chroma alone", "ratio", own / chroma),
        row("opening", "seconds", found["opening"]),
        row("opening and a first question", "seconds", found["first"]),
        row("peak memory of that", "megabytes", found["peak"]),
    ]


def chroma_rate(vectors: Any, folder: Path) -> float:
    """Return how many vectors a second Chroma adds by itself: embedded, persistent, by default."""
    client: Any = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
    try:
        collection = client.create_collection("passages", embedding_function=None)
        began = time.perf_counter()
        for at in range(0, len(vectors), VECTORS_A_CALL):
            rows = vectors[at : at + VECTORS_A_CALL]
            collection.add(ids=[str(id) for id in range(at, at + len(rows))], embeddings=rows)
        return len(vectors) / (time.perf_counter() - began)
    finally:
        client.close()
        shutil.rmtree(folder, ignore_errors=True)


def opening(place: Path, question: str) -> dict[str, float]:
    """Open a library in a process of its own and ask a question; return seconds and megabytes."""
    command = [sys.executable, "-c", OPENING, str(place), question]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=SAMPLES.parent)  # noqa: S603
    found: dict[str, float] = json.loads(done.stdout)
    return found


# The table


def written(value: float | None, kind: Kind) -> str:
    """Write a figure down."""
    if value is None:
        return "–"
    formats: dict[Kind, str] = {
        "share": f"{value * 100:.1f} %",
        "points": f"{value * 100:+.1f} pt",
        "area": f"{value:.3f}",
        "number": f"{value:.0f}",
        "milliseconds": f"{value * 1000:.1f} ms",
        "seconds": f"{value:.2f} s",
        "rate": f"{value:,.0f}/s",
        "ratio": f"{value:.2f}",
        "megabytes": f"{value:,.0f} MB",
    }
    return formats[kind]


def line(row: Row) -> str:
    """Return a row of the table."""
    sign = "≤" if row.figure in LOWER_IS_BETTER else "≥"
    target = "–" if row.target is None else f"{sign} {written(row.target, row.kind)}"
    verdict = {True: "ok", False: "below", None: ""}[row.is_met]
    values = [written(value, row.kind) for value in (row.footnote, row.bm25, row.dense)]
    cells = "".join(f"{value:>11}" for value in [*values, target])
    return f"  {row.figure:<45}{row.n:>7,}{cells}  {verdict}".rstrip()


def head(trial: Trial) -> str:
    """Return what a set is, and how many of its questions were asked."""
    counts: list[str] = []
    for answerable, name in ((True, "answerable"), (False, "unanswerable")):
        asked = len(trial.of(answerable=answerable))
        there = sum(question.answerable is answerable for question in trial.dataset.questions)
        counts.append(f"{asked:,} {name}" if asked == there else f"{asked:,} of {there:,} {name} (drawn by lot)")
    return f"\n{trial.dataset.name}: {trial.passages:,} passages; questions: " + ", ".join(counts)


HEADER = f"  {'':<45}{'n':>7}" + "".join(f"{name:>11}" for name in ("Footnote", "BM25", "dense", "target"))


def chosen(folder: Path | None, only: Sequence[str]) -> Iterator[tuple[Dataset, Measure]]:
    """Yield the sets to measure and how; the samples where there is no folder."""
    if folder is None:
        yield Dataset("samples", SAMPLES, tuple(read_questions(SAMPLES / "questions.jsonl"))), measure_whole
        return
    for dataset in datasets.load(folder, only or tuple(MEASURES)):
        yield dataset, MEASURES[dataset.name]


async def run(folder: Path | None, only: Sequence[str], *, is_quick: bool, is_json: bool) -> None:
    """Measure set after set and print each as it is done."""
    began = time.perf_counter()
    if not is_json:
        print(HEADER)
    for dataset, measure in chosen(folder, only):
        print(f"measuring {dataset.name} …", file=sys.stderr)
        with tempfile.TemporaryDirectory(prefix="footnote-bench-") as temporary:
            trial = await prepared(dataset, Path(temporary), is_quick=is_quick)
            try:
                rows = await measure(trial)
            finally:
                await trial.library.close()
        if is_json:
            lines = [json.dumps(asdict(row) | {"target": row.target, "is_met": row.is_met}) for row in rows]
        else:
            lines = [head(trial), *map(line, rows)]
        print("\n".join(lines), flush=True)
    print(f"{time.perf_counter() - began:.0f} seconds in all", file=sys.stderr)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", help="measuring sets, one folder each")
    parser.add_argument("--only", default="", help="sets to measure, with commas between")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} questions of a kind, and no speed of adding")
    parser.add_argument("--json", action="store_true", help="a JSON object a figure instead of the table")
    asked = parser.parse_args()
    only = [name for name in asked.only.split(",") if name]
    if unknown := set(only) - set(MEASURES):
        parser.error(f"there is no set {', '.join(sorted(unknown))}; the sets are {', '.join(MEASURES)}")
    if asked.folder is not None and not asked.folder.is_dir():
        parser.error(f"{asked.folder} is no folder")
    if asked.folder is not None and not datasets.load(asked.folder, only or tuple(MEASURES)):
        parser.error(f"{asked.folder} has none of the sets")
    if asked.folder is None:
        print("No folder of measuring sets is given: asking the samples.", file=sys.stderr if asked.json else None)
    logging.disable(logging.INFO)
    asyncio.run(run(asked.folder, only, is_quick=asked.quick, is_json=asked.json))


if __name__ == "__main__":
    main()
