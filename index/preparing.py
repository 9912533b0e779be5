"""A text to all that is stored of it beside itself: its passages, their vectors, and their words as they are indexed.

Pure, and most of the work of adding.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from llama_index.core.schema import Document, TextNode

from index.embeddings import Vectors
from index.lexical import IndexedWords, indexed_words
from index.passages import PassageParser, PassageSpan

_parser = PassageParser()


@dataclass(frozen=True, slots=True)
class GivenText:
    """A text that is to be prepared."""

    title: str
    text: str
    language: str | None


@dataclass(frozen=True, slots=True)
class PreparedText:
    """What was made of a text: an item a passage in each."""

    spans: tuple[PassageSpan, ...]
    words: tuple[IndexedWords, ...]
    vectors: Vectors


class EmbedPassages(Protocol):
    """An embedding of passages. Raises EmbeddingFailed."""

    def __call__(self, texts: Sequence[str]) -> Vectors: ...


def prepare(given: Sequence[GivenText], embed: EmbedPassages) -> list[PreparedText]:
    """Prepare texts, embedding all of their passages at once."""
    cut = [_passages(one) for one in given]
    embedded = [
        embedded_text(one.title, _of(one, span)) for one, spans in zip(given, cut, strict=True) for span in spans
    ]
    vectors = embed(embedded)
    prepared: list[PreparedText] = []
    start = 0
    for one, spans in zip(given, cut, strict=True):
        words = tuple(indexed_words(one.title, _of(one, span), one.language) for span in spans)
        prepared.append(PreparedText(spans, words, vectors[start : start + len(spans)]))
        start += len(spans)
    return prepared


def embedded_text(title: str, text: str) -> str:
    """Return what is embedded of a passage: its article's title says what it is about."""
    return f"{title}\n{text}"


def _passages(given: GivenText) -> tuple[PassageSpan, ...]:
    document = Document(text=given.text, metadata={"language": given.language})
    return tuple(
        PassageSpan(
            node.start_char_idx or 0, node.end_char_idx or 0, node.metadata["words"], node.metadata["sentences"]
        )
        for node in _parser.get_nodes_from_documents([document])
        if isinstance(node, TextNode)
    )


def _of(given: GivenText, span: PassageSpan) -> str:
    return given.text[span.start : span.end]
