"""The library behind servers of embeddings and models: what doctor says of them, and a model that was changed."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index import Finding, IndexMismatch, LibrarySettings, diagnose

from . import embedding_server, model_server
from .embedding_server import EmbeddingServer
from .model_server import KEY, MODEL, fails, hangs, says
from .stored import BRIDGE, CHESS, STORM, add, opened, rows, settings_in

QUESTION = "How long was the harbour of Alderney closed?"


@pytest.fixture
def embeddings() -> Iterator[EmbeddingServer]:
    with embedding_server.serving() as server:
        yield server


def settings(folder: Path, server: EmbeddingServer, model: str = "tiny") -> dict[str, Any]:
    return {"embedding_base_url": server.url, "embedding_model": model}


async def filled(folder: Path, **values: Any) -> None:
    async with opened(folder / "data", **values) as library:
        await add(library, rows(folder / "rows.jsonl", {"storm": STORM, "bridge": BRIDGE}))


def found(findings: list[Finding], check: str) -> Finding:
    (finding,) = [one for one in findings if one.check == check]
    assert "\n" not in finding.detail
    return finding


def give_longer_vectors(server: EmbeddingServer) -> None:
    """Have the server give another model's vectors under the same name, for one text a request."""
    server.body = json.dumps({"data": [{"object": "embedding", "index": 0, "embedding": [1, 2, 3]}]}).encode()


# Embeddings


async def test_another_name_of_a_model_is_noticed_and_reindex_offered(
    tmp_path: Path, embeddings: EmbeddingServer, caplog: pytest.LogCaptureFixture
) -> None:
    await filled(tmp_path, **settings(tmp_path, embeddings))
    other = settings(tmp_path, embeddings, "other")
    async with opened(tmp_path / "data", **other) as library:
        assert (await library.ask(QUESTION)).status == "answered"
        assert "footnote reindex" in caplog.text
        with pytest.raises(IndexMismatch, match="footnote reindex"):
            await add(library, rows(tmp_path / "more.jsonl", {"chess": CHESS}))
        await library.reindex()
        caplog.clear()
        await library.ask(QUESTION)
        assert "reindex" not in caplog.text


async def test_another_model_behind_the_same_name_is_noticed_by_the_length_of_its_vectors(
    tmp_path: Path, embeddings: EmbeddingServer, caplog: pytest.LogCaptureFixture
) -> None:
    own = settings(tmp_path, embeddings)
    await filled(tmp_path, **own)
    give_longer_vectors(embeddings)
    async with opened(tmp_path / "data", **own) as library:
        assert (await library.ask(QUESTION)).status == "answered"
        assert "footnote reindex" in caplog.text
        with pytest.raises(IndexMismatch, match="footnote reindex"):
            await add(library, rows(tmp_path / "more.jsonl", {"chess": CHESS}))
        assert (await library.ask(QUESTION)).status == "answered"
    finding = found(await diagnose(settings_in(tmp_path / "data", **own)), "embedding server")
    assert not finding.ok
    assert "footnote reindex" in finding.detail


async def test_doctor_builds_the_index_of_a_changed_model_anew(tmp_path: Path, embeddings: EmbeddingServer) -> None:
    own = settings(tmp_path, embeddings)
    async with opened(tmp_path / "data", **own) as library:
        await add(library, rows(tmp_path / "rows.jsonl", {"storm": STORM}))
    give_longer_vectors(embeddings)
    finding = found(await diagnose(settings_in(tmp_path / "data", **own), repair=True), "embedding server")
    assert finding.repaired
    assert all(one.ok for one in await diagnose(settings_in(tmp_path / "data", **own)))


async def test_doctor_says_what_keeps_an_embedding_server_from_answering(
    tmp_path: Path, embeddings: EmbeddingServer
) -> None:
    own = settings_in(tmp_path / "data", **settings(tmp_path, embeddings))
    assert found(await diagnose(own), "embedding server") == Finding(
        check="embedding server", ok=True, detail="its vectors have 2 numbers"
    )
    embeddings.replies = [401]
    assert "EMBEDDING_BASE_URL" in found(await diagnose(own), "embedding server").detail


