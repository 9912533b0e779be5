"""Whatever is given to add: one clear line about it, and a library that is as it was."""

import errno
import gzip
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from reportlab.pdfgen.canvas import Canvas

from index import DiskFull, FolderReadOnly, Library
from index.models import Added

from .sources.site import Handler, LoopbackResolver, answering, serve
from .sources.test_pdf import encrypted
from .stored import BRIDGE, CHESS, STORM, add, contents, opened, rows, settings_in
from .test_library import failing

Made = tuple[str, bytes]


def image_only() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.rect(50, 50, 200, 200, fill=1)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def broken_docx() -> bytes:
    buffer = io.BytesIO()
    document = Document()
    document.add_paragraph(STORM)
    document.save(buffer)
    return buffer.getvalue()[:-200]


def bomb() -> bytes:
    """Return a Word file of a few kilobytes that unpacks to half a gigabyte."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(500):
                part.write(bytes(1_000_000))
    return buffer.getvalue()


BAD: dict[str, Callable[[], Made]] = {
    "empty": lambda: ("empty.txt", b""),
    "white": lambda: ("white.txt", b" \n\t \n"),
    "binary": lambda: ("binary.txt", bytes(range(256)) * 40),
    "unknown": lambda: ("program.exe", b"MZ" + bytes(1000)),
    "encrypted": lambda: ("encrypted.pdf", encrypted("secret", "AES-256")),
    "image": lambda: ("image.pdf", image_only()),
    "no pdf": lambda: ("other.pdf", STORM.encode()),
    "broken docx": lambda: ("broken.docx", broken_docx()),
    "bomb": lambda: ("bomb.docx", bomb()),
    "long": lambda: ("long.txt", (STORM + "\n").encode() * 500_000),
    "empty lines": lambda: ("empty.jsonl", b"\n\n"),
    "no gzip": lambda: ("rows.jsonl.gz", STORM.encode()),
    "gzip bomb": lambda: ("bomb.jsonl.gz", gzip.compress(b'{"text": "' + bytes(60_000_000))),
    "page without article": lambda: ("page.html", b"<html><body><nav><a href='/'>Home</a></nav></body></html>"),
}


def is_one_line(added: Added) -> bool:
    assert added.status == "failed"
    assert added.article is None
    assert added.error
    assert "Traceback" not in added.error
    return "\n" not in added.error and len(added.error) < 400


@pytest.mark.parametrize("kind", BAD)
async def test_what_cant_be_an_article_is_one_line_and_changes_nothing(tmp_path: Path, kind: str) -> None:
    name, data = BAD[kind]()
    (tmp_path / name).write_bytes(data)
    async with opened(tmp_path / "data") as library:
        await add(library, rows(tmp_path / "good.jsonl", {"storm": STORM}))
        before = await contents(library)
        [given] = await add(library, tmp_path / name)
        assert is_one_line(given)
        uploaded = [one async for one in library.add_file(name, data)]
        assert all(map(is_one_line, uploaded))
        assert len(uploaded) == 1
        assert await contents(library) == before


@pytest.mark.parametrize("source", ["missing.txt", "folder/missing.jsonl", "nul\0.txt", "x" * 5000, ""])
async def test_a_path_that_leads_nowhere_is_one_line(tmp_path: Path, source: str) -> None:
    async with opened(tmp_path / "data") as library:
        [failed] = await add(library, tmp_path / "none" / source)
        assert is_one_line(failed)
        assert await contents(library) == {}


async def test_a_text_in_an_old_encoding_is_read(tmp_path: Path) -> None:
    """Not refused: the bytes say which encoding they can be."""
    text = (
        "Der Hafen von Brückstadt war wegen des Sturms drei Tage lang geschlossen, größere Schäden gab es nicht. " * 4
    )
    (tmp_path / "old.txt").write_bytes(text.encode("cp1252"))
    async with opened(tmp_path / "data") as library:
        [added] = await add(library, tmp_path / "old.txt")
        [(_, stored, _)] = (await contents(library)).values()
    assert added.status == "added"
    assert "größere" in stored


async def test_of_lines_only_the_bad_ones_fail(tmp_path: Path) -> None:
    path = rows(tmp_path / "rows.jsonl", {f"a{number}": f"{STORM} {number}" for number in range(10)})
    lines = path.read_text().splitlines()
    lines[6] = "{not JSON"
    path.write_text("\n".join(lines))
    async with opened(tmp_path / "data") as library:
        results = await add(library, path)
        assert [one.status for one in results] == ["added"] * 6 + ["failed"] + ["added"] * 3
        assert is_one_line(results[6])
        assert "line 7 is not JSON" in (results[6].error or "")
        assert (await contents(library)).keys() == {f"a{number}" for number in range(10)} - {"a6"}


async def test_of_a_folder_only_the_bad_files_fail(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text(STORM)
    (folder / "b.pdf").write_bytes(b"not a pdf")
    (folder / "c.txt").write_text(BRIDGE)
    async with opened(tmp_path / "data") as library:
        assert [one.status for one in await add(library, folder)] == ["added", "failed", "added"]
        assert len(await contents(library)) == 2


PAGES: dict[str, Handler] = {
    "missing": answering(b"<html><body><h1>Not found</h1></body></html>", status=404),
    "refused": answering(b"<html><body>Forbidden</body></html>", status=403),
    "failing": answering(b"", status=503),
    "empty": answering(b""),
    "no article": answering(b"<html><body><nav><a href='/'>Home</a><a href='/b'>Sport</a></nav></body></html>"),
    "login": answering(
        b"<html><head><title>Log in</title></head><body><form action='/login' method='post'><label>Email</label>"
        b"<input name='email'><label>Password</label><input type='password' name='p'><button>Log in</button></form>"
        b"</body></html>"
    ),
    "image": answering(b"\x89PNG\r\n\x1a\n" + bytes(500), content_type="image/png"),
}


@pytest.mark.parametrize("kind", PAGES)
async def test_a_page_that_is_no_article_is_one_line_and_changes_nothing(tmp_path: Path, kind: str) -> None:
    async with serve(PAGES[kind]) as port, opened(tmp_path / "data", resolver=LoopbackResolver(port)) as library:
        await add(library, rows(tmp_path / "good.jsonl", {"storm": STORM}))
        before = await contents(library)
        [failed] = await add(library, "http://news.example.com/a/1")
        assert is_one_line(failed)
        assert await contents(library) == before


@pytest.mark.parametrize("address", ["http://127.0.0.1/", "http://localhost:8000/", "ftp://example.com/a", "http://"])
async def test_an_address_that_mustnt_be_fetched_is_one_line(tmp_path: Path, address: str) -> None:
    async with opened(tmp_path / "data") as library:
        [failed] = await add(library, address)
        assert is_one_line(failed)


# Limits


async def test_a_full_library_refuses_new_articles_and_still_takes_updates(tmp_path: Path) -> None:
    async with opened(tmp_path / "data", max_articles=2) as library:
        texts = {"one": STORM, "two": BRIDGE, "three": CHESS}
        results = await add(library, rows(tmp_path / "rows.jsonl", texts))
        assert [one.status for one in results] == ["added", "added", "failed"]
        assert is_one_line(results[2])
        assert "MAX_ARTICLES" in (results[2].error or "")
        assert [one.is_full for one in results] == [False, False, True]
        results = await add(library, rows(tmp_path / "rows.jsonl", {"one": STORM, "two": CHESS}))
        assert [one.status for one in results] == ["unchanged", "updated"]
        assert (await contents(library)).keys() == {"one", "two"}


async def test_articles_past_a_librarys_bytes_are_refused(tmp_path: Path) -> None:
    async with opened(tmp_path / "data", max_library_bytes=len(STORM) + 10) as library:
        results = await add(library, rows(tmp_path / "rows.jsonl", {"one": STORM, "two": BRIDGE}))
        assert [one.status for one in results] == ["added", "failed"]
        assert is_one_line(results[1])
        assert results[1].is_full


async def test_the_library_of_one_person_has_limits_of_its_own_which_never_exceed_all_others(tmp_path: Path) -> None:
    texts = {"one": STORM, "two": BRIDGE, "three": CHESS}
    source = rows(tmp_path / "rows.jsonl", texts)
    async with opened(tmp_path / "data", max_articles=2, max_personal_articles=1) as library:
        results = await add(library, source, to="user-1")
        assert [one.is_full for one in results] == [False, True, True]
        assert "raise MAX_PERSONAL_ARTICLES" in (results[1].error or "")
        assert [one.is_full for one in await add(library, source, to="guild-1")] == [False, False, True]
        assert [(await library.usage(name)).max_articles for name in ("user-1", "guild-1")] == [1, 2]
    source = rows(tmp_path / "rows.jsonl", {"one": STORM, "two": BRIDGE})
    for limits in ({"max_personal_bytes": len(STORM)}, {"max_library_bytes": len(STORM)}):
        async with opened(tmp_path / f"data-{next(iter(limits))}", **limits) as library:
            results = await add(library, source, to="user-1")
            assert [one.is_full for one in results] == [False, True]
            assert "raise MAX_PERSONAL_BYTES" in (results[1].error or "")
            assert (await library.usage("user-1")).max_bytes == len(STORM)


# A folder that can't be written


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
async def test_a_read_only_folder_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o500)
    with pytest.raises(FolderReadOnly, match="can't be written"):
        await Library.open(settings_in(tmp_path / "data"))


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES])
async def test_a_folder_whose_lock_cant_be_written_is_said_plainly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """As on a file system that is mounted read-only, which root can't write to either."""
    monkeypatch.setattr("filelock.FileLock.acquire", failing(OSError(number, os.strerror(number))))
    with pytest.raises(FolderReadOnly, match="can't be written"):
        await Library.open(settings_in(tmp_path / "data"))


