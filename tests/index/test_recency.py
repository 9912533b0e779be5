"""How much the age of an article counts."""

import pytest

from index.recency import ages

DATES = ("2022-09-01", "2022-08-02", "2012-01-01")
LARGE = 30_000


@pytest.mark.parametrize(
    "question",
    [
        "Who won this week?", "What is the latest toll?", "Which show was shown on Tuesday?", "who is captain now",
        "¿Quién ganó esta semana?", "Qui a gagné cette semaine ?", "Wer gewann diese Woche?", "Chi ha vinto ieri?",
        "Wie won deze week?", "Кто победил на этой неделе?", "Quem ganhou ontem?",
    ],
)  # fmt: skip
def test_a_question_of_now_wants_the_newest_article_in_any_library(question: str) -> None:
    newest, month, decade = ages(DATES, question, 100)
    assert newest == 0 < month < decade


def test_past_a_year_no_article_is_older_than_another() -> None:
    assert len(set(ages(["2022-09-01", "2021-01-01", "1999-12-31"], "Who won now?", LARGE)[1:])) == 1


def test_age_counts_a_little_for_other_questions_where_many_articles_tell_of_the_same() -> None:
    now = ages(DATES, "Who won this week?", LARGE)[2]
    assert 0 < ages(DATES, "Who won?", LARGE)[2] < now
    assert ages(DATES, "Who won?", 500) == [0, 0, 0]


@pytest.mark.parametrize("question", ["Who won in 2012?", "What was new in 1998?"])
def test_age_counts_for_nothing_when_the_question_names_a_year(question: str) -> None:
    assert ages(DATES, question, LARGE) == [0, 0, 0]


def test_new_is_no_word_of_now_in_a_name() -> None:
    assert ages(DATES, "Who is the mayor of New York?", 500) == [0, 0, 0]
    assert ages(DATES, "Who is the new mayor of York?", 500) != [0, 0, 0]


@pytest.mark.parametrize("date", [None, "", "last year", "2022-13-45"])
def test_an_article_without_a_date_is_as_old_as_the_others_on_average(date: str | None) -> None:
    newest, undated, old = ages(["2022-09-01", date, "2020-01-01"], "Who won today?", LARGE)
    assert newest < undated == (newest + old) / 2
    assert ages([date, date], "Who won today?", LARGE) == [0, 0]
