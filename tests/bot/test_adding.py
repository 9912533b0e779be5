"""Long work on articles: its progress, its end after the token's, several at once, faults and stopping."""

import asyncio
import logging
from typing import Any

import pytest

from bot import delivery, progress
from index import DiskFull
from tests.bot.builders import LIBRARY, add_clock, manager_of
from tests.bot.simulation import Person, Simulation, text_of

STORM = "The storm closed the harbour of Alderney for three days, and forty ships waited outside."

LONG = 60.0  # seconds: past those in which a test waits for the bot


@pytest.fixture
def rosa(simulation: Simulation) -> Person:
    return manager_of(simulation)


def _rows(count: int) -> bytes:
    return "\n".join(f'{{"id": "a{n}", "title": "N{n}", "text": "{STORM} {n}"}}' for n in range(count)).encode()


class _Held:
    """Holds the adding of files back, each after its first article, until they are let through."""

    def __init__(self, simulation: Simulation, monkeypatch: pytest.MonkeyPatch) -> None:
        self._add_file = simulation.library.add_file
        self._env = simulation.env
        self.let_through = asyncio.Event()
        monkeypatch.setattr(simulation.library, "add_file", self.add_file)
        monkeypatch.setattr(progress, "SECONDS_BETWEEN", LONG)

    async def add_file(self, *args: Any, **kwargs: Any) -> Any:
        async for added in self._add_file(*args, **kwargs):
            yield added
            await self._env.external_wait(self.let_through.wait(), reason="the test lets it through")


