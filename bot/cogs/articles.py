"""``/article``: adding, listing, reading, removing and refreshing articles; and the message menu *Add as article*.

Neither is hidden from anyone by default. Discord hides a command with all below it, and everybody may list and read;
nor could those with the role that a server chose use what Discord hides. So who may is checked where it is used.
"""

import discord
from discord import app_commands
from discord.ext import commands

from bot import adding, delivery
from bot.articles import article_choices, articles_named, library_of, passage_of, shelf_of
from bot.desk import Desk
from bot.given import Paste, Source, addresses_in, read_file, taken_of
from bot.permissions import require_manager
from bot.places import place_of
from bot.render import articles as render
from bot.render import notices
from bot.render.ids import SEARCH_CHARACTERS
from bot.render.message import Message
from bot.views.articles import list_page, text_form
from index import SHARED, ArticleSummary, FootnoteError, can_refresh

_ADDRESSES_CHARACTERS = 4000
_NAME_CHARACTERS = 300

Name = app_commands.Range[str, 1, _NAME_CHARACTERS]


class ArticlesCog(commands.Cog):
    """Looks after a library for those who may, and shows it to everyone."""

    article = app_commands.Group(name="article", description="The articles that questions are answered from")
    add = app_commands.Group(name="add", description="Add articles", parent=article)

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.menus = [app_commands.ContextMenu(name="Add as article", callback=self._add_message)]

    # Adding

    @add.command(name="url", description="Add articles from the web")
    @app_commands.describe(addresses="One or more web addresses, with blanks between them")
    async def add_url(
        self, interaction: discord.Interaction, addresses: app_commands.Range[str, 1, _ADDRESSES_CHARACTERS]
    ) -> None:
        """Add web pages."""

        async def gather() -> list[Source]:
            return list(addresses_in(addresses))

        await adding.add(interaction, gather)

    @add.command(name="file", description="Add articles from files")
    @app_commands.describe(
        file="A .txt, .md, .html, .pdf or .docx file; or .jsonl, which holds many articles",
        **dict.fromkeys(("file2", "file3", "file4", "file5"), "Another file"),
    )
    async def add_file(
        self,
        interaction: discord.Interaction,
        file: discord.Attachment,
        file2: discord.Attachment | None = None,
        file3: discord.Attachment | None = None,
        file4: discord.Attachment | None = None,
        file5: discord.Attachment | None = None,
    ) -> None:
        """Add files."""

        async def gather() -> list[Source]:
            limit = self._desk.library.max_file_bytes
            return [await read_file(one, limit) for one in (file, file2, file3, file4, file5) if one is not None]

        await adding.add(interaction, gather)

    @add.command(name="text", description="Add an article by pasting its text into a form")
    async def add_text(self, interaction: discord.Interaction) -> None:
        """Open a form for a title and a text. It is here that it is counted: who filled it in shan't have to wait."""
        if await adding.may_add(interaction):
            await delivery.open_form(interaction, text_form())

    async def _add_message(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Add the links and files of a message, or its text."""
        taken = taken_of(message)

        async def gather() -> list[Source]:
            limit = self._desk.library.max_file_bytes
            files: list[Source] = [await read_file(attachment, limit) for attachment in taken.files]
            return [*files, *taken.links, *([Paste(text=taken.text)] if taken.text else [])]

        if taken.links or taken.files or taken.text:
            await adding.add(interaction, gather, note=taken.note)
            return
        await require_manager(interaction)
        await delivery.respond(interaction, notices.nothing_to_add())

    # Reading

    @article.command(name="list", description="List the articles here")
    @app_commands.describe(search="Words of a title, an author or a site")
    async def list_articles(
        self, interaction: discord.Interaction, search: app_commands.Range[str, 1, SEARCH_CHARACTERS] | None = None
    ) -> None:
        """List articles."""
        async with delivery.under_way(interaction):
            await delivery.acknowledge(interaction, private=True)
            await delivery.show(interaction, await list_page(interaction, search or "", 0))

    @article.command(name="show", description="Read an article")
    @app_commands.describe(article="Choose it from the list that appears while you type")
    async def show(self, interaction: discord.Interaction, article: Name) -> None:
        """Show an article's first page."""
        async with delivery.under_way(interaction):
            await delivery.acknowledge(interaction, private=True)
            place = place_of(interaction)
            found = await articles_named(self._desk.library, article, [place.library, SHARED])
            await delivery.show(interaction, await self._first_page(interaction, article, found))

    async def _first_page(self, interaction: discord.Interaction, typed: str, found: list[ArticleSummary]) -> Message:
        match found:
            case [one]:
                name = library_of(place_of(interaction), shelf_of(one))
                view = await passage_of(self._desk.library, name, one.id)
                return render.gone() if view is None else render.of_page(view)
            case _:
                return _not_one(typed, found)

    # Changing

    @article.command(name="remove", description="Remove an article from the library")
    @app_commands.describe(article="Choose it from the list that appears while you type")
    async def remove(self, interaction: discord.Interaction, article: Name) -> None:
        """Ask whether an article shall be removed."""
        async with delivery.under_way(interaction):
            await require_manager(interaction)
            await delivery.acknowledge(interaction, private=True)
            found = await self._own(interaction, article)
            await delivery.show(interaction, found if isinstance(found, Message) else render.of_removal(found))

    @article.command(name="refresh", description="Read articles again from where they came on the web")
    @app_commands.describe(article="One article; leave it out for all of them")
    async def refresh(self, interaction: discord.Interaction, article: Name | None = None) -> None:
        """Read one article again, or all."""
        async with delivery.under_way(interaction):
            if await adding.may_add(interaction):
                await delivery.acknowledge(interaction, private=False)
                await self._refresh(interaction, article)

    async def _refresh(self, interaction: discord.Interaction, article: str | None) -> None:
        chosen = await self._to_refresh(interaction, article)
        if isinstance(chosen, Message):
            await delivery.show(interaction, chosen)
            return

        async def work(under_way: adding.Work) -> None:
            await under_way.refresh(chosen)

        await adding.carry_out(interaction, work)

    async def _to_refresh(self, interaction: discord.Interaction, typed: str | None) -> list[ArticleSummary] | Message:
        """Return the articles that can be read again, or why none can."""
        if typed is None:
            own = await self._desk.library.articles(place_of(interaction).library)
            return [article for article in own if can_refresh(article.source)] or render.nothing_to_refresh()
        found = await self._own(interaction, typed)
        if isinstance(found, Message):
            return found
        return [found] if can_refresh(found.source) else render.not_refreshable(found.title)

    async def _own(self, interaction: discord.Interaction, typed: str) -> ArticleSummary | Message:
        """Return the article of the place's own library that was meant, or what to say."""
        found = await articles_named(self._desk.library, typed, [place_of(interaction).library])
        if len(found) == 1:
            return found[0]
        shared = [] if found else await articles_named(self._desk.library, typed, [SHARED])
        return render.shared_stays(shared[0].title) if len(shared) == 1 else _not_one(typed, found)

    # Completing

    @show.autocomplete("article")
    async def complete_any(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Return the articles that can be read here and match what was typed."""
        return await self._choices(typed, [place_of(interaction).library, SHARED])

    @remove.autocomplete("article")
    @refresh.autocomplete("article")
    async def complete_own(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Return the articles of the place's own library that match what was typed."""
        return await self._choices(typed, [place_of(interaction).library])

    async def _choices(self, typed: str, libraries: list[str]) -> list[app_commands.Choice[str]]:
        try:
            return await article_choices(self._desk.library, typed, libraries)
        except FootnoteError:
            return []


def _not_one(typed: str, found: list[ArticleSummary]) -> Message:
    return render.several(typed, found) if found else render.unknown(typed)
