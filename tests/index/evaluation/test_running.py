"""Asking an evaluation's questions."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from index.errors import InvalidQuestion, StorageError, UnknownArticle
from index.evaluation import evaluate
from index.models import Answer, Article, Question

from .builders import answered, asked, cited, refused


class PlannedLibrary:
    """Answers what it was told to and raises on anything else."""

    def __init__(self, answers: dict[str, Answer | Exception], texts: dict[tuple[str, str], str] | None = None) -> None:
        self._answers = answers
        self._texts = texts or {}
        self.asked: list[tuple[str, str, tuple[str, ...]]] = []
        self.shown: list[tuple[str, str]] = []

    async def ask(self, question: str, *, library: str = "shared", turns: Sequence[str] = ()) -> Answer:
        self.asked.append((question, library, tuple(turns)))
        answer = self._answers[question]
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def show(self, article: str, library: str = "shared") -> Article:
        self.shown.append((article, library))
        try:
            text = self._texts[article, library]
        except KeyError:
            raise UnknownArticle(article, library) from None
        return Article(
            id=article,
            library=library,
            revision=1,
            title=article,
            text=text,
            source=article,
            url=None,
            site=None,
            author=None,
            published=None,
            language=None,
            added_by=None,
            added_at=datetime(2024, 1, 1, tzinfo=UTC),
            passages=1,
        )


async def test_each_question_is_asked_once_with_its_own_turns() -> None:
    library = PlannedLibrary({"And Turkey?": answered(), "Who?": refused()})
    told: list[tuple[str, str]] = []

    def on_answer(question: Question, answer: Answer) -> None:
        told.append((question.id, answer.status))

    questions = [asked(id="1", question="And Turkey?", turns=("What did Russia say?",)), asked(id="2", question="Who?")]
    figures = await evaluate(library, questions, library="guild-1", on_answer=on_answer)
    assert library.asked == [("And Turkey?", "guild-1", ("What did Russia say?",)), ("Who?", "guild-1", ())]
    assert told == [("1", "answered"), ("2", "refused")]
    assert figures.questions == 2


async def test_without_a_library_each_is_asked_of_its_own_or_of_the_shared_one() -> None:
    questions = [asked(question="One?", library="guild-1"), asked(question="Two?")]
    for said, libraries in ((None, ["guild-1", "shared"]), ("guild-2", ["guild-2", "guild-2"])):
        library = PlannedLibrary({"One?": refused(), "Two?": refused()})
        await evaluate(library, questions, library=said)
        assert [name for _, name, _ in library.asked] == libraries


async def test_every_citation_is_held_to_its_article_and_so_are_the_nearest() -> None:
    right = cited("beta", article="a", start=6)
    answers: dict[str, Answer | Exception] = {
        "One?": answered(citations=(right, cited("beta", article="a", start=5))),
        "Two?": refused(nearest=(right, cited("beta", article="gone"))),
    }
    library = PlannedLibrary(answers, {("a", "shared"): "alpha beta"})
    figures = await evaluate(library, [asked(question="One?"), asked(question="Two?")], library="guild-1")
    assert (figures.citations, figures.citations_exact) == (4, 0.5)
    # Once for each question and article, in the library that the citation names.
    assert library.shown == [("a", "shared"), ("a", "shared"), ("gone", "shared")]


async def test_a_question_that_is_not_taken_counts_as_refused() -> None:
    library = PlannedLibrary({"?": InvalidQuestion("it has no words")})
    told: list[Answer] = []
    figures = await evaluate(
        library, [asked(question="?")], library="shared", on_answer=lambda _, answer: told.append(answer)
    )
    assert (figures.invalid, figures.answerable_refused) == (1, 1.0)
    assert (told[0].status, told[0].text, told[0].confidence) == ("refused", "it has no words", 0.0)


async def test_another_error_ends_the_evaluation() -> None:
    library = PlannedLibrary({"One?": StorageError("the disk is gone")})
    with pytest.raises(StorageError, match="the disk is gone"):
        await evaluate(library, [asked(question="One?")], library="shared")
