"""Sentences as evidence: of the passages that were found, which sentences most likely hold the answer.

Each sentence gets a row of features, mostly shares of the question's words weighed by their rarity: how many stand
in the sentence, around it, in its passage, its title. A linear score of the row, made a probability by softmax over
all sentences, says where the answer is, given that it is anywhere. Weights: ``index/weights.py``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from index.analysis import Pieces, analyzer, is_name_like, written_pieces
from index.answer_kinds import fits_kind
from index.passages import SentenceSpan
from index.pronouns import points_back
from index.question import AnswerKind, ParsedQuestion
from index.weights import SENTENCE_WEIGHTS

FEATURES = (
    "sentence",  # share of the question's idf mass that stands in the sentence
    "near",  # the same with its neighbours, discounted
    "context",  # the same with passage and title, discounted
    "passage",
    "article",  # over all its passages that were found
    "title",
    "number",  # the question asks for one and the sentence has one that the question hasn't
    "date",
    "name",  # likewise for who and where
    "other_name",  # a new name, and the question doesn't say what kind of thing it asks for
    "similarity",  # cosine of sentence and question
    "passage_similarity",
    "asks",  # the sentence is a question itself
    "length",  # natural logarithm of its words
    "is_short",
    "position",  # in the passage, 0 to 1
    "article_rank",  # 1 / rank of the article as retrieved
    "asking_near",  # "near", of the words of the question's own sentence where others lead up to it
    "names_near",  # "near", of the question's words with a capital
    "names_passage",  # share of these in the passage with its title
    "age",  # of the article, beside the newest one found
)
_BEFORE, _AFTER, _AROUND = 0.7, 0.5, 0.5  # how much a word counts that stands beside the sentence, not in it
_POINTED_BACK = 0.9  # how much a name counts that a pronoun stands for
_SHORT = 5
_ASKS = re.compile(r"[?؟？][”\"'’»)\s]*$")

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A passage that was found, as far as evidence needs it."""

    article: int
    ordinal: int  # which of the article's passages it is
    title: str
    text: str
    sentences: Sequence[SentenceSpan]
    language: str | None
    age: float = 0.0  # of its article, as ``recency.ages`` has it


class Likeness(Protocol):
    """How alike the question and texts are, as cosines."""

    def __call__(self, sentences: Sequence[Pieces], owner: NDArray[np.int64], titles: Sequence[Pieces]) -> "Alike":
        """Compare sentences, and the passages they make up: ``owner`` says which, ``titles`` are those of passages.

        All of them as ``analysis.written_pieces`` cuts them.
        """
        ...


@dataclass(frozen=True, slots=True)
class Alike:
    """Cosines to the question."""

    sentences: Floats
    passages: Floats  # with their titles