async def test_progress_is_shown_while_it_takes_long_and_then_the_end(
    simulation: Simulation, rosa: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = _Held(simulation, monkeypatch)
    shown = await rosa.slash(simulation.channel, "article add file", file=("many.jsonl", _rows(3)))
    await simulation.env.advance_time(LONG)
    assert text_of(shown) == "Reading it… 1 article so far."
    held.let_through.set()
    await simulation.env.settle()
    assert text_of(shown).startswith("**3 added**")


async def test_progress_is_not_shown_more_often_than_every_two_seconds(simulation: Simulation, rosa: Person) -> None:
    before = len(simulation.sent())
    await rosa.slash(simulation.channel, "article add file", file=("many.jsonl", _rows(50)))
    assert len(simulation.sent()) == before + 1
    assert progress.SECONDS_BETWEEN == 2.0


async def test_progress_that_cannot_be_shown_stops_nothing(
    simulation: Simulation, rosa: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    held = _Held(simulation, monkeypatch)
    simulation.env.inject_error("PATCH", "/webhooks/*", status=502)
    shown = await rosa.slash(simulation.channel, "article add file", file=("many.jsonl", _rows(2)))
    await simulation.env.advance_time(LONG)
    assert any("progress can't be shown" in said for said in caplog.messages)
    held.let_through.set()
    await simulation.env.settle()
    assert text_of(shown).startswith("**2 added**")


async def test_what_ends_after_15_minutes_is_told_by_a_message(
    simulation: Simulation, rosa: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = _Held(simulation, monkeypatch)
    await rosa.slash(simulation.channel, "article add file", file=("many.jsonl", _rows(2)))
    simulation.env.inject_error("PATCH", "/webhooks/*", status=401, code=delivery.TOKEN_EXPIRED, times=2)
    await simulation.env.advance_time(LONG)
    held.let_through.set()
    await simulation.env.settle()
    late = simulation.channel.last_message
    assert late is not None
    assert text_of(late).startswith("**2 added**\nAdded **N0**")
    await rosa.click(late, custom_id="fn:u:added:1:a0")
    assert await simulation.library.article_count(LIBRARY, search="N0") == 0


async def test_several_people_add_to_one_library_at_the_same_time(
    simulation: Simulation, rosa: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = _Held(simulation, monkeypatch)
    ben = manager_of(simulation, "ben")
    first = await rosa.slash(simulation.channel, "article add file", file=("many.jsonl", _rows(3)))
    storm = ("storm.txt", STORM.encode())
    waiting = asyncio.create_task(ben.slash(simulation.channel, "article add file", file=storm))
    await asyncio.sleep(0.5)
    acknowledged = [entry.json for entry in simulation.env.http_requests if entry.path.endswith("/callback")]
    assert acknowledged[-2:] == [{"type": 5}, {"type": 5}]
    held.let_through.set()
    second = await waiting
    assert text_of(first).startswith("**3 added**")
    assert text_of(second).startswith("Added **storm**")


async def test_a_lost_confirmation_of_the_acknowledgement_still_ends_in_one_message(
    simulation: Simulation, rosa: Person
) -> None:
    simulation.lose_confirmation("*/callback", code=delivery.ALREADY_ACKNOWLEDGED)
    shown = await rosa.slash(simulation.channel, "article add file", file=("storm.txt", STORM.encode()))
    assert text_of(shown).startswith("Added **storm**")
    assert shown.followups == []


async def test_a_file_that_discord_does_not_give_is_said_and_the_others_are_added(
    simulation: Simulation, rosa: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [("one.txt", STORM.encode()), ("two.txt", b"Forty ships waited in the swell outside the harbour.")]
    message = await simulation.alice.send(simulation.channel, attachments=files)
    cdn = simulation.env.backend.cdn
    gone = message.attachments[0].url
    get = cdn.get
    monkeypatch.setattr(cdn, "get", lambda url: None if url == gone else get(url))
    shown = await rosa.context_menu(simulation.channel, "Add as article", message)
    assert text_of(shown).splitlines()[:2] == [
        "**1 added · 1 failed**",
        "Couldn't read **one.txt**: Discord doesn't give this file any more; attach it again.",
    ]


async def test_what_stops_the_rest_is_said_behind_what_was_done(
    simulation: Simulation, rosa: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    add_file = simulation.library.add_file

    async def failing(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "two.txt":
            raise DiskFull("no space left in /srv/secret")
        async for added in add_file(name, *args, **kwargs):
            yield added

    monkeypatch.setattr(simulation.library, "add_file", failing)
    files = [("one.txt", STORM.encode()), ("two.txt", STORM.encode()), ("three.txt", STORM.encode())]
    message = await simulation.alice.send(simulation.channel, attachments=files)
    lines = text_of(await rosa.context_menu(simulation.channel, "Add as article", message)).splitlines()
    assert lines[0] == "Added **one**"
    assert lines[-1].startswith(
        "The library can't be reached just now. Try again; if it stays so, tell whoever runs me"
    )
    [reference] = [record.reference for record in caplog.records if hasattr(record, "reference")]
    assert lines[-1].endswith(f"`{reference}`")
    assert "secret" not in "\n".join(lines)


async def test_an_article_that_is_removed_while_all_are_refreshed_is_passed_by(
    simulation: Simulation, rosa: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = simulation.library.articles
    await add_clock(simulation, source="https://news.example.com/clock")

    async def articles(*args: Any, **kwargs: Any) -> Any:
        found = await listed(*args, **kwargs)
        await simulation.library.remove("clock", LIBRARY)
        monkeypatch.setattr(simulation.library, "articles", listed)
        return found

    monkeypatch.setattr(simulation.library, "articles", articles)
    lines = text_of(await rosa.slash(simulation.channel, "article refresh")).splitlines()
    assert lines == ["There was nothing to read."]


async def test_stopping_apologises_and_keeps_what_was_added(
    simulation: Simulation, rosa: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    _Held(simulation, monkeypatch)
    shown = await rosa.slash(simulation.channel, "article add file", file=("many.jsonl", _rows(2)))
    await simulation.bot.desk.flights.close(0)
    await simulation.env.settle()
    assert text_of(shown) == (
        "I'm being restarted, so I couldn't finish this. What was added stays; do the rest again in a minute, please."
    )
    assert await simulation.library.article_count(LIBRARY, search="N0") == 1
