"""What is done once a day: old answers are deleted, and the libraries of servers that were left long ago."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol

LEFT_AT = "left-at"  # the name of the preference that says since when the bot isn't in a server any more
KEPT_FOR = timedelta(days=30)
_SERVER = "guild-"

log = logging.getLogger(__name__)


class Libraries(Protocol):
    """As much of the library as is needed here."""

    async def libraries(self) -> Sequence[str]: ...

    async def preferences(self, library: str) -> Mapping[str, object]: ...

    async def set_preference(self, library: str, name: str, value: object) -> None: ...

    async def purge(self, library: str) -> object: ...

    async def purge_answers(self) -> int: ...


async def leave(library: Libraries, server: int, now: datetime | None = None) -> None:
    """Remember that a server doesn't want the bot any more; its library stays a while."""
    await library.set_preference(f"{_SERVER}{server}", LEFT_AT, (now or datetime.now(UTC)).isoformat())
    log.info("left a server; its library stays for now", extra={"server": server, "days": KEPT_FOR.days})


async def come_back(library: Libraries, server: int) -> None:
    """Forget that a server was left."""
    if LEFT_AT in await library.preferences(f"{_SERVER}{server}"):
        await library.set_preference(f"{_SERVER}{server}", LEFT_AT, None)


async def tidy(library: Libraries, is_in: Callable[[int], bool], now: datetime | None = None) -> None:
    """Delete what has had its time; ``is_in`` says whether the bot is in a server. Raises StorageError."""
    now = now or datetime.now(UTC)
    deleted = await library.purge_answers()
    log.info("deleted old answers", extra={"answers": deleted})
    for name in await library.libraries():
        server = name.removeprefix(_SERVER)
        if name.startswith(_SERVER) and server.isdecimal():
            await (come_back(library, int(server)) if is_in(int(server)) else _tidy_left(library, int(server), now))


async def _tidy_left(library: Libraries, server: int, now: datetime) -> None:
    """Purge a library whose server was left long ago; one that was left unseen counts from today."""
    name = f"{_SERVER}{server}"
    left = (await library.preferences(name)).get(LEFT_AT)
    if not isinstance(left, str):
        await leave(library, server, now)
    elif now - datetime.fromisoformat(left) > KEPT_FOR:
        await library.purge(name)
        log.warning("deleted the library of a server that was left", extra={"library": name})
