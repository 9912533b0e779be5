r"""Text of articles, questions and people, made fit to stand in a Discord message.

Whatever it holds is shown as it reads and does nothing: no mention, heading, list, quote, code, spoiler, masked link,
timestamp, custom emoji or invite comes of it, and no character that turns the reading direction or can't be seen.
Discord takes a backslash before any punctuation for "as it is".
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

Span = tuple[int, int]

ELLIPSIS = "…"

_LINE_ENDS = re.compile("\r\n?|[\u000b\u000c\u0085\u2028\u2029]")
# Controls, marks and overrides of direction, invisible separators, characters of tags, halves of characters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)
# Joiners belong to scripts and to emoji; alone or in rows they only hide.
_STRAY_JOINER = re.compile(
    "(?<![^\\s\u200c\u200d])[\u200c\u200d]+|[\u200c\u200d]+(?![^\\s\u200c\u200d])|[\u200c\u200d]{2,}"
)
_BLANKS = re.compile(r"[^\S\n]+")
_SPACE = re.compile(r"\s+")
_BLANK_LINES = re.compile(r"\s*\n\s*")

# An address of plain characters is shown as a link to itself: in angle brackets nothing inside is markup, and no
# preview is drawn. One with "@" in it could be a mention as well, and one before an ellipsis isn't whole.
_ADDRESS = rf"(?<![\w@])(?>https?://[\w.~%/?=&;#:+$*!',()-]+)(?![@{ELLIPSIS}])"
_BEHIND_ADDRESS = re.compile(r"[.,;:!?'*]+$")
_LONGEST_ADDRESS = 200
_INVITE = re.compile(r"discord(?:app)?\.(?:gg|com/+invite|me|io|link)|dsc\.gg|invite\.gg", re.IGNORECASE)
_TOKENS = re.compile(
    rf"(?P<address>{_ADDRESS})"
    r"|(?P<begins>^[ ]*(?:[-+]|\d+(?=\.)))"  # a list, or with "#" behind it small print
    r"|(?P<at>@(?=everyone|here|[&!]?\d))"
    r"|(?P<special>[\\*_~`|\[\]()<>#]|://"
    r"|:(?=(?!\d+:)[\w+-]{1,80}:|1(?:00|234):)"  # an emoji's name
    r"|(?<=[a-z])\.(?=gg|com/+invite|me/|io/|link/))",
    re.ASCII | re.MULTILINE | re.IGNORECASE,
)


def clean(text: str) -> str:
    """Return text without characters that can't be seen, its lines ended by line feeds."""
    text = _BLANKS.sub(" ", _UNSEEN.sub("", _LINE_ENDS.sub("\n", text)))
    return _STRAY_JOINER.sub("", text)


def one_line(text: str) -> str:
    """Return clean text on one line."""
    return _SPACE.sub(" ", clean(text)).strip()


def paragraphs(text: str) -> str:
    """Return clean text without blank lines and without blanks around line ends."""
    return _BLANK_LINES.sub("\n", clean(text))


def spaced(text: str) -> str:
    """Return clean text as it is to be read at length: a blank line where there are any, none at its line ends."""
    return _BLANK_LINES.sub(lambda ends: "\n\n" if ends[0].count("\n") > 1 else "\n", clean(text))


def escape(text: str) -> str:
    """Return clean text that Discord shows as it is."""
    return _TOKENS.sub(_escaped, clean(text))


def _escaped(token: re.Match[str]) -> str:
    found = token[0]
    match token.lastgroup:
        case "address":
            return _linked(found)
        case "begins" if found[-1].isdigit():
            return f"{found}\\"
        case "begins":
            return f"{found[:-1]}\\{found[-1]}"
        case "at":
            return "@\u200b"
        case _:
            return ":\\/\\/" if found == "://" else f"\\{found}"


def _linked(found: str) -> str:
    """Return an address as a link, and what stands behind it.

    As mere text when it is an invite, very long, or has what would end the bold that it may stand in.
    """
    address = _BEHIND_ADDRESS.sub("", found)
    while address.endswith(")") and address.count(")") > address.count("("):
        address = _BEHIND_ADDRESS.sub("", address[:-1])
    scheme, rest = found.split("://", 1)
    leads_nowhere = len(address) <= len(f"{scheme}://")
    if leads_nowhere or _INVITE.search(address) or len(address) > _LONGEST_ADDRESS or "**" in address:
        return f"{scheme}:\\/\\/{_TOKENS.sub(_escaped, rest)}"
    return f"<{address}>{_TOKENS.sub(_escaped, found[len(address) :])}"


def bold(text: str) -> str:
    """Return escaped text in bold, line by line: bold doesn't reach past a line's end everywhere."""
    return "\n".join(_bold_line(line) for line in text.split("\n"))


