"""Shelves hold the indexes to the catalog, whatever happened to either."""

import asyncio
import threading
from pathlib import Path

import pytest

from index.embeddings import BundledEmbedding
from index.errors import EmbeddingFailed

from .stored import BRIDGE, STORM, add, contents, opened, rows
from .test_library import failing


async def test_building_anew_leaves_one_generation(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as library:
        await add(library, rows(tmp_path / "rows.jsonl", {"storm": STORM, "bridge": BRIDGE}))
        for _ in range(2):
            await library.reindex()
        assert library._shelves._vectors.names() == ["shared.3"]
        assert [path.name for path in (tmp_path / "data" / "lexical").iterdir()] == ["shared.3"]
        await contents(library)


async def test_building_anew_waits_for_a_search_before_it_drops_the_old(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as library:
        await add(library, rows(tmp_path / "rows.jsonl", {"storm": STORM}))
        shelves = library._shelves
        with shelves.searching():
            old = shelves.shelf("shared")
            rebuilding = threading.Thread(target=shelves.rebuild, args=["shared"])
            rebuilding.start()
            while shelves.shelf("shared") is old:  # noqa: ASYNC110 - a thread sets no event of asyncio
                await asyncio.sleep(0.01)
            assert len(old.vectors.keys()) == len(old.lexical.keys()) == 1
        rebuilding.join(30)
        assert library._shelves._vectors.names() == ["shared.2"]


async def test_a_building_that_fails_leaves_the_old_indexes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(tmp_path / "data") as library:
        await add(library, rows(tmp_path / "rows.jsonl", {"storm": STORM}))
        with monkeypatch.context() as patch:
            patch.setattr(BundledEmbedding, "embed_passages", failing(EmbeddingFailed("no", is_transient=True)))
            with pytest.raises(EmbeddingFailed):
                await library.reindex()
        assert library._shelves._vectors.names() == ["shared.1"]
        assert (await contents(library)).keys() == {"storm"}


async def test_garbage_of_a_killed_building_is_dropped_by_the_next_start(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as library:
        await add(library, rows(tmp_path / "rows.jsonl", {"storm": STORM}))
        library._shelves._open_generation("shared", 2)
        library._shelves._open_generation("guild-9", 1)
    async with opened(tmp_path / "data") as library:
        assert library._shelves._vectors.names() == ["shared.1"]
        assert [path.name for path in (tmp_path / "data" / "lexical").iterdir()] == ["shared.1"]
        await contents(library)
