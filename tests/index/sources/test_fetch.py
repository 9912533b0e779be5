"""The guarded fetch, against real servers on loopback."""

import asyncio
import gzip
import socket
import zlib
from pathlib import Path

import pytest
from aiohttp import web

from index.errors import AddressRefused, FetchFailed, SourceError
from index.models import Draft, NotModified
from index.settings import LibrarySettings
from index.sources import read_address
from index.sources.network import SystemResolver

from .conftest import STORM
from .site import PUBLIC, REFUSAL, URL, LoopbackResolver, MakeLimits, answering, draft_of, error_of, read, serve
from .test_docx import document
from .test_html import page
from .test_pdf import report

# What is read


@pytest.mark.asyncio
async def test_a_page_becomes_a_draft_with_its_validators(limits: LibrarySettings) -> None:
    handler = answering(page(), ETag='"v1"', Last_Modified="Tue, 05 Mar 2024 22:00:00 GMT")
    draft = await draft_of(handler, limits, "http://NEWS.example.com:80/a/1#part")
    assert draft.source == URL
    assert draft.title == "Harbour closes after storm"
    assert draft.text.startswith(STORM)
    assert (draft.site, draft.author, draft.published, draft.language) == (
        "The Daily Alder",
        "Jane Doe",
        "2024-03-05",
        "en",
    )
    assert (draft.etag, draft.last_modified) == ('"v1"', "Tue, 05 Mar 2024 22:00:00 GMT")
    assert draft.url == "https://news.example.com/a/1"


@pytest.mark.parametrize(
    ("body", "content_type", "title"),
    [
        (STORM.encode(), "text/plain; charset=utf-8", "harbour news"),
        (f"# Harbour closes\n\n{STORM}".encode(), "TEXT/Markdown", "Harbour closes"),
        (report(), "application/pdf", "Harbour report"),
        (
            document("Report"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "Report",
        ),
        (page(), "application/xhtml+xml", "Harbour closes after storm"),
    ],
)
@pytest.mark.asyncio
async def test_each_kind_of_document_is_read(
    body: bytes, content_type: str, title: str, limits: LibrarySettings
) -> None:
    url = "http://news.example.com/files/harbour-news.bin?x=1"
    draft = await draft_of(answering(body, content_type=content_type), limits, url)
    assert draft.title == title
    assert "Nobody was hurt" in draft.text
    assert draft.source == url


@pytest.mark.asyncio
async def test_the_charset_of_the_header_holds_for_text(limits: LibrarySettings) -> None:
    text = "Порт закрыт"  # too short for its encoding to be told by its language
    draft = await draft_of(answering(text.encode("koi8-r"), content_type="text/plain; charset=koi8-r"), limits)
    assert draft.text == text


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "raw deflate", "members"])
@pytest.mark.asyncio
async def test_a_packed_page_is_unpacked(encoding: str, limits: LibrarySettings) -> None:
    half = len(page()) // 2
    raw = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(page()),
        "deflate": zlib.compress(page()),
        "raw deflate": raw.compress(page()) + raw.flush(),
        "members": gzip.compress(page()[:half]) + gzip.compress(page()[half:]) + b"\0\0",
    }[encoding]
    name = {"raw deflate": "deflate", "members": "gzip"}.get(encoding, encoding)
    draft = await draft_of(answering(packed, Content_Encoding=name), limits)
    assert draft.text.startswith(STORM)


@pytest.mark.asyncio
async def test_a_page_that_is_still_the_same_is_said_to_be(limits: LibrarySettings) -> None:
    async def handle(request: web.Request) -> web.Response:
        assert request.headers["If-None-Match"] == '"v1"'
        assert request.headers["If-Modified-Since"] == "Tue, 05 Mar 2024 22:00:00 GMT"
        return web.Response(status=304)

    found = await read(handle, limits, etag='"v1"', last_modified="Tue, 05 Mar 2024 22:00:00 GMT")
    assert found == NotModified(source=URL)


@pytest.mark.asyncio
async def test_a_validator_that_would_break_the_header_is_not_sent(limits: LibrarySettings) -> None:
    async def handle(request: web.Request) -> web.Response:
        assert "If-None-Match" not in request.headers
        return web.Response(body=page(), content_type="text/html")

    assert isinstance(await read(handle, limits, etag='"v1"\r\nHost: localhost'), Draft)


