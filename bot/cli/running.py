"""``footnote run``: the Discord bot until it is stopped, or with ``--check`` a look whether it could run."""

from __future__ import annotations

import asyncio
import gc
import signal
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from bot.cli import as_json, as_text
from bot.cli.failures import CommandFailed, read_bot_settings, read_settings
from bot.cli.output import Output
from bot.cli.sessions import opened

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Sequence

    from bot.cli.arguments import Options
    from bot.client import Footnote
    from bot.settings import BotSettings
    from index import Finding

_WHERE = "https://discord.com/developers/applications"
_NOT_AUTHENTICATED = 4004  # with which Discord closes a connection whose token is good no longer
NO_TOKEN = f"DISCORD_TOKEN is not set; put your bot's token into .env (it is made at {_WHERE}, under Bot)"
WRONG_TOKEN = f"Discord doesn't take this DISCORD_TOKEN; copy it again, or make a new one, at {_WHERE}, under Bot"


async def run_bot(options: Options) -> int:
    """Run the bot until it is stopped; with ``--check``, say whether it could run."""
    settings = read_bot_settings()
    if settings.discord_token is None:
        raise CommandFailed(NO_TOKEN)
    if options.check:
        return await _check(settings, Output(as_json=options.as_json))
    from bot.client import Footnote, desk_for
    from bot.logs import set_up

    set_up(settings)
    async with opened() as library:
        # All that is there now stays. Looked through for garbage, it would hold the loop up for tenths of a second.
        gc.collect()
        gc.freeze()
        await _serve(Footnote(desk_for(library, settings), settings), settings.discord_token.get_secret_value())
    return 0


async def _serve(client: Footnote, token: str) -> None:
    """Stay connected until a signal comes, then leave in good order. Raises CommandFailed."""
    stop = asyncio.Event()
    with suppress(NotImplementedError):  # Windows: there Ctrl-C cancels this task
        for name in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with _refusals_in_words():
        serving = asyncio.create_task(client.start(token))
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            await client.close()
            if not serving.done():
                serving.cancel()
            with suppress(asyncio.CancelledError):
                await serving


@asynccontextmanager
async def _refusals_in_words() -> AsyncGenerator[None]:
    """Turn what keeps the bot from Discord into CommandFailed."""
    import aiohttp
    import discord

    try:
        yield
    except discord.LoginFailure as error:
        raise CommandFailed(WRONG_TOKEN) from error
    except (aiohttp.ClientError, discord.DiscordServerError, discord.GatewayNotFound, OSError) as error:
        why = str(error).rstrip(".")
        raise CommandFailed(f"Discord can't be reached: {why}; check the network and try again") from error
    except discord.HTTPException as error:
        raise CommandFailed(f"Discord refuses: {error}; try again later") from error
    except discord.ConnectionClosed as error:
        if error.code == _NOT_AUTHENTICATED:
            raise CommandFailed(WRONG_TOKEN) from error
        raise CommandFailed(f"Discord closed the connection: {error}; try again later") from error


async def _check(settings: BotSettings, output: Output) -> int:
    from index import diagnose

    findings = await diagnose(read_settings())
    if all(finding.ok for finding in findings):
        findings += await _look_at_discord(settings)
    for finding in findings:
        output.show(as_json.of_finding(finding), [as_text.of_finding(finding)])
    return 0 if all(finding.ok for finding in findings) else 1


async def _look_at_discord(settings: BotSettings) -> Sequence[Finding]:
    """Log in, compare the commands, and change nothing."""
    from bot.checking import look_at_discord
    from index import Finding

    try:
        async with opened() as library, _refusals_in_words():
            return await look_at_discord(library, settings)
    except CommandFailed as failure:
        return [Finding(check="token", ok=False, detail=str(failure))]
