"""Asking the questions of an evaluation, one by one, and checking what the answers cite."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from index.errors import InvalidQuestion, UnknownArticle
from index.evaluation.figures import Figures, Outcome, figures_of
from index.evaluation.metrics import is_exact
from index.models import Answer, Article, Citation, Question
from index.questions import SHARED


class Answering(Protocol):
    """As much of the library as an evaluation needs."""

    async def ask(self, question: str, *, library: str = "shared", turns: Sequence[str] = ()) -> Answer: ...

    async def show(self, article: str, library: str = "shared") -> Article: ...


async def evaluate(
    facade: Answering,
    questions: Iterable[Question],
    *,
    library: str | None = None,
    on_answer: Callable[[Question, Answer], None] | None = None,
) -> Figures:
    """Ask every question by itself, with no past but its turns, and measure the answers.

    All are asked of ``library``; without it each of its own, or of the shared one. ``on_answer`` is told of each answer
    as it comes. A question that the library doesn't take counts as refused.
    """
    outcomes: list[Outcome] = []
    for question in questions:
        outcome = await _outcome_of(facade, question, library or question.library or SHARED)
        outcomes.append(outcome)
        if on_answer is not None:
            on_answer(question, outcome.answer)
    return figures_of(outcomes)


async def _outcome_of(facade: Answering, question: Question, library: str) -> Outcome:
    try:
        answer = await facade.ask(question.question, library=library, turns=question.turns)
    except InvalidQuestion as error:
        return Outcome(question=question, answer=_refusal(question, str(error)), is_invalid=True)
    citations = (*answer.citations, *answer.nearest)
    exact = await _count_exact(facade, citations)
    return Outcome(question=question, answer=answer, citations=len(citations), exact=exact)


def _refusal(question: Question, text: str) -> Answer:
    return Answer(
        question=question.question,
        status="refused",
        mode="quotes",
        text=text,
        sentences=(),
        citations=(),
        nearest=(),
        confidence=0.0,
        seconds=0.0,
    )


async def _count_exact(facade: Answering, citations: Iterable[Citation]) -> int:
    """Count the citations whose quote is what their article says at the place they name."""
    texts: dict[tuple[str, str], str | None] = {}
    exact = 0
    for citation in citations:
        key = (citation.article.id, citation.article.library)
        if key not in texts:
            try:
                texts[key] = (await facade.show(*key)).text
            except UnknownArticle:
                texts[key] = None
        exact += is_exact(citation, texts[key])
    return exact
