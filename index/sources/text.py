"""Plain text and Markdown files."""

import re

from index.sources.clean import clean_text, comparable, has_words
from index.sources.extracts import Extract
from index.sources.markdown import plain_inline, plain_markdown, split_front_matter

_TITLE_LENGTH = 120
# A line that ends like this is a sentence or leads into the next line.
_NO_TITLE_END = re.compile(r"[.,;:…。、,]$")


def extract_text(text: str) -> Extract:
    """Split plain text into its title, a short first line with a blank line after it, and the rest."""
    text = clean_text(text).lstrip()
    first, separator, rest = text.partition("\n\n")
    title = first.strip()
    is_title = (
        bool(separator)
        and "\n" not in title
        and 0 < len(title) <= _TITLE_LENGTH
        and has_words(title)
        and has_words(rest)
        and _NO_TITLE_END.search(title) is None
    )
    if not is_title:
        return Extract(text=text)
    return Extract(title=title, text=rest)


def extract_markdown(text: str) -> Extract:
    """Read Markdown: its front matter, its first top heading as the title, and its words without markup."""
    front, body = split_front_matter(clean_text(text))
    heading, plain = plain_markdown(body)
    title = plain_inline(front.get("title", "")) or heading
    if heading and comparable(title or "") != comparable(heading) and not plain.startswith(heading):
        # The front matter has another title, so the heading is a part of the text.
        plain = f"{heading}\n\n{plain}"
    return Extract(
        text=plain,
        title=title,
        site=front.get("site"),
        author=front.get("author") or front.get("authors"),
        published=front.get("published") or front.get("date"),
        language=front.get("language") or front.get("lang"),
        url=front.get("url") or front.get("canonical"),
    )
