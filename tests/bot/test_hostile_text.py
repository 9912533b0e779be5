"""Whatever text holds, a reader sees its plain words and nothing comes of it.

Every string of ours, of others where they are, and mixtures of pieces go through each function that makes text fit for
Discord; a model of Discord's markup reads what comes out.
"""

import random
import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate

import pytest

from bot.text import (
    ELLIPSIS,
    bold,
    clean,
    cut_to_fit,
    escape,
    fitted,
    marked,
    one_line,
    paragraphs,
    plain_fitted,
    quoted,
    word_ends,
)
from tests.bot.hostile import KINDS, every, mixed
from tests.bot.markup import read

TEXTS = [*every(), *mixed()]
LIMITS = (1, 2, 3, 7, 20, 80, 300)
# What readers see as one character each, of every kind that is made of several.
CHARACTERS = [
    *["x", "é", "e\u0301", "षि", "ភា", "မြ", "นำ", "각", "각", "が", "ﾊﾞ", "語", "Z\u0301\u0323\u0334"],
    *["🇫🇷", "👍🏿", "👩🏽‍🚒", "👨‍👩‍👧‍👦", "❤️‍🔥", "1️⃣"],
]


def _seen(text: str) -> str:
    """Return text as it looks: joiners aside, which only shape what stands beside them, and blanks made one."""
    return " ".join(re.sub("[\u200c\u200d]", "", text).split())


def test_escaped_text_reads_as_it_is_and_does_nothing() -> None:
    for text in TEXTS:
        shown = read(escape(text))
        assert shown.text == clean(text), text
        assert shown.kinds <= {"address"}, (text, shown.found)


def test_an_address_leads_where_it_says() -> None:
    for text in TEXTS:
        for found in read(escape(text)).found:
            assert re.fullmatch(r"https?://\S{1,200}", found.shown, re.IGNORECASE)
            assert found.shown in clean(text)


def test_bold_text_in_a_quote_is_bold_and_quoted_and_nothing_else() -> None:
    for text in TEXTS:
        inner = escape(paragraphs(text)).strip()
        shown = read(quoted(bold(inner)))
        assert _seen(shown.text) == _seen(clean(text)), text
        assert shown.kinds <= {"address", "bold", "quote"}, (text, shown.found)


def test_marked_text_reads_as_it_is_with_the_marked_words_in_bold() -> None:
    chance = random.Random(1)
    for text in TEXTS:
        for _ in range(3):
            places = sorted(chance.randint(0, len(text)) for _ in range(6))
            spans = list(zip(places[::2], places[1::2], strict=True))
            shown = read(marked(text, spans))
            assert _seen(shown.text) == _seen(clean(text)), (text, spans)
            assert shown.kinds <= {"address", "bold"}, (text, spans, shown.found)
            in_bold = "".join(found.shown for found in shown.found if found.kind == "bold")
            wanted = "".join(_seen(clean(text[start:end])) for start, end in spans)
            assert len(_bare(in_bold)) >= len(_bare(wanted)), (text, spans)


def _bare(text: str) -> str:
    return re.sub(r"\s", "", _seen(text))


@pytest.mark.parametrize("limit", LIMITS)
def test_fitted_text_keeps_its_limit_and_the_beginning_of_what_it_was(limit: int) -> None:
    for text in TEXTS:
        whole = one_line(text)
        for shown, read_back in ((plain_fitted(text, limit), str), (fitted(text, limit), _without_markup)):
            assert len(shown) <= limit, text
            kept = read_back(shown)
            if kept != whole:
                assert kept.endswith(ELLIPSIS), text
                assert whole.startswith(kept.removesuffix(ELLIPSIS)), text
                _assert_cut_well(whole, len(kept) - 1)


def _without_markup(shown: str) -> str:
    assert read(shown).kinds <= {"address"}
    return read(shown).text


def _assert_cut_well(text: str, at: int) -> None:
    """A cut stands between characters, and within a word only where the word is none that people write."""
    if not 0 < at < len(text):
        return
    assert not unicodedata.combining(text[at]), (text, at)
    assert "\u200d" not in text[at - 1 : at + 1], (text, at)
    if not text[at].isspace() and not text[at - 1].isspace():
        start = len(text[:at]) - len(text[:at].rsplit(maxsplit=1)[-1])
        word = text[start:].split(maxsplit=1)[0]
        is_first = not text[:start].strip()  # nothing shorter would be shown of the text at all
        assert is_first or len(word) > 60 or any(ord(letter) > 0xE00 for letter in word) or "://" in word, (text, at)


def test_text_is_cut_into_pieces_that_fit_and_are_all_of_it() -> None:
    for text in TEXTS:

        def rendered(start: int, end: int, text: str = text) -> str:
            return escape(text[start:end])

        pieces = cut_to_fit(text, rendered, 60)
        assert "".join(text[start:end] for start, end in pieces) == text
        assert all(len(rendered(*piece)) <= 60 for piece in pieces), text
        for _, end in pieces:
            if set(text[:end].split()[-1:]) <= set(text.split()):  # between words
                continue
            assert end in word_ends(text) or _is_endless(text, end), (text, end)


def _is_endless(text: str, at: int) -> bool:
    """Whether there is no place to cut near: one character with accents or joiners without end."""
    return not any(abs(at - end) < 10 for end in word_ends(text))


def test_characters_made_of_several_stay_whole() -> None:
    chance = random.Random(2)
    for _ in range(300):
        characters = chance.choices(CHARACTERS, k=chance.randint(30, 70))
        text = "".join(characters)
        whole = set(accumulate(map(len, characters)))
        for limit in (9, 21, 40):
            shown = plain_fitted(text, limit)
            assert shown == ELLIPSIS or len(shown) - 1 in whole, text
        for _, end in cut_to_fit(text, lambda start, end, text=text: text[start:end], 40):
            assert end in whole, text
        start, end = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
        assert all(place in whole | {0} for place in _edges(marked(text, [(start, end)]))), (text, start, end)


def _edges(shown: str) -> Iterator[int]:
    """Yield where in its text bold begins and ends."""
    at = 0
    for piece in shown.split("**"):
        at += len(piece)
        yield at


def test_bold_parts_that_only_something_unseen_keeps_apart_are_one() -> None:
    assert marked("a\u2060b", [(0, 1), (2, 3)]) == "**a\u2060b**".replace("\u2060", "")


def test_an_address_with_stars_does_not_end_the_bold_that_it_stands_in() -> None:
    assert read(bold(escape("https://a.example/**b"))).kinds == {"bold"}


def test_names_of_emoji_stay_names() -> None:
    assert escape(":smile: :+1: :100: std::vector:: at 10:30:45") == (
        "\\:smile: \\:+1: \\:100: std:\\:vector:: at 10:30:45"
    )


def test_there_are_strings_of_every_kind() -> None:
    assert all(KINDS.values())
    assert len(TEXTS) > 3000
