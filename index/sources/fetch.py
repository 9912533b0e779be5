"""The guarded fetch of a web address: public addresses only, in bounded time and size."""

import asyncio
import re
import ssl
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin

import aiohttp
from aiohttp import ClientResponse, ClientSession
from yarl import URL

from index.errors import AddressRefused, FetchFailed, SourceError, SourceTooLarge, SourceUnreadable
from index.models import Draft, NotModified
from index.settings import LibrarySettings
from index.sources.addresses import check_url
from index.sources.extracts import draft_from
from index.sources.formats import Format, format_of_content_type, parse
from index.sources.network import LookupFailed, NotPublic, Resolver, SystemResolver, open_session
from index.sources.unpacking import Unpacker

_CHUNK_BYTES = 65_536
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_VALIDATOR = re.compile(r"[\x20-\x7e]{1,500}")

# What a status means to a reader: (what happened and what to do, whether it may be different later).
_STATUSES = {
    401: ("this page asks for a login (401); open it in a browser, and give the text itself", False),
    402: ("this page is for paying readers (402); open it in a browser, and give the text itself", False),
    403: ("the site refuses to show this page to programs (403); give the text itself", False),
    404: ("there is no page at this address (404); check the address", False),
    408: ("the site took too long (408); try again later", True),
    410: ("the page was removed for good (410); look for another address of it", False),
    425: ("the site isn't ready for this page yet (425); try again later", True),
    429: ("the site wants fewer requests (429); try again later", True),
    451: ("the page is withheld for legal reasons (451); look for another address of it", False),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What a fetch ended in."""

    url: str  # after redirects
    format: Format
    charset: str | None  # as the server says
    body: bytes
    etag: str | None
    last_modified: str | None


async def read_address(
    url: str,
    limits: LibrarySettings,
    *,
    resolver: Resolver | None = None,
    etag: str | None = None,
    last_modified: str | None = None,
) -> Draft | NotModified:
    """Fetch a page and read the article on it; with validators of an earlier fetch, say when it is still the same.

    Raises AddressRefused, FetchFailed, SourceTooLarge or SourceUnreadable. ``resolver`` is for tests.
    """
    source = str(check_url(url))
    validators = {
        name: value
        for name, value in (("If-None-Match", etag), ("If-Modified-Since", last_modified))
        if value and _VALIDATOR.fullmatch(value)
    }
    page = await _fetch(source, limits, resolver or SystemResolver(), validators)
    if page is None:
        return NotModified(source=source)
    # Parsing takes up to seconds, and the event loop is needed meanwhile.
    return await asyncio.to_thread(_read_page, page, source, limits)


async def _fetch(source: str, limits: LibrarySettings, resolver: Resolver, validators: dict[str, str]) -> _Page | None:
    """Fetch within one deadline and translate what can go wrong; None when the page is still the same."""
    seconds = limits.fetch_timeout_seconds
    try:
        async with asyncio.timeout(seconds), open_session(resolver) as session:
            return await _follow(session, source, limits, validators)
    except NotPublic as error:
        raise AddressRefused(source) from error
    except TimeoutError as error:
        message = f"the page didn't arrive in full within {seconds:g} seconds; try again later"
        raise FetchFailed(source, message, is_transient=True) from error
    except (aiohttp.ClientError, LookupFailed, OSError) as error:
        raise translate(error, source) from error


async def _follow(
    session: ClientSession, source: str, limits: LibrarySettings, validators: dict[str, str]
) -> _Page | None:
    """Request the page, following redirects by hand so that each hop's address is checked like the first."""
    url = check_url(source)
    for _ in range(limits.fetch_max_redirects + 1):
        async with session.get(url, headers=validators, allow_redirects=False) as response:
            if response.status not in _REDIRECTS:
                return await _read_response(response, source, limits, is_conditional=bool(validators))
            url = _next_hop(url, response.headers.get("Location"), source)
    message = f"the page redirects more than {limits.fetch_max_redirects} times; give the address it ends at"
    raise FetchFailed(source, message, is_transient=False)


def _next_hop(url: URL, location: str | None, source: str) -> URL:
    """Return the checked address a redirect leads to."""
    if not location:
        message = "the page redirects to nowhere; give the address it should end at"
        raise FetchFailed(source, message, is_transient=False)
    try:
        target = check_url(urljoin(str(url), location))
    except (AddressRefused, ValueError) as error:
        raise AddressRefused(source) from error
    if url.scheme == "https" and target.scheme == "http":
        # What was asked for over an encrypted connection could be forged over the other.
        message = (
            "the page redirects from https to http, where it could be forged; give the http address if you mean it"
        )
        raise FetchFailed(source, message, is_transient=False)
    return target


async def _read_response(
    response: ClientResponse, source: str, limits: LibrarySettings, *, is_conditional: bool
) -> _Page | None:
    """Read the answer at the end of the redirects."""
    if response.status == HTTPStatus.NOT_MODIFIED and is_conditional:
        return None
    if response.status not in {HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION}:
        raise _status_error(response.status, source)
    stated = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    page_format = format_of_content_type(stated)
    if page_format is None:
        kind = f"of the kind {stated[:60]!a}" if stated else "of no stated kind"
        remedy = "give the address of a web page, text, PDF or .docx"
        raise SourceUnreadable(source, f"what is at this address is {kind}, not an article", remedy)
    return _Page(
        url=str(response.url),
        format=page_format,
        charset=response.charset,
        body=await _read_body(response, source, limits.fetch_max_bytes),
        etag=_validator(response.headers.get("ETag")),
        last_modified=_validator(response.headers.get("Last-Modified")),
    )


def _status_error(status: int, source: str) -> FetchFailed:
    """Say what a status other than success means."""
    if status in _STATUSES:
        message, is_transient = _STATUSES[status]
    elif status >= 500:
        message, is_transient = f"the site has trouble of its own ({status}); try again later", True
    else:
        message, is_transient = f"the site answers with status {status} and no page; check the address", False
    return FetchFailed(source, message, is_transient=is_transient)


def _validator(value: str | None) -> str | None:
    """Return a validator that can be sent back in a header as it is."""
    return value if value and _VALIDATOR.fullmatch(value) else None


async def _read_body(response: ClientResponse, source: str, limit_bytes: int) -> bytes:
    """Read and unpack the body as it comes, and stop at the first byte beyond the limit, packed or not."""
    unpacker = Unpacker(response.headers.get("Content-Encoding", ""), source, limit_bytes)
    if (response.content_length or 0) > limit_bytes:
        raise SourceTooLarge(source, limit_bytes)
    received = 0
    async for chunk in response.content.iter_chunked(_CHUNK_BYTES):
        received += len(chunk)
        if received > limit_bytes:
            raise SourceTooLarge(source, limit_bytes)
        unpacker.feed(chunk)
    return unpacker.finish()


def _read_page(page: _Page, source: str, limits: LibrarySettings) -> Draft:
    """Read the article out of what was fetched."""
    if not page.body.strip():
        raise SourceUnreadable(source, "there is nothing on this page", "check the address")
    extract = parse(page.body, page.format, source, limits, charset=page.charset, url=page.url)
    if page.format != "html":
        # A page names its site and address; another document doesn't know where it was found.
        extract = replace(extract, url=page.url, site=extract.site or URL(page.url).host)
    draft = draft_from(extract, source=source, fallback_title=_title_from_url(page.url), limits=limits)
    return replace(draft, etag=page.etag, last_modified=page.last_modified)


def _title_from_url(url: str) -> str:
    """Make a title of an address's last part, for a page that has none."""
    parsed = URL(url)
    name = unquote(PurePosixPath(parsed.path).stem).replace("_", " ").replace("-", " ").strip()
    return name or parsed.host or url


def translate(error: Exception, source: str) -> SourceError:
    """Say what an error of the connection means, without a word on which machine it was."""
    if isinstance(error, aiohttp.InvalidURL | aiohttp.NonHttpUrlClientError):
        return AddressRefused(source)
    if isinstance(error, aiohttp.ClientSSLError | aiohttp.ServerFingerprintMismatch | ssl.SSLError):
        message = "the site's encryption can't be trusted (its certificate is wrong or expired); check the address"
        return FetchFailed(source, message, is_transient=False)
    if isinstance(error, TimeoutError):
        return FetchFailed(source, "the site didn't answer in time; try again later", is_transient=True)
    if isinstance(error, LookupFailed | aiohttp.ClientConnectorDNSError):
        message = "the site's name can't be looked up at the moment; try again later"
        return FetchFailed(source, message, is_transient=True)
    if isinstance(error, aiohttp.ClientConnectorError):
        return FetchFailed(source, "the site doesn't take connections; try again later", is_transient=True)
    if isinstance(error, aiohttp.ClientResponseError):
        message = "the site's answer isn't proper HTTP; give the text itself"
        return FetchFailed(source, message, is_transient=False)
    message = "the connection to the site broke off; try again later"
    return FetchFailed(source, message, is_transient=True)
