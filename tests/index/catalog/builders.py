"""Short ways to say what a test stores."""

import hashlib
from typing import Any

from index.catalog import Catalog, Pending, PreparedDraft
from index.models import Draft
from index.passages import PassageSpan, passage_spans

THREE_PARAGRAPHS = "\n\n".join(f"Paragraph {number}. " + "Some words that fill it up. " * 25 for number in (1, 2, 3))


def prepared(
    id: str, text: str = "One sentence.", *, spans: list[PassageSpan] | None = None, **fields: Any
) -> PreparedDraft:
    """Prepare a draft whose title and source follow from its id, unless they are given."""
    draft = Draft(**{"text": text, "title": f"About {id}", "source": f"/articles/{id}.txt"} | fields)
    return PreparedDraft(
        draft=draft,
        id=id,
        content_hash=hashlib.sha256(text.encode()).hexdigest(),
        spans=passage_spans(text, "en") if spans is None else spans,
        added_by="user:1",
    )


def added(catalog: Catalog, *drafts: PreparedDraft, library: str = "shared") -> list[Pending]:
    """Add articles all the way, as the library does when nothing goes wrong."""
    pending = catalog.begin(library, drafts)
    catalog.finish(catalog.publish(pending))
    return pending


def keys_of(pending: list[Pending]) -> list[int]:
    """Return the passages of all of them."""
    return [key for item in pending for key in item.passage_keys]


def ids(catalog: Catalog, library: str = "shared") -> list[str]:
    """Return the articles that are seen, by title."""
    return [article.id for article in catalog.list_articles(library)]
