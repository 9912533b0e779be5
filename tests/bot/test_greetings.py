"""Greetings and thanks are told from questions."""

import pytest

from bot.greetings import greeting_in


@pytest.mark.parametrize("said", ["Hi", "hello there!", "Good morning, Footnote", "hey hey", "Привет!", "Hola, buenas"])
def test_a_greeting(said: str) -> None:
    assert greeting_in(said) == "hello"


@pytest.mark.parametrize("said", ["thanks", "Thank you so much!", "Thx a lot", "merci"])
def test_thanks(said: str) -> None:
    assert greeting_in(said) == "thanks"


@pytest.mark.parametrize(
    "said",
    [
        "",
        "👋",
        "hi, when does the club meet",
        "hello?",
        "who are you",
        "Good Friday",
        "Hello Kitty",
        "the help",
    ],
)
def test_everything_else_is_no_greeting(said: str) -> None:
    assert greeting_in(said) is None
