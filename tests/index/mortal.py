"""A process of the library that may be killed: what it is to do, and what it tells of all stores.

Has everything imported and opens nothing by itself, so that a fork of it begins at once.
"""

import functools
import json
import os
import random
import signal
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from index import Library, LibrarySettings
from index.analysis import term
from index.catalog import Catalog, StoredPassage
from index.embeddings import BundledEmbedding
from index.lexical import LexicalIndex, Wanted
from index.models import Added, Draft
from index.preparing import embedded_text
from index.shelves import Shelves
from index.sources import read_bytes
from index.vectors import VectorDatabase, VectorIndex

NAME = "guild-1"
EMBEDDING = BundledEmbedding()
KINDS = ("bulk", "single", "remove", "refresh", "reindex")
Version = int | None  # of an article; None: it isn't there


# Articles: text by name and version


def text_of(name: str, version: int) -> str:
    """Return an article's text: the same for the same version, and a word in every paragraph that no other has."""
    rng = random.Random(f"{name} {version}")
    words = ["river", "council", "harvest", "engine", "signal", "harbour", "border", "museum", "glacier", "market"]
    paragraphs = [
        f"Paragraph of {marker(name, version)} here. " + " ".join(rng.choices(words, k=rng.randint(5, 160))) + "."
        for _ in range(rng.randint(1, 5))
    ]
    return "\n\n".join(paragraphs)


def marker(name: str, version: int) -> str:
    return f"zq{name.replace('.', '')}v{version}q"


def stored_text(name: str, version: int, settings: LibrarySettings) -> str:
    """Return a text as the library stores it."""
    if not name.endswith(".txt"):
        return text_of(name, version)
    [draft] = read_bytes(name, text_of(name, version).encode(), settings)
    assert isinstance(draft, Draft)
    return draft.text


def name_of(id: str, source: str) -> str:
    return Path(source).name if source.endswith(".txt") else id


# What a process is to do


@dataclass
class Task:
    """One change of the library."""

    kind: str
    versions: dict[str, Version] = field(default_factory=dict[str, Version])  # what is to be there after it, by name


