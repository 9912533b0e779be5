"""The figures of an evaluation, put together from what each question ended in.

They measure what is shown, not what might have been: the answers are looked for in the quotes of an answer, and a
refused question shows none.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from index.evaluation.metrics import (
    are_answers_quoted,
    auroc,
    mean,
    percentile,
    refused_at,
    sentence_scores,
    shown_quotes,
    stands_in,
)
from index.models import Answer, Question

ACCEPTED_REFUSALS = 0.1  # of the answerable questions, for the refusals it buys among the others


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one question ended in."""

    question: Question
    answer: Answer
    citations: int = 0  # how many were checked
    exact: int = 0  # how many of these stand in the article at the place they name
    is_invalid: bool = False  # the library wouldn't take the question; the answer is a refusal in its stead


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What all questions came to. Shares are from 0 to 1; None where no question has what it takes."""

    questions: int
    answerable: int
    unanswerable: int
    unknown: int  # whether they are answerable; they count for nothing but citations, times and known articles
    invalid: int  # counted as refused without confidence

    answers_quoted: float | None  # of the answerable with known answers: these stand in what is shown
    paragraph_quoted: float | None  # of the answerable with a known paragraph: a shown quote stands in it
    written: float | None  # of the answered: a model wrote it; None where it wrote none

    article_at_1: float | None  # of those with known articles: one of them is the first retrieved
    article_at_5: float | None
    article_at_10: float | None

    sentence_precision: float | None  # of the answered with known evidence: the quotes that are evidence
    sentence_recall: float | None  # of the answerable with known evidence: the evidence that is quoted
    sentence_f1: float | None
    all_evidence_at_4: float | None  # of those with evidence in several articles: all are among the first 4 retrieved
    all_evidence_at_10: float | None

    auroc: float | None  # chance that an answerable question has more confidence than another
    answerable_refused: float | None
    unanswerable_refused: float | None
    unanswerable_refused_at_10_percent: float | None  # when at most 10 % of the answerable are refused

    citations: int
    citations_exact: float | None  # article.text[start:end] == quote

    seconds_p50: float | None
    seconds_p95: float | None


def figures_of(outcomes: Sequence[Outcome]) -> Figures:
    """Put the outcomes together."""
    answerable = [outcome for outcome in outcomes if outcome.question.answerable]
    unanswerable = [outcome for outcome in outcomes if outcome.question.answerable is False]
    sure = [outcome.answer.confidence for outcome in answerable]
    unsure = [outcome.answer.confidence for outcome in unanswerable]
    with_articles = [outcome for outcome in outcomes if outcome.question.articles]
    with_sentences = [outcome for outcome in answerable if outcome.question.sentences]
    scattered = [outcome for outcome in with_sentences if len(set(outcome.question.articles)) > 1]
    scores = [sentence_scores(shown_quotes(outcome.answer), outcome.question.sentences) for outcome in with_sentences]
    seconds = [outcome.answer.seconds for outcome in outcomes if not outcome.is_invalid]
    citations = sum(outcome.citations for outcome in outcomes)
    return Figures(
        questions=len(outcomes),
        answerable=len(answerable),
        unanswerable=len(unanswerable),
        unknown=len(outcomes) - len(answerable) - len(unanswerable),
        invalid=sum(outcome.is_invalid for outcome in outcomes),
        answers_quoted=mean(
            are_answers_quoted(outcome.question, shown_quotes(outcome.answer))
            for outcome in answerable
            if outcome.question.answers
        ),
        paragraph_quoted=mean(
            stands_in(shown_quotes(outcome.answer), outcome.question.paragraph)
            for outcome in answerable
            if outcome.question.paragraph
        ),
        written=mean(one.answer.mode == "generated" for one in outcomes if one.answer.status == "answered") or None,
        article_at_1=mean(_is_any_retrieved(outcome, 1) for outcome in with_articles),
        article_at_5=mean(_is_any_retrieved(outcome, 5) for outcome in with_articles),
        article_at_10=mean(_is_any_retrieved(outcome, 10) for outcome in with_articles),
        sentence_precision=mean(score.precision for score in scores if score.precision is not None),
        sentence_recall=mean(score.recall for score in scores),
        sentence_f1=mean(score.f1 for score in scores),
        all_evidence_at_4=mean(_are_all_retrieved(outcome, 4) for outcome in scattered),
        all_evidence_at_10=mean(_are_all_retrieved(outcome, 10) for outcome in scattered),
        auroc=auroc(sure, unsure),
        answerable_refused=mean(outcome.answer.status == "refused" for outcome in answerable),
        unanswerable_refused=mean(outcome.answer.status == "refused" for outcome in unanswerable),
        unanswerable_refused_at_10_percent=refused_at(sure, unsure, ACCEPTED_REFUSALS),
        citations=citations,
        citations_exact=sum(outcome.exact for outcome in outcomes) / citations if citations else None,
        seconds_p50=percentile(seconds, 0.5),
        seconds_p95=percentile(seconds, 0.95),
    )


def _is_any_retrieved(outcome: Outcome, most: int) -> bool:
    return not set(outcome.question.articles).isdisjoint(outcome.answer.retrieved[:most])


def _are_all_retrieved(outcome: Outcome, most: int) -> bool:
    return set(outcome.question.articles).issubset(outcome.answer.retrieved[:most])