@pytest.mark.parametrize(
    ("where", "error"),
    [
        ("index.catalog.Catalog.begin", DiskFull("no space is left for the catalog")),
        ("index.vectors.VectorIndex.add", DiskFull("no space is left for the vectors")),
        ("index.lexical.LexicalIndex.change", DiskFull("no space is left for the lexical index")),
        ("index.catalog.Catalog.publish", DiskFull("no space is left for the catalog")),
    ],
)
async def test_a_full_disk_ends_the_add_and_leaves_the_library_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, error: Exception
) -> None:
    async with opened(tmp_path / "data") as library:
        await add(library, rows(tmp_path / "good.jsonl", {"storm": STORM}))
        before = await contents(library)
        with monkeypatch.context() as patch:
            patch.setattr(where, failing(error))
            with pytest.raises(DiskFull, match="no space is left"):
                await add(library, rows(tmp_path / "rows.jsonl", {"storm": CHESS, "bridge": BRIDGE}))
        assert (await library.ask("How long was the harbour closed?")).retrieved == ("storm",)
        if library._shelves.is_unclean:
            await library.remove("storm")
            before = {}
        assert await contents(library) == before
        results = await add(library, rows(tmp_path / "rows.jsonl", {"storm": CHESS, "bridge": BRIDGE}))
        assert {one.status for one in results} <= {"added", "updated"}
        assert (await contents(library)).keys() == {"storm", "bridge"}
