"""What is said of a part isn't said of the whole."""

import pytest

from .evidence import is_carried

BOATS = "Three of the eight boats sank in the harbour, and the fire damaged part of the quay."
POEMS = "Ada Holm translated most of the poems, while two of her pupils drew the maps."
SONG = "It became one of the most popular songs in the valley, and a choir still sings it."
PORT = "Haren is one of the oldest ports on the coast, and 40 percent of sailors there speak Danish."
BARCOS = "Dos de los ocho barcos se hundieron en el puerto."


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("Three of the boats sank in the harbour.", BOATS),
        ("Three boats sank in the harbour.", BOATS),
        ("In the harbour three of eight boats sank.", BOATS),
        ("The fire damaged part of the quay.", BOATS),
        ("Most of the poems were translated by Ada Holm.", POEMS),
        ("Two pupils drew the maps.", POEMS),
        ("On the coast, Haren is one of the oldest ports.", PORT),
        ("Haren is a port on the coast.", PORT),
        ("It became a very popular song in the valley.", SONG),
        ("Dos barcos se hundieron en el puerto.", BARCOS),
    ],
)
def test_a_part_is_said_as_one(claim: str, quote: str) -> None:
    assert is_carried(claim, quote, "es" if quote is BARCOS else "en")


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("The eight boats sank in the harbour.", BOATS),
        ("Eight boats sank in the harbour.", BOATS),
        ("The boats sank in the harbour.", BOATS),
        ("The fire damaged the quay.", BOATS),
        ("Ada Holm translated the poems.", POEMS),
        ("Her pupils drew the maps.", POEMS),
        ("Haren is the oldest port on the coast.", PORT),
        ("Sailors there speak Danish.", PORT),
        ("It became the most popular song in the valley, and a choir still sings it.", SONG),
        ("Los ocho barcos se hundieron en el puerto.", BARCOS),
    ],
)
def test_the_whole_is_more_than_its_part(claim: str, quote: str) -> None:
    assert not is_carried(claim, quote, "es" if quote is BARCOS else "en")


def test_a_part_of_something_may_lie_in_it() -> None:
    assert is_carried("The yard in Haren is part of the old town.", "The yard in Haren is a part of the old town.")


def test_another_part_of_the_same_may_be_named() -> None:
    quote = "Ada Holm translated most of the poems, while Ben Ruiz translated two."
    assert is_carried("Ben Ruiz translated two of the poems.", quote)
