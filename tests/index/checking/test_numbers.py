"""Numbers as digits and as words."""

import pytest

from index.checking.numbers import Quantity, quantities


def values(text: str, language: str = "en") -> list[tuple[set[float], str]]:
    return [(set(one.values), one.unit) for one in quantities(text, language)]


def only(text: str, language: str = "en") -> Quantity:
    (one,) = quantities(text, language)
    return one


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2,000 soldiers", "two thousand soldiers"),
        ("2\u202f000 soldiers", "2000 soldiers"),
        ("1.2 million", "1,200,000"),
        ("1.2 million", "1.2m"),
        ("two dozen", "24"),
        ("a dozen", "twelve"),
        ("half a million", "500,000"),
        ("twenty-five", "25"),
        ("one hundred and twenty", "120"),
        ("two hundred and five thousand", "205,000"),
        ("three-quarters", "¾"),
        ("one third", "⅓"),
        ("5½", "5.5"),
        ("10%", "ten percent"),
        ("10 per cent", "10 percent"),
        ("half", "50%"),
        ("$3bn", "3 billion dollars"),
        ("3rd", "third"),
        ("a hundred", "100"),
    ],
)
def test_two_ways_to_write_a_number_carry_each_other(one: str, other: str) -> None:
    assert only(one).carries(only(other)) or only(other).carries(only(one))


@pytest.mark.parametrize(
    ("evidence", "claim"),
    [
        ("2,000", "200"),
        ("2,000", "20,000"),
        ("1.2 million", "1.2 billion"),
        ("10", "10%"),
        ("10%", "10 euros"),
        ("$3", "€3"),
        ("three", "third"),
        ("third", "three"),
        ("7:30", "730"),
        ("24", "two hundred"),
    ],
)
def test_other_numbers_and_other_units_do_not_carry(evidence: str, claim: str) -> None:
    assert not only(evidence).carries(only(claim))


def test_dozens_and_thousands_are_carried_by_enough_of_them() -> None:
    assert only("3,000").carries(only("thousands"))
    assert only("dozens").carries(only("dozens"))
    assert not only("1,000").carries(only("thousands"))
    assert not only("thousands").carries(only("3,000"))
    assert not only("dozens").carries(only("hundreds"))


@pytest.mark.parametrize("text", ["one of the men", "no one came", "a second later", "another one", "the quarter"])
def test_words_that_count_nothing_are_no_numbers(text: str) -> None:
    assert quantities(text) == []


def test_a_point_groups_in_other_languages() -> None:
    assert values("2.000 soldados", "es") == [({2000.0, 2.0}, "")]
    assert values("2.000 metres") == [({2.0}, "")]
    assert values("veinte soldados", "es") == [({20.0}, "")]
    assert values("zwei Millionen", "de") == [({2e6}, "")]


def test_numbers_side_by_side_stay_apart() -> None:
    assert [one.values for one in quantities("23–16, in 2020 three men")] == [{23}, {16}, {2020}, {3}]


@pytest.mark.parametrize(
    "text", ["9" * 400, "1" + ",000" * 90, "1.2.3.4", "½½", "million million", "-5", "٣", "1e9", "$"]
)
def test_odd_numbers_are_read_somehow(text: str) -> None:
    for one in quantities(text):
        assert one.values
        assert 0 <= one.start < one.end <= len(text)
