"""Files, folders, uploads and pastes."""

import gzip
import os
import socket
import subprocess
import sys
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.errors import SourceError, SourceMissing, SourceTooLarge, SourceUnreadable
from index.models import Draft
from index.settings import LibrarySettings
from index.sources import read_bytes, read_paste, read_path

from .conftest import REPAIR, STORM
from .test_docx import document
from .test_html import page
from .test_pdf import report

ROOT = Path(__file__).parents[3]
IS_ROOT = not hasattr(os, "geteuid") or os.geteuid() == 0


def error_of(found: Iterator[Draft | SourceError]) -> SourceError:
    (error,) = found
    assert isinstance(error, SourceError), error
    assert "\n" not in str(error)
    assert "; " in str(error)  # what happened; what to do
    return error


def titles(found: Iterator[Draft | SourceError]) -> list[str]:
    return [entry.title if isinstance(entry, Draft) else f"error: {entry}" for entry in found]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def write_file(name: str, content: bytes | str = STORM) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write_file


@pytest.mark.parametrize(
    ("name", "content", "title"),
    [
        ("harbour_news.txt", STORM.encode(), "harbour news"),
        ("a.TXT", f"Harbour closes\n\n{STORM}".encode(), "Harbour closes"),
        ("a.md", f"# Harbour closes\n\n{STORM}".encode(), "Harbour closes"),
        ("a.markdown", f"# Harbour closes\n\n{STORM}".encode(), "Harbour closes"),
        ("a.html", page(), "Harbour closes after storm"),
        ("a.htm", page(), "Harbour closes after storm"),
        ("a.pdf", report(), "Harbour report"),
        ("a.docx", document("Report"), "Report"),
    ],
)
def test_a_file_of_each_kind_is_a_draft(
    name: str, content: bytes, title: str, write: Callable[..., Path], limits: LibrarySettings
) -> None:
    path = write(name, content)
    (draft,) = read_path(path, limits)
    assert isinstance(draft, Draft), draft
    assert draft.title == title
    assert draft.source == str(path)
    assert "Nobody was hurt" in draft.text
    assert draft.language == "en"


def test_a_text_never_begins_with_its_own_title(write: Callable[..., Path], limits: LibrarySettings) -> None:
    (draft,) = read_path(write("a.html", page()), limits)
    assert isinstance(draft, Draft)
    assert draft.text.startswith(STORM)


