"""How far long work is, on stderr: a bar on a terminal, else a line per quarter for those who ask for it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self

from bot.cli.as_text import one_line

if TYPE_CHECKING:
    from types import TracebackType

    from rich.console import RenderableType
    from rich.progress import Progress as Bar

    from index import Progress

_LONGEST = 40  # characters of what is being worked at


class ProgressDisplay:
    """Shows what it is called with, as ``on_progress``, while it is entered."""

    def __init__(self, *, says_quarters: bool = False) -> None:
        """``says_quarters``: without a terminal, say four times how far it is."""
        self._bar: Bar | None = _bar() if sys.stderr.isatty() else None
        self._task = self._bar.add_task("", total=None) if self._bar else None
        self._says_quarters = says_quarters
        self._quarters = 0  # how many of them were said

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def __call__(self, progress: Progress) -> None:
        """Show how far the work is."""
        if self._bar and self._task is not None:
            what = one_line(progress.what)[:_LONGEST]
            self._bar.update(self._task, completed=progress.done, total=progress.total, description=what)
        elif self._says_quarters and progress.total:
            quarters = 4 * progress.done // progress.total
            if quarters > self._quarters:
                self._quarters = quarters
                print(f"{progress.done:,} of {progress.total:,} {one_line(progress.what)}", file=sys.stderr)

    def print_above(self, line: RenderableType) -> bool:
        """Print a line where the bar is and move that down; False when there is no bar. A string isn't wrapped."""
        if self._bar is None:
            return False
        self._bar.console.print(line, soft_wrap=isinstance(line, str))
        return True


def _bar() -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    # Results go to stdout past the bar, which may be a file.
    console = Console(stderr=True, highlight=False, emoji=False, markup=False)
    return Progress(*columns, console=console, transient=True, redirect_stdout=False)
