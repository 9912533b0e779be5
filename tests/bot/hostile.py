"""Strings that break things: of every kind that a message, a database, a terminal or a regular expression trips over.

Lists of others' strings are used besides where ``shared/data/blns.json`` lies beside the project.
"""

import json
import random
from collections.abc import Sequence
from functools import cache
from itertools import chain
from pathlib import Path

OTHERS = Path(__file__).parents[3] / "shared" / "data" / "blns.json"

KINDS: dict[str, Sequence[str]] = {
    "markdown": [
        "**bold** *italic* ***both*** __under__ _slanted_ ~~struck~~ ||spoiler||",
        "# one\n## two\n### three\n#### four\n-# small\n  # indented",
        "> quote\n>>> all the rest\nis quoted",
        "- a\n  - b\n* c\n+ d\n1. e\n 22. f",
        "`code` ``co`de`` ```block```",
        "```ansi\n\x1b[2;31mred\x1b[0m\n```",
        "```py\nprint(1)",
        "[click me](https://evil.example) [x]( <https://evil.example> 'title')",
        "![picture](https://evil.example/a.png) [a\n](https://evil.example)",
        "[discord.com](https://evil.example) [[a]](https://evil.example)",
        "<https://evil.example> <http://a.example|b> <steam://run/1> <mailto:a@b.example> <+15551234567>",
        "\\*not italic\\* \\\\*a* \\",
        "*" * 50,
        "_*_*_ **_a*_b** *a **b* c** ~~*a~~*",
        "|" * 9 + "a" + "|" * 9,
        "a\n" * 30 + "# b",
        "**a\n\n# b**",
    ],
    "mentions": [
        "@everyone @here @Everyone @HERE @@everyone",
        "<@700000000000000001> <@!700000000000000001> <@&700000000000000001> <#700000000000000001>",
        "</ask:700000000000000001> </article add:1> <id:browse> <id:customize> <id:guide>",
        "<t:0> <t:1700000000:R> <t:-1:F>",
        "<:emoji:700000000000000001> <a:emoji:700000000000000001> :smile: :+1: :100: ::a:: :flag_ru:",
        "@\u200beveryone @\u2060here <\u200b@700000000000000001> <@\u202e700000000000000001>",
        "@every\u00adone @ev\u200deryone \uff20everyone <@7000\u200b00000000000001>",
        "<@\n700000000000000001> <<@700000000000000001>> \\<@700000000000000001>",
    ],
    "invites": [
        "discord.gg/abc https://discord.gg/abc http://discordapp.com/invite/abc DISCORD.COM/INVITE/abc",
        "discord\u200b.gg/abc dis\u00adcord.gg/abc discord.com//invite/abc dsc.gg/abc invite.gg/abc discord.me/abc",
        "https://user@discord.gg/abc https://discord.gg\\abc <discord.gg/abc> [a](discord.gg/abc)",
    ],
    "addresses": [
        "https://example.org/a_b_(c)?d=*e*&f=`g` https://example.org/~~a~~ https://example.org/||a||",
        "http://a.example/<@700000000000000001> https://a.example/@everyone https://a.example/@here",
        "https://a.example/[b](https://c.example) https://a.example/> https://a.example/\u202egnp",
        "javascript:alert(1) data:text/html,<script> file:///etc/passwd ftp://a.example HTTPS://A.EXAMPLE/",
        "https://" + "a" * 1990,
        "https://a.example/" + "%F0%9F%98%80" * 100,
        "://a https:// http:/a https:///a //a.example",
        "https://xn--80ak6aa92e.example https://аррӏе.example https://a.example/é",
    ],
    "direction and sight": [
        "\u202eright to left\u202c \u2066isolated\u2069 \u200frtl mark \u061carabic mark",
        "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u034f\u115f\u1160\u3164\uffa0",
        "in\u200bvis\u200ci\u200dble",
        "\ufff9a\ufffab\ufffbc \U000e0001\U000e0041\U000e007f",
        "\x00nul \x00\x00 a\x00b",
        "".join(map(chr, range(32))) + "\x7f" + "".join(map(chr, range(0x80, 0xA0))),
        "\ud800 \udfff half \ud83d a \ude00",
        "\r\n \r \n\r \u2028 \u2029 \x0b \x0c \x85",
        " \u00a0\u1680\u2000\u2003\u2009\u202f\u205f\u3000 ",
        "\ufffe\uffff\U0001ffff\U0010ffff \ue000\U000f0000",
    ],
    "scripts": [
        "مرحبا بالعالم (1) [2] <3>",
        "שלום *עולם* _123_ abc",
        "日本語の文章です。" * 30,
        "ខ្មែរ " + "ភាសាខ្មែរ" * 20,
        "မြန်မာဘာသာ" * 20,
        "ภาษาไทยน้ำ" * 20,
        "हिन्दी में लिखा क्षत्रिय " * 5,
        "தமிழ் நொ " * 20,
        "각각" * 40,
        "Ἄ ᾳ ﬁ ǆ İ ı ß ẞ ſ",
    ],
    "floods": [
        "Z" + "\u0301\u0323\u0334" * 200 + "algo",
        "\u0300" * 3000,
        "e" + "\u20dd" * 100,
        "꧁" * 500,
        "﷽" * 300,
        "\u0e47" * 500 + "ก",
        "x" * 2000,
        "語" * 4000,
        ("a" * 59 + " ") * 60,
        "word " * 1000,
        "\n" * 500 + "a" + " " * 2000 + "b",
    ],
    "emoji": [
        "👩🏽‍🚒" * 60,
        "👨‍👩‍👧‍👦" * 60,
        "🇫🇷🇩🇪🇯🇵" * 40,
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿" * 30,
        "1️⃣2️⃣#️⃣*️⃣" * 30,
        "❤️‍🔥🏳️‍🌈" * 40,
        "👍🏿" * 200,
        "🫠" * 1500,
    ],
    "code": [
        "'; DROP TABLE answers; -- \" OR 1=1 %' ESCAPE '\\",
        "<script>alert('x')</script> <img src=x onerror=alert(1)> &lt;b&gt; &#x41; <!-- -->",
        "{0} {} {question} {0.__class__.__mro__} %s %d %n %(a)s ${x} $(id) `id` #{x} {{7*7}}",
        "../../etc/passwd ..\\..\\ C:\\con\\nul /dev/null ~root",
        "true false null None NaN undefined Infinity -0 1e999 0x10 1,000",
        '{"a": [1, {"b": null}]} <?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>',
        "(a+)+$ [a-z]{1000} (?<!x) \\b\\d+ .* ^$",
        'AND OR NOT NEAR() title:x body^2 +a -b "c d"~3 [a TO b] * ? !',
        "\x1b[2J\x1b]0;title\x07\x1b[31mred",
        "=1+1 @SUM(1) -cmd|'/c calc'!A0",
        "\u200b" * 100,
        "",
        " ",
        "\n",
        ".",
        "?",
        "-",
        "…",
    ],
    "ours": [
        "fn:s:abcdefghij-_:1 fn:v:abcdefghij-_:good fn:c:private:on",
        "**[1]** **[2]** [1] [99]",
        "> **[1]**\n———\n-# page 1 of 2",
        "… … …",
        "**[1]** The clock\n-# Gazette · 5 Apr 2023",
    ],
}

# Pieces that mean nothing alone and something beside each other.
_PIECES = (
    *"*_~|`[]()<>#@:/.\\-+>!&=\n ",
    *("**", "__", "~~", "||", "```", "](", "<@", "<#", "</", "<t:", "<:", "://", "https://", "@everyone", "@here"),
    *(
        "discord",
        ".gg",
        "/a",
        "-#",
        "1.",
        "everyone",
        "1",
        "a",
        "b c",
        "x_y",
        "é",
        "語",
        "👍🏽",
        "\u200b",
        "\u200d",
        "\u202e",
        "…",
    ),
)


def every() -> list[str]:
    """Return all strings, others' as well where they are."""
    others = json.loads(OTHERS.read_text("utf-8")) if OTHERS.is_file() else []
    return [*chain.from_iterable(KINDS.values()), *others]


@cache
def mixed(count: int = 3000) -> Sequence[str]:
    """Return the same mixtures of pieces at every call."""
    chance = random.Random(3)
    return ["".join(chance.choices(_PIECES, k=chance.randint(2, 24))) for _ in range(count)]
