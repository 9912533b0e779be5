"""The model of Discord's markup sees what the tests must not miss."""

import pytest

from tests.bot.markup import read


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [
        ("**a**", "bold", "a"),
        ("a *b* c", "italic", "b"),
        ("_a_", "slanted", "a"),
        ("__a__", "underline", "a"),
        ("~~a~~", "struck out", "a"),
        ("||a\nb||", "spoiler", "a\nb"),
        ("`a`", "code", "a"),
        ("```ansi\n\x1b[31ma```", "code block", "ansi\n\x1b[31ma"),
        ("# a", "heading", "a"),
        ("a\n  ### b", "heading", "b"),
        ("-# a", "small print", "a"),
        ("- a", "list", "a"),
        ("12. a", "list", "a"),
        ("> a\n> b", "quote", "a\nb"),
        (">>> a\nb", "quote", "a\nb"),
        ("> # a", "heading", "a"),
        ("[a](https://b.example)", "link", "a"),
        ("![a](https://b.example)", "link", "a"),
        ("<https://b.example>", "address", "https://b.example"),
        ("a https://b.example", "bare address", "https://b"),
        ("<@1>", "person", "<@1>"),
        ("<@!1>", "person", "<@!1>"),
        ("<@&1>", "role", "<@&1>"),
        ("<#1>", "channel", "<#1>"),
        ("</ask:1>", "command", "</ask:1>"),
        ("<t:1:R>", "time", "<t:1:R>"),
        ("<a:b:1>", "custom emoji", "<a:b:1>"),
        ("<id:browse>", "place", "<id:browse>"),
        ("<a@b.example>", "contact", "<a@b.example>"),
        ("@everyone", "everyone", "@everyone"),
        (":smile:", "emoji", ":smile:"),
        ("discord.gg/a", "invite", "discord.gg/a"),
    ],
)
def test_markup_is_seen(text: str, kind: str, shown: str) -> None:
    [*_, last] = [one for one in read(text).found if one.kind == kind]
    assert last.shown == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"\*\*a\*\*", "**a**"),
        (r"\# a", "# a"),
        (r"\<@1\>", "<@1>"),
        ("@\u200beveryone", "@everyone"),
        ("3 * 4 * 5, at 10:30:45", "3 * 4 * 5, at 10:30:45"),
        ("a_b_c #1 > 2", "a_b_c #1 > 2"),
        (r"https:\/\/a", "https://a"),
    ],
)
def test_plain_text_is_none(text: str, shown: str) -> None:
    assert read(text).text == shown
    assert read(text).found == ()
