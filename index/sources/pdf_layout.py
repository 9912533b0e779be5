"""Lines of a PDF's pages to paragraphs. Pure: lines with their places in, text out."""

import re
import statistics
from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line as a page draws it. Lengths are in points; ``y`` grows upwards, as in PDF."""

    text: str
    x: float
    y: float
    size: float  # of its letters
    is_row: bool = False  # put together from pieces at one height, as the cells of a table are


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page's lines in the order they are drawn."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measure:
    """What is usual in a document."""

    size: float  # of letters
    leading: float  # from a line to the next
    width: float  # of a full line, in characters


_EDGE_LINES = 3  # from the top and from the bottom of a page, where headers and footers stand
_SAME_PLACE_POINTS = 4
_HEADING_SIZE = 1.15  # times the usual size
_PARAGRAPH_GAP = 1.3  # times the usual leading

_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b")
_PAGE_OF = re.compile(
    r"\W*(?:page|seite|página|pagina|p\.)\s*\d+(?:\s*(?:of|/|von|de|sur|di)\s*\d+)?\W*", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?:…。！？][\"'”’»)\]]*$")
_ITEM = re.compile(r"(?:[•‣◦▪●–*·]|-(?=\s)|\(?\d{1,3}[.)](?=\s|$)|[a-z]\)(?=\s))")
_BARE_BULLET = re.compile(r"[•‣◦▪●–*·-]|\d{1,3}[.)]")
_SPLIT_WORD = re.compile(r"(\w+)[-\u2010]$")
_FIRST_WORD = re.compile(r"\w+")
_WORDS = re.compile(r"\w+(?:-\w+)*")
_WIDE = re.compile(r"[\u3000-\u9fff\uf900-\ufaff\uff00-\uffef]")


def lay_out(pages: list[Page]) -> tuple[str | None, str]:
    """Return the largest heading on the first page, None if none stands out, and the text in paragraphs."""
    pages = [Page(lines=tuple(_merge_rows(page.lines))) for page in pages]
    kept = drop_running_lines(pages)
    lines = [line for page in kept for line in page.lines]
    if not lines:
        # Nothing but what repeats: then that is the text.
        kept, lines = pages, [line for page in pages for line in page.lines]
    measure = _measure(kept)
    words = {match[0].casefold() for line in lines for match in _WORDS.finditer(line.text)}
    paragraphs: list[str] = []
    before: Line | None = None
    for line in lines:
        if before is None or _starts_paragraph(before, line, measure):
            paragraphs.append(line.text)
        elif before.is_row:
            paragraphs[-1] += f"\n{line.text}"
        else:
            paragraphs[-1] = _join(paragraphs[-1], line.text, words)
        before = line
    return _heading(kept, measure), "\n\n".join(paragraphs)


def _merge_rows(lines: tuple[Line, ...]) -> list[Line]:
    """Put pieces together that are drawn one after the other at the same height."""
    merged: list[Line] = []
    for line in lines:
        before = merged[-1] if merged else None
        if before is None or abs(before.y - line.y) > 1 or line.x <= before.x:
            merged.append(line)
            continue
        # Half its size is about what a letter takes.
        gap = line.x - before.x - len(before.text) * before.size * 0.5
        is_row = before.is_row or gap > before.size
        text = f"{before.text}{' | ' if gap > before.size else ' '}{line.text}"
        merged[-1] = Line(text=text, x=before.x, y=before.y, size=before.size, is_row=is_row)
    return merged


def drop_running_lines(pages: list[Page]) -> list[Page]:
    """Leave out page numbers, and headers and footers that stand at the same place of several pages."""
    counts = Counter(key for page in pages for key in {_running_key(line) for line in _edge_lines(page)})
    least = max(2, len(pages) * 0.3)
    kept: list[Page] = []
    for page in pages:
        edges = {id(line) for line in _edge_lines(page)}
        kept.append(
            Page(
                lines=tuple(
                    line
                    for line in page.lines
                    if id(line) not in edges
                    or (counts[_running_key(line)] < least and _PAGE_OF.fullmatch(line.text) is None)
                )
            )
        )
    return kept


def _edge_lines(page: Page) -> list[Line]:
    """Return the uppermost and lowest lines, wherever in the order they are drawn."""
    by_height = sorted(page.lines, key=lambda line: line.y)
    if len(by_height) <= 2 * _EDGE_LINES:
        return by_height
    return by_height[:_EDGE_LINES] + by_height[-_EDGE_LINES:]


def _running_key(line: Line) -> tuple[str, int]:
    """Reduce a line to what stays the same from page to page: its words and its height."""
    return _NUMBER.sub("#", line.text.casefold()), round(line.y / _SAME_PLACE_POINTS)


def _measure(pages: list[Page]) -> _Measure:
    """Find the usual letter size, leading and line width, weighted by how much text has them."""
    sizes: Counter[float] = Counter()
    drops: list[float] = []
    for page in pages:
        for line in page.lines:
            sizes[round(line.size, 1)] += len(line.text)
        drops += [
            above.y - below.y
            for above, below in zip(page.lines, page.lines[1:], strict=False)
            if 0 < above.y - below.y < 4 * max(above.size, 1)
        ]
    size = sizes.most_common(1)[0][0] if sizes else 0.0
    widths = sorted(len(line.text) for page in pages for line in page.lines)
    return _Measure(
        size=size,
        # The low median: where paragraphs are short, gaps between them are as many as steps within.
        leading=statistics.quantiles(drops, n=10)[2] if len(drops) > 1 else 1.2 * size,
        width=widths[int(len(widths) * 0.8)] if widths else 0,
    )


def _starts_paragraph(before: Line, line: Line, measure: _Measure) -> bool:
    """Tell whether a line begins a new paragraph after the one drawn before it."""
    if _BARE_BULLET.fullmatch(before.text):
        return False
    if before.is_row or line.is_row:
        return before.is_row != line.is_row
    if _ITEM.match(line.text):
        return True
    if abs(before.size - line.size) > 0.08 * max(before.size, line.size):
        return True
    drop = before.y - line.y
    has_ended = _SENTENCE_END.search(before.text) is not None
    if drop <= 0 or drop > 4 * measure.leading:
        # The next column or page: the paragraph goes on there unless a sentence has ended.
        return has_ended or not line.text[:1].islower()
    if drop > _PARAGRAPH_GAP * measure.leading:
        return True
    is_short = len(before.text) < 0.7 * measure.width
    is_indented = 0.8 * measure.size < line.x - before.x < 6 * measure.size
    return has_ended and (is_short or is_indented)


def _join(text: str, line: str, words: set[str]) -> str:
    """Continue a paragraph, putting a word together that the line end split."""
    split, start = _SPLIT_WORD.search(text), _FIRST_WORD.match(line)
    if split and start and line[0].islower() and not split[1].isdigit():
        # Kept where the document writes the word with its hyphen elsewhere.
        hyphenated = f"{split[1]}-{start[0]}".casefold()
        whole = f"{split[1]}{start[0]}".casefold()
        return text + line if hyphenated in words and whole not in words else text[:-1] + line
    if split and start:
        return text + line
    is_wide = bool(_WIDE.match(text[-1:]) and _WIDE.match(line[:1]))
    return f"{text}{'' if is_wide else ' '}{line}"


def _heading(pages: list[Page], measure: _Measure) -> str | None:
    """Return the first page's largest lines when they stand out and follow one another."""
    lines = next((page.lines for page in pages if page.lines), ())
    largest = max((line.size for line in lines), default=0.0)
    if largest < _HEADING_SIZE * measure.size:
        return None
    first = next(number for number, line in enumerate(lines) if line.size == largest)
    parts: list[str] = []
    for line in lines[first : first + 4]:
        if line.size != largest:
            break
        parts.append(line.text)
    title = " ".join(parts)
    return title if len(title) <= 250 and any(map(str.isalpha, title)) else None
