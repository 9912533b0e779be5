"""A source opened by a reader: the passage with the quote marked in it."""

from collections.abc import Iterable
from functools import partial

from bot.render import ids
from bot.render.links import to_sentence
from bot.render.message import Button, Buttons, Message, Part, Rule, Text
from bot.render.paging import steps
from bot.render.passage import PASSAGE, heading, not_blank, place_of_passage, whole
from bot.render.words import adder, day_of
from bot.text import ELLIPSIS, marked, spaced
from index import ArticleSummary, PassageView, Review

UPDATED = "The article was changed after it was quoted. These were its words:"
REMOVED = "This article was removed from the library, and what was quoted of it with it."
DOUBT = "This doesn't support it"


def of_review(review: Review, now: ArticleSummary | None = None) -> Message:
    """Return a source as a message. ``now``: the article as it is, where it was changed after it was quoted."""
    match review.state:
        case "removed":
            return Message((Text(REMOVED),))
        case "updated":
            return Message(tuple(_updated(review, now)))
        case "current":
            assert review.view is not None, "a quote that stands in the article stands in a passage"
            return Message(tuple(_current(review, review.view)))


def of_passage(review: Review, view: PassageView) -> Message:
    """Return another passage of the article that a source is from."""
    if review.view is not None and view.ordinal == review.view.ordinal:
        return of_review(review)
    slot = review.citation.slot
    back = Button(label="Back to the quote", id=ids.back(review.kept.id, slot))
    return Message(
        (
            Text(heading(view.article, view.article.author)),
            Rule(),
            Text(whole(view.text)),
            Text(place_of_passage(view)),
            Buttons((*_steps(review.kept.id, slot, view), back)),
        )
    )


def _current(review: Review, view: PassageView) -> Iterable[Part]:
    slot = review.citation.slot
    start = review.citation.start - view.start
    before = view.text[:start]
    after = view.text[start + len(review.quote) :]
    yield Text(heading(view.article, view.article.author))
    yield Rule()
    yield Text(_around(before or review.before, review.quote, after or review.after))
    yield Text(place_of_passage(view))
    yield from _buttons(*_steps(review.kept.id, slot, view))
    yield from _buttons(*_web(view.article.url, review.quote), *_doubt(review))


def _updated(review: Review, now: ArticleSummary | None) -> Iterable[Part]:
    article = review.citation.article
    slot = review.citation.slot
    yield Text(heading(article, now.author if now else None))
    yield Rule()
    yield Text(UPDATED)
    yield Text(_around(review.before, review.quote, review.after))
    if now is not None:
        added = f"added {day_of(now.first_added_at)} · changed {day_of(now.added_at)} by {adder(now.added_by)}"
        yield Text(f"-# {added}")
    read = Button(label="Read it as it is now", id=ids.walk(review.kept.id, slot, 0))
    yield Buttons((read, *_web(article.url, review.quote), *_doubt(review)))


def _steps(answer: str, slot: int, view: PassageView) -> tuple[Button, ...]:
    return steps(partial(ids.walk, answer, slot), view.ordinal, view.count)


def _web(url: str | None, quote: str) -> tuple[Button, ...]:
    link = to_sentence(url, quote)
    return (Button(label="Read it on the web", url=link),) if link else ()


def _doubt(review: Review) -> tuple[Button, ...]:
    """Return the button that doubts a source; none for what is merely close in a refusal, and supports nothing."""
    if review.kept.answer.status == "refused":
        return ()
    return (Button(label=DOUBT, id=ids.flag(review.kept.id, review.citation.slot), style="danger"),)


def _buttons(*buttons: Button) -> Iterable[Part]:
    if buttons:
        yield Buttons(buttons)


def _around(before: str, quote: str, after: str) -> str:
    """Return the quote in bold within its neighbours, of which those far away are left out where it gets too long."""

    def rendered(left: str, right: str) -> str:
        text = left + quote + right
        return marked(text, [(len(left), len(left) + len(quote))], spaced)

    if len(rendered("", "")) > PASSAGE:
        return whole(quote)
    while len(rendered(before, after)) > PASSAGE:
        before, after = _second_half(before), _first_half(after)
    return not_blank(rendered(before, after))


def _first_half(text: str) -> str:
    words = text.split(" ")
    return f"{' '.join(words[: len(words) // 2])} {ELLIPSIS}" if len(words) > 1 else ""


def _second_half(text: str) -> str:
    words = text.split(" ")
    return f"{ELLIPSIS} {' '.join(words[(len(words) + 1) // 2 :])}" if len(words) > 1 else ""
