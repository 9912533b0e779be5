"""Hostile text in questions, titles, names and articles makes no message that Discord refuses, and nothing in one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot import errors
from bot.layout import layout
from bot.render import notices
from bot.render.answer import of_answer
from bot.render.discord_limits import CHOICE_NAME, LINK
from bot.render.links import to_sentence
from bot.render.message import Line, Message, Text
from bot.render.recent import ANSWERS, of_recent
from bot.render.review import of_passage, of_review
from bot.text import plain_fitted
from index import ArticleSummary, InvalidQuestion, PassageView, Review
from tests.bot.builders import citation, kept
from tests.bot.hostile import every, mixed
from tests.bot.markup import read
from tests.bot.refused import message_complaints

TEXTS = [*every(), *mixed()[:200]]
OURS = {"bold", "quote", "small print", "address", "time", "code", "slanted", "italic"}
PAGES = 3


def _article(text: str) -> ArticleSummary:
    at = datetime(2024, 5, 1, tzinfo=UTC)
    return ArticleSummary(
        id="clock",
        library="shared",
        title=text,
        url=text,
        site=text,
        author=text,
        published=text,
        language="en",
        revision=1,
        passages=3,
        characters=1000,
        added_by=text,
        added_at=at,
        first_added_at=at,
        source=text,
    )


def _answers(text: str) -> Iterator[Message]:
    cited = citation(1, quote=text or "x", title=text, site=text, published=text, marks=[(0, 1), (2, len(text))])
    answer = kept(cited, citation(2, quote=f"a {text}", title=text, id="b"), question=text)
    for page in range(PAGES):
        yield of_answer(answer, page=page, shows_question=True)
    yield of_answer(kept(nearest=(cited, citation(2, quote=text)), question=text), shows_question=True)
    yield of_recent([replace(answer, id=f"answer-{at}") for at in range(ANSWERS)])


def _sources(text: str) -> Iterator[Message]:
    quote = text or "x"
    article = _article(text)
    cited = replace(citation(1, quote=quote, title=text, site=text, published=text), start=100, end=100 + len(quote))
    body = f"{quote}\n\n{text}"
    view = PassageView(article=article, ordinal=1, count=3, text=body, start=100, end=100 + len(body))
    review = Review(kept=kept(cited), citation=cited, state="current", view=view, before=text, quote=quote, after=text)
    yield of_review(review)
    yield of_review(replace(review, state="updated", view=None))
    yield of_passage(review, replace(view, ordinal=2))


def _notices(text: str) -> Iterator[Message]:
    yield notices.unknown_article(text)
    failure = errors.explain(InvalidQuestion(text or "x"))
    assert failure.message is not None
    yield failure.message


def _everything(text: str) -> Iterator[Message]:
    yield from _answers(text)
    yield from _sources(text)
    yield from _notices(text)


@pytest.mark.parametrize("part", range(4))
async def test_messages_are_taken_and_nothing_comes_of_what_others_wrote(part: int) -> None:
    for text in TEXTS[part::4]:
        for message in _everything(text):
            body = {"components": layout(message).to_components(), "flags": 1 << 15, "allowed_mentions": {"parse": []}}
            assert list(message_complaints(body)) == [], text
            for shown in message.parts:
                if isinstance(shown, Text | Line):
                    assert read(shown.text).kinds <= OURS, (text, read(shown.text).found)


def test_a_person_is_named_only_by_an_id_of_discords() -> None:
    for text in TEXTS:
        [place] = [
            part.text
            for message in _sources(text)
            for part in message.parts
            if isinstance(part, Text) and part.text.startswith("-# Passage 2 of 3")
        ]
        assert read(place).kinds <= {"small print", "address"}, text


def test_links_are_short_and_lead_to_the_web() -> None:
    for text in TEXTS:
        for url in (text, "https://example.org/a#b", f"https://example.org/{text}"):
            link = to_sentence(url, text)
            assert link is None or (len(link) <= LINK and link.startswith(("http://", "https://")))
            assert link is None or not any(character.isspace() for character in link)


def test_choices_have_names_that_discord_takes() -> None:
    for text in TEXTS:
        assert len(plain_fitted(text, CHOICE_NAME)) <= CHOICE_NAME
