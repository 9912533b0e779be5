"""Doctor finds what is wrong, says it in a line, and mends what can be mended."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index import Library, LibrarySettings, diagnose, doctor
from index.embeddings import BundledEmbedding
from index.models import Finding

from .stored import BRIDGE, STORM, add, contents, opened, rows, settings_in

Breaking = Callable[[Path], object]


@pytest.fixture
async def data(tmp_path: Path) -> Path:
    """A data folder with two articles."""
    async with opened(tmp_path / "data") as library:
        await add(library, rows(tmp_path / "rows.jsonl", {"storm": STORM, "bridge": BRIDGE}))
    return tmp_path / "data"


def bad(findings: list[Finding]) -> list[Finding]:
    """Return what isn't in order, after making sure that each is one line."""
    assert findings
    assert all("\n" not in one.detail and one.detail for one in findings)
    return [one for one in findings if not one.ok]


async def test_all_is_well_with_a_folder_in_order(data: Path) -> None:
    findings = await diagnose(settings_in(data))
    assert [one.check for one in findings] == ["data folder", "catalog", "embedding of shared", "indexes of shared"]
    assert not bad(findings)
    assert not any(one.repaired for one in findings)


async def test_all_is_well_with_a_folder_that_isnt_there_yet(tmp_path: Path) -> None:
    assert not bad(await diagnose(settings_in(tmp_path / "new")))


async def test_a_folder_in_use_is_said(data: Path) -> None:
    async with opened(data):
        [finding] = await diagnose(settings_in(data))
    assert not finding.ok
    assert "another process uses the data folder" in finding.detail


async def test_a_folder_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    [finding] = bad(await diagnose(settings_in(tmp_path / "data")))
    assert "set DATA_DIR to a folder" in finding.detail


