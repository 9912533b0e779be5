r"""A small model of how Discord reads a message, to see what comes of text that others wrote.

After the rules of its client as people have described them, and wider where they differ: whatever might be taken for
markup is. Rules are tried in order at each character; a backslash before punctuation ends the matter.
https://support.discord.com/hc/en-us/articles/210298617
https://discord.com/developers/docs/reference#message-formatting
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """Something that is more than its characters: of which kind, and what is shown of it."""

    kind: str
    shown: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader sees, and what it was made into."""

    text: str
    found: tuple[Found, ...]

    @property
    def kinds(self) -> set[str]:
        return {one.kind for one in self.found}


# At the beginning of a line, perhaps inside a block quote. The rest of the line, or of the text, is read again.
_BLOCKS = {
    "quote": re.compile(r" *>>> ?(?P<all>[\s\S]*)|(?P<lines> *> [^\n]*(?:\n *> [^\n]*)*)"),
    "heading": re.compile(r" *#{1,3}\s+(?P<inner>[^\n]+)"),
    "small print": re.compile(r" *-#\s+(?P<inner>[^\n]+)"),
    "list": re.compile(r" *(?:[*+-]|\d+\.)\s+(?P<inner>[^\n]+)"),
}
# Anywhere. ``inner`` is read again, ``plain`` is shown as it is.
_INLINE = {
    "escape": re.compile(r"\\(?P<plain>[^0-9A-Za-z\s])"),
    "code block": re.compile(r"```(?P<plain>[\s\S]+?)```"),
    "code": re.compile(r"(?P<ticks>`+)(?P<plain>[\s\S]*?[^`])(?P=ticks)(?!`)"),
    "link": re.compile(r"!?\[(?P<inner>(?:\\.|[^\]\\])+)\]\(\s*<?[^\s)]+>?[^)]*\)"),
    "person": re.compile(r"<@!?\d+>"),
    "role": re.compile(r"<@&\d+>"),
    "channel": re.compile(r"<#\d+>"),
    "command": re.compile(r"</[^:\n]+:\d+>"),
    "time": re.compile(r"<t:-?\d+(?::\w)?>"),
    "custom emoji": re.compile(r"<a?:\w+:\d+>"),
    "place": re.compile(r"<id:\w+>"),
    "address": re.compile(r"<(?P<plain>[A-Za-z][\w+.-]*:/[^\s<>]+)>"),
    "contact": re.compile(r"<(?:mailto:[^\s<>]+|[^\s<>@]+@[^\s<>@]+|(?:tel:|sms:)?\+\d+)>"),
    "bare address": re.compile(r"[a-z][\w+.-]*://[^\s<]", re.IGNORECASE),
    "everyone": re.compile(r"@(?:everyone|here)"),
    "emoji": re.compile(r":(?:[\w+-]*[A-Za-z_][\w+-]*|[+-]1|100|1234):"),
    "bold": re.compile(r"\*\*(?P<inner>(?:\\[\s\S]|[^\\])+?)\*\*(?!\*)"),
    "underline": re.compile(r"__(?P<inner>(?:\\[\s\S]|[^\\])+?)__(?!_)"),
    "italic": re.compile(r"\*(?=\S)(?P<inner>(?:\\[\s\S]|[^\\*])+?)\*(?!\*)"),
    "slanted": re.compile(r"\b_(?P<inner>(?:\\[\s\S]|[^\\_])+?)_\b"),
    "struck out": re.compile(r"~~(?P<inner>(?:\\[\s\S]|[^\\])+?)~~"),
    "spoiler": re.compile(r"\|\|(?P<inner>(?:\\[\s\S]|[^\\])+?)\|\|"),
}
# The server looks for these in what was sent, whatever the client makes of it.
_INVITE = re.compile(
    r"(?:discord(?:app)?\.(?:gg|me|io|link)|discord(?:app)?\.com/+invite|dsc\.gg|invite\.gg)/+\w", re.IGNORECASE
)
_UNSEEN_BREAK = "\u200b"  # ours, behind an "@" that would be a mention


def read(text: str) -> Shown:
    """Read a message as Discord would."""
    found: list[Found] = [Found("invite", match[0]) for match in _INVITE.finditer(text)]
    shown = "".join(_blocks(text, found))
    return Shown(shown.replace(f"@{_UNSEEN_BREAK}", "@"), tuple(found))


def _blocks(text: str, found: list[Found]) -> Iterator[str]:
    at = 0
    while at < len(text):
        for kind, pattern in _BLOCKS.items():
            match = pattern.match(text, at)
            if match:
                yield _block(kind, match, found)
                at = match.end()
                break
        else:
            end = _inline_end(text, at)
            yield "".join(_inline(text[at:end], found))
            at = end
        if at < len(text) and text[at] == "\n":
            yield "\n"
            at += 1


def _inline_end(text: str, at: int) -> int:
    """Return where a line ends that no code block opened on it runs past."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    for match in re.finditer(r"(?<!\\)```[\s\S]+?```|(?<!\\)\|\|[\s\S]+?\|\||(?<!\\)~~[\s\S]+?~~", text[at:]):
        if at + match.start() < end < at + match.end():
            return at + match.end()
    return end


def _block(kind: str, match: re.Match[str], found: list[Found]) -> str:
    if kind != "quote":
        inner = "".join(_inline(match["inner"], found))
    else:
        quoted = match["all"] if match["all"] is not None else re.sub(r"(?m)^ *> ", "", match["lines"])
        inner = "".join(_blocks(quoted, found))
    found.append(Found(kind, inner))
    return inner


def _inline(text: str, found: list[Found]) -> Iterator[str]:
    at = 0
    while at < len(text):
        for kind, pattern in _INLINE.items():
            match = pattern.match(text, at)
            if match:
                shown = _shown(match, found)
                if kind != "escape":
                    found.append(Found(kind, shown))
                yield shown
                at = match.end()
                break
        else:
            yield text[at]
            at += 1


def _shown(match: re.Match[str], found: list[Found]) -> str:
    groups = match.groupdict()
    if groups.get("inner") is not None:
        return "".join(_inline(groups["inner"], found))
    return str(groups["plain"] if groups.get("plain") is not None else match[0])
