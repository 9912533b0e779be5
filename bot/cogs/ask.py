"""Asking by command: ``/ask`` and the message menu *Ask about this*."""

from dataclasses import replace

import discord
from discord import app_commands
from discord.ext import commands

from bot import delivery
from bot.articles import article_choices
from bot.channels import choices_in
from bot.conversations import turns_in_thread
from bot.desk import Desk
from bot.places import known_as, place_of
from bot.questions import Asked
from bot.reading import text_in
from bot.render import notices
from bot.text import plain_fitted
from bot.written import have_written
from index import SHARED, FootnoteError

QUESTION_CHARACTERS = 2000


class AskCog(commands.Cog):
    """Answers questions that are asked by command."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.menus = [app_commands.ContextMenu(name="Ask about this", callback=self._ask_about)]

    @app_commands.command(name="ask", description="Ask the articles a question")
    @app_commands.describe(
        question="What you want to know",
        article="Ask one article only; choose it from the list that appears while you type",
        private="Show the answer to you alone",
    )
    async def ask(
        self,
        interaction: discord.Interaction,
        question: app_commands.Range[str, 1, QUESTION_CHARACTERS],
        article: str | None = None,
        private: bool | None = None,
    ) -> None:
        """Answer a question."""
        await self._answer(interaction, question, article=article, private=private, goes_on=True)

    @ask.autocomplete("article")
    async def complete_article(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Return the articles whose title, author or site has what was typed; none when they can't be looked up."""
        try:
            return await article_choices(self._desk.library, typed, [place_of(interaction).library, SHARED])
        except FootnoteError:
            return []

    async def _ask_about(self, interaction: discord.Interaction, message: discord.Message) -> None:
        text = plain_fitted(text_in(message), QUESTION_CHARACTERS)
        if not text:
            await delivery.respond(interaction, notices.no_text())
            return
        await self._answer(interaction, text)

    async def _answer(
        self,
        interaction: discord.Interaction,
        question: str,
        *,
        article: str | None = None,
        private: bool | None = None,
        goes_on: bool = False,
    ) -> None:
        """Acknowledge, then put the answer in its place. ``goes_on``: from the last answer, inside a thread."""
        place = place_of(interaction)
        choices = await choices_in(self._desk, interaction)
        if choices is None:
            return
        asked = Asked(
            question=question, place=place, by=known_as(interaction.user), article=article, shows_question=True
        )
        async with delivery.under_way(interaction):
            await delivery.acknowledge(interaction, private=choices.has_private_answers if private is None else private)
            if goes_on:
                asked = replace(asked, turns=await turns_in_thread(self._desk.library, interaction, place))
            said = await self._desk.questions.answer(asked)
            shown = await delivery.show(interaction, said.message)
            have_written(self._desk.writing, said, asked, shown)
