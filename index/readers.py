"""What readers do with a library: ask it, read it, keep answers, open their sources, say what they are worth."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, ParamSpec, TypeVar

from index.asking import Weighed, cleaned
from index.catalog import Catalog
from index.errors import InvalidLibrary
from index.models import (
    Answer,
    AnswerFeedback,
    Article,
    ArticleSummary,
    FlagReason,
    KeptAnswer,
    PassageView,
    Review,
    Usage,
    Verdict,
)
from index.questions import SHARED, Questions
from index.settings import LibrarySettings
from index.shelves import Shelves

_LIBRARY_NAME = re.compile(r"[a-z0-9][a-z0-9-]{1,62}[a-z0-9]")
_LONGEST_RETENTION_DAYS = 100 * 366  # dates don't go back for ever

_P = ParamSpec("_P")
_T = TypeVar("_T")


def require_name(library: str) -> None:
    """Raise InvalidLibrary when a name can't be a library's."""
    if not _LIBRARY_NAME.fullmatch(library):
        raise InvalidLibrary(library)


def retained_since(settings: LibrarySettings, now: datetime) -> datetime:
    """Return the time before which answers are no longer kept."""
    return now - timedelta(days=min(settings.answer_retention_days, _LONGEST_RETENTION_DAYS))


class Readers:
    """The part of the library that changes no article. The catalog's errors go through."""

    def __init__(self, settings: LibrarySettings, catalog: Catalog, shelves: Shelves, questions: Questions) -> None:
        self._settings = settings
        self._catalog = catalog
        self._shelves = shelves
        self._questions = questions

    async def _read(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Do in a thread what the closing waits for. Raises LibraryClosed."""

        def working() -> _T:
            with self._shelves.searching():
                return work(*args, **kwargs)

        return await asyncio.to_thread(working)

    # Asking

    async def ask(
        self, question: str, *, library: str = SHARED, turns: Sequence[str] = (), article: str | None = None
    ) -> Answer:
        """Answer a question from a library and the shared one. ``turns`` are the questions before, oldest first.

        ``article`` asks one article alone. Raises InvalidQuestion and UnknownArticle.
        """
        require_name(library)
        question = cleaned(question)
        return await self._read(self._questions.ask, question, library, turns, article)

    async def weigh(self, question: str, *, library: str = SHARED, turns: Sequence[str] = ()) -> Weighed:
        """Return what is found for a question before anything is chosen of it: for measuring and fitting."""
        require_name(library)
        question = cleaned(question)
        return await self._read(self._questions.weigh, question, library, turns)

    # Articles

    async def articles(
        self, library: str = SHARED, *, search: str | None = None, limit: int | None = None, offset: int = 0
    ) -> list[ArticleSummary]:
        """Return a library's articles by title; ``search`` looks in title, author and site."""
        return await self._read(self._catalog.list_articles, library, search=search, limit=limit, offset=offset)

    async def article_count(self, library: str = SHARED, *, search: str | None = None) -> int:
        """Return how many articles ``articles`` returns without a limit."""
        return await self._read(self._catalog.count_listed, library, search)

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

    async def forget_person(self, library: str, person: str) -> int:
        """Delete all that someone was answered in a library, and what they said of others' answers there.

        Return how many answers.
        """
        return await self._read(self._catalog.answers.forget_person, library, person)

    async def purge_answers(self, now: datetime | None = None) -> int:
        """Delete answers older than ``answer_retention_days``, and replaced texts older than a day.

        Return how many answers. Opening the library does it too.
        """
        await self._read(self._catalog.forget_replaced)
        return await self._read(self._catalog.answers.purge, retained_since(self._settings, now or datetime.now(UTC)))

    async def review(self, id: str, slot: int) -> Review | None:
        """Open the citation of an answer that has a slot, or the nearest quote that has it when it was a refusal.

        None when the answer is gone or has no such slot.
        """
        return await self._read(self._catalog.answers.review, id, slot)

    # Feedback

    async def feedback(self, answer_id: str, *, by: str, verdict: Verdict | None) -> bool:
        """Keep someone's verdict on an answer, instead of their last one; None takes it back.

        False when the answer is gone.
        """
        return await self._read(self._catalog.feedback.give, answer_id, by, verdict)

    async def flag(self, answer_id: str, slot: int, *, by: str, reason: FlagReason, note: str = "") -> bool:
        """Keep what someone says against a citation, by its slot, instead of what they said of it last.

        False when the answer is gone or has no such slot.
        """
        return await self._read(self._catalog.feedback.flag, answer_id, slot, by, reason, note)

    async def export_feedback(self, library: str | None = None) -> AsyncIterator[AnswerFeedback]:
        """Yield the answers of a library, or of all, that something was said of, oldest first."""
        found = self._catalog.feedback.iterate(library)
        while (feedback := await self._read(next, found, None)) is not None:
            yield feedback

    # Libraries

    @property
    def max_file_bytes(self) -> int:
        """How large a file may be that is added."""
        return self._settings.max_file_bytes

    async def libraries(self) -> list[str]:
        """Return the libraries that articles, answers or preferences belong to, by name."""
        return await self._read(self._catalog.belongings)

    async def usage(self, library: str) -> Usage:
        """Return how much a library holds, and may."""
        counts = await self._read(self._catalog.count, library)
        quota = self._settings.quota(library)
        return Usage(
            articles=counts.articles,
            bytes=counts.bytes,
            passages=counts.passages,
            max_articles=quota.articles,
            max_bytes=quota.bytes,
            answers=await self._read(self._catalog.answers.count, library),
            answer_retention_days=self._settings.answer_retention_days,
        )

    async def preferences(self, library: str) -> dict[str, Any]:
        """Return what was set for a library, by name; the values are of no concern here."""
        return await self._read(self._catalog.preferences.of, library)

    async def set_preference(self, library: str, name: str, value: Any) -> None:
        """Set a value that JSON can hold for a library; None takes it back."""
        require_name(library)
        await self._read(self._catalog.preferences.set, library, name, value)
