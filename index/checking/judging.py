"""The verdict on a claim: carried by evidence, contradicted by it, or not in it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from index.checking.dates import Dated
from index.checking.english import AUXILIARIES, BASES
from index.checking.matching import Scene, Source, name_runs, positions, scenes
from index.checking.plain import plain, straight
from index.checking.reading import Reading, Token, forms, is_light, read
from index.checking.relations import (
    is_torn_name,
    kind_at,
    made_certain,
    misattached,
    turned_negative,
    turned_opposite,
    turned_round,
)

Reason = Literal[
    "number",
    "date",
    "name",
    "words",
    "quotation",
    "link",
    "negation",
    "roles",
    "certainty",
    "opposite",
    "fragment",
    "question",
    "pronoun",
]
_CONTRADICTIONS = frozenset(("negation", "roles", "opposite"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What evidence says of a claim."""

    status: Literal["supported", "contradicted", "absent"]
    sources: tuple[int, ...]  # the numbers of those that support or contradict it
    reason: Reason | None = None  # why it isn't supported
    word: str = ""  # the word of the claim that it fails on
    needs_all: bool = False  # the sources carry a part of it each


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a sentence of evidence doesn't carry a claim."""

    reason: Reason
    word: str
    missing: int = 1  # words of the claim that it hasn't
    contradicts: bool = False


def judge(claim: str, sources: Sequence[Source], question: str | None = None) -> Verdict:
    """Judge a claim by evidence. What only the question says is no evidence for a relation."""
    return judged(claim, scenes(sources), question)


def judged(claim: str, evidence: Sequence[Scene], question: str | None = None) -> Verdict:
    """Judge a claim by evidence that is already cut into sentences."""
    language = evidence[0].source.language if evidence else "en"
    if problem := _unfit(claim, evidence, question):
        return Verdict(status="absent", sources=(), reason=problem.reason, word=problem.word)
    reading = read(claim, language)
    asked = read(question, language) if question else None
    carrying, problem, in_parts = _carrying(reading, evidence, asked)
    if carrying:
        sources = tuple(dict.fromkeys(scene.source.number for scene in carrying))
        return Verdict(status="supported", sources=sources, needs_all=in_parts)
    if problem is None:
        return Verdict(status="absent", sources=(), reason="words")
    status = "contradicted" if problem[1].contradicts else "absent"
    sources = (problem[0].source.number,) if status == "contradicted" else ()
    return Verdict(status=status, sources=sources, reason=problem[1].reason, word=problem[1].word)


