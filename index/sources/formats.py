"""Which parser reads what: by a file's name, or by the content type a server states."""

from pathlib import PurePath
from typing import Literal

from index.errors import SourceTooLarge, SourceUnreadable
from index.settings import LibrarySettings
from index.sources.decoding import decode_page, decode_text
from index.sources.extracts import Extract
from index.sources.text import extract_markdown, extract_text

Format = Literal["text", "markdown", "html", "pdf", "docx"]

_BY_SUFFIX: dict[str, Format] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
}
_BY_CONTENT_TYPE: dict[str, Format] = {
    "text/plain": "text",
    "text/markdown": "markdown",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}
KNOWN = ".txt, .md, .html, .pdf, .docx, .jsonl and .jsonl.gz"


def format_of_name(name: str) -> Format | None:
    """Return the format a file's name tells; None for one that isn't read, and for JSON Lines."""
    return _BY_SUFFIX.get(PurePath(name).suffix.lower())


def format_of_content_type(content_type: str) -> Format | None:
    """Return the format of a media type without its parameters; None for one that isn't read."""
    return _BY_CONTENT_TYPE.get(content_type.strip().lower())


def is_json_lines(name: str) -> bool:
    """Tell whether a file holds one article a line."""
    return name.lower().endswith((".jsonl", ".jsonl.gz"))


def reads_file(name: str) -> bool:
    """Tell whether articles can be read from files that are named so."""
    return is_json_lines(name) or format_of_name(name) is not None


def is_gzipped(name: str) -> bool:
    """Tell whether a file of JSON Lines is compressed."""
    return name.lower().endswith(".gz")


def parse(
    data: bytes,
    file_format: Format,
    source: str,
    limits: LibrarySettings,
    *,
    charset: str | None = None,
    url: str | None = None,
) -> Extract:
    """Read a document; ``charset`` is what a server said, ``url`` where it was found.

    Raises SourceError when no article can be read from it. The parsers of pages, PDF and .docx take a second to
    load, which whoever only asks questions shouldn't wait for: so each is loaded with the first document of its kind.
    """
    if not data.strip():
        raise SourceUnreadable(source, "it is empty", "add something with words in it")
    match file_format:
        case "html":
            from index.sources.html import read_html

            return read_html(data, source, charset=charset, url=url)
        case "pdf":
            from index.sources.pdf import read_pdf

            return read_pdf(data, source)
        case "docx":
            from index.sources.docx import read_docx

            return read_docx(data, source)
        case "text" | "markdown":
            # No encoding takes more than four bytes for a character: this needn't be decoded to be too long.
            if len(data) > 4 * limits.max_article_bytes:
                raise SourceTooLarge(source, limits.max_article_bytes)
            text = decode_page(data, charset, source) if charset else decode_text(data, source)
            return extract_text(text) if file_format == "text" else extract_markdown(text)


def unsupported(source: str, name: str) -> SourceUnreadable:
    """Say that files of this kind aren't read."""
    suffix = PurePath(name).suffix.lower()
    what = f"{suffix} files can't be read" if suffix else "a file without a suffix can't be read"
    return SourceUnreadable(source, what, f"give one of {KNOWN}")
