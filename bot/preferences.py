"""What a server has chosen with ``/settings``: kept in the library, remembered here so that reading takes no time."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, cast

from index import FootnoteError

# The names under which the library keeps them.
MANAGER_ROLE = "manager-role"  # the id of a role
PRIVATE_ANSWERS = "private-answers"  # whether answers to commands are private unless asked otherwise
CHANNELS = "channels"  # ids of the channels it answers in; none or missing: all

_PATIENCE_SECONDS = 0.5  # of the three in which Discord wants to hear something

log = logging.getLogger(__name__)


class KeepsPreferences(Protocol):
    """As much of the library as is needed here."""

    async def preferences(self, library: str) -> Mapping[str, object]: ...

    async def set_preference(self, library: str, name: str, value: object) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What one server has chosen."""

    manager_role: str | None = None
    has_private_answers: bool = False
    channels: tuple[str, ...] = ()  # empty: all


# For want of an answer from the library: what shows the least.
CAUTIOUS = Choices(has_private_answers=True)


class Preferences:
    """The choices of all servers."""

    def __init__(self, library: KeepsPreferences) -> None:
        self._library = library
        self._known: dict[str, Choices] = {}

    async def of(self, library: str) -> Choices:
        """Return the choices that hold for a library; at once, cautious ones if need be."""
        known = self._known.get(library)
        if known is not None:
            return known
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                return await self.load(library)
        except (TimeoutError, FootnoteError) as error:
            log.warning("the choices of a library can't be read now: %s", error, extra={"library": library})
            return CAUTIOUS

    async def load(self, library: str) -> Choices:
        """Read the choices of a library. Raises StorageError."""
        choices = _choices(await self._library.preferences(library))
        self._known[library] = choices
        return choices

    async def set(self, library: str, name: str, value: object) -> Choices:
        """Keep a choice; ``None`` takes it back. Raises StorageError."""
        await self._library.set_preference(library, name, value)
        return await self.load(library)

    def forget(self, library: str) -> None:
        """Read a library's choices anew when they are next wanted."""
        self._known.pop(library, None)


def _choices(kept: Mapping[str, object]) -> Choices:
    role = kept.get(MANAGER_ROLE)
    channels = kept.get(CHANNELS)
    listed = cast(list[object], channels) if isinstance(channels, list) else []
    return Choices(
        manager_role=None if role is None else str(role),
        has_private_answers=kept.get(PRIVATE_ANSWERS) is True,
        channels=tuple(str(channel) for channel in listed),
    )
