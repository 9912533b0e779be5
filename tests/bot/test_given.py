"""What is found in what people give to be added."""

from typing import Any
from unittest.mock import AsyncMock, Mock

import aiohttp
import discord
import pytest

from bot.given import AT_ONCE, Address, File, Paste, Unusable, addresses_in, limited, read_file, taken_of
from index import AddressRefused

REFUSED = str(AddressRefused("x"))


@pytest.mark.parametrize(
    ("typed", "urls"),
    [
        ("https://example.org/a", ["https://example.org/a"]),
        ("  https://a.org/1, https://b.org/2\nHTTP://c.org ", ["https://a.org/1", "https://b.org/2", "HTTP://c.org"]),
        ("<https://example.org/a>", ["https://example.org/a"]),
        ("https://a.org https://a.org", ["https://a.org"]),
        ("example.org/a?b=c", ["https://example.org/a?b=c"]),
        ("https://www.spiegel.de/a-123,1.html", ["https://www.spiegel.de/a-123,1.html"]),
        ("https://a.org/1,2.html,https://b.org/2,", ["https://a.org/1,2.html", "https://b.org/2"]),
        ("<https://a.org/1>,<https://b.org/2>", ["https://a.org/1", "https://b.org/2"]),
        ("https://a.org/1 , https://b.org/2", ["https://a.org/1", "https://b.org/2"]),
        ("a.org,b.org", ["https://a.org", "https://b.org"]),
        ("https://a.org,b.org,<https://c.org/1,2>", ["https://a.org", "https://b.org", "https://c.org/1,2"]),
        ("a.org/1,b.org", ["https://a.org/1,b.org"]),  # may be one address
        ("a.org,,b.org,", ["https://a.org", "https://b.org"]),
        ("example.org:8080/a", ["https://example.org:8080/a"]),
        ("127.0.0.1/a", ["https://127.0.0.1/a"]),  # which the library refuses to fetch
    ],
)
def test_addresses_are_separated_by_blanks_or_commas_and_taken_once(typed: str, urls: list[str]) -> None:
    assert addresses_in(typed) == [Address(url=url) for url in urls]


@pytest.mark.parametrize(
    "typed", ["file:///etc/passwd", "/etc/passwd", "../.env", "ftp://a.org/x", "javascript:1", "C:\\x"]
)
def test_what_is_no_web_address_gets_no_further(typed: str) -> None:
    assert addresses_in(typed) == [Unusable(source=typed, error=REFUSED)]


@pytest.mark.parametrize("host", ["cdn.discordapp.com", "media.discordapp.net", "CDN.discordapp.com"])
def test_links_to_files_in_discord_are_not_fetched_for_they_stop_working(host: str) -> None:
    [unusable] = addresses_in(f"https://{host}/attachments/1/2/a.txt?ex=1")
    assert isinstance(unusable, Unusable)
    assert unusable.error == "links to files in Discord stop working within a day; give the file itself"


def _message(content: str = "", *attachments: Any, snapshots: tuple[Any, ...] = ()) -> Any:
    return Mock(
        spec=discord.Message, clean_content=content, attachments=list(attachments), message_snapshots=list(snapshots)
    )


def _attachment(name: str, data: bytes = b"text", *, kind: str | None = None, id: int = 7) -> Any:
    return Mock(
        spec=discord.Attachment,
        filename=name,
        size=len(data),
        content_type=kind,
        url=f"https://cdn.discordapp.com/attachments/5/{id}/{name}?ex=6&hm=7",
        read=AsyncMock(return_value=data),
    )


@pytest.mark.parametrize(
    ("content", "urls"),
    [
        ("See https://example.org/a.", ["https://example.org/a"]),
        ("(https://example.org/a)", ["https://example.org/a"]),
        ("https://example.org/Bridge_(card_game)", ["https://example.org/Bridge_(card_game)"]),
        (
            "[a title](https://example.org/a), <https://example.org/b>",
            ["https://example.org/a", "https://example.org/b"],
        ),
        ("||https://example.org/a|| **https://example.org/b**", ["https://example.org/a", "https://example.org/b"]),
        ("https://example.org/a https://example.org/a", ["https://example.org/a"]),
        ("https://example.org/a https://discord.com/channels/1/2/3 https://discord.gg/abc", ["https://example.org/a"]),
    ],
)
def test_links_are_taken_of_a_message(content: str, urls: list[str]) -> None:
    taken = taken_of(_message(content))
    assert taken.links == [Address(url=url) for url in urls]
    assert taken.text is None


