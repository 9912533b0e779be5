"""Looks whether everything is in order, and mends what can be mended. Works where the library can't be opened too.

Articles lie in the catalog alone; everything else is derived from it. So a damaged index is rebuilt, and a damaged
catalog is the one thing that only a backup brings back.
"""

import asyncio
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from index.catalog import Catalog
from index.embeddings import BundledEmbedding, Embedder, embedder_for
from index.errors import EmbeddingFailed, IndexUnreadable, ModelFailed, StorageError
from index.folder import CATALOG_FILE, LEXICAL_FOLDER, VECTORS_FOLDER, take_folder
from index.model_servers import LEAST_CONTEXT, ModelServer
from index.models import Finding
from index.settings import LibrarySettings
from index.shelves import Difference, Shelves
from index.vectors import VectorDatabase

_LEAST_FREE_BYTES = 200_000_000  # a rebuild writes the indexes beside the old ones
_REPAIR = "run `footnote doctor --repair`"


async def diagnose(settings: LibrarySettings, *, repair: bool = False) -> list[Finding]:
    """Look at the data folder, the catalog and the indexes, in this order; ``repair`` mends what can be mended.

    What can't be opened is a finding, and what stands on it isn't looked at. The model is tried last, if one is set.
    """
    findings = await asyncio.to_thread(_diagnose, settings, repair)
    return [*findings, await _model(settings)] if settings.llm_base_url else findings


async def _model(settings: LibrarySettings) -> Finding:
    """Have the model say a word."""
    server = await asyncio.to_thread(ModelServer, settings)
    try:
        tried = await server.try_out()
    except ModelFailed as error:
        return _bad("model", error)
    finally:
        await server.close()
    reads = f"reads {tried.context:,} tokens" if tried.context else "doesn't tell how much it reads"
    said = f"{tried.model} {reads}; first word after {tried.first_word_seconds:.2f} s"
    if tried.context is not None and tried.context < LEAST_CONTEXT:
        return Finding(check="model", ok=False, detail=f"{said}; give it a context of {LEAST_CONTEXT:,} tokens")
    return Finding(check="model", ok=True, detail=said)


def _diagnose(settings: LibrarySettings, repair: bool) -> list[Finding]:
    findings: list[Finding] = []
    with ExitStack() as stack:
        try:
            stack.callback(take_folder(settings.data_dir).release)
        except StorageError as error:
            return [_bad("data folder", error)]
        findings += [_space(settings.data_dir), *_unwritable(settings.data_dir)]
        url = settings.database_url
        try:
            catalog = Catalog(url.get_secret_value() if url else settings.data_dir / CATALOG_FILE)
        except StorageError as error:
            return [*findings, _bad("catalog", error)]
        stack.callback(catalog.close)
        vectors, finding = _vectors(settings, repair)
        if finding is not None:
            findings.append(finding)
        if vectors is None:
            return [*findings, *_catalog(catalog)]
        embedder = embedder_for(settings, BundledEmbedding())
        shelves = Shelves(catalog, vectors, settings.data_dir / LEXICAL_FOLDER, embedder)
        stack.callback(shelves.close)
        findings += examine(catalog, shelves, repair=repair)
        return (
            [*findings, _embedding_server(embedder, catalog, shelves, repair)]
            if settings.embedding_base_url
            else findings
        )


def _embedding_server(embedder: Embedder, catalog: Catalog, shelves: Shelves, repair: bool) -> Finding:
    """Try the embedding server, and hold the length of its vectors to those in the indexes."""
    check = "embedding server"
    try:
        length = len(embedder.embed_question("hello"))
        others = [name for name in catalog.libraries() if _length(shelves, name) not in (None, length)]
        for name in others if repair else ():
            shelves.rebuild(name)
    except (StorageError, EmbeddingFailed) as error:
        return _bad(check, error)
    said = f"its vectors have {length:,} numbers"
    if others and not repair:
        said += f", those of {', '.join(others)} another number; run `footnote reindex`"
    return Finding(check=check, ok=repair or not others, detail=said, repaired=repair and bool(others))


def _length(shelves: Shelves, library: str) -> int | None:
    vectors = shelves.raw(library).vectors
    vectors.prove()
    return vectors.dimensions


