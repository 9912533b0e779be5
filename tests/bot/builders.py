"""Articles, answers and questions that several tests need."""

import json
from datetime import UTC, datetime
from typing import Any

import discord

from index import Added, Answer, ArticleReference, ArticleSummary, Citation, KeptAnswer, Mark, PassageView, Sentence
from tests.bot.simulation import SERVER, Person, Shown, Simulation

LIBRARY = f"guild-{SERVER}"
QUESTION = "Who repairs the tower clock of Millbrook?"
QUOTE = "The tower clock of Millbrook is repaired by Ottoline Fenwick every spring."
BEFORE = "Swallows nest under the eaves of the bathhouse, and nobody minds."
AFTER = " ".join(f"Line {number} of the bus goes past the mill and on to the market." for number in range(9))
TEXT = f"{BEFORE}\n\n{QUOTE}\n\n{AFTER}"
ARTICLE = {
    "id": "clock",
    "title": "The clock & [its] *keeper*",
    "url": "https://example.org/clock",
    "published": "2023-04-05",
    "author": "Ada",
    "site": "Millbrook Gazette",
}


async def add_clock(simulation: Simulation, *, text: str = TEXT, **fields: Any) -> Added:
    row = {**ARTICLE, "text": text, **fields}
    results = simulation.library.add_file(
        "clock.jsonl", json.dumps(row).encode(), library=LIBRARY, added_by=str(simulation.alice.id)
    )
    [added] = [one async for one in results]
    return added


async def ask_about_clock(simulation: Simulation) -> Shown:
    return await simulation.alice.slash(simulation.channel, "ask", question=QUESTION)


async def open_clock(simulation: Simulation) -> Shown:
    answer = await ask_about_clock(simulation)
    assert answer.response is not None
    return await simulation.alice.click(answer.response, label="Source 1")


def citation(number: int = 1, *, quote: str = "Ottoline Fenwick repairs it.", **fields: Any) -> Citation:
    """Return a citation of the clock's article."""
    marks = tuple(Mark(start=start, end=end) for start, end in fields.pop("marks", ()))
    article = ArticleReference(
        **{"id": "clock", "title": "The clock", "url": None, "published": None, "site": None, "library": LIBRARY}
        | fields
    )
    return Citation(number=number, article=article, passage="1", quote=quote, start=0, end=len(quote), marks=marks)


def kept(
    *citations: Citation, nearest: tuple[Citation, ...] = (), question: str = QUESTION, **fields: Any
) -> KeptAnswer:
    """Return an answer that quotes each citation in a sentence of its own; a refusal when there is none."""
    sentences = tuple(Sentence(text=one.quote, citations=(one.number,)) for one in citations)
    answer = Answer(
        **{
            "question": question,
            "status": "answered" if citations else "refused",
            "mode": "quotes",
            "text": "",
            "sentences": sentences,
            "citations": citations,
            "nearest": nearest,
            "confidence": 0.9,
            "seconds": 0.1,
        }
        | fields
    )
    return KeptAnswer(
        id="abcdefghij-_", library=LIBRARY, asked_by="1", created_at=datetime(2024, 5, 1, tzinfo=UTC), answer=answer
    )


def manager_of(simulation: Simulation, name: str = "rosa") -> Person:
    """Let someone with Manage Server come to the server."""
    role = simulation.server.create_role("Keepers", permissions=discord.Permissions(manage_guild=True))
    return simulation.join(name, roles=[role])


def summary(**fields: Any) -> ArticleSummary:
    """Return the clock's article as a list shows it."""
    moment = datetime(2024, 5, 1, tzinfo=UTC)
    return ArticleSummary(
        **{
            "id": "clock",
            "library": LIBRARY,
            "title": "The clock",
            "url": None,
            "site": None,
            "author": None,
            "published": None,
            "language": "en",
            "revision": 1,
            "passages": 2,
            "characters": len(TEXT),
            "added_by": None,
            "added_at": moment,
            "first_added_at": moment,
            "source": "upload:clock.txt",
        }
        | fields
    )


def view(text: str = QUOTE, *, ordinal: int = 0, count: int = 2, **fields: Any) -> PassageView:
    """Return a passage of the clock's article."""
    return PassageView(article=summary(**fields), ordinal=ordinal, count=count, text=text, start=0, end=len(text))
