"""Hostile text goes all the way: as title, file name, text and question, through the library and out again."""

import json

import pytest

from bot.greetings import greeting_in
from bot.text import one_line
from index import InvalidQuestion, Library
from tests.bot.hostile import KINDS, every
from tests.bot.markup import read
from tests.bot.simulation import SERVER, Simulation, text_of

LIBRARY = f"guild-{SERVER}"
SAMPLE = [text for texts in KINDS.values() for text in texts[:5]]
OURS = {"bold", "quote", "small print", "address", "time", "slanted", "italic", "code"}


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


async def test_every_string_is_a_files_name(library: Library) -> None:
    for at, text in enumerate(SAMPLE):
        results = library.add_file(f"{text}.txt", f"File number {at} says this.".encode(), library=LIBRARY)
        [added] = [one async for one in results]
        # Names are told apart by their last part. Nothing but a suffix may be left of one, which is said.
        assert added.status in ("added", "updated") or "without a suffix" in (added.error or ""), (text, added)


async def test_every_string_is_pasted(library: Library) -> None:
    for text in SAMPLE:
        added = await library.add_text(text, title=text, library=LIBRARY)
        assert added.status in ("added", "failed", "unchanged"), text
        assert added.status != "failed" or not one_line(text) or added.error


async def test_hostile_text_is_asked_and_shown_end_to_end(full: Library, simulation: Simulation) -> None:
    simulation.bot.desk.questions._limits._per_person = 10_000
    simulation.bot.desk.questions._limits._per_server = 10_000
    strings = every()
    for at, text in enumerate(SAMPLE):
        question = f"What is Number{strings.index(text)}zz? {text}"[:2000]
        shown = await simulation.alice.slash(simulation.channel, "ask", question=question)
        assert read(text_of(shown)).kinds <= OURS, text
        typed = text[:100]
        choices = await simulation.alice.autocomplete(simulation.channel, "ask", "article", typed, question="x")
        assert len(choices) <= 25
        if at % 4 == 0:
            assert shown.response is not None
            source = await simulation.alice.click(shown.response, label="Source 1")
            assert read(text_of(source)).kinds <= OURS, text
    for text in SAMPLE[::3]:
        named = await simulation.alice.slash(
            simulation.channel, "ask", question="Who is it?", article=text[:100] or "x"
        )
        assert read(text_of(named)).kinds <= OURS, text
        before = len(simulation.said_in(simulation.channel))
        await simulation.alice.send(simulation.channel, f"{simulation.mention} {text}"[:2000])
        said = simulation.said_in(simulation.channel)[before:]
        assert len(said) == 1, text
        assert read(said[0]).kinds <= OURS, text
    listed = await simulation.alice.slash(simulation.channel, "sources")
    assert read(text_of(listed)).kinds <= OURS


def test_no_hostile_text_is_a_greeting() -> None:
    assert {text for text in every() if greeting_in(text)} == set()
