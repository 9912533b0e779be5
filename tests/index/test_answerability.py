"""How sure it is that the library answers a question at all."""

from dataclasses import replace

import pytest

from index.answerability import confidence, relative_size, signals
from index.evidence import Candidate
from index.question import ParsedQuestion
from index.settings import LibrarySettings

from .test_evidence import CALLS, asked, passage, weighed


def confidence_of(
    question: ParsedQuestion, *candidates: Candidate, passages: int = 3_000, likeness: float = 0.0
) -> float:
    return confidence(question, candidates, weighed(question, *candidates, likeness=likeness), passages)


def test_confidence_is_a_probability_at_any_size() -> None:
    question = asked("Who did Pashinyan phone?", "Pashinyan", "phoned")
    for passages in (0, 1, 10, 100, 3_000, 30_000, 10**9):
        assert 0 < confidence_of(question, passage(CALLS), passages=passages, likeness=0.6) < 1


def test_more_of_the_questions_words_give_more_confidence() -> None:
    question = asked("Who did Pashinyan phone that night?", "Pashinyan", "phoned", "night")
    full = confidence_of(question, passage("That night Pashinyan phoned Putin. It rained."), likeness=0.7)
    half = confidence_of(question, passage("That day Pashinyan left. It rained."), likeness=0.4)
    none = confidence_of(question, passage("The harvest was good. It rained."), likeness=0.0)
    assert full > half > none
    assert full > 0.5 > none


@pytest.mark.parametrize("count", [1, 5, 20, pytest.param(60), pytest.param(200)])
def test_a_question_of_which_no_word_is_found_is_refused(count: int) -> None:
    question = asked("?", *(f"unheard{at}" for at in range(count)))
    candidates = [passage(CALLS + " It rained again. " * at, article=at) for at in range(5)]
    assert confidence_of(question, *candidates, passages=30, likeness=0.1) < LibrarySettings().answer_threshold


def test_a_number_that_is_asked_for_and_missing_gives_less_confidence() -> None:
    question = asked("How many men built the bridge?", "men", "built", "bridge")
    with_number = confidence_of(question, passage("The men who built the bridge were 340."))
    without = confidence_of(question, passage("The men who built the bridge were few."))
    assert with_number > without


def test_a_missing_name_gives_less_confidence() -> None:
    question = asked("Who was the captain at the Westmoor bridge?", "captain", "Westmoor", "bridge")
    there = passage("The captain saw the bridge of Westmoor. It rained.")
    elsewhere = passage("The captain saw the bridge of Kirkhaven. It rained.")
    for passages in (20, 200, 3_000, 30_000):
        there_, elsewhere_ = (confidence_of(question, one, passages=passages) for one in (there, elsewhere))
        assert there_ > elsewhere_


def test_of_names_that_are_missing_no_more_than_two_count() -> None:
    question = asked("Did Ann, Ben, Cid or Dan go?", "Ann", "Ben", "Cid", "Dan")
    assert signals(question, [passage("It rained.")], weighed(question, passage("It rained.")))["names_missing"] == 2


def test_names_of_earlier_turns_are_missed_less() -> None:
    question = asked("and the bridge?", "bridge", "Westmoor")
    before = replace(question, words=(question.words[0], replace(question.words[1], importance=0.25)))
    found = passage("The bridge was wet.")
    assert signals(question, [found], weighed(question, found))["names_missing"] == 1
    assert signals(before, [found], weighed(before, found))["names_missing"] == 0.25


def test_a_question_of_which_only_the_names_are_found_is_told_from_one_that_is_answered() -> None:
    question = asked("When did Valerios Stais die?", "Valerios", "Stais", "die")
    answered = signals(question, [passage(told := "Valerios Stais died in 1923.")], weighed(question, passage(told)))
    named = signals(question, [passage(told := "Valerios Stais saw it in 1902.")], weighed(question, passage(told)))
    assert (answered["said"], answered["unsaid"]) == (1, 0)
    assert (named["said"], named["unsaid"]) == (0, pytest.approx(1))


def test_of_a_question_of_names_alone_the_names_are_what_is_asked() -> None:
    question = asked("Valerios Stais?", "Valerios", "Stais")
    found = passage("Valerios Stais saw it in 1902.")
    assert signals(question, [found], weighed(question, found))["said"] == 1


def test_a_missing_year_gives_less_confidence() -> None:
    question = asked("Who won the harbour race in 2021?", "won", "harbour", "race", "2021")
    there = passage("Ann won the harbour race in 2021. It rained.")
    elsewhere = passage("Ann won the harbour race in 2022. It rained.")
    assert signals(question, [there], weighed(question, there))["numbers_missing"] == 0
    assert signals(question, [elsewhere], weighed(question, elsewhere))["numbers_missing"] == 1
    assert confidence_of(question, there) > confidence_of(question, elsewhere)


def test_sizes_past_those_measured_count_as_the_nearest() -> None:
    assert relative_size(0) == relative_size(20) < relative_size(3_000) == 0 < relative_size(10**7)
    assert relative_size(30_000) == relative_size(10**7)
