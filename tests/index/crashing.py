"""Kills real processes of the library with SIGKILL and holds what they leave to what they acknowledged.

A program of its own, ``python -m tests.index.crashing``, because it forks. Each forked process opens the folder as
the last one left it, tells what all stores hold, and then changes the library until it ends or is killed. Prints a
line for each thing that isn't as it should be, and a count at the end.
"""

import argparse
import asyncio
import contextlib
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
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index import LibrarySettings, vectors
from index import library as facade

from .mortal import EMBEDDING, KINDS, Folder, Points, Task, Version, live

LONGEST_SECONDS = 60
# Small, so that Chroma writes its files often: that is when a kill tears them.
OFTEN: dict[str, Any] = {"hnsw": {"space": "cosine", "sync_threshold": 20, "batch_size": 10}}


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
    except BaseException:  # noqa: BLE001 - whatever it was, it is told
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
        print(f"FAILED {where}: {what}", flush=True)  # noqa: T201 - what this program is for


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
    print(f"kills {campaign.kills} failures {len(campaign.failures)} seconds {seconds:.0f}", flush=True)  # noqa: T201 - what this program is for
    return 1 if campaign.failures else 0


if __name__ == "__main__":
    sys.exit(main())
