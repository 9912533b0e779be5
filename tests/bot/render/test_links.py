"""Links to the very sentence."""

import pytest

from bot.render.links import to_sentence

URL = "https://example.org/a"


@pytest.mark.parametrize(
    ("url", "quote", "link"),
    [
        (URL, "A short quote.", f"{URL}#:~:text=A%20short%20quote."),
        (URL, "Mr. Smith-Jones (42), he said", f"{URL}#:~:text=Mr.%20Smith%2DJones%20%2842%29%2C%20he%20said"),
        (
            URL,
            "1 2 3 4 5 6 7 8 9",
            f"{URL}#:~:text=1%202%203%204%205,5%206%207%208%209",
        ),
        (URL, "A heading\n\nand a line", f"{URL}#:~:text=A%20heading,and%20a%20line"),
        (f"{URL}#part", "x", f"{URL}#part:~:text=x"),
        (f"{URL}#:~:text=old", "x", f"{URL}#:~:text=x"),
        (URL, "日本 語", f"{URL}#:~:text=%E6%97%A5%E6%9C%AC%20%E8%AA%9E"),
        (URL, " \n ", URL),
    ],
)
def test_a_link_names_the_first_and_last_words(url: str, quote: str, link: str) -> None:
    assert to_sentence(url, quote) == link


NO_ADDRESSES = [
    None,
    "",
    "ftp://example.org/a",
    "javascript:alert(1)",
    "https://",
    "http://[",
    "https://a b",
    "file:///a",
]


@pytest.mark.parametrize("url", NO_ADDRESSES)
def test_what_is_no_web_address_gets_no_link(url: str | None) -> None:
    assert to_sentence(url, "quote") is None


def test_a_link_that_would_be_too_long_names_less() -> None:
    long = "https://example.org/" + "a" * 440
    words = "first second third fourth fifth sixth seventh eighth ninth tenth"
    assert to_sentence(long, words) == f"{long}#:~:text=first%20second%20third%20fourth%20fifth"
    longer = "https://example.org/" + "a" * 470
    assert to_sentence(longer, words) == longer
    assert to_sentence("https://example.org/" + "a" * 500, words) is None
