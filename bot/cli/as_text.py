"""Footnote's values as lines for people.

What an article, a question or a model says is shown with its control characters replaced: none of them can send
the terminal an order or turn the direction of what stands beside it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index import Added, Answer, Article, ArticleReference, ArticleSummary, Citation, Figures, Finding, Sentence

REFUSAL = "The articles don't say."
NEAREST = "closest, but none of these answers it:"

_INDENT = 4
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SPACE = re.compile(r"\s+")
_SPACE_IN_LINE = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile(r"\s*\n\s*")


class Line(NamedTuple):
    """A line, or a paragraph that wraps on a terminal."""

    text: Text
    indent: int = 0


def safe(text: str) -> str:
    """Return text fit for a terminal, its lines kept."""
    return _UNFIT.sub("\ufffd", text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """Return text fit for a terminal, on one line."""
    return _SPACE.sub(" ", _UNFIT.sub("\ufffd", _SPACE.sub(" ", text)))


def _quoted(text: str) -> str:
    """Return part of a quote fit for a terminal: a heading stays on a line of its own, without blank lines."""
    return _SPACE_IN_LINE.sub(" ", _LINE_ENDS.sub("\n", safe(text)))


def of_added(added: Added) -> Line:
    """Say what became of an article."""
    status = Text(f"{added.status:<9} ", style="bold red" if added.status == "failed" else "bold")
    if added.status == "failed":
        return Line(status.append(one_line(f"{added.source}: {added.error}"), style="not bold"))
    same = f", the same text as {added.duplicate_of}" if added.duplicate_of else ""
    about = f"{added.title} ({added.article}, {counted(added.passages, 'passage')}{same})"
    return Line(status.append(one_line(about), style="not bold"))


def of_answer(answer: Answer) -> Iterator[Line]:
    """Say an answer with its sources, or a refusal with what comes closest."""
    if answer.status == "refused":
        yield from _of_refusal(answer)
        return
    quotes = [one for one in answer.sentences if answer.mode == "quotes" or answer.is_quote(one)]
    written = [_of_sentence(one, answer.citations) for one in answer.sentences if one not in quotes]
    if written:
        yield Line(Text(" ").join(written))
        yield Line(Text())
    for sentence in quotes:
        yield Line(_of_sentence(sentence, answer.citations))
    if quotes:
        yield Line(Text())
    yield from _of_answers_sources(answer)
    if answer.note:
        yield Line(Text())
        yield Line(Text(one_line(answer.note), style="dim"))


def _of_answers_sources(answer: Answer) -> Iterator[Line]:
    """Say the sources; what is written stands beside the words it rests on, and a quote is those words."""
    is_written = answer.mode == "generated"
    quoted = {number for one in answer.sentences if answer.is_quote(one) for number in one.citations}
    for citation in answer.citations:
        yield from of_sources([citation], with_quotes=is_written and citation.number not in quoted)


def _of_refusal(answer: Answer) -> Iterator[Line]:
    yield Line(Text(REFUSAL))
    if answer.nearest:
        yield Line(Text())
        yield Line(Text(NEAREST))
        yield from of_sources(answer.nearest, with_quotes=True)


def of_sources(citations: Iterable[Citation], *, with_quotes: bool) -> Iterator[Line]:
    """Say for each citation which article it is from, where it stands there and, if asked, what it says."""
    for citation in citations:
        yield Line(Text(f"[{citation.number}] {_place_of(citation)}", style="" if with_quotes else "dim"))
        if with_quotes:
            yield Line(Text("“").append(_marked(citation.quote, _spans_of(citation))).append("”"), _INDENT)


def _of_sentence(sentence: Sentence, citations: Iterable[Citation]) -> Text:
    """Say a sentence with its [n], the likely answer bold where it stands word for word."""
    spans: list[tuple[int, int]] = []
    for citation in citations:
        offset = sentence.text.find(citation.quote) if citation.number in sentence.citations else -1
        if offset >= 0:
            spans += [(start + offset, end + offset) for start, end in _spans_of(citation)]
    numbers = "".join(f" [{number}]" for number in sentence.citations)
    return _marked(sentence.text, spans).append(numbers)


def _spans_of(citation: Citation) -> list[tuple[int, int]]:
    return [(mark.start, mark.end) for mark in citation.marks]


def _marked(text: str, spans: Iterable[tuple[int, int]]) -> Text:
    """Return the text fit for a terminal, with the spans bold."""
    marked = Text()
    done = 0
    for start, end in sorted(spans):
        marked.append(_quoted(text[done:start])).append(_quoted(text[max(start, done) : end]), style="bold")
        done = max(done, end)
    return marked.append(_quoted(text[done:]))


def _place_of(citation: Citation) -> str:
    place = f"({citation.article.id}, characters {citation.start}–{citation.end})"
    return one_line(f"{_name_of(citation.article)} {place}")


def _name_of(article: ArticleReference) -> str:
    about = ", ".join(part for part in (article.site, article.published) if part)
    return f"{article.title} — {about}" if about else article.title


def of_article(article: Article) -> Iterator[Line]:
    """Say an article: title, what is known of it, and its text."""
    known = (article.id, article.site, article.author, article.published, article.language, article.url)
    counts = (
        f"revision {article.revision}",
        counted(article.passages, "passage"),
        f"added {article.added_at:%Y-%m-%d}",
    )
    yield Line(Text(one_line(article.title), style="bold"))
    yield Line(Text(one_line(" · ".join([*(part for part in known if part), *counts])), style="dim"))
    yield Line(Text())
    yield Line(Text(safe(article.text)))


def of_summary(summary: ArticleSummary) -> list[str]:
    """Return an article's columns in a list: id, title, site, date and number of passages."""
    columns = (summary.id, summary.title, summary.site or "", summary.published or "", str(summary.passages))
    return [one_line(column) for column in columns]


