"""What an evaluation's outcomes come to."""

from dataclasses import replace

import pytest

from index.evaluation.figures import Figures, Outcome, figures_of
from index.models import Sentence

from .builders import answered, asked, refused


def test_of_nothing_there_are_no_figures() -> None:
    figures = figures_of([])
    assert figures == Figures(
        questions=0,
        answerable=0,
        unanswerable=0,
        unknown=0,
        invalid=0,
        answers_quoted=None,
        paragraph_quoted=None,
        written=None,
        article_at_1=None,
        article_at_5=None,
        article_at_10=None,
        sentence_precision=None,
        sentence_recall=None,
        sentence_f1=None,
        all_evidence_at_4=None,
        all_evidence_at_10=None,
        auroc=None,
        answerable_refused=None,
        unanswerable_refused=None,
        unanswerable_refused_at_10_percent=None,
        citations=0,
        citations_exact=None,
        seconds_p50=None,
        seconds_p95=None,
    )


def test_answers_are_counted_over_the_answerable_questions_that_have_some() -> None:
    """Four count: one quoted, one quoted wrongly, one refused, one quoted. The others have no answers, or can't."""
    figures = figures_of(
        [
            Outcome(question=asked(answers=("ten",)), answer=answered("It was ten.")),
            Outcome(question=asked(answers=("ten",)), answer=answered("It was nine.")),
            Outcome(question=asked(answers=("ten",)), answer=refused()),
            Outcome(question=asked(answers=("ten", "nine"), need="all"), answer=answered("It was ten.", "Or nine.")),
            Outcome(question=asked(), answer=answered("It was ten.")),
            Outcome(question=asked(answers=("ten",), answerable=False), answer=answered("It was ten.")),
        ]
    )
    assert figures.answers_quoted == 0.5
    assert (figures.questions, figures.answerable, figures.unanswerable) == (6, 5, 1)


def test_what_is_written_is_counted_by_its_sentences() -> None:
    written = replace(answered("It was ten."), mode="generated", sentences=(Sentence(text="Ten.", citations=(1,)),))
    figures = figures_of(
        [
            Outcome(question=asked(answers=("ten",)), answer=written),
            Outcome(question=asked(answers=("it was",)), answer=written),
            Outcome(question=asked(answers=("ten",)), answer=answered("It was ten.")),
            Outcome(question=asked(answers=("ten",)), answer=refused()),
        ]
    )
    assert (figures.written, figures.answers_quoted) == (pytest.approx(2 / 3), 0.5)


def test_refusals_are_shares_of_their_kind() -> None:
    figures = figures_of(
        [
            Outcome(question=asked(), answer=answered(confidence=0.9)),
            Outcome(question=asked(), answer=answered(confidence=0.6)),
            Outcome(question=asked(), answer=refused(0.4)),
            Outcome(question=asked(answerable=False), answer=refused(0.3)),
            Outcome(question=asked(answerable=False), answer=answered(confidence=0.5)),
        ]
    )
    assert figures.answerable_refused == pytest.approx(1 / 3)
    assert figures.unanswerable_refused == 0.5
    # None of three may be refused, so what lies below 0.4 is.
    assert figures.unanswerable_refused_at_10_percent == 0.5
    # 0.9 and 0.6 exceed both, 0.4 exceeds one of the two.
    assert figures.auroc == pytest.approx(5 / 6)


def test_the_right_article_may_come_first_or_among_the_first() -> None:
    ten = tuple("jihgfedcba")
    figures = figures_of(
        [
            Outcome(question=asked(articles=("a", "x")), answer=answered(retrieved=("x", "b"))),
            Outcome(question=asked(articles=("f",)), answer=refused(retrieved=ten)),  # fifth
            Outcome(question=asked(articles=("a",)), answer=answered(retrieved=ten)),  # tenth
            Outcome(question=asked(articles=("y",)), answer=answered(retrieved=ten)),
            Outcome(question=asked(), answer=answered(retrieved=ten)),
        ]
    )
    assert (figures.article_at_1, figures.article_at_5, figures.article_at_10) == (0.25, 0.5, 0.75)
    assert figures.all_evidence_at_4 is None


