"""From scored sentences to the quotes that are shown: few, short, whole, and not the same thing twice.

A quote is a run of sentences of an article. With p the probability that a sentence holds the answer, the quotes are
chosen for the largest sum of -ln(1 - p), at most ``MAX_QUOTES`` of them and ``MAX_WORDS`` words, and none that would
add little: a reader pays for every word.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz

from index.evidence import Evidence, EvidenceSentence
from index.pronouns import points_back
from index.question import AnswerKind, ParsedQuestion

MAX_QUOTES = 3
MAX_WORDS = 120
MAX_SENTENCES = 4  # of one quote
MIN_GAIN = 0.005  # what a further quote must add, as a probability
MIN_WORDS = 4  # of a quote that isn't the only one to be had
WORD_COST = 0.0005  # a sentence of 20 words must add 1 % to be worth reading
_BEAM = 48
_WINDOWS = 24
_SAME = 90  # of 100: two texts as alike as this say the same
_RIVAL = 0.8  # another article's sentence must match this share of what the best one matches

_NUMBERS = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """Sentences ``first`` to ``last`` (inclusive) of the evidence, one after the other in an article."""

    first: int
    last: int
    words: int
    gain: float  # -ln(1 - p) less the cost of reading, summed

    def overlaps(self, other: "Window") -> bool:
        """Whether two windows share a sentence."""
        return self.first <= other.last and other.first <= self.last


def choose(question: ParsedQuestion, evidence: Evidence, articles: Sequence[int]) -> list[Window]:
    """Choose the windows to quote, best first. ``articles`` gives the article of each candidate."""
    windows = _windows(evidence)
    if not windows:
        return []
    chosen = _best_set(evidence, windows)
    rival = _rival(question, evidence, articles, chosen)
    if rival is not None:
        chosen = _with_rival(chosen, rival)
    return sorted(_joined(evidence, chosen), key=lambda window: -window.gain)


def _windows(evidence: Evidence) -> list[Window]:
    """Return the windows worth a look: around the likeliest sentences, densest in probability first."""
    lengths = np.array([sentence.span.words for sentence in evidence.sentences])
    gains = -np.log1p(-np.clip(evidence.probabilities, 0.0, 0.999)) - WORD_COST * lengths
    likeliest = np.argsort(-evidence.probabilities)[: _WINDOWS + _BEAM // 4]
    found: set[Window] = set()
    for at in likeliest:
        found.update(_around(evidence, int(at), gains))
    by_density = sorted(found, key=lambda window: (-window.gain / (window.words + 8), window))
    by_gain = sorted(found, key=lambda window: (-window.gain, window))
    return list(dict.fromkeys([*by_density[:_WINDOWS], *by_gain[: _WINDOWS // 2]]))


def _around(evidence: Evidence, at: int, gains: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> Iterator[Window]:
    sentences = evidence.sentences
    if sentences[at].span.is_heading:
        return
    for first in range(at, max(at - MAX_SENTENCES, -1), -1):
        if sentences[first].span.is_heading or (first < at and not sentences[first + 1].follows):
            break
        start = _antecedent(sentences, first)
        for last in range(at, min(first + MAX_SENTENCES, len(sentences))):
            if last > at and (sentences[last].span.is_heading or not sentences[last].follows):
                break
            words = sum(sentence.span.words for sentence in sentences[start : last + 1])
            if words <= MAX_WORDS:
                yield Window(start, last, words, float(gains[start : last + 1].sum()))


def _antecedent(sentences: Sequence[EvidenceSentence], first: int) -> int:
    """Return where a quote must begin that is to have sentence ``first``; a pronoun brings the sentence before."""
    start = first
    while points_back(sentences[start].text, sentences[start].language) and start > 0 and first - start < 2:
        if not sentences[start].follows or sentences[start - 1].span.is_heading:
            break
        start -= 1
    return start


def _best_set(evidence: Evidence, windows: Sequence[Window]) -> list[Window]:
    """Search for the set with the largest gain: a beam over sets of one, two and three windows."""
    worth = [window for window in windows if window.gain >= MIN_GAIN and window.words >= MIN_WORDS]
    excluded = _exclusions(evidence, worth)
    beam: list[tuple[float, int, tuple[int, ...]]] = [(0.0, 0, ())]
    best = beam[0]
    for _ in range(MAX_QUOTES):
        grown: dict[frozenset[int], tuple[float, int, tuple[int, ...]]] = {}
        for value, words, chosen in beam:
            for at, window in enumerate(worth):
                if words + window.words <= MAX_WORDS and excluded[at].isdisjoint(chosen):
                    grown[frozenset((*chosen, at))] = (value + window.gain, words + window.words, (*chosen, at))
        if not grown:
            break
        beam = sorted(grown.values(), key=lambda entry: (-entry[0], entry[1]))[:_BEAM]
        best = max(best, beam[0], key=lambda entry: entry[0])
    if not best[2]:  # all gains are tiny, as when many sentences are as good: show the best one
        return [max(windows, key=lambda window: (window.words >= MIN_WORDS, window.gain, -window.words))]
    return [worth[at] for at in best[2]]


def _exclusions(evidence: Evidence, windows: Sequence[Window]) -> list[set[int]]:
    """Return for each window those that can't be shown beside it, itself among them."""
    texts = [text_of(evidence, window).casefold() for window in windows]
    figures = [_figures(text) for text in texts]
    excluded = [{at} for at in range(len(windows))]
    for one in range(len(windows)):
        for other in range(one):
            overlaps = windows[one].overlaps(windows[other])
            if overlaps or (figures[one] == figures[other] and _says_the_same(texts[one], texts[other])):
                excluded[one].add(other)
                excluded[other].add(one)
    return excluded


