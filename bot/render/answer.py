"""Answers and refusals as messages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from bot.render import ids
from bot.render.discord_limits import MESSAGE_TEXT
from bot.render.message import Button, Buttons, Line, Message, Part, Rule, Text
from bot.render.paging import steps
from bot.render.words import day, details, title_of
from bot.text import Span, cut_to_fit, fitted, marked, quoted
from index import Answer, Citation, KeptAnswer, Sentence

REFUSAL = "**The articles don't say.**"
NEAREST = "Closest, but none of these answers it:"
WRITTEN = "Written by a model; each sentence was held against the words that it cites."
BEING_WRITTEN = "A written answer may take the place of these quotes in a moment."
HOW_TO_ADD = "-# Is there an article that says it? Those who look after the library can add it with `/article add`."
NOTHING_FOUND = "Nothing in the library comes close."

_QUESTION = 300  # characters of the question, as shown
_BLOCK = 1500  # of what stands between two places where a page may end
_NOTE = 300  # of what is said of the answer itself
_PAGE = MESSAGE_TEXT - _QUESTION - _NOTE - 400  # of sentences and sources; the rest is small print
_SOURCES = 5  # on a page; with its text and button a source is three components of forty
_SNIPPET = 350  # of a quote that doesn't answer the question


@dataclass(frozen=True, slots=True)
class _Block:
    """A sentence, or as much of a long one as fits, with the numbers of the sources it rests on."""

    text: str
    numbers: tuple[int, ...]
    is_quote: bool


def of_answer(
    kept: KeptAnswer, *, page: int = 0, shows_question: bool = False, is_being_written: bool = False
) -> Message:
    """Return a page of an answer, counted from 0; a page that isn't there is the nearest that is.

    ``is_being_written``: a model is at it. What is said of that stays true of a message that never changes again.
    """
    answer = kept.answer
    asked = [Text(f"**{fitted(answer.question, _QUESTION)}**")] if shows_question else []
    if answer.status == "refused":
        return Message((*asked, *_refusal(kept)))
    pages = _pages(answer)
    page = max(0, min(page, len(pages) - 1))
    return Message((*asked, *_page(kept, pages, page, is_being_written=is_being_written)))


def _page(kept: KeptAnswer, pages: Sequence[Sequence[_Block]], page: int, *, is_being_written: bool) -> Iterable[Part]:
    blocks = pages[page]
    numbers = _numbers(blocks)
    yield Text(_joined(blocks))
    if said := _small_print(kept.answer, is_being_written=is_being_written):
        yield Text(said)
    yield Rule()
    for citation in kept.answer.citations:
        if citation.number in numbers:
            yield Line(_source_line(citation), _source_button(kept.id, citation))
    if len(pages) > 1:
        yield Text(f"-# page {page + 1} of {len(pages)}")
    yield Buttons((*_verdict_buttons(kept.id), *steps(partial(ids.page, kept.id), page, len(pages))))


def _joined(blocks: Sequence[_Block]) -> str:
    """Return blocks as they stand below each other: what a model wrote goes on, each quote is by itself."""
    said = blocks[0].text
    for before, block in pairwise(blocks):
        said += ("\n\n" if before.is_quote or block.is_quote else " ") + block.text
    return said


def _small_print(answer: Answer, *, is_being_written: bool) -> str:
    lines = [WRITTEN] if answer.mode == "generated" else []
    if answer.note:
        lines.append(fitted(answer.note, _NOTE))
    if is_being_written:
        lines.append(BEING_WRITTEN)
    return "\n".join(f"-# {line}" for line in lines)


def _refusal(kept: KeptAnswer) -> Iterable[Part]:
    nearest = kept.answer.nearest[:_SOURCES]
    yield Text(f"{REFUSAL}\n{NEAREST if nearest else NOTHING_FOUND}")
    for citation in nearest:
        text = f"{_source_line(citation)}\n> {fitted(citation.quote, _SNIPPET)}"
        yield Line(text, _source_button(kept.id, citation))
    yield Text(HOW_TO_ADD)
    yield Buttons(_verdict_buttons(kept.id))


def _pages(answer: Answer) -> list[list[_Block]]:
    """Share the sentences out to pages that hold them and the sources they rest on."""
    sizes = {citation.number: len(_source_line(citation)) for citation in answer.citations}
    pages: list[list[_Block]] = [[]]
    for block in _blocks(answer):
        longer = [*pages[-1], block]
        numbers = _numbers(longer)
        size = sum(len(one.text) + 2 for one in longer) + sum(sizes.get(number, 0) for number in numbers)
        if pages[-1] and (size > _PAGE or len(numbers) > _SOURCES):
            pages.append([block])
        else:
            pages[-1].append(block)
    return pages


def _numbers(blocks: Iterable[_Block]) -> set[int]:
    return {number for block in blocks for number in block.numbers}


def _blocks(answer: Answer) -> Iterable[_Block]:
    says_dates = _dates_differ(answer.citations)
    for sentence in answer.sentences:
        cited = [citation for citation in answer.citations if citation.number in sentence.citations]
        spans = _likely_answers(sentence, cited)
        is_quote = answer.mode == "quotes" or answer.is_quote(sentence)

        shown = partial(_shown, sentence.text, spans, is_quote=is_quote)
        cuts = cut_to_fit(sentence.text, shown, _BLOCK)
        for start, end in cuts:
            markers = _markers(cited, says_dates=says_dates) if end == cuts[-1][1] else ""
            yield _Block(shown(start, end) + markers, sentence.citations, is_quote)


def _shown(text: str, spans: Iterable[Span], start: int, end: int, *, is_quote: bool) -> str:
    """Return a stretch of a sentence's text as it is shown, with the spans of the text that lie in it in bold."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    inside = [(left - start, right - start) for left, right in spans if left < end and right > start]
    said = marked(piece.strip(), inside)
    return quoted(said) if is_quote else said


def _markers(cited: Iterable[Citation], *, says_dates: bool) -> str:
    """Return the [n] behind a sentence, with the dates of its articles where it matters."""
    dates = dict.fromkeys(date for citation in cited if (date := day(citation.article.published)))
    said = f" · {', '.join(dates)}" if says_dates and dates else ""
    return "".join(f" **[{citation.number}]**" for citation in cited) + said


def _dates_differ(citations: Sequence[Citation]) -> bool:
    """Whether the articles are of different days, so that they may say different things."""
    return len({citation.article.published for citation in citations}) > 1


def _likely_answers(sentence: Sentence, cited: Iterable[Citation]) -> list[Span]:
    """Return where the likely answer stands in a sentence that holds the quote word for word."""
    spans: list[Span] = []
    for citation in cited:
        offset = sentence.text.find(citation.quote)
        if offset >= 0:
            spans += [(mark.start + offset, mark.end + offset) for mark in citation.marks]
    return spans


def _source_line(citation: Citation) -> str:
    article = citation.article
    about = details(article.site, day(article.published))
    return f"**[{citation.number}]** {title_of(article)}" + (f"\n{about}" if about else "")


def _source_button(answer: str, citation: Citation) -> Button:
    return Button(label=f"Source {citation.number}", id=ids.source(answer, citation.slot))


def _verdict_buttons(answer: str) -> tuple[Button, Button]:
    return Button(emoji="👍", id=ids.verdict(answer, "good")), Button(emoji="👎", id=ids.verdict(answer, "bad"))
