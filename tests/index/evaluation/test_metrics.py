"""The metrics, against numbers worked out by hand."""

import pytest

from index.evaluation.metrics import (
    SentenceScores,
    are_answers_quoted,
    auroc,
    is_exact,
    mean,
    percentile,
    refused_at,
    sentence_scores,
    shown_quotes,
    stands_in,
)

from .builders import answered, asked, cited, refused

# Answers in quotes


def test_an_answer_is_found_without_regard_to_case_and_white_space() -> None:
    question = asked(answers=("Vladimir Putin",))
    assert are_answers_quoted(question, ["He called\n  VLADIMIR \t putin first."])
    assert not are_answers_quoted(question, ["He called VladimirPutin first."])


def test_one_answer_is_enough_unless_all_are_needed() -> None:
    quotes = ["He called Putin.", "He called Macron."]
    assert are_answers_quoted(asked(answers=("Putin", "Blinken")), quotes)
    assert not are_answers_quoted(asked(answers=("Putin", "Blinken"), need="all"), quotes)
    assert are_answers_quoted(asked(answers=("Putin", "Macron"), need="all"), quotes)


def test_an_answer_does_not_reach_from_one_quote_into_the_next() -> None:
    assert not are_answers_quoted(asked(answers=("Putin first",)), ["He called Putin", "first thing on Monday"])


def test_a_refusal_shows_no_quotes() -> None:
    assert shown_quotes(answered("One.", "Two.")) == ("One.", "Two.")
    assert shown_quotes(refused(citations=(cited("One."),), nearest=(cited("Two."),))) == ()


def test_a_quote_stands_in_its_paragraph() -> None:
    assert stands_in(["Not here.", "the  Normans"], "They were THE NORMANS of France.")
    assert not stands_in(["They were the Normans of France."], "the Normans")
    assert not stands_in([], "the Normans")


# Sentences


def test_a_quote_and_a_sentence_agree_when_one_holds_the_other() -> None:
    """Of three quotes two are evidence, and of four sentences three are quoted: F1 = 2·(2/3)·(3/4) / (2/3 + 3/4)."""
    quotes = ["Alpha beta. Gamma delta.", "epsilon", "Nothing of the kind."]
    evidence = ["Alpha  beta.", "GAMMA delta.", "Zeta epsilon eta.", "Theta."]
    scores = sentence_scores(quotes, evidence)
    assert scores.precision == pytest.approx(2 / 3)
    assert scores.recall == pytest.approx(3 / 4)
    assert scores.f1 == pytest.approx(12 / 17)


def test_sentences_that_are_given_twice_count_once() -> None:
    assert sentence_scores(["One.", "one. "], ["One.", "One.", "Two."]) == SentenceScores(
        precision=1.0, recall=0.5, f1=pytest.approx(2 / 3)
    )


def test_without_quotes_there_is_no_precision() -> None:
    assert sentence_scores([], ["One."]) == SentenceScores(precision=None, recall=0.0, f1=0.0)


def test_quotes_beside_the_evidence_score_nothing() -> None:
    assert sentence_scores(["Two."], ["One."]) == SentenceScores(precision=0.0, recall=0.0, f1=0.0)


def test_a_blank_quote_is_not_in_everything() -> None:
    assert sentence_scores([" "], ["One."]) == SentenceScores(precision=None, recall=0.0, f1=0.0)


# Citations


@pytest.mark.parametrize(
    ("quote", "start", "end", "is_right"),
    [
        ("beta", 6, 10, True),
        ("beta", 5, 9, False),
        ("Beta", 6, 10, False),
        ("bet", 6, 10, False),
        ("", 6, 6, False),
    ],
)
def test_a_citation_is_exact_when_the_article_says_its_quote_there(
    quote: str, start: int, end: int, is_right: bool
) -> None:
    assert is_exact(cited(quote, start=start, end=end), "alpha beta") is is_right


def test_a_citation_of_no_article_is_not_exact() -> None:
    assert not is_exact(cited("beta"), None)


# Confidence


@pytest.mark.parametrize(
    ("higher", "lower", "area"),
    [
        ([0.9, 0.8], [0.1, 0.2], 1.0),
        ([0.1, 0.2], [0.9, 0.8], 0.0),
        ([0.5, 0.5], [0.5], 0.5),
        ([0.9, 0.4], [0.6, 0.4], 2.5 / 4),  # 0.9 beats both, 0.4 ties with one
        ([0.3, 0.7, 0.7], [0.7, 0.1], 4 / 6),  # 0.3 beats one; each 0.7 ties with one and beats one
    ],
)
def test_auroc_counts_ties_half(higher: list[float], lower: list[float], area: float) -> None:
    assert auroc(higher, lower) == pytest.approx(area)


def test_auroc_needs_both_kinds() -> None:
    assert auroc([], [0.1]) is None
    assert auroc([0.1], []) is None


def test_refusals_are_counted_below_the_highest_threshold_that_spares_the_answerable() -> None:
    """One of ten may be refused, so the threshold is the second lowest, 0.3, and two of the four are below it."""
    answerable = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0]
    assert refused_at(answerable, [0.1, 0.25, 0.3, 0.9], 0.1) == 0.5


def test_with_fewer_than_ten_answerable_none_may_be_refused() -> None:
    assert refused_at([0.2] + [0.9] * 8, [0.1, 0.3], 0.1) == 0.5


def test_equal_confidence_is_refused_together_or_not_at_all() -> None:
    """The two lowest of ten are equal: refusing both would be 20 %."""
    assert refused_at([0.3, 0.3] + [0.9] * 8, [0.1, 0.3, 0.5], 0.1) == pytest.approx(1 / 3)


def test_a_tenth_of_thirty_is_three() -> None:
    answerable = [0.1, 0.2, 0.3] + [0.5] * 27
    assert refused_at(answerable, [0.4, 0.6], 0.1) == 0.5


def test_refusals_need_both_kinds() -> None:
    assert refused_at([], [0.1], 0.1) is None
    assert refused_at([0.1], [], 0.1) is None


# Sums


def test_a_percentile_lies_between_two_values_in_proportion() -> None:
    values = [4.0, 1.0, 3.0, 2.0]
    assert percentile(values, 0.5) == 2.5
    assert percentile(values, 0.95) == pytest.approx(3.85)
    assert percentile([7.0], 0.95) == 7.0
    assert percentile([], 0.5) is None


def test_facts_have_a_mean() -> None:
    assert mean([True, False, True, True]) == 0.75
    assert mean([]) is None
