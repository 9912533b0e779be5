"""What Footnote is compared with: plain BM25 and plain dense search, as one would build them in an afternoon.

Both search the very passages that the library made, each with its article's title, and are asked and scored by the
same code as the library (``index.evaluate``).

BM25 is tantivy with its defaults: one field of title and text, lower case, one language's Snowball stemmer, the
words of the question joined by OR. Dense search is the cosine of WordLlama's vectors, over all passages instead of
through Chroma's approximate graph, so that it finds what Chroma finds or better.

Neither chooses quotes by itself. They are given the sentences of their three best passages that score best, as many
as fit into the library's own limit of words (which serves them better than three sentences would): BM25 by the summed
idf of the question's words in the sentence, dense search by cosine. Earlier turns of a conversation are put before
the question. They never refuse; the score of the best passage is their confidence.
"""

import re
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from math import log
from typing import Any, Protocol, cast

import numpy as np
import tantivy

from index import SHARED, Answer, Article, ArticleReference, Citation, Sentence
from index.embeddings import BundledEmbedding
from index.passages import count_words, passage_spans, sentence_spans

SEARCHED = 50  # passages
QUOTED = 3  # the best passages, whose sentences are quoted
MAX_WORDS = 120  # of all quotes, as many as the library's
MAX_RETRIEVED = 10  # articles
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of an article, as the library cuts them."""

    article: Article
    start: int  # offset in the article's text
    text: str

    @property
    def titled(self) -> str:
        """The text under its article's title, as it is indexed."""
        return f"{self.article.title}\n{self.text}"


class Ranking(Protocol):
    """One way to score passages and sentences."""

    def best(self, question: str) -> list[tuple[int, float]]:
        """Return the places of the best passages and their scores, best first."""
        ...

    def sentences(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return a score for each sentence."""
        ...


async def passages(articles: AsyncIterator[Article]) -> list[Passage]:
    """Cut articles into the passages that the library made of them."""
    found: list[Passage] = []
    async for article in articles:
        spans = passage_spans(article.text, article.language)
        assert len(spans) == article.passages, f"the library has other passages of {article.id}"
        found += [Passage(article, span.start, article.text[span.start : span.end]) for span in spans]
    return found


class Bm25:
    """tantivy's BM25 over title and text."""

    def __init__(self, texts: Sequence[str], language: str = "english") -> None:
        self._analyzer = (
            tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
            .filter(tantivy.Filter.remove_long(40))
            .filter(tantivy.Filter.lowercase())
            .filter(tantivy.Filter.stemmer(language))
            .build()
        )
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("place", stored=False, indexed=False, fast=True)
        builder.add_text_field("text", stored=False, tokenizer_name="stemmed")
        self._index = tantivy.Index(builder.build())
        self._index.register_tokenizer("stemmed", self._analyzer)
        writer: Any = self._index.writer(heap_size=64_000_000, num_threads=1)
        for place, text in enumerate(texts):
            document = tantivy.Document()
            document.add_unsigned("place", place)
            document.add_text("text", text)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def best(self, question: str) -> list[tuple[int, float]]:
        """Return the places of the passages that match best and their BM25 scores."""
        words = [word.lower() for word in _WORD.findall(question)]  # in lower case none is an operator
        if not words:
            return []
        query = self._index.parse_query(" ".join(words), ["text"])
        hits = self._searcher.search(query, limit=SEARCHED, count=False).hits
        places = cast(list[int], self._searcher.fast_field_values("place", [address for _, address in hits]))
        return [(place, float(score)) for place, (score, _) in zip(places, hits, strict=True)]

    def sentences(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return for each sentence the summed idf of the question's words that it has."""
        idf = {term: self._idf(term) for term in self._analyzer.analyze(question)}
        return [sum(idf[term] for term in idf.keys() & set(self._analyzer.analyze(text))) for text in texts]

    def _idf(self, term: str) -> float:
        frequency = self._searcher.doc_freq("text", term)
        return log(1 + (self._searcher.num_docs - frequency + 0.5) / (frequency + 0.5))


class Dense:
    """The cosine of WordLlama's vectors of title and text."""

    def __init__(self, texts: Sequence[str], embedding: BundledEmbedding) -> None:
        self._embedding = embedding
        self.vectors = embedding.vectors(texts)

    def best(self, question: str) -> list[tuple[int, float]]:
        """Return the places of the nearest passages and their cosines."""
        scores = self.vectors @ self._embedding.vectors([question])[0]
        order = np.argsort(-scores, kind="stable")[:SEARCHED]
        return [(int(place), float(scores[place])) for place in order]

    def sentences(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return each sentence's cosine."""
        return [float(score) for score in self._embedding.vectors(texts) @ self._embedding.vectors([question])[0]]


class Baseline:
    """A ranking made to answer as a library does, for ``index.evaluate``."""

    def __init__(self, passages: Sequence[Passage], ranking: Ranking) -> None:
        self._passages = passages
        self._ranking = ranking
        self._articles = {passage.article.id: passage.article for passage in passages}

    async def show(self, article: str, library: str = SHARED) -> Article:
        """Return an article."""
        return self._articles[article]

    async def ask(self, question: str, *, library: str = SHARED, turns: Sequence[str] = ()) -> Answer:
        """Answer with the best sentences of the best passages; never refuse unless nothing matches."""
        began = time.perf_counter()
        text = " ".join([*turns, question])
        ranked = self._ranking.best(text)
        best = [self._passages[place] for place, _ in ranked]
        citations = self._quotes(text, best[:QUOTED])
        return Answer(
            question=question,
            status="answered" if citations else "refused",
            mode="quotes",
            text="\n\n".join(f"{citation.quote} [{citation.number}]" for citation in citations),
            sentences=tuple(Sentence(text=one.quote, citations=(one.number,)) for one in citations),
            citations=citations,
            nearest=(),
            confidence=ranked[0][1] if ranked else 0.0,
            seconds=time.perf_counter() - began,
            retrieved=tuple(dict.fromkeys(passage.article.id for passage in best))[:MAX_RETRIEVED],
        )

    def _quotes(self, question: str, best: Sequence[Passage]) -> tuple[Citation, ...]:
        """Return the sentences that score best, as many as fit; a first one that is too long stands alone."""
        places = [
            (passage, passage.start + span.start, passage.text[span.start : span.end])
            for passage in best
            for span in sentence_spans(passage.text, passage.article.language)
        ]
        scores = self._ranking.sentences(question, [quote for _, _, quote in places])
        chosen: list[tuple[Passage, int, str]] = []
        spare = MAX_WORDS
        for at in sorted(range(len(places)), key=lambda at: -scores[at]):
            words = count_words(places[at][2])
            if words <= spare or not chosen:
                chosen.append(places[at])
                spare -= words
        return tuple(_citation(number, *place) for number, place in enumerate(chosen, start=1))


def _citation(number: int, passage: Passage, start: int, quote: str) -> Citation:
    article = passage.article
    reference = ArticleReference(id=article.id, title=article.title, url=article.url, published=article.published)
    return Citation(
        number=number, article=reference, passage=str(passage.start), quote=quote, start=start, end=start + len(quote)
    )
