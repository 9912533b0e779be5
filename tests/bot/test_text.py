"""What people and articles say is shown as it reads, and does nothing."""

import re

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
    spaced,
    word_ends,
)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("*a* _b_ ~~c~~ `d` ||e||", r"\*a\* \_b\_ \~\~c\~\~ \`d\` \|\|e\|\|"),
        ("# heading", r"\# heading"),
        ("-# small print", r"\-\# small print"),
        ("- one\n  - two\n+ three", "\\- one\n \\- two\n\\+ three"),
        ("a - b + c", "a - b + c"),
        ("1. first\n2) second", "1\\. first\n2\\) second"),
        ("in 1974. Then", "in 1974. Then"),
        ("> quote\n>>> more", "\\> quote\n\\>\\>\\> more"),
        ("```py\ncode\n```", "\\`\\`\\`py\ncode\n\\`\\`\\`"),
        ("[click](https://evil.example)", r"\[click\]\(<https://evil.example>\)"),
        ("![picture](x)", r"!\[picture\]\(x\)"),
        ("@everyone and @here", "@\u200beveryone and @\u200bhere"),
        ("<@123> <@!123> <@&123>", "\\<@\u200b123\\> \\<@\u200b!123\\> \\<@\u200b&123\\>"),
        ("<#123> </ask:123> <t:1:R>", r"\<\#123\> \</ask:123\> \<t:1:R\>"),
        ("<:x:1> <a:x:1> <id:browse>", r"\<\:x:1\> \<a\:x:1\> \<id:browse\>"),
        ("someone@example.org", "someone@example.org"),
        ("back\\slash", r"back\\slash"),
        ("see https://example.org/a_b_c?d=*e*", r"see <https://example.org/a_b_c?d=*e>\*"),
        ("https://example.org/a_(b), or", "<https://example.org/a_(b)>, or"),
        ("**https://example.org/a**", r"\*\*<https://example.org/a>\*\*"),
        ("https://example.org/|x", r"<https://example.org/>\|x"),
        ("https://example.org/" + "_" * 200, "https:\\/\\/example.org/" + r"\_" * 200),
        ("(https://example.org/a).", r"\(<https://example.org/a>\)."),
        ("https://example.org/@everyone", "https:\\/\\/example.org/@\u200beveryone"),
        ("ftp://example.org steam://run", r"ftp:\/\/example.org steam:\/\/run"),
        ("join discord.gg/abc", r"join discord\.gg/abc"),
        ("https://discord.gg/abc", r"https:\/\/discord\.gg/abc"),
        ("https://discord.com/invite/abc", r"https:\/\/discord\.com/invite/abc"),
        ("DISCORDAPP.COM/invite/x", r"DISCORDAPP\.COM/invite/x"),
        ("50 % of 3*4", r"50 % of 3\*4"),
    ],
)
def test_markup_of_others_is_shown_as_it_is(said: str, shown: str) -> None:
    assert escape(said) == shown


@pytest.mark.parametrize("said", ["Ottoline’s “clock” – done!", "Հայաստան", "日本語。", "👩‍👩‍👧 ok", "می‌خواهم", "क्‍ष"])
def test_ordinary_text_stays_as_it_is(said: str) -> None:
    assert escape(said) == said


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("a\u202egnp.exe", "agnp.exe"),
        ("a\u2066b\u2069c\u200fd\u061ce", "abcde"),
        ("@\u200beveryone", "@everyone"),
        ("in\u2060vi\ufeffsi\u00adble", "invisible"),
        ("a\x00b\x1b[31mc\x7fd", "ab[31mcd"),
        ("\U000e0041\U000e0042tags", "tags"),
        ("half \ud83d character", "half character"),
        ("\u200d\u200calone\u200d and \u200d", "alone and "),
        ("ro\u200c\u200d\u200cws", "rows"),
        ("one\r\ntwo\rthree\u2028four\u0085five\x0bsix", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("tab\tand \u00a0\u3000space", "tab and space"),
    ],
)
def test_what_cannot_be_seen_is_left_out(said: str, shown: str) -> None:
    assert clean(said) == shown


