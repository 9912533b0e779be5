"""Kills real processes of the library with SIGKILL and holds what they leave to what they acknowledged.

A program of its own, ``python -m tests.index.crashing``, because it forks: it has everything imported and nothing
opened, so that a process that opens a library begins at once. Each forked process opens the folder as the last one
left it, tells what all stores hold, and then changes the library until it ends or is killed. Prints a line for each
thing that isn't as it should be, and a count at the end.
"""

import argparse
import asyncio
import contextlib
import functools
import json
import os
import random
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from index import Library, LibrarySettings, vectors
from index import library as facade
from index.analysis import term
from index.catalog import Catalog, StoredPassage
from index.embeddings import BundledEmbedding
from index.lexical import LexicalIndex, Wanted
from index.models import Added, Draft
from index.shelves import Shelves, embedded_text
from index.sources import read_bytes
from index.vectors import VectorDatabase, VectorIndex

NAME = "guild-1"
EMBEDDING = BundledEmbedding()
LONGEST_SECONDS = 60
KINDS = ("bulk", "single", "remove", "refresh", "reindex")
# Small, so that Chroma writes its files often: that is when a kill tears them.
OFTEN: dict[str, Any] = {"hnsw": {"space": "cosine", "sync_threshold": 20, "batch_size": 10}}

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
    def told(added: Added) -> None:
        assert added.status != "failed", added
        name = name_of(added.article or "", added.source)
        say("now", [name, task.versions[name]])

    if task.kind == "bulk":
        async for added in library.add([str(folder.files / "rows.jsonl")], library=NAME):
            told(added)
    elif task.kind == "single":
        async for added in library.add([str(folder.files / name) for name in task.versions], library=NAME):
            told(added)
    elif task.kind == "refresh":
        for summary in await library.articles(NAME):
            if summary.source.endswith(".txt"):
                async for added in library.refresh(summary.id, library=NAME):
                    told(added)
    elif task.kind == "reindex":
        await library.reindex(NAME)
    else:
        for summary in await library.articles(NAME):
            if name_of(summary.id, summary.source) in task.versions:
                await library.remove(summary.id, NAME)
                say("now", [*task.versions, None])


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


# Outside: forking, killing, judging


