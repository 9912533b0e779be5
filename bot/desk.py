"""What commands, buttons and messages share: the library and what watches over its use."""

from dataclasses import dataclass
from typing import Protocol, cast

import discord

from bot.claims import Claims
from bot.flights import Flights
from bot.limits import Limits
from bot.preferences import Preferences
from bot.questions import Questions
from bot.writing import Writing
from index import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Handed to every cog, and found by every button through its client."""

    library: Library
    questions: Questions
    writing: Writing
    claims: Claims
    adds: Limits
    preferences: Preferences
    flights: Flights


class HasDesk(Protocol):
    """The client."""

    @property
    def desk(self) -> Desk: ...


def desk_of(interaction: discord.Interaction) -> Desk:
    """Return the desk of the client that an interaction came to."""
    return cast(HasDesk, interaction.client).desk