class EvidenceSentence(NamedTuple):
    """A sentence of a candidate."""

    candidate: int  # its position among the candidates
    span: SentenceSpan  # offsets in the candidate's text
    text: str
    language: str | None
    follows: bool  # right after the sentence before it, in the same article


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All sentences of the candidates, scored."""

    sentences: tuple[EvidenceSentence, ...]
    features: Floats  # shape (sentences, len(FEATURES))
    scores: Floats  # shape (sentences,)
    probabilities: Floats  # shape (sentences,), sum 1
    near_matches: (
        Floats  # shape (sentences, words of the question): how well the sentence with those beside it has each
    )
    passage_matches: Floats  # the same of its passage with the title

    def column(self, name: str) -> Floats:
        """Return a feature of all sentences."""
        return self.features[:, FEATURES.index(name)]


def weigh(question: ParsedQuestion, candidates: Sequence[Candidate], likeness: Likeness) -> Evidence:
    """Score all sentences of the candidates, which come by article, the best first, and in an article by ordinal."""
    sentences = tuple(_sentences(candidates))
    if not sentences or not question.words:
        nothing = np.zeros((len(sentences), len(FEATURES)))
        unmatched = np.zeros((len(sentences), len(question.words)))
        return scored(sentences, nothing, unmatched, unmatched)
    matcher = Matcher(question)
    owner = np.array([sentence.candidate for sentence in sentences])
    pieces = [written_pieces(sentence.text) for sentence in sentences]
    found = matcher.matches(pieces, [sentence.language for sentence in sentences])
    _resolve(question, sentences, found)
    around = _Around(found, sentences, candidates, matcher)
    mass = matcher.share
    alike = likeness(pieces, owner, [written_pieces(candidate.title) for candidate in candidates])
    words = np.array([max(sentence.span.words, 1) for sentence in sentences], dtype=float)
    columns: dict[str, NDArray[Any]] = {
        "sentence": mass(found),
        "near": mass(around.near),
        "context": mass(around.context),
        "passage": mass(around.passage),
        "article": mass(around.article),
        "title": mass(around.title),
        "similarity": alike.sentences,
        "passage_similarity": alike.passages[owner],
        "asks": np.array([_ASKS.search(sentence.text) is not None for sentence in sentences]),
        "length": np.log(words),
        "is_short": words < _SHORT,
        "position": _positions(owner),
        "article_rank": 1.0 / (1.0 + around.article_rank),
        "asking_near": mass(around.near, [word.asks for word in question.words]),
        "names_near": mass(around.near, matcher.names),
        "names_passage": mass(np.maximum(around.passage, around.title), matcher.names),
        "age": np.array([candidates[sentence.candidate].age for sentence in sentences]),
    } | _kinds(question, sentences)
    rows = np.column_stack([columns[name] for name in FEATURES]).astype(np.float64)
    return scored(sentences, rows, around.near, np.maximum(around.passage, around.title))


def _resolve(question: ParsedQuestion, sentences: Sequence[EvidenceSentence], found: Floats) -> None:
    """Let a sentence that begins with a pronoun have the names of the sentence before, in place.

    "Pashinyan phoned Putin. He then spoke with Macron": the second sentence is about Pashinyan as well.
    """
    names = np.array([is_name_like(word.text) or bool(word.names) for word in question.words])
    for at, sentence in enumerate(sentences):
        if at and sentence.follows and points_back(sentence.text, sentence.language):
            found[at] = np.maximum(found[at], _POINTED_BACK * found[at - 1] * names)


def scored(
    sentences: tuple[EvidenceSentence, ...],
    features: Floats,
    near_matches: Floats,
    passage_matches: Floats,
    weights: Mapping[str, float] = SENTENCE_WEIGHTS,
) -> Evidence:
    """Score rows of features."""
    scores = features @ np.array([weights[name] for name in FEATURES])
    powers = np.exp(scores - scores.max()) if len(scores) else scores
    return Evidence(
        sentences=sentences,
        features=features,
        scores=scores,
        probabilities=powers / max(powers.sum(), 1e-12),
        near_matches=near_matches,
        passage_matches=passage_matches,
    )


def _sentences(candidates: Sequence[Candidate]) -> Iterator[EvidenceSentence]:
    last: Candidate | None = None
    for at, candidate in enumerate(candidates):
        follows = last is not None and (last.article, last.ordinal + 1) == (candidate.article, candidate.ordinal)
        for span in candidate.sentences:
            yield EvidenceSentence(at, span, candidate.text[span.start : span.end], candidate.language, follows)
            follows = True
        last = candidate


def _kinds(question: ParsedQuestion, sentences: Sequence[EvidenceSentence]) -> dict[str, NDArray[Any]]:
    fits = np.array([fits_kind(question, sentence.text, sentence.language) for sentence in sentences], dtype=float)
    nothing = np.zeros(len(sentences))
    name = {
        AnswerKind.NUMBER: "number",
        AnswerKind.TIME: "date",
        AnswerKind.PERSON: "name",
        AnswerKind.PLACE: "name",
        AnswerKind.OTHER: "other_name",
    }.get(question.kind)
    return {column: fits if column == name else nothing for column in ("number", "date", "name", "other_name")}


def _positions(owner: NDArray[np.int64]) -> Floats:
    first = np.searchsorted(owner, owner)
    count = np.searchsorted(owner, owner, side="right") - first
    return (np.arange(len(owner)) - first) / count


Hit = tuple[int, float]  # which word of the question, and how well


class Matcher:
    """Which of a question's words stand in a text, each 0 to 1 by how exactly."""

    def __init__(self, question: ParsedQuestion) -> None:
        self.masses = np.array([word.idf * word.importance for word in question.words])
        self.names = [is_name_like(word.text) for word in question.words]
        self._of_term: dict[str, list[Hit]] = {}
        self._of_name: dict[str, list[Hit]] = {}
        for at, word in enumerate(question.words):
            for term, weight in word.terms.items():
                self._of_term.setdefault(term, []).append((at, weight))
            for key, weight in word.names.items():
                self._of_name.setdefault(key, []).append((at, weight))

    def matches(self, texts: Sequence[Pieces], languages: Sequence[str | None]) -> Floats:
        """Return a row for each text, cut by ``written_pieces``: how well it has each word of the question."""
        by_language = {language: self._hits(texts, languages, language) for language in dict.fromkeys(languages)}
        rows = [[0.0] * len(self.masses) for _ in texts]
        for row, pieces, language in zip(rows, texts, languages, strict=True):
            for hits in filter(None, map(by_language[language].get, pieces)):
                for at, weight in hits:
                    row[at] = max(row[at], weight)
        return np.array(rows).reshape(len(texts), len(self.masses))

    def _hits(
        self, texts: Sequence[Pieces], languages: Sequence[str | None], language: str | None
    ) -> dict[str, list[Hit]]:
        """Return what the pieces of a language's texts match: few do, so each different one is looked at once."""
        own = (pieces for pieces, one in zip(texts, languages, strict=True) if one == language)
        different = set[str]().union(*own)
        found: dict[str, list[Hit]] = {}
        for written, piece in zip(different, map(analyzer(language), different), strict=True):
            terms, name_keys = piece.terms, piece.name_keys
            if terms in self._of_term and not name_keys:
                found[written] = self._of_term[terms]
            elif name_keys or " " in terms:
                by_term = [hit for term in terms.split() for hit in self._of_term.get(term, ())]
                by_name = [hit for key in name_keys.split() for hit in self._of_name.get(key, ())]
                if by_term or by_name:
                    found[written] = by_term + by_name
        return found

    def share(self, matched: Floats, of: Sequence[bool] | None = None) -> Floats:
        """Return the share of the question's mass in rows of matches; ``of`` says of which words, None of all."""
        masses = self.masses if of is None else self.masses * np.array(of)
        return matched @ masses / (float(masses.sum()) or 1.0)


