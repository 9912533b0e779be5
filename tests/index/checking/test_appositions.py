"""Who is said to be what beside a comma, or within one name."""

import pytest

from .evidence import is_carried

CALLS = (
    "That night Pashinyan called Russian President Vladimir Putin first. He went on to speak with Antony Blinken, the "
    "US Secretary of State, President Emmanuel Macron of France and President Ebrahim Raisi of Iran. The Prime "
    "Minister of Armenia, Nikol Pashinyan, told parliament that Armenia had provoked nothing."
)
STADIUM = "The final of the cup will be played on 12 February 2023 at State Farm Stadium in Glendale, Arizona."


@pytest.mark.parametrize(
    "claim",
    [
        "Pashinyan called the Russian President, Vladimir Putin.",
        "The Russian President, Vladimir Putin.",
        "He went on to speak with Antony Blinken, the US Secretary of State.",
        "Nikol Pashinyan, the Prime Minister of Armenia, told parliament that Armenia had provoked nothing.",
    ],
)
def test_a_description_goes_with_the_name_that_has_it(claim: str) -> None:
    assert is_carried(claim, CALLS)


@pytest.mark.parametrize(
    "claim",
    [
        "The Russian President, Emmanuel Macron of France.",
        "The Russian President Emmanuel Macron.",
        "The Russian President, Ebrahim Raisi.",
        "Vladimir Putin, the US Secretary of State.",
        "He went on to speak with Antony Blinken, the Russian President.",
        "The Prime Minister of Armenia, Ebrahim Raisi, told parliament that Armenia had provoked nothing.",
    ],
)
def test_a_description_is_not_given_to_another_name(claim: str) -> None:
    assert not is_carried(claim, CALLS)


def test_a_comma_after_a_place_joins_no_description() -> None:
    assert is_carried("The final will be played at State Farm Stadium in Glendale, Arizona.", STADIUM)
    assert is_carried("The final of the cup will be played on 2023-02-12 in Glendale, Arizona.", STADIUM)
