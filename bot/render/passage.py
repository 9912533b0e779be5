"""A passage of an article as readers see it, and what stands around it."""

from bot.render.discord_limits import MESSAGE_TEXT
from bot.render.words import adder, day, day_of, details, title_of
from bot.text import ELLIPSIS, cut_to_fit, escape, spaced
from index import ArticleReference, ArticleSummary, PassageView

PASSAGE = MESSAGE_TEXT - 1000  # characters of a message for it; the rest names the article


def heading(article: ArticleReference | ArticleSummary, author: str | None = None, *more: str) -> str:
    """Return an article's title, and in small print what else is known of it."""
    about = details(article.site, author, day(article.published), *more)
    return f"**{title_of(article)}**" + (f"\n{about}" if about else "")


def place_of_passage(view: PassageView) -> str:
    """Say where in its article a passage stands, and who added that."""
    added = f"added {day_of(view.article.added_at)} by {adder(view.article.added_by)}"
    return f"-# Passage {view.ordinal + 1} of {max(view.count, 1)} · {added}"


def whole(text: str) -> str:
    """Return a text escaped, as much of it as fits."""

    def rendered(start: int, end: int) -> str:
        return escape(spaced(text[start:end]))

    pieces = cut_to_fit(text, rendered, PASSAGE)
    shown = rendered(*pieces[0]) if pieces else ""
    return not_blank(shown.rstrip() + (f" {ELLIPSIS}" if len(pieces) > 1 else ""))


def not_blank(shown: str) -> str:
    """Return a text in which something can be seen: Discord takes none that is blank."""
    return shown if shown.strip() else ELLIPSIS
