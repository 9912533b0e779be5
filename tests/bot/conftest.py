"""The bot in a simulated Discord, over a library of real articles."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.settings import BotSettings
from index import SHARED, Library, LibrarySettings
from tests.bot.refused import complaints
from tests.bot.simulation import OTHER_SERVER, SERVER, TOKEN, Simulation, simulate
from tests.index.model_server import ModelSite, serving

SAMPLES = Path(__file__).parents[2] / "samples"
BAKERY = "The bakery in Port Elderwick opens at seven. Fresh rye loaves come out of the oven at half past eight."
SECRET = "The vault of the Elsewhere guild is opened with the code word marzipan, which only its treasurer knows."


async def _filled(folder: Path) -> None:
    """Make a library with the samples in a server, an article that all share, and one of another server."""
    async with await Library.open(LibrarySettings(data_dir=folder)) as library:
        samples = map(str, sorted(SAMPLES.glob("*-*")))
        added = [one async for one in library.add(list(samples), library=f"guild-{SERVER}")]
        added.append(await library.add_text(BAKERY, title="The bakery", library=SHARED))
        added.append(await library.add_text(SECRET, title="The vault", library=f"guild-{OTHER_SERVER}"))
        assert {one.status for one in added} == {"added"}


@pytest.fixture(scope="session")
def _data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library") / "data"
    asyncio.run(_filled(folder))
    return folder


@pytest.fixture
def llm() -> dict[str, str]:
    """Return the settings of a model: none, but where a test's module has another fixture of this name."""
    return {}


@pytest.fixture
async def library(_data: Path, tmp_path: Path, llm: dict[str, Any]) -> AsyncIterator[Library]:
    """Open a copy of that library."""
    folder = shutil.copytree(_data, tmp_path / "data")
    async with await Library.open(LibrarySettings(data_dir=folder, **llm)) as library:
        yield library


@pytest.fixture
async def model() -> AsyncIterator[ModelSite]:
    """Serve a model that says what it is told to."""
    async with serving() as site:
        yield site


@pytest.fixture
def settings() -> BotSettings:
    return BotSettings(discord_token=TOKEN)  # pyright: ignore[reportArgumentType] pydantic makes it a secret


@pytest.fixture
async def simulation(library: Library, settings: BotSettings) -> AsyncIterator[Simulation]:
    """Run the bot in a simulated Discord. Nothing that it sends may be what Discord would refuse."""
    simulation = await simulate(library, settings)
    try:
        yield simulation
        assert complaints(simulation.env) == []
    finally:
        await simulation.env.shutdown()


@pytest.fixture
def held(simulation: Simulation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the simulation go on while answers are being written or wait for it."""
    writing = simulation.bot.desk.writing
    write = writing._write

    async def held(*args: Any) -> None:
        await simulation.env.external_wait(write(*args), reason="a model writes")

    monkeypatch.setattr(writing, "_write", held)