def text_of(evidence: Evidence, window: Window) -> str:
    """Return a window's sentences, joined by spaces; for comparing, not for showing."""
    return " ".join(sentence.text for sentence in evidence.sentences[window.first : window.last + 1])


def _says_the_same(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return shorter in longer or fuzz.ratio(one, other, score_cutoff=_SAME) > 0


def _figures(text: str) -> set[str]:
    return {match.group().rstrip(".,") for match in _NUMBERS.finditer(text)}


def _rival(
    question: ParsedQuestion, evidence: Evidence, articles: Sequence[int], chosen: Iterable[Window]
) -> Window | None:
    """Find another article's sentence that fits as well as the best and gives other figures."""
    if question.kind not in (AnswerKind.NUMBER, AnswerKind.TIME):
        return None
    sentences = evidence.sentences
    best = int(np.argmax(evidence.scores))
    shown = {articles[sentences[at].candidate] for window in chosen for at in range(window.first, window.last + 1)}
    fits = evidence.column("number") + evidence.column("date") > 0
    context = evidence.column("context")
    figures = _figures(sentences[best].text)
    for at in np.argsort(-evidence.scores)[:40]:
        sentence = sentences[int(at)]
        if articles[sentence.candidate] in shown or not fits[at] or context[at] < _RIVAL * context[best]:
            continue
        if _figures(sentence.text) - figures:
            start = _antecedent(sentences, int(at))
            words = sum(one.span.words for one in sentences[start : int(at) + 1])
            return Window(start, int(at), words, float(evidence.probabilities[at]))
    return None


def _with_rival(chosen: list[Window], rival: Window) -> list[Window]:
    """Make room for a rival by leaving out what adds least, never the best window."""
    kept = sorted(chosen, key=lambda window: -window.gain)
    while len(kept) > 1 and (len(kept) >= MAX_QUOTES or _words(kept) + rival.words > MAX_WORDS):
        kept.pop()
    return [*kept, rival] if _words(kept) + rival.words <= MAX_WORDS else chosen


def _joined(evidence: Evidence, chosen: Iterable[Window]) -> list[Window]:
    """Make one quote of those that follow on each other in an article, where it isn't too long for one."""
    joined: list[Window] = []
    for window in sorted(chosen, key=lambda one: one.first):
        last = joined[-1] if joined else None
        if (
            last is not None
            and window.first == last.last + 1
            and evidence.sentences[window.first].follows
            and window.last - last.first < MAX_SENTENCES
        ):
            joined[-1] = Window(last.first, window.last, last.words + window.words, last.gain + window.gain)
        else:
            joined.append(window)
    return joined


def _words(windows: Iterable[Window]) -> int:
    return sum(window.words for window in windows)
