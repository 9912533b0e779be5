"""Answers and refusals as messages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from bot.render import ids
from bot.render.discord_limits import MESSAGE_TEXT
from bot.render.message import Button, Buttons, Line, Message, Part, Rule, Text
from bot.render.paging import steps
from bot.render.words import day, details, title_of
from bot.text import Span, cut_to_fit, fitted, marked, quoted
from index import Answer, Citation, KeptAnswer, Sentence

REFUSAL = "**The articles don't say.**"
NEAREST = "Closest, but none of these answers it:"
HOW_TO_ADD = "-# Is there an article that says it? Those who look after the library can add it with `/article add`."
NOTHING_FOUND = "Nothing in the library comes close."

_QUESTION = 300  # characters of the question, as shown
_BLOCK = 1500  # of what stands between two places where a page may end
_PAGE = MESSAGE_TEXT - _QUESTION - 200  # of sentences and sources; the rest says which page it is
_SOURCES = 5  # on a page; with its text and button a source is three components of forty
_SNIPPET = 350  # of a quote that doesn't answer the question


@dataclass(frozen=True, slots=True)
class _Block:
    """A sentence, or as much of a long one as fits, with the numbers of the sources it rests on."""

    text: str
    numbers: tuple[int, ...]


def of_answer(kept: KeptAnswer, *, page: int = 0, shows_question: bool = False) -> Message:
    """Return a page of an answer, counted from 0; a page that isn't there is the nearest that is."""
    answer = kept.answer
    asked = [Text(f"**{fitted(answer.question, _QUESTION)}**")] if shows_question else []
    if answer.status == "refused":
        return Message((*asked, *_refusal(kept)))
    pages = _pages(answer)
    page = max(0, min(page, len(pages) - 1))
    return Message((*asked, *_page(kept, pages, page)))


def _page(kept: KeptAnswer, pages: Sequence[Sequence[_Block]], page: int) -> Iterable[Part]:
    blocks = pages[page]
    numbers = _numbers(blocks)
    yield Text("\n\n".join(block.text for block in blocks))
    yield Rule()
    for citation in kept.answer.citations:
        if citation.number in numbers:
            yield Line(_source_line(citation), _source_button(kept.id, citation.number))
    if len(pages) > 1:
        yield Text(f"-# page {page + 1} of {len(pages)}")
    yield Buttons((*_verdict_buttons(kept.id), *steps(partial(ids.page, kept.id), page, len(pages))))


def _refusal(kept: KeptAnswer) -> Iterable[Part]:
    nearest = kept.answer.nearest[:_SOURCES]
    yield Text(f"{REFUSAL}\n{NEAREST if nearest else NOTHING_FOUND}")
    for citation in nearest:
        text = f"{_source_line(citation)}\n> {fitted(citation.quote, _SNIPPET)}"
        yield Line(text, _source_button(kept.id, citation.number))
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

        def rendered(start: int, end: int, sentence: Sentence = sentence, spans: Sequence[Span] = spans) -> str:
            piece = sentence.text[start:end]
            start += len(piece) - len(piece.lstrip())
            inside = [(left - start, right - start) for left, right in spans if left < end and right > start]
            text = marked(piece.strip(), inside)
            return quoted(text) if answer.mode == "quotes" else text

        cuts = cut_to_fit(sentence.text, rendered, _BLOCK)
        for start, end in cuts:
            markers = _markers(cited, says_dates=says_dates) if end == cuts[-1][1] else ""
            yield _Block(rendered(start, end) + markers, sentence.citations)


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


def _source_button(answer: str, number: int) -> Button:
    return Button(label=f"Source {number}", id=ids.source(answer, number))


def _verdict_buttons(answer: str) -> tuple[Button, Button]:
    return Button(emoji="👍", id=ids.verdict(answer, "good")), Button(emoji="👎", id=ids.verdict(answer, "bad"))
