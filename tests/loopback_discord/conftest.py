"""A Discord, and the bot in it."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from index import SHARED, Library, LibrarySettings
from tests.loopback_discord.people import Person, questions_in
from tests.loopback_discord.process import Process, run_bot
from tests.loopback_discord.server import TOKEN, Discord

SERVER = 700_000_000_000_000_001
BAKERY = "The bakery in Port Elderwick opens at seven. Fresh rye loaves come out of the oven at half past eight."
CLOCK = "The tower clock of Millbrook is repaired by Ottoline Fenwick every spring. Swallows nest under its eaves."

Start = Callable[..., Awaitable[Process]]


async def _filled(folder: Path) -> None:
    async with await Library.open(LibrarySettings(data_dir=folder)) as library:
        await library.add_text(BAKERY, title="The bakery", library=SHARED)
        await library.add_text(CLOCK, title="The clock", library=f"guild-{SERVER}")


@pytest.fixture(scope="session")
def _filled_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled") / "data"
    asyncio.run(_filled(folder))
    return folder


@pytest.fixture
def data(_filled_data: Path, tmp_path: Path) -> Path:
    """Return a data folder with two articles."""
    return shutil.copytree(_filled_data, tmp_path / "data")


async def _new_discord() -> Discord:
    discord = Discord()
    await discord.start()
    discord.add_guild("Riverside", id=SERVER)
    return discord


def somebody(discord: Discord, name: str) -> Person:
    """Return somebody new in a new channel."""
    [guild] = discord.guilds
    user, channel = discord.add_person(name, guild), discord.add_channel(guild, f"{name}s-place")
    return Person(discord=discord, user=user, channel=channel)


def _has_a_clean_log(discord: Discord, process: Process, *, is_for_finding_faults: bool = False) -> None:
    """No fault of ours is in what a process printed, no token, and no question where it isn't for finding faults."""
    said = "\n".join([*process.out, *process.log])
    faults = [line for line in process.log if " ERROR " in line and "Attempting a reconnect" not in line]
    assert faults == []
    assert TOKEN not in said
    assert [one.token for one in discord.interactions.values() if one.token in said] == []
    if not is_for_finding_faults:
        assert [question for question in questions_in(discord) if question in said] == []


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A Discord with the bot in it."""

    discord: Discord
    process: Process


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def _running(_filled_data: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    """Start a bot that many tests talk to, since starting it takes longer than most of them."""
    discord = await _new_discord()
    data = shutil.copytree(_filled_data, tmp_path_factory.mktemp("running") / "data")
    process = await run_bot(discord, data)
    try:
        yield Running(discord=discord, process=process)
        assert await process.stop() == 0
        _has_a_clean_log(discord, process)
    finally:
        await process.kill()
        await discord.stop()


@pytest.fixture
def running(_running: Running) -> Iterator[Running]:
    """Return the bot that runs already, in a Discord in which nothing goes wrong yet."""
    yield _running
    _running.discord.faults.clear()
    assert _running.discord.complaints == []


@pytest.fixture
def bob(running: Running) -> Person:
    """Return somebody in a channel of the server in which the bot is running already."""
    return somebody(running.discord, "bob")


# For tests that start and end it themselves


@pytest_asyncio.fixture(loop_scope="package")
async def discord() -> AsyncIterator[Discord]:
    """Return a Discord of this test alone."""
    discord = await _new_discord()
    try:
        yield discord
        assert discord.complaints == []
    finally:
        await discord.stop()


@pytest_asyncio.fixture(loop_scope="package")
async def start(discord: Discord, data: Path) -> AsyncIterator[Start]:
    """Start the bot, as often as a test wants to, on the same data folder."""
    started: dict[Process, bool] = {}

    async def start(**settings: Any) -> Process:
        process = await run_bot(discord, data, **settings)
        started[process] = settings.get("LOG_LEVEL") == "DEBUG"
        return process

    try:
        yield start
        for process, is_for_finding_faults in started.items():
            _has_a_clean_log(discord, process, is_for_finding_faults=is_for_finding_faults)
    finally:
        for process in started:
            await process.kill()


@pytest.fixture
def alice(discord: Discord) -> Person:
    """Return somebody in a channel of a server."""
    return somebody(discord, "alice")
