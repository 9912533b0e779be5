"""Marks beside files that something else writes in place, so that what a killed process tore is never loaded.

Chroma writes the graph of a collection over the old one. A process killed in the middle leaves files that may
answer wrongly, raise, or take the next process down with them when they are loaded, so they can't be tried out.
A mark says what the files looked like before; it stands while they may be written.
"""

import json
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

_TORN = "torn"


class Marks:
    """Marks of one folder: a file for each name whose files are, or were left, half written."""

    def __init__(self, folder: Path) -> None:
        """Look at what the processes before left. For the start, before anything writes."""
        self._folder = folder
        seen = self._seen()
        for mark in folder.glob("*.writing"):
            if _read(mark) in (None, seen):
                mark.unlink()
            else:
                mark.write_text(json.dumps(_TORN))

    @contextmanager
    def writing(self, name: str) -> Generator[None]:
        """Mark a name while its files may be written. The mark stays when that fails with the files begun."""
        mark = self._path(name)
        if mark.exists():
            yield
            return
        before = self._seen()
        mark.write_text(json.dumps(before))
        try:
            yield
        except BaseException:
            if self._seen() != before:
                mark.write_text(json.dumps(_TORN))
                raise
            mark.unlink(missing_ok=True)
            raise
        mark.unlink(missing_ok=True)

    def is_torn(self, name: str) -> bool:
        """Whether the files of a name were left half written."""
        return _read(self._path(name)) == _TORN

    def drop(self, name: str) -> None:
        """Forget a name whose files are gone."""
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.writing"

    def _seen(self) -> dict[str, list[int]]:
        """Return size and time of change of every file that lies one folder down."""
        seen: dict[str, list[int]] = {}
        for path in self._folder.glob("*/*"):
            try:
                status = path.stat()
            except FileNotFoundError:  # dropped meanwhile
                continue
            seen[str(path.relative_to(self._folder))] = [status.st_size, status.st_mtime_ns]
        return seen


def _read(mark: Path) -> object:
    """Return what a mark says; None where there is none, or it was cut short: before anything else was written."""
    try:
        return json.loads(mark.read_text())
    except (FileNotFoundError, ValueError):
        return None