_LINK = re.compile(
    r"!?\[[^\]]*\]\s?\(|<[@#:a/]|@everyone|@here|\b\w+://|\bwww\.|\bmailto:|\bdiscord\.gg|javascript:", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[\w/]", re.IGNORECASE)


def _unfit(claim: str, evidence: Sequence[Scene], question: str | None) -> Problem | None:
    """Find what no sentence may have, or only word for word: links, mentions, quotations, questions."""
    said = dict.fromkeys(scene.said for scene in evidence)
    links = _ADDRESS.findall(claim)
    if _LINK.search(_ADDRESS.sub("", claim)) or not all(any(link in text for text in said) for link in links):
        return Problem("link", (links or [""])[0])
    if claim.rstrip("\"')” ").endswith(("?", "？", "؟")):
        return Problem("question", "?")
    language = evidence[0].source.language if evidence else "en"
    quotations = read(claim, language).quoted
    known = [_squeezed(text) for text in [*said, straight(plain(question or ""))]] if quotations else []
    for quoted in quotations:
        if not any(_squeezed(quoted) in text for text in known):
            return Problem("quotation", quoted)
    return None


def _squeezed(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _carrying(
    claim: Reading, evidence: Sequence[Scene], asked: Reading | None
) -> tuple[list[Scene], tuple[Scene, Problem] | None, bool]:
    """Return the sentences that carry a claim, each alone or two for its two halves; or what is wrong with the best."""
    tried = [(scene, problem_of(claim, scene, asked)) for scene in evidence]
    alone = [scene for scene, problem in tried if problem is None]
    if alone:
        return alone, None, False
    worst = [(scene, problem) for scene, problem in tried if problem is not None]
    best = min(worst, key=lambda pair: (pair[1].missing, not pair[1].contradicts), default=None)
    for halves in _halves(claim):
        found: list[Scene] = []
        for half in halves:
            carrying = next((s for s in evidence if problem_of(half, s, None, is_part=True) is None), None)
            if carrying is None:
                break
            found.append(carrying)
        else:
            return found, None, True
    return [], best, False


_JOINTS = frozenset("and but while whereas although though who which".split())


def _halves(claim: Reading) -> Iterator[tuple[Reading, Reading]]:
    """Cut a claim at a conjunction or a semicolon; the second half is given the subject of the first if it has none."""
    for at, (before, token) in enumerate(pairwise(claim.tokens), start=1):
        is_joint = token.fold in _JOINTS and not token.kind
        if not (is_joint or ";" in claim.text[before.end : token.start]):
            continue
        rest = claim.tokens[at + is_joint :]
        if not (_is_whole(claim.tokens[:at]) and _is_whole(rest)):
            continue
        second = claim.text[rest[0].start :]
        if rest[0].fold in ("he", "she"):
            second = _subject(claim) + claim.text[rest[0].end :]
        elif _is_verb(rest[0]):
            second = f"{_subject(claim)} {second}"
        yield read(claim.text[: before.end], claim.language), read(second, claim.language)


def _is_verb(token: Token) -> bool:
    return token.fold in AUXILIARIES or (
        token.kind == "word" and token.text.islower() and (token.fold.endswith("ed") or token.fold in BASES)
    )


def _is_whole(tokens: Sequence[Token]) -> bool:
    content = [token for token in tokens if token.kind]
    return len(content) >= 3 and any(token.kind == "word" and not is_light(token) for token in content)


def _subject(claim: Reading) -> str:
    """Return the words a claim begins with, up to and with its first name or noun."""
    tokens = claim.tokens
    end = 0
    for before, token in pairwise([*tokens, tokens[-1]]):
        end = before.end
        if before.kind in ("name", "word") and not (token.kind == "name" and before.kind == "name"):
            break
    return claim.text[:end]


def subject(claim: Reading) -> str | None:
    """Return the name that a sentence begins with, or None."""
    runs = list(name_runs(claim))
    first = next(iter(claim.content), None)
    if runs and first is not None and runs[0][0] <= first + 1:
        tokens = [claim.tokens[at] for at in ([first, *runs[0]] if runs[0][0] == first + 1 else runs[0])]
        return claim.text[tokens[0].start : tokens[-1].end] if claim.tokens[first].text[0].isupper() else None
    token = claim.tokens[first] if first is not None else None
    return token.text if token is not None and first == 0 and token.text[0].isupper() else None


def problem_of(claim: Reading, scene: Scene, asked: Reading | None, *, is_part: bool = False) -> Problem | None:
    """Return why a sentence doesn't carry a claim; None when it does."""
    words = [claim.tokens[at] for at in claim.content]
    known = scene.sentence.by_form
    if not any(form in known for token in words if token.figure is None for form in forms(token)):
        return Problem("words", claim.text[:40], missing=len(words) + 1)  # spares a closer look at most sentences
    return _Check(claim, scene, asked).problem(is_part=is_part)


class _Check:
    """A claim held against one sentence."""

    def __init__(self, claim: Reading, scene: Scene, asked: Reading | None) -> None:
        self.matched = {at: found for at in claim.content if (found := scene.found(claim.tokens[at]))}
        self.claim, self.scene, self.sentence, self.asked = self._named(claim, scene), scene, scene.sentence, asked
        self.missing = [at for at in claim.content if at not in self.matched and not is_light(claim.tokens[at])]

    def _named(self, claim: Reading, scene: Scene) -> Reading:
        """Take the word that a claim begins with for a name, unless the evidence has it as a common word."""
        first = next(iter(claim.content), 0)
        if not claim.tokens or kind_at(claim, first) == claim.tokens[first].kind:
            return claim
        if any(kind_at(scene.sentence, at) != "name" for at in self.matched.get(first, ())):
            return claim
        if not self.matched.get(first) and claim.tokens[first].fold.endswith("s"):  # "Soldiers of Armenia …"
            return claim
        tokens = [*claim.tokens]
        tokens[first] = replace(tokens[first], kind="name")
        return replace(claim, tokens=tokens)

    def problem(self, *, is_part: bool) -> Problem | None:
        claim = self.claim
        solid = [at for at in self.matched if not is_light(claim.tokens[at])]
        if not solid:
            return Problem("words", claim.text[:40], missing=len(self.missing) + 1)
        unexplained = [at for at in self.missing if not self._is_explained(at)]
        if not unexplained and len(self.missing) > len(solid):  # what it says is said by the other sentence
            unexplained = self.missing
        if unexplained:
            return self._absent(unexplained)
        return self._torn() or self._turned() or self._misattached() or (None if is_part else self._fragment())

    def _absent(self, unexplained: list[int]) -> Problem:
        tokens = [self.claim.tokens[at] for at in unexplained]
        order = ("number", "date", "name", "word")
        token = min(tokens, key=lambda token: order.index(token.kind))
        is_figure = all(one.kind in ("number", "date") for one in tokens)
        contradicts = is_figure and len(self.matched) >= 2 and self._has_rival(token.kind) and not self._turned()
        return Problem(_reason(token), token.text, missing=len(tokens), contradicts=contradicts)

    def _has_rival(self, kind: str) -> bool:
        taken = {found for places in self.matched.values() for found in places}
        rivals = [at for at in self.sentence.content if at not in taken and self._is_rival(at, kind)]
        return bool(rivals)

    def _is_rival(self, at: int, kind: str) -> bool:
        figure = self.sentence.tokens[at].figure
        if kind == "number" and isinstance(figure, Dated):
            return figure.readings[0].month is None and figure.readings[0].year is not None  # "2000 soldados"
        return kind_at(self.sentence, at) == kind

    def _is_explained(self, at: int) -> bool:
        """Whether a word the sentence hasn't is what it points back to, or what the question is about."""
        token = self.claim.tokens[at]
        if self.scene.in_context(token):
            return self._may_come_from_context(at)
        if self.asked is None or token.kind == "word" or not positions(self.asked, token, self.scene.published):
            return False
        if token.kind == "name":
            return self.sentence.has_pronoun and not self._has_rival("name")
        return not self._has_rival(token.kind) and not self._context_has("date")

    def _context_has(self, kind: str) -> bool:
        return any(token.kind == kind for reading in self.scene.context for token in reading.tokens)

    def _may_come_from_context(self, at: int) -> bool:
        """Whether a word can be one that the sentence points back to: its subject, or the rest of a name it has."""
        token = self.claim.tokens[at]
        if token.kind in ("number", "date"):
            return not self._has_rival(token.kind) and (token.kind == "date" or self.scene.in_title(token))
        if token.kind == "name" and self._stands_in_run(at):
            return True
        verb = next((other for other in self.matched if other > at and self.claim.tokens[other].kind == "word"), None)
        if verb is None or any(self.claim.tokens[other].kind == "word" for other in self.matched if other < at):
            return token.kind == "name" and not self._has_rival("name") and self._is_alone(at)
        return self._is_open(min(self.matched[verb]))

    def _is_open(self, verb: int) -> bool:
        """Whether what stands before a word of the sentence points back, and nobody is named there."""
        taken = {found for places in self.matched.values() for found in places}
        before = self.sentence.tokens[:verb]
        is_named = any(kind_at(self.sentence, at) == "name" and at not in taken for at in range(len(before)))
        return not is_named and (self.sentence.has_pronoun or any(token.fold in _DEFINITE for token in before))

    def _is_alone(self, at: int) -> bool:
        """Whether all names that the sentence hasn't are one name."""
        names = [other for other in self.missing if self.claim.tokens[other].kind == "name"]
        return any(set(names) <= set(run) for run in name_runs(self.claim) if at in run)

    def _stands_in_run(self, at: int) -> bool:
        """Whether a name's other words are in the sentence: "Defense Ministry" where it says "the ministry"."""
        return any(at in run and any(other in self.matched for other in run) for run in name_runs(self.claim))

    def _torn(self) -> Problem | None:
        readings = [self.sentence, *self.scene.context]
        for run in name_runs(self.claim):
            places = [
                {at: positions(reading, self.claim.tokens[at], self.scene.published) for at in run}
                for reading in readings
            ]
            if len(run) > 1 and is_torn_name(self.claim, readings, places, run):
                return Problem("name", self.claim.tokens[run[0]].text)
        return None

    def _turned(self) -> Problem | None:
        checks: tuple[tuple[Reason, object], ...] = (
            ("negation", turned_negative),
            ("opposite", turned_opposite),
            ("roles", turned_round),
            ("certainty", made_certain),
        )
        for reason, check in checks:
            if token := check(self.claim, self.sentence, self.matched):
                return Problem(reason, token.text, missing=0, contradicts=reason in _CONTRADICTIONS)
        return None

    def _misattached(self) -> Problem | None:
        figures = [at for at in self.matched if self.claim.tokens[at].kind in ("number", "date")]
        for at in figures:
            rivals = sum(self.matched[other] == self.matched[at] for other in figures)
            if rivals > len(self.matched[at]) and self._has_rival(self.claim.tokens[at].kind):
                return Problem(_reason(self.claim.tokens[at]), self.claim.tokens[at].text, missing=0)
        for at in self.claim.content:
            token = self.claim.tokens[at]
            if token.kind in ("number", "date", "name") and misattached(self.claim, self.sentence, self.matched, at):
                return Problem(_reason(token), token.text, missing=0, contradicts=token.kind != "name")
        return None

    def _fragment(self) -> Problem | None:
        """Find out whether an answer without a verb would say something of the question that isn't in the evidence."""
        words = [at for at in self.claim.content if self.claim.tokens[at].kind == "word"]
        if len(self.claim.content) > 3 or (words and len(self.claim.content) > 2) or self.asked is None:
            return None
        for at in self.asked.content:
            token = self.asked.tokens[at]
            if not (self.scene.found(token) or self.scene.in_context(token) or is_light(token)):
                return Problem("fragment", token.text)
        return None


_DEFINITE = frozenset("the both another other this that these those such".split())


def _reason(token: Token) -> Reason:
    return token.kind if token.kind in ("number", "date", "name") else "words"  # pyright: ignore
