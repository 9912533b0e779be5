"""Articles from files: a single one, a folder with all below it, JSON Lines, an upload, a paste."""

import errno
import hashlib
import io
import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePath

from index.errors import SourceError, SourceMissing, SourceTooLarge, SourceUnreadable
from index.models import Draft
from index.settings import LibrarySettings
from index.sources.clean import UNFIT_CHARACTER, clean_text, title_from_text
from index.sources.extracts import Extract, draft_from
from index.sources.formats import KNOWN, format_of_name, is_gzipped, is_json_lines, parse, reads_file, unsupported
from index.sources.jsonl import holds_questions, read_rows
from index.sources.text import extract_text

# Windows has neither these flags nor pipes among its files.
_NOT_BLOCKING: int = getattr(os, "O_NONBLOCK", 0)
_NO_LINK: int = getattr(os, "O_NOFOLLOW", 0)


def read_path(path: Path, limits: LibrarySettings) -> Iterator[Draft | SourceError]:
    """Yield what a file or folder holds, article by article; what can't be read is yielded as its error."""
    source = os.path.abspath(path)
    try:
        mode = os.stat(source).st_mode
    except (OSError, ValueError) as error:
        yield _translate(error, str(path))
        return
    if stat.S_ISDIR(mode):
        yield from _read_folder(source, limits)
    else:
        yield from _read_file(source, limits, follows_link=True)


def read_bytes(name: str, data: bytes, limits: LibrarySettings) -> Iterator[Draft | SourceError]:
    """Yield what an uploaded file holds; its source is ``upload:<name>``."""
    base = UNFIT_CHARACTER.sub("", PurePath(name.replace("\\", "/")).name)
    source = f"upload:{base}"
    if len(data) > limits.max_file_bytes:
        yield SourceTooLarge(source, limits.max_file_bytes)
    elif is_json_lines(base):
        yield from read_rows(io.BytesIO(data), source, limits, is_gzip=is_gzipped(base))
    else:
        yield _read_document(data, base, source, limits)


def read_paste(
    text: str,
    title: str | None = None,
    *,
    limits: LibrarySettings,
    author: str | None = None,
    published: str | None = None,
    url: str | None = None,
) -> Draft:
    """Make a draft of pasted text; its source is ``paste:<hash of the text>``. Raises SourceError."""
    if len(text) > limits.max_article_bytes:
        raise SourceTooLarge("paste", limits.max_article_bytes)
    cleaned = clean_text(text)
    source = f"paste:{hashlib.sha256(cleaned.encode()).hexdigest()[:16]}"
    found = Extract(text=cleaned, title=title) if title and title.strip() else extract_text(cleaned)
    extract = Extract(text=found.text, title=found.title, author=author, published=published, url=url)
    return draft_from(extract, source=source, fallback_title=title_from_text(cleaned), limits=limits)


def _read_folder(folder: str, limits: LibrarySettings) -> Iterator[Draft | SourceError]:
    """Yield what the folder's files hold, sorted by name; hidden files and links are passed by.

    A link inside the folder leads to what is reached under its own name anyway, or out of the folder, where
    nobody asked to read.
    """
    found_any = False
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        try:
            if os.path.isdir(path):
                with os.scandir(path) as entries:
                    inside = sorted(entry.path for entry in entries if _is_wanted(entry))
                # The last is taken first: so the order is that of the names, folders opened where they stand.
                waiting += reversed(inside)
                continue
        except OSError as error:
            found_any = True
            yield _translate(error, path)
            continue
        if not is_json_lines(path) or not _holds_questions(path):
            found_any = True
            yield from _read_file(path, limits, follows_link=False)
    if not found_any:
        yield SourceUnreadable(folder, "there is no article in this folder", f"put files in it: {KNOWN}")


def _holds_questions(path: str) -> bool:
    """Tell whether JSON Lines are no articles but questions; what can't be read is left to who reads it."""
    try:
        with open(path, "rb", opener=_open_regular_no_link) as stream:
            return holds_questions(stream, is_gzip=is_gzipped(path))
    except (OSError, ValueError, SourceError):
        return False


def _is_wanted(entry: os.DirEntry[str]) -> bool:
    """Tell whether a folder's entry is to be read: a folder, or a file whose name says an article."""
    # "~$" begins the lock files Word leaves beside what it has open.
    if entry.name.startswith((".", "~$")) or entry.is_symlink():
        return False
    return entry.is_dir() or reads_file(entry.name)


def _read_file(path: str, limits: LibrarySettings, *, follows_link: bool) -> Iterator[Draft | SourceError]:
    """Yield what one file holds."""
    name = os.path.basename(path)
    if UNFIT_CHARACTER.search(path):  # so Python writes bytes that are no text
        yield SourceUnreadable(path, "its name isn't in UTF-8", "give the file, or its folder, another name")
        return
    if not reads_file(name):
        yield unsupported(path, name)
        return
    try:
        with open(path, "rb", opener=_open_regular if follows_link else _open_regular_no_link) as stream:
            if is_json_lines(name):
                yield from read_rows(stream, path, limits, is_gzip=is_gzipped(name))
                return
            if os.fstat(stream.fileno()).st_size > limits.max_file_bytes:
                raise SourceTooLarge(path, limits.max_file_bytes)
            # The size may lie or grow, so no more is read than allowed.
            data = stream.read(limits.max_file_bytes + 1)
        if len(data) > limits.max_file_bytes:
            raise SourceTooLarge(path, limits.max_file_bytes)
    except SourceError as error:
        yield error
        return
    except (OSError, ValueError) as error:
        yield _translate(error, path)
        return
    yield _read_document(data, name, path, limits)


def _open_regular(path: str, flags: int) -> int:
    """Open a regular file and nothing else: a pipe or device could keep the reader waiting for ever."""
    # Not blocking matters for a pipe that takes the file's place after anyone looked.
    descriptor = os.open(path, flags | _NOT_BLOCKING)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise SourceUnreadable(path, "it is not a regular file", "give a file or a folder")
    return descriptor


def _open_regular_no_link(path: str, flags: int) -> int:
    """Open a regular file unless a link has taken its place since the folder was listed."""
    return _open_regular(path, flags | _NO_LINK)


def _read_document(data: bytes, name: str, source: str, limits: LibrarySettings) -> Draft | SourceError:
    """Read one document to a draft, or to the error that says why not."""
    file_format = format_of_name(name)
    if file_format is None:
        return unsupported(source, name)
    fallback_title = PurePath(name).stem.replace("_", " ")
    try:
        extract = parse(data, file_format, source, limits)
        return draft_from(extract, source=source, fallback_title=fallback_title, limits=limits)
    except SourceError as error:
        return error


def _translate(error: OSError | ValueError, source: str) -> SourceError:
    """Say what the system's refusal means."""
    if isinstance(error, (FileNotFoundError, NotADirectoryError)) or not isinstance(error, OSError):
        return SourceMissing(source)
    if isinstance(error, PermissionError):
        return SourceUnreadable(
            source, "permission denied", "let this user read it, or copy it to where it can be read"
        )
    if error.errno == errno.ELOOP:
        return SourceUnreadable(source, "it is a link that leads to itself", "give the file the link was meant for")
    if error.errno == errno.ENAMETOOLONG:
        return SourceMissing(source)
    return SourceUnreadable(source, f"it can't be read ({error.strerror})", "check the file and the disk it lies on")
