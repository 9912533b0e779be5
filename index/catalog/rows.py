"""What the catalog's tables hold of a draft, and what they look things up by."""

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from itertools import islice
from typing import Any, TypeVar

from index.catalog.tables import FOLDED_CHARACTERS, PART_CHARACTERS, storable
from index.catalog.values import Pending, PreparedDraft

# SQLite takes at least 999 bound values in a statement.
_CHUNK = 900

_Item = TypeVar("_Item")


def fold(words: str) -> str:
    """Return words as they are sorted and searched: without case, accents and differences of writing alone."""
    decomposed = unicodedata.normalize("NFKD", storable(words))
    return "".join(character for character in decomposed if not unicodedata.combining(character)).casefold()


def hash_source(source: str) -> str:
    """Return what a source is looked up by."""
    return sha256(source.encode()).hexdigest()


def chunks(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    """Cut items into lists that fit one statement."""
    remaining = iter(items)
    while chunk := list(islice(remaining, _CHUNK)):
        yield chunk


def revision_row(prepared: PreparedDraft, pending: Pending, now: datetime) -> dict[str, Any]:
    """Return a pending revision's row."""
    draft = prepared.draft
    return {
        "key": pending.revision_key,
        "article_key": pending.article_key,
        "library": pending.library,
        "number": pending.revision,
        "state": "pending",
        "title": draft.title,
        "folded": fold("\n".join((draft.title, draft.author or "", draft.site or "")))[:FOLDED_CHARACTERS],
        "source": draft.source,
        "source_hash": hash_source(draft.source),
        "url": draft.url,
        "site": draft.site,
        "author": draft.author,
        "published": draft.published,
        "language": draft.language,
        "content_hash": prepared.content_hash,
        "etag": draft.etag,
        "last_modified": draft.last_modified,
        "added_by": prepared.added_by,
        "added_at": now,
        "passages": len(prepared.spans),
        "characters": len(draft.text),
        "bytes": len(draft.text.encode()),
    }


def text_rows(prepared: PreparedDraft, pending: Pending) -> Iterator[dict[str, Any]]:
    """Yield a row for each part of a text."""
    text = prepared.draft.text
    for start in range(0, len(text), PART_CHARACTERS):
        yield {"revision_key": pending.revision_key, "start": start, "part": text[start : start + PART_CHARACTERS]}


def passage_rows(pending: Pending) -> Iterator[dict[str, Any]]:
    """Yield a row for each passage."""
    for ordinal, (key, span) in enumerate(zip(pending.passage_keys, pending.spans, strict=True)):
        yield {
            "key": key,
            "revision_key": pending.revision_key,
            "ordinal": ordinal,
            "start": span.start,
            "end": span.end,
            "words": span.words,
            "sentences": span.sentences or None,
        }
