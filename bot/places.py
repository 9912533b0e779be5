"""Where someone asks, and which library that is: a server's own, or a person's own in direct messages."""

from dataclasses import dataclass

import discord

from index import SHARED


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A channel as far as answering in it goes."""

    library: str
    server: str | None  # its id; None in direct messages
    channels: frozenset[str]  # the channel's id, and for a thread that of the channel it hangs under


def place_of(where: discord.Interaction | discord.Message) -> Place:
    """Return where an interaction or a message comes from."""
    person = where.user if isinstance(where, discord.Interaction) else where.author
    channel = where.channel
    ids = {getattr(channel, "id", None), getattr(channel, "parent_id", None)} - {None}
    server = None if where.guild is None else str(where.guild.id)
    if isinstance(where, discord.Interaction) and where.guild_id is not None:
        server = str(where.guild_id)  # known even where the server itself isn't
    return Place(
        library=f"user-{person.id}" if server is None else f"guild-{server}",
        server=server,
        channels=frozenset(map(str, ids)),
    )


def can_read(place: Place, library: str) -> bool:
    """Whether what is in a library may be shown in a place.

    So a private answer isn't kept apart from the server's others, nor marked as one. Only who sees a message can press
    its buttons, nobody but who asked sees that one, and its id can't be guessed: it is 72 random bits, the key to that
    answer. A mark would be one more thing that each place which opens an answer has to look at, and would keep nobody
    out whom the id doesn't; and who asked privately may show the answer to others all the same.
    """
    return library in (place.library, SHARED)


def known_as(person: discord.abc.User) -> str:
    """Return how the library knows a person: by the id that Discord gave them."""
    return str(person.id)
