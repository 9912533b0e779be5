"""Articles, answers and questions that several tests need."""

import json
from datetime import UTC, datetime
from typing import Any

from index import Added, Answer, ArticleReference, Citation, KeptAnswer, Mark, Sentence
from tests.bot.simulation import SERVER, Shown, Simulation

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