def test_the_heavy_parsers_are_loaded_with_the_first_document_of_their_kind() -> None:
    """Whoever asks a question shouldn't wait for what reads a PDF."""
    code = (
        "import sys, index.sources; print([name for name in ('pypdf', 'docx', 'trafilatura') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "[]\n"


def test_a_relative_path_has_an_absolute_source(
    write: Callable[..., Path], limits: LibrarySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("a.txt")
    monkeypatch.chdir(path.parent)
    (draft,) = read_path(Path("a.txt"), limits)
    assert draft.source == str(path)


def test_a_folder_is_read_in_order_without_hidden_and_foreign_files(
    write: Callable[..., Path], limits: LibrarySettings, tmp_path: Path
) -> None:
    for name in (
        "b.txt",
        "a/z.md",
        "a/b/c.txt",
        "c.txt",
        ".hidden.txt",
        ".git/x.txt",
        "photo.jpg",
        "~$c.docx",
        "Makefile",
    ):
        write(name)
    write("a.jsonl", '{"title": "row", "text": "A row."}\n')
    assert titles(read_path(tmp_path, limits)) == ["c", "z", "row", "b", "c"]
    sources = [os.path.relpath(entry.source, tmp_path) for entry in read_path(tmp_path, limits)]
    assert sources[:2] == ["a/b/c.txt", "a/z.md"]


def test_questions_in_a_folder_are_passed_by(
    write: Callable[..., Path], limits: LibrarySettings, tmp_path: Path
) -> None:
    questions = b'{"id": "1", "question": "Who?"}\n' * 40
    for name, data in (("q.jsonl", questions), ("q.jsonl.gz", gzip.compress(questions))):
        write(f"folder/{name}").write_bytes(data)
    folder = tmp_path / "folder"
    assert "there is no article in this folder" in str(error_of(read_path(folder, limits)))

    write("folder/rows.jsonl").write_text('{"title": "Rows", "text": "A row."}\n')
    assert titles(read_path(folder, limits)) == ["Rows"]
    assert "it holds questions, not articles" in str(error_of(read_path(folder / "q.jsonl", limits)))


def test_a_bad_file_in_a_folder_is_an_error_and_the_others_go_on(
    write: Callable[..., Path], limits: LibrarySettings, tmp_path: Path
) -> None:
    write("a.txt")
    write("b.pdf", b"%PDF-1.4 broken")
    write("c.txt", b"")
    write("d.txt")
    kinds = [type(entry).__name__ for entry in read_path(tmp_path, limits)]
    assert kinds == ["Draft", "SourceUnreadable", "SourceUnreadable", "Draft"]


def test_a_folder_is_read_lazily(write: Callable[..., Path], limits: LibrarySettings, tmp_path: Path) -> None:
    write("a.txt")
    later = write("b.txt")
    found = read_path(tmp_path, limits)
    next(found)
    later.unlink()
    assert isinstance(error_of(found), SourceMissing)


def test_an_empty_folder_is_an_error_that_says_what_it_takes(tmp_path: Path, limits: LibrarySettings) -> None:
    (tmp_path / "photo.jpg").touch()
    error = error_of(read_path(tmp_path, limits))
    assert str(error) == (
        "there is no article in this folder; put files in it: .txt, .md, .html, .pdf, .docx, .jsonl and .jsonl.gz"
    )


def test_links_in_a_folder_lead_neither_out_of_it_nor_in_circles(
    write: Callable[..., Path], limits: LibrarySettings, tmp_path: Path
) -> None:
    inside = tmp_path / "inside"
    write("inside/a.txt")
    write("outside/secret.txt")
    (inside / "loop").symlink_to(inside, target_is_directory=True)
    (inside / "out").symlink_to(tmp_path / "outside", target_is_directory=True)
    (inside / "b.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    (inside / "c.txt").symlink_to(inside / "c.txt")
    assert titles(read_path(inside, limits)) == ["a"]


def test_a_link_given_by_name_is_followed(write: Callable[..., Path], limits: LibrarySettings, tmp_path: Path) -> None:
    target = write("target/a.txt")
    link = tmp_path / "link.txt"
    link.symlink_to(target)
    assert titles(read_path(link, limits)) == ["link"]


def test_a_link_to_itself_is_an_error(tmp_path: Path, limits: LibrarySettings) -> None:
    link = tmp_path / "a.txt"
    link.symlink_to(link)
    assert "a link that leads to itself" in str(error_of(read_path(link, limits)))


@pytest.mark.parametrize(
    "name", ["none.txt", "none/at/all.txt", "nul\0.txt", "x" * 5_000 + ".txt", "file.txt/under.txt"]
)
def test_what_is_not_there_is_missing(
    name: str, write: Callable[..., Path], limits: LibrarySettings, tmp_path: Path
) -> None:
    write("file.txt")
    error = error_of(read_path(tmp_path / name, limits))
    assert isinstance(error, SourceMissing)
    assert str(error) == "no such file or folder; check the path"


@pytest.mark.parametrize(
    ("name", "what"), [("a.doc", ".doc files can't be read"), ("README", "a file without a suffix")]
)
def test_a_single_file_of_another_kind_is_an_error_that_says_what_is_read(
    name: str, what: str, write: Callable[..., Path], limits: LibrarySettings
) -> None:
    error = error_of(read_path(write(name), limits))
    assert isinstance(error, SourceUnreadable)
    assert str(error).startswith(what)
    assert ".docx" in str(error)


@pytest.mark.parametrize("content", [b"", b"  \r\n\t ", b"\xef\xbb\xbf", "\u200b\u200b".encode(), b"*** --- ***"])
def test_a_file_without_words_is_empty(content: bytes, write: Callable[..., Path], limits: LibrarySettings) -> None:
    assert "it is empty; add something with words in it" in str(error_of(read_path(write("a.txt", content), limits)))


def test_a_file_over_the_limit_is_refused_before_it_is_read(
    write: Callable[..., Path], make_limits: Callable[..., LibrarySettings]
) -> None:
    path = write("a.txt", b"")
    os.truncate(path, 50_000_001)  # a hole: it takes no room on the disk
    tracemalloc.start()
    try:
        error = error_of(read_path(path, make_limits()))
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()
    assert isinstance(error, SourceTooLarge)
    assert "50 MB" in str(error)


def test_a_text_over_the_limit_is_too_large(
    write: Callable[..., Path], make_limits: Callable[..., LibrarySettings]
) -> None:
    path = write("a.txt", "é" * 501)
    assert isinstance(error_of(read_path(path, make_limits(max_article_bytes=1_000))), SourceTooLarge)
    assert titles(read_path(path, make_limits(max_article_bytes=1_002))) == ["a"]


def test_fifty_megabytes_of_text_are_too_large_without_being_decoded(
    write: Callable[..., Path], limits: LibrarySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unplanned(*_: object) -> str:
        raise AssertionError("what is too long by its bytes needn't be decoded")

    monkeypatch.setattr("index.sources.formats.decode_text", unplanned)
    error = error_of(read_path(write("a.txt", b"harbour " * 6_249_999), limits))
    assert isinstance(error, SourceTooLarge)
    assert "10 MB" in str(error)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes among files")
@pytest.mark.parametrize("name", ["pipe.txt", "pipe.jsonl", "pipe.jsonl.gz"])
def test_a_pipe_is_refused_and_does_not_hang(name: str, tmp_path: Path, limits: LibrarySettings) -> None:
    path = tmp_path / name
    os.mkfifo(path)
    found: list[Draft | SourceError] = []
    reader = threading.Thread(
        target=lambda: found.extend([*read_path(path, limits), *read_path(tmp_path, limits)]), daemon=True
    )
    reader.start()
    reader.join(timeout=5)
    assert not reader.is_alive()
    assert [str(entry) for entry in found] == ["it is not a regular file; give a file or a folder"] * 2


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs devices among files")
def test_a_device_behind_a_link_is_refused(tmp_path: Path, limits: LibrarySettings) -> None:
    link = tmp_path / "zero.txt"
    link.symlink_to("/dev/zero")
    assert "not a regular file" in str(error_of(read_path(link, limits)))


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="needs sockets among files")
def test_a_socket_is_refused(tmp_path: Path, limits: LibrarySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path may only be short
    try:
        os.mknod("a.txt", 0o140600)  # S_IFSOCK
    except PermissionError:
        pytest.skip("this user may not make one")
    assert isinstance(error_of(read_path(Path("a.txt"), limits)), SourceUnreadable)


@pytest.mark.skipif(IS_ROOT, reason="the superuser may read everything")
@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_may_not_be_read_is_an_error_that_says_so(
    kind: str, write: Callable[..., Path], limits: LibrarySettings
) -> None:
    path = write("closed/a.txt")
    closed = path if kind == "file" else path.parent
    closed.chmod(0)
    try:
        assert "permission denied; let this user read it" in str(error_of(read_path(closed, limits)))
    finally:
        closed.chmod(0o700)


@pytest.mark.parametrize("call", ["open", "scandir"])
def test_a_refusal_of_the_system_is_an_error_that_says_so(
    call: str, write: Callable[..., Path], limits: LibrarySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same for the superuser, to whom no file is closed."""
    path = write("folder/a.txt")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, call, refuse)
    error = error_of(read_path(path if call == "open" else path.parent, limits))
    assert "permission denied; let this user read it" in str(error)


def test_a_name_that_is_no_text_is_an_error_and_the_others_go_on(
    write: Callable[..., Path], limits: LibrarySettings
) -> None:
    """File systems take any bytes, catalogs only text."""
    folder = write("news/b.txt").parent
    (folder / os.fsdecode(b"a\xff.txt")).write_text(STORM)
    error, draft = read_path(folder, limits)
    assert str(error) == "its name isn't in UTF-8; give the file, or its folder, another name"
    assert isinstance(draft, Draft)


def test_json_lines_name_the_file_and_the_row(write: Callable[..., Path], limits: LibrarySettings) -> None:
    content = b'{"id": "a", "text": "One row."}\nbroken\n{"id": "c", "text": "Two rows."}\n'
    for path in (write("a.jsonl", content), write("b.JSONL.GZ", gzip.compress(content))):
        first, error, last = read_path(path, limits)
        assert (first.source, last.source) == (f"{path}#a", f"{path}#c")
        assert isinstance(error, SourceUnreadable)
        assert error.problem == "line 2 is not JSON"


def test_json_lines_may_be_longer_than_a_file(
    write: Callable[..., Path], make_limits: Callable[..., LibrarySettings]
) -> None:
    """An export of a library is one file, and is taken back."""
    path = write("a.jsonl", '{"text": "A row of a few words."}\n' * 100)
    assert len(titles(read_path(path, make_limits(max_file_bytes=1_000)))) == 100


def test_an_upload_is_read_by_its_name(limits: LibrarySettings) -> None:
    (draft,) = read_bytes("harbour_news.txt", STORM.encode(), limits)
    assert isinstance(draft, Draft)
    assert (draft.source, draft.title, draft.text) == ("upload:harbour_news.txt", "harbour news", STORM)


def test_an_uploads_name_leads_nowhere(limits: LibrarySettings) -> None:
    for name in ("../../etc/a.txt", "..\\..\\a.txt", "/etc/a.txt"):
        (draft,) = read_bytes(name, STORM.encode(), limits)
        assert draft.source == "upload:a.txt"


def test_an_uploads_name_keeps_what_can_be_stored_of_it(limits: LibrarySettings) -> None:
    (draft,) = read_bytes("har\0bour\ud800.txt", STORM.encode(), limits)
    assert isinstance(draft, Draft)
    assert (draft.source, draft.title) == ("upload:harbour.txt", "harbour")


def test_an_upload_of_json_lines_is_read_row_by_row(limits: LibrarySettings) -> None:
    first, error = read_bytes("a.jsonl", b'{"id": 1, "text": "One row."}\n{}\n', limits)
    assert first.source == "upload:a.jsonl#1"
    assert isinstance(error, SourceUnreadable)


@pytest.mark.parametrize("name", ["a.exe", "a", "", ".txt", "a.jsonl.zip"])
def test_an_upload_of_another_kind_is_an_error(name: str, limits: LibrarySettings) -> None:
    assert isinstance(error_of(read_bytes(name, STORM.encode(), limits)), SourceUnreadable)


def test_an_upload_over_the_limit_is_too_large(make_limits: Callable[..., LibrarySettings]) -> None:
    assert isinstance(error_of(read_bytes("a.txt", b"a" * 11, make_limits(max_file_bytes=10))), SourceTooLarge)


def test_a_paste_is_known_by_its_text(limits: LibrarySettings) -> None:
    first = read_paste(f"Harbour closes\n\n{STORM}", limits=limits)
    assert (first.title, first.text) == ("Harbour closes", STORM)
    assert first.source.startswith("paste:")
    assert len(first.source) == len("paste:") + 16
    assert read_paste(f"Harbour closes\r\n\r\n\r\n{STORM}  \r\n", limits=limits) == first
    assert read_paste(REPAIR, limits=limits).source != first.source


def test_a_paste_with_a_title_keeps_all_of_its_text(limits: LibrarySettings) -> None:
    draft = read_paste(f"Harbour closes\n\n{STORM}", "From the newsletter", limits=limits)
    assert (draft.title, draft.text) == ("From the newsletter", f"Harbour closes\n\n{STORM}")


def test_a_paste_without_a_title_is_named_by_its_first_line(limits: LibrarySettings) -> None:
    draft = read_paste(f"{STORM} {REPAIR}", limits=limits)
    assert draft.title == "The harbour of Port Alder was closed on Monday after a storm, the harbour…"
    assert draft.text == f"{STORM} {REPAIR}"


@pytest.mark.parametrize("text", ["", " \n ", "\u200b", "***"])
def test_a_paste_without_words_is_an_error(text: str, limits: LibrarySettings) -> None:
    with pytest.raises(SourceUnreadable, match="it is empty"):
        read_paste(text, limits=limits)


def test_a_paste_over_the_limit_is_an_error(make_limits: Callable[..., LibrarySettings]) -> None:
    with pytest.raises(SourceTooLarge):
        read_paste("é" * 60, limits=make_limits(max_article_bytes=100))
