"""A model's text to sentences and the numbers it cites them with, in all the ways that models write those.

A marker belongs to the sentence it stands in or right after; one that begins a line to the sentence it begins. A
sentence without one remembers the next marker of its paragraph, for models often cite once for several sentences.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from index.checking.plain import plain
from index.passages import SentenceSpan, sentence_spans

MAX_CHARACTERS = 8_000  # of a text that is looked at; no answer is that long
_MAX_RANGE = 30

_LABEL = (
    r"(?:sources?|quotes?|evidence|refs?\.?|references?|citations?|cite|notes?|passages?|documents?|docs?\.?|items?|"
    r"quellen?|fuentes?|articles?|no\.?|№)\s*[:#]?\s*"
)
_NUMBER = rf"(?:{_LABEL})?[#^]?\d{{1,3}}"
_LIST = rf"{_NUMBER}(?:\s*(?:[-–—,;&/+]|and|und|et|y)\s*{_NUMBER})*"
_MARKER = re.compile(
    rf"[\[【［〔]{{1,2}}\s*(?P<square>{_LIST})(?::\d+)?\s*(?:†[^\]】]*)?[\]】］〕]{{1,2}}(?!\()"
    rf"|[(（]\s*(?P<labelled>(?:see\s+)?{_LABEL}\d{{1,3}}(?:\s*[,;&-]\s*{_NUMBER})*)\s*[)）]"
    rf"|(?<=[\w.!?\"”’)%])\s?[(（](?P<round>\d{{1,2}}(?:\s*[-–,]\s*\d{{1,2}})*)[)）](?=\s*(?:[.!?,;。！？]|$|\n|[\[(（【]))"
    r"|(?<=[\w.!?\"”’)])(?P<raised>[¹²³⁴-⁹]+)(?=\s|$|[.,;])"
    r"|(?P<cut>\[\d{0,3}\Z)",
    re.IGNORECASE,
)
_RAISED = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹", "123456789")
_PART = re.compile(rf"(?P<first>\d{{1,3}})(?:\s*[-–—]\s*(?:{_LABEL})?[#^]?(?P<last>\d{{1,3}}))?", re.IGNORECASE)
_POINTER = re.compile(
    r"(?:(?:,\s*)?\b(?:according to|as (?:stated|said|noted|reported|mentioned|shown|described|seen) (?:in|by)|"
    r"based on|per|see|laut|según|selon)|\(\s*see)\s*$",
    re.IGNORECASE,
)
_LINE_START = re.compile(r"^[ \t]*(?:>+\s*|#{1,6}\s+|[-*•+–]\s+|\d{1,2}[.)]\s+)+")
_FENCE = re.compile(r"^\s*(?:```|~~~|-{3,}|\*{3,}|={3,})")
_EMPHASIS = re.compile(r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)_{1,3}(?=\w)|(?<=[\w.!?])_{1,3}(?!\w)|~~|\|\||`")
_SOURCES = re.compile(r"^\W*(?:sources?|references?|citations?|notes?|quellen|fuentes|bibliography)\W*$", re.IGNORECASE)
_DEFINITION = re.compile(r"^\s*\[\^?\d{1,3}\]:")  # "[^1]: title" gives a note's text
_LEAD = re.compile(
    r"^(?:(?:the\s)?(?:final\s|correct\s|short\s)?answer(?:\s(?:to|for)\s(?:this|the|your)\squestion)?"
    r"\s*(?:(?:is|was|would\sbe)\s*(?::|that\s)?|:)\s*|(?:yes|no|sure|okay|ok|certainly|of course)[,.!:]\s+|"
    r"(?:based on|according to|from|per)\s(?:the\s)?(?:\w+\s){0,2}"
    r"(?:evidence|quotes?|articles?|sources?|text|passages?|context|information)(?:\s(?:above|provided|given|below))?,\s+)+",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(
    r"\W*(?:(?:the\s)?(?:short\s)?answer(?:\sis)?:?\s+)?(?:yes|no)\b(?:[,.!:;–—-]|\s[–—-])\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence as a model wrote it, without its markers."""

    text: str
    numbers: tuple[int, ...]  # what it cites, known numbers only, each once
    following: tuple[int, ...] = ()  # what the next sentence of its paragraph that cites something cites
    says_yes_or_no: bool = False  # right before it, which isn't part of its text


