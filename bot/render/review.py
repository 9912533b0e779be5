"""A source opened by a reader: the passage with the quote marked in it."""

from collections.abc import Iterable
from functools import partial

from bot.render import ids
from bot.render.discord_limits import MESSAGE_TEXT
from bot.render.links import to_sentence
from bot.render.message import Button, Buttons, Message, Part, Rule, Text
from bot.render.paging import steps
from bot.render.words import adder, day, day_of, details, title_of
from bot.text import ELLIPSIS, cut_to_fit, escape, marked, paragraphs
from index import ArticleReference, ArticleSummary, PassageView, Review

UPDATED = "The article was changed after it was quoted. These were its words:"
REMOVED = "This article was removed from the library, and what was quoted of it with it."
DOUBT = "This doesn't support it"

_PASSAGE = MESSAGE_TEXT - 1000  # the rest names the article


def of_review(review: Review) -> Message:
    """Return a source as a message."""
    match review.state:
        case "removed":
            return Message((Text(REMOVED),))
        case "updated":
            return Message(tuple(_updated(review)))
        case "current":
            assert review.view is not None, "a quote that stands in the article stands in a passage"
            return Message(tuple(_current(review, review.view)))


def of_passage(review: Review, view: PassageView) -> Message:
    """Return another passage of the article that a source is from."""
    if review.view is not None and view.ordinal == review.view.ordinal:
        return of_review(review)
    number = review.citation.number
    back = Button(label="Back to the quote", id=ids.back(review.kept.id, number))
    return Message(
        (
            Text(_heading(view.article, view.article.author)),
            Rule(),
            Text(_whole(view.text)),
            Text(_place(view)),
            Buttons((*_steps(review.kept.id, number, view), back)),
        )
    )


def _current(review: Review, view: PassageView) -> Iterable[Part]:
    number = review.citation.number
    start = review.citation.start - view.start
    before = view.text[:start]
    after = view.text[start + len(review.quote) :]
    yield Text(_heading(view.article, view.article.author))
    yield Rule()
    yield Text(_around(before or review.before, review.quote, after or review.after))
    yield Text(_place(view))
    yield from _buttons(*_steps(review.kept.id, number, view))
    yield from _buttons(*_web(view.article.url, review.quote), _doubt(review))


def _updated(review: Review) -> Iterable[Part]:
    article = review.citation.article
    number = review.citation.number
    yield Text(_heading(article))
    yield Rule()
    yield Text(UPDATED)
    yield Text(_around(review.before, review.quote, review.after))
    yield Buttons((Button(label="Read it as it is now", id=ids.walk(review.kept.id, number, 0)), _doubt(review)))


def _heading(article: ArticleReference | ArticleSummary, author: str | None = None) -> str:
    about = details(article.site, author, day(article.published))
    return f"**{title_of(article)}**" + (f"\n{about}" if about else "")


def _place(view: PassageView) -> str:
    added = f"added {day_of(view.article.added_at)} by {adder(view.article.added_by)}"
    return f"-# Passage {view.ordinal + 1} of {view.count} · {added}"


def _steps(answer: str, number: int, view: PassageView) -> tuple[Button, ...]:
    return steps(partial(ids.walk, answer, number), view.ordinal, view.count)


def _web(url: str | None, quote: str) -> tuple[Button, ...]:
    link = to_sentence(url, quote)
    return (Button(label="Read it on the web", url=link),) if link else ()


def _doubt(review: Review) -> Button:
    return Button(label=DOUBT, id=ids.flag(review.kept.id, review.citation.number), style="danger")


def _buttons(*buttons: Button) -> Iterable[Part]:
    if buttons:
        yield Buttons(buttons)


def _around(before: str, quote: str, after: str) -> str:
    """Return the quote in bold within its neighbours, of which those far away are left out where it gets too long."""

    def rendered(left: str, right: str) -> str:
        text = left + quote + right
        return marked(text, [(len(left), len(left) + len(quote))])

    if len(rendered("", "")) > _PASSAGE:
        return _whole(quote)
    while len(rendered(before, after)) > _PASSAGE:
        before, after = _second_half(before), _first_half(after)
    return rendered(before, after)


def _whole(text: str) -> str:
    """Return a text escaped, as much of it as fits."""

    def rendered(start: int, end: int) -> str:
        return escape(paragraphs(text[start:end]))

    pieces = cut_to_fit(text, rendered, _PASSAGE)
    shown = rendered(*pieces[0]) if pieces else ""
    return shown.rstrip() + (f" {ELLIPSIS}" if len(pieces) > 1 else "")


def _first_half(text: str) -> str:
    words = text.split(" ")
    return f"{' '.join(words[: len(words) // 2])} {ELLIPSIS}" if len(words) > 1 else ""


def _second_half(text: str) -> str:
    words = text.split(" ")
    return f"{ELLIPSIS} {' '.join(words[(len(words) + 1) // 2 :])}" if len(words) > 1 else ""