def _space(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    said = f"{free / 1_000_000:,.0f} MB free in {folder}"
    if free >= _LEAST_FREE_BYTES:
        return Finding(check="data folder", ok=True, detail=said)
    least = f"{_LEAST_FREE_BYTES / 1_000_000:.0f} MB"
    return Finding(check="data folder", ok=False, detail=f"only {said}; free some, until it is {least}")


def _unwritable(folder: Path) -> Iterator[Finding]:
    """Yield what lies in the data folder and can't be written, of each place the first."""
    for path in (folder / CATALOG_FILE, folder / VECTORS_FOLDER, folder / LEXICAL_FOLDER):
        within = [path, *sorted(path.rglob("*"))] if path.is_dir() else [path]
        barred = next((one for one in within if one.exists() and not os.access(one, os.W_OK)), None)
        if barred is not None:
            detail = f"{barred} can't be written; check its owner and permissions"
            yield Finding(check="data folder", ok=False, detail=detail)


def _vectors(settings: LibrarySettings, repair: bool) -> tuple[VectorDatabase | None, Finding | None]:
    """Open Chroma; a folder that can't be opened is emptied by a repair, for ``examine`` to fill again."""
    folder = settings.data_dir / VECTORS_FOLDER
    try:
        return VectorDatabase(folder, settings.chroma_url), None
    except IndexUnreadable as error:
        if not repair:
            return None, _bad("vectors", error)
    except StorageError as error:
        return None, _bad("vectors", error)
    try:
        _empty(folder)
        vectors = VectorDatabase(folder)
    except (StorageError, OSError):
        detail = f"{folder} can't be read or emptied; delete it by hand, then run `footnote doctor --repair` again"
        return None, Finding(check="vectors", ok=False, detail=detail)
    detail = "couldn't be read; begun anew from the catalog"
    return vectors, Finding(check="vectors", ok=True, detail=detail, repaired=True)


def _empty(folder: Path) -> None:
    if folder.is_dir():
        shutil.rmtree(folder)
    else:
        folder.unlink(missing_ok=True)


def examine(catalog: Catalog, shelves: Shelves, *, repair: bool) -> list[Finding]:
    """Look at the catalog, and hold every library's indexes to it."""
    findings = _catalog(catalog)
    try:
        if repair:
            shelves.recover()
        for name in catalog.libraries():
            findings += _library(catalog, shelves, name, repair)
    except (StorageError, EmbeddingFailed) as error:
        findings.append(_bad("indexes", error))
    return findings


def _catalog(catalog: Catalog) -> list[Finding]:
    problems = catalog.check()
    if not problems:
        return [Finding(check="catalog", ok=True, detail="whole")]
    return [
        Finding(check="catalog", ok=False, detail=problem if "; " in problem else f"{problem}; put back a backup of it")
        for problem in problems
    ]


def _library(catalog: Catalog, shelves: Shelves, name: str, repair: bool) -> list[Finding]:
    embedding = _embedding(shelves, name, repair)
    try:
        return [embedding, _indexes(catalog, shelves, name, repair)]
    except IndexUnreadable as error:
        return [embedding, _bad(f"indexes of {name}", error)]


def _embedding(shelves: Shelves, name: str, repair: bool) -> Finding:
    check = f"embedding of {name}"
    try:
        shelves.require_own_embedding(name)
    except StorageError as error:
        if not repair:
            return _bad(check, error)
        count = shelves.rebuild(name)
        return Finding(check=check, ok=True, detail=f"made anew for {count} passages", repaired=True)
    return Finding(check=check, ok=True, detail="the one that is set")


def _indexes(catalog: Catalog, shelves: Shelves, name: str, repair: bool) -> Finding:
    check = f"indexes of {name}"
    try:
        differences = shelves.differences(name)
    except IndexUnreadable:
        if not repair:
            raise
        count = shelves.rebuild(name)
        return Finding(check=check, ok=True, detail=f"couldn't be read; {count} passages indexed anew", repaired=True)
    if not differences:
        return Finding(check=check, ok=True, detail=f"{catalog.count(name).passages} passages in each")
    said = ", ".join(_said(index, difference) for index, difference in differences.items())
    if not repair:
        return Finding(check=check, ok=False, detail=f"{said}; {_REPAIR}")
    shelves.mend(name)
    return Finding(check=check, ok=not shelves.differences(name), detail=f"mended ({said})", repaired=True)


def _said(index: str, difference: Difference) -> str:
    repeated = f", {difference.repeated} twice" if difference.repeated else ""
    return f"{index}: {len(difference.lacking)} lacking, {len(difference.extra)} too many{repeated}"


def _bad(check: str, error: Exception) -> Finding:
    return Finding(check=check, ok=False, detail=str(error))