def _bold_line(line: str) -> str:
    inner = line.strip(" ")
    if not inner:
        return line
    before = len(line) - len(line.lstrip(" "))
    return f"{line[:before]}**{inner}**{line[before + len(inner) :]}"


def quoted(text: str) -> str:
    """Return escaped text as a block quote."""
    return "\n".join(f"> {line}" for line in text.split("\n"))


def marked(text: str, spans: Iterable[Span], render: Callable[[str], str] = paragraphs) -> str:
    """Return text escaped, with the spans of it in bold; ``render`` cleans each stretch first."""
    shown: list[str] = []
    done = 0
    for start, end in _merged(text, spans):
        shown += [escape(render(text[done:start])), bold(escape(render(text[start:end])))]
        done = end
    shown.append(escape(render(text[done:])))
    return "".join(shown)


def _merged(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, those that touch or overlap made one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        start, end = _whole_characters(text, start, end)  # noqa: PLW2901
        if merged and not one_line(text[merged[-1][1] : start]):
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        elif start < end:
            merged.append((start, end))
    return merged


def _whole_characters(text: str, start: int, end: int) -> Span:
    """Return a span widened to where characters begin and end, within the text."""
    start, end = max(start, 0), min(end, len(text))
    while not _is_between_characters(text, start):
        start -= 1
    while not _is_between_characters(text, end):
        end += 1
    return start, end


def fitted(text: str, limit: int) -> str:
    """Return text on one line, escaped, in at most ``limit`` characters; what is left out is shown by an ellipsis."""
    return _fitted(one_line(text), limit, escape)


def plain_fitted(text: str, limit: int) -> str:
    """Return text on one line in at most ``limit`` characters for places without markup, such as labels."""
    return _fitted(one_line(text), limit, str)


def _fitted(text: str, limit: int, show: Callable[[str], str]) -> str:
    if len(show(text)) <= limit:
        return show(text)

    def kept(cut: int) -> str:
        return show(text[:cut].rstrip() + ELLIPSIS)

    for cuts in (word_ends(text), list(_between_characters(text, 0, min(len(text), limit)))):
        at = bisect_right(cuts, limit, key=lambda cut: len(kept(cut)))
        if at:
            return kept(cuts[at - 1])
    return ELLIPSIS


def word_ends(text: str) -> Sequence[int]:
    """Return where text can be cut, in order: behind words, and between the letters of scripts without spaces.

    A word longer than ``_LONGEST_WORD`` is none, and can be cut between characters; an address is cut only where what
    remains is too long to be shown as a link.
    """
    return list(_cuts(text))


_LONGEST_WORD = 60
_WORD = re.compile(r"\S+")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
# Besides the marks: joiners, tones of skin, vowels that stand behind, parts of Hangul syllables, Kana's voice marks.
_EXTENDS = re.compile(
    "[\u0e33\u0eb3\u1160-\u11ff\u200c\u200d\ud7b0-\ud7ff\uff9e\uff9f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
)
_LONGEST_ROW = 200  # of letters of flags that is looked through
_HALF_A_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")


def _cuts(text: str) -> Iterator[int]:
    for word in _WORD.finditer(text):
        start, end = word.span()
        if "://" in word[0]:
            yield from _between_characters(text, start + _LONGEST_ADDRESS + len("https://"), end)
        elif len(word[0]) > _LONGEST_WORD or _UNSPACED.search(word[0]):
            yield from _between_characters(text, start, end)
        yield end


def _between_characters(text: str, start: int, end: int) -> Iterator[int]:
    return (at for at in range(start + 1, end) if _is_between_characters(text, at))


def _is_between_characters(text: str, at: int) -> bool:
    """Whether a place is one between what readers see as characters (https://unicode.org/reports/tr29/, in short)."""
    if not 0 < at < len(text):
        return True
    if text[at - 1] == "\u200d" or _EXTENDS.match(text[at]) or unicodedata.category(text[at])[0] == "M":
        return False
    flags = 0  # a flag is two letters, and nothing says where in a row of them one begins but the row's beginning
    while _HALF_A_FLAG.match(text[at]) and flags < min(at, _LONGEST_ROW) and _HALF_A_FLAG.match(text[at - flags - 1]):
        flags += 1
    return flags % 2 == 0


def cut_to_fit(text: str, render: Callable[[int, int], str], limit: int) -> list[Span]:
    """Return the spans that text must be cut into, between words, for each to be at most ``limit`` when rendered."""

    def cut(start: int, end: int) -> Iterator[Span]:
        if len(render(start, end)) <= limit or end - start <= 1:
            yield start, end
            return
        middle = start + (end - start) // 2
        within = [at for at in cuts if start < at < end]
        # Without a place to cut it is one character, with accents or joiners without end.
        at = min(within, key=lambda place: abs(place - middle)) if within else middle
        yield from cut(start, at)
        yield from cut(at, end)

    cuts = word_ends(text)
    return list(cut(0, len(text)))