# Models


def with_model(folder: Path, url: str, **values: Any) -> LibrarySettings:
    return settings_in(folder / "data", llm_base_url=url, llm_model=MODEL, llm_api_key=KEY, **values)


async def model_finding(settings: LibrarySettings) -> Finding:
    return found(await diagnose(settings), "model")


STARTED_WITH = {"default_generation_settings": {"n_ctx": 8192}}
LISTED = {
    "vllm": ({"data": [{"id": "other", "max_model_len": 512}, {"id": MODEL, "max_model_len": 8192}]}, None),
    "llama.cpp": ({"data": [{"id": "file.gguf", "meta": {"n_ctx_train": 131072}}]}, STARTED_WITH),
    "openrouter": ({"data": [{"id": MODEL, "context_length": 8192}]}, None),
}


@pytest.mark.parametrize(("models", "props"), LISTED.values(), ids=LISTED)
async def test_doctor_says_model_context_and_time_to_a_first_word(tmp_path: Path, models: Any, props: Any) -> None:
    async with model_server.serving() as site:
        site.reply, site.models, site.props = says("Hello there."), models, props
        finding = await model_finding(with_model(tmp_path, site.url))
        assert site.asked[0]["stream"] is True
    assert finding.ok
    before, _, seconds = finding.detail.partition("; first word after ")
    assert before == f"{MODEL} reads 8,192 tokens"
    assert 0 <= float(seconds.removesuffix(" s")) < 5


@pytest.mark.parametrize("models", [None, [], {"data": 3}, {"data": [None, 4]}, {"data": [{"id": MODEL}]}, "no"])
async def test_doctor_says_where_a_server_does_not_tell_its_context(tmp_path: Path, models: Any) -> None:
    async with model_server.serving() as site:
        site.reply, site.models = says("Hello there."), models
        finding = await model_finding(with_model(tmp_path, site.url))
    assert finding.ok
    assert "doesn't tell how much it reads" in finding.detail


async def test_doctor_says_when_a_context_is_too_small(tmp_path: Path) -> None:
    async with model_server.serving() as site:
        site.reply, site.models = says("Hello there."), {"data": [{"id": MODEL, "max_model_len": 512}]}
        finding = await model_finding(with_model(tmp_path, site.url))
    assert not finding.ok
    assert "give it a context of 2,048 tokens" in finding.detail


FAILURES = {
    "unknown model": (fails(404, {"error": {"message": f"The model `{MODEL}` does not exist."}}), "LLM_MODEL"),
    "refused key": (fails(401), "LLM_API_KEY"),
    "busy": (fails(429), "takes no more requests"),
    "hanging": (hangs(), "longer than 0.3 seconds"),
    "silent": (says(""), "nothing"),
    "garbled": (model_server.sends(b"data: {oh\n\n", "text/event-stream"), "no reply"),
    "closing": (model_server.hangs_up(b"data: "), "closed the connection"),
}


@pytest.mark.parametrize(("reply", "said"), FAILURES.values(), ids=FAILURES)
async def test_doctor_says_what_keeps_a_model_from_answering(
    tmp_path: Path, reply: model_server.Handler, said: str
) -> None:
    async with model_server.serving() as site:
        site.reply = reply
        finding = await model_finding(with_model(tmp_path, site.url, llm_timeout_seconds=0.3))
    assert not finding.ok
    assert said in finding.detail
    assert KEY not in finding.detail


async def test_doctor_says_when_no_model_is_there(tmp_path: Path) -> None:
    finding = await model_finding(with_model(tmp_path, "http://127.0.0.1:9/v1"))
    assert not finding.ok
    assert "LLM_BASE_URL" in finding.detail
