"""Word files (.docx): headings, paragraphs, list items and tables, in the order of the document."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Protocol, cast

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from docx.oxml.exceptions import InvalidXmlError
from docx.oxml.ns import qn

from index.errors import SourceTooLarge, SourceUnreadable
from index.sources.clean import clean_line
from index.sources.extracts import Extract

# Declared sizes bound the real ones: zipfile reads no more of an entry than it declares.
_MOST_ENTRIES = 5_000
_MOST_BYTES = 200_000_000  # of everything in it, unpacked
_MOST_XML_BYTES = 60_000_000  # markup takes some ten times its size in memory
_MOST_RATIO = 200  # unpacked to packed; Word's own XML packs 10 to 30 times
_RATIO_MATTERS_FROM = 5_000_000

_OLE_HEADER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # a password-protected .docx, or an old .doc
_ENCRYPTED = 0x1  # in an entry's flags

# A broken file makes python-docx raise whatever the operation it stumbled over raises.
_FAULTS = (
    OpcError,
    InvalidXmlError,
    zipfile.BadZipFile,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    SyntaxError,  # lxml's for XML that isn't well-formed
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)

_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_TEXT, _TAB, _NO_BREAK_HYPHEN = qn("w:t"), qn("w:tab"), qn("w:noBreakHyphen")
_BREAKS = (qn("w:br"), qn("w:cr"))
# A deleted piece of tracked changes, and the second telling of a text box for old programs.
_LEFT_OUT = (qn("w:del"), qn("w:moveFrom"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
_PROPERTIES, _NUMBERING, _STYLE, _VALUE = qn("w:pPr"), qn("w:numPr"), qn("w:pStyle"), qn("w:val")


class _Element(Protocol):
    """As much of lxml's element as is used here; lxml comes without types."""

    @property
    def tag(self) -> object: ...
    @property
    def text(self) -> str | None: ...
    def __iter__(self) -> Iterator["_Element"]: ...
    def find(self, path: str) -> "_Element | None": ...
    def get(self, key: str) -> str | None: ...


def read_docx(data: bytes, source: str) -> Extract:
    """Read a .docx; raise SourceError when it is locked, broken, no Word file, or unpacks to too much."""
    _check_container(data, source)
    try:
        document = Document(io.BytesIO(data))
        body = cast(_Element, cast(object, document.element.body))
        styles = _style_names(document)
        blocks = list(_blocks(body, styles))
    except _FAULTS as error:
        raise _broken(source) from error
    return _with_properties(document, blocks)


def _check_container(data: bytes, source: str) -> None:
    """Look at the archive's list of contents before anything is unpacked."""
    if data.startswith(_OLE_HEADER):
        remedy = "remove the password, or save an old .doc as .docx, and add it again"
        raise SourceUnreadable(source, "it is protected with a password, or not a .docx", remedy)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except _FAULTS as error:
        raise _broken(source) from error
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise SourceUnreadable(source, "it is protected with a password", "remove the password and add it again")
    size = sum(entry.file_size for entry in entries)
    xml_size = sum(entry.file_size for entry in entries if entry.filename.lower().endswith((".xml", ".rels")))
    is_bomb = size > _RATIO_MATTERS_FROM and size > _MOST_RATIO * len(data)
    if is_bomb or len(entries) > _MOST_ENTRIES:
        problem = "it unpacks to far more than a document holds"
        raise SourceUnreadable(source, problem, "save it again in Word and add the new file")
    if size > _MOST_BYTES or xml_size > _MOST_XML_BYTES:
        raise SourceTooLarge(source, _MOST_BYTES if size > _MOST_BYTES else _MOST_XML_BYTES)
    if not any(entry.filename == "[Content_Types].xml" for entry in entries):
        raise _broken(source)


def _broken(source: str) -> SourceUnreadable:
    return SourceUnreadable(source, "it is not a whole Word document (.docx)", "save it again as .docx and add that")


def _style_names(document: WordDocument) -> dict[str, str]:
    """Map the ids of paragraph styles to their English names, in lower case."""
    return {style.style_id: (style.name or "").lower() for style in document.styles}


def _blocks(container: _Element, styles: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield (style, text) of each paragraph, run of list items and table, in reading order."""
    items: list[str] = []
    for element in container:
        if element.tag == _PARAGRAPH:
            style, is_item = _paragraph_style(element, styles)
            text = _inline_text(element).strip()
            if is_item and text:
                items.append(f"- {text}")
                continue
            if text:
                yield from _flush(items)
                yield style, text
        elif element.tag == _TABLE:
            yield from _flush(items)
            if rows := "\n".join(_rows(element)):
                yield "table", rows
        elif element.tag not in _LEFT_OUT:
            # Content controls and the like: boxes around more of the same.
            yield from _flush(items)
            yield from _blocks(element, styles)
    yield from _flush(items)


def _flush(items: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the list items that were collected, and forget them."""
    if items:
        yield "list", "\n".join(items)
        items.clear()


def _paragraph_style(paragraph: _Element, styles: dict[str, str]) -> tuple[str, bool]:
    """Return a paragraph's style, and whether it is an item of a list."""
    properties = paragraph.find(_PROPERTIES)
    if properties is None:
        return "", False
    reference = properties.find(_STYLE)
    style = styles.get((reference.get(_VALUE) if reference is not None else None) or "", "")
    is_heading = style.startswith(("heading", "title"))
    is_item = not is_heading and (properties.find(_NUMBERING) is not None or style.startswith("list"))
    return style, is_item


def _inline_text(element: _Element) -> str:
    """Return the words inside a paragraph, insertions of tracked changes and links included."""
    parts: list[str] = []
    for child in element:
        if child.tag == _TEXT:
            parts.append(child.text or "")
        elif child.tag == _TAB:
            parts.append("\t")
        elif child.tag in _BREAKS:
            parts.append("\n")
        elif child.tag == _NO_BREAK_HYPHEN:
            parts.append("-")
        elif child.tag == _PARAGRAPH:
            # A text box stands inside a paragraph and has its own.
            parts.append(f"\n{_inline_text(child)}\n")
        elif child.tag not in _LEFT_OUT and child.tag != _PROPERTIES:
            parts.append(_inline_text(child))
    return "".join(parts)


def _rows(table: _Element) -> Iterator[str]:
    """Yield a table's rows, a line each, its cells divided by bars."""
    for row in _within(table, _ROW):
        cells = [clean_line(_inline_text(cell)) or "" for cell in _within(row, _CELL)]
        if any(cells):
            yield " | ".join(cells)


def _within(element: _Element, tag: str) -> Iterator[_Element]:
    """Yield the children with a tag, those in content controls too."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in {qn("w:sdt"), qn("w:sdtContent")}:
            yield from _within(child, tag)


def _with_properties(document: WordDocument, blocks: list[tuple[str, str]]) -> Extract:
    """Add what the document says of itself, and take its title off the text."""
    properties = document.core_properties
    title, author, language = "", "", ""
    published: datetime | None = None
    try:
        title, author, language = properties.title, properties.author, properties.language
        published = properties.created
    except _FAULTS:
        pass  # a date nobody can read is no reason to lose the text
    if not title.strip() or title.strip().lower() == "word document":
        title = next((text for style, text in blocks if style in {"title", "heading 1"}), "")
    return Extract(
        text="\n\n".join(text for _, text in blocks),
        title=title,
        # python-docx writes its own name into documents it makes.
        author=None if author == "python-docx" else author,
        published=published.date().isoformat() if published else None,
        language=language,
    )
