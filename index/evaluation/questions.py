"""Questions with known answers from JSON Lines."""

import gzip
import json
import os
import zlib
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import Literal, cast

from index.errors import SourceMissing, SourceUnreadable
from index.models import Question

_ONE_QUESTION = 'put one {"id", "question", "answers", "articles", "answerable"} on each line'


class _BadLine(Exception):
    """What is wrong with a line; the message goes on from "line 3 …"."""


def read_questions(path: str | os.PathLike[str]) -> list[Question]:
    """Read questions from JSON Lines, one a line, gzipped or not.

    Raises SourceMissing and SourceUnreadable; the latter names the line.
    """
    source = os.fspath(path)
    questions: list[Question] = []
    try:
        with _open(Path(path)) as stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    questions.append(_question_from_line(line, number, source))
    except FileNotFoundError as error:
        raise SourceMissing(source) from error
    except (EOFError, OSError, zlib.error) as error:
        problem = f"it can't be read ({getattr(error, 'strerror', None) or error})"
        raise SourceUnreadable(source, problem, "check the file") from error
    if not questions:
        raise SourceUnreadable(source, "it holds no questions", _ONE_QUESTION)
    return questions


def _open(path: Path) -> gzip.GzipFile | BufferedReader:
    return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")


def _question_from_line(line: bytes, number: int, source: str) -> Question:
    """Make a question of one line; what is wrong with it is raised with the line's number."""
    try:
        row = _parse(line, is_first=number == 1)
        need = _need_of(row)
        return Question(
            id=next(_strings(row, "id"), str(number)),
            question=_text_of(row, "question"),
            answers=() if need == "none" else tuple(_strings(row, "answers")),
            articles=tuple(_strings(row, "articles")),
            answerable=_fact_of(row, "answerable", missing=True),
            turns=tuple(_strings(row, "turns")),
            library=next(_strings(row, "library"), None),
            need="all" if need == "all" else "any",
            sentences=tuple(_strings(row, "sentences")),
            paragraph=next(_strings(row, "paragraph"), None),
        )
    except _BadLine as error:
        raise SourceUnreadable(source, f"line {number} {error}", _ONE_QUESTION) from error


def _parse(line: bytes, *, is_first: bool) -> dict[str, object]:
    """Parse one line to an object; raises _BadLine."""
    try:
        value = cast(object, json.loads(line.decode("utf-8-sig" if is_first else "utf-8")))
    except UnicodeDecodeError as error:
        raise _BadLine("is not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise _BadLine("is not JSON") from error
    if not isinstance(value, dict):
        raise _BadLine("is not a JSON object")
    return cast(dict[str, object], value)


def _strings(row: dict[str, object], name: str) -> Iterator[str]:
    """Yield a field's strings, one or a list of them; blank ones are left out, numbers taken as they are written."""
    value = row.get(name)
    values = cast(list[object], value) if isinstance(value, list) else [] if value is None else [value]
    for item in values:
        if isinstance(item, bool) or not isinstance(item, str | int | float):
            raise _BadLine(f'has a "{name}" that is not made of strings')
        if str(item).strip():
            yield str(item)


def _text_of(row: dict[str, object], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _BadLine(f'has no "{name}"')
    return value


def _fact_of(row: dict[str, object], name: str, *, missing: bool) -> bool | None:
    """Return whether something is so; None when the row says with null that nobody knows."""
    value = row.get(name, missing)
    if value is not None and not isinstance(value, bool):
        raise _BadLine(f'has an "{name}" that is neither true, false nor null')
    return value


def _need_of(row: dict[str, object]) -> Literal["any", "all", "none"]:
    """Return how many of the answers are needed; "none" says that no answer is looked for."""
    value = row.get("need")
    if value is None:
        return "any"
    if value not in ("any", "all", "none"):
        raise _BadLine('has a "need" other than any, all or none')
    return value