@pytest.mark.asyncio
async def test_nothing_of_ours_and_nothing_of_another_request_is_sent(
    limits: LibrarySettings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """No proxy, no .netrc, no cookie, no login, and a name of our own."""
    (tmp_path / ".netrc").write_text("machine news.example.com login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    seen: list[dict[str, str]] = []

    async def handle(request: web.Request) -> web.Response:
        seen.append(dict(request.headers))
        if request.path == "/a/1":
            return web.Response(status=302, headers={"Location": "/a/2", "Set-Cookie": "session=1; Path=/"})
        return web.Response(body=page(), content_type="text/html")

    await read(handle, limits)
    assert len(seen) == 2
    for headers in seen:
        assert set(headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
        assert headers["User-Agent"].startswith("Footnote/")
        assert headers["Accept-Encoding"] == "gzip, deflate"


# Where it doesn't go


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1"],
        ["::1"],
        ["10.0.0.1"],
        ["169.254.169.254"],
        ["100.64.0.1"],
        ["fd00::1"],
        ["::ffff:93.184.215.14"],
        ["64:ff9b::5db8:d70e"],
        ["0.0.0.0"],
        [PUBLIC, "192.168.0.1"],
        ["192.168.0.1", PUBLIC],
        [PUBLIC, "fe80::1%eth0"],
        ["not an address"],
        [],
    ],
    ids=str,
)
@pytest.mark.asyncio
async def test_a_name_with_a_single_address_inside_is_refused(answers: list[str], limits: LibrarySettings) -> None:
    resolver = LoopbackResolver(9, {"news.example.com": [answers]})
    with pytest.raises(AddressRefused) as caught:
        await read_address(URL, limits, resolver=resolver)
    assert str(caught.value) == REFUSAL
    assert caught.value.source == URL
    assert resolver.connected == []


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1/",
        "//127.0.0.1/",
        "http://localhost/admin",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://10.0.0.1/",
        "http://metadata.google.internal/",
        "http://news.example.com:22/",
        "http://user@news.example.com/",
        "http://news.example.com\\@127.0.0.1/",
        "ftp://news.example.com/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://inside.example.com/",
        "http://mixed.example.com/",
        "http://[bad/",
        "http://127。0。0。1/",
    ],
)
@pytest.mark.parametrize("status", [301, 307])
@pytest.mark.asyncio
async def test_a_redirect_inside_is_refused_and_not_followed(
    location: str, status: int, limits: LibrarySettings
) -> None:
    seen: list[str] = []

    async def handle(request: web.Request) -> web.Response:
        seen.append(request.host)
        return web.Response(status=status, headers={"Location": location})

    answers = {
        "news.example.com": [[PUBLIC]],
        "inside.example.com": [["192.168.0.1"]],
        "mixed.example.com": [[PUBLIC, "10.0.0.1"]],
    }
    async with serve(handle) as port:
        with pytest.raises(AddressRefused) as caught:
            await read_address(URL, limits, resolver=LoopbackResolver(port, answers))
    assert str(caught.value) == REFUSAL
    assert caught.value.source == URL
    assert seen == ["news.example.com"]


@pytest.mark.asyncio
async def test_a_name_that_turns_inside_between_two_hops_is_refused(limits: LibrarySettings) -> None:
    """DNS rebinding: public for the check of the first hop, loopback for the second."""
    resolver = LoopbackResolver(0, {"news.example.com": [[PUBLIC], ["127.0.0.1"]]})
    async with serve(answering(status=302, Location="/next")) as port:
        resolver._port = port
        with pytest.raises(AddressRefused):
            await read_address(URL, limits, resolver=resolver)
    assert resolver.asked == ["news.example.com"] * 2
    assert resolver.connected == [f"{PUBLIC}:80"]


@pytest.mark.asyncio
async def test_a_name_is_asked_for_once_and_the_answer_is_what_is_connected_to(limits: LibrarySettings) -> None:
    """DNS rebinding within one hop: no second question, so no second answer."""
    resolver = LoopbackResolver(0, {"news.example.com": [[PUBLIC], ["127.0.0.1"]]})
    async with serve(answering(page())) as port:
        resolver._port = port
        await read_address(URL, limits, resolver=resolver)
    assert resolver.asked == ["news.example.com"]
    assert resolver.connected == [f"{PUBLIC}:80"]


@pytest.mark.asyncio
async def test_the_systems_answer_is_connected_to_as_it_is() -> None:
    assert SystemResolver().route("93.184.215.14", 443) == ("93.184.215.14", 443)
    assert await SystemResolver().addresses("127.0.0.1") == ("127.0.0.1",)


@pytest.mark.parametrize(
    ("failure", "kind"),
    [
        (socket.gaierror(socket.EAI_NONAME, "no such host inside.corp"), AddressRefused),
        (socket.gaierror(socket.EAI_AGAIN, "ask again"), FetchFailed),
    ],
)
@pytest.mark.asyncio
async def test_a_name_that_does_not_exist_looks_like_one_that_leads_inside(
    failure: OSError, kind: type[SourceError], limits: LibrarySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or else the names of machines inside could be tried out."""

    async def getaddrinfo(*_: object, **__: object) -> list[object]:
        raise failure

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", getaddrinfo)
    with pytest.raises(kind) as caught:
        await read_address(URL, limits)
    assert "inside.corp" not in str(caught.value)
    if kind is AddressRefused:
        assert str(caught.value) == REFUSAL


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://[::1]:8080/", "ftp://example.com/", "not an address"])
@pytest.mark.asyncio
async def test_an_address_that_cannot_be_public_is_refused_before_anything_is_asked(
    url: str, limits: LibrarySettings
) -> None:
    with pytest.raises(AddressRefused):
        await read_address(url, limits, resolver=LoopbackResolver(9, {}))


# Redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.asyncio
async def test_redirects_are_followed_and_the_source_stays_what_was_given(status: int, limits: LibrarySettings) -> None:
    async def handle(request: web.Request) -> web.Response:
        if request.path == "/a/1":
            return web.Response(status=status, headers={"Location": "../b?x=1#y"})
        assert request.path_qs == "/b?x=1"
        return web.Response(text=STORM, content_type="text/plain")

    draft = await draft_of(handle, limits)
    assert (draft.source, draft.url) == (URL, "http://news.example.com/b?x=1")


@pytest.mark.asyncio
async def test_redirects_end_at_the_limit(make_limits: MakeLimits) -> None:
    count = 0

    async def handle(_: web.Request) -> web.Response:
        nonlocal count
        count += 1
        return web.Response(status=302, headers={"Location": f"/{count}"})

    error = await error_of(handle, make_limits(fetch_max_redirects=3))
    assert "redirects more than 3 times" in str(error)
    assert count == 4


@pytest.mark.asyncio
async def test_a_redirect_to_itself_ends(limits: LibrarySettings) -> None:
    assert "redirects more than 5 times" in str(await error_of(answering(status=301, Location=URL), limits))


@pytest.mark.asyncio
async def test_a_redirect_to_nowhere_is_an_error(limits: LibrarySettings) -> None:
    assert "redirects to nowhere" in str(await error_of(answering(status=302), limits))