@dataclass(frozen=True, slots=True)
class _Mark:
    at: int  # in the text without markers
    numbers: tuple[int, ...]
    leads: bool  # stands at the beginning of a line that goes on


def parse(text: str, known: Collection[int], language: str | None = None) -> list[Written]:
    """Return the sentences of a model's text, with the numbers they cite as far as they are known."""
    bare, marks = _without_markers(_cleaned(plain(text[:MAX_CHARACTERS])), known)
    spans = sentence_spans(bare, language)
    cited: list[dict[int, None]] = [{} for _ in spans]
    for mark in marks:
        at = _owner(spans, mark)
        if at is not None:
            cited[at].update(dict.fromkeys(mark.numbers))
    found: list[Written] = []
    following: tuple[int, ...] = ()
    for at in range(len(spans) - 1, -1, -1):
        numbers = tuple(cited[at])
        sentence = bare[spans[at].start : spans[at].end]
        said = _said(sentence)
        if said and not (said.endswith(":") and not numbers):  # "The articles say:" leads to what follows
            alone = at > 0 and _YES_OR_NO.fullmatch(bare[spans[at - 1].start : spans[at - 1].end].strip())
            says_so = bool(alone or _YES_OR_NO.match(sentence))
            found.append(Written(said, numbers, () if numbers else following, says_so))
        following = () if spans[at].begins_paragraph else numbers or following
    return found[::-1]


def _owner(spans: Sequence[SentenceSpan], mark: _Mark) -> int | None:
    if mark.leads:
        return next((at for at, span in enumerate(spans) if span.end > mark.at), None)
    before = [at for at, span in enumerate(spans) if span.start < mark.at]
    return before[-1] if before else (0 if spans else None)


def _said(sentence: str) -> str:
    said = _LEAD.sub("", " ".join(sentence.split())).lstrip(" ,;:")
    if not any(char.isalnum() for char in said):
        return ""
    return said[0].upper() + said[1:] if said != sentence and said[0].islower() else said


def _cleaned(text: str) -> str:
    """Return a text without what Markdown puts before and around words, and without a list of sources at its end."""
    lines: list[str] = []
    for line in text.split("\n"):
        if _SOURCES.match(line) and lines:
            break
        if _FENCE.match(line) or _DEFINITION.match(line):
            continue
        is_item = _LINE_START.match(line) is not None
        if is_item and lines and lines[-1]:
            lines.append("")  # each item of a list stands on its own
        lines.append(_EMPHASIS.sub("", _LINE_START.sub("", line)))
    return "\n".join(lines)


def _without_markers(text: str, known: Collection[int]) -> tuple[str, list[_Mark]]:
    pieces: list[str] = []
    marks: list[_Mark] = []
    length = end = 0
    for match in _MARKER.finditer(text):
        numbers = tuple(_numbers(match))
        if match["round"] and not set(numbers) <= set(known):
            continue  # "(118)" may be a number of the sentence
        before = _POINTER.sub("", text[end : match.start()].rstrip(" \t")).rstrip(" \t")
        line = text.rfind("\n", 0, match.start()) + 1
        leads = not text[line : match.start()].strip() or (marks != [] and marks[-1].leads and not before.strip())
        leads = leads and bool(_MARKER.sub("", text[match.end() :].partition("\n")[0]).strip(" .,:;"))
        pieces.append(before)
        length += len(before)
        marks.append(_Mark(length, tuple(number for number in numbers if number in known), leads))
        end = match.end()
        if text[end : end + 1].isalnum():
            pieces.append(" ")
            length += 1
    return "".join([*pieces, text[end:]]), marks


def _numbers(match: re.Match[str]) -> Iterator[int]:
    if match["raised"]:
        yield int(match["raised"].translate(_RAISED))
        return
    for part in _PART.finditer(match["square"] or match["labelled"] or match["round"] or ""):
        first, last = int(part["first"]), int(part["last"] or part["first"])
        yield from range(first, min(last, first + _MAX_RANGE) + 1) if first <= last else (first, last)
