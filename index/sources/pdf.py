"""PDF files: their text by pypdf, with limits on what a hostile one may cost."""

import io
import logging
import re
import struct
import time
import zlib
from collections.abc import Iterator, Mapping
from typing import cast

from pypdf import PageObject, PasswordType, PdfReader
from pypdf.errors import DependencyError, PyPdfError

from index.errors import SourceUnreadable
from index.sources.clean import clean_line
from index.sources.extracts import Extract
from index.sources.pdf_layout import Line, Page, lay_out

_MOST_PAGES = 3_000
_MOST_SECONDS = 120.0  # for all pages; a book of 600 takes about 20
_MOST_PAGE_BYTES = 20_000_000  # of drawing instructions, of which a page of text has some 10,000

# A broken file makes pypdf raise whatever the operation it stumbled over raises.
_FAULTS = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)

# What programs put in the title field when nobody wrote one.
_NO_TITLE = re.compile(
    r"untitled|unspecified|\(?anonymous\)?|microsoft word\b.*|document ?\d*|title|.*\.(docx?|pdf|tex|indd|odt|rtf)",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(r"\(?anonymous\)?|unspecified|unknown|author|user|admin(istrator)?|\(?none\)?", re.IGNORECASE)

_BROKEN = ("it is not a whole PDF", "save or export it again and add the new file")

# It tells of every flaw it mends; what matters about a file is said in one line, by us.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


class _OutOfTime(Exception):
    """The budget for a file's pages is used up."""


def read_pdf(data: bytes, source: str) -> Extract:
    """Read a PDF; raise SourceUnreadable when it is broken, locked, without text or too costly."""
    if b"%PDF-" not in data[:1024]:
        raise SourceUnreadable(source, "it is not a PDF", "check that the file is what its name says")
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        _unlock(reader, source)
        if len(reader.pages) > _MOST_PAGES:
            problem = f"it has {len(reader.pages):,} pages, more than {_MOST_PAGES:,}"
            raise SourceUnreadable(source, problem, "split it and add the parts")
        pages = list(_read_pages(reader, time.monotonic() + _MOST_SECONDS))
        if not any(line.text for page in pages for line in page.lines):
            raise _without_text(reader, source)
    except DependencyError as error:
        remedy = "remove the encryption and add it again"
        raise SourceUnreadable(source, "it is encrypted in a way that can't be read here", remedy) from error
    except _OutOfTime as error:
        problem = f"its pages take longer to read than {_MOST_SECONDS:.0f} seconds"
        raise SourceUnreadable(source, problem, "save it as plain text and add that") from error
    except _FAULTS as error:
        raise SourceUnreadable(source, *_BROKEN) from error
    title, text = lay_out(pages)
    return _with_metadata(reader, title, text)


def _unlock(reader: PdfReader, source: str) -> None:
    """Open a PDF that is encrypted for printing rights only, as many are; refuse one that needs a password."""
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise SourceUnreadable(source, "it is encrypted with a password", "remove the password and add it again")


def _read_pages(reader: PdfReader, deadline: float) -> Iterator[Page]:
    """Yield the lines of each page with where they stand."""
    for page in reader.pages:
        if time.monotonic() > deadline:
            raise _OutOfTime
        yield Page(lines=tuple(_read_lines(page, deadline)))


def _read_lines(page: PageObject, deadline: float) -> list[Line]:
    """Return a page's lines in the order it draws them."""
    contents = page.get_contents()
    if contents is None:
        return []
    if len(contents.get_data()) > _MOST_PAGE_BYTES:
        raise _OutOfTime
    collector = _LineCollector(deadline)
    page.extract_text(visitor_operand_before=collector.check_time, visitor_text=collector.take)
    collector.end_line()
    return collector.lines


class _LineCollector:
    """Puts the pieces that pypdf reports together to lines."""

    def __init__(self, deadline: float) -> None:
        self.lines: list[Line] = []
        self._deadline = deadline
        self._pieces: list[str] = []
        self._place: tuple[float, float, float] | None = None

    def check_time(self, *_: object) -> None:
        """Stop in the middle of a page whose instructions never end."""
        if time.monotonic() > self._deadline:
            raise _OutOfTime

    def take(self, text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        """Add a piece of text; ``cm`` and ``tm`` are the PDF's matrices, their product says where it stands."""
        for number, part in enumerate(text.split("\n")):
            if number:
                self.end_line()
            if part and (self._place is None or not "".join(self._pieces).strip()):
                x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
                y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
                scale = abs(tm[3] * cm[3]) or 1.0
                self._place = (x, y, abs(size) * scale)
            self._pieces.append(part)

    def end_line(self) -> None:
        """Close the line that is being put together."""
        text = clean_line("".join(self._pieces))
        if text and self._place:
            x, y, size = self._place
            self.lines.append(Line(text=text, x=x, y=y, size=size))
        self._pieces = []
        self._place = None


def _without_text(reader: PdfReader, source: str) -> SourceUnreadable:
    """Say whether a PDF without text is a scan or empty."""
    if any(_has_pictures(page) for page in reader.pages):
        remedy = "run text recognition (OCR) over it and add the result"
        return SourceUnreadable(source, "it has no text, only pictures of it", remedy)
    return SourceUnreadable(source, "it is empty", "add something with words in it")


def _has_pictures(page: PageObject) -> bool:
    """Tell whether a page draws anything that isn't text."""
    contents = page.get_contents()
    return contents is not None and bool(contents.get_data().strip())


def _with_metadata(reader: PdfReader, title: str | None, text: str) -> Extract:
    """Add what the file's own fields say, where somebody wrote them."""
    try:
        metadata = cast(Mapping[str, object], reader.metadata or {})
        stated = {key: str(metadata.get(key) or "") for key in ("/Title", "/Author", "/CreationDate")}
        language = str(reader.root_object.get("/Lang") or "")
    except _FAULTS:
        stated, language = {}, ""
    stated_title = clean_line(stated.get("/Title"))
    author = clean_line(stated.get("/Author"))
    return Extract(
        text=text,
        title=stated_title if stated_title and _NO_TITLE.fullmatch(stated_title) is None else title,
        author=author if author and _NO_AUTHOR.fullmatch(author) is None else None,
        published=stated.get("/CreationDate"),
        language=language,
    )
