"""Draws the README's pictures: an answer and a source, as the bot really sent them.

    python -m docs.pictures        # or: make pictures

The bot runs in a simulated Discord, over the sample articles; simcord's preview lays the messages out as Discord's
clients do, and Chromium draws them. Nothing else needs these two.
"""

import asyncio
import base64
import io
import logging
import shutil
import sys
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
from PIL import Image

from bot.settings import BotSettings
from index import Library, LibrarySettings

if TYPE_CHECKING:
    from tests.bot.simulation import Shown, Simulation

DOCS = Path(__file__).parent
SAMPLES = DOCS.parent / "samples"
QUESTION = "who did Pashinyan call?"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
NO_BROWSER = "Drawing needs Chromium, and there is none here. On Debian and Ubuntu: apt install chromium"

WIDTH, HEIGHT = 640, 1000  # of the view that a message is laid out in
SCALE = 1.5  # pixels a unit, so that text is sharp on most screens
COLOURS = 256  # there are hardly more in a message, and the file is a third as large
PATIENCE_SECONDS = 30
MESSAGE = "document.getElementById('focused-content')"
READY = "Boolean(window.simcordPreview && window.simcordPreview.ready)"
AIR = f"{MESSAGE}.style.padding = '16px 0'"
BOX = f"(() => {{ const b = {MESSAGE}.getBoundingClientRect(); return [b.x, b.y, b.width, b.height]; }})()"


class Tab:
    """A tab of a browser, driven by the protocol of its developer tools."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._sent = 0

    async def do(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Do something and return what came of it."""
        self._sent += 1
        await self._socket.send_json({"id": self._sent, "method": method, "params": parameters})
        while True:
            said = await self._socket.receive_json(timeout=PATIENCE_SECONDS)
            if said.get("id") == self._sent:
                assert "error" not in said, said
                return said["result"]

    async def value(self, expression: str) -> Any:
        """Return what an expression is in the page."""
        done = await self.do("Runtime.evaluate", expression=expression, returnByValue=True)
        return done["result"].get("value")

    async def draw(self, address: str) -> bytes:
        """Open a preview and return a picture of the message in it."""
        await self.do("Page.navigate", url=address)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not await self.value(READY):
                await asyncio.sleep(0.1)
        await self.value(AIR)
        x, y, width, height = await self.value(BOX)
        clip = {"x": x, "y": y, "width": width, "height": height, "scale": SCALE}
        drawn = await self.do("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)
        return base64.b64decode(drawn["data"])


@asynccontextmanager
async def browser(program: str) -> AsyncGenerator[Tab]:
    """Start a browser that reaches nothing but this computer, and yield its tab."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = await asyncio.create_subprocess_exec(
            program,
            *("--headless", "--no-sandbox", "--hide-scrollbars", "--remote-debugging-port=0"),
            *(f"--user-data-dir={profile}", f"--window-size={WIDTH * 2},{HEIGHT * 2}"),
            *("--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            port = await _port(Path(profile) / "DevToolsActivePort")
            async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
                tabs = await (await session.get("/json/list")).json()
                [address] = [tab["webSocketDebuggerUrl"] for tab in tabs if tab["type"] == "page"]
                async with session.ws_connect(address, max_msg_size=0) as socket:
                    yield Tab(socket)
        finally:
            process.terminate()
            await process.wait()


async def _port(file: Path) -> int:
    """Return the port that a browser listens on, once it has written it down."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not file.exists() or "\n" not in file.read_text("utf-8"):
            await asyncio.sleep(0.1)
    return int(file.read_text("utf-8").split("\n")[0])


@asynccontextmanager
async def filled_bot() -> AsyncGenerator["Simulation"]:
    """Run the bot in a server whose library holds the samples."""
    from tests.bot.simulation import SERVER, TOKEN, simulate  # warns of what it doesn't need, when that isn't hidden

    with tempfile.TemporaryDirectory() as folder:
        async with await Library.open(LibrarySettings(data_dir=Path(folder) / "data")) as library:
            samples = map(str, sorted(SAMPLES.glob("*-*")))
            assert all([one.status == "added" async for one in library.add(list(samples), library=f"guild-{SERVER}")])
            settings = BotSettings.model_validate({"discord_token": TOKEN})
            simulation = await simulate(library, settings)
            simulation.env.backend.bot_user.name = "Footnote"
            try:
                yield simulation
            finally:
                await simulation.env.shutdown()


async def draw(simulation: "Simulation", tab: Tab, shown: "Shown", name: str) -> None:
    """Draw a message into a file."""
    preview = simulation.env.preview(
        simulation.channel,
        viewers=[simulation.alice],
        display="fixed",
        width=WIDTH,
        height=HEIGHT,
    )
    async with preview as page:
        await page.show(shown)
        picture = await tab.draw(page.url)
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS, Image.Quantize.FASTOCTREE).save(
        DOCS / name, optimize=True
    )
    print(f"docs/{name}: {(DOCS / name).stat().st_size:,} bytes")


async def main() -> int:
    """Draw both pictures; return the exit code."""
    logging.disable(logging.WARNING)
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        print(NO_BROWSER, file=sys.stderr)
        return 1
    async with filled_bot() as simulation, browser(program) as tab:
        answer = await simulation.alice.slash(simulation.channel, "ask", question=QUESTION)
        await draw(simulation, tab, answer, "answer.png")
        assert answer.response is not None
        source = await simulation.alice.click(answer.response, label="Source 1")
        await draw(simulation, tab, source, "source.png")
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
