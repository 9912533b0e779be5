"""``footnote export``: a library as JSON Lines that ``footnote add`` takes back, or feedback that can be evaluated."""

from __future__ import annotations

import gzip
import os
import secrets
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from rich.text import Text

from bot.cli import as_json
from bot.cli.as_text import Line, counted, one_line
from bot.cli.failures import CommandFailed
from bot.cli.output import Output
from bot.cli.sessions import closing, opened

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Generator

    from bot.cli.arguments import Options
    from index import Library

STDOUT = "-"


async def export(options: Options) -> int:
    """Write all articles of a library, or all feedback; what stands in the file stays until all are written."""
    output = Output(as_json=options.as_json)
    number = 0
    async with opened() as library:
        with _rows_to(options.path) as write:
            rows = _feedback(library, options) if options.wants_feedback else _articles(library, options)
            async with closing(rows):
                async for row in rows:
                    write(as_json.line_of(row).encode() + b"\n")
                    number += 1
    if options.path != STDOUT:
        noun = "answer" if options.wants_feedback else "article"
        said = Line(Text(one_line(f"exported {counted(number, noun)} to {options.path}")))
        output.show({"status": "exported", f"{noun}s": number, "path": options.path}, [said])
    return 0


async def _articles(library: Library, options: Options) -> AsyncGenerator[dict[str, Any]]:
    async with closing(library.export(options.only_library or options.library)) as articles:
        async for article in articles:
            yield as_json.of_row(article)


async def _feedback(library: Library, options: Options) -> AsyncGenerator[dict[str, Any]]:
    async with closing(library.export_feedback(options.only_library)) as answers:
        async for feedback in answers:
            yield as_json.of_feedback(feedback)


@contextmanager
def _rows_to(path: str) -> Generator[Callable[[bytes], object]]:
    """Yield what writes a line. Raises CommandFailed when the file can't be written."""
    if path == STDOUT:
        yield sys.stdout.buffer.write
        return
    try:
        with _replacing(Path(path)) as file:
            if Path(path).suffix == ".gz":
                # Without name and time in its header, equal libraries make equal files.
                with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
                    yield packed.write
            else:
                yield file.write
    except OSError as error:
        raise CommandFailed(f"{path} can't be written: {error.strerror or error}") from error


@contextmanager
def _replacing(target: Path) -> Generator[BinaryIO]:
    """Open a new file that takes the target's place once it is whole; until then nothing of it is seen there."""
    if not target.is_file() and target.exists():
        # A pipe or a device is written as it is; it can't be replaced, and a folder says so itself.
        with target.open("wb") as file:
            yield file
        return
    target = target.resolve()  # what a link leads to is replaced, not the link
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
