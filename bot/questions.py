"""A question on its way: asked, answered, kept, rendered. The same for every place in which it can be asked."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol

from bot.articles import Articles, articles_named
from bot.greetings import greeting_in
from bot.places import Place
from bot.render import notices
from bot.render.answer import of_answer
from bot.render.articles import several
from bot.render.message import Message
from bot.text import one_line
from bot.turnstile import Turnstile
from bot.writing import Writing
from index import SHARED, Answer, KeptAnswer

TURNS = 6  # how many earlier questions are taken along

log = logging.getLogger(__name__)


class Answers(Articles, Protocol):
    """As much of the library as a question needs."""

    async def ask(
        self,
        question: str,
        *,
        library: str = ...,
        turns: Sequence[str] = ...,
        article: str | None = None,
        rewrites: bool = ...,
    ) -> Answer: ...

    async def keep(
        self, answer: Answer, *, library: str, asked_by: str | None = None, turns: Sequence[str] = ()
    ) -> KeptAnswer: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question and what it is asked about."""

    question: str = field(repr=False)  # so that it gets into no log by accident
    place: Place
    by: str  # who asks, as the library knows them
    turns: tuple[str, ...] = field(default=(), repr=False)  # the questions before it, oldest first
    article: str | None = None  # an id or a handle, or what was typed in its stead; None: all articles
    shows_question: bool = False  # where the message it answers isn't to be seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is said to a question."""

    message: Message
    to_write: KeptAnswer | None = None  # the answer, where a model may write another form of it


def turns_after(kept: KeptAnswer | None) -> tuple[str, ...]:
    """Return the questions that come before one which follows an answer."""
    return () if kept is None else (*kept.turns, kept.answer.question)[-TURNS:]


class Questions:
    """Answers questions."""

    def __init__(self, library: Answers, turnstile: Turnstile, writing: Writing) -> None:
        self._library = library
        self._turnstile = turnstile
        self._writing = writing

    async def answer(self, asked: Asked) -> Said:
        """Return what is to be said to a question. Raises InvalidQuestion and StorageError."""
        notice = _small_talk(asked) or self._turnstile.refusal(by=asked.by, place=asked.place)
        if notice is not None:
            return Said(message=notice)
        if asked.article is None:
            return await self._answered(asked)
        found = await articles_named(self._library, asked.article, [asked.place.library, SHARED])
        match found:
            case []:
                return Said(message=notices.unknown_article(asked.article))
            case [one]:
                return await self._answered(replace(asked, article=one.id))
            case _:
                return Said(message=several(asked.article, found))

    async def _answered(self, asked: Asked) -> Said:
        """Ask, and keep the answer."""
        log.debug("asked: %s", asked.question)
        answer = await self._asked(asked)
        kept = await self._library.keep(answer, library=asked.place.library, asked_by=asked.by, turns=asked.turns)
        about = {"answer": kept.id, "library": kept.library, "status": answer.status, "seconds": answer.seconds}
        log.info("answered", extra=about)
        is_to_write = self._writing.may_write(kept, by=asked.by)
        message = of_answer(kept, shows_question=asked.shows_question, is_being_written=is_to_write)
        return Said(message=message, to_write=kept if is_to_write else None)

    async def _asked(self, asked: Asked) -> Answer:
        """Ask the library; a model may rewrite a follow-up, unless it has something else to do for the same person."""
        ask = partial(
            self._library.ask,
            asked.question,
            library=asked.place.library,
            turns=asked.turns,
            article=asked.article,
        )
        if not asked.turns or self._writing.is_busy(asked.by):
            return await ask(rewrites=False)
        async with self._writing.turn(asked.by):
            return await ask()


def _small_talk(asked: Asked) -> Message | None:
    """Return what is said to what is no question."""
    if not one_line(asked.question):
        return notices.nothing_asked()
    match greeting_in(asked.question):
        case "hello":
            return notices.hello()
        case "thanks":
            return notices.thanks()
        case None:
            return None
