"""Which words of a sentence can be the answer."""

from itertools import pairwise

import pytest

from index.analysis import fold, words
from index.answer_kinds import fits_kind, likely_answers
from index.question import ParsedQuestion, answer_kind


def asked(question: str) -> ParsedQuestion:
    folded = frozenset(fold(word.text) for word in words(question))
    return ParsedQuestion(text=question, words=(), kind=answer_kind(question), folded=folded)


def marked(question: str, quote: str) -> list[str]:
    return [quote[mark.start : mark.end] for mark in likely_answers(asked(question), quote)]


@pytest.mark.parametrize(
    ("question", "quote", "answers"),
    [
        ("How many died?", "At least 49 died and 135 were hurt.", ["49", "135"]),
        ("How many died?", "Forty men died.", ["Forty"]),
        ("How much did it cost?", "It cost $3.5 million.", ["$3.5", "million"]),
        ("How many of the 400 ships waited?", "Of 400 ships 27 waited.", ["27"]),
        ("¿Cuántos años tenía?", "Tenía treinta años.", ["treinta"]),
        ("Combien ?", "Il en a vingt.", ["vingt"]),
        ("Сколько их было?", "Их было пять.", ["пять"]),
        ("When did it end?", "It ended in 1994.", ["1994"]),
        ("When did it end?", "The war ended on a Friday in May.", ["Friday", "May"]),
        ("¿Cuándo se fundó?", "Se fundó en marzo de 1882.", ["marzo", "1882"]),
        ("Когда это было?", "Это было 9 ноября 2020 года.", ["ноября", "2020"]),
        ("Wann kam er?", "Er kam am 3.10.1990 im Oktober.", ["3.10.1990", "Oktober"]),
        ("Who won?", "In spring the club saw Ann Reed win.", ["Ann Reed"]),
        ("Who did Putin call?", "That night Putin called Macron.", ["Macron"]),
        ("Кто победил?", "Вчера Анна Рид победила.", ["Анна Рид"]),
        ("Where is it?", "The lake lies in Armenia.", ["Armenia"]),
        ("Why?", "Because 49 men in Armenia said so in 1994.", []),
        ("What happened?", "In 1994 Armenia won.", []),
        ("How many?", "", []),
    ],
)  # fmt: skip
def test_words_of_the_wanted_kind_are_marked(question: str, quote: str, answers: list[str]) -> None:
    found = marked(question, quote)
    assert [one for one in answers if not any(one in mark for mark in found)] == []
    assert answers or not found


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How many died?", "Nobody knows."),
        ("How many of the 49 died?", "There were 49."),
        ("When was it?", "It was long ago."),
        ("When was it?", "There were 49 men."),
        ("Who won?", "The team won again."),
        ("Who did Putin call?", "He said that Putin called."),
        ("Where is Armenia?", "It is near Armenia."),
        ("Why?", "Because of Armenia."),
    ],
)
def test_a_sentence_without_new_words_of_the_kind_does_not_fit(question: str, sentence: str) -> None:
    assert not fits_kind(asked(question), sentence)


def test_two_capitals_at_the_start_of_a_sentence_are_a_name() -> None:
    assert marked("Who won?", "Ann Reed won.") == ["Ann Reed"]
    assert marked("Who won?", "It rained. Ann Reed won.") == ["Ann Reed"]


def test_one_capital_at_the_start_of_a_sentence_says_nothing() -> None:
    assert marked("Who won?", "Nobody won. Everybody lost.") == []


@pytest.mark.xfail(strict=True, reason="the first word of a sentence is taken into the name that follows")
def test_the_first_word_of_a_sentence_is_no_part_of_a_name() -> None:
    assert marked("Who won?", "Yesterday Ann Reed won.") == ["Ann Reed"]


@pytest.mark.xfail(strict=True, reason="May the month is in the list of times, may the verb with it")
def test_a_verb_is_no_month() -> None:
    assert marked("When was it?", "It may rain.") == []


@pytest.mark.parametrize("question", ["How many?", "When?", "Who?", "Where?"])
@pytest.mark.parametrize(
    "quote", ["3.10.1990, 5 % of 2,000 in May: Ann Reed & the U.S. Navy", "京都は1994年。", "½ 👍🏽 X", "A." * 50]
)
def test_marks_lie_in_the_quote_in_order(question: str, quote: str) -> None:
    marks = likely_answers(asked(question), quote)
    assert all(0 <= mark.start < mark.end <= len(quote) for mark in marks)
    assert list(marks) == sorted(marks, key=lambda mark: (mark.start, mark.end))
    assert all(one.end <= other.start for one, other in pairwise(marks))
