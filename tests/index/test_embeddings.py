"""The bundled embedding beside its original, and a server's over real HTTP on loopback."""

import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import wordllama
from pydantic import SecretStr
from wordllama import WordLlama

from index.analysis import written_pieces
from index.embeddings import BundledEmbedding, Embedder, ServerEmbedding, embedder_for, normalised
from index.errors import EmbeddingFailed
from index.settings import LibrarySettings

from .embedding_server import EmbeddingServer, serving

TEXTS = [
    "a",
    "Pashinyan called Putin first.",
    "Two\nlines\n\nand a paragraph.\r\nCRLF\ttab\x00",
    "习近平在北京会见了马克龙。",
    "富士山は日本で一番高い山です。",
    "नई दिल्ली भारत की राजधानी है।",
    "Пашинян позвонил Путину",
    "نائب الرئيس",
    "👨\u200d👩\u200d👧 family 🇦🇲 e\u0301",
    "word " * 500,
    "x" * 3_000,
    "under▁score __init__ \ufeff\u3000\xa0",
]


@pytest.fixture(scope="module")
def bundled() -> BundledEmbedding:
    return BundledEmbedding()


@pytest.fixture(scope="module")
def original() -> WordLlama:
    return WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)


# The bundled embedding


def spaced(text: str) -> str:
    """Return a text with one space where it has a line end or several."""
    return " ".join(piece for piece in text.replace("\n", " ").split(" ") if piece)


@pytest.mark.parametrize("text", [*TEXTS, " lead", "a  b   c", "  # indented"])
def test_a_vector_is_what_wordllama_gives(bundled: BundledEmbedding, original: WordLlama, text: str) -> None:
    expected = original.embed(spaced(text), norm=True)
    np.testing.assert_allclose(bundled.vectors([text]), expected, atol=1e-5)
    np.testing.assert_allclose(bundled.vectors([text]), expected, atol=1e-5)  # from what is remembered


def test_a_vector_is_what_wordllama_gives_for_words_of_any_script(
    bundled: BundledEmbedding, original: WordLlama
) -> None:
    random_ = random.Random(7)
    words = [word for text in TEXTS[:-2] for word in text.split()]
    texts = [random_.choice([" ", "\n"]).join(random_.choices(words, k=random_.randint(1, 30))) for _ in range(50)]
    expected = np.vstack([original.embed(spaced(text), norm=True) for text in texts])
    np.testing.assert_allclose(bundled.vectors(texts), expected, atol=1e-5)


def test_the_sums_of_a_texts_parts_add_up_to_its_own(bundled: BundledEmbedding) -> None:
    parts = ["Pashinyan called Putin.", "He then spoke with Macron.", "It rained."]
    sums = bundled.sums([written_pieces(part) for part in parts])
    np.testing.assert_allclose(sums.sum(axis=0), bundled.sums([written_pieces("\n".join(parts))])[0], atol=1e-4)
    np.testing.assert_allclose(normalised(sums), bundled.vectors(parts), atol=1e-6)


def test_vectors_have_length_one_and_do_not_depend_on_the_batch(bundled: BundledEmbedding) -> None:
    together = bundled.embed_passages(TEXTS)
    assert together.shape == (len(TEXTS), 256)
    assert together.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1.0, atol=1e-5)
    assert all((bundled.embed_question(text) == row).all() for text, row in zip(TEXTS, together, strict=True))
    assert bundled.embed_passages([]).shape == (0, 256)


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_text_without_words_has_a_vector_without_nan(bundled: BundledEmbedding, text: str) -> None:
    assert np.isfinite(bundled.vectors([text])).all()


def test_nearness_means_likeness(bundled: BundledEmbedding) -> None:
    question = bundled.embed_question("Who won the football match?")
    near, far = bundled.embed_passages(["The team won the soccer game.", "Cook the rice for ten minutes."])
    assert question @ near > question @ far


def test_llamaindex_gets_the_same_vectors(bundled: BundledEmbedding) -> None:
    vector = bundled.embed_question(TEXTS[1]).tolist()
    assert bundled.get_text_embedding(TEXTS[1]) == bundled.get_query_embedding(TEXTS[1]) == vector


def test_it_loads_without_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("went to the network")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    assert BundledEmbedding().identity == "wordllama-l2-supercat-256:256"


def test_normalising_leaves_zeros() -> None:
    rows = normalised(np.array([[3.0, 4.0], [0.0, 0.0]], dtype=np.float32))
    np.testing.assert_allclose(rows, [[0.6, 0.8], [0.0, 0.0]])


# A server's embedding


@pytest.fixture
def server() -> Iterator[EmbeddingServer]:
    with serving() as server:
        yield server


def settings_of(url: str, **values: Any) -> LibrarySettings:
    return LibrarySettings(embedding_base_url=url, embedding_model="tiny", **values)


