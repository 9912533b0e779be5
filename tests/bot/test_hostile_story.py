"""Hostile text goes all the way: as question, title, file name, pasted text and message, through the bot and out again.

Each string is used in each way. In the end the simulation looks whether Discord would take what was sent, and whether
it could mention anybody.
"""

import json
import logging
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from bot.greetings import greeting_in
from index import InvalidQuestion, Library, LibrarySettings
from tests.bot.builders import manager_of
from tests.bot.hostile import KINDS, every
from tests.bot.markup import read
from tests.bot.simulation import SERVER, Simulation, buttons_of, text_of

LIBRARY = f"guild-{SERVER}"
SAMPLE = [text for texts in KINDS.values() for text in texts[:5]]
OURS = {"bold", "quote", "small print", "address", "time", "slanted", "italic", "code"}
FILES = ("file", "file2", "file3", "file4", "file5")
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # files that no disk is waited for


class _NoNames:
    """Knows the address of no site."""

    async def addresses(self, host: str) -> Sequence[str]:
        raise OSError(f"nobody knows {host}")

    def route(self, address: str, port: int) -> tuple[str, int]:
        raise AssertionError("nothing is fetched here")


@pytest.fixture
async def library() -> AsyncIterator[Library]:
    """Open an empty library. Every string is an add by itself, which on a disk is mostly waiting for that."""
    with TemporaryDirectory(dir=MEMORY) as folder:
        settings = LibrarySettings(data_dir=Path(folder) / "data")
        async with await Library.open(settings, resolver=_NoNames()) as library:
            yield library


@pytest.fixture
def faultless(simulation: Simulation, caplog: pytest.LogCaptureFixture) -> Iterator[Simulation]:
    """Return a simulation in which nothing that people say may end in a fault of ours."""
    yield simulation
    assert [record for record in caplog.get_records("call") if record.levelno >= logging.ERROR] == []


def _rows() -> bytes:
    """Return every string as an article of its own: as its title, and in its text; without what is no character."""
    rows = [
        {"id": f"row-{at}", "title": text, "site": text, "author": text, "text": f"Number{at}zz stands here. {text}"}
        for at, text in enumerate(one.encode(errors="replace").decode().replace("\0", "?") for one in every())
    ]
    return "\n".join(json.dumps(row) for row in rows).encode()


@pytest.fixture
async def full(library: Library) -> Library:
    added = [one async for one in library.add_file("rows.jsonl", _rows(), library=LIBRARY)]
    assert {one.status for one in added} == {"added"}, [one for one in added if one.status != "added"]
    return library


def _is_only_text(shown: Any, text: str, ours: set[str] = OURS) -> None:
    """A message does nothing that it wouldn't without the text of others in it."""
    found = read(text_of(shown))
    assert found.kinds <= ours, (text, found.found)


async def test_every_string_is_an_article_and_a_question(full: Library) -> None:
    for at, text in enumerate(every()):
        try:
            answer = await full.ask(text, library=LIBRARY)
        except InvalidQuestion:
            assert not any(map(str.isalnum, text)) or len(text) > 2000, text
        else:
            assert answer.status in ("answered", "refused")
            for citation in (*answer.citations, *answer.nearest):
                article = await full.show(citation.article.id, citation.article.library)
                assert article.text[citation.start : citation.end] == citation.quote
        assert (await full.articles(LIBRARY, search=text, limit=3)) is not None
        assert f"Number{at}zz" in (await full.show(f"row-{at}", LIBRARY)).text


async def test_every_string_is_asked_and_its_article_shown(full: Library, faultless: Simulation) -> None:
    await faultless.restart(questions_per_minute=10_000, questions_per_minute_per_server=10_000)
    alice, channel = faultless.alice, faultless.channel
    for at, text in enumerate(every()):
        shown = await alice.slash(channel, "ask", question=f"What is Number{at}zz? {text}"[:2000])
        _is_only_text(shown, text)
        if at % 5 == 0:
            assert shown.response is not None
            _is_only_text(await alice.click(shown.response, custom_id=buttons_of(shown)["Source 1"]), text)
    _is_only_text(await alice.slash(channel, "sources"), "what was asked last")


async def test_strings_are_typed_for_articles_and_said_to_it(full: Library, faultless: Simulation) -> None:
    await faultless.restart(questions_per_minute=10_000, questions_per_minute_per_server=10_000)
    alice, channel = faultless.alice, faultless.channel
    for text in SAMPLE:
        choices = await alice.autocomplete(channel, "ask", "article", text[:100], question="x")
        assert len(choices) <= 25
        named = await alice.slash(channel, "ask", question="Who is it?", article=text[:100] or "x")
        _is_only_text(named, text, OURS | {"list"})  # of the articles that may be meant
        before = len(faultless.said_in(channel))
        await alice.send(channel, f"{faultless.mention} {text}"[:2000])
        assert len(faultless.said_in(channel)) == before + 1, text
        _is_only_text(channel.last_message, text)


async def test_every_string_is_a_files_name(faultless: Simulation) -> None:
    await faultless.restart(adds_per_minute=10_000)
    rosa = manager_of(faultless)
    names = [f"{text}.txt" for text in every()]
    for start in range(0, len(names), len(FILES)):
        files = [(name, f"File number {start} says {name!a}.".encode()) for name in names[start : start + len(FILES)]]
        shown = await rosa.slash(faultless.channel, "article add file", **dict(zip(FILES, files, strict=False)))
        _is_only_text(shown, repr(files))


async def test_every_string_is_pasted_into_the_form(faultless: Simulation) -> None:
    await faultless.restart(adds_per_minute=10_000)
    rosa = manager_of(faultless)
    for text in every():
        form = await rosa.slash(faultless.channel, "article add text")
        _is_only_text(await rosa.submit_modal(form, {"title": text[:200], "text": text[:4000] or " "}), text)


async def test_every_string_is_a_message_that_is_added(faultless: Simulation) -> None:
    await faultless.restart(adds_per_minute=10_000)
    rosa = manager_of(faultless)
    for text in filter(str.strip, every()):  # Discord takes no blank message
        message = await faultless.alice.send(faultless.channel, text[:2000])
        _is_only_text(await rosa.context_menu(faultless.channel, "Add as article", message), text)


def test_no_hostile_text_is_a_greeting() -> None:
    assert {text for text in every() if greeting_in(text)} == set()
