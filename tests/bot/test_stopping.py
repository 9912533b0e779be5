"""Stopping leaves nobody without a word."""

import asyncio
from typing import Any

import pytest

from bot.flights import Flights
from tests.bot.simulation import Simulation, text_of

BAKERY = "When does the bakery in Port Elderwick open?"
RESTARTING = "I'm being restarted, so I couldn't finish this. Ask again in a minute, please."


class _SlowAsking:
    """Holds questions back until they are let through; or something else that the library does."""

    def __init__(self, simulation: Simulation, monkeypatch: pytest.MonkeyPatch, name: str = "ask") -> None:
        self._ask = getattr(simulation.library, name)
        self._env = simulation.env
        self.let_through = asyncio.Event()
        monkeypatch.setattr(simulation.library, name, self.ask)

    async def ask(self, *args: Any, **kwargs: Any) -> Any:
        await self._env.external_wait(self.let_through.wait(), reason="the test lets questions through")
        return await self._ask(*args, **kwargs)


async def test_questions_under_way_are_finished(simulation: Simulation, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = _SlowAsking(simulation, monkeypatch)
    shown = await simulation.alice.slash(simulation.channel, "ask", question=BAKERY)
    closing = asyncio.create_task(simulation.bot.desk.flights.close(10))
    await asyncio.sleep(0)
    slow.let_through.set()
    await closing
    await simulation.env.settle()
    assert "opens at seven" in text_of(shown)


async def test_those_that_take_too_long_get_an_apology(simulation: Simulation, monkeypatch: pytest.MonkeyPatch) -> None:
    _SlowAsking(simulation, monkeypatch)
    shown = await simulation.alice.slash(simulation.channel, "ask", question=BAKERY)
    await simulation.alice.send(simulation.channel, f"{simulation.mention} {BAKERY}")
    await simulation.bot.desk.flights.close(0)
    await simulation.env.settle()
    assert text_of(shown) == RESTARTING
    assert simulation.said_in(simulation.channel).count(RESTARTING) == 2


@pytest.mark.parametrize(
    ("command", "options", "held"),
    [
        ("article list", {}, "articles"),
        ("article show", {"article": "The Suez Canal"}, "articles"),
        ("article remove", {"article": "The Suez Canal"}, "articles"),
        ("article refresh", {}, "articles"),
        ("settings show", {}, "usage"),
        ("settings manager-role", {}, "usage"),
    ],
)
async def test_every_command_that_keeps_someone_waiting_apologises(
    simulation: Simulation, monkeypatch: pytest.MonkeyPatch, command: str, options: dict[str, str], held: str
) -> None:
    _SlowAsking(simulation, monkeypatch, held)
    rosa = simulation.manager("rosa")
    shown = await rosa.slash(simulation.channel, command, **options)
    await simulation.bot.desk.flights.close(0)
    await simulation.env.settle()
    assert text_of(shown) == RESTARTING


async def test_what_is_inside_apologises_alone() -> None:
    flights, said = Flights(), list[str]()

    async def say(words: str) -> None:
        said.append(words)

    async def fly() -> None:
        async with flights.under_way(lambda: say("outer")):
            async with flights.under_way(lambda: say("inner before")):
                pass
            async with flights.under_way(lambda: say("inner")):
                await asyncio.Event().wait()

    flying = asyncio.create_task(fly())
    await asyncio.sleep(0)
    await flights.close(0)
    assert flying.cancelled()
    assert said == ["inner"]


async def test_questions_that_come_while_it_stops_get_an_apology(simulation: Simulation) -> None:
    await simulation.bot.desk.flights.close(0)
    shown = await simulation.alice.slash(simulation.channel, "ask", question=BAKERY)
    assert text_of(shown) == RESTARTING


async def test_closing_the_bot_waits_for_them(simulation: Simulation, monkeypatch: pytest.MonkeyPatch) -> None:
    await simulation.restart(stop_grace_seconds=0)
    _SlowAsking(simulation, monkeypatch)
    shown = await simulation.alice.slash(simulation.channel, "ask", question=BAKERY)
    await simulation.bot.close()
    assert text_of(shown) == RESTARTING
    assert simulation.bot.is_closed()
