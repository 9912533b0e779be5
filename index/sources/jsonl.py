"""Articles from JSON Lines: one object a line, read lazily, each fault named with its line.

A row is ``{id?, title?, url?, published?, author?, site?, language?, source?, text}``. Its ``text`` is kept exactly
as given, so that offsets into it hold in the library and in the file alike.

A row with an ``id`` is that article, wherever it is read from. One without is known within its file by its url, else
by its source and title, so that its text may change; of several rows that share these, by which of them it is. A row
of nothing but text is known by that.
"""

import gzip
import hashlib
import io
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import BinaryIO, cast

from index.errors import SourceError, SourceTooLarge, SourceUnreadable
from index.models import Draft
from index.settings import LibrarySettings
from index.sources.clean import UNFIT_CHARACTER, clean_line, clean_title, has_words, title_from_text
from index.sources.dates import iso_date, iso_language
from index.sources.extracts import refuse_long, web_url
from index.sources.language import detect_language

_TOTAL_FACTOR = 4  # times a library's bytes: what a file may unpack to before it is taken for a bomb
_MOST_FAULTS = 1_000  # in a row; a file of another kind shouldn't be read to its end
_ID_LENGTH = 200
_FIRST_ROWS = 5
_LONGEST_QUESTION = 1_000_000  # bytes of a row with all its answers
_ONE_ROW = "put one JSON object with a text on each line"

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def read_rows(
    stream: BinaryIO, source: str, limits: LibrarySettings, *, is_gzip: bool
) -> Iterator[Draft | SourceError]:
    """Yield a draft or an error for each line that isn't blank; a fault ends it only when nothing can follow."""
    lines = _read_lines(stream, source, limits, is_gzip=is_gzip)
    if holds_questions(stream, is_gzip=is_gzip):
        yield SourceUnreadable(source, "it holds questions, not articles", "measure with it: `footnote evaluate`")
        return
    names: Counter[str] = Counter()
    count = faults = 0
    for number, line in lines:
        if isinstance(line, SourceError):
            yield line
            faults += 1
        elif line.strip():
            count += 1
            try:
                yield _draft_from_line(line, number, source, limits, names)
                faults = 0
            except SourceError as error:
                yield error
                faults += 1
        if faults >= _MOST_FAULTS:
            problem = f"{_MOST_FAULTS:,} lines in a row can't be read, so the rest was left out"
            yield SourceUnreadable(source, problem, _ONE_ROW)
            return
    if not count and not faults:
        yield SourceUnreadable(source, "it is empty", _ONE_ROW)


def holds_questions(stream: BinaryIO, *, is_gzip: bool) -> bool:
    """Tell by its first rows whether a file is for ``footnote evaluate``; the stream is left at its beginning."""
    reader = io.BufferedReader(gzip.GzipFile(fileobj=stream)) if is_gzip else stream
    try:
        rows = (line for _ in range(_FIRST_ROWS) if (line := reader.readline(_LONGEST_QUESTION)).strip())
        return _is_question(next(rows, b"")) and all(map(_is_question, rows))
    except (EOFError, OSError, zlib.error):
        return False  # whoever reads it as articles says what is wrong with it
    finally:
        stream.seek(0)


def _is_question(line: bytes) -> bool:
    try:
        row = cast(object, json.loads(line.decode("utf-8-sig")))
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and "question" in row and "text" not in row


def _read_lines(
    stream: BinaryIO, source: str, limits: LibrarySettings, *, is_gzip: bool
) -> Iterator[tuple[int, bytes | SourceError]]:
    """Yield each line with its number, from 1, holding no more than one line in memory."""
    longest = limits.max_file_bytes  # a row is what a file is elsewhere
    left = limits.max_library_bytes * _TOTAL_FACTOR
    number = 0
    reader = io.BufferedReader(gzip.GzipFile(fileobj=stream)) if is_gzip else stream
    try:
        while line := reader.readline(longest + 1):
            number += 1
            left -= len(line)
            if left < 0:
                yield number, SourceTooLarge(source, limits.max_library_bytes * _TOTAL_FACTOR)
                return
            if len(line) <= longest:
                yield number, line
                continue
            yield number, SourceTooLarge(_place(source, number), longest)
            while not line.endswith(b"\n") and (line := reader.readline(1_000_000)):
                left -= len(line)
                if left < 0:
                    return
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        what = "it is cut off or broken" if number or isinstance(error, EOFError) else "it is not gzip"
        problem = f"{what} after line {number}" if number else what
        yield number + 1, SourceUnreadable(source, problem, "make or download the file again")
    except OSError as error:
        problem = f"reading it failed after line {number} ({error.strerror or 'unknown cause'})"
        yield number + 1, SourceUnreadable(source, problem, "check the disk it lies on")


