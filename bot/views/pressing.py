"""Buttons, menus and forms of messages that may be older than this process.

``Pressed`` is what happens when something is pressed; all it knows is the id. Give a subclass its template from
``bot.render.ids`` and list it in ``bot.views.PRESSED``.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Self, cast

import discord
from discord import ui
from typing_extensions import override

from bot import errors


class Pressed(ui.DynamicItem[ui.Item[Any]], template=r"fn:"):
    """Something that was pressed."""

    @classmethod
    @override
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(item)

    @override
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        match = self.template.fullmatch(self.custom_id)
        assert match is not None, "discord.py calls only what matches"
        try:
            await self.pressed(interaction, match)
        except Exception as error:  # noqa: BLE001 the edge: discord.py would only log it
            await errors.handle(interaction, error)

    async def pressed(self, interaction: discord.Interaction, id: re.Match[str]) -> None:
        """Do what was asked for; errors are worded elsewhere."""
        raise NotImplementedError


def form_values(interaction: discord.Interaction) -> Mapping[str, str]:
    """Return what a form was filled with, by the ids of its fields; of a menu the first choice.

    Forms are read from what Discord sends, so that one that was opened before a restart can be sent after it.
    """
    data = cast(Mapping[str, Any], interaction.data or {})
    return {str(field.get("custom_id")): _value_of(field) for field in _fields(data.get("components"))}


def _fields(rows: object) -> Iterator[Mapping[str, Any]]:
    """Yield the fields of a form: each is in a label of its own, or in a row."""
    for row in cast(list[Mapping[str, Any]], rows or []):
        yield from cast(list[Mapping[str, Any]], row.get("components") or [row.get("component")])


def _value_of(field: Mapping[str, Any]) -> str:
    chosen = cast(list[str], field.get("values") or [""])
    return str(field.get("value") or chosen[0])
