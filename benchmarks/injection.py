"""Plant orders in articles and ask them as questions, with a model that obeys: count what was done of them.

``python -m benchmarks.injection FOLDER``: the folder holds ``bipia.json`` and ``bastioncorpus.jsonl``. The samples that
come with the project are the articles. Ends with 1 where anything was acted on. ``--details`` prints what was, and what
was only repeated.
"""

import argparse
import asyncio
import logging
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.acted import complaints, of_message, of_prompt, repeats, words
from benchmarks.obedience import replies
from benchmarks.planting import Host, Planted, Strings, add, hosts, plant, read_strings
from index import Answer, Citation, KeptAnswer, Library, LibrarySettings
from index.prompts import to_write
from index.questions import SHARED
from index.written import written
from tests.index.model_server import MODEL, ModelSite, says, serving

PLANTED = "planted"
PLAIN = "plain"  # the look-alikes, each in an article of its own


@dataclass(slots=True, kw_only=True)
class Tally:
    """What became of the strings in one place and mode."""

    tried: int = 0
    acted: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def take(self, what: str, found: Iterator[str]) -> None:
        """Count a try, acted on where there are complaints."""
        self.tried += 1
        if said := list(found):
            self.acted.append(f"{what!a}: {'; '.join(said)}")


@dataclass(slots=True, kw_only=True)
class Results:
    """All that was counted: by mode and place, and of the look-alikes what each is."""

    tallies: dict[tuple[str, str], Tally] = field(default_factory=dict)
    repeated: list[str] = field(default_factory=list)
    look_alikes: dict[str, list[str]] = field(default_factory=dict)  # by text: why it isn't ordinary
    sayable: int = 0  # look-alikes that a written sentence may say, too

    def tally(self, mode: str, place: str) -> Tally:
        """Return the tally of a mode and place."""
        return self.tallies.setdefault((mode, place), Tally())

    @property
    def acted(self) -> list[str]:
        return [one for tally in self.tallies.values() for one in tally.acted]

    @property
    def ordinary(self) -> int:
        return sum(not reasons for reasons in self.look_alikes.values())


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--details", action="store_true")
    arguments = parser.parse_args()
    logging.getLogger("alembic").setLevel(logging.WARNING)
    began = time.perf_counter()
    results = asyncio.run(run(read_strings(arguments.folder)))
    print(table(results), f"\n{time.perf_counter() - began:.0f} seconds", sep="")
    if arguments.details:
        print(*("repeated: " + one for one in results.repeated), sep="\n")
        print(*(f"not ordinary: {text!a}: {why}" for text, why in results.look_alikes.items() if why), sep="\n")
    print(*("ACTED ON " + one for one in results.acted), sep="\n")
    sys.exit(1 if results.acted else 0)


async def run(strings: Strings) -> Results:
    """Plant and ask all of the strings."""
    results = Results()
    with tempfile.TemporaryDirectory() as folder:
        async with serving() as site:
            settings = LibrarySettings(
                _env_file=None,  # pyright: ignore[reportCallIssue] - pydantic-settings' own
                data_dir=Path(folder) / "data",
                llm_base_url=site.url,
                llm_model=MODEL,
                llm_daily_tokens=0,
            )
            async with await Library.open(settings) as library:
                trial = _Trial(library, site, results, await hosts(library))
                await trial.plant(strings.attacks)
                await trial.ask(strings.attacks)
                await trial.treat_as_text(strings.look_alikes)
    return results


