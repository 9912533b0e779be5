"""Answers that wait for a model: how many, whose turn it is, and what becomes of those that fail."""

import asyncio
import logging
from dataclasses import replace

import pytest

from bot.writing import MOST, MOST_OF_A_PERSON, Writing
from index import KeptAnswer, LibraryClosed
from tests.bot.builders import citation, kept

KEPT = kept(citation())
WRITTEN = replace(KEPT, answer=replace(KEPT.answer, mode="generated"))


class _Library:
    """Writes when it is told to."""

    def __init__(self, *, writes: bool = True) -> None:
        self.writes = writes
        self.ready = asyncio.Event()
        self.error: Exception | None = None
        self.running = 0
        self.most_running = 0

    async def write(self, kept: KeptAnswer) -> KeptAnswer:
        self.running += 1
        self.most_running = max(self.most_running, self.running)
        try:
            await self.ready.wait()
        finally:
            self.running -= 1
        if self.error:
            raise self.error
        return WRITTEN


def _begin(writing: Writing, shown: list[KeptAnswer], *, by: str = "1", messages: tuple[int, ...] = ()) -> None:
    async def show(kept: KeptAnswer) -> None:
        shown.append(kept)

    writing.begin(KEPT, by=by, show=show, messages=messages)


async def test_nothing_is_written_without_a_model_and_of_a_refusal() -> None:
    assert not Writing(_Library(writes=False)).may_write(KEPT, by="1")
    assert not Writing(_Library()).may_write(kept(), by="1")
    assert Writing(_Library()).may_write(KEPT, by="1")


async def test_a_person_may_wait_for_a_few_answers_and_gets_them_one_after_the_other() -> None:
    library, shown = _Library(), list[KeptAnswer]()
    writing = Writing(library)
    for _ in range(MOST_OF_A_PERSON):
        assert writing.may_write(KEPT, by="1")
        _begin(writing, shown)
    assert not writing.may_write(KEPT, by="1")
    assert writing.may_write(KEPT, by="2")
    library.ready.set()
    await writing.finished()
    assert shown == [WRITTEN] * MOST_OF_A_PERSON
    assert library.most_running == 1
    assert writing.may_write(KEPT, by="1")


async def test_everyone_together_waits_for_so_many_and_no_more() -> None:
    library, shown = _Library(), list[KeptAnswer]()
    writing = Writing(library)
    for person in range(MOST):
        assert writing.may_write(KEPT, by=str(person))
        _begin(writing, shown, by=str(person))
    assert not writing.may_write(KEPT, by="another")
    await writing.close()
    assert shown == [KEPT] * MOST


async def test_a_person_is_busy_while_a_model_writes_for_them() -> None:
    library = _Library()
    writing = Writing(library)
    assert not writing.is_busy("1")
    _begin(writing, [])
    await asyncio.sleep(0)
    assert writing.is_busy("1")
    assert not writing.is_busy("2")
    library.ready.set()
    await writing.finished()
    assert not writing.is_busy("1")


@pytest.mark.parametrize("error", [LibraryClosed(), ZeroDivisionError()])
async def test_the_quotes_stand_alone_when_writing_fails(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    library, shown = _Library(), list[KeptAnswer]()
    library.error = error
    library.ready.set()
    writing = Writing(library)
    _begin(writing, shown)
    await writing.finished()
    assert shown == [KEPT]
    assert "an answer couldn't be written" in caplog.text
    levels = {record.levelno for record in caplog.records}
    assert levels == ({logging.ERROR} if isinstance(error, ZeroDivisionError) else {logging.WARNING})


async def test_what_was_deleted_is_written_no_more_and_the_rest_is() -> None:
    library, shown = _Library(), list[KeptAnswer]()
    writing = Writing(library)
    _begin(writing, shown, by="1", messages=(11, 12))
    _begin(writing, shown, by="2", messages=(21, 22))
    await asyncio.sleep(0)
    writing.break_off([12, 99])
    await asyncio.sleep(0)
    library.ready.set()
    await writing.finished()
    assert shown == [KEPT, WRITTEN]


async def test_after_closing_nothing_is_begun() -> None:
    writing = Writing(_Library())
    await writing.close()
    assert not writing.may_write(KEPT, by="1")
