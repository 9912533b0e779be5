"""The metrics of an evaluation: pure functions. Texts are compared without case, with white space collapsed."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.models import Answer, Citation, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceScores:
    """How the quotes of one answer compare with the evidence."""

    precision: float | None  # None when nothing is quoted
    recall: float
    f1: float


def normalise(text: str) -> str:
    """Return the text as it is compared: without case, each run of white space as one space."""
    return " ".join(text.casefold().split())


def shown_quotes(answer: Answer) -> tuple[str, ...]:
    """Return what an answer shows as its own: quotes, or sentences written from them; of a refusal nothing."""
    if answer.status == "refused":
        return ()
    if answer.mode == "generated":
        return tuple(sentence.text for sentence in answer.sentences)
    return tuple(citation.quote for citation in answer.citations)


def are_answers_quoted(question: Question, quotes: Iterable[str]) -> bool:
    """Tell whether one of the question's answers, or all when it needs them, stand in the quotes."""
    texts = [normalise(quote) for quote in quotes]
    found = (any(normalise(answer) in text for text in texts) for answer in question.answers)
    return all(found) if question.need == "all" else any(found)


def stands_in(quotes: Iterable[str], paragraph: str | None) -> bool:
    """Tell whether one of the quotes stands in the paragraph."""
    whole = normalise(paragraph or "")
    return any(normalise(quote) in whole for quote in quotes)


def sentence_scores(quotes: Iterable[str], evidence: Iterable[str]) -> SentenceScores:
    """Compare quotes with sentences of evidence: a pair agrees when one of the two contains the other."""
    shown = _distinct(quotes)
    wanted = _distinct(evidence)
    right = sum(any(quote in sentence or sentence in quote for sentence in wanted) for quote in shown)
    found = sum(any(quote in sentence or sentence in quote for quote in shown) for sentence in wanted)
    precision = right / len(shown) if shown else None
    recall = found / len(wanted) if wanted else 0.0
    both = (precision or 0.0) + recall
    return SentenceScores(
        precision=precision, recall=recall, f1=2 * (precision or 0.0) * recall / both if both else 0.0
    )


def is_exact(citation: Citation, text: str | None) -> bool:
    """Tell whether a citation's quote is what the article's text says at its place."""
    return text is not None and bool(citation.quote) and text[citation.start : citation.end] == citation.quote


def auroc(higher: Sequence[float], lower: Sequence[float]) -> float | None:
    """Return the area under the ROC curve: how often one of ``higher`` exceeds one of ``lower``, ties counting half.

    This is the Mann–Whitney U statistic over the number of pairs (Hanley and McNeil, Radiology 143, 1982).
    """
    if not higher or not lower:
        return None
    ordered = sorted(lower)
    twice = sum(bisect_left(ordered, value) + bisect_right(ordered, value) for value in higher)
    return twice / (2 * len(higher) * len(lower))


def refused_at(answerable: Sequence[float], unanswerable: Sequence[float], accepted: float) -> float | None:
    """Return the share of the unanswerable below the highest threshold that refuses few of the answerable.

    A question is refused when its confidence is below the threshold; ``accepted`` is the largest share, below 1,
    of the answerable that may be.
    """
    if not answerable or not unanswerable:
        return None
    most = int(len(answerable) * accepted + 1e-9)  # 0.1 * 30 is a hair above 3, 0.29 * 100 one below 29
    threshold = sorted(answerable)[most]
    return sum(value < threshold for value in unanswerable) / len(unanswerable)


def percentile(values: Iterable[float], share: float) -> float | None:
    """Return the value below which ``share`` of them lie, between two of them in proportion."""
    ordered = sorted(values)
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def mean(values: Iterable[float]) -> float | None:
    """Return the mean, None of nothing; facts count as 0 and 1."""
    kept = list(values)
    return sum(kept) / len(kept) if kept else None


def _distinct(texts: Iterable[str]) -> list[str]:
    """Return the texts as they are compared, each once, without blank ones, which would be in everything."""
    return list(dict.fromkeys(text for text in map(normalise, texts) if text))
