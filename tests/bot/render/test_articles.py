"""Articles listed and read, as messages."""

from typing import Any

import pytest

from bot.layout import layout
from bot.render.articles import PAGE, Listed, of_list, of_page, of_removal, pages_of, several, shared_stays, unknown
from bot.render.message import Button, Buttons, Line, Message, Rule, Text, notice
from index import SHARED
from tests.bot.builders import QUOTE, summary, view
from tests.bot.refused import message_complaints

WORST = "*_~`|[]()<>#\\" * 40


def _complaints(message: Message) -> list[str]:
    body = {"components": layout(message).to_components(), "flags": 1 << 15, "allowed_mentions": {"parse": []}}
    return list(message_complaints(body))


def test_a_list_says_how_many_there_are_and_how_each_can_be_read() -> None:
    articles = [summary(site="Gazette", published="2023-04-05"), summary(id="bread", title="Bread", library=SHARED)]
    assert of_list(Listed(articles=articles, own=1, shared=1)) == Message(
        (
            Text("**2 articles**, 1 of them shared by all servers"),
            Line("**The clock**\n-# Gazette · 5\u00a0Apr\u00a02023", Button(label="Read", id="fn:o:own:clock")),
            Line("**Bread**\n-# shared", Button(label="Read", id="fn:o:shared:bread")),
        )
    )


def test_a_long_list_has_pages_that_remember_the_search() -> None:
    articles = [summary(id=str(number)) for number in range(PAGE)]
    message = of_list(Listed(articles=articles, own=25, shared=0, search="clock *", page=1))
    assert message.parts[0] == Text("**25 articles that match “clock \\*”**")
    assert message.parts[-2:] == (
        Text("-# page 2 of 3"),
        Buttons((Button(emoji="◀️", id="fn:l:0:clock *"), Button(emoji="▶️", id="fn:l:2:clock *"))),
    )


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (10, 1), (11, 2), (20, 2), (21, 3)])
def test_a_list_has_as_many_pages_as_it_needs(count: int, pages: int) -> None:
    assert pages_of(count) == pages


def test_an_empty_list_says_how_to_fill_it() -> None:
    assert of_list(Listed(articles=[], own=0, shared=0)) == notice(
        "There are no articles here yet. `/article add` puts some into the library: web addresses, files or text."
    )
    assert of_list(Listed(articles=[], own=0, shared=0, search="@everyone")) == notice(
        "No article has “@\u200beveryone” in its title, its author or its site."
    )


def test_the_worst_list_fits() -> None:
    articles = [
        summary(id=f"{number}" * 190, title=WORST, site=WORST, published=WORST, library=SHARED)
        for number in range(PAGE)
    ]
    assert _complaints(of_list(Listed(articles=articles, own=10**6, shared=10**6, search="*" * 60, page=7))) == []


def test_an_article_is_read_passage_by_passage() -> None:
    about: dict[str, Any] = {"author": "Ada", "url": "https://example.org/clock", "added_by": f"discord:{10**17}"}
    assert of_page(view(ordinal=1, count=3, **about)) == Message(
        (
            Text("**The clock**\n-# Ada"),
            Rule(),
            Text(QUOTE),
            Text("-# Passage 2 of 3 · added 1\u00a0May\u00a02024 by <@100000000000000000>"),
            Buttons(
                (
                    Button(emoji="◀️", id="fn:r:0:own:clock"),
                    Button(emoji="▶️", id="fn:r:2:own:clock"),
                    Button(
                        label="Read it on the web",
                        url="https://example.org/clock#:~:text=The%20tower%20clock%20of%20Millbrook,"
                        "by%20Ottoline%20Fenwick%20every%20spring.",
                    ),
                )
            ),
        )
    )


def test_a_shared_article_is_marked() -> None:
    assert of_page(view(count=1, library=SHARED)).parts[0] == Text("**The clock**\n-# shared")


def test_an_article_of_one_passage_without_an_address_has_no_buttons() -> None:
    assert not any(isinstance(part, Buttons) for part in of_page(view(count=1)).parts)


def test_an_article_without_a_word_can_be_opened() -> None:
    for blank in ("", "\u200b\u2060", " \n "):
        assert _complaints(of_page(view(blank, count=0, title=blank, passages=0))) == []


def test_the_worst_passage_fits() -> None:
    worst = view(
        WORST * 20, ordinal=1, count=10**6, title=WORST, author=WORST, site=WORST, url=f"https://a.b/{'x' * 450}"
    )
    assert _complaints(of_page(worst)) == []


def test_before_an_article_is_removed_it_is_asked_whether_it_shall() -> None:
    assert of_removal(summary()) == Message(
        (
            Text("Remove this article?\n**The clock**"),
            Text("-# It has 2 passages. What answers quoted of it goes with it, and this can't be undone."),
            Buttons((Button(label="Remove it", id="fn:x:clock", style="danger"), Button(label="Keep it", id="fn:k"))),
        )
    )
    assert _complaints(of_removal(summary(id=WORST[:200], title=WORST, site=WORST, author=WORST))) == []


def test_what_people_typed_is_only_text() -> None:
    [text] = unknown("[x](https://discord.gg/a)").parts
    assert isinstance(text, Text)
    assert "“\\[x\\]\\(https:\\/\\/discord\\.gg/a\\)”" in text.text
    [text] = shared_stays("@everyone").parts
    assert isinstance(text, Text)
    assert text.text.startswith("**@\u200beveryone**")
    assert _complaints(several(WORST, [summary(title=WORST) for _ in range(25)])) == []
