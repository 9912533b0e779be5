"""The written form of an answer, put in the place of its quotes."""

import discord

from bot import delivery
from bot.questions import Asked, Said
from bot.render.answer import of_answer
from bot.writing import Writing
from index import KeptAnswer


def have_written(
    writing: Writing, said: Said, asked: Asked, shown: discord.Message | None, *, question: int | None = None
) -> None:
    """Have an answer written whose quotes are shown. ``question``: the id of the message that asks, if there is one."""
    if said.to_write is None or shown is None:
        return

    async def show(kept: KeptAnswer) -> None:
        await delivery.change(shown, of_answer(kept, shows_question=asked.shows_question))

    messages = [shown.id] if question is None else [shown.id, question]
    writing.begin(said.to_write, by=asked.by, show=show, messages=messages)
