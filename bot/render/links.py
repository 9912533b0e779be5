"""Links to the very sentence in a page on the web.

A text fragment names the first and the last words of what a browser shall scroll to and mark:
https://wicg.github.io/scroll-to-text-fragment/
"""

import re
from urllib.parse import quote, urlsplit

from bot.render.discord_limits import LINK
from bot.text import clean

_WORDS_AT_AN_END = 5
_SHORT = 8  # words: quotes that are named whole
_WORD = re.compile(r"\S+")


def to_sentence(url: str | None, words: str) -> str | None:
    """Return a link to where words stand in a page; as near as fits a button, None when no link does."""
    if url is None or not _is_link(url):
        return None
    page, _, fragment = url.partition("#")
    fragment = fragment.partition(":~:")[0]
    for directive in _directives(words):
        link = f"{page}#{fragment}:~:{directive}"
        if len(link) <= LINK:
            return link
    return url if len(url) <= LINK else None


def _is_link(url: str) -> bool:
    """Whether Discord takes an address for a link button."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and url.isprintable() and " " not in url


def _directives(words: str) -> list[str]:
    """Return ways to name a quote, the most exact first."""
    lines = [_WORD.findall(line) for line in clean(words).splitlines() if line.strip()]
    if not lines:
        return []
    first, last = lines[0], lines[-1]
    whole = len(lines) == 1 and len(first) <= _SHORT
    begins = _encoded(first if whole else first[:_WORDS_AT_AN_END])
    if whole:
        return [f"text={begins}"]
    ends = _encoded(last[-_WORDS_AT_AN_END:])
    return [f"text={begins},{ends}", f"text={begins}"]


def _encoded(words: list[str]) -> str:
    """Return words for a directive, in which hyphens and commas mean something."""
    return quote(" ".join(words), safe="").replace("-", "%2D")
