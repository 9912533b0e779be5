"""``footnote evaluate``: questions with known answers in, figures out."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import as_json, as_text
from bot.cli.failures import CommandFailed
from bot.cli.output import Output
from bot.cli.sessions import opened

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from typing import TextIO

    from bot.cli.arguments import Options
    from bot.cli.progress import ProgressDisplay
    from index import Answer, Library, Question


class _Written:
    """A library whose answers are measured as they would be shown: written, where a model is set and does better."""

    def __init__(self, library: Library) -> None:
        self.ask = library.ask_and_write
        self.show = library.show


async def evaluate(options: Options) -> int:
    """Ask every question of a file, and print what the answers come to."""
    from index import evaluate, read_questions

    output = Output(as_json=options.as_json)
    questions = read_questions(options.path)
    with _details_file(options.details) as details:
        async with opened() as library:
            with output.progress(says_quarters=True) as progress:
                on_answer = _on_answer(len(questions), progress, details)
                figures = await evaluate(
                    _Written(library), questions, library=options.only_library, on_answer=on_answer
                )
    output.show(as_json.of_figures(figures), as_text.of_figures(figures))
    return 0


@contextmanager
def _details_file(path: str | None) -> Generator[TextIO | None]:
    """Open the file for a line per question, written as they are answered; None when nobody asked for it."""
    if path is None:
        yield None
        return
    try:
        file = Path(path).open("w", encoding="utf-8", newline="\n")  # noqa: SIM115 closed below
    except OSError as error:
        raise CommandFailed(f"{path} can't be written: {error.strerror or error}") from error
    with file:
        yield file


def _on_answer(total: int, progress: ProgressDisplay, details: TextIO | None) -> Callable[[Question, Answer], None]:
    from index import Progress

    done = 0

    def on_answer(question: Question, answer: Answer) -> None:
        nonlocal done
        done += 1
        progress(Progress(done=done, total=total, what="questions"))
        if details:
            details.write(as_json.line_of(as_json.of_asked(question, answer)) + "\n")

    return on_answer