def test_a_mention_hidden_by_what_cannot_be_seen_is_none() -> None:
    assert "@everyone" not in escape("@\u200beveryone @\u2060here @ev\u00aderyone")


def test_text_is_put_on_one_line_or_without_blank_lines() -> None:
    assert one_line(" a\n\n b\tc ") == "a b c"
    assert paragraphs("a \n \n  b\nc") == "a\nb\nc"


def test_text_to_be_read_at_length_keeps_its_paragraphs_apart() -> None:
    assert spaced("a \n \n\n  b\nc \r\n d") == "a\n\nb\nc\nd"


def test_bold_goes_line_by_line_and_leaves_blanks_out() -> None:
    assert bold(" a \nb\n\n") == " **a** \n**b**\n\n"


def test_a_block_quote_marks_each_line() -> None:
    assert quoted("a\nb") == "> a\n> b"


def test_spans_are_bold_and_everything_is_escaped() -> None:
    assert marked("*a* b_c d", [(4, 7)]) == r"\*a\* **b\_c** d"


def test_spans_that_touch_or_overlap_or_stand_outside_are_made_one_within() -> None:
    assert marked("abc def ghi", [(4, 7), (0, 2), (2, 3), (8, 99), (5, 6)]) == "**abc def ghi**"
    assert marked("abc", [(3, 9), (-2, 0)]) == "abc"


def test_a_short_text_is_fitted_as_it_is() -> None:
    assert fitted("a *b*", 100) == r"a \*b\*"


def test_a_long_text_is_cut_behind_a_word_with_an_ellipsis() -> None:
    shown = fitted("word_ " * 100, 50)
    assert shown == "word\\_ " * 6 + "word\\_" + ELLIPSIS
    assert len(shown) <= 50


UNSPACED = ["日本語の文章" * 50, "é\u0301" * 100, "👩🏽\u200d🚒" * 60, "x" * 300, "https://example.org/" + "a" * 300]


@pytest.mark.parametrize("text", UNSPACED)
@pytest.mark.parametrize("limit", [20, 21, 22, 23, 24])
def test_what_has_no_spaces_is_cut_between_characters(text: str, limit: int) -> None:
    shown = plain_fitted(text, limit)
    kept = shown.removesuffix(ELLIPSIS)
    assert limit - 4 <= len(shown) <= limit
    assert text.startswith(kept)
    assert not re.match("[\u0301\u200d🏽]", text[len(kept) :])
    assert kept[-1] != "\u200d"
    assert fitted(text, limit).removesuffix(ELLIPSIS).replace("\\", "") in text


def test_an_address_is_shown_whole_or_as_no_link() -> None:
    address = "https://example.org/" + "a" * 100
    assert fitted(f"see {address} there", 200) == f"see <{address}> there"
    assert fitted(f"see {address} there", 50) == "see…"
    assert fitted(f"see {address} there", 127) == f"see https:\\/\\/example.org/{'a' * 100}…"
    assert fitted(address, 50) == f"https:\\/\\/example.org/{'a' * 27}…"


def test_words_are_cut_only_when_they_are_none() -> None:
    assert list(word_ends("one two")) == [3, 7]
    assert list(word_ends("é\u0301" * 2 + "語語")) == [2, 4, 5, 6]
    assert len(word_ends("x" * 61)) == 61
    assert 1 not in word_ends("👩\u200d🚒語")


def test_a_text_is_cut_into_pieces_that_fit() -> None:
    text = "some words * " * 40

    def rendered(start: int, end: int) -> str:
        return escape(text[start:end])

    pieces = cut_to_fit(text, rendered, 100)
    assert all(len(rendered(*piece)) <= 100 for piece in pieces)
    assert "".join(text[start:end] for start, end in pieces) == text
    assert all(re.match(r"\s|$", text[end:]) for _, end in pieces)


def test_what_fits_is_not_cut() -> None:
    assert cut_to_fit("a b", lambda start, end: "a b"[start:end], 3) == [(0, 3)]
