"""The commands. Each returns the exit code."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from bot.cli import as_json, as_text
from bot.cli.as_text import Line, counted
from bot.cli.chat import chat
from bot.cli.evaluating import evaluate
from bot.cli.exporting import export
from bot.cli.failures import failures_in_words, read_settings
from bot.cli.output import Output
from bot.cli.removing import remove
from bot.cli.running import run_bot
from bot.cli.sessions import closing, opened

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Sequence

    from bot.cli.arguments import Options
    from index import Added, ArticleSummary

REFUSED = 3


def run(options: Options) -> int:
    """Run the command that was asked for. Raises CommandFailed."""
    with failures_in_words():
        if options.command == "chat":
            return chat(options)
        return asyncio.run(_COMMANDS[options.command](options))


async def _add(options: Options) -> int:
    output = Output(as_json=options.as_json)
    async with opened() as library:
        with output.progress() as on_progress:
            results = library.add(options.sources, library=options.library, on_progress=on_progress)
            return await _show_added(results, output)


async def _refresh(options: Options) -> int:
    output = Output(as_json=options.as_json)
    async with opened() as library:
        with output.progress() as on_progress:
            results = library.refresh(
                options.any_article, library=options.library, reads_files=True, on_progress=on_progress
            )
            return await _show_added(results, output)


async def _show_added(results: AsyncIterator[Added], output: Output) -> int:
    """Print what became of each article, and for people the sums."""
    sums: dict[str, int] = {}
    async with closing(results):
        async for added in results:
            output.show(as_json.of_added(added), [as_text.of_added(added)])
            sums[added.status] = sums.get(added.status, 0) + 1
    if output.is_for_people and sum(sums.values()) > 1:
        output.say([Line(Text(", ".join(f"{number:,} {status}" for status, number in sums.items())))])
    return 1 if sums.get("failed") else 0


async def _ask(options: Options) -> int:
    output = Output(as_json=options.as_json)
    async with opened() as library:
        answer = await library.ask_and_write(" ".join(options.words), library=options.library)
    output.show(as_json.of_answer(answer), as_text.of_answer(answer))
    return REFUSED if answer.status == "refused" else 0


async def _list(options: Options) -> int:
    output = Output(as_json=options.as_json)
    async with opened() as library:
        summaries = await library.articles(options.library)
    if output.is_terminal and summaries:
        output.table(_table_of(summaries))
        return 0
    for summary in summaries:
        columns = Line(Text("\t".join(as_text.of_summary(summary))))
        output.show(as_json.of_summary(summary, options.library), [columns])
    if not summaries:
        print(f"no article in the library {options.library!r}; `footnote add` puts some there", file=sys.stderr)
    return 0


def _table_of(summaries: Sequence[ArticleSummary]) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("id", "title", "site", "date"):
        table.add_column(name, overflow="fold", no_wrap=name == "date")
    table.add_column("passages", justify="right")
    for summary in summaries:
        table.add_row(*map(Text, as_text.of_summary(summary)))
    return table


async def _show(options: Options) -> int:
    output = Output(as_json=options.as_json)
    async with opened() as library:
        article = await library.show(options.article, options.library)
    output.show(as_json.of_article(article), as_text.of_article(article))
    return 0


async def _doctor(options: Options) -> int:
    output = Output(as_json=options.as_json)
    settings = read_settings()
    from index import diagnose

    findings = await diagnose(settings, repair=options.repair)
    for finding in findings:
        output.show(as_json.of_finding(finding), [as_text.of_finding(finding)])
    return 0 if all(finding.ok for finding in findings) else 1


async def _reindex(options: Options) -> int:
    output = Output(as_json=options.as_json)
    async with opened() as library:
        with output.progress() as on_progress:
            passages = await library.reindex(options.only_library, on_progress=on_progress)
    said = Line(Text(f"indexed {counted(passages, 'passage')}"))
    output.show({"status": "reindexed", "passages": passages}, [said])
    return 0


_COMMANDS: dict[str, Callable[[Options], Coroutine[None, None, int]]] = {
    "add": _add,
    "ask": _ask,
    "list": _list,
    "show": _show,
    "remove": remove,
    "refresh": _refresh,
    "evaluate": evaluate,
    "doctor": _doctor,
    "reindex": _reindex,
    "export": export,
    "run": run_bot,
}
