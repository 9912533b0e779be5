"""A server's choices are read once, and never keep anybody waiting."""

import asyncio
from collections.abc import Mapping

import pytest

from bot import preferences
from bot.preferences import CAUTIOUS, Choices, Preferences
from index import DiskFull


class _Kept:
    """A library that keeps choices in memory."""

    def __init__(self, **kept: object) -> None:
        self.kept = dict(kept)
        self.reads = 0
        self.fails_with: Exception | None = None

    async def preferences(self, library: str) -> Mapping[str, object]:
        self.reads += 1
        if self.fails_with is not None:
            raise self.fails_with
        return self.kept

    async def set_preference(self, library: str, name: str, value: object) -> None:
        self.kept[name] = value


class _Busy(_Kept):
    async def preferences(self, library: str) -> Mapping[str, object]:
        await asyncio.Event().wait()
        raise AssertionError


async def test_choices_are_read_once() -> None:
    kept = _Kept(**{"manager-role": "5", "private-answers": True, "channels": ["1", 2]})
    choices = Preferences(kept)
    expected = Choices(manager_role="5", has_private_answers=True, channels=("1", "2"))
    assert [await choices.of("guild-1") for _ in range(3)] == [expected] * 3
    assert kept.reads == 1
    choices.forget("guild-1")
    await choices.of("guild-1")
    assert kept.reads == 2


async def test_without_choices_answers_are_public_and_everywhere() -> None:
    assert await Preferences(_Kept()).of("guild-1") == Choices()
    assert await Preferences(_Kept(**{"private-answers": "yes", "channels": "all"})).of("guild-1") == Choices()


async def test_what_is_set_holds_at_once() -> None:
    choices = Preferences(_Kept())
    await choices.of("guild-1")
    assert (await choices.set("guild-1", "private-answers", True)).has_private_answers
    assert (await choices.of("guild-1")).has_private_answers


async def test_a_library_that_is_busy_or_broken_shows_the_least(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preferences, "_PATIENCE_SECONDS", 0.01)
    assert await Preferences(_Busy()).of("guild-1") == CAUTIOUS
    broken = _Kept()
    broken.fails_with = DiskFull("full")
    choices = Preferences(broken)
    assert await choices.of("guild-1") == CAUTIOUS
    broken.fails_with = None
    assert await choices.of("guild-1") == Choices()
