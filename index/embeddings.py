"""Text to vectors: the bundled embedding, or an OpenAI-compatible server's. The one file that names their vendors."""

from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

import numpy as np
import wordllama
from llama_index.core.base.embeddings.base import BaseEmbedding
from numpy.typing import NDArray
from pydantic import PrivateAttr
from wordllama import WordLlama

from index.analysis import Pieces, written_pieces
from index.errors import EmbeddingFailed
from index.remembered import Remembered
from index.settings import LibrarySettings

if TYPE_CHECKING:
    from openai import OpenAI

_SERVER_BATCH = 64  # texts a request
_RETRIES = 2  # of a request, after as long as the server says, and that is two minutes at most
_REQUEST_SECONDS = 30
_QUESTION_SECONDS = 5  # for whoever asks: searching by words alone is better than waiting
_CHECK = "check EMBEDDING_BASE_URL, EMBEDDING_MODEL and the key"
_NOT_VECTORS = "the embedding server's reply isn't a vector for each text"

Vectors = NDArray[np.float32]  # shape (texts, dimensions), rows of length 1


class Embedder(Protocol):
    """What the library asks of an embedding."""

    @property
    def identity(self) -> str:
        """What must be the same for two vectors to be comparable: model and dimensions."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> Vectors: ...

    def embed_question(self, text: str) -> Vectors: ...


class WordVectors:
    """A tokenizer and its static token vectors, with the tokens of each word remembered.

    The tokenizer never joins characters across a space, so a word's tokens can be looked up instead of computed again:
    the same vectors as ``WordLlama.embed`` (to 1e-6) of the text with one space for each line end and run of spaces,
    ten times as fast. Line ends and runs of spaces have tokens of their own there, which say nothing of the text.
    """

    def __init__(self) -> None:
        # Its own look-up of the tokenizer misses the folder it ships in and would go to the network.
        model = WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)
        self._tokenize = model.tokenizer.model.tokenize
        self._tokens_of = Remembered(self._tokens)  # of pieces between spaces, as native integers end to end
        self._weights: Vectors = np.ascontiguousarray(model.embedding, dtype=np.float32)

    def _tokens(self, piece: str) -> bytes:
        return array("i", [token.id for token in self._tokenize("▁" + piece)] if piece else []).tobytes()

    @property
    def dimensions(self) -> int:
        """How long a vector is."""
        return self._weights.shape[1]

    def sums(self, texts: Sequence[Pieces]) -> Vectors:
        """Return one row per text: the sum of its tokens' vectors, so that the sums of its parts add up to it."""
        of_piece = self._tokens_of.__getitem__
        out = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, pieces in enumerate(texts):
            tokens = b"".join(map(of_piece, pieces))
            if tokens:
                # Half a text's tokens are a few frequent ones, but looking for them costs more than adding them up.
                np.add.reduce(self._weights.take(np.frombuffer(tokens, dtype=np.intc), axis=0), axis=0, out=out[row])
        return out


class BundledEmbedding(BaseEmbedding):
    """WordLlama's static token vectors, averaged: 256 dimensions, weights in the package, nothing to fetch."""

    _vectors: WordVectors = PrivateAttr(default_factory=WordVectors)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(model_name="wordllama-l2-supercat-256", **kwargs)

    @classmethod
    def class_name(cls) -> str:
        return "BundledEmbedding"

    @property
    def identity(self) -> str:
        return f"{self.model_name}:{self._vectors.dimensions}"

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return one row per text, of length 1; a text without a token gets zeros."""
        return normalised(self._vectors.sums([written_pieces(text) for text in texts]))

    def sums(self, texts: Sequence[Pieces]) -> Vectors:
        """Return one row per text, cut by ``written_pieces``: those of a text's parts add up to its own."""
        return self._vectors.sums(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self.vectors(texts)

    def embed_question(self, text: str) -> Vectors:
        return self.vectors([text])[0]

    def _get_text_embedding(self, text: str) -> list[float]:
        return self.vectors([text])[0].tolist()

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self.vectors(texts).tolist()

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


def normalised(rows: Vectors) -> Vectors:
    """Scale rows to length 1; rows of zeros stay."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)


class ServerEmbedding:
    """An OpenAI-compatible server's embedding, through LlamaIndex's client of such servers."""

    def __init__(self, settings: LibrarySettings) -> None:
        # Loading these takes a second that only those need who have set a server.
        import openai
        from llama_index.embeddings.openai_like import OpenAILikeEmbedding

        self._errors = openai
        key = settings.embedding_api_key
        self._name = settings.embedding_model or ""
        self._model = OpenAILikeEmbedding(
            model_name=self._name,
            api_base=settings.embedding_base_url,
            api_key=key.get_secret_value() if key else "none",
            max_retries=_RETRIES,
            timeout=_REQUEST_SECONDS,
        )

    @property
    def identity(self) -> str:
        return self._name

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one row per text. Raises EmbeddingFailed."""
        batches = [texts[at : at + _SERVER_BATCH] for at in range(0, len(texts), _SERVER_BATCH)]
        rows = [row for batch in batches for row in self._rows(batch, self._client)]
        if len({len(row) for row in rows}) > 1:
            raise self._failed(_NOT_VECTORS)
        return normalised(np.asarray(rows, dtype=np.float32))

    def embed_question(self, text: str) -> Vectors:
        """Return a row, soon or not at all. Raises EmbeddingFailed."""
        client = self._client.with_options(timeout=_QUESTION_SECONDS, max_retries=0)
        return normalised(np.asarray(self._rows([text], client), dtype=np.float32))[0]

    @property
    def _client(self) -> "OpenAI":
        # LlamaIndex's own call takes the rows as they come, however many, and tries each of the client's tries again.
        return self._model._get_client()  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] its only way to the client

    def _rows(self, texts: Sequence[str], client: "OpenAI") -> list[list[float]]:
        try:
            # An empty text is a mistake to some servers, and none that has words.
            given = [text or " " for text in texts]
            reply = client.embeddings.create(input=given, model=self._name, encoding_format="float")
        except self._errors.OpenAIError as error:
            passing = (self._errors.APIConnectionError, self._errors.RateLimitError, self._errors.InternalServerError)
            is_transient = isinstance(error, passing)
            what = "try again later" if is_transient else _CHECK
            message = f"the embedding server didn't answer ({type(error).__name__}); {what}"
            raise EmbeddingFailed(message, is_transient=is_transient) from error
        except ValueError as error:  # not JSON
            raise self._failed(_NOT_VECTORS) from error
        rows = _in_order(getattr(reply, "data", None))
        if rows is None or len(rows) != len(texts):
            raise self._failed(_NOT_VECTORS)
        return rows

    def _failed(self, problem: str) -> EmbeddingFailed:
        return EmbeddingFailed(f"{problem}; {_CHECK}", is_transient=False)


def _in_order(data: object) -> list[list[float]] | None:
    """Return the vectors of a reply in the order of the texts; None where they are none."""
    rows: dict[int, list[float]] = {}
    for at, one in enumerate(cast(list[Any], data) if isinstance(data, list) else []):
        vector = getattr(one, "embedding", None)
        if not isinstance(vector, list) or not vector:
            return None
        index = getattr(one, "index", None)
        rows[at if index is None else int(index)] = cast(list[float], vector)
    return [rows[at] for at in sorted(rows)] or None


def embedder_for(settings: LibrarySettings, bundled: BundledEmbedding) -> Embedder:
    """Return the embedding that the settings name: a server's when there is one, else the bundled."""
    return ServerEmbedding(settings) if settings.embedding_base_url else bundled