def of_finding(finding: Finding) -> Line:
    """Say what doctor found."""
    is_well = finding.ok or finding.repaired
    text = Text("ok  " if is_well else "✗   ", style="green" if is_well else "bold red")
    repaired = " (repaired)" if finding.repaired else ""
    return Line(text.append(one_line(f"{finding.check}: {finding.detail}{repaired}"), style="not bold default"))


def of_figures(figures: Figures) -> Iterator[Line]:
    """Say an evaluation's figures as a table without those that don't apply."""
    rows = [(name, value) for name, value in _figure_rows(figures) if value is not None]
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        yield Line(Text(f"{name:<{width}}  {value}"))


def _figure_rows(figures: Figures) -> list[tuple[str, str | None]]:
    others = f"{figures.answerable:,} answerable, {figures.unanswerable:,} not"
    others += f", {figures.unknown:,} unknown" if figures.unknown else ""
    invalid = f", {figures.invalid:,} not taken" if figures.invalid else ""
    return [
        ("questions", f"{figures.questions:,} ({others}{invalid})"),
        ("answers in the quotes", _percent(figures.answers_quoted)),
        ("a quote from the right paragraph", _percent(figures.paragraph_quoted)),
        ("answers that a model wrote", _percent(figures.written)),
        ("right article first", _percent(figures.article_at_1)),
        ("right article among the first 5", _percent(figures.article_at_5)),
        ("right article among the first 10", _percent(figures.article_at_10)),
        ("quotes that are evidence", _percent(figures.sentence_precision)),
        ("evidence that is quoted", _percent(figures.sentence_recall)),
        ("F1 of the two", _percent(figures.sentence_f1)),
        ("all articles needed among the first 4", _percent(figures.all_evidence_at_4)),
        ("all articles needed among the first 10", _percent(figures.all_evidence_at_10)),
        ("confidence tells answerable from not (AUROC)", _decimals(figures.auroc)),
        ("answerable, refused", _percent(figures.answerable_refused)),
        ("unanswerable, refused", _percent(figures.unanswerable_refused)),
        ("unanswerable, refused at 10 % of answerable", _percent(figures.unanswerable_refused_at_10_percent)),
        ("citations that stand where they say", _exact(figures)),
        ("seconds, half of the questions within", _decimals(figures.seconds_p50)),
        ("seconds, 95 % of the questions within", _decimals(figures.seconds_p95)),
    ]


def _exact(figures: Figures) -> str | None:
    share = _percent(figures.citations_exact)
    return None if share is None else f"{share} of {figures.citations:,}"


def _percent(share: float | None) -> str | None:
    return None if share is None else f"{share:.1%}".replace("%", " %")


def _decimals(value: float | None) -> str | None:
    return None if value is None else f"{value:.3f}"


def counted(number: int, noun: str) -> str:
    """Say how many there are."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
