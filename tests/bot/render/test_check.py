"""Checked claims as messages."""

from bot.layout import layout
from bot.render.check import HOW_IT_IS_CHECKED, nothing_stated, of_check
from bot.render.message import Button, Line, Message, Rule, Text
from index import CheckedClaims, Claim
from tests.bot.builders import citation, kept
from tests.bot.hostile import every
from tests.bot.markup import read
from tests.bot.refused import message_complaints

ID = "abcdefghij-_"
FOOT = (Rule(), Text(HOW_IT_IS_CHECKED))


def check(*claims: Claim, left_out: int = 0) -> CheckedClaims:
    return CheckedClaims(claims=claims, left_out=left_out, answer=kept().answer)


def source(number: int) -> Button:
    return Button(label=f"Source {number}", id=f"fn:s:{ID}:{number}")


def texts(message: Message) -> list[str]:
    return [part.text for part in message.parts if isinstance(part, Text | Line)]


async def complaints(message: Message) -> list[str]:
    body = {"components": layout(message).to_components(), "flags": 1 << 15, "allowed_mentions": {"parse": []}}
    return list(message_complaints(body))


def test_a_supported_claim_stands_above_the_quote_that_says_it() -> None:
    one = citation(site="Gazette", published="2023-04-05")
    assert of_check(check(Claim(text="Ottoline *repairs* it.", supporting=(one,))), ID) == Message(
        (
            Text("**Ottoline \\*repairs\\* it.**\n✅ **supported** by **[1]**"),
            Line("**[1]** The clock\n-# Gazette · 5\u00a0Apr\u00a02023\n> Ottoline Fenwick repairs it.", source(1)),
            *FOOT,
        )
    )


def test_each_verdict_has_its_words() -> None:
    one, two = citation(1), citation(2)
    verdicts = [
        texts(of_check(check(claim), ID))[0].split("\n")[1]
        for claim in (
            Claim(text="A b c.", contradicting=(one, two)),
            Claim(text="A b c.", supporting=(one,), contradicting=(two,)),
            Claim(text="A b c.", nearest=(one,)),
            Claim(text="A b c."),
            Claim(text="A b c.", is_unclear=True),
        )
    ]
    assert verdicts == [
        "❌ **contradicted** by **[1]** **[2]**",
        "⚖️ the articles disagree: **supported** by **[1]**, **contradicted** by **[2]**",
        "➖ **not in the articles**; closest is **[1]**; I don't find it there",
        "➖ **not in the articles**",
        "❔ **not checked**: it isn't clear to me whom or what this is about",
    ]


def test_a_source_of_two_claims_is_shown_under_the_first_alone() -> None:
    one = citation(1)
    message = of_check(check(Claim(text="A b c.", supporting=(one,)), Claim(text="D e f.", contradicting=(one,))), ID)
    assert [part.button for part in message.parts if isinstance(part, Line)] == [source(1)]
    assert texts(message)[2] == "**D e f.**\n❌ **contradicted** by **[1]**"


def test_what_was_left_out_is_counted() -> None:
    message = of_check(check(Claim(text="A b c."), left_out=1), ID)
    assert texts(message)[-1].startswith("-# Left out: 1 more claim.\n")
    assert "Left out" not in texts(of_check(check(Claim(text="A b c.")), ID))[-1]


async def test_as_much_as_there_can_be_fits_and_the_rest_is_counted() -> None:
    long = "A *very* long `story` about [its] clock. " * 40
    claims = [
        Claim(
            text=long,
            supporting=tuple(citation(4 * at + n, quote=long, title=long, site=long) for n in (1, 2)),
            contradicting=tuple(citation(4 * at + n, quote=long, title=long, site=long) for n in (3, 4)),
        )
        for at in range(8)
    ]
    message = of_check(check(*claims, left_out=3), ID)
    assert await complaints(message) == []
    shown = sum("the articles disagree" in text for text in texts(message))
    assert 1 <= shown < 8
    assert f"Left out: {3 + 8 - shown} more claims." in texts(message)[-1]


async def test_eight_claims_with_a_quote_each_all_fit() -> None:
    long = "Ottoline Fenwick repairs the tower clock of Millbrook every spring. " * 10
    claims = [Claim(text=long, supporting=(citation(at, quote=long),)) for at in range(1, 9)]
    message = of_check(check(*claims), ID)
    assert await complaints(message) == []
    assert sum("**supported**" in text for text in texts(message)) == 8


async def test_hostile_text_is_shown_as_it_reads() -> None:
    for text in every():
        message = of_check(check(Claim(text=text, supporting=(citation(quote=text, title=text),))), ID)
        assert await complaints(message) == [], text
        for shown in texts(message):
            assert read(shown).kinds <= {"bold", "quote", "small print", "address"}, text


def test_a_message_that_states_nothing_is_told_in_a_line() -> None:
    [said] = texts(nothing_stated())
    assert "\n" not in said
