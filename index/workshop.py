"""Preparing texts beside everything else: in this process, or in one of its own once there is much to do.

Python runs one thread at a time, and preparing is all Python: in a process of its own it takes no time from what is
written to the indexes meanwhile, nor from a bot that answers. That process holds no file and ends with this one.
"""

import logging
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Self, cast

from index.embeddings import BundledEmbedding, Embedder
from index.preparing import GivenText, PreparedText, prepare

_MUCH = 1_500_000  # characters; a process takes some seconds to start, in which more than as many are prepared here
_COMMAND = (sys.executable, "-c", "from index.workshop import serve; serve()")
# It has ended; or it says what can't be read here, as one of another release does that was installed meanwhile. What it
# still has to say would be taken for the next answer. https://docs.python.org/3/library/pickle.html#pickle.UnpicklingError
_UNUSABLE = (OSError, EOFError, pickle.PickleError, AttributeError, ImportError, IndexError, TypeError, ValueError)

log = logging.getLogger(__name__)


class Workshop:
    """Prepares texts, one batch after the other, for as long as it is open."""

    def __init__(self, embedder: Embedder, *, much: int = _MUCH) -> None:
        """Only the bundled embedding has a process of its own to go to; a server's is somewhere else already."""
        self._embedder = embedder
        self._left_here = much if isinstance(embedder, BundledEmbedding) else sys.maxsize
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="footnote-prepare")
        self._helper: _Helper | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown()
        self._part()

    def submit(self, given: Sequence[GivenText]) -> Future[list[PreparedText]]:
        """Have a batch prepared; the future raises what the embedding raises."""
        self._left_here -= sum(len(one.text) for one in given)
        return self._thread.submit(self._prepare, given)

    def _prepare(self, given: Sequence[GivenText]) -> list[PreparedText]:
        try:
            if self._helper is None and self._left_here <= 0:
                self._helper = _Helper()
            if self._helper is not None and self._helper.is_ready:
                return self._helper.prepare(given)
        except _UNUSABLE:
            log.warning("the process that prepares texts has ended; going on without it", exc_info=True)
            self._part()
            self._left_here = sys.maxsize
        return prepare(given, self._embedder.embed_passages)

    def _part(self) -> None:
        if self._helper is not None:
            self._helper.end()
            self._helper = None


class _Helper:
    """That process."""

    def __init__(self) -> None:
        """Start it. Raises OSError."""
        path = os.pathsep.join(folder or str(Path.cwd()) for folder in sys.path)
        self._process = subprocess.Popen(  # noqa: S603 - a fixed command
            _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": path}
        )
        self._to, self._from = cast(BinaryIO, self._process.stdin), cast(BinaryIO, self._process.stdout)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="footnote-start")
        self._first = self._thread.submit(self.prepare, [])

    @property
    def is_ready(self) -> bool:
        """Whether it has loaded what it needs. Raises OSError or EOFError when it ended instead."""
        return self._first.done() and self._first.result() == []

    def prepare(self, given: Sequence[GivenText]) -> list[PreparedText]:
        """Have texts prepared there. Raises OSError or EOFError when it is gone."""
        pickle.dump(given, self._to, protocol=pickle.HIGHEST_PROTOCOL)
        self._to.flush()
        return pickle.load(self._from)  # noqa: S301 - from a process of ours

    def end(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        self._thread.shutdown()
        with suppress(OSError):
            self._to.close()
        self._from.close()
        self._process.wait()


def serve() -> None:
    """Be that process: prepare what comes on stdin until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started it, and ends its stdin
    given, out = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nothing that is printed goes among the answers
    embed = BundledEmbedding().embed_passages
    with suppress(EOFError, BrokenPipeError):
        while True:
            prepared = prepare(pickle.load(given), embed)  # noqa: S301 - from a process of ours
            pickle.dump(prepared, out, protocol=pickle.HIGHEST_PROTOCOL)
            out.flush()
