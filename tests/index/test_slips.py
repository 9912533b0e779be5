"""Which words a slip may have been meant for, by the words of a library of six passages."""

import pytest

from index.analysis import term, words
from index.slips import meant, mended
from index.stopwords import STOPWORDS

from .test_question import Words

LIBRARY = Words(("The mother of the captain closed the bridges.", "Which teacher built the bridge?", "It rained.") * 2)


def mended_text(question: str, language: str = "en") -> str:
    return " ".join(word.text for word in mended(words(question), STOPWORDS[language], LIBRARY))


@pytest.mark.parametrize("slip", ["Whcih", "Whch", "hich", "Whicch", "Wgich"])
def test_a_function_word_is_known_with_a_slip_at_the_beginning(slip: str) -> None:
    assert mended_text(f"{slip} captain?") == "which captain"


@pytest.mark.parametrize(("slip", "right"), [("whcih", "which"), ("woould", "would"), ("tehre", "there")])
def test_elsewhere_a_function_word_is_known_with_letters_swapped_or_doubled(slip: str, right: str) -> None:
    assert mended_text(f"The captain {slip}?") == f"The captain {right}"


@pytest.mark.parametrize("word", ["each", "beach", "wheat", "lover"])
def test_elsewhere_a_word_that_may_be_another_stays(word: str) -> None:
    assert mended_text(f"The captain {word}?") == f"The captain {word}"


@pytest.mark.parametrize("word", ["Mother", "Teacher", "Capitain", "Two", "2022", "谁赢了"])
def test_what_the_library_has_or_is_near_to_nothing_stays(word: str) -> None:
    assert mended_text(f"{word} rained") == " ".join(found.text for found in words(f"{word} rained"))


def test_the_questions_own_language_is_asked() -> None:
    assert mended_text("¿Cuánndo?", "es") == "cuando"
    assert mended_text("¿Cuánndo?", "en") == "Cuánndo"


@pytest.mark.parametrize("slip", ["capttain", "captan", "catpain", "rtained", "raned", "briges"])
def test_the_words_a_slip_away_are_meant(slip: str) -> None:
    [word] = words(slip)
    right = {"c": "captain", "r": "rained", "b": "bridges"}[slip[0]]
    assert meant(word, 0, ["en"], LIBRARY)[term(right, "en")] >= 2


@pytest.mark.parametrize(
    ("slip", "right"),
    [("पुलिश", "पुलिस"), ("смотрител", "смотритель"), ("ջրաղցպանը", "ջրաղացպանը"), ("المنرة", "المنارة")],
)
def test_the_words_a_slip_away_are_meant_in_every_alphabet(slip: str, right: str) -> None:
    assert meant(words(slip)[0], 0, [None], Words((f"{right}.",) * 2)) == {term(right, None): 2}


def test_a_word_that_the_library_has_in_another_form_is_meant() -> None:
    [word] = words("clossing")  # a slip in closing, which isn't there: closed is
    assert list(meant(word, 0, ["en"], LIBRARY)) == [term("closed", "en")]


@pytest.mark.parametrize("word", ["its", "2023", "谁赢"])
def test_short_words_and_numbers_are_no_slips(word: str) -> None:
    assert meant(words(word)[0], 0, ["en"], LIBRARY) == {}


def test_a_word_that_is_often_there_is_no_slip() -> None:
    [word] = words("bridge")
    assert meant(word, 4, ["en"], LIBRARY) == {}
