"""Where a command's results go: to stdout, as lines for people or as one JSON value per line."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from textwrap import indent
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.padding import Padding

from bot.cli import as_json
from bot.cli.progress import ProgressDisplay

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping

    from rich.console import RenderableType
    from rich.table import Table

    from bot.cli.as_text import Line


class Output:
    """Prints results. All else, such as progress and what went wrong, goes to stderr."""

    def __init__(self, *, as_json: bool) -> None:
        self._display: ProgressDisplay | None = None
        self.is_for_people = not as_json
        # Only a terminal gets colours and lines that wrap; a file gets each line as it is.
        self._console = Console(highlight=False, markup=False, emoji=False) if sys.stdout.isatty() else None

    @property
    def is_terminal(self) -> bool:
        """Tell whether someone is looking at what is printed for people."""
        return self.is_for_people and self._console is not None

    def show(self, value: Mapping[str, Any], lines: Iterable[Line]) -> None:
        """Print a result: its JSON value or its lines."""
        if self.is_for_people:
            self.say(lines)
        else:
            self._print(as_json.line_of(value))
        sys.stdout.flush()

    def say(self, lines: Iterable[Line]) -> None:
        """Print lines for people, whatever the form of the results."""
        for line in lines:
            plain = indent(line.text.plain, " " * line.indent)
            # Padding fills lines up to the terminal's width, which is copied with them: only where it is needed.
            self._print(plain, Padding(line.text, (0, 0, 0, line.indent)) if line.indent else line.text)

    def table(self, table: Table) -> None:
        """Print a table, for which there has to be a terminal."""
        if self._console:
            self._console.print(table)

    def _print(self, line: str, rendered: RenderableType | None = None) -> None:
        """Print a line as it is or, to a terminal, as it is rendered."""
        if self._console and self._display and self._display.print_above(line if rendered is None else rendered):
            return
        if self._console and rendered is not None:
            self._console.print(rendered)
        else:
            print(line)

    @contextmanager
    def progress(self, *, says_quarters: bool = False) -> Generator[ProgressDisplay]:
        """Show progress for a while; what is printed meanwhile appears above the bar."""
        with ProgressDisplay(says_quarters=says_quarters) as display:
            self._display = display
            try:
                yield display
            finally:
                self._display = None
