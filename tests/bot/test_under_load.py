"""However busy the library is, Discord hears in time that a question has come."""

import asyncio
import json
import time  # its perf_counter: simcord turns the other clocks
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from index import Library
from tests.bot.builders import LIBRARY
from tests.bot.simulation import Simulation, text_of

ARTICLES = 300
AT_ONCE = 10
QUESTIONS = ["Who is the treasurer of the chess club?", "How long is the Suez Canal?", "Who did Pashinyan call?"]
# Discord waits three seconds; nothing here may take one, beside what it takes when nothing else happens.
ACKNOWLEDGED_SECONDS = 1.0


def _rows() -> bytes:
    """Return articles of some ten sentences, no two the same."""
    words = ["mill", "river", "bridge", "market", "harbour", "keeper"]
    rows: list[dict[str, Any]] = []
    for number in range(ARTICLES):
        sentences = (
            f"The {words[(number + at) % 6]} of {words[(number * at + 5) % 6]} number {number} stands {at} miles"
            f" from the {words[(number + 3 * at) % 6]}, and nobody has ever counted its {number * at + 7} stones."
            for at in range(12)
        )
        rows.append({"id": f"filler-{number}", "title": f"Filler {number}", "text": " ".join(sentences)})
    return "\n".join(map(json.dumps, rows)).encode()


@asynccontextmanager
async def _load(library: Library) -> AsyncGenerator[asyncio.Task[int]]:
    """Add articles and ask ten questions at a time, over and over, in threads as always."""

    async def add() -> int:
        return len([one async for one in library.add_file("rows.jsonl", _rows(), library=LIBRARY)])

    async def ask() -> None:
        while not adding.done():
            await asyncio.gather(*(library.ask(QUESTIONS[at % 3], library=LIBRARY) for at in range(AT_ONCE)))

    adding = asyncio.create_task(add())
    asking = asyncio.create_task(ask())
    try:
        yield adding
    finally:
        await adding
        await asking


def _note_acknowledgements(simulation: Simulation) -> list[float]:
    """Return a list that gets the time of each acknowledgement, as it comes to Discord."""
    times: list[float] = []
    adapter = simulation.env._webhook_adapter
    request = adapter.request

    async def noted(route: Any, *args: Any, **kwargs: Any) -> Any:
        if route.url.endswith("/callback"):
            times.append(time.perf_counter())
        return await request(route, *args, **kwargs)

    adapter.request = noted
    return times


async def _acknowledged_after(simulation: Simulation, times: list[float], question: str) -> float:
    asked = time.perf_counter()
    shown = await simulation.alice.slash(simulation.channel, "ask", question=question)
    assert question in text_of(shown)
    return times.pop() - asked


async def _longest_hold_up(done: asyncio.Event) -> float:
    """Return for how long the loop was held up at most."""
    longest = 0.0
    while not done.is_set():
        before = time.perf_counter()
        await asyncio.sleep(0.005)
        longest = max(longest, time.perf_counter() - before - 0.005)
    return longest


async def test_a_question_is_acknowledged_in_time_however_busy_the_library_is(simulation: Simulation) -> None:
    await simulation.restart(questions_per_minute=10_000, questions_per_minute_per_server=10_000)
    times = _note_acknowledgements(simulation)
    idle = max([await _acknowledged_after(simulation, times, question) for question in QUESTIONS])
    done = asyncio.Event()
    watching = asyncio.create_task(_longest_hold_up(done))
    busy: list[float] = []
    async with _load(simulation.library) as adding:
        while not adding.done():
            busy.append(await _acknowledged_after(simulation, times, QUESTIONS[len(busy) % 3]))
    done.set()
    held_up = await watching
    assert adding.result() == ARTICLES
    assert len(busy) > 1
    assert max(busy) < idle + ACKNOWLEDGED_SECONDS, f"idle {idle:.3f} s, busy {busy}, held up {held_up:.3f} s"
    assert held_up < idle + ACKNOWLEDGED_SECONDS, f"idle {idle:.3f} s, held up {held_up:.3f} s"