def embedding_of(url: str) -> ServerEmbedding:
    return ServerEmbedding(settings_of(url, embedding_api_key=SecretStr("key-1")))


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retries come at once."""
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    monkeypatch.setattr("tenacity.nap.time.sleep", lambda seconds: None)


def test_the_settings_choose_the_embedding(bundled: BundledEmbedding) -> None:
    chosen: Embedder = embedder_for(settings_of("http://127.0.0.1:9/v1"), bundled)
    assert chosen.identity == "tiny"
    assert embedder_for(LibrarySettings(), bundled) is bundled


def test_a_server_is_asked_with_model_and_key(server: EmbeddingServer) -> None:
    embedding = embedding_of(server.url)
    rows = embedding.embed_passages(["abc", "", "京" * 7])
    np.testing.assert_allclose(rows, normalised(np.array([[3, 1], [0, 1], [7, 1]], dtype=np.float32)), atol=1e-6)
    np.testing.assert_allclose(embedding.embed_question("abc"), rows[0], atol=1e-6)
    assert server.asked[0]["path"] == "/v1/embeddings"
    assert {one["model"] for one in server.asked} == {"tiny"}
    assert set(server.keys) == {"Bearer key-1"}


def test_many_passages_keep_their_order(server: EmbeddingServer) -> None:
    texts = ["x" * length for length in range(1, 151)]
    rows = embedding_of(server.url).embed_passages(texts)
    np.testing.assert_allclose(rows[:, 0] / rows[:, 1], range(1, 151), rtol=1e-4)
    assert max(len(one["input"]) for one in server.asked) <= 64


@pytest.mark.usefixtures("no_waiting")
@pytest.mark.parametrize("status", [429, 500, 503, 0])
def test_a_failure_that_passes_is_tried_again(server: EmbeddingServer, status: int) -> None:
    server.replies = [status, 200]
    assert embedding_of(server.url).embed_passages(["abc"]).shape == (1, 2)
    assert len(server.asked) == 2


def test_a_retry_waits_as_long_as_the_server_says(server: EmbeddingServer) -> None:
    server.replies, server.wait_milliseconds = [429, 200], 400
    began = time.monotonic()
    assert embedding_of(server.url).embed_passages(["abc"]).shape == (1, 2)
    assert 0.4 <= time.monotonic() - began < 5


@pytest.mark.parametrize("status", [429, 500, 0])
def test_who_asks_waits_for_no_retry(server: EmbeddingServer, status: int) -> None:
    server.replies, server.wait_milliseconds = [status], 60_000
    with pytest.raises(EmbeddingFailed):
        embedding_of(server.url).embed_question("abc")
    assert len(server.asked) == 1


@pytest.mark.usefixtures("no_waiting")
@pytest.mark.parametrize("status", [429, 500, 503, 0])
def test_a_failure_that_stays_is_said_to_be_transient(server: EmbeddingServer, status: int) -> None:
    server.replies = [status]
    with pytest.raises(EmbeddingFailed, match="try again later") as caught:
        embedding_of(server.url).embed_passages(["abc"])
    assert caught.value.is_transient
    assert len(server.asked) <= 20


@pytest.mark.parametrize("status", [400, 401, 403, 404])
@pytest.mark.usefixtures("no_waiting")
def test_a_wrong_key_or_address_is_said_to_need_the_settings(server: EmbeddingServer, status: int) -> None:
    server.replies = [status]
    with pytest.raises(EmbeddingFailed, match="EMBEDDING_BASE_URL") as caught:
        embedding_of(server.url).embed_question("abc")
    assert not caught.value.is_transient
    assert len(server.asked) == 1
    assert "key-1" not in str(caught.value)
    assert "secret-detail" not in str(caught.value)


@pytest.mark.usefixtures("no_waiting")
def test_a_server_that_is_not_there_is_transient() -> None:
    with pytest.raises(EmbeddingFailed) as caught:
        embedding_of("http://127.0.0.1:9/v1").embed_question("abc")
    assert caught.value.is_transient


ROW = '{"object": "embedding", "index": %d, "embedding": [%s]}'
GARBLED = {
    "a web page": b"<html>Log in</html>",
    "nothing": b"",
    "null": b"null",
    "an error with status 200": b'{"error": {"message": "no such model"}}',
    "no rows": b'{"object": "list", "data": []}',
    "a row for two texts": b'{"object": "list", "data": [%s]}' % (ROW % (0, "1, 0")).encode(),
    "a row without a vector": b'{"data": [{"index": 0, "object": "embedding", "embedding": null}]}',
    "rows of different lengths": b'{"data": [%s, %s]}' % ((ROW % (0, "1, 0")).encode(), (ROW % (1, "1")).encode()),
    "rows of length zero": b'{"data": [%s, %s]}' % ((ROW % (0, "")).encode(), (ROW % (1, "")).encode()),
}


@pytest.mark.usefixtures("no_waiting")
@pytest.mark.parametrize("body", GARBLED.values(), ids=GARBLED)
def test_a_server_that_answers_nonsense_is_a_failure_of_ours_by_name(server: EmbeddingServer, body: bytes) -> None:
    server.body = body
    with pytest.raises(EmbeddingFailed):
        embedding_of(server.url).embed_passages(["abc", "de"])


def test_rows_are_matched_to_texts_by_their_index(server: EmbeddingServer) -> None:
    server.body = b'{"data": [%s, %s]}' % ((ROW % (1, "0, 1")).encode(), (ROW % (0, "1, 0")).encode())
    np.testing.assert_allclose(embedding_of(server.url).embed_passages(["abc", "de"]), [[1, 0], [0, 1]])
