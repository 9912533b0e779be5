"""Sources opened by a reader, as messages."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.layout import layout
from bot.render.message import Buttons, Message, Text
from bot.render.review import of_passage, of_review
from index import ArticleSummary, PassageView, Review
from tests.bot.builders import citation, kept
from tests.bot.refused import message_complaints

ARTICLE = ArticleSummary(
    id="clock",
    library="shared",
    title="The clock",
    url=None,
    site=None,
    author=None,
    published=None,
    language="en",
    revision=1,
    passages=3,
    characters=1000,
    added_by=None,
    added_at=datetime(2024, 5, 1, tzinfo=UTC),
    first_added_at=datetime(2024, 5, 1, tzinfo=UTC),
    source="x",
)


def _review(text: str, quote: str, *, ordinal: int = 1, start: int | None = None) -> Review:
    at = text.index(quote) if start is None else start
    view = PassageView(article=ARTICLE, ordinal=ordinal, count=3, text=text, start=100, end=100 + len(text))
    cited = replace(citation(2, quote=quote), start=100 + at, end=100 + at + len(quote))
    return Review(kept=kept(cited), citation=cited, state="current", view=view, before="", quote=quote, after="")


def _said(message: Message) -> list[str]:
    return [part.text for part in message.parts if isinstance(part, Text)]


def _buttons(message: Message) -> list[tuple[str | None, str | None, bool]]:
    rows = [part for part in message.parts if isinstance(part, Buttons)]
    return [(one.label or one.emoji, one.id, one.is_disabled) for row in rows for one in row.buttons]


def _is_taken(message: Message) -> bool:
    body = {"components": layout(message).to_components(), "flags": 1 << 15, "allowed_mentions": {"parse": []}}
    return list(message_complaints(body)) == []


def test_the_quote_is_bold_between_its_neighbours() -> None:
    message = of_review(_review("Before *it*. The quote.\n\nBehind it.", "The quote."))
    assert _said(message) == [
        "**The clock**",
        "Before \\*it\\*. **The quote.**\n\nBehind it.",
        "-# Passage 2 of 3 · added 1\u00a0May\u00a02024 by the operator",
    ]
    assert _buttons(message) == [
        ("◀️", "fn:w:abcdefghij-_:2:0", False),
        ("▶️", "fn:w:abcdefghij-_:2:2", False),
        ("This doesn't support it", "fn:f:abcdefghij-_:2", False),
    ]


@pytest.mark.parametrize(("ordinal", "off"), [(0, [True, False]), (1, [False, False]), (2, [False, True])])
def test_walking_ends_where_the_article_ends(ordinal: int, off: list[bool]) -> None:
    message = of_review(_review("The quote.", "The quote.", ordinal=ordinal))
    assert [is_off for _, _, is_off in _buttons(message)[:2]] == off


def test_a_quote_that_runs_past_its_passage_is_shown_whole() -> None:
    message = of_review(_review("Before it. The", "The quote runs on.", start=11))
    assert _said(message)[1] == "Before it. **The quote runs on.**"


def test_another_passage_has_a_way_back() -> None:
    review = _review("The quote.", "The quote.")
    assert review.view is not None
    message = of_passage(review, replace(review.view, ordinal=2, text="Another *one*."))
    assert _said(message)[1:] == [
        "Another \\*one\\*.",
        "-# Passage 3 of 3 · added 1\u00a0May\u00a02024 by the operator",
    ]
    assert _buttons(message)[-1] == ("Back to the quote", "fn:b:abcdefghij-_:2", False)


def test_the_passage_of_the_quote_is_the_quote_again() -> None:
    review = _review("The quote.", "The quote.")
    assert review.view is not None
    assert of_passage(review, review.view) == of_review(review)


@pytest.mark.parametrize("filler", ["*long* ", "語", "x", "word\n\n"])
async def test_neighbours_that_do_not_fit_give_way_to_the_quote(filler: str) -> None:
    message = of_review(_review(filler * 2000 + " The quote. " + filler * 2000, "The quote."))
    assert "**The quote.**" in _said(message)[1]
    assert _is_taken(message)


@pytest.mark.parametrize("words", ["*long* " * 1000, "語" * 5000, "x" * 5000])
async def test_a_quote_that_does_not_fit_itself_ends_in_an_ellipsis(words: str) -> None:
    message = of_review(_review(words, words))
    assert _said(message)[1].endswith("…")
    assert _is_taken(message)


async def test_the_longest_names_are_taken() -> None:
    article = replace(ARTICLE, title="*t* " * 500, site="*s* " * 500, author="*a* " * 500, added_by="*b* " * 500)
    review = _review("*q* " * 1000, "*q* " * 100, start=40)
    assert review.view is not None
    assert _is_taken(of_review(replace(review, view=replace(review.view, article=article))))


def test_a_person_is_named_by_discord_and_the_operator_is_not() -> None:
    review = _review("The quote.", "The quote.")
    assert review.view is not None
    article = replace(ARTICLE, added_by="700000000000000009")
    message = of_review(replace(review, view=replace(review.view, article=article)))
    assert _said(message)[2].endswith(" by <@700000000000000009>")


async def test_a_changed_article_says_who_wrote_and_who_changed_it_and_links_to_the_web() -> None:
    review = _review("The quote.", "The quote.")
    reference = replace(review.citation.article, url="https://example.org/clock")
    changed = replace(review, state="updated", view=None, citation=replace(review.citation, article=reference))
    now = replace(ARTICLE, author="Ada", added_by="700000000000000009", added_at=datetime(2024, 6, 2, tzinfo=UTC))
    message = of_review(changed, now)
    assert _said(message) == [
        "**The clock**\n-# Ada",
        "The article was changed after it was quoted. These were its words:",
        "**The quote.**",
        "-# added 1\u00a0May\u00a02024 · changed 2\u00a0Jun\u00a02024 by <@700000000000000009>",
    ]
    labels = [label for label, _, _ in _buttons(message)]
    assert labels == ["Read it as it is now", "Read it on the web", "This doesn't support it"]
    long = replace(now, author="*a* " * 500, added_by="*b* " * 500)
    assert _is_taken(of_review(replace(changed, before="*w* " * 2000), long))


@pytest.mark.parametrize("state", ["current", "updated"])
def test_what_is_merely_close_in_a_refusal_is_not_doubted(state: Any) -> None:
    review = _review("The quote.", "The quote.")
    refusal = kept(nearest=(review.citation,))
    labels = [label for label, _, _ in _buttons(of_review(replace(review, kept=refusal, state=state)))]
    assert "This doesn't support it" not in labels