def test_evidence_in_several_articles_is_complete_or_not() -> None:
    evidence = ("One.", "Two.")
    figures = figures_of(
        [
            Outcome(question=asked(articles=("a", "b"), sentences=evidence), answer=answered(retrieved=tuple("cadb"))),
            Outcome(question=asked(articles=("a", "b"), sentences=evidence), answer=answered(retrieved=tuple("cadeb"))),
            Outcome(question=asked(articles=("a", "b"), sentences=evidence), answer=answered(retrieved=tuple("acdef"))),
            Outcome(question=asked(articles=("a",), sentences=evidence), answer=answered(retrieved=("a",))),
            Outcome(question=asked(articles=("a", "b")), answer=answered(retrieved=("a", "b"))),
        ]
    )
    assert figures.all_evidence_at_4 == pytest.approx(1 / 3)
    assert figures.all_evidence_at_10 == pytest.approx(2 / 3)


def test_a_refusal_lowers_recall_but_has_no_precision() -> None:
    """First: precision 1/2, recall 1/2, F1 1/2. Second: none, 0, 0."""
    figures = figures_of(
        [
            Outcome(question=asked(sentences=("One.", "Two.")), answer=answered("One.", "Three.")),
            Outcome(question=asked(sentences=("One.",)), answer=refused()),
        ]
    )
    assert figures.sentence_precision == 0.5
    assert figures.sentence_recall == 0.25
    assert figures.sentence_f1 == 0.25


def test_a_quote_from_the_right_paragraph_is_counted_for_answerable_questions() -> None:
    paragraph = "One. Two."
    figures = figures_of(
        [
            Outcome(question=asked(paragraph=paragraph), answer=answered("Three.", "Two.")),
            Outcome(question=asked(paragraph=paragraph), answer=refused()),
            Outcome(question=asked(paragraph=paragraph, answerable=False), answer=answered("Two.")),
        ]
    )
    assert figures.paragraph_quoted == 0.5


def test_citations_are_counted_over_all_questions() -> None:
    figures = figures_of(
        [
            Outcome(question=asked(), answer=answered("One."), citations=3, exact=3),
            Outcome(question=asked(answerable=False), answer=refused(), citations=5, exact=3),
        ]
    )
    assert (figures.citations, figures.citations_exact) == (8, 0.75)


def test_a_question_that_is_not_taken_is_refused_and_took_no_time() -> None:
    figures = figures_of(
        [
            Outcome(question=asked(), answer=refused(0.0, seconds=0.0), is_invalid=True),
            Outcome(question=asked(), answer=answered(seconds=1.0)),
            Outcome(question=asked(), answer=answered(seconds=3.0)),
        ]
    )
    assert figures.invalid == 1
    assert figures.answerable_refused == pytest.approx(1 / 3)
    assert figures.seconds_p50 == 2.0
    assert figures.seconds_p95 == pytest.approx(2.9)


def test_questions_of_which_nobody_knows_change_no_share() -> None:
    known = [
        Outcome(question=asked(answers=("x",), articles=("a",)), answer=answered("x", retrieved=("a",))),
        Outcome(question=asked(), answer=refused(0.2)),
        Outcome(question=asked(answerable=False), answer=answered("y", confidence=0.5)),
    ]
    unknown = [
        Outcome(question=asked(answerable=None), answer=answered("z", confidence=0.01)),
        Outcome(question=asked(answerable=None), answer=refused(0.99)),
    ]
    without, figures = figures_of(known), figures_of([*known, *unknown])
    assert (figures.questions, figures.unknown) == (5, 2)
    assert replace(figures, questions=3, unknown=0) == without
