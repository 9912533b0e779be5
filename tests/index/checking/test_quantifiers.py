"""What is said of all, most, some, few or only some of a kind is said of no more of them."""

import pytest

from .evidence import is_carried

GARDEN = "Most roses in the garden froze in the spring, and some trees lost their bark."
HALL = "Half the windows of the town hall broke in the storm, but few shops on the square had to close."
CLUB = "Only captains may book the boathouse, and many rowers keep their boats at home."
PIER = "Lamps on the pier were stolen in March, and the two towers at its end were painted."
ZONA = "La mayoría de los puentes del valle se cerraron en enero."
POEZD = "Большинство поездов опоздали в январе."
LANGUAGES = {ZONA: "es", POEZD: "ru"}


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("In the spring most roses in the garden froze.", GARDEN),
        ("Most of the roses in the garden froze.", GARDEN),
        ("Some trees lost their bark.", GARDEN),
        ("Half of the windows of the town hall broke in the storm.", HALL),
        ("Few shops on the square had to close.", HALL),
        ("The boathouse may be booked by captains only.", CLUB),
        ("Many rowers keep their boats at home.", CLUB),
        ("Lamps were stolen on the pier in March.", PIER),
        ("Both towers at its end were painted.", PIER),
        (ZONA, ZONA),
        (POEZD, POEZD),
    ],
)
def test_a_word_for_how_many_is_kept(claim: str, quote: str) -> None:
    assert is_carried(claim, quote, LANGUAGES.get(quote, "en"))


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("Roses in the garden froze in the spring.", GARDEN),
        ("All roses in the garden froze in the spring.", GARDEN),
        ("Every tree lost its bark.", GARDEN),
        ("Trees lost their bark.", GARDEN),
        ("The windows of the town hall broke in the storm.", HALL),
        ("Shops on the square had to close.", HALL),
        ("Most shops on the square had to close.", HALL),
        ("All captains may book the boathouse.", CLUB),
        ("Rowers keep their boats at home.", CLUB),
        ("All lamps on the pier were stolen.", PIER),
        ("Most lamps on the pier were stolen.", PIER),
        ("Only lamps on the pier were stolen.", PIER),
        ("Los puentes del valle se cerraron en enero.", ZONA),
        ("Todos los puentes del valle se cerraron en enero.", ZONA),
        ("Все поезда опоздали в январе.", POEZD),
    ],
)
def test_a_word_for_how_many_is_neither_added_nor_left_out(claim: str, quote: str) -> None:
    assert not is_carried(claim, quote, LANGUAGES.get(quote, "en"))


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("The inn was not damaged at all.", "The inn by the lock was not damaged."),
        ("All three bells were cast in Haren.", "The three bells were cast in Haren and hung in June."),
        ("Both the mill and the lock were sold.", "The mill and the lock were sold to a bank in Haren."),
        ("The most common birds are gulls.", "The most common birds on the island are gulls."),
        ("Her songs are known in Haren.", "Her most famous songs are known in Haren and beyond."),
    ],
)
def test_words_that_tell_no_number_are_free(claim: str, quote: str) -> None:
    assert is_carried(claim, quote, LANGUAGES.get(quote, "en"))
