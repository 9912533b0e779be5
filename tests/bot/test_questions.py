"""Answering doesn't keep Discord waiting, however busy the library is."""

import asyncio
import time

from bot.client import desk_for
from bot.places import Place
from bot.questions import Asked
from bot.settings import BotSettings
from index import Library
from tests.bot.simulation import SERVER

QUESTIONS = ["Who is the treasurer of the chess club?", "How long is the Suez Canal?", "Who did Pashinyan call?"]
# Discord hears nothing while the loop is held up, and waits 3 seconds for an acknowledgement.
LONGEST_HOLD_UP_SECONDS = 1.0


async def _held_up(done: asyncio.Event) -> float:
    """Return for how long the loop was held up at most."""
    longest = 0.0
    while not done.is_set():
        before = time.monotonic()
        await asyncio.sleep(0.01)
        longest = max(longest, time.monotonic() - before - 0.01)
    return longest


async def _add(library: Library) -> None:
    for number in range(20):
        text = "\n\n".join(f"Sentence {line} of article {number} is about nothing at all." for line in range(100))
        await library.add_text(text, title=f"Article {number}", library=f"guild-{SERVER}")


async def test_the_loop_goes_on_while_many_ask_and_articles_are_added(library: Library, settings: BotSettings) -> None:
    questions = desk_for(library, settings.model_copy(update={"questions_per_minute_per_server": 1000})).questions
    place = Place(library=f"guild-{SERVER}", server=str(SERVER), channels=frozenset())
    done = asyncio.Event()
    watching = asyncio.create_task(_held_up(done))
    asked = [Asked(question=QUESTIONS[at % 3], place=place, by=str(at)) for at in range(40)]
    await asyncio.gather(_add(library), *map(questions.answer, asked))
    done.set()
    assert await watching < LONGEST_HOLD_UP_SECONDS