class _Around:
    """What stands around each sentence: arrays of matches, one row a sentence."""

    def __init__(
        self,
        found: Floats,
        sentences: Sequence[EvidenceSentence],
        candidates: Sequence[Candidate],
        matcher: Matcher,
    ) -> None:
        owner = np.array([sentence.candidate for sentence in sentences])
        follows = np.array([sentence.follows for sentence in sentences])[:, None]
        before = np.vstack([np.zeros_like(found[:1]), found[:-1]]) * follows * _BEFORE
        after = np.vstack([found[1:] * follows[1:], np.zeros_like(found[:1])]) * _AFTER
        of_passage = np.zeros((len(candidates), found.shape[1]))
        np.maximum.at(of_passage, owner, found)
        of_article: dict[int, Floats] = {}
        of_title: dict[int, Floats] = {}
        titles = [written_pieces(candidate.title) for candidate in candidates]
        titled = matcher.matches(titles, [candidate.language for candidate in candidates])
        for at, candidate in enumerate(candidates):
            so_far = of_article.get(candidate.article)
            if so_far is None:
                of_title[candidate.article] = titled[at]
                so_far = of_passage[at]
            of_article[candidate.article] = np.maximum(so_far, of_passage[at])
        ranks = {article: rank for rank, article in enumerate(of_article)}
        articles = [candidates[sentence.candidate].article for sentence in sentences]
        self.passage = of_passage[owner]
        self.article = np.array([of_article[article] for article in articles])
        self.title = np.array([of_title[article] for article in articles])
        self.article_rank = np.array([ranks[article] for article in articles])
        self.near = np.maximum.reduce([found, before, after])
        self.context = np.maximum.reduce([self.near, _AROUND * self.passage, _AROUND * self.title])