@dataclass
class Process:
    """A forked process, read through its pipe."""

    pid: int
    pipe: int
    said: list[tuple[str, Any]] = field(default_factory=list[tuple[str, Any]])
    rest: bytes = b""

    def listen(self, until: str | None, seconds: float) -> bool:
        """Take in what it says until it says a word, or ends; False when the time is up before."""
        deadline = time.monotonic() + seconds
        while not (until and any(word == until for word, _ in self.said)):
            ready, _, _ = select.select([self.pipe], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                return False
            if not (data := os.read(self.pipe, 65536)):
                return True
            *lines, self.rest = (self.rest + data).split(b"\n")
            self.said += [tuple(json.loads(line)) for line in lines]
        return True

    def end(self, *, by_killing: bool) -> int:
        """Wait for the end; return the signal it died of, 0 for none."""
        if by_killing:
            os.kill(self.pid, signal.SIGKILL)
        self.listen(None, LONGEST_SECONDS)
        _, status = os.waitpid(self.pid, 0)
        os.close(self.pipe)
        return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def fork(folder: Folder, task: Task | None, fatal: int | None = None) -> Process:
    """Let a new process live in a folder."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return Process(pid, reading)
    os.close(reading)

    def say(word: str, value: Any) -> None:
        os.write(writing, json.dumps([word, value]).encode() + b"\n")

    try:
        points = None if fatal is None else Points(fatal)
        asyncio.run(live(folder, task, say))
        if points is not None:
            say("points", points.names)
    except BaseException:
        say("failure", traceback.format_exc())
    os._exit(0)


class Campaign:
    """Kills, and keeps account."""

    def __init__(self) -> None:
        self.kills = 0
        self.failures: list[str] = []
        self.durations: dict[str, float] = {}

    def judge(self, folder: Folder, task: Task | None, process: Process, ended_by: int, where: str) -> None:
        """Hold what a process said to what must be, and take in what it acknowledged and what it may have done."""
        now: dict[str, Version] = {}
        if ended_by == signal.SIGKILL:
            self.kills += 1
        elif ended_by:
            self.fail(where, f"a process died of signal {ended_by}")
        for word, value in process.said:
            if word == "failure":
                self.fail(where, value)
            elif word == "now":
                now[value[0]] = value[1]
            elif word == "stores":
                self.hold(folder, value, where)
                folder.allowed = {name: {value["versions"].get(name)} for name in folder.allowed | value["versions"]}
        if task is not None and any(word == "stores" for word, _ in process.said):
            for name, version in task.versions.items():
                folder.allowed.setdefault(name, {None}).add(version)
        folder.allowed.update({name: {version} for name, version in now.items()})

    def hold(self, folder: Folder, found: dict[str, Any], where: str) -> None:
        for problem in found["problems"]:
            self.fail(where, problem)
        for name in folder.allowed.keys() | found["versions"].keys():
            version, allowed = found["versions"].get(name), folder.allowed.get(name, {None})
            if version not in allowed:
                self.fail(where, f"{name} is there as version {version}, and must be one of {allowed}")

    def fail(self, where: str, what: str) -> None:
        self.failures.append(f"{where}: {what}")
        print(f"FAILED {where}: {what}", flush=True)


def at_random(campaign: Campaign, kills: int, seed: int) -> None:
    """Kill at random moments, folder after folder, until there were enough kills."""
    rng = random.Random(seed)
    round_ = 0
    while campaign.kills < kills and len(campaign.failures) < 20:
        round_ += 1
        if round_ % 2:
            vectors._CONFIGURATION = OFTEN
        else:
            vectors._CONFIGURATION = {"hnsw": {"space": "cosine", "sync_threshold": 1_000}}
        with folders() as folder:
            for step, kind in enumerate([*KINDS[:2], *KINDS] if round_ == 1 else KINDS[:2]):
                whole_life(campaign, folder, folder.task(kind, rng), f"seed {seed} round {round_} warming {step}")
            for step in range(40):
                one_kill(campaign, folder, rng, f"seed {seed} round {round_} step {step}")
                if campaign.kills >= kills:
                    break
            whole_life(campaign, folder, None, f"seed {seed} round {round_} end")


@contextlib.contextmanager
def folders() -> Iterator[Folder]:
    with tempfile.TemporaryDirectory(prefix="footnote-crash-") as path:
        folder = Folder(Path(path))
        folder.files.mkdir()
        yield folder


def whole_life(campaign: Campaign, folder: Folder, task: Task | None, where: str) -> None:
    """Let a process end by itself, and measure it."""
    began = time.monotonic()
    process = fork(folder, task)
    process.listen("stores", LONGEST_SECONDS)
    opened = time.monotonic()
    process.listen(None, LONGEST_SECONDS)
    campaign.judge(folder, task, process, process.end(by_killing=False), where)
    campaign.durations["open"] = opened - began
    if task is not None:
        campaign.durations[task.kind] = time.monotonic() - opened


def one_kill(campaign: Campaign, folder: Folder, rng: random.Random, where: str) -> None:
    task = folder.task(rng.choice(KINDS), rng)
    process = fork(folder, task)
    where = f"{where} {task.kind}"
    if rng.random() < 0.2:
        time.sleep(rng.uniform(0, campaign.durations["open"]))
    else:
        if not process.listen("stores", LONGEST_SECONDS):
            campaign.fail(where, "a process hangs while it opens the library")
        time.sleep(rng.uniform(0, 1.1 * campaign.durations[task.kind]))
    campaign.judge(folder, task, process, process.end(by_killing=True), where)


def at_points(campaign: Campaign) -> None:
    """Kill right after every call of every store, one after the other: that is also right before the next."""
    vectors._CONFIGURATION = OFTEN
    rng = random.Random(7)
    with folders() as base:
        for kind in ("bulk", "single", "single", "single"):
            whole_life(campaign, base, base.task(kind, rng), "base")
        shutil.copytree(base.path / "data", base.path / "kept")
        for kind in KINDS:
            at_points_of(campaign, base, base.task(kind, rng))


def at_points_of(campaign: Campaign, base: Folder, task: Task) -> None:
    allowed = base.allowed
    fatal, names = 0, [""]
    while fatal <= len(names):
        shutil.rmtree(base.path / "data")
        shutil.copytree(base.path / "kept", base.path / "data")
        base.allowed = {name: set(versions) for name, versions in allowed.items()}
        process = fork(base, task, fatal)
        process.listen(None, LONGEST_SECONDS)
        where = f"{task.kind}: after call {fatal} of {names}"
        campaign.judge(base, task, process, process.end(by_killing=False), where)
        whole_life(campaign, base, None, f"opened, {where}")
        if fatal == 0:
            names = next(value for word, value in process.said if word == "points")
        fatal += 1
    base.allowed = allowed


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("mode", choices=["random", "points"])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    facade.BundledEmbedding = lambda: EMBEDDING  # type: ignore[assignment]
    LibrarySettings.model_config["env_file"] = None
    campaign = Campaign()
    began = time.monotonic()
    if options.mode == "random":
        at_random(campaign, options.kills, options.seed)
    else:
        at_points(campaign)
    seconds = time.monotonic() - began
    print(f"kills {campaign.kills} failures {len(campaign.failures)} seconds {seconds:.0f}", flush=True)
    return 1 if campaign.failures else 0


if __name__ == "__main__":
    sys.exit(main())