def test_other_schemes_are_no_links() -> None:
    assert list(taken_of(_message("ftp://a.org javascript:x")).links) == []


def test_a_text_without_links_is_taken_itself() -> None:
    assert (
        taken_of(_message("The harbour is closed. Nobody knows why.")).text
        == "The harbour is closed. Nobody knows why."
    )


def test_a_message_that_only_points_into_discord_has_nothing() -> None:
    taken = taken_of(_message("https://discord.com/channels/1/2/3"))
    assert (list(taken.links), list(taken.files), taken.text) == ([], [], None)


def test_links_and_files_are_taken_together_and_a_long_text_beside_them_is_said() -> None:
    file = _attachment("a.pdf")
    taken = taken_of(_message("https://example.org/a " + "word " * 60, file))
    assert taken.links == [Address(url="https://example.org/a")]
    assert list(taken.files) == [file]
    assert taken.text is None
    assert taken.note is not None
    assert taken_of(_message("Look: https://example.org/a", file)).note is None


def test_pictures_beside_something_else_are_passed_by() -> None:
    picture = _attachment("p.png", kind="image/png")
    assert list(taken_of(_message("https://example.org/a", picture)).files) == []
    assert taken_of(_message("some words", picture)).text == "some words"
    assert list(taken_of(_message("", picture)).files) == [picture]


def test_a_link_to_a_file_of_the_message_is_that_file() -> None:
    file = _attachment("a.txt")
    taken = taken_of(_message(f"{file.url} https://cdn.discordapp.com/attachments/5/9/b.txt", file))
    assert list(taken.files) == [file]
    [other] = taken.links
    assert isinstance(other, Unusable)


def test_what_a_message_forwards_is_taken_as_if_it_were_its_own() -> None:
    file = _attachment("a.txt")
    snapshot = Mock(spec=discord.MessageSnapshot, content="https://example.org/a", attachments=[file])
    taken = taken_of(_message("", snapshots=(snapshot,)))
    assert (taken.links, list(taken.files)) == ([Address(url="https://example.org/a")], [file])


async def test_a_file_is_read_at_once() -> None:
    assert await read_file(_attachment("a.md", b"# Storm"), 7) == File(name="a.md", data=b"# Storm")


async def test_a_file_past_the_limit_is_not_even_read() -> None:
    attachment = _attachment("a.md", b"12345678")
    unusable = await read_file(attachment, 7)
    assert isinstance(unusable, Unusable)
    assert unusable.error.startswith("larger than the limit")
    attachment.read.assert_not_awaited()


async def test_a_file_of_another_kind_is_not_read_either() -> None:
    attachment = _attachment("a.zip")
    assert await read_file(attachment, 100) == File(name="a.zip", data=b"")
    attachment.read.assert_not_awaited()


async def test_the_file_that_discord_makes_of_a_long_text_is_a_text() -> None:
    """Its name is always the same; as a file, each would take the place of the one before."""
    attachment = _attachment("message.txt", "Wörter".encode())
    assert await read_file(attachment, 100) == Paste(text="Wörter")


async def test_a_file_that_is_gone_is_said() -> None:
    attachment = _attachment("a.txt")
    attachment.read.side_effect = discord.NotFound(Mock(status=404, reason="Not Found"), "gone")
    assert await read_file(attachment, 100) == Unusable(
        source="a.txt", error="Discord doesn't give this file any more; attach it again"
    )


@pytest.mark.parametrize("error", [aiohttp.ServerDisconnectedError(), TimeoutError(), ConnectionResetError()])
async def test_a_connection_that_breaks_costs_this_file_alone(error: Exception) -> None:
    attachment = _attachment("a.txt")
    attachment.read.side_effect = error
    assert await read_file(attachment, 100) == Unusable(
        source="a.txt", error="the connection to Discord broke while the file was read; attach it again"
    )


def test_no_more_than_so_many_are_added_at_once() -> None:
    sources = [Address(url=f"https://example.org/{number}") for number in range(AT_ONCE + 3)]
    assert limited(sources[:AT_ONCE]) == sources[:AT_ONCE]
    *kept, rest = limited(sources)
    assert kept == sources[:AT_ONCE]
    assert rest == Unusable(source="3 more", error="20 at once is the most; add them next")
