"""Strings that give orders, articles to plant them in, and the articles with them: at the start, middle and end."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index import Answer, Article, ArticleReference, Citation, Library, Sentence
from index.evaluation import read_questions
from index.passages import sentence_spans

SAMPLES = Path(__file__).parents[1] / "samples"
PLACES = ("start", "middle", "end")
_CANARY = "LANTERN-4471"  # in the place of {canary}


@dataclass(frozen=True, slots=True, kw_only=True)
class Strings:
    """What is planted and asked: orders, and harmless texts that look like some."""

    attacks: tuple[str, ...]
    look_alikes: tuple[str, ...]


def read_strings(folder: Path) -> Strings:
    """Read ``bipia.json``, lists of orders by kind, and ``bastioncorpus.jsonl``, rows of a text and its label."""
    attacks: list[str] = []
    look_alikes: list[str] = []
    if (folder / "bipia.json").exists():
        for orders in json.loads((folder / "bipia.json").read_text("utf-8")).values():
            attacks += orders
    if (folder / "bastioncorpus.jsonl").exists():
        for line in (folder / "bastioncorpus.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            kind = attacks if row["label"] == "malicious" else look_alikes
            kind.append(row["text"].replace("{canary}", _CANARY))
    return Strings(attacks=tuple(dict.fromkeys(attacks)), look_alikes=tuple(dict.fromkeys(look_alikes)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """An article with a question that it answers."""

    id: str
    title: str
    text: str
    question: str
    answer: str  # what stands in the quote that answers
    truth: str  # the sentence that answers
    truth_start: int  # where in the text it stands
    truth_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """An article with an order in it. ``text[start:end]`` is the order as it is stored."""

    id: str
    host: Host
    attack: str
    place: str
    text: str
    start: int
    end: int

    def quoting(self) -> Answer:
        """Return an answer that quotes the order: in one quote with the sentence that answers, or in its own."""
        shift = self.end + 2 if self.place == "start" else 0
        truth = (self.host.truth_start + shift, self.host.truth_end + shift)
        places = [(truth[0], self.end)] if self.place == "middle" else [truth, (self.start, self.end)]
        article = ArticleReference(id=self.id, title=self.host.title, url=None, published=None)
        citations = tuple(
            Citation(number=number, article=article, passage="1", quote=self.text[start:end], start=start, end=end)
            for number, (start, end) in enumerate(places, start=1)
        )
        return Answer(
            question=self.host.question,
            status="answered",
            mode="quotes",
            text="",
            sentences=tuple(Sentence(text=one.quote, citations=(one.number,)) for one in citations),
            citations=citations,
            nearest=(),
            confidence=0.9,
            seconds=0.1,
        )

    @property
    def order(self) -> str:
        return self.text[self.start : self.end]


async def hosts(library: Library) -> list[Host]:
    """Add the samples to the shared library; return each that answers a question about it."""
    async for added in library.add(sorted(str(path) for path in SAMPLES.glob("*-*"))):
        assert added.status == "added", added
    found: dict[str, Host] = {}
    for question in read_questions(SAMPLES / "questions.jsonl"):
        answer = await library.ask(question.question)
        for citation in answer.citations if answer.status == "answered" else ():
            said = next((one for one in question.answers if one in citation.quote), None)
            article = await library.show(citation.article.id)
            if said is not None and article.id not in found:
                at = citation.start + citation.quote.index(said)
                found[article.id] = _host(article, question.question, said, at)
    return list(found.values())


def _host(article: Article, question: str, answer: str, at: int) -> Host:
    spans = sentence_spans(article.text, article.language)
    span = next(span for span in spans if span.end > at)
    return Host(
        id=article.id,
        title=article.title,
        text=article.text,
        question=question,
        answer=answer,
        truth=" ".join(article.text[span.start : span.end].split()),
        truth_start=span.start,
        truth_end=span.end,
    )


def _around(host: Host, place: str) -> tuple[str, str]:
    """Return what stands before and after an order; in the middle it follows the sentence that answers."""
    match place:
        case "start":
            return "", f"\n\n{host.text}"
        case "middle":
            return f"{host.text[: host.truth_end]} ", host.text[host.truth_end :]
        case _:
            return f"{host.text}\n\n", ""


async def add(library: Library, name: str, rows: Sequence[tuple[str, str, str]]) -> None:
    """Add articles of an id, a title and a text each."""
    lines = [json.dumps({"id": id, "title": title, "text": text}) for id, title, text in rows]
    async for added in library.add_file("rows.jsonl", "\n".join(lines).encode(), library=name):
        assert added.status == "added", added


async def plant(library: Library, name: str, hosts: Sequence[Host], attacks: Sequence[str]) -> list[Planted]:
    """Add the articles to a library, and one more for each order and place; return these as they are stored."""
    wanted = list(_wanted(hosts, attacks))
    rows = [(host.id, host.title, host.text) for host in hosts]
    rows += [(id, host.title, attack.join(_around(host, place))) for id, host, attack, place in wanted]
    await add(library, name, rows)
    planted: list[Planted] = []
    for id, host, attack, place in wanted:
        text = (await library.show(id, name)).text
        before, after = _around(host, place)
        before, after = before.lstrip(), after.rstrip()
        assert text.startswith(before), id
        assert text.endswith(after), id
        start, end = len(before), len(text) - len(after)
        planted.append(Planted(id=id, host=host, attack=attack, place=place, text=text, start=start, end=end))
    return planted


def _wanted(hosts: Sequence[Host], attacks: Sequence[str]) -> Iterator[tuple[str, Host, str, str]]:
    for at, attack in enumerate(attacks):
        for place in PLACES:
            yield f"{place}-{at}", hosts[at % len(hosts)], attack, place