@dataclass
class Folder:
    """A data folder, and what must be in it: for each name the versions of which one must be there."""

    path: Path
    allowed: dict[str, set[Version]] = field(default_factory=dict[str, set[Version]])
    last: int = 0  # the last version given out

    @property
    def files(self) -> Path:
        return self.path / "files"

    @property
    def settings(self) -> LibrarySettings:
        return LibrarySettings(data_dir=self.path / "data")

    def task(self, kind: str, rng: random.Random) -> Task:
        """Think up a change and write the files that it reads."""
        there = [name for name, versions in self.allowed.items() if versions != {None}]
        if kind == "remove" and there:
            return Task("remove", {rng.choice(there): None})
        self.last += 1
        task = Task("bulk" if kind == "remove" else kind)
        if task.kind == "bulk":
            names = rng.sample([f"a{number}" for number in range(40)], k=rng.randint(1, 20))
            rows: list[dict[str, str]] = []
            for name in names:
                version = task.versions[name] = self._some_version(name, rng)
                rows.append({"id": name, "title": f"On {name}", "text": text_of(name, version)})
            (self.files / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        elif task.kind in ("single", "refresh"):
            files = [name for name in there if name.endswith(".txt")]
            names = files if task.kind == "refresh" else [f"f{rng.randrange(6)}.txt"]
            for name in names:
                version = task.versions[name] = self._some_version(name, rng)
                (self.files / name).write_text(text_of(name, version))
        return task

    def _some_version(self, name: str, rng: random.Random) -> int:
        """Return a new version, or now and then the one that is there: then nothing is to change."""
        now = self.allowed.get(name, {None})
        [version] = now if len(now) == 1 else {None}
        return version if version is not None and rng.random() < 0.2 else self.last


# Inside a process that may be killed


async def live(folder: Folder, task: Task | None, say: Callable[[str, Any], None]) -> None:
    """Open the library, say what is there, do a task, saying what is acknowledged, and close."""
    async with await Library.open(folder.settings) as library:
        say("stores", stores(library._catalog, library._shelves, folder.settings))
        if task is None:
            os._exit(0)
        await do(library, folder, task, say)
    say("closed", None)


async def do(library: Library, folder: Folder, task: Task, say: Callable[[str, Any], None]) -> None:
    """Do a task, and say of each article what is acknowledged."""
    if task.kind == "reindex":
        await library.reindex(NAME)
        return
    if task.kind == "remove":
        for id in await ids(library, task):
            await library.remove(id, NAME)
            say("now", [*task.versions, None])
        return
    async for added in results(library, folder, task):
        assert added.status != "failed", added
        name = name_of(added.article or "", added.source)
        say("now", [name, task.versions[name]])


async def results(library: Library, folder: Folder, task: Task) -> AsyncIterator[Added]:
    if task.kind == "refresh":
        for id in await ids(library, task):
            async for added in library.refresh(id, library=NAME, reads_files=True):
                yield added
        return
    names = ["rows.jsonl"] if task.kind == "bulk" else list(task.versions)
    async for added in library.add([str(folder.files / name) for name in names], library=NAME):
        yield added


async def ids(library: Library, task: Task) -> list[str]:
    return [one.id for one in await library.articles(NAME) if name_of(one.id, one.source) in task.versions]


def stores(catalog: Catalog, shelves: Shelves, settings: LibrarySettings) -> dict[str, Any]:
    """Return which version of each article is there, and everything on which the stores don't agree."""
    versions: dict[str, int] = {}
    problems = catalog.check()
    if catalog.unfinished():
        problems.append("there is unfinished work after opening")
    expected = catalog.passage_keys(NAME)
    passages = catalog.passages(sorted(expected))
    shelf = shelves.shelf(NAME)
    in_vectors, in_lexical = shelf.vectors.keys(), shelf.lexical.keys()
    if not (in_vectors == expected == set(in_lexical)):
        problems.append(f"keys: {len(expected)} expected, {len(in_vectors)} in vectors, {len(in_lexical)} in lexical")
    if len(in_lexical) != len(set(in_lexical)) or len(shelf.vectors) != len(expected):
        problems.append(f"counts: {len(in_lexical)} in lexical, {len(shelf.vectors)} in vectors")
    problems += garbage(catalog, shelves)
    for article in catalog.iter_articles(NAME):
        name = name_of(article.id, article.source)
        version = versions[name] = int(article.text.partition("v")[2].partition("q ")[0])
        if article.text != stored_text(name, version, settings):
            problems.append(f"{name}: not the text of version {version}")
        own = [passage for passage in passages if passage.article.id == article.id]
        if len(own) != article.passages or any(article.text[one.start : one.end] != one.text for one in own):
            problems.append(f"{name}: passages out of place")
        word = marker(name, version)
        wanted = Wanted(terms=((term(word, article.language), 1.0),))
        if {key for key, _ in shelf.lexical.search([wanted], 100)} != {one.key for one in own if word in one.text}:
            problems.append(f"{name}: the lexical index doesn't find it")
    problems += wrong_vectors(shelf.vectors, passages)
    return {"versions": versions, "problems": problems}


def garbage(catalog: Catalog, shelves: Shelves) -> list[str]:
    state = catalog.index_state(NAME)
    valid = {f"{NAME}.{state.generation}"} if state else set[str]()
    found = {*shelves._vectors.names(), *(path.name for path in shelves._folder.iterdir())}
    return [f"garbage: {sorted(found - valid)}"] if found - valid else []


def wrong_vectors(index: VectorIndex, passages: list[StoredPassage]) -> list[str]:
    """Hold every vector to the one its passage's text has, and let a search find it."""
    found = index.vectors([passage.key for passage in passages])
    texts = [embedded_text(passage.article.title, passage.text) for passage in passages]
    wrong = 0
    for passage, right in zip(passages, EMBEDDING.vectors(texts), strict=True):
        stored = found.get(passage.key)
        nearest = index.search(right, 1)
        wrong += stored is None or not np.allclose(stored, right, atol=1e-4) or nearest[0][1] < 0.999
    return [f"{wrong} of {len(passages)} vectors are wrong"] if wrong else []


# Points at which a process kills itself

WATCHED: list[tuple[Any, str]] = [
    *(
        (Catalog, name)
        for name in ("begin", "publish", "finish", "abandon", "begin_removal", "set_index_state", "touch")
    ),
    (Catalog, "discard_unfinished"),
    *((VectorIndex, name) for name in ("add", "remove")),
    *((VectorDatabase, name) for name in ("index", "drop")),
    *((LexicalIndex, name) for name in ("change", "rest")),
]


class Points:
    """Counts the calls of the stores' methods, and kills right after one of them."""

    def __init__(self, fatal: int) -> None:
        self.names: list[str] = []
        self._fatal = fatal
        for owner, name in WATCHED:
            setattr(owner, name, self._watched(f"{owner.__name__}.{name}", getattr(owner, name)))

    def _watched(self, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(method)
        def call(*args: Any, **kwargs: Any) -> Any:
            result = method(*args, **kwargs)
            self.names.append(name)
            if len(self.names) == self._fatal:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        return call
