"""Texts prepared in this process, in another, or in this one again when that ended: always the same."""

import os
import signal
import sys
import time
from collections.abc import Sequence

import numpy as np
import pytest

from index import workshop as workshop_module
from index.embeddings import BundledEmbedding, Vectors
from index.errors import EmbeddingFailed
from index.preparing import GivenText, PreparedText, prepare
from index.workshop import Workshop

from .stored import BRIDGE, CHESS, STORM

GIVEN = [
    GivenText("News", "\n\n".join([STORM, BRIDGE] * 40), "en"),
    GivenText("Пашинян позвонил Путину", "Разговор был коротким. Пашинян говорил первым.", "ru"),
    GivenText("", "", None),
    GivenText("Chess", CHESS, None),
]


@pytest.fixture(scope="module")
def bundled() -> BundledEmbedding:
    return BundledEmbedding()


def same(one: Sequence[PreparedText], other: Sequence[PreparedText]) -> bool:
    pairs = list(zip(one, other, strict=True))
    assert all(np.array_equal(a.vectors, b.vectors) for a, b in pairs)
    return all((a.spans, *map(words_of, a.words)) == (b.spans, *map(words_of, b.words)) for a, b in pairs)


def words_of(words: tuple[str, ...]) -> list[list[str]]:
    """Return words in an order: sets of them come in any."""
    return [sorted(one.split()) for one in words]


def helper_of(workshop: Workshop) -> int:
    """Wait for the other process, giving it nothing to do; return its id."""
    deadline = time.monotonic() + 60
    while workshop._helper is None or not workshop._helper.is_ready:
        assert time.monotonic() < deadline, "it never got ready"
        workshop.submit([]).result()
        time.sleep(0.05)
    return workshop._helper._process.pid


def test_a_passage_has_its_words_and_its_vector(bundled: BundledEmbedding) -> None:
    [news, *_, chess] = prepare(GIVEN, bundled.embed_passages)
    assert len(news.spans) == len(news.words) == len(news.vectors) > 1
    assert [GIVEN[3].text[span.start : span.end] for span in chess.spans] == [CHESS]
    assert "news" in news.words[-1].terms.split()
    assert [len(one.vectors) for one in prepare([GIVEN[2]], bundled.embed_passages)] == [0]


def test_another_process_prepares_the_same(bundled: BundledEmbedding) -> None:
    here = prepare(GIVEN, bundled.embed_passages)
    with Workshop(bundled, much=0) as workshop:
        assert same(workshop.submit(GIVEN).result(), here)
        helper_of(workshop)
        assert same(workshop.submit(GIVEN).result(), here)


def test_little_is_prepared_here(bundled: BundledEmbedding) -> None:
    with Workshop(bundled) as workshop:
        workshop.submit(GIVEN).result()
        workshop.submit(GIVEN).result()
        assert workshop._helper is None


def test_what_the_other_process_was_killed_over_is_prepared_here(bundled: BundledEmbedding) -> None:
    with Workshop(bundled, much=0) as workshop:
        os.kill(helper_of(workshop), signal.SIGKILL)
        assert same(workshop.submit(GIVEN).result(), prepare(GIVEN, bundled.embed_passages))
        workshop.submit(GIVEN).result()
        assert workshop._helper is None


@pytest.mark.parametrize("said", [b"cindex.preparing\nOther\n.", b"cnowhere\nOther\n.", b"\x80\x63.", b"0."])
def test_what_the_other_process_says_in_another_way_is_prepared_here(
    bundled: BundledEmbedding, monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    """It is started when there is much to do: perhaps after another release was installed."""
    code = f"""
import pickle, sys
while True:
    given = pickle.load(sys.stdin.buffer)
    sys.stdout.buffer.write(({said!r} + b"x" * 1_000_000) if given else pickle.dumps([]))
    sys.stdout.flush()
"""
    monkeypatch.setattr(workshop_module, "_COMMAND", (sys.executable, "-c", code))
    with Workshop(bundled, much=0) as workshop:
        helper_of(workshop)
        for _ in range(2):
            assert same(workshop.submit(GIVEN).result(), prepare(GIVEN, bundled.embed_passages))
        assert workshop._helper is None


def test_the_other_process_ends_with_the_workshop(bundled: BundledEmbedding) -> None:
    with Workshop(bundled, much=0) as workshop:
        process = helper_of(workshop)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_a_server_that_gives_no_vectors_says_so(bundled: BundledEmbedding) -> None:
    class Failing:
        identity = "failing"

        def embed_passages(self, texts: Sequence[str]) -> Vectors:
            raise EmbeddingFailed("the embedding server didn't answer; try again later", is_transient=True)

        def embed_question(self, text: str) -> Vectors:
            raise AssertionError("no question is asked")

    with Workshop(Failing(), much=0) as workshop:
        for _ in range(2):
            with pytest.raises(EmbeddingFailed):
                workshop.submit(GIVEN).result()
        assert workshop._helper is None
