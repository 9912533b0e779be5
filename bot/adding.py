"""Articles added and refreshed from Discord: said at once, with progress, and at last what became of each.

However long it takes: when Discord doesn't let the acknowledgement be changed any more, which is after 15 minutes,
the end is told by a message of its own.
"""

import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field

import discord

from bot import delivery, errors
from bot.articles import passage_of
from bot.desk import desk_of
from bot.given import Address, File, Paste, Source, Unusable, limited
from bot.permissions import require_manager
from bot.places import known_as, place_of
from bot.progress import told_meanwhile
from bot.render import notices
from bot.render.added import Preview, of_results, to_show
from bot.render.message import Message
from index import Added, ArticleSummary, Library, UnknownArticle

log = logging.getLogger(__name__)


@dataclass(slots=True, kw_only=True)
class Work:
    """Changes of articles under way, and what became of those that are done."""

    library: Library
    into: str  # the library's name
    by: str  # whoever asked for it, as the library keeps it
    say: Callable[[Message], None]
    results: list[Added] = field(default_factory=list[Added])

    async def add(self, sources: Sequence[Source]) -> None:
        """Add sources one after the other. Raises FootnoteError when the rest would fare no better."""
        for done, source in enumerate(sources):
            self.say(notices.adding(done=done, total=len(sources), articles=len(self.results)))
            async for added in self._added(source):
                self.results.append(added)
                self.say(notices.adding(done=done, total=len(sources), articles=len(self.results)))

    async def _added(self, source: Source) -> AsyncIterator[Added]:
        match source:
            case Address(url=url):
                added = self.library.add([url], library=self.into, added_by=self.by)
            case File(name=name, data=data):
                added = self.library.add_file(name, data, library=self.into, added_by=self.by)
            case Paste(text=text, title=title):
                yield await self.library.add_text(text, title=title, library=self.into, added_by=self.by)
                return
            case Unusable(source=name, error=error):
                yield Added(status="failed", source=name, error=error)
                return
        async for one in added:
            yield one

    async def refresh(self, articles: Sequence[ArticleSummary]) -> None:
        """Read articles again from where they came; those that are removed meanwhile are passed by."""
        for done, article in enumerate(articles):
            self.say(notices.refreshing(done=done, total=len(articles)))
            try:
                async for added in self.library.refresh(article.id, library=self.into):
                    self.results.append(added)
            except UnknownArticle:
                log.info("an article was removed while all were refreshed", extra={"library": self.into})

    async def previews(self) -> list[Preview]:
        """Return as many results as are shown, with the beginnings of their articles."""
        return [await self._preview(added) for added in to_show(self.results)]

    async def _preview(self, added: Added) -> Preview:
        if added.article is None or added.status == "failed":
            return Preview(added=added)
        view = await passage_of(self.library, self.into, added.article)
        twin = added.duplicate_of if added.duplicate_of != added.article else None
        other = await passage_of(self.library, self.into, twin) if twin else None
        return Preview(added=added, view=view, twin=other.article.title if other else None)


async def may_add(interaction: discord.Interaction) -> bool:
    """Whether someone may add something now; if it is too soon they are told. Raises NotManager."""
    await require_manager(interaction)
    wait = desk_of(interaction).adds.take(person=known_as(interaction.user), server=None)
    if wait.seconds:
        log.info("too many adds", extra={"user": interaction.user.id})
        await delivery.respond(interaction, notices.too_many_adds(until=int(time.time()) + wait.seconds))
    return not wait.seconds


async def add(
    interaction: discord.Interaction, gather: Callable[[], Awaitable[Iterable[Source]]], *, note: str | None = None
) -> None:
    """Add what someone gave, if they may. ``gather`` reads it, once it is known that they may."""
    async with delivery.under_way(interaction):
        if await may_add(interaction):
            await add_given(interaction, gather, note=note)


async def add_given(
    interaction: discord.Interaction, gather: Callable[[], Awaitable[Iterable[Source]]], *, note: str | None = None
) -> None:
    """Add what someone gave who may."""

    async def work(under_way: Work) -> None:
        await under_way.add(limited(list(await gather())))

    await carry_out(interaction, work, note=note)


async def carry_out(
    interaction: discord.Interaction, work: Callable[[Work], Awaitable[None]], *, note: str | None = None
) -> None:
    """Acknowledge, do the work, and show what became of it; whatever goes wrong is said behind what was done."""
    if not delivery.is_acknowledged(interaction):
        await delivery.acknowledge(interaction, private=False)
    desk = desk_of(interaction)

    async def apologise() -> None:
        await delivery.show(interaction, notices.stopped_adding())

    async with desk.flights.under_way(apologise):
        failure = None
        async with told_meanwhile(interaction) as say:
            under_way = Work(
                library=desk.library,
                into=place_of(interaction).library,
                by=f"discord:{interaction.user.id}",
                say=say,
            )
            try:
                await work(under_way)
            except Exception as error:  # noqa: BLE001 the edge: what was done before is shown all the same
                failure = errors.record(interaction, error)
            shown = await under_way.previews()
        _log(interaction, under_way)
        message = of_results(under_way.results, shown, language=_language_of(interaction), failure=failure, note=note)
        await delivery.show(interaction, message)


def _log(interaction: discord.Interaction, work: Work) -> None:
    statuses = [added.status for added in work.results]
    counts = {status: statuses.count(status) for status in sorted(set(statuses))}
    log.info("changed articles", extra={"library": work.into, "user": interaction.user.id, **counts})


def _language_of(interaction: discord.Interaction) -> str:
    """Return the language that goes without saying where an interaction comes from."""
    return str(interaction.guild_locale or interaction.locale)[:2]
