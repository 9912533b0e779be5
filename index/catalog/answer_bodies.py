"""Answers as they are written down, and what is left of one when an article it quotes is removed."""

import json
from collections.abc import Callable
from dataclasses import asdict, fields, replace
from typing import Any, TypeVar

from index.models import Answer, ArticleReference, Citation, Mark, Sentence

REMOVED = "[removed]"  # stands where an article's words stood

_Value = TypeVar("_Value")


def write(answer: Answer) -> str:
    """Write an answer as JSON."""
    return json.dumps(asdict(answer), ensure_ascii=False)


def read(written: str) -> Answer:
    """Read an answer, of this release or another."""
    body: dict[str, Any] = json.loads(written)
    sentences = tuple(_make(Sentence, item | {"citations": tuple(item["citations"])}) for item in body["sentences"])
    lists = {
        "sentences": sentences,
        "citations": tuple(map(_citation, body["citations"])),
        "nearest": tuple(map(_citation, body["nearest"])),
        "retrieved": tuple(body.get("retrieved", ())),
        "unshown": tuple(map(_citation, body.get("unshown", ()))),
    }
    return _make(Answer, body | lists)


def slotted(answer: Answer) -> tuple[Citation, ...]:
    """Return the citations that can be opened: those an answer shows or did show, or the nearest of a refusal."""
    return (*answer.citations, *answer.unshown) if answer.status == "answered" else answer.nearest


def without(answer: Answer, is_gone: Callable[[Citation], bool]) -> Answer:
    """Return an answer without a word of the citations that are gone."""
    slots = {citation.slot for citation in slotted(answer) if is_gone(citation)}
    if not slots:
        return answer
    gone = {citation.number for citation in answer.citations if citation.slot in slots}
    sentences = tuple(
        sentence if gone.isdisjoint(sentence.citations) else replace(sentence, text=REMOVED)
        for sentence in answer.sentences
    )
    return replace(
        answer,
        text="\n\n".join(map(_with_numbers, sentences)) if sentences else answer.text,
        sentences=sentences,
        citations=_blanked(answer.citations, slots),
        nearest=_blanked(answer.nearest, slots),
        unshown=_blanked(answer.unshown, slots),
    )


def _with_numbers(sentence: Sentence) -> str:
    return " ".join([sentence.text, "".join(f"[{number}]" for number in sentence.citations)]).strip()


def _blanked(citations: tuple[Citation, ...], slots: set[int]) -> tuple[Citation, ...]:
    return tuple(_blank(citation) if citation.slot in slots else citation for citation in citations)


def _blank(citation: Citation) -> Citation:
    """Return a citation that says of which article it was, and nothing that the article said."""
    was = citation.article
    article = ArticleReference(
        id=was.id, title=REMOVED, url=None, published=None, revision=was.revision, library=was.library
    )
    number, slot = citation.number, citation.slot
    return Citation(number=number, article=article, passage="", quote=REMOVED, start=0, end=0, slot=slot)


def _citation(body: dict[str, Any]) -> Citation:
    marks = tuple(_make(Mark, mark) for mark in body.get("marks", ()))
    return _make(Citation, body | {"article": _make(ArticleReference, body["article"]), "marks": marks})


def _make(kind: type[_Value], body: dict[str, Any]) -> _Value:
    """Make a value of what was kept, leaving out fields that this release no longer has."""
    known = {field.name for field in fields(kind)}  # pyright: ignore[reportArgumentType]
    return kind(**{name: value for name, value in body.items() if name in known})
