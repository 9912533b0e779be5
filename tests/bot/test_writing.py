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


@pytest.mark.parametrize("ends", ["closing", "deletion"])
async def test_what_is_being_shown_already_is_shown_to_the_end(ends: str) -> None:
    library, shown, arrives = _Library(), list[KeptAnswer](), asyncio.Event()
    is_shown = asyncio.Event()
    library.ready.set()
    writing = Writing(library)

    async def show(kept: KeptAnswer) -> None:
        is_shown.set()
        await arrives.wait()
        shown.append(kept)

    writing.begin(KEPT, by="1", show=show, messages=(11,))
    await is_shown.wait()
    asyncio.get_running_loop().call_later(0.01, arrives.set)
    if ends == "deletion":
        writing.break_off([11])
        writing.break_off([11])
        await writing.finished()
    await writing.close()
    assert shown == [WRITTEN]


async def test_the_closing_edit_of_what_was_broken_off_is_made_when_the_bot_stops_right_after() -> None:
    library, shown, arrives = _Library(), list[KeptAnswer](), asyncio.Event()
    is_shown = asyncio.Event()
    writing = Writing(library)

    async def show(kept: KeptAnswer) -> None:
        is_shown.set()
        await arrives.wait()
        shown.append(kept)

    writing.begin(KEPT, by="1", show=show, messages=(11,))
    await asyncio.sleep(0)
    writing.break_off([11])
    await is_shown.wait()
    asyncio.get_running_loop().call_later(0.01, arrives.set)
    await writing.close()
    assert shown == [KEPT]


async def test_a_stop_waits_for_what_cannot_be_shown_no_longer_than_it_may(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.writing._LAST_SECONDS", 0.01)
    writing = Writing(_Library())
    is_ended = asyncio.Event()

    async def show(kept: KeptAnswer) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            is_ended.set()

    writing.begin(KEPT, by="1", show=show, messages=())
    await writing.close()
    await is_ended.wait()
    assert "couldn't be shown in time" in caplog.text


async def test_an_answer_that_cannot_be_shown_is_logged_at_once(caplog: pytest.LogCaptureFixture) -> None:
    library = _Library()
    library.ready.set()
    writing = Writing(library)

    async def show(kept: KeptAnswer) -> None:
        raise ZeroDivisionError

    writing.begin(KEPT, by="1", show=show, messages=())
    await writing.finished()
    [record] = caplog.records
    assert (record.levelname, record.message) == ("ERROR", "an answer couldn't be shown as it is written")
    assert record.exc_info is not None
    assert writing.may_write(KEPT, by="1")


async def test_nothing_is_written_of_a_question_that_was_deleted_while_its_quotes_were_found() -> None:
    library, shown = _Library(), list[KeptAnswer]()
    library.ready.set()
    writing = Writing(library)
    with writing.being_answered(11), writing.being_answered(21):
        writing.break_off([11, 99])
        _begin(writing, shown, by="1", messages=(12, 11))
        _begin(writing, shown, by="2", messages=(22, 21))
    await writing.finished()
    assert shown == [KEPT, WRITTEN]


async def test_what_was_deleted_is_remembered_no_longer_than_its_question_is_answered() -> None:
    library, shown = _Library(), list[KeptAnswer]()
    library.ready.set()
    writing = Writing(library)
    writing.break_off([11])
    with writing.being_answered(11):
        _begin(writing, shown, messages=(11,))
        writing.break_off([11])
    _begin(writing, shown, messages=(11,))
    await writing.finished()
    assert shown == [KEPT, WRITTEN]


async def test_after_closing_nothing_is_begun() -> None:
    writing = Writing(_Library())
    await writing.close()
    assert not writing.may_write(KEPT, by="1")
