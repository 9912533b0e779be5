"""A look at Discord that changes nothing there: whether the token is good, and whether it knows the commands."""

import discord

from bot.client import Footnote, desk_for
from bot.settings import BotSettings
from index import Finding, Library

# What the bot needs in a server. Everything else it does by answering commands.
PERMISSIONS = discord.Permissions(
    view_channel=True, send_messages=True, send_messages_in_threads=True, read_message_history=True
)


async def look_at_discord(library: Library, settings: BotSettings) -> list[Finding]:
    """Log in, compare the commands, and leave. Raises what discord.py does when it can't."""
    assert settings.discord_token is not None, "there is nothing to look at without"
    async with Footnote(desk_for(library, settings), settings, tells_commands=False) as client:
        await client.login(settings.discord_token.get_secret_value())
        return [
            Finding(check="token", ok=True, detail=f"good: it is {client.user}'s"),
            await commands_there(client),
            Finding(check="invitation", ok=True, detail=invitation(client)),
        ]


async def commands_there(client: Footnote) -> Finding:
    """Say whether Discord has the commands as they are. Raises discord.HTTPException."""
    count = len(client.tree.get_commands())
    is_told = await client.has_told_commands()
    said = f"Discord knows all {count}" if is_told else f"Discord is told {count} at the next start"
    return Finding(check="commands", ok=True, detail=said)


def invitation(client: discord.Client) -> str:
    """Return the address at which someone adds the bot to their server."""
    assert client.application_id is not None, "who is logged in has one"
    return discord.utils.oauth_url(
        client.application_id, permissions=PERMISSIONS, scopes=("bot", "applications.commands")
    )
