"""The verdict on a claim: carried by evidence, contradicted by it, or not in it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.checking.antecedents import is_meant
from index.checking.bare import begins_with_what_was_done, hangs_on_preposition, is_anothers, is_attribute, is_bare
from index.checking.comparing import problem_of
from index.checking.gaps import filled
from index.checking.halves import halves
from index.checking.matching import Scene, Source, scenes
from index.checking.orders import is_order
from index.checking.plain import plain, straight
from index.checking.reading import Reading, read
from index.checking.verdicts import Problem, Verdict


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
    if question and asked and is_bare(reading, asked):
        return _filled_in(question, reading, evidence, asked)
    return _sentence(reading, evidence, asked)


# What an article is about needn't be named in its sentences: "Only one flows out", in "Lake Sevan".
_OF_NAME = re.compile(r"(?P<said>.+)\s(?:of|in|at|from)\s(?:the\s)?(?P<name>[A-Z]\w+(?:\s[A-Z]\w+)*)\.")


def _filled_in(question: str, answer: Reading, evidence: Sequence[Scene], asked: Reading) -> Verdict:
    """Judge what a question states with an answer of a few words in the place of what it asks for."""
    verdict = Verdict(status="absent", sources=(), reason="fragment", word=answer.text[:40])
    statements = [read(text, answer.language) for text in filled(question, answer.text)]
    is_done = begins_with_what_was_done(answer)
    done = read(f"It was {answer.text[0].lower()}{answer.text[1:]}", answer.language) if is_done else None
    fit = [
        scene
        for scene in evidence
        if not (is_anothers(answer, asked, scene) or is_attribute(answer, scene))
        and not (statements and hangs_on_preposition(answer, statements[0], scene))
        and (done is None or is_meant(done, scene, asked))
    ]
    for statement in statements:
        verdict = _sentence(statement, fit, asked)
        if verdict.status != "supported" and (of_title := _OF_NAME.fullmatch(statement.text)):
            name = read(f"The {of_title['name']}", answer.language)
            titled = [scene for scene in fit if all(scene.in_title(name.tokens[at]) for at in name.content)]
            rest = read(f"{of_title['said']}.", answer.language)
            verdict = _sentence(rest, titled if len(rest.content) > len(answer.content) else [], asked)
        if verdict.status == "supported":
            return verdict
    return replace(verdict, status="absent", sources=(), reason="fragment", word=answer.text[:40])


def _sentence(reading: Reading, evidence: Sequence[Scene], asked: Reading | None) -> Verdict:
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
    r"!?\[[^\]]*\]\s?\(|<[@#:!|/a-z]|-->|@everyone|@here|\b\w+://|\bwww\.|\bmailto:|\bdiscord\.gg|javascript:",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[\w/]", re.IGNORECASE)


def _unfit(claim: str, evidence: Sequence[Scene], question: str | None) -> Problem | None:
    """Find what no sentence may have or be, or only word for word: links, mentions, quotations, questions, orders."""
    said = dict.fromkeys(scene.said for scene in evidence)
    links = _ADDRESS.findall(claim)
    if _LINK.search(_ADDRESS.sub("", claim)) or not all(any(link in text for text in said) for link in links):
        return Problem("link", (links or [""])[0])
    if claim.rstrip("\"')” ").endswith(("?", "？", "؟")):
        return Problem("question", "?")
    if is_order(claim):
        return Problem("order", claim.split(maxsplit=1)[0])
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
    for parts in halves(claim):
        found: list[Scene] = []
        for half in parts:
            carrying = next((s for s in evidence if problem_of(half, s, None) is None), None)
            if carrying is None:
                break
            found.append(carrying)
        else:
            return found, None, True
    return [], best, False
