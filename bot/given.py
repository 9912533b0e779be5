"""What people give to be added: addresses, files and text, found in what they type and in messages."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp
import discord

from index import AddressRefused, SourceTooLarge, reads_file

AT_ONCE = 20  # sources of one command
_LONG_TEXT = "message.txt"  # what Discord makes of a text that is too long for a message; no name of an article
_TEXT_WORTH_SAYING = 200  # characters beside links or files
_FILES_OF_DISCORD = ("cdn.discordapp.com", "media.discordapp.net")
_PLACES_OF_DISCORD = ("discord.com", "discordapp.com", "discord.gg", "ptb.discord.com", "canary.discord.com")
_MEDIA = ("image/", "video/", "audio/")

_LINK = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_BARE = re.compile(r"\w[\w-]*(?:\.[\w-]+)+(?::\d+)?(?:[/?#].*)?")  # an address as browsers show it
# Blanks, and commas where an address ends: addresses have commas in them as well.
_BETWEEN = re.compile(r"\s+|,(?=\s|<?https?://)|,$", re.IGNORECASE)
_COMMA_BEHIND_HOST = re.compile(r"(<?(?:https?://)?[\w.:-]+>?),+", re.IGNORECASE)  # hosts have none in them
_BEHIND_LINK = ".,;:!?'*_~|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A web address to be fetched."""

    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that was read."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Paste:
    """A text by itself."""

    text: str
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusable:
    """What can't become an article, and why, in one line."""

    source: str
    error: str


Source = Address | File | Paste | Unusable


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What is taken of a message."""

    links: Sequence[Address | Unusable] = ()
    files: Sequence[discord.Attachment] = ()
    text: str | None = None
    note: str | None = None  # what was left, in words for whoever asked


# Addresses


def addresses_in(typed: str) -> list[Address | Unusable]:
    """Return the addresses that were typed, separated by blanks or commas, each once."""
    words = (word.strip("<>") for between in _BETWEEN.split(typed) for word in _at_commas(between))
    return [_address(word) for word in dict.fromkeys(filter(None, words))]


def _at_commas(words: str) -> Iterator[str]:
    """Yield what stands between the commas that can't be part of an address."""
    while match := _COMMA_BEHIND_HOST.match(words):
        yield match[1]
        words = words[match.end() :]
    yield words


def _address(word: str) -> Address | Unusable:
    if _BARE.fullmatch(word):
        word = f"https://{word}"
    if not _LINK.fullmatch(word):
        return Unusable(source=word, error=str(AddressRefused(word)))
    if _is_file_of_discord(word):
        return Unusable(source=word, error="links to files in Discord stop working within a day; give the file itself")
    return Address(url=word)


def _links_in(text: str) -> Iterator[str]:
    """Yield the web addresses of a text, each without what belongs to the text around it."""
    for found in _LINK.finditer(text):
        link = found[0].rstrip(_BEHIND_LINK)
        while link.endswith((")", "]")) and link.count(")") + link.count("]") > link.count("(") + link.count("["):
            link = link[:-1].rstrip(_BEHIND_LINK)
        yield link


def _host(link: str) -> str:
    try:
        return (urlsplit(link).hostname or "").lower()
    except ValueError:
        return ""


def _is_file_of_discord(link: str) -> bool:
    return _host(link) in _FILES_OF_DISCORD


# Messages


def taken_of(message: discord.Message) -> Taken:
    """Return what is added of a message: its links and the files that can be read; its text where it has neither."""
    parts = (message, *message.message_snapshots)  # a forwarded message is inside the one that forwards it
    attachments = [attachment for part in parts for attachment in part.attachments]
    files = [attachment for attachment in attachments if not _is_media(attachment)]
    text = "\n".join([message.clean_content, *(snapshot.content for snapshot in message.message_snapshots)]).strip()
    links = _links_of(text, attachments)
    beside = _LINK.sub("", text).strip()
    if links or files:
        left = "Only the links and files of the message were taken, not its text. `/article add text` takes text."
        return Taken(links=links, files=files, note=left if len(beside) > _TEXT_WORTH_SAYING else None)
    return Taken(files=() if beside else attachments, text=text if beside else None)


def _links_of(text: str, attachments: Iterable[discord.Attachment]) -> list[Address | Unusable]:
    own = {urlsplit(attachment.url).path for attachment in attachments}
    return [
        _address(link)
        for link in dict.fromkeys(_links_in(text))
        if _host(link) not in _PLACES_OF_DISCORD and not (_is_file_of_discord(link) and urlsplit(link).path in own)
    ]


def _is_media(attachment: discord.Attachment) -> bool:
    """Whether a file is a picture, a film or a sound, which messages have for other reasons."""
    return not reads_file(attachment.filename) and (attachment.content_type or "").startswith(_MEDIA)


# Files


async def read_file(attachment: discord.Attachment, limit_bytes: int) -> File | Paste | Unusable:
    """Read a file at once: its link works for a while only."""
    name = attachment.filename
    if attachment.size > limit_bytes:
        return Unusable(source=name, error=str(SourceTooLarge(name, limit_bytes)))
    if not reads_file(name):
        return File(name=name, data=b"")  # the library says why not, and has no need of what is in it
    try:
        data = await attachment.read()
    except discord.HTTPException:
        return Unusable(source=name, error="Discord doesn't give this file any more; attach it again")
    except (aiohttp.ClientError, OSError):  # TimeoutError is one of these
        return Unusable(source=name, error="the connection to Discord broke while the file was read; attach it again")
    return Paste(text=data.decode("utf-8", "replace")) if name == _LONG_TEXT else File(name=name, data=data)


def limited(sources: Sequence[Source]) -> list[Source]:
    """Return as many sources as are added at once, and a word on the rest."""
    rest = len(sources) - AT_ONCE
    if rest <= 0:
        return list(sources)
    return [*sources[:AT_ONCE], Unusable(source=f"{rest} more", error=f"{AT_ONCE} at once is the most; add them next")]
