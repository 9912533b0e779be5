"""Text without what can't be seen."""

import pytest

from index.checking.plain import plain, straight


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("2\u200b,0\u200b00 sol\u00addiers", "2,000 soldiers"),
        ("\u202e[1]\u202c \u2066x\u2069", "[1] x"),
        ("２，０００", "2，000"),
        ("\U0001d7da\U0001d7db men", "23 men"),
        ("\u0662\u0660 people", "20 people"),
        ("\U0001d400rmenia", "Armenia"),
        ("a\x00b\x07c", "abc"),
        ("a\u3164b\ufe0f", "ab"),
        ("\U000e0041hidden", "hidden"),
        ("one\r\ntwo\u2028three\tfour", "one\n\ntwo\nthree four"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("5½ and 3²", "5½ and 3²"),
    ],
)
def test_what_is_seen_is_what_is_checked(written: str, seen: str) -> None:
    assert plain(written) == seen


def test_plain_text_stays_as_it_is_and_plain_again() -> None:
    text = "Çavuşoğlu said: “Пашинян, 3 % – no more.”\nSecond line."
    assert plain(text) == text
    assert plain(plain("\u202e２\u200b")) == plain("\u202e２\u200b") == "2"


def test_quotation_marks_become_one_kind_without_moving_anything() -> None:
    text = "“Azerbaijan’s” «unyielding» position"
    assert straight(text) == '"Azerbaijan\'s" "unyielding" position'
    assert len(straight(text)) == len(text)
