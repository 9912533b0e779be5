"""The bot as a process: started, listened to, stopped, and ended in any case."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tests.loopback_discord.server import TOKEN, Discord, until

ROOT = Path(__file__).parents[2]
START_SECONDS = 60  # a slow machine, busy with other tests, needs as much


class Process:
    """One run of ``footnote``."""

    def __init__(self, running: asyncio.subprocess.Process) -> None:
        self._running = running
        self._out: list[str] = []
        self._log: list[str] = []
        assert running.stdout is not None
        assert running.stderr is not None
        self._listening = [
            asyncio.create_task(_listen(running.stdout, self._out)),
            asyncio.create_task(_listen(running.stderr, self._log)),
        ]

    @property
    def out(self) -> Sequence[str]:
        """What it printed on stdout."""
        return self._out

    @property
    def log(self) -> Sequence[str]:
        """What it printed on stderr."""
        return self._log

    @property
    def code(self) -> int | None:
        """Its exit code; None while it runs."""
        return self._running.returncode

    def has_logged(self, text: str) -> bool:
        return any(text in line for line in self._log)

    async def logged(self, text: str, seconds: float = 30) -> None:
        """Wait until it has said something."""
        await until(lambda: self.has_logged(text), f"the log says {text}", seconds)

    def send(self, name: signal.Signals) -> None:
        self._running.send_signal(name)

    async def ended(self, seconds: float = START_SECONDS) -> int:
        """Wait until it has ended, and return its exit code."""
        await asyncio.wait_for(self._running.wait(), seconds)
        await asyncio.gather(*self._listening)
        return self._running.returncode or 0

    async def stop(self) -> int:
        """Ask it to end, as whoever runs it does."""
        self.send(signal.SIGTERM)
        return await self.ended(30)

    async def kill(self) -> None:
        """End it, whatever it does."""
        with suppress(ProcessLookupError):
            self._running.kill()
        if self._running.stdin is not None:
            self._running.stdin.close()
        await self.ended()


async def _listen(stream: asyncio.StreamReader, lines: list[str]) -> None:
    while line := await stream.readline():
        lines.append(line.decode("utf-8", "replace").rstrip("\n"))


async def launch(discord: Discord, data: Path, *arguments: str, token: str = TOKEN, **settings: str) -> Process:
    """Start ``footnote`` with a data folder and settings."""
    own = {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "", "DISCORD_TOKEN": token, "DATA_DIR": str(data)}
    environment = {**os.environ, **own, **settings}
    command = ("-m", "tests.loopback_discord.launch", discord.address, discord.gateway.address, *arguments)
    # Its working directory holds no .env; its stdin closes when these tests end, and so does it.
    running = await asyncio.create_subprocess_exec(
        sys.executable,
        *command,
        cwd=data.parent,
        env=environment,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        limit=1 << 24,
    )
    return Process(running)


async def run_bot(discord: Discord, data: Path, **settings: str) -> Process:
    """Start the bot, and wait until it hears what happens."""
    known = len(discord.gateway.identified)
    process = await launch(discord, data, "run", **settings)
    deadline = time.monotonic() + START_SECONDS
    while len(discord.gateway.identified) == known or not discord.gateway.is_connected:
        log = "\n".join(process.log)
        assert process.code is None, f"it ended with {process.code}:\n{log}"
        assert time.monotonic() < deadline, f"it doesn't come:\n{log}"
        await asyncio.sleep(0.02)
    return process
