"""What becomes of drafts when something fails, or when they are about each other."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index import Library
from index.adding import Adder
from index.embeddings import BundledEmbedding, Vectors
from index.errors import EmbeddingFailed, SourceError
from index.models import Added, Draft

from .stored import BRIDGE, CHESS, STORM, add, contents, opened, rows


def draft(id: str | None, text: str, source: str = "") -> Draft:
    return Draft(id=id, text=text, title="News", source=source or f"/news/{id}")


def drafts(count: int, text: str = STORM) -> Iterator[Draft | SourceError]:
    for number in range(count):
        yield draft(f"a{number}", f"{text} {number}")


def adder(library: Library, name: str = "shared") -> Adder:
    return Adder(library._catalog, library._shelves, library._embedder, library._settings, name)


def counts(results: list[Added]) -> dict[str, int]:
    return {status: sum(one.status == status for one in results) for status in {one.status for one in results}}


async def test_a_reader_that_breaks_leaves_what_was_stored_and_nothing_half_done(tmp_path: Path) -> None:
    def breaking() -> Iterator[Draft | SourceError]:
        yield from drafts(500)
        raise ZeroDivisionError

    async with opened(tmp_path / "data") as library:
        told: list[Added] = []
        with pytest.raises(ZeroDivisionError):
            told.extend(one for one in adder(library).add(breaking(), None))
        there = await contents(library)
        assert 0 < len(there) <= 500
        assert counts(list(adder(library).add(drafts(500), None))) == {
            "unchanged": len(there),
            "added": 500 - len(there),
        }
        assert len(await contents(library)) == 500


async def test_an_embedding_server_that_fails_fails_its_batch_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = 0

    def sometimes(self: BundledEmbedding, texts: list[str]) -> Vectors:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise EmbeddingFailed("the embedding server didn't answer; try again later", is_transient=True)
        return self.vectors(texts)

    async with opened(tmp_path / "data") as library:
        monkeypatch.setattr(BundledEmbedding, "embed_passages", sometimes)
        results = list(adder(library).add(drafts(500), None))
        assert counts(results) == {"added": 300, "failed": 200}
        assert {one.error for one in results if one.error} == {"the embedding server didn't answer; try again later"}
        assert len(await contents(library)) == 300
        assert counts(list(adder(library).add(drafts(500), None))) == {"unchanged": 300, "added": 200}


async def test_an_embedding_that_breaks_in_an_unforeseen_way_leaves_nothing_half_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: BundledEmbedding, texts: list[str]) -> Vectors:
        return np.zeros((len(texts) - 1, 256), dtype=np.float32)

    async with opened(tmp_path / "data") as library:
        await add(library, rows(tmp_path / "rows.jsonl", {"storm": STORM}))
        with monkeypatch.context() as patch:
            patch.setattr(BundledEmbedding, "embed_passages", broken)
            with pytest.raises(Exception, match=r"."):
                list(adder(library).add([draft("storm", CHESS)], None))
        assert (await contents(library)).keys() == {"storm"}
        assert (await library.show("storm")).text == STORM


async def test_the_same_article_many_times_in_one_go_ends_as_its_last(tmp_path: Path) -> None:
    many = [draft("a", f"{STORM} {number}") for number in range(5)]
    async with opened(tmp_path / "data") as library:
        assert [one.status for one in adder(library).add(many, None)] == ["added", *["updated"] * 4]
        assert (await contents(library)).keys() == {"a"}
        assert (await library.show("a")).text == f"{STORM} 4"


async def test_the_same_text_many_times_in_one_go_is_added_once(tmp_path: Path) -> None:
    many = [draft(None, STORM, f"/news/{number}.txt") for number in range(4)]
    async with opened(tmp_path / "data") as library:
        results = list(adder(library).add(many, None))
        assert counts(results) == {"added": 1, "unchanged": 3}
        assert {one.duplicate_of for one in results[1:]} == {results[0].article}


async def test_a_text_that_came_three_batches_earlier_is_known(tmp_path: Path) -> None:
    long = [
        draft(f"long{number}", "\n\n".join(f"{BRIDGE} {number} {at}." for at in range(6000))) for number in range(6)
    ]
    async with opened(tmp_path / "data") as library:
        results = list(adder(library).add([draft(None, STORM, "/a.txt"), *long, draft(None, STORM, "/b.txt")], None))
        assert results[-1].duplicate_of == results[0].article
        assert len(await contents(library)) == 7


async def test_articles_of_one_source_with_ids_of_their_own_are_stored_together(tmp_path: Path) -> None:
    """A row may name where it is from, and many are from one place."""
    async with opened(tmp_path / "data") as library:
        batches: list[int] = []
        begin = library._catalog.begin

        def counted(name: str, prepared):  # type: ignore[no-untyped-def]
            batches.append(len(prepared))
            return begin(name, prepared)

        library._catalog.begin = counted  # type: ignore[method-assign]
        list(adder(library).add((draft(f"a{number}", f"{CHESS} {number}", "The Times") for number in range(100)), None))
        assert batches == [100]


async def test_another_title_is_an_update_and_a_missing_one_isnt(tmp_path: Path) -> None:
    source = tmp_path / "rows.jsonl"
    async with opened(tmp_path / "data") as library:
        for title, status in (("One", "added"), ("Two", "updated"), ("Two", "unchanged")):
            [added] = await add(library, rows(source, [{"id": "a", "title": title, "text": STORM}]))
            assert added.status == status
        assert (await contents(library))["a"] == ("Two", STORM, 2)


async def test_a_text_that_moves_to_another_file_is_not_lost(tmp_path: Path) -> None:
    """The file that had it gets another text in the same add: what is there twice is told only of what stays."""
    one, two = tmp_path / "files" / "one.txt", tmp_path / "files" / "two.txt"
    one.parent.mkdir()
    one.write_text(STORM)
    async with opened(tmp_path / "data") as library:
        await add(library, one.parent)
        one.write_text(BRIDGE)
        two.write_text(STORM)
        assert [added.status for added in await add(library, one.parent)] == ["updated", "added"]
        assert {text for _, text, _ in (await contents(library)).values()} == {STORM, BRIDGE}


async def test_rows_without_ids_that_share_an_address_are_articles_of_their_own(tmp_path: Path) -> None:
    """Whatever is put in or taken out of the file, no text of it is lost when it is added again."""
    row = {"url": "https://example.org/live", "source": "The Alder"}
    texts = [STORM, BRIDGE, CHESS]
    async with opened(tmp_path / "data") as library:
        for now in (texts, ["First of all.", *texts], ["First of all.", f"{STORM} Later.", CHESS]):
            results = await add(library, rows(tmp_path / "rows.jsonl", [row | {"text": text} for text in now]))
            assert not counts(results).get("failed")
            assert set(now) <= {text for _, text, _ in (await contents(library)).values()}
        again = await add(library, tmp_path / "rows.jsonl")
        assert counts(again) == {"unchanged": 3}