def _place(source: str, number: int) -> str:
    return f"{source}#line-{number}"


def _draft_from_line(line: bytes, number: int, source: str, limits: LibrarySettings, names: Counter[str]) -> Draft:
    """Make a draft of one line; the error it raises names the line. ``names`` are those of the rows before."""
    row = _parse(line, number, source)
    text = _text_of(row, "text", number, source)
    if text is None or not has_words(text):
        raise _fault(source, number, 'has no "text"')
    if (unfit := UNFIT_CHARACTER.search(text)) is not None:
        kind = "a NUL character" if unfit[0] == "\0" else "half of a character (a lone surrogate)"
        raise _fault(source, number, f"has {kind} in its text at offset {unfit.start()}")
    refuse_long(text, _place(source, number), limits)
    fields = {
        name: clean_line(_text_of(row, name, number, source))
        for name in ("title", "url", "published", "author", "site", "language", "source")
    }
    fields["source"] = _source_of(fields["source"], source)
    row_id = _id_of(row, number, source)
    return Draft(
        id=row_id,
        text=text,
        title=clean_title(fields["title"]) or title_from_text(text) or f"Line {number}",
        source=(fields["source"] or f"{source}#{row_id}") if row_id else f"{source}#{_name_of(fields, text, names)}",
        url=web_url(fields["url"]),
        site=fields["site"],
        author=fields["author"],
        published=iso_date(fields["published"]),
        language=iso_language(fields["language"]) or detect_language(text),
    )


def _source_of(said: str | None, source: str) -> str | None:
    """Return where a row says it is from; only a file of this computer may name another of it, as a backup does."""
    return None if said is not None and said.startswith("/") and not source.startswith("/") else said


def _name_of(fields: Mapping[str, str | None], text: str, names: Counter[str]) -> str:
    """Return what names a row that has no id. Line numbers wouldn't do: they move when a line is put in above."""
    known = fields["url"] or "\n".join([fields["source"] or "", fields["title"] or ""]).strip()
    name = hashlib.sha256((known or text).encode()).hexdigest()[:16]
    if not known:
        return name
    names[name] += 1
    return name if names[name] == 1 else f"{name}-{names[name]}"


def _parse(line: bytes, number: int, source: str) -> dict[str, object]:
    """Parse one line to an object."""
    try:
        value = cast(object, json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8")))
    except UnicodeDecodeError as error:
        raise _fault(source, number, "is not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise _fault(source, number, "is not JSON") from error
    if not isinstance(value, dict):
        raise _fault(source, number, "is not a JSON object")
    return cast(dict[str, object], value)


def _text_of(row: dict[str, object], name: str, number: int, source: str) -> str | None:
    """Return a field's string; None when it is missing or null."""
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise _fault(source, number, f'has a "{name}" that is not a string')
    return value


def _id_of(row: dict[str, object], number: int, source: str) -> str | None:
    """Return a row's id as a string; numbers are taken as they are written."""
    value = row.get("id")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise _fault(source, number, 'has an "id" that is neither a string nor a number')
    row_id = str(value).strip()
    if not row_id or len(row_id) > _ID_LENGTH or _CONTROL.search(row_id) or UNFIT_CHARACTER.search(row_id):
        raise _fault(source, number, f'has an "id" that is empty, over {_ID_LENGTH} characters or unprintable')
    return row_id


def _fault(source: str, number: int, what: str) -> SourceUnreadable:
    return SourceUnreadable(_place(source, number), f"line {number} {what}", _ONE_ROW)
