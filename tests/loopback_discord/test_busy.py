"""Whoever asks hears something at once, whatever else the machine does."""

import asyncio
import json
import random
from pathlib import Path

import pytest

from tests.loopback_discord.conftest import Running, somebody
from tests.loopback_discord.people import text_of
from tests.loopback_discord.process import launch
from tests.loopback_discord.server import until

pytestmark = pytest.mark.asyncio(loop_scope="package")

QUESTION = "When does the bakery in Port Elderwick open?"
_ASKED, _PAUSE_SECONDS = 12, 0.2


def _articles(number: int) -> str:
    """Return so many rows of JSON Lines, each an article of words that mean nothing."""
    chance = random.Random(1)
    words = ["".join(chance.choices("abcdefghijklmnoprstuvw", k=7)) for _ in range(3000)]
    texts = (" ".join(chance.choices(words, k=600)) + "." for _ in range(number))
    return "\n".join(json.dumps({"title": f"Article {index}", "text": text}) for index, text in enumerate(texts))


async def test_questions_are_acknowledged_within_a_second_while_articles_are_added(
    running: Running, tmp_path: Path
) -> None:
    (tmp_path / "articles.jsonl").write_text(_articles(3000), "utf-8")
    adding = await launch(running.discord, tmp_path / "data", "add", "--json", str(tmp_path / "articles.jsonl"))
    try:
        await until(lambda: adding.out, "the first article is added", 60)
        people = [somebody(running.discord, f"reader-{number}") for number in range(_ASKED)]
        asked = []
        for person in people:
            asked.append(person.slash("ask", question=QUESTION))
            await asyncio.sleep(_PAUSE_SECONDS)
        answers = [await person.see(one) for person, one in zip(people, asked, strict=True)]
        assert adding.code is None, "it was busy with that all the time"
    finally:
        await adding.kill()
    assert all("opens at seven" in text_of(answer) for answer in answers)
    *all_but_one, _ = sorted(one.acknowledged_seconds for one in asked)
    assert all_but_one[-1] < 1, "one may meet a moment in which the machine does nothing but something else"
