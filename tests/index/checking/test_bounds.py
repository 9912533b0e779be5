"""A figure keeps the little words before it: at least, up to, until, between, by and to."""

import pytest

from .evidence import is_carried

FERRY = "The ferry carries up to 40 cars and needs at least six sailors, and it runs every 20 minutes until October."
FLOOD = "More than 300 homes lost power on the coast, and nearly 90 people slept in the school until Tuesday."
CHOIR = "The choir has sung in the abbey since 1987, and between 2009 and 2013 it recorded five albums there."
FEES = "The fee rose from 30 to 45 euros in spring, while the number of members fell by 12 percent to 210."
LOANS = "The bank cut its rate by half a percentage point before 2021."
POOL = "Children under 12 swim for free, and the slide is for guests of 16 and older."
MUSEO = "El museo recibe al menos 500 visitas al mes, abre hasta el 20 de octubre y guarda más de 80 relojes."
ZAVOD = "На заводе работает не менее 400 человек, а с 2009 по 2013 год он выпустил почти 70 кораблей."
LANGUAGES = {MUSEO: "es", ZAVOD: "ru"}


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("The ferry carries up to 40 cars.", FERRY),
        ("The ferry needs at least six sailors.", FERRY),
        ("The ferry needs six sailors or more.", FERRY),
        ("The ferry runs until October.", FERRY),
        ("The ferry runs up to October.", FERRY),
        ("The ferry runs every 20 minutes until October.", FERRY),
        ("Over 300 homes on the coast lost power.", FLOOD),
        ("Almost 90 people slept in the school until Tuesday.", FLOOD),
        ("About 90 people slept in the school.", FLOOD),
        ("Since 1987 the choir has sung in the abbey.", CHOIR),
        ("From 2009 to 2013 the choir recorded five albums.", CHOIR),
        ("The choir recorded five albums between 2009 and 2013.", CHOIR),
        ("The fee rose to 45 euros in spring.", FEES),
        ("The number of members fell by 12 percent.", FEES),
        ("The bank cut its rate by 0.5 percentage points.", LOANS),
        ("Children under 12 swim for free.", POOL),
        ("Before 2021 the bank cut its rate by half a percentage point.", LOANS),
        ("El museo recibe al menos 500 visitas al mes.", MUSEO),
        ("El museo abre hasta el 20 de octubre.", MUSEO),
        ("На заводе работает не менее 400 человек.", ZAVOD),
    ],
)
def test_a_bound_may_be_said_in_other_words(claim: str, quote: str) -> None:
    assert is_carried(claim, quote, LANGUAGES.get(quote, "en"))


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("The ferry carries 40 cars.", FERRY),
        ("The ferry carries at least 40 cars.", FERRY),
        ("The ferry needs six sailors.", FERRY),
        ("The ferry needs up to six sailors.", FERRY),
        ("The ferry runs for 20 minutes.", FERRY),
        ("The ferry runs in October.", FERRY),
        ("300 homes lost power on the coast.", FLOOD),
        ("More than 90 people slept in the school.", FLOOD),
        ("Nearly 300 homes lost power.", FLOOD),
        ("On Tuesday, 90 people slept in the school.", FLOOD),
        ("The choir sang in the abbey until 1987.", CHOIR),
        ("The choir has sung in the abbey, in 1987.", CHOIR),
        ("The choir recorded five albums there in 2009.", CHOIR),
        ("The fee rose by 45 euros in spring.", FEES),
        ("The fee rose to 30 euros in spring.", FEES),
        ("The number of members fell to 12 percent.", FEES),
        ("The number of members fell by 210.", FEES),
        ("The bank cut its rate by half a percent.", LOANS),
        ("In 2021 the bank cut its rate.", LOANS),
        ("Children of 12 swim for free.", POOL),
        ("The slide is for guests of 16.", POOL),
        ("El museo recibe 500 visitas al mes.", MUSEO),
        ("El museo guarda 80 relojes.", MUSEO),
        ("El museo abre el 20 de octubre.", MUSEO),
        ("На заводе работает 400 человек.", ZAVOD),
        ("На заводе работает до 400 человек.", ZAVOD),
    ],
)
def test_a_figure_is_not_said_with_another_bound_or_none(claim: str, quote: str) -> None:
    assert not is_carried(claim, quote, LANGUAGES.get(quote, "en"))


@pytest.mark.parametrize("quote", [FERRY, FLOOD, CHOIR, FEES, LOANS, POOL, MUSEO, ZAVOD])
def test_a_sentence_carries_itself(quote: str) -> None:
    assert is_carried(quote, quote)


def test_over_a_time_is_no_bound() -> None:
    assert is_carried(
        "In five years they planted 60 limes.", "Over five years they planted 60 limes along the long road."
    )


def test_a_bound_of_a_thing_that_a_year_names_is_none_of_the_year() -> None:
    quote = "The old bridge fell into the river after the 2014 flood, and divers searched it."
    assert is_carried("After the 2014 flood the old bridge fell into the river.", quote)
    assert is_carried("The old bridge fell into the river after the flood in 2014.", quote)
