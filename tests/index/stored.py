"""Libraries to test with, and a look into all their stores at once."""

import json
from collections.abc import AsyncGenerator, Iterable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from index import Added, Library, LibrarySettings
from index.sources import Resolver

STORM = "The storm closed the harbour of Alderney for three days, and forty ships waited outside in the swell."
BRIDGE = "The council of Westmoor voted to repair the old bridge over the Tarn before the winter floods begin."
CHESS = "The chess club of Riverside won every game of the spring tournament against players twice its age."


@asynccontextmanager
async def opened(folder: Path, *, resolver: Resolver | None = None, **values: Any) -> AsyncGenerator[Library]:
    async with await Library.open(settings_in(folder, **values), resolver=resolver) as library:
        yield library


def settings_in(folder: Path, **values: Any) -> LibrarySettings:
    return LibrarySettings(data_dir=folder, **values)


async def add(library: Library, *sources: str | Path, to: str = "shared") -> list[Added]:
    return [added async for added in library.add([str(source) for source in sources], library=to)]


def rows(path: Path, texts: Mapping[str, str] | Iterable[Mapping[str, str]]) -> Path:
    """Write JSON Lines of texts by id, or of whole rows."""
    if isinstance(texts, Mapping):
        texts = [{"id": id, "title": f"On {id}", "text": text} for id, text in texts.items()]
    path.write_text("".join(json.dumps(row) + "\n" for row in texts))
    return path


async def contents(library: Library, name: str = "shared") -> dict[str, tuple[str, str, int]]:
    """Return title, text and revision of every article, after making sure that all stores agree."""
    for finding in await library.check():
        assert finding.ok, finding
    assert not library._catalog.unfinished()
    articles = [article async for article in library.export(name)]
    keys = library._catalog.passage_keys(name)
    if articles:
        shelf = library._shelves.shelf(name)
        assert sorted(shelf.lexical.keys()) == sorted(keys)
        assert shelf.vectors.keys() == keys
        assert len(shelf.vectors) == len(shelf.lexical) == len(keys) == sum(article.passages for article in articles)
    return {article.id: (article.title, article.text, article.revision) for article in articles}
