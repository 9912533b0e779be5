"""What a model adds to a library for its readers: answers written from their quotes. Without one nothing changes."""

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from index.catalog import Catalog
from index.errors import LibraryClosed, ModelFailed
from index.model_servers import ModelServer
from index.models import Answer, KeptAnswer, TokenUsage
from index.prompts import to_rewrite, to_write
from index.questions import SHARED, Questions
from index.readers import Readers
from index.rewriting import accepted
from index.settings import LibrarySettings
from index.shelves import Shelves
from index.writing import Writer
from index.written import written

_SURE = 0.8  # of an answer that no rewriting is waited for
_REWRITING_SECONDS = 5


class Writers(Readers):
    """The part of the library that a model has a hand in. The catalog's errors go through."""

    def __init__(self, settings: LibrarySettings, catalog: Catalog, shelves: Shelves, questions: Questions) -> None:
        super().__init__(settings, catalog, shelves, questions)
        server = ModelServer(settings) if settings.llm_base_url else None
        self._writer = Writer(server, self.tokens, self._spend) if server else None

    @property
    def writes(self) -> bool:
        """Whether a model is set that writes answers."""
        return self._writer is not None

    async def ask(
        self,
        question: str,
        *,
        library: str = SHARED,
        turns: Sequence[str] = (),
        article: str | None = None,
        rewrites: bool = True,
    ) -> Answer:
        """Answer a question with quotes; see ``Readers.ask``.

        A follow-up that isn't well answered is asked once more as it stands alone, where a model can rewrite it; the
        answer is the surer one. Not ``rewrites``: it is left at the first.
        """
        answer = await super().ask(question, library=library, turns=turns, article=article)
        if self._writer is None or not (turns and rewrites) or answer.confidence >= _SURE:
            return answer
        began = time.perf_counter()
        alone = await self.standalone(question, turns, library=library)
        if alone == question:
            return answer
        again = await super().ask(alone, library=library, article=article)
        surer = max(answer, again, key=lambda one: one.confidence)
        seconds = round(answer.seconds + time.perf_counter() - began, 4)
        return replace(surer, question=answer.question, seconds=seconds)

    async def standalone(self, question: str, turns: Sequence[str], *, library: str = SHARED) -> str:
        """Return a question so that it is understood without those before it; as it is where that can't be had.

        What the model makes of it is taken only if it still asks the same, and names nothing that nobody named.
        """
        if self._writer is None or not turns:
            return question
        try:
            reply = await self._writer.reply(library, to_rewrite(question, turns), seconds=_REWRITING_SECONDS)
        except ModelFailed:
            return question
        return accepted(reply.text, question, turns) or question

    async def write(self, kept: KeptAnswer) -> KeptAnswer:
        """Return an answer as the model writes it, where its checked text is better to show than the quotes.

        Else as it was, with a note where there is something to say. It is kept in this form, with every citation in its
        slot; where answers are kept and this one was forgotten meanwhile, it is returned as it was. Whatever the model
        and its server do is no error; cancelling ends the call.
        """
        written = await self._written(kept)
        if written is kept or not self._settings.answer_retention_days:
            return written
        return await self._read(self._catalog.answers.rewrite, written) or kept

    async def _written(self, kept: KeptAnswer) -> KeptAnswer:
        if self._writer is None or kept.answer.status == "refused" or kept.answer.mode == "generated":
            return kept
        began = time.perf_counter()
        messages = to_write(kept.answer.question, kept.answer.citations, kept.turns)
        try:
            reply = await self._writer.reply(kept.library, messages)
            answer = await self._read(written, kept.answer, reply.text)
        except ModelFailed as error:
            answer = replace(kept.answer, note=_note(error))
        seconds = round(answer.seconds + time.perf_counter() - began, 4)
        return replace(kept, answer=replace(answer, seconds=seconds))

    async def ask_and_write(self, question: str, *, library: str = SHARED, turns: Sequence[str] = ()) -> Answer:
        """Answer a question, in a model's words where one is set and does better. Nothing is kept."""
        answer = await self.ask(question, library=library, turns=turns)
        kept = self._catalog.answers.prepare(library, answer, asked_by=None, turns=turns)
        return (await self._written(kept)).answer if self.writes else answer

    async def tokens(self, library: str) -> TokenUsage:
        """Return what a library's answers have cost today."""
        read, written = await self._read(self._catalog.tokens.of, library)
        return TokenUsage(read=read, written=written, limit=self._settings.llm_daily_tokens)

    async def _end_writing(self) -> None:
        """Break off what a model is writing; who waits for it gets LibraryClosed once the library is closed."""
        if self._writer is not None:
            await self._writer.close()

    async def _spend(self, library: str, read: int, written: int) -> None:
        with suppress(LibraryClosed):  # nobody asks any more what it has cost
            await self._read(self._catalog.tokens.spend, library, read, written)


def _note(error: ModelFailed) -> str:
    said = str(error)
    return f"{said[0].upper()}{said[1:]}."
