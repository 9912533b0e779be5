"""What a parser reads out of a document, and how it becomes a draft."""

from dataclasses import dataclass

from index.errors import SourceTooLarge, SourceUnreadable
from index.models import Draft
from index.settings import LibrarySettings
from index.sources.clean import clean_line, clean_text, clean_title, drop_repeated_title, has_words, title_from_text
from index.sources.dates import iso_date, iso_language
from index.sources.language import detect_language


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """A document's words as its parser found them; not cleaned yet."""

    text: str
    title: str | None = None
    site: str | None = None
    author: str | None = None
    published: str | None = None  # as the document writes it
    language: str | None = None  # any tag that begins with ISO 639-1
    url: str | None = None


def draft_from(extract: Extract, *, source: str, fallback_title: str | None, limits: LibrarySettings) -> Draft:
    """Bring an extract to the form a library keeps; raise SourceError when it is empty or too long."""
    # Cleaning keeps or shortens a text, so what is far too long needn't be cleaned first.
    if len(extract.text) > limits.max_article_bytes:
        raise SourceTooLarge(source, limits.max_article_bytes)
    text = clean_text(extract.text)
    title = clean_title(extract.title)
    if title and text:
        text = drop_repeated_title(text, title)
    if not has_words(text):
        raise SourceUnreadable(source, "it is empty", "add something with words in it")
    refuse_long(text, source, limits)
    return Draft(
        text=text,
        title=title or clean_title(fallback_title) or title_from_text(text) or source,
        source=source,
        url=web_url(extract.url),
        site=clean_line(extract.site),
        author=clean_line(extract.author),
        published=iso_date(extract.published),
        language=iso_language(extract.language) or detect_language(text),
    )


def refuse_long(text: str, source: str, limits: LibrarySettings) -> None:
    """Raise SourceTooLarge when the text takes more bytes than an article may."""
    # No character takes more than four bytes, so most texts needn't be encoded to be measured.
    if len(text) * 4 > limits.max_article_bytes:
        size = len(text.encode("utf-8", errors="surrogatepass"))
        if size > limits.max_article_bytes:
            raise SourceTooLarge(source, limits.max_article_bytes)


def web_url(url: str | None) -> str | None:
    """Return an address that may stand behind a link; None for anything but http and https."""
    line = clean_line(url)
    if line is None or len(line) > 2_000 or " " in line:
        return None
    return line if line.lower().startswith(("http://", "https://")) else None
