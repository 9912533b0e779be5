"""Questions that sound answerable and aren't, made of those that are: for fitting what tells them apart."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.asking import Weighed, likeness_to
from index.embeddings import BundledEmbedding
from index.evidence import Candidate, weigh
from index.models import Question
from index.passages import sentence_spans

_CAPITAL = r"[^\W\d_a-zà-öø-ÿ][\w’'-]*"
# Words with a capital, past the first word: what a question is about.
_NAMES = re.compile(rf"(?<=[\w,;:’'] ){_CAPITAL}(?:(?: (?:of|the|and|de|del|la|las|los|y))* {_CAPITAL})*")
_POSSESSIVE = re.compile(r"[’']s$")


def normal(text: str) -> str:
    """Fold case and white space for comparing."""
    return " ".join(text.casefold().split())


def without_answer(question: Question, weighed: Weighed, bundled: BundledEmbedding) -> Weighed | None:
    """Weigh what was found again without the sentences that hold an answer; None where there are none."""
    answers = [normal(answer) for answer in question.answers]
    left = [_without(one, answers) for one in weighed.candidates]
    candidates = tuple(one for one in left if one.text)
    if not candidates or [one.text for one in left] == [one.text for one in weighed.candidates]:
        return None
    evidence = weigh(weighed.question, candidates, likeness_to(weighed.question.text, bundled))
    return replace(weighed, candidates=candidates, evidence=evidence)


def _without(candidate: Candidate, answers: Sequence[str]) -> Candidate:
    kept, at = "", 0
    for span in candidate.sentences:
        sentence = normal(candidate.text[span.start : span.end])
        if any(answer in sentence for answer in answers):
            kept, at = kept + candidate.text[at : span.start], span.end
    if not at:
        return candidate
    text = (kept + candidate.text[at:]).strip()
    return replace(candidate, text=text, sentences=sentence_spans(text, candidate.language))


def of_others(questions: Sequence[Question], others: Sequence[Question], most: int) -> list[Question]:
    """Ask what is asked of one subject of another: "When did Luther die?" and the Rhine, "When did the Rhine die?".

    ``others`` lend their subjects, those of other articles only.
    """
    chance = random.Random(11)
    lenders = [one for one in others if _subject(one)]
    made: list[Question] = []
    for question in questions[: 4 * most]:
        lender = chance.choice(lenders)
        subject, other = _subject(question), _subject(lender)
        if subject and other and not set(question.articles).intersection(lender.articles) and len(made) < most:
            text = question.question.replace(subject, other)
            made.append(replace(question, question=text, answers=(), paragraph=None, answerable=False))
    return made


def _subject(question: Question) -> str | None:
    return max(_names(question.question), key=len, default=None)


def _names(text: str) -> Iterator[str]:
    for match in _NAMES.finditer(text):
        yield _POSSESSIVE.sub("", match.group())
