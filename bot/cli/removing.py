"""``footnote remove``: an article, or with ``--all`` everything that belongs to a library."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.text import Text

from bot.cli import as_text
from bot.cli.as_text import Line, counted
from bot.cli.failures import CommandFailed
from bot.cli.output import Output
from bot.cli.sessions import opened

if TYPE_CHECKING:
    from bot.cli.arguments import Options
    from index import Library


async def remove(options: Options) -> int:
    """Remove an article, or all of a library once someone is sure."""
    output = Output(as_json=options.as_json)
    async with opened() as library:
        if options.removes_all:
            return await _remove_all(library, options, output)
        article = await library.remove(options.article, options.library)
    said = Line(Text(as_text.one_line(f"removed {article.title} ({article.id})")))
    output.show({"status": "removed", "article": article.id, "title": article.title}, [said])
    return 0


async def _remove_all(library: Library, options: Options, output: Output) -> int:
    name = options.library
    usage = await library.usage(name)
    there = await library.libraries()
    if name not in there:
        raise CommandFailed(f"there is nothing of the library {name!r}; there is of {', '.join(there) or 'none'}")
    holds = f"{counted(usage.articles, 'article')} and {counted(usage.answers, 'answer')}"
    if not options.is_sure and not _is_sure(name, holds):
        raise CommandFailed("nothing was removed")
    await library.purge(name)
    value = {"status": "removed", "library": name, "articles": usage.articles, "answers": usage.answers}
    output.show(value, [Line(Text(f"removed all of the library {name}: {holds}"))])
    return 0


def _is_sure(name: str, holds: str) -> bool:
    """Ask whoever typed the command for the library's name. What can't be undone shan't be a slip."""
    print(
        f"This deletes all of the library {name}: {holds}, what was said of these, and what was chosen in Discord.\n"
        "It can't be undone. To go on, type the library's name: ",
        end="",
        file=sys.stderr,
        flush=True,
    )
    return sys.stdin.readline().strip() == name
