"""What is done once a day: old answers are deleted, and the libraries of servers that were left long ago."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
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


async def tidy(
    library: Libraries,
    is_in: Callable[[int], Awaitable[bool | None]],
    now: datetime | None = None,
    *,
    purged: Callable[[str], object] | None = None,
) -> None:
    """Delete what has had its time. Raises StorageError.

    ``is_in`` asks Discord whether the bot is in a server; None when that can't be told now. A server that this process
    doesn't see may have an outage, or be another process's: only what Discord says counts. ``purged`` is called with
    the name of each library that is deleted.
    """
    now = now or datetime.now(UTC)
    deleted = await library.purge_answers()
    log.info("deleted old answers", extra={"answers": deleted})
    for name in await library.libraries():
        server = name.removeprefix(_SERVER)
        if not name.startswith(_SERVER) or not server.isdecimal():
            continue
        if await _tidy_server(library, int(server), await is_in(int(server)), now) and purged is not None:
            purged(name)


async def _tidy_server(library: Libraries, server: int, is_in: bool | None, now: datetime) -> bool:
    """Purge a library whose server was left long ago, and return whether; one left unseen counts from today."""
    name = f"{_SERVER}{server}"
    if is_in:
        await come_back(library, server)
    if is_in is not False:
        return False
    left = (await library.preferences(name)).get(LEFT_AT)
    if not isinstance(left, str):
        await leave(library, server, now)
    elif now - datetime.fromisoformat(left) > KEPT_FOR:
        await library.purge(name)
        log.warning("deleted the library of a server that was left", extra={"library": name})
        return True
    return False
