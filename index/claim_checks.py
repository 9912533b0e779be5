"""A claim held against what was found for it: supported, contradicted, both, or not in the articles. Pure.

Each article is judged alone, and each sentence by its own number, so that what is quoted is the very sentence that a
verdict rests on. Likeness finds the sentences; it decides nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from index.analysis import fold, words
from index.asking import Weighed
from index.catalog import StoredPassage
from index.checking.contradicting import is_surely_contradicted
from index.checking.judging import judged
from index.checking.matching import Scene, Source, scenes
from index.checking.reading import Reading, read
from index.checking.strict import carry
from index.checking.verdicts import Verdict
from index.claims import Stated
from index.models import Citation, Claim
from index.passages import SentenceSpan, sentence_spans
from index.pronouns import points_back
from index.stopwords import likely_language

_PASSAGES = 12  # that are looked at, those with the likeliest sentences
_ARTICLES = 2  # quoted for a verdict
_BEFORE = 2  # sentences before one that its pronouns bring along


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence of a passage, as evidence."""

    passage: StoredPassage
    spans: Sequence[SentenceSpan]  # of all sentences of the passage
    at: int
    scene: Scene

    def citation(self) -> Citation:
        """Return it as a quote, with the sentences before it that its pronouns are about."""
        first = self.at
        while first and self.at - first < _BEFORE and self._points_back(first) and not self.spans[first - 1].is_heading:
            first -= 1
        return _cited(self.passage, self.spans[first].start, self.spans[self.at].end)

    def _points_back(self, at: int) -> bool:
        span = self.spans[at]
        return points_back(self.passage.text[span.start : span.end], self.passage.language)


class ClaimChecker:
    """Checks the claims of one message; a passage that several need is read once."""

    def __init__(self) -> None:
        self._known: dict[int, list[_Place]] = {}

    def check(self, stated: Stated, weighed: Weighed) -> Claim:
        """Say what was found of a claim."""
        if stated.checked is None:
            return Claim(text=stated.text, is_unclear=True)
        supporting: list[Citation] = []
        contradicting: list[Citation] = []
        for places in self._by_article(weighed):
            status, cited = _judged(stated.checked, places)
            if status == "supported":
                supporting += cited
            elif status == "contradicted":
                contradicting += cited
        is_found = bool(supporting or contradicting)
        return Claim(
            text=stated.text,
            supporting=tuple(supporting[:_ARTICLES]),
            contradicting=tuple(contradicting[:_ARTICLES]),
            nearest=() if is_found else tuple(_nearest(weighed)),
        )

    def _by_article(self, weighed: Weighed) -> Iterable[list[_Place]]:
        """Return the sentences of the likeliest passages, article by article, the best first."""
        articles: dict[int, list[_Place]] = {}
        for passage in _likeliest(weighed):
            articles.setdefault(passage.article_key, []).extend(self._places(passage))
        return articles.values()

    def _places(self, passage: StoredPassage) -> list[_Place]:
        if passage.key not in self._known:
            self._known[passage.key] = _places(passage)
        return self._known[passage.key]


def _likeliest(weighed: Weighed) -> list[StoredPassage]:
    best: dict[int, float] = {}
    for sentence, score in zip(weighed.evidence.sentences, weighed.evidence.scores, strict=True):
        best[sentence.candidate] = max(best.get(sentence.candidate, score), score)
    return [weighed.passages[at] for at in sorted(best, key=lambda at: -best[at])[:_PASSAGES]]


def _places(passage: StoredPassage) -> list[_Place]:
    article = passage.article
    language = passage.language or likely_language([fold(word.text) for word in words(passage.text)], ())
    source = Source(number=0, quote=passage.text, title=article.title, published=article.published, language=language)
    spans = sentence_spans(passage.text, language)  # as the scenes are cut
    return [_Place(passage, spans, one.at, one) for one in scenes([source]) if not spans[one.at].is_heading]


def _judged(claim: str, places: Sequence[_Place]) -> tuple[str, list[Citation]]:
    """Judge a claim by one article: what it comes to, and the sentences that say so."""
    left = {
        number: replace(place.scene, source=replace(place.scene.source, number=number))
        for number, place in enumerate(places)
    }
    while left:
        verdict = judged(claim, [*left.values()])
        reading = read(claim, places[0].scene.source.language)
        if verdict.status == "absent":
            break
        cited = [places[number] for number in _telling(reading, verdict, left)]
        if cited:
            return verdict.status, [place.citation() for place in cited]
        left = {number: scene for number, scene in left.items() if number not in verdict.sources}
    return "absent", []


def _telling(claim: Reading, verdict: Verdict, known: Mapping[int, Scene]) -> Sequence[int]:
    """Return the numbers of the sentences that a verdict stands on when it is looked at more closely."""
    if verdict.status == "contradicted":
        return [n for n in verdict.sources if is_surely_contradicted(claim, known[n], verdict.reason)]
    if verdict.needs_all:
        return verdict.sources if carry(claim, [known[n] for n in verdict.sources]) else ()
    return [n for n in verdict.sources if carry(claim, [known[n]])][:1]


def _nearest(weighed: Weighed) -> Iterable[Citation]:
    """Yield the sentence that comes closest."""
    order = sorted(range(len(weighed.evidence.sentences)), key=lambda at: -weighed.evidence.scores[at])
    for at in order:
        sentence = weighed.evidence.sentences[at]
        if not sentence.span.is_heading:
            yield _cited(weighed.passages[sentence.candidate], sentence.span.start, sentence.span.end)
            return


def _cited(passage: StoredPassage, start: int, end: int) -> Citation:
    return Citation(
        number=1,  # until all claims are numbered through
        article=passage.article,
        passage=str(passage.key),
        quote=passage.text[start:end],
        start=passage.start + start,
        end=passage.start + end,
    )
