"""Articles listed, read, and asked about before they are removed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from bot.render import ids
from bot.render.links import to_sentence
from bot.render.message import Button, Buttons, Line, Message, Part, Rule, Text, notice
from bot.render.paging import steps
from bot.render.passage import heading, place_of_passage, whole
from bot.render.words import counted, day, details, title_of
from bot.text import clean, fitted
from index import SHARED, ArticleSummary, PassageView

PAGE = 10  # articles on a page of the list; with its text and button each is three of forty components
_NAME = 100
_LISTED_TITLE = 150
_FIRST_WORDS = 300  # characters, of which a link to a passage is made


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page of the articles that can be read in a place."""

    articles: Sequence[ArticleSummary]
    own: int  # how many match, of the place's own library
    shared: int  # and of the one that all share
    search: str = ""
    page: int = 0  # counted from 0


def pages_of(count: int) -> int:
    """Return how many pages a list of so many articles has."""
    return max(1, -(-count // PAGE))


def of_list(listed: Listed) -> Message:
    """Return a page of the list of articles."""
    if not listed.articles:
        return _nothing_listed(listed.search)
    lines = (Line(_listed_line(article), read_button(article)) for article in listed.articles)
    count = pages_of(listed.own + listed.shared)
    buttons = steps(partial(ids.list_page, listed.search), listed.page, count)
    paging = (Text(f"-# page {listed.page + 1} of {count}"), Buttons(buttons)) if buttons else ()
    return Message((Text(_list_heading(listed)), *lines, *paging))


def read_button(article: ArticleSummary) -> Button:
    """Return the button that opens an article."""
    shelf: ids.Shelf = "shared" if article.library == SHARED else "own"
    return Button(label="Read", id=ids.open_article(shelf, article.id))


def _list_heading(listed: Listed) -> str:
    matching = f" that match “{fitted(listed.search, _NAME)}”" if listed.search else ""
    shared = f", {listed.shared:,} of them shared by all servers" if listed.shared else ""
    return f"**{counted(listed.own + listed.shared, 'article')}{matching}**{shared}"


def _listed_line(article: ArticleSummary) -> str:
    about = details(article.site, day(article.published), *_shared_mark(article))
    return f"**{fitted(article.title, _LISTED_TITLE) or 'untitled'}**" + (f"\n{about}" if about else "")


def _shared_mark(article: ArticleSummary) -> tuple[str, ...]:
    return ("shared",) if article.library == SHARED else ()


def _nothing_listed(search: str) -> Message:
    if search:
        return notice(f"No article has “{fitted(search, _NAME)}” in its title, its author or its site.")
    return notice(
        "There are no articles here yet. `/article add` puts some into the library: web addresses, files or text."
    )


def of_page(view: PassageView) -> Message:
    """Return a passage of an article that is being read."""
    return Message(tuple(_page(view)))


def _page(view: PassageView) -> Iterable[Part]:
    article = view.article
    shelf: ids.Shelf = "shared" if article.library == SHARED else "own"

    def at(ordinal: int) -> str:
        return ids.read(shelf, article.id, ordinal)

    yield Text(heading(article, article.author, *_shared_mark(article)))
    yield Rule()
    yield Text(whole(view.text))
    yield Text(place_of_passage(view))
    link = to_sentence(article.url, clean(view.text)[:_FIRST_WORDS])
    buttons = (*steps(at, view.ordinal, view.count), *([Button(label="Read it on the web", url=link)] if link else []))
    if buttons:
        yield Buttons(buttons)


def of_removal(article: ArticleSummary) -> Message:
    """Ask whether an article shall be removed."""
    return Message(
        (
            Text(f"Remove this article?\n{heading(article, article.author)}"),
            Text(
                f"-# It has {counted(article.passages, 'passage')}. What answers quoted of it goes with it,"
                " and this can't be undone."
            ),
            Buttons(
                (
                    Button(label="Remove it", id=ids.remove(article.id), style="danger"),
                    Button(label="Keep it", id=ids.KEEP),
                )
            ),
        )
    )


def removed(title: str) -> Message:
    """Say that an article is gone."""
    return notice(f"Removed **{fitted(title, _NAME) or 'untitled'}**.")


def kept() -> Message:
    """Say that an article stays."""
    return notice("It stays in the library.")


def gone() -> Message:
    """Say that an article isn't there, or was never for this place."""
    return notice("This article isn't in the library any more.")


def unknown(name: str) -> Message:
    """Say that nothing is called what was typed."""
    return notice(
        f"There is no article “{fitted(name, _NAME)}” here. Choose one from the list that appears while you type;"
        " `/article list` shows them all."
    )


def several(name: str, found: Sequence[ArticleSummary]) -> Message:
    """Say that what was typed may mean any of several articles."""
    shown = "\n".join(f"- {title_of(article)}" for article in found[:5])
    return notice(
        f"More than one article matches “{fitted(name, _NAME)}”. Choose one from the list that appears while you"
        f" type:\n{shown}"
    )


def shared_stays(title: str) -> Message:
    """Say who looks after the articles that all servers share."""
    return notice(
        f"**{fitted(title, _NAME) or 'untitled'}** is shared by all servers, and looked after by whoever runs me."
        " It can be read here, and neither removed nor refreshed."
    )


def not_refreshable(title: str) -> Message:
    """Say that an article can't be read again from where it came."""
    return notice(
        f"**{fitted(title, _NAME) or 'untitled'}** came as a file or as text, so there is nowhere to read it again."
        " To update it, add the file again under the same name."
    )


def nothing_to_refresh() -> Message:
    """Say that no article can be read again."""
    return notice("No article here came from a web address, so there is nothing to read again.")
