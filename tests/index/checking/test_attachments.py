"""A phrase is said of what the evidence says it of, not of what stands in another clause."""

import pytest

from .evidence import is_carried

ISLAND = "When the level fell, the island was joined to the shore, and visitors now reach it on foot by a long stair."
MARKET = "The mayor opened the market hall in spring, but the traders left the square after a quarrel about rents."
TOWER = "In the last winter of the war, a shell hit the tower of the town hall and its bell fell into the river."


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("Visitors now reach the island on foot by a long stair.", ISLAND),
        ("When the level fell, the island was joined to the shore.", ISLAND),
        ("The traders left the square after a quarrel about rents.", MARKET),
        ("The mayor opened the market hall in spring.", MARKET),
        ("A shell hit the tower of the town hall in the last winter of the war.", TOWER),
    ],
)
def test_a_phrase_may_move_within_what_it_is_said_of(claim: str, quote: str) -> None:
    assert is_carried(claim, quote)


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("The island was joined to the shore by a long stair.", ISLAND),
        ("The mayor opened the market hall after a quarrel about rents.", MARKET),
        ("A shell hit the tower in the river.", TOWER),
    ],
)
def test_a_phrase_is_not_said_of_another_clause(claim: str, quote: str) -> None:
    assert not is_carried(claim, quote)
