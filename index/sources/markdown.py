"""Markdown to plain paragraphs. Only what hides or splits words is taken away; the words stay as they are."""

import re

_FRONT_KEY = re.compile(r"([A-Za-z_][\w-]*)\s*:\s*(.*)")
_HEADING = re.compile(r" {0,3}(#{1,6})(?=[ \t]|$)")
_HEADING_END = re.compile(r"(?:^|(?<=[ \t]))#+$")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})([^`]*)$")
_QUOTE = re.compile(r"(?: {0,3}> ?)+")
_BULLET = re.compile(r"(\s*)[*+-][ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)")
_TABLE_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_DEFINITION = re.compile(r" {0,3}\[(?!\^)[^\]]+\]:\s*\S+(?:\s+[\"'(].*)?$")

_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]{0,20}(?:\s[^<>]{0,500})?/?>")
_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,500})>")

# A target may hold one pair of brackets, as addresses of encyclopedias do.
_TARGET = r"\((?:[^()\n]|\([^()\n]*\)){0,1000}\)"
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,500}\](?:" + _TARGET + r"|\[[^\]\n]{0,200}\])")
_LINK = re.compile(r"(?<!\\)\[([^\[\]\n]{0,500})\](?:" + _TARGET + r"|\[[^\]\n]{0,200}\])")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,100}\]:?")
_CODE = re.compile(r"(`+)(?!`)(.{1,300}?)(?<!`)\1(?!`)")
# Contents without the marker itself: inner emphasis goes first, and no text makes the search slow.
_STARS = re.compile(r"(?<!\\)(?<!\*)(\*{1,3})(?=[^\s*])([^*\n]{1,500})(?<=\S)\1(?!\*)")
_UNDERSCORES = re.compile(r"(?<![\w\\])(_{1,3})(?=[^\s_])([^_\n]{1,500})(?<=\S)\1(?!\w)")
_STRUCK = re.compile(r"~~(?=\S)([^~\n]{1,500})(?<=\S)~~")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|~<>-])")
_MARKUP = re.compile(r"[*_`~<\[\\\ue000]")
_HELD = re.compile("\ue000(\\d+)\ue001")


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """Split ``key: value`` lines between two ``---`` off the start; keys in lower case, nested values left out."""
    lines = text.split("\n")
    if lines[0].strip() != "---":
        return {}, text
    for end, line in enumerate(lines[1:200], start=1):
        if line.strip() in {"---", "..."}:
            found = [match for entry in lines[1:end] if (match := _FRONT_KEY.fullmatch(entry.rstrip()))]
            if not found and any(entry.strip() for entry in lines[1:end]):
                break
            return {match[1].lower(): _unquote(match[2]) for match in found}, "\n".join(lines[end + 1 :])
    return {}, text


def _unquote(value: str) -> str:
    """Take quotes or list brackets off a front matter value."""
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(_unquote(entry) for entry in value[1:-1].split(",") if entry.strip())
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value


def plain_markdown(text: str) -> tuple[str | None, str]:
    """Return the first top heading and the text as paragraphs without markup.

    The heading is taken out of the text when the text begins with it, for then it is the title and nothing else.
    """
    reader = _Reader()
    for line in _without_comments(text).split("\n"):
        reader.take(line)
    reader.end_block()
    blocks = reader.blocks
    if reader.title_at is None:
        return None, "\n\n".join(blocks)
    title = blocks[reader.title_at]
    return title, "\n\n".join(blocks[1:] if reader.title_at == 0 else blocks)


def _without_comments(text: str) -> str:
    """Drop HTML comments; one that is never closed is text."""
    kept: list[str] = []
    start = 0
    while (opened := text.find("<!--", start)) >= 0 and (closed := text.find("-->", opened)) >= 0:
        kept.append(text[start:opened])
        start = closed + 3
    return "".join(kept) + text[start:]


class _Reader:
    """Collects blocks line by line: a heading, a paragraph, a list, a table or a fenced code each is one."""

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self.title_at: int | None = None  # index of the block that is the title
        self._lines: list[str] = []
        self._fence = ""

    def take(self, line: str) -> None:
        """Read one line."""
        if self._fence:
            self._take_code(line)
        elif match := _FENCE.match(line):
            self.end_block()
            self._fence = match[1]
        elif not line.strip() or _DEFINITION.match(line):
            self.end_block()
        elif (match := _UNDERLINE.match(line)) and len(self._lines) == 1 and "|" not in self._lines[0]:
            # A line of = or - under a single line makes that line a heading.
            heading = self._lines.pop()
            self._add_heading(heading, is_top=match[1][0] == "=")
        elif _RULE.match(line):
            self.end_block()
        elif match := _HEADING.match(line):
            self.end_block()
            heading = _HEADING_END.sub("", line[match.end() :].strip()).strip()
            self._add_heading(plain_inline(heading), is_top=len(match[1]) == 1)
        else:
            self._take_words(line)

    def end_block(self) -> None:
        """Close the block that is being read."""
        # One that is left empty held nothing but images.
        if any(line.strip() for line in self._lines):
            self.blocks.append("\n".join(line for line in self._lines if line.strip()))
        self._lines = []
        self._fence = ""

    def _take_code(self, line: str) -> None:
        """Keep code as it is until the fence closes."""
        if line.strip().startswith(self._fence) and not line.strip().strip(self._fence[0]):
            self.end_block()
        else:
            self._lines.append(line)

    def _add_heading(self, heading: str, *, is_top: bool) -> None:
        """Add a heading as a paragraph of its own."""
        if not heading.strip():
            return
        if is_top and self.title_at is None:
            self.title_at = len(self.blocks)
        self.blocks.append(heading.strip())

    def _take_words(self, line: str) -> None:
        """Add a line of a paragraph, a quotation, a list or a table."""
        line = _QUOTE.sub("", line, count=1) if _QUOTE.match(line) else line
        if not line.strip():
            self.end_block()
        elif "|" in line and _TABLE_RULE.fullmatch(line.strip()):
            return
        elif line.lstrip().startswith("|"):
            cells = line.strip().strip("|").split("|")
            self._lines.append(" | ".join(plain_inline(cell.strip()) for cell in cells))
        elif match := _BULLET.match(line):
            self._lines.append(f"{match[1]}- {plain_inline(line[match.end() :])}")
        else:
            self._lines.append(plain_inline(line).rstrip())


def plain_inline(line: str) -> str:
    """Return a line's words without links, images, emphasis and tags; code in it keeps every character."""
    if _MARKUP.search(line) is None:
        return line
    held: list[str] = []

    def hold(words: str) -> str:
        held.append(words)
        return f"\ue000{len(held) - 1}\ue001"

    line = _HELD.sub("", line)
    line = _CODE.sub(lambda match: hold(match[2].strip() or match[2]), line)
    line = _AUTOLINK.sub(lambda match: hold(match[1].removeprefix("mailto:")), line)
    line = _ESCAPE.sub(lambda match: hold(match[1]), line)
    line = _IMAGE.sub("", line)
    line = _LINK.sub(r"\1", line)
    line = _FOOTNOTE.sub("", line)
    line = _TAG.sub("", _BREAK_TAG.sub(" ", line))
    for _ in range(3):  # emphasis in emphasis in emphasis
        before = line
        line = _STARS.sub(_without_stars, line)
        line = _UNDERSCORES.sub(r"\2", line)
        line = _STRUCK.sub(r"\1", line)
        if line == before:
            break
    return _HELD.sub(lambda match: held[int(match[1])], line)


def _without_stars(match: re.Match[str]) -> str:
    """Drop a pair of stars, but not the signs of a product such as 2*3*4."""
    before = match.string[match.start() - 1 : match.start()]
    after = match.string[match.end() : match.end() + 1]
    return match[0] if before.isdigit() or after.isdigit() else match[2]
