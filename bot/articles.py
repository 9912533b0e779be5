"""Which article is meant: by what a button stands for, by what was chosen from a completion, or by typed words."""

from collections.abc import Sequence
from typing import Protocol

from discord import app_commands

from bot.places import Place
from bot.render import ids
from bot.render.discord_limits import CHOICE_NAME, CHOICES
from bot.text import plain_fitted
from index import SHARED, ArticleSummary, PassageView, UnknownArticle

_SHARED_MARK = " · shared"


class Articles(Protocol):
    """As much of the library as is needed here."""

    async def articles(
        self, library: str = ..., *, search: str | None = None, limit: int | None = None, offset: int = 0
    ) -> list[ArticleSummary]: ...

    async def passage(self, article: str, ordinal: int, library: str = ...) -> PassageView: ...


def library_of(place: Place, shelf: str) -> str:
    """Return the library that a shelf is in a place. Nothing that is typed leads to another server's."""
    return SHARED if shelf == "shared" else place.library


def shelf_of(article: ArticleSummary) -> ids.Shelf:
    """Return on which shelf an article stands, for whoever may see it."""
    return "shared" if article.library == SHARED else "own"


async def passage_of(library: Articles, name: str, handle: str, ordinal: int = 0) -> PassageView | None:
    """Return a passage of the article that a handle stands for; None when it isn't in the library."""
    id: str | None = handle
    if ids.is_hashed(handle):
        listed = await library.articles(name)
        id = next((article.id for article in listed if ids.handle(article.id) == handle), None)
    try:
        return None if id is None else await library.passage(id, ordinal, name)
    except UnknownArticle:
        return None


async def articles_named(library: Articles, typed: str, libraries: Sequence[str]) -> list[ArticleSummary]:
    """Return the article that is meant by what was typed; none when there is none, several when it may be any."""
    typed = typed.strip()
    for name in libraries:
        view = await passage_of(library, name, typed) if typed else None
        if view is not None:
            return [view.article]
    found = await _matching(library, typed, libraries) if typed else []
    exact = [article for article in found if article.title.casefold() == typed.casefold()]
    return exact if len(exact) == 1 else found


async def article_choices(library: Articles, typed: str, libraries: Sequence[str]) -> list[app_commands.Choice[str]]:
    """Return what is offered while an article is typed."""
    found = await _matching(library, typed.strip(), libraries)
    choices = {ids.handle(article.id): _label(article) for article in reversed(found)}  # of equal ids the first counts
    return [app_commands.Choice(name=label, value=handle) for handle, label in reversed(choices.items())]


async def _matching(library: Articles, typed: str, libraries: Sequence[str]) -> list[ArticleSummary]:
    found: list[ArticleSummary] = []
    for name in libraries:
        if len(found) < CHOICES:
            found += await library.articles(name, search=typed or None, limit=CHOICES - len(found))
    return found


def _label(article: ArticleSummary) -> str:
    mark = _SHARED_MARK if article.library == SHARED else ""
    return (plain_fitted(article.title, CHOICE_NAME - len(mark)) or "untitled") + mark
