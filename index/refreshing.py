"""Reading an article from where it came again."""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from index.catalog import Validators
from index.errors import SourceError
from index.models import Article, Draft, NotModified
from index.settings import LibrarySettings
from index.sources import Resolver, read_address, read_path

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def is_address(source: str) -> bool:
    """Tell whether a source is fetched, not read from a file."""
    return _ADDRESS.match(source) is not None


def can_refresh(source: str, *, reads_files: bool = False) -> bool:
    """Tell whether a source can be read again by itself: not a row of JSON Lines, a paste or an upload.

    ``reads_files``: whether whoever asks may read this computer's files. A source is a text like any other, and in an
    uploaded file it may name whatever somebody wants to see.
    """
    return is_address(source) or (reads_files and source.startswith("/") and ".jsonl" not in source)


async def read_again(
    there: Article, known: Validators, limits: LibrarySettings, resolver: Resolver | None, *, reads_files: bool
) -> Draft | None:
    """Read an article's source again; None when it is unchanged or can't be read again. Raises SourceError."""
    if not can_refresh(known.source, reads_files=reads_files):
        return None
    draft = await _read(known, limits, resolver)
    if draft is None:
        return None
    return replace(draft, id=there.id, source=there.source, language=draft.language or there.language)


async def _read(known: Validators, limits: LibrarySettings, resolver: Resolver | None) -> Draft | None:
    source = known.source
    if is_address(source):
        read = await read_address(source, limits, resolver=resolver, etag=known.etag, last_modified=known.last_modified)
        return None if isinstance(read, NotModified) else read
    return await asyncio.to_thread(_first, read_path(Path(source), limits))


def _first(drafts: Iterator[Draft | SourceError]) -> Draft:
    for draft in drafts:
        if isinstance(draft, SourceError):
            raise draft
        return draft
    raise SourceError("", "nothing to read there any more")
