"""What is compared with written answers: LlamaIndex's CitationQueryEngine, with the same model and the same passages.

It is given the three passages nearest to the question by plain dense search (``Dense``), each with its article's
title, and keeps its own prompt and its default of 512 tokens a source. Nothing is checked or refused there: whether it
marks its sources, and whether it says that they don't answer, is up to the model.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from llama_index.core import QueryBundle
from llama_index.core.query_engine import CitationQueryEngine
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, TextNode
from llama_index.llms.openai_like import OpenAILike  # noqa: TID251 what is compared with is a vendor's own
from openai import OpenAIError

from benchmarks.baselines import QUOTED, Dense, Passage
from index import ArticleReference, Citation, Question
from index.checking.markers import parse
from index.citations import check
from index.evaluation.metrics import are_answers_quoted

_CONTEXT = 2_048  # tokens, as the small model has
_REPLY = 256  # tokens of a reply
_SECONDS = 60  # of a reply
_MARKER = re.compile(r"\[\d{1,2}(?:\s*,\s*\d{1,2})*\]")
_HEAD = re.compile(r"\ASource \d+:\n")
_CANNOT = re.compile(
    r"\b(?:none of the|no (?:source|information|mention)|not? (?:helpful|mentioned|provided|specified|stated|contain)|"
    r"n[o']t (?:mention|provide|specify|say|answer|contain|have|know|find|helpful)|"
    r"cannot|can't|unable|unknown|unclear)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """What the engine said to a question."""

    question: Question
    text: str  # none where it failed
    sources: tuple[Citation, ...]  # what it was given, with the numbers it was given them by

    @property
    def is_right(self) -> bool:
        """Whether the answer stands in it; a refusal where there is none."""
        if not self.question.answerable:
            return self.is_refused
        return are_answers_quoted(self.question, [self.text])

    @property
    def is_marked(self) -> bool:
        """Whether there is a marker in it."""
        return _MARKER.search(self.text) is not None

    @property
    def is_refused(self) -> bool:
        """Whether it says that the sources don't answer."""
        return _CANNOT.search(self.text) is not None

    def sentences(self) -> tuple[int, int, int]:
        """Count its sentences, those that a source it cites carries, and those that any source carries."""
        language = "en"
        said = parse(self.text, {one.number for one in self.sources}, language)
        cited = [[one for one in self.sources if one.number in sentence.numbers] for sentence in said]
        by_cited = sum(self._is_carried(one.text, own) for one, own in zip(said, cited, strict=True))
        return len(said), by_cited, sum(self._is_carried(one.text, self.sources) for one in said)

    def _is_carried(self, sentence: str, sources: Sequence[Citation]) -> bool:
        return bool(sources and check(sentence, sources, self.question.question).sentences)


class _Nearest(BaseRetriever):
    """Plain dense search as LlamaIndex asks for it."""

    def __init__(self, passages: Sequence[Passage], ranking: Dense) -> None:
        self._passages, self._ranking = passages, ranking
        super().__init__()  # pyright: ignore[reportUnknownMemberType] - LlamaIndex' own

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        best = self._ranking.best(query_bundle.query_str)[:QUOTED]
        return [NodeWithScore(node=TextNode(text=self._passages[at].titled), score=score) for at, score in best]


class Engine:
    """The engine over passages, with a model."""

    def __init__(self, passages: Sequence[Passage], ranking: Dense, url: str, model: str) -> None:
        options: dict[str, Any] = {"default_headers": {"Connection": "close"}}
        llm = OpenAILike(
            model=model, api_base=url, api_key="none", is_chat_model=True, temperature=0, max_tokens=_REPLY,
            context_window=_CONTEXT, timeout=_SECONDS, max_retries=0, **options,
        )  # fmt: skip
        self._engine = CitationQueryEngine(_Nearest(passages, ranking), llm=llm)

    async def ask(self, question: Question) -> Cited:
        """Ask it; a request that fails is an empty answer."""
        try:
            response: Any = await self._engine.aquery(question.question)
        except OpenAIError:
            return Cited(question=question, text="", sources=())
        sources = [_HEAD.sub("", one.node.get_content()).strip() for one in response.source_nodes]
        return Cited(question=question, text=str(response), sources=tuple(_sources(sources)))


def _sources(texts: Sequence[str]) -> list[Citation]:
    article = ArticleReference(id="", title="", url=None, published=None)
    return [
        Citation(number=number, article=article, passage="", quote=text, start=0, end=len(text))
        for number, text in enumerate(texts, start=1)
    ]


def summary(answers: Sequence[Cited]) -> dict[str, object]:
    """Return the figures of a set."""
    answerable = [one for one in answers if one.question.answerable]
    others = [one for one in answers if not one.question.answerable]
    sentences = [one.sentences() for one in answers]
    return {
        "answerable": len(answerable),
        "unanswerable": len(others),
        "failed": sum(not one.text for one in answers),
        "right": sum(one.is_right for one in answerable),
        "with a marker": sum(one.is_marked for one in answers),
        "unanswerable refused": sum(one.is_refused for one in others),
        "answerable refused": sum(one.is_refused for one in answerable),
        "sentences": sum(count for count, _, _ in sentences),
        "sentences that a source they cite carries": sum(cited for _, cited, _ in sentences),
        "sentences that any source carries": sum(carried for _, _, carried in sentences),
    }
