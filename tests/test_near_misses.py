"""Facts about the near misses that confidence is fitted on."""

from pathlib import Path

from benchmarks.near_misses import of_others, without_answer
from index import Question
from index.embeddings import BundledEmbedding
from tests.index.stored import opened

LAKE = "Lake Sevan lies in Armenia. It is 79 metres deep. Trout live in the lake."
DEPTH = Question(id="1", question="How deep is Lake Sevan?", answers=("79 metres",), articles=("lake",))
OPENING = Question(id="2", question="When was the Suez Canal opened?", answers=("1869",), articles=("canal",))


async def test_without_its_answer_a_question_keeps_all_other_sentences(tmp_path: Path) -> None:
    async with opened(tmp_path) as library:
        await library.add_text(LAKE, title="A lake")
        weighed = await library.weigh(DEPTH.question)
    left = without_answer(DEPTH, weighed, BundledEmbedding())
    assert left is not None
    assert [" ".join(one.text.split()) for one in left.candidates] == [
        "Lake Sevan lies in Armenia. Trout live in the lake."
    ]
    assert len(left.evidence.sentences) == len(weighed.evidence.sentences) - 1


async def test_where_no_sentence_answers_there_is_no_near_miss(tmp_path: Path) -> None:
    async with opened(tmp_path) as library:
        await library.add_text(LAKE, title="A lake")
        weighed = await library.weigh(OPENING.question)
    assert without_answer(OPENING, weighed, BundledEmbedding()) is None


def test_what_is_asked_of_one_subject_is_asked_of_another_and_has_no_answer() -> None:
    [made] = of_others([DEPTH], [OPENING], 5)
    assert made.question == "How deep is Suez Canal?"
    assert (made.answers, made.answerable) == ((), False)


def test_a_subject_of_the_same_article_is_no_other() -> None:
    assert of_others([DEPTH], [DEPTH], 5) == []


def test_no_more_are_made_than_asked_for() -> None:
    assert len(of_others([DEPTH] * 9, [OPENING], 3)) == 3
