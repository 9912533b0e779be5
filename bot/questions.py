"""A question on its way: asked, answered, kept, rendered. The same for every place in which it can be asked."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from bot.greetings import greeting_in
from bot.limits import Limits
from bot.places import Place
from bot.render import notices
from bot.render.answer import of_answer
from bot.render.message import Message
from index import SHARED, Answer, ArticleSummary, KeptAnswer, UnknownArticle

TURNS = 6  # how many earlier questions are taken along

log = logging.getLogger(__name__)


class Answers(Protocol):
    """As much of the library as a question needs."""

    async def ask(
        self, question: str, *, library: str = ..., turns: Sequence[str] = ..., article: str | None = None
    ) -> Answer: ...

    async def keep(
        self, answer: Answer, *, library: str, asked_by: str | None = None, turns: Sequence[str] = ()
    ) -> KeptAnswer: ...

    async def articles(
        self, library: str = ..., *, search: str | None = None, limit: int | None = None, offset: int = 0
    ) -> list[ArticleSummary]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question and what it is asked about."""

    question: str = field(repr=False)  # so that it gets into no log by accident
    place: Place
    by: str  # who asks, as the library knows them
    turns: tuple[str, ...] = field(default=(), repr=False)  # the questions before it, oldest first
    article: str | None = None  # an id, or what was typed in its stead; None: all articles
    shows_question: bool = False  # where the message it answers isn't to be seen


def turns_after(kept: KeptAnswer | None) -> tuple[str, ...]:
    """Return the questions that come before one which follows an answer."""
    return () if kept is None else (*kept.turns, kept.answer.question)[-TURNS:]


class Questions:
    """Answers questions. ``wall_clock`` says seconds since 1970."""

    def __init__(self, library: Answers, limits: Limits, *, wall_clock: Callable[[], float] = time.time) -> None:
        self._library = library
        self._limits = limits
        self._wall_clock = wall_clock

    async def answer(self, asked: Asked) -> Message:
        """Return what is to be said to a question. Raises InvalidQuestion and StorageError."""
        said = _small_talk(asked)
        if said is not None:
            return said
        wait = self._limits.take(person=asked.by, server=asked.place.server)
        if wait:
            log.info("too many questions", extra={"user": asked.by, "server": asked.place.server})
            return notices.too_many(until=int(self._wall_clock()) + wait)
        kept = await self._kept(asked)
        return notices.unknown_article(asked.article or "") if kept is None else _rendered(kept, asked)

    async def _kept(self, asked: Asked) -> KeptAnswer | None:
        """Ask and keep the answer; None when there is no such article."""
        log.debug("asked: %s", asked.question)
        try:
            answer = await self._ask(asked)
        except UnknownArticle:
            article = await self._article_named(asked)
            if article is None:
                return None
            answer = await self._ask(replace(asked, article=article))
        kept = await self._library.keep(answer, library=asked.place.library, asked_by=asked.by, turns=asked.turns)
        about = {"answer": kept.id, "library": kept.library, "status": answer.status, "seconds": answer.seconds}
        log.info("answered", extra=about)
        return kept

    async def _ask(self, asked: Asked) -> Answer:
        return await self._library.ask(
            asked.question, library=asked.place.library, turns=asked.turns, article=asked.article
        )

    async def _article_named(self, asked: Asked) -> str | None:
        """Return the one article that is meant by what was typed; None when there is none, or more."""
        found = await articles_like(self._library, asked.place, asked.article or "", limit=2)
        return found[0].id if len(found) == 1 else None


async def articles_like(library: Answers, place: Place, typed: str, *, limit: int) -> list[ArticleSummary]:
    """Return the articles that can be asked about in a place and match what was typed, its own before the shared."""
    search = typed.strip() or None
    found = await library.articles(place.library, search=search, limit=limit)
    if len(found) < limit:
        found += await library.articles(SHARED, search=search, limit=limit - len(found))
    return found


def _small_talk(asked: Asked) -> Message | None:
    """Return what is said to what is no question."""
    if not asked.question.strip():
        return notices.nothing_asked()
    match greeting_in(asked.question):
        case "hello":
            return notices.hello()
        case "thanks":
            return notices.thanks()
        case None:
            return None


def _rendered(kept: KeptAnswer, asked: Asked) -> Message:
    return of_answer(kept, shows_question=asked.shows_question)
