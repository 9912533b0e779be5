"""The client: what it may see, what it offers, and how it comes and goes."""

import logging
import re
import time
from functools import partial
from typing import Any, cast

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands, tasks
from typing_extensions import override

from bot import errors
from bot.claims import Claims
from bot.cogs.articles import ArticlesCog
from bot.cogs.ask import AskCog
from bot.cogs.check import CheckCog
from bot.cogs.messages import MessagesCog
from bot.cogs.settings import SettingsCog
from bot.cogs.sources import SourcesCog
from bot.commands import are_there, commands_hash
from bot.desk import Desk
from bot.flights import Flights
from bot.housekeeping import come_back, leave, tidy
from bot.limits import Limits
from bot.preferences import Preferences
from bot.questions import Questions
from bot.settings import BotSettings
from bot.turnstile import Turnstile
from bot.views import FORMS, PRESSED
from bot.writing import Writing
from index import SHARED, FootnoteError, Library

COMMANDS_SEEN = "commands"  # under which the library keeps what Discord was told last

# Servers, and messages in them and in direct messages; of other people's messages only what speaks to us can be read.
INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)

_NOT_IN = (10004, 50001)  # "Unknown Guild" and "Missing Access": what Discord says to a bot that isn't in a server

log = logging.getLogger(__name__)


def desk_for(library: Library, settings: BotSettings) -> Desk:
    """Return what cogs and buttons share."""
    limits = Limits(
        per_person=settings.questions_per_minute,
        per_server=settings.questions_per_minute_per_server,
        clock=time.monotonic,
    )
    turnstile, writing = Turnstile(limits), Writing(library)
    return Desk(
        library=library,
        questions=Questions(library, turnstile, writing),
        writing=writing,
        claims=Claims(library, turnstile),
        adds=Limits(per_person=settings.adds_per_minute, clock=time.monotonic),
        preferences=Preferences(library),
        flights=Flights(),
    )


class Tree(app_commands.CommandTree[commands.AutoShardedBot]):
    """The commands; their errors are worded in one place."""

    @override
    async def on_error(self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /) -> None:
        await errors.handle(interaction, error)


class Footnote(commands.AutoShardedBot):
    """The bot. It shards itself, which Discord asks for from 2,500 servers on."""

    def __init__(self, desk: Desk, settings: BotSettings, *, tells_commands: bool = True) -> None:
        """``tells_commands``: whether Discord is told the commands when they have changed."""
        # It never speaks in voice channels, so nobody needs to hear what that would take.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            command_prefix=commands.when_mentioned,  # never used: messages are questions
            help_command=None,
            intents=INTENTS,
            allowed_mentions=discord.AllowedMentions.none(),
            tree_cls=Tree,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
            max_messages=None,  # nothing is looked up in a cache of them
        )
        self.desk = desk
        self._settings = settings
        self._tells_commands = tells_commands

    @override
    async def setup_hook(self) -> None:
        ask, check, articles = AskCog(self.desk), CheckCog(self.desk), ArticlesCog(self.desk)
        for cog in (ask, check, articles, MessagesCog(self.desk, self), SettingsCog(), SourcesCog()):
            await self.add_cog(cog, override=True)
        for menu in (*ask.menus, *check.menus, *articles.menus):
            self.tree.add_command(menu, override=True)
        self.add_dynamic_items(*PRESSED)
        if self._tells_commands:
            await self.sync_if_changed()

    async def sync_if_changed(self) -> bool:
        """Tell Discord the commands when it doesn't have them; return whether it was told."""
        try:
            if await self.has_told_commands():
                return False
            await self.tree.sync()
        except (discord.HTTPException, app_commands.CommandSyncFailure) as error:
            log.warning("Discord didn't take the commands; those it knows stay: %s", error)
            return False
        await self.desk.library.set_preference(SHARED, COMMANDS_SEEN, self._seen())
        log.info("told Discord the commands")
        return True

    async def has_told_commands(self) -> bool:
        """Whether Discord was told the commands as they are, and still has them. Raises discord.HTTPException."""
        known = await self.desk.library.preferences(SHARED)
        return await are_there(self.tree) and known.get(COMMANDS_SEEN) == self._seen()

    def _seen(self) -> str:
        return f"{self.application_id} {commands_hash(self.tree)}"

    async def on_ready(self) -> None:
        """Say so in the log, and read what the servers have chosen before anybody asks."""
        log.info("ready", extra={"servers": len(self.guilds), "shards": self.shard_count})
        for guild in self.guilds:
            await self.on_guild_join(guild)
        if not self.keep_house.is_running():
            self.keep_house.start()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Read what a server has chosen."""
        try:
            await come_back(self.desk.library, guild.id)
            await self.desk.preferences.load(f"guild-{guild.id}")
        except FootnoteError as error:
            log.warning("the choices of a server can't be read now: %s", error, extra={"server": guild.id})

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Begin the time after which a server's library is deleted."""
        try:
            await leave(self.desk.library, guild.id)
        except FootnoteError as error:
            log.warning("leaving a server wasn't noted; tomorrow again: %s", error, extra={"server": guild.id})

    async def is_in(self, server: int) -> bool | None:
        """Whether the bot is in a server, by Discord's own word; None when it can't say now."""
        if self.get_guild(server) is not None:
            return True  # also in an outage, in which Discord names a server and shows nothing of it
        try:
            await self.fetch_guild(server, with_counts=False)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            if isinstance(error, discord.HTTPException) and error.code in _NOT_IN:
                return False
            log.warning("Discord doesn't say whether it has a server: %s", error, extra={"server": server})
            return None
        return True

    @tasks.loop(hours=24)
    async def keep_house(self) -> None:
        """Delete once a day what has had its time."""
        try:
            await tidy(self.desk.library, self.is_in, purged=self.desk.preferences.forget)
        except FootnoteError as error:
            log.warning("couldn't tidy up; tomorrow again: %s", error)

    @override
    async def on_message(self, message: discord.Message, /) -> None:
        """Nothing: messages are questions, which ``bot.cogs.messages`` answers, and never commands."""

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Take the forms, which discord.py would only know if they were opened by this very process."""
        await self._note_use(interaction)
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        id = str(cast(dict[str, Any], interaction.data or {}).get("custom_id"))
        for template, done_with in FORMS.items():
            match = re.fullmatch(template, id)
            if match:
                await errors.guard(interaction, partial(done_with, interaction, match))

    async def _note_use(self, interaction: discord.Interaction) -> None:
        """Keep the library of a server that has the commands only: it isn't in the list of servers, and no left one."""
        server = interaction.guild_id
        if server is None or self.get_guild(server) is not None:
            return
        try:
            await come_back(self.desk.library, server)
        except FootnoteError as error:
            log.warning("the use of a library wasn't noted: %s", error, extra={"server": server})

    @override
    async def close(self) -> None:
        """Finish the questions under way, or apologise, and leave."""
        self.keep_house.cancel()
        if not self.is_closed():
            await self.desk.flights.close(self._settings.stop_grace_seconds)
            await self.desk.writing.close()
        await super().close()
