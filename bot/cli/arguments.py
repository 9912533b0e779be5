"""What can be said on the command line, and what was said."""

import argparse
from argparse import ArgumentParser
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from typing_extensions import override

_DESCRIPTION = "Answers questions from a library of articles and shows the exact words each sentence rests on."
_ARTICLE = "an article's id, as `footnote list` shows it"


class Options(argparse.Namespace):
    """What was said; a field keeps its value here when the command doesn't have it."""

    command: str = ""
    library: str = "shared"
    only_library: str | None = None  # None: what is the default there
    as_json: bool = False
    sources: Sequence[str] = ()
    words: Sequence[str] = ()  # of the question
    article: str = ""
    any_article: str | None = None  # None: all articles
    path: str = ""
    details: str | None = None
    removes_all: bool = False
    is_sure: bool = False
    repair: bool = False
    wants_feedback: bool = False
    check: bool = False


def parse(arguments: Sequence[str] | None = None) -> Options:
    """Understand the arguments; exits 2, with a line about how it is used, when they make no sense."""
    return _build().parse_args(arguments, namespace=Options())


def _build() -> ArgumentParser:
    parser = ArgumentParser(prog="footnote", description=_DESCRIPTION)
    parser.add_argument("--version", action=_Version, help="print the version and end")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    output = ArgumentParser(add_help=False)
    output.add_argument("--json", dest="as_json", action="store_true", help="print one JSON value per line")
    library = ArgumentParser(add_help=False)
    library.add_argument("--library", type=_name, metavar="L", help='the library (default: "shared")')
    both = [library, output]

    def command(name: str, says: str, parents: list[ArgumentParser]) -> ArgumentParser:
        return commands.add_parser(
            name, help=says, description=says, parents=parents, argument_default=argparse.SUPPRESS
        )

    library.set_defaults(library="shared")
    add = command("add", "add articles from files, folders, JSON Lines and web addresses", both)
    add.add_argument("sources", nargs="+", metavar="PATH|URL")
    ask = command("ask", "ask one question; exits 3 when the articles don't say", both)
    ask.add_argument("words", nargs="+", metavar="QUESTION")
    command("chat", "ask one question after another", both)
    command("list", "list the articles", both)
    command("show", "print an article", both).add_argument("article", metavar="ID", help=_ARTICLE)
    remove = command("remove", "remove an article, or all of a library", both)
    which = remove.add_mutually_exclusive_group(required=True)
    which.add_argument("article", nargs="?", metavar="ID", help=_ARTICLE)
    which.add_argument(
        "--all",
        dest="removes_all",
        action="store_true",
        help="the library itself: articles, answers, what was said of them and chosen in Discord; asks first",
    )
    remove.add_argument("--yes", dest="is_sure", action="store_true", help="with --all: don't ask")
    refresh = command("refresh", "read articles again from where they came from", both)
    refresh.add_argument("any_article", nargs="?", default=None, metavar="ID", help=f"{_ARTICLE} (default: all)")
    evaluate = command("evaluate", "ask questions with known answers and measure the answers", [output])
    _add_only_library(evaluate, 'the library that all are asked of (default: the one that each names, else "shared")')
    evaluate.add_argument("path", metavar="QUESTIONS.jsonl")
    evaluate.add_argument("--details", default=None, metavar="OUT.jsonl", help="write a line per question here")
    doctor = command("doctor", "look whether everything is in order", [output])
    doctor.add_argument("--repair", action="store_true", default=False, help="mend what can be mended")
    reindex = command("reindex", "build the indexes again from the articles", [output])
    _add_only_library(reindex, "the library (default: all)")
    export = command("export", "write the articles to a file that `footnote add` takes back", [output])
    _add_only_library(export, 'the library (default: "shared"; with --feedback: all)')
    export.add_argument("path", metavar="OUT.jsonl", help='"-" for stdout; gzipped when it ends in .gz')
    export.add_argument(
        "--feedback",
        dest="wants_feedback",
        action="store_true",
        default=False,
        help="write instead what readers said of answers, as questions that `footnote evaluate` takes",
    )
    run = command("run", "run the Discord bot", [output])
    run.add_argument("--check", action="store_true", default=False, help="look whether it could run, and end")
    return parser


def _add_only_library(command: ArgumentParser, says: str) -> None:
    """Let a command take a library whose default isn't simply the shared one."""
    command.add_argument("--library", dest="only_library", type=_name, default=None, metavar="L", help=says)


def _name(value: str) -> str:
    """Take a library's name."""
    if not value.strip():
        raise argparse.ArgumentTypeError("a library's name can't be empty")
    return value


class _Version(argparse.Action):
    """Print the version, which isn't looked for before someone asks."""

    def __init__(self, option_strings: Sequence[str], dest: str, **said: Any) -> None:
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS, **said)

    @override
    def __call__(self, parser: ArgumentParser, *_: Any) -> None:
        print(f"footnote {_version()}")
        parser.exit()


def _version() -> str:
    """Return the version that is installed; a copy that isn't takes longer to say."""
    try:
        return version("footnote")
    except PackageNotFoundError:
        from index import __version__

        return __version__