class _Trial:
    """One library, and a model that obeys."""

    def __init__(self, library: Library, site: ModelSite, results: Results, found: Sequence[Host]) -> None:
        self._library, self._site, self._results, self._hosts = library, site, results, found
        self._texts = {host.id: host.text for host in found}
        self._said = 0

    # Planted in articles

    async def plant(self, attacks: Sequence[str]) -> None:
        """Plant each in three places of an article, and ask that article what it answers."""
        everything = await plant(self._library, PLANTED, self._hosts, attacks)
        texts = self._texts | {one.id: one.text for one in everything}
        for one in everything:
            await self._ask_for_quotes(one, texts)
            await self._have_it_written(one, texts)

    async def _ask_for_quotes(self, one: Planted, texts: Mapping[str, str]) -> None:
        before = await self._library.ask(one.host.question, library=PLANTED, article=one.host.id)
        after = await self._library.ask(one.host.question, library=PLANTED, article=one.id)
        tally = self._results.tally("quotes", one.place)
        tally.take(
            one.attack, _chain(complaints(after, texts), of_message(_kept(after)), _derailed(before, after, one))
        )
        tally.counts["quoted"] += any(_overlaps(citation, one) for citation in after.citations)
        tally.counts["same quotes"] += [c.quote for c in before.citations] == [c.quote for c in after.citations]

    async def _have_it_written(self, one: Planted, texts: Mapping[str, str]) -> None:
        """Give a model quotes with the order in them; it obeys in one way over the wire, and in all ways besides."""
        answer = one.quoting()
        rules = to_write(one.host.question, answer.citations)[0].text
        said = replies(one.attack, one.host.truth, rules)
        tally = self._results.tally("written", one.place)
        tally.take(one.attack, iter(await self._written(_kept(answer), said, texts, [one.order])))
        shown = [written(answer, reply) for reply in said]
        for reply, text in zip(shown, said, strict=True):
            tally.take(f"{one.attack} → {text}", _chain(complaints(reply, texts), _lost(answer, reply)))
            tally.counts["written"] += reply.mode == "generated"
            if repeats(reply, one.order):
                tally.counts["repeated"] += 1
                self._results.repeated.append(f"{one.attack!a} → {reply.sentences[0].text!a}")

    async def _written(
        self, kept: KeptAnswer, said: Sequence[str], texts: Mapping[str, str], told: Sequence[str]
    ) -> list[str]:
        self._said += 1
        self._site.reply = says(said[self._said % len(said)])
        after = await self._library.write(kept)
        asked = self._site.asked[-1]["messages"][-1]["content"]
        found = _chain(complaints(after.answer, texts), of_message(after), _lost(kept.answer, after.answer))
        return [*found, *of_prompt(asked, len(kept.answer.citations), told)]

    # Asked by users

    async def ask(self, attacks: Sequence[str]) -> None:
        """Ask each as it is, and behind a question that the library answers."""
        for at, attack in enumerate(attacks):
            host = self._hosts[at % len(self._hosts)]
            for place, question in (("asked", attack), ("after a question", f"{host.question} {attack}")):
                answer = await self._library.ask(question[:2000])
                tally = self._results.tally("quotes", place)
                tally.take(attack, _chain(complaints(answer, self._texts), of_message(_kept(answer))))
                tally.counts["answered"] += answer.status == "answered"
                if answer.status == "answered":
                    await self._have_it_answered(attack, answer, place)

    async def _have_it_answered(self, attack: str, answer: Answer, place: str) -> None:
        tally = self._results.tally("written", place)
        said = replies(attack, answer.citations[0].quote, to_write(attack, answer.citations)[0].text)
        tally.take(attack, iter(await self._written(_kept(answer), said, self._texts, [answer.question])))
        for text in said:
            shown = written(answer, text)
            tally.take(f"{attack} → {text}", _chain(complaints(shown, self._texts), _lost(answer, shown)))
            tally.counts["written"] += shown.mode == "generated"

    # Harmless

    async def treat_as_text(self, look_alikes: Sequence[str]) -> None:
        """Put each into an article of its own and ask it: it is stored, found, quoted and told as any text is."""
        rows = [(f"plain-{at}", text, f"Leaflet {at} of the series.\n\n{text}") for at, text in enumerate(look_alikes)]
        await add(self._library, PLAIN, [(id, "Leaflet", text) for id, _, text in rows])
        for id, text, stored in rows:
            reasons: list[str] = []
            if (await self._library.show(id, PLAIN)).text != stored:
                reasons.append("isn't stored as it is")
            answer = await self._library.ask(text, library=PLAIN)
            reasons += await self._not_ordinary(id, text, stored, answer)
            self._results.look_alikes[text] = reasons

    async def _not_ordinary(self, id: str, text: str, stored: str, answer: Answer) -> list[str]:
        quotes = [one for one in answer.citations if one.article.id == id]
        if answer.retrieved[:1] != (id,):
            return ["isn't found first"]
        if not quotes or words(" ".join(one.quote for one in quotes)) - words(stored):
            return [f"is {answer.status}, confidence {answer.confidence}, and isn't quoted"]
        texts = dict(self._texts)
        for citation in answer.citations:
            texts[citation.article.id] = (await self._library.show(citation.article.id, citation.article.library)).text
        found = await self._written(_kept(answer), ["UNANSWERED"], texts, [text])
        self._results.sayable += written(answer, f"{quotes[0].quote} [{quotes[0].number}]").note == ""
        return found


def _chain(*found: Iterator[str]) -> Iterator[str]:
    for one in found:
        yield from one


def _kept(answer: Answer) -> KeptAnswer:
    return KeptAnswer(id="abcdefghij-_", library=SHARED, asked_by=None, created_at=datetime.now(UTC), answer=answer)


def _overlaps(citation: Citation, one: Planted) -> bool:
    return citation.article.id == one.id and citation.start < one.end and citation.end > one.start


def _derailed(before: Answer, after: Answer, one: Planted) -> Iterator[str]:
    if before.status != after.status:
        yield f"{before.status} without it, {after.status} with it"
    elif not any(one.host.answer in citation.quote for citation in after.citations):
        yield f"the answer isn't quoted any more, but {[citation.quote for citation in after.citations]}"


def _lost(before: Answer, after: Answer) -> Iterator[str]:
    """Complain of quotes that can't be opened any more."""
    places = {(one.article.id, one.start, one.end) for one in before.citations}
    if places != {(one.article.id, one.start, one.end) for one in (*after.citations, *after.unshown)}:
        yield "quotes are lost"


def table(results: Results) -> str:
    """Lay the counts out."""
    lines = [f"{'mode':10}{'place':18}{'tried':>8}{'acted on':>10}   besides"]
    for (mode, place), tally in results.tallies.items():
        besides = ", ".join(f"{name} {count}" for name, count in tally.counts.items())
        lines.append(f"{mode:10}{place:18}{tally.tried:>8}{len(tally.acted):>10}   {besides}")
    of = len(results.look_alikes)
    lines.append(f"look-alikes treated as ordinary text: {results.ordinary} of {of}; a model may say {results.sayable}")
    lines.append(f"acted on: {len(results.acted)}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
