"""What readers do with a library: look at its articles, keep answers, open their sources, say what they are worth."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, ParamSpec, TypeVar

from index.catalog import Catalog
from index.errors import InvalidLibrary
from index.models import Answer, Article, ArticleSummary, KeptAnswer, PassageView, Review
from index.settings import LibrarySettings
from index.shelves import Shelves

SHARED = "shared"  # the library that the operator fills and everyone can read

_LIBRARY_NAME = re.compile(r"[a-z0-9][a-z0-9-]{1,62}[a-z0-9]")
_LONGEST_RETENTION_DAYS = 100 * 366  # dates don't go back for ever

_P = ParamSpec("_P")
_T = TypeVar("_T")


def require_name(library: str) -> None:
    """Raise InvalidLibrary when a name can't be a library's."""
    if not _LIBRARY_NAME.fullmatch(library):
        raise InvalidLibrary(library)


class Readers:
    """The part of the library that changes no article. The catalog's errors go through."""

    def __init__(self, settings: LibrarySettings, catalog: Catalog, shelves: Shelves) -> None:
        self._settings = settings
        self._catalog = catalog
        self._shelves = shelves

    async def _read(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Do in a thread what the closing waits for. Raises LibraryClosed."""

        def working() -> _T:
            with self._shelves.searching():
                return work(*args, **kwargs)

        return await asyncio.to_thread(working)

    # Articles

    async def articles(
        self, library: str = SHARED, *, search: str | None = None, limit: int | None = None, offset: int = 0
    ) -> list[ArticleSummary]:
        """Return a library's articles by title; ``search`` looks in title, author and site."""
        return await self._read(self._catalog.list_articles, library, search=search, limit=limit, offset=offset)

    async def show(self, article: str, library: str = SHARED) -> Article:
        """Return an article. Raises UnknownArticle."""
        return await self._read(self._catalog.article, library, article)

    async def passage(self, article: str, ordinal: int, library: str = SHARED) -> PassageView:
        """Return a passage of an article, the first or last when there is none so far. Raises UnknownArticle."""
        return await self._read(self._catalog.passage_view, library, article, ordinal)

    async def export(self, library: str = SHARED) -> AsyncIterator[Article]:
        """Yield a library's articles with their texts, the first added first."""
        articles = self._catalog.iter_articles(library)
        while (article := await self._read(next, articles, None)) is not None:
            yield article

    # Answers

    async def keep(
        self, answer: Answer, *, library: str, asked_by: str | None = None, turns: Sequence[str] = ()
    ) -> KeptAnswer:
        """Keep an answer, with the words around its quotes, for as long as ``answer_retention_days`` says.

        What it quotes of an article that was removed meanwhile is replaced in the answer that is returned. With 0
        days nothing is kept: the answer has an id that nothing is found by.
        """
        require_name(library)
        if not self._settings.answer_retention_days:
            return self._catalog.answers.prepare(library, answer, asked_by=asked_by, turns=turns)
        return await self._read(self._catalog.answers.keep, library, answer, asked_by=asked_by, turns=turns)

    async def kept(self, id: str) -> KeptAnswer | None:
        """Return a kept answer of any library, None when it is gone. Its ``library`` is for the caller to check."""
        return await self._read(self._catalog.answers.get, id)

    async def recent(self, library: str, asked_by: str, limit: int = 10) -> list[KeptAnswer]:
        """Return the last answers that someone got in a library, the newest first."""
        return await self._read(self._catalog.answers.recent, library, asked_by, limit)

    async def forget_answer(self, id: str) -> bool:
        """Delete an answer and all that was said of it; return whether it was there."""
        return await self._read(self._catalog.answers.forget, id)

    async def purge_answers(self, now: datetime | None = None) -> int:
        """Delete answers older than ``answer_retention_days``; return how many. Opening the library does it too."""
        days = min(self._settings.answer_retention_days, _LONGEST_RETENTION_DAYS)
        return await self._read(self._catalog.answers.purge, (now or datetime.now(UTC)) - timedelta(days=days))

    async def review(self, id: str, number: int) -> Review | None:
        """Open the citation ``[number]`` of an answer, or the nearest quote of that number when it was a refusal.

        None when the answer is gone or has no such number.
        """
        return await self._read(self._catalog.answers.review, id, number)

    # Preferences

    async def preferences(self, library: str) -> dict[str, Any]:
        """Return what was set for a library, by name; the values are of no concern here."""
        return await self._read(self._catalog.preferences.of, library)

    async def set_preference(self, library: str, name: str, value: Any) -> None:
        """Set a value that JSON can hold for a library; None takes it back."""
        require_name(library)
        await self._read(self._catalog.preferences.set, library, name, value)
