"""Footnote from the command line: ``footnote …`` or ``python -m bot …``."""

import errno
import logging
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from bot.cli.arguments import parse
from bot.cli.failures import CommandFailed

FAILED = 1
INTERRUPTED = 130  # 128 + SIGINT, as shells count
PIPE_CLOSED = 141  # 128 + SIGPIPE


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; ``arguments`` are those of the process unless given."""
    options = parse(arguments)
    _write_any_character()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    try:
        from bot.cli.commands import run  # not needed for help

        code = run(options)
        sys.stdout.flush()
    except CommandFailed as failure:
        print(f"footnote: {failure}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read the output has enough
        _write_nothing_more()
        return PIPE_CLOSED
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EIO):
            raise
        print(f"footnote: the output can't be written ({error.strerror}); free some space", file=sys.stderr)
        _write_nothing_more()
        return FAILED
    return code


def _write_nothing_more() -> None:
    """Keep Python from saying once more what failed when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write_any_character() -> None:
    """Let no character of an article end a command, whatever the terminal's encoding lacks."""
    for stream, errors in (
        (sys.stdout, "backslashreplace"),
        (sys.stderr, "backslashreplace"),
        (sys.stdin, "replace"),
    ):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=errors)


if __name__ == "__main__":
    sys.exit(main())
