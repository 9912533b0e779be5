"""The form of a library's text."""

import random
import time
import unicodedata

import pytest

from index.sources.clean import clean_line, clean_text, clean_title, drop_repeated_title, shorten, title_from_text


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("a\u2029b\fc", "a\n\nb\n\nc"),
        ("a  \t\n\n\n \nb", "a\n\nb"),
        ("\n\n  indented\n", "  indented"),
        ("cafe\u0301", "café"),
        ("a\u00a0b\u202fc\u3000d", "a b c d"),
        ("pass\u00adword \u200bzero\ufeff", "password zero"),
        ("\u202eevil\u202c \u2066x\u2069\u200f", "evil x"),
        ("a\x00b\x07c\x1bd\x7fe\x9ff", "abcdef"),
        ("a\ud800b", "ab"),
        ("a\U000e0041\U000e0042b", "ab"),
        ("tab\tstays", "tab\tstays"),
    ],
)
def test_line_ends_spaces_and_invisible_characters_are_brought_to_one_form(given: str, kept: str) -> None:
    assert clean_text(given) == kept


@pytest.mark.parametrize("word", ["می\u200cخواهم", "क्\u200dष", "👩\u200d🚀", "❤️\u200d🔥", "👍🏽", "ශ්\u200dරී"])
def test_joiners_stay_where_a_script_needs_them(word: str) -> None:
    assert clean_text(word) == unicodedata.normalize("NFC", word)


def test_joiners_between_latin_letters_hide_a_word_and_go() -> None:
    assert clean_text("pass\u200dword\u200c pa\u200d\u200css") == "password pass"


def test_cleaning_twice_changes_nothing() -> None:
    alphabet = "ab \t\n\r\f\v\u0301\u00a0\u00ad\u200b\u200c\u200d\u202e\ufeff\u2028\u2029क می👩é\u1100\u1161\ud800\x85"
    source = random.Random(7)
    for _ in range(3_000):
        text = "".join(source.choices(alphabet, k=source.randint(0, 12)))
        once = clean_text(text)
        assert clean_text(once) == once, ascii(text)


def test_cleaning_takes_time_in_proportion_to_the_length() -> None:
    """Long runs of spaces must not be searched again from each of their characters."""
    started = time.perf_counter()
    clean_text("a" + " " * 1_000_000 + "b" + "\n " * 300_000 + "\u200d" * 300_000)
    assert time.perf_counter() - started < 2


def test_a_line_has_no_breaks_and_none_when_nothing_is_left() -> None:
    assert clean_line(" The\n Harbour\u200b\t closes ") == "The Harbour closes"
    assert clean_line(" \u200b\n") is None
    assert clean_line(None) is None


def test_a_long_title_is_cut_at_a_word() -> None:
    title = clean_title("harbour " * 60)
    assert title is not None
    assert len(title) <= 300
    assert title.endswith("harbour…")


def test_text_without_spaces_is_cut_where_it_is() -> None:
    assert shorten("港" * 50, 10) == "港" * 9 + "…"


def test_a_title_repeated_at_the_start_is_said_once() -> None:
    assert drop_repeated_title("The Harbour Closes!\n\nthe harbour closes\n\nText.", "The harbour closes") == "Text."


def test_a_text_that_is_only_its_title_stays() -> None:
    assert drop_repeated_title("Harbour closes", "Harbour closes") == "Harbour closes"


def test_a_title_that_only_begins_the_first_line_stays_in_it() -> None:
    assert drop_repeated_title("Harbour closes at nine.\n\nMore.", "Harbour closes").startswith("Harbour closes at")


def test_a_title_is_made_of_the_first_line_with_words() -> None:
    assert title_from_text("***\n\nThe harbour\nis shut") == "The harbour"
    assert title_from_text("--- ***") is None
