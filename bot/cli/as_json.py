"""Footnote's values as JSON, one to a line."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index import Added, Answer, AnswerFeedback, Article, ArticleSummary, Citation, Figures, Finding, Flag, Question

# Characters that JSON allows inside a string and that end a line, steer a terminal or can't be encoded.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def line_of(value: Mapping[str, Any]) -> str:
    """Return the value as JSON on one line, whatever takes for the end of a line, without that end."""
    line = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", line)


def of_added(added: Added) -> dict[str, Any]:
    """Return what became of an article."""
    value = {
        "status": added.status,
        "article": added.article,
        "title": added.title,
        "passages": added.passages,
        "source": added.source,
        "error": added.error,
    }
    return value | ({"duplicate_of": added.duplicate_of} if added.duplicate_of else {})


def of_answer(answer: Answer) -> dict[str, Any]:
    """Return an answer, or a refusal; a note only where there is one."""
    value = {
        "question": answer.question,
        "status": answer.status,
        "mode": answer.mode,
        "text": answer.text,
        "sentences": [{"text": sentence.text, "citations": list(sentence.citations)} for sentence in answer.sentences],
        "citations": [_of_citation(citation) for citation in answer.citations],
        "nearest": [_of_citation(citation) for citation in answer.nearest],
        "confidence": answer.confidence,
        "seconds": answer.seconds,
    }
    return value | ({"note": answer.note} if answer.note else {})


def of_asked(question: Question, answer: Answer) -> dict[str, Any]:
    """Return the answer to a question of an evaluation."""
    return {"id": question.id} | of_answer(answer) | {"retrieved": list(answer.retrieved)}


def of_summary(summary: ArticleSummary, library: str) -> dict[str, Any]:
    """Return an article without its text."""
    return {
        "id": summary.id,
        "title": summary.title,
        "url": summary.url,
        "published": summary.published,
        "author": summary.author,
        "site": summary.site,
        "language": summary.language,
        "revision": summary.revision,
        "added_at": summary.added_at.isoformat(),
        "source": summary.source,
        "library": library,
        "passages": summary.passages,
    }


def of_article(article: Article) -> dict[str, Any]:
    """Return an article with its text."""
    return {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "published": article.published,
        "author": article.author,
        "site": article.site,
        "language": article.language,
        "revision": article.revision,
        "added_at": article.added_at.isoformat(),
        "source": article.source,
        "library": article.library,
        "passages": article.passages,
        "text": article.text,
    }


def of_row(article: Article) -> dict[str, Any]:
    """Return an article as ``footnote add`` takes it back."""
    return {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "published": article.published,
        "author": article.author,
        "site": article.site,
        "language": article.language,
        "source": article.source,
        "text": article.text,
    }


def of_feedback(feedback: AnswerFeedback) -> dict[str, Any]:
    """Return what readers said of an answer, as a question that ``footnote evaluate`` takes."""
    question = feedback.question
    return {
        "id": question.id,
        "question": question.question,
        "turns": list(question.turns),
        "answers": list(question.answers),
        "articles": list(question.articles),
        "answerable": question.answerable,
        "library": feedback.kept.library,
        "status": feedback.kept.answer.status,
        "verdict": {"good": feedback.good, "bad": feedback.bad},
        "flags": [_of_flag(flag) for flag in feedback.flags],
    }


def _of_flag(flag: Flag) -> dict[str, Any]:
    citation = flag.citation
    return {
        "number": citation.number,
        "reason": flag.reason,
        "quote": citation.quote,
        "article": citation.article.id,
        "note": flag.note,
    }


def of_finding(finding: Finding) -> dict[str, Any]:
    """Return what doctor found."""
    return asdict(finding)


def of_figures(figures: Figures) -> dict[str, Any]:
    """Return an evaluation's figures; those that don't apply are null."""
    return asdict(figures)


def _of_citation(citation: Citation) -> dict[str, Any]:
    article = citation.article
    return {
        "number": citation.number,
        "article": {"id": article.id, "title": article.title, "url": article.url, "published": article.published},
        "passage": citation.passage,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "marks": [[mark.start, mark.end] for mark in citation.marks],
    }
