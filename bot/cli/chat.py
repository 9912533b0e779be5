"""``footnote chat``: one question after another, each understood from those before it."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from rich.text import Text

from bot.cli import as_json, as_text
from bot.cli.as_text import Line
from bot.cli.failures import words_for
from bot.cli.output import Output
from bot.cli.sessions import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.cli.arguments import Options
    from index import Answer, Library

PROMPT = "› "
TURNS = 6  # how many earlier questions are remembered
_COMMANDS = "/sources shows the last answer's sources, /new starts anew, /quit ends"


def chat(options: Options) -> int:
    """Answer line after line until they end.

    The lines are read outside of the event loop: there, Ctrl-C would be put off until the next line.
    """
    with asyncio.Runner() as runner:
        session = opened()
        library = runner.run(session.__aenter__())
        try:
            conversation = _Conversation(library, options)
            for line in _lines():
                if line == "/quit":
                    break
                runner.run(conversation.take(line))
        finally:
            runner.run(session.__aexit__(*sys.exc_info()))
    return 0


def _lines() -> Iterator[str]:
    """Yield what is typed or piped in, without blank lines."""
    if sys.stdin.isatty():
        with suppress(ImportError):
            import readline  # noqa: F401  # pyright: ignore[reportUnusedImport] input() edits lines with it
    with suppress(EOFError):
        while True:
            line = _read_line().strip()
            if line:
                yield line


def _read_line() -> str:
    """Read a line; a prompt is shown to whoever types it, and kept out of what is piped on."""
    if not sys.stdin.isatty():
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        return line
    if sys.stdout.isatty():
        return input(PROMPT)
    print(PROMPT, end="", file=sys.stderr, flush=True)
    return input()


class _Conversation:
    """Remembers the earlier questions and the last answer."""

    def __init__(self, library: Library, options: Options) -> None:
        self._library = library
        self._name = options.library
        self._output = Output(as_json=options.as_json)
        self._turns: list[str] = []
        self._last: Answer | None = None

    async def take(self, line: str) -> None:
        """Answer a question, or do what a command says."""
        match line:
            case "/sources":
                self._show_sources()
            case "/new":
                self._turns.clear()
                self._last = None
                self._say("a new conversation")
            case _ if line.startswith("/"):
                self._say(_COMMANDS)
            case _:
                await self._answer(line)

    async def _answer(self, question: str) -> None:
        """Answer a question; one that can't be asked is said, and the conversation goes on."""
        from index import FootnoteError

        try:
            answer = await self._library.ask_and_write(question, library=self._name, turns=self._turns)
        except FootnoteError as error:
            print(f"footnote: {words_for(error)}", file=sys.stderr)
            return
        self._turns = [*self._turns, question][-TURNS:]
        self._last = answer
        self._output.show(as_json.of_answer(answer), [*as_text.of_answer(answer), Line(Text())])

    def _show_sources(self) -> None:
        citations = (self._last.citations or self._last.nearest) if self._last else ()
        if not citations:
            self._say("no sources yet: ask something first")
        elif self._output.is_for_people:
            self._output.say(as_text.of_sources(citations, with_quotes=True))
        else:
            self._say("they are in the answer above, as citations")

    def _say(self, what: str) -> None:
        """Say something that is no answer."""
        print(what, file=sys.stderr)
