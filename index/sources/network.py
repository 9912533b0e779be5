"""The fetch's way to the network: every name is resolved here, and only public addresses come out."""

import asyncio
import socket
from collections.abc import Sequence
from typing import Protocol

from aiohttp import ClientSession, ClientTimeout, DummyCookieJar, TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult

from index.sources.addresses import is_public

_USER_AGENT = "Footnote/1.0 (reads single articles on a person's request)"
_ACCEPT = "text/html, application/xhtml+xml, application/pdf;q=0.9, text/plain;q=0.8, text/markdown;q=0.8, */*;q=0.1"


class Resolver(Protocol):
    """What the names of hosts mean, and the seam at which a test leads the fetch to its own server.

    A resolver can be passed in code only: no setting and no input names one. What ``addresses`` answers is always
    checked, so a wrong answer leads nowhere inside the network. ``route`` alone could; it is asked about addresses
    that passed the check, and must return them as they are outside of tests.
    """

    async def addresses(self, host: str) -> Sequence[str]:
        """Return a host's IP addresses, none when there is no such host; raise OSError when it can't be asked."""
        ...

    def route(self, address: str, port: int) -> tuple[str, int]:
        """Return where to connect to reach an address that passed the check."""
        ...


class SystemResolver:
    """Asks the system, as every program does."""

    async def addresses(self, host: str) -> Sequence[str]:
        """Return what the system knows about a name."""
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            if error.errno == socket.EAI_AGAIN:
                raise
            return ()
        except UnicodeError:  # a label the system's own encoding refuses
            return ()
        return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))

    def route(self, address: str, port: int) -> tuple[str, int]:
        """Connect to the very address that was checked."""
        return address, port


class NotPublic(Exception):
    """A name leads to an address that isn't of the public internet, or to none."""


class LookupFailed(Exception):
    """A name can't be resolved at the moment."""


class _GuardedResolver(AbstractResolver):
    """Gives the connector addresses that were checked; it connects to these, so a second answer changes nothing."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Resolve a name; raise NotPublic when a single one of its addresses isn't public."""
        try:
            addresses = await self._resolver.addresses(host)
        except TimeoutError:
            raise
        except OSError as error:
            raise LookupFailed from error
        if not addresses or not all(map(is_public, addresses)):
            raise NotPublic
        results: list[ResolveResult] = []
        for address in addresses:
            endpoint, endpoint_port = self._resolver.route(address, port)
            results.append(
                ResolveResult(
                    hostname=host,
                    host=endpoint,
                    port=endpoint_port,
                    family=socket.AF_INET6 if ":" in endpoint else socket.AF_INET,
                    proto=0,
                    flags=socket.AI_NUMERICHOST,
                )
            )
        return results

    async def close(self) -> None:
        """Nothing is held open."""


def open_session(resolver: Resolver) -> ClientSession:
    """Open a session that carries nothing from one request to another and takes nothing from the environment."""
    connector = TCPConnector(
        resolver=_GuardedResolver(resolver),
        use_dns_cache=False,
        force_close=True,  # a kept connection would skip the check of the next hop's name
    )
    return ClientSession(
        connector=connector,
        cookie_jar=DummyCookieJar(),
        trust_env=False,  # no proxy, no .netrc
        auto_decompress=False,  # the fetch unpacks by itself, with a limit
        timeout=ClientTimeout(total=None),  # the fetch holds one deadline over all of it
        headers={"User-Agent": _USER_AGENT, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate"},
    )