async def test_too_little_space_is_said(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_LEAST_FREE_BYTES", 1 << 60)
    [finding] = bad(await diagnose(settings_in(data)))
    assert "free some" in finding.detail


async def test_a_catalog_of_a_later_release_is_said(data: Path) -> None:
    with sqlite3.connect(data / "catalog.sqlite3") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    [finding] = bad(await diagnose(settings_in(data), repair=True))
    assert finding.check == "catalog"
    assert "install that release or a later one" in finding.detail


async def test_a_damaged_catalog_is_said_with_what_to_do(data: Path) -> None:
    (data / "catalog.sqlite3").write_bytes(b"nothing that was ever a catalog" * 1000)
    [finding] = bad(await diagnose(settings_in(data), repair=True))
    assert "put back a backup" in finding.detail


def without_vectors(data: Path) -> None:
    shutil.rmtree(data / "chroma")


def without_lexical(data: Path) -> None:
    shutil.rmtree(data / "lexical")


def vectors_that_are_a_file(data: Path) -> None:
    shutil.rmtree(data / "chroma")
    (data / "chroma").write_text("")


def vectors_that_are_no_database(data: Path) -> None:
    for path in (data / "chroma").glob("chroma.sqlite3*"):
        path.write_bytes(b"nothing that was ever a database" * 1000)


def torn_meta(data: Path) -> None:
    [meta] = (data / "lexical").glob("*/meta.json")
    meta.write_text("{")


def lost_segment(data: Path) -> None:
    for path in (data / "lexical").glob("*/*.term"):
        path.unlink()


def torn_vectors(data: Path) -> None:
    (data / "chroma" / "shared.1.writing").write_text("{}")
    (data / "chroma" / "some").mkdir()
    (data / "chroma" / "some" / "file").write_text("half writ")


@pytest.mark.parametrize(
    "breaking",
    [
        without_vectors,
        without_lexical,
        vectors_that_are_a_file,
        vectors_that_are_no_database,
        torn_meta,
        lost_segment,
        torn_vectors,
    ],
)
async def test_broken_indexes_are_found_and_made_anew_from_the_catalog(data: Path, breaking: Breaking) -> None:
    breaking(data)
    found = bad(await diagnose(settings_in(data)))
    assert found
    assert all("doctor --repair" in one.detail for one in found)
    repaired = await diagnose(settings_in(data), repair=True)
    assert not bad(repaired)
    assert any(one.repaired for one in repaired)
    assert not bad(await diagnose(settings_in(data)))
    async with opened(data) as library:
        assert (await contents(library)).keys() == {"storm", "bridge"}
        assert (await library.ask("How long was the harbour closed?")).retrieved[0] == "storm"


@pytest.mark.parametrize("breaking", [without_vectors, without_lexical, torn_meta, lost_segment, torn_vectors])
async def test_opening_makes_a_broken_index_anew_by_itself(data: Path, breaking: Breaking) -> None:
    breaking(data)
    async with opened(data) as library:
        assert (await library.ask("How long was the harbour closed?")).retrieved[0] == "storm"
        assert (await contents(library)).keys() == {"storm", "bridge"}


async def test_a_library_whose_vectors_cant_be_opened_says_what_repairs_them(data: Path) -> None:
    vectors_that_are_no_database(data)
    with pytest.raises(Exception, match="doctor --repair"):
        await Library.open(settings_in(data))


async def test_indexes_that_disagree_with_the_catalog_are_found_and_mended(data: Path) -> None:
    async with opened(data) as library:
        shelf = library._shelves.shelf("shared")
        [key, _] = sorted(shelf.vectors.keys())
        shelf.vectors.remove([key])
        shelf.vectors.add([77], np.ones((1, 256), dtype=np.float32) / 16)
        shelf.lexical.change(remove=[key])
    [finding] = bad(await diagnose(settings_in(data)))
    assert finding.detail.startswith("vectors: 1 lacking, 1 too many, lexical: 1 lacking, 0 too many")
    assert not bad(await diagnose(settings_in(data), repair=True))
    assert not bad(await diagnose(settings_in(data)))


async def test_a_passage_that_is_indexed_twice_is_found_and_mended(data: Path) -> None:
    async with opened(data) as library:
        shelf = library._shelves.shelf("shared")
        keys = sorted(shelf.vectors.keys())
        from index.shelves import lexical_passage

        shelf.lexical.change(add=map(lexical_passage, library._catalog.passages(keys[:1])))
    [finding] = bad(await diagnose(settings_in(data)))
    assert "1 twice" in finding.detail
    assert not bad(await diagnose(settings_in(data), repair=True))
    async with opened(data) as library:
        await contents(library)


class Another(BundledEmbedding):
    """An embedding of another name and length."""

    @property
    def identity(self) -> str:
        return "another:128"

    def vectors(self, texts):  # type: ignore[no-untyped-def]
        return super().vectors(texts)[:, :128]


async def test_vectors_of_another_embedding_are_found_and_made_anew(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def embedder_for(settings: LibrarySettings, bundled: BundledEmbedding) -> BundledEmbedding:
        return Another()

    monkeypatch.setattr("index.doctor.embedder_for", embedder_for)
    monkeypatch.setattr("index.library.embedder_for", embedder_for)
    [finding] = bad(await diagnose(settings_in(data)))
    assert "was made with the embedding" in finding.detail
    async with opened(data) as library:  # before the repair it answers by words alone
        assert (await library.ask("How long was the harbour closed?")).retrieved[0] == "storm"
    assert not bad(await diagnose(settings_in(data), repair=True))
    async with opened(data) as library:
        assert (await library.ask("How long was the harbour closed?")).retrieved[0] == "storm"
        assert library._shelves.shelf("shared").vectors.search(np.ones(128, dtype=np.float32), 1)


async def test_what_a_killed_process_left_is_undone_by_a_repair(data: Path) -> None:
    async with opened(data) as library:
        library._catalog.begin_removal("shared", "storm")
    assert bad(await diagnose(settings_in(data)))
    assert not bad(await diagnose(settings_in(data), repair=True))
    async with opened(data) as library:
        assert (await contents(library)).keys() == {"bridge"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("name", ["catalog.sqlite3", "chroma/chroma.sqlite3"])
async def test_what_cannot_be_written_is_named(data: Path, name: str) -> None:
    (data / name).chmod(0o400)
    assert str(data / name) in bad(await diagnose(settings_in(data)))[0].detail


async def test_a_place_that_refuses_writing_is_named(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As for a user who isn't root, as which these tests may run."""
    barred = data / "chroma" / "chroma.sqlite3"
    monkeypatch.setattr("index.doctor.os.access", lambda path, mode: path != barred)
    [finding] = bad(await diagnose(settings_in(data)))
    assert finding.detail == f"{barred} can't be written; check its owner and permissions"
