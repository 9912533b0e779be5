"""Dates in the ways they are written."""

from datetime import date

import pytest

from index.checking.dates import Dated, dates

PUBLISHED = date(2022, 9, 14)  # a Wednesday


def only(text: str) -> Dated:
    (one,) = dates(text)
    return one


@pytest.mark.parametrize(
    "text",
    [
        "13 September 2022",
        "September 13, 2022",
        "Sept. 13, 2022",
        "13th of September, 2022",
        "2022-09-13",
        "13/09/2022",
        "9/13/2022",
        "13.09.2022",
        "Tuesday, 13 September 2022",
        "13 de septiembre de 2022",
        "13. September 2022",
        "13 septembre 2022",
        "13 сентября 2022",
        "September 13 , 2022",
    ],
)
def test_a_day_is_the_same_however_it_is_written(text: str) -> None:
    assert only(text).carries(only("2022-09-13"), None)
    assert only("2022-09-13").carries(only(text), None)


@pytest.mark.parametrize("less", ["September 2022", "13 September", "2022", "September", "Tuesday", "the 2020s"])
def test_a_day_carries_what_says_less(less: str) -> None:
    assert only("13 September 2022").carries(only(less), None)


@pytest.mark.parametrize(
    "other", ["12 September 2022", "13 October 2022", "13 September 2021", "2021", "Monday", "the 2010s"]
)
def test_a_day_does_not_carry_another(other: str) -> None:
    assert not only("13 September 2022").carries(only(other), PUBLISHED)


def test_what_says_less_does_not_carry_a_day() -> None:
    assert not only("September 2022").carries(only("13 September 2022"), None)
    assert not only("in 2022").carries(only("September 2022"), None)
    assert not only("in the 1990s").carries(only("1994"), None)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("on Tuesday", "13 September 2022"),
        ("yesterday", "13 September 2022"),
        ("on Wednesday", "14 September 2022"),
        ("on 13 September", "13 September 2022"),
        ("in August", "August 2022"),
    ],
)
def test_the_day_of_publication_completes_a_date(said: str, meant: str) -> None:
    assert only(said).carries(only(meant), PUBLISHED)
    assert not only(said).carries(only(meant), None)


def test_the_day_of_publication_is_no_date_of_what_happened() -> None:
    assert not only("in 1994").carries(only("13 September 2022"), PUBLISHED)


@pytest.mark.parametrize(
    "text", ["They may march.", "killed 49", "2000 soldiers", "99/99/2022", "The Big 10 may go", "$1994"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert dates(text) == []


def test_a_span_of_years_is_two_dates() -> None:
    assert [one.readings[0].year for one in dates("born 1940-1950, in 1999")] == [1940, 1950, 1999]


@pytest.mark.parametrize(
    "text",
    [
        "Jan Quint won the race.",
        "It was won by Jan Quint.",
        "Anna and Jan Quint met.",
        "Marco Rubio met Marco.",
        "April Jones spoke.",
        "a friend of June Carter",
        "Julio Iglesias sang.",
    ],
)
def test_a_first_name_that_is_a_month_is_no_date_before_another_name(text: str) -> None:
    assert dates(text) == []


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Marta Olsen defeated Dahl in March.", [3]),
        ("In March Dahl lost, and in April Quint won.", [3, 4]),
        ("Last August Merkel left.", [8]),
        ("The talks of March and April failed.", [3, 4]),
        ("Im August Bürger zu fragen hilft.", [8]),
        ("Em Março Lula falou.", [3]),
    ],
)
def test_a_month_after_a_word_of_time_is_a_date_before_a_name_too(text: str, months: list[int]) -> None:
    assert [one.readings[0].month for one in dates(text)] == months
