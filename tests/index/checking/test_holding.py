"""Under which condition something holds, what comes before what and why, and who does it."""

import pytest

from .evidence import is_carried

POOL = (
    "Guests swim for free if they bring a towel. The sauna is open daily except on Fridays. Lockers are locked at ten "
    "unless a swimmer is still inside. Bathers who hold a year card may enter at six."
)
MINE = (
    "The mine was closed because its pumps had failed. After the flood of 1911, the miners moved to Harrowby. The "
    "foreman left for Canada before the tower was torn down. Before the war the village had 800 inhabitants."
)
TOWN = (
    "The chapel was rebuilt in stone, but the lighthouse was left in ruins. The engine was designed by Greta Holm and "
    "the hull was painted by her sister. Ada Marsh sold the mill and moved to Leeds. The mayor blamed the storm "
    "rather than the builders."
)
UNREAL = "Had the letter arrived a day earlier, the bank might have survived. The letter was posted on a Sunday."
STREETS = (
    "Examples are the Weavers' Quarter and Church Street in Cork, and Abbey Street in Dublin. Anna lives in Cork, and "
    "Ben lives in Dublin."
)
SHARES = (
    "Northwind bought a stake in Sallow Press. The Otters won a place in the final. Troops attacked the city of "
    "Dresden."
)
WON = (
    "The Otters did not win the cup. The Herons won the league. Labour might win the election. The council won't "
    "repair it."
)
TRADE = (
    "Northwind bought the mill from Castor in 2019 and sold it to Ibex two years later. The Otters won 3-1 in Elm. In "
    "2004 Ada Marsh left the party and joined the council."
)
SPANISH = "Los socios entran gratis si llegan antes de las diez. El teatro abre todos los días salvo los lunes."
RUSSIAN = "Музей открыт ежедневно, кроме понедельника. Если мост закроют, паром будет ходить ночью."


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("Guests swim for free if they bring a towel.", POOL),
        ("If guests bring a towel, they swim for free.", POOL),
        ("Lockers are locked at ten unless a swimmer is inside.", POOL),
        ("Bathers who hold a year card may enter at six.", POOL),
        ("The letter was posted on a Sunday.", UNREAL),
        ("The bank might have survived if the letter had arrived a day earlier.", UNREAL),
    ],
)
def test_a_condition_that_is_said_may_stand_anywhere(claim: str, quote: str) -> None:
    assert is_carried(claim, quote)


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("Guests swim for free.", POOL),
        ("The sauna is open daily.", POOL),
        ("The sauna is open on Fridays.", POOL),
        ("Lockers are locked at ten.", POOL),
        ("Lockers are locked at ten if a swimmer is still inside.", POOL),
        ("Bathers may enter at six.", POOL),
        ("The letter arrived a day earlier.", UNREAL),
    ],
)
def test_nothing_is_said_without_its_condition(claim: str, quote: str) -> None:
    assert not is_carried(claim, quote)


def test_conditions_are_known_in_other_languages() -> None:
    assert is_carried("Los socios entran gratis si llegan antes de las diez.", SPANISH, "es")
    assert not is_carried("Los socios entran gratis.", SPANISH, "es")
    assert not is_carried("El teatro abre los lunes.", SPANISH, "es")
    assert not is_carried("Музей открыт ежедневно.", RUSSIAN, "ru")
    assert not is_carried("Паром будет ходить ночью.", RUSSIAN, "ru")


@pytest.mark.parametrize(
    "claim",
    [
        "The mine was closed because its pumps had failed.",
        "Because its pumps had failed, the mine was closed.",
        "The miners moved to Harrowby after the flood of 1911.",
        "Before the tower was torn down, the foreman left for Canada.",
        "The village had 800 inhabitants before the war.",
    ],
)
def test_the_two_sides_of_a_conjunction_may_change_places(claim: str) -> None:
    assert is_carried(claim, MINE)


@pytest.mark.parametrize(
    "claim",
    [
        "The pumps had failed because the mine was closed.",
        "The miners moved to Harrowby before the flood of 1911.",
        "The tower was torn down before the foreman left for Canada.",
        "The miners moved to Harrowby because of the flood of 1911.",
    ],
)
def test_they_are_not_turned_round(claim: str) -> None:
    assert not is_carried(claim, MINE)


@pytest.mark.parametrize(
    "claim",
    [
        "The lighthouse was left in ruins.",
        "The chapel was rebuilt in stone.",
        "Greta Holm designed the engine.",
        "Ada Marsh moved to Leeds.",
        "The mayor blamed the storm.",
    ],
)
def test_who_does_it_is_said_of_them(claim: str) -> None:
    assert is_carried(claim, TOWN)


@pytest.mark.parametrize(
    "claim",
    [
        "The chapel was left in ruins.",
        "The lighthouse was rebuilt in stone.",
        "Her sister designed the engine.",
        "Greta Holm painted the hull.",
        "The mayor blamed the builders.",
    ],
)
def test_what_one_does_is_not_said_of_another(claim: str) -> None:
    assert not is_carried(claim, TOWN)


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("Church Street is in Cork.", STREETS),
        ("Ben lives in Dublin.", STREETS),
        ("Northwind bought a stake in Sallow Press.", SHARES),
        ("Troops attacked Dresden.", SHARES),
        ("The league was won by the Herons.", WON),
        ("The council will not repair it.", WON),
    ],
)
def test_a_place_and_a_whole_are_those_of_the_quote(claim: str, quote: str) -> None:
    assert is_carried(claim, quote)


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("Church Street is in Dublin.", STREETS),
        ("Anna lives in Dublin.", STREETS),
        ("Northwind bought Sallow Press.", SHARES),
        ("Sallow Press was bought by Northwind.", SHARES),
        ("The Otters won the final.", SHARES),
        ("The Otters won the cup.", WON),
        ("Labour won the election.", WON),
        ("The council will repair it.", WON),
    ],
)
def test_another_place_or_a_part_is_not_taken_for_it(claim: str, quote: str) -> None:
    assert not is_carried(claim, quote)


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("The museum was opened by Ada Marsh.", "Ada Marsh could be the first to open the museum."),
        ("The council repaired the bridge.", "The council must repair the bridge."),
        ("The council repaired the bridge.", "The council has to repair the bridge."),
    ],
)
def test_what_may_or_must_be_done_is_not_done(claim: str, quote: str) -> None:
    assert not is_carried(claim, quote)


def test_what_had_to_be_done_was_done() -> None:
    assert is_carried("The council repaired the bridge.", "The council had to repair the bridge.")


@pytest.mark.parametrize(
    "claim",
    [
        "Northwind bought the mill from Castor in 2019.",
        "Northwind sold it to Ibex two years later.",
        "The Otters won 3-1.",
        "Ada Marsh joined the council in 2004.",
    ],
)
def test_directions_dates_and_scores_are_kept(claim: str) -> None:
    assert is_carried(claim, TRADE)


@pytest.mark.parametrize(
    "claim",
    [
        "Northwind sold the mill to Castor.",
        "Northwind bought the mill from Ibex.",
        "Northwind sold the mill in 2019.",
        "Northwind sold it to Ibex two years earlier.",
        "The Otters won 1-3.",
    ],
)
def test_directions_dates_and_scores_are_not_turned(claim: str) -> None:
    assert not is_carried(claim, TRADE)
