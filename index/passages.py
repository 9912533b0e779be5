"""Text to sentences and passages, each with exact offsets.

A passage is what is indexed: whole sentences, at most ``MAX_PASSAGE_WORDS`` words, paragraphs kept together where
they fit. Passages don't overlap and leave out nothing but white space. LlamaIndex's ``SentenceSplitter`` finds
its offsets with ``str.find`` and so names an earlier place in repeated text; here offsets are carried along.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import starmap
from struct import Struct
from typing import Any, NamedTuple, cast

import sentencex
from llama_index.core.node_parser import NodeParser
from llama_index.core.schema import BaseNode, TextNode

from index.analysis import has_unspaced, is_unspaced

# 180 words hold a few paragraphs of news: long enough that a question's words meet, short enough to point at.
MAX_PASSAGE_WORDS = 180
# A "sentence" longer than this is a list or a table without full stops; it is cut at its weakest places.
MAX_SENTENCE_WORDS = 70
MAX_HEADING_WORDS = 12

# sentencex's stub doesn't name the function that gives offsets.
_boundaries = cast(Callable[[str, str], list[dict[str, Any]]], cast(Any, sentencex).get_sentence_boundaries)

_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
_LINE_END = re.compile(r"[ \t\r]*\n[ \t]*")
_WORD = re.compile(r"\S+")
_SENTENCE_ENDS = frozenset(".!?…。！？:;»”\"')]")
_CLAUSE_END = re.compile(r"(?<=[;:,)\]、，；])\s+|\s+[-–—•|]\s+|\n")
_OPENING = "“‘«„(["
_ONLY_OPENING = re.compile(r"[\s“‘«„\"'(\[]+$")
_PACKED = Struct("<IIH??")  # a sentence
_CHARACTERS_PER_WORD = 2  # in scripts without spaces, for counting only

# Abbreviations that sentencex takes for the end of a sentence.
_GOES_ON = {
    language: re.compile(rf"(?<![\w.])(?:{'|'.join(abbreviations.split())})\.$")
    for language, abbreviations in {
        "de": r"(?:[Ii]m|[Aa]m|[Vv]om|[Zz]um|[Dd]e[rsmn]|[Dd]as|[Dd]ie)\s\d\d?",  # im 19. Jahrhundert
        "es": "D Dª",
        "fr": "MM? Mmes? Mlles? Mgr Me Drs? Pr [Pp]rof Ste? art",
        "it": "[Oo]n S",
        "nl": "Mw Mevr",
        "pl": "[Dd]r [Śś]w",
        "pt": "D Av",
        "ru": "[Ии]м",
        "sv": r"t\.ex [Kk]l",
        "tr": "Sn Av",
    }.items()
}


class Span(NamedTuple):
    """Characters ``start`` to ``end`` of a text."""

    start: int
    end: int


class SentenceSpan(NamedTuple):
    """A sentence's characters, how many words they are, and whether a paragraph begins with it."""

    start: int
    end: int
    words: int
    begins_paragraph: bool
    is_heading: bool = False  # a short paragraph of its own that doesn't end as a sentence does


class PassageSpan(NamedTuple):
    """A passage's characters, how many words they are, and its sentences as ``packed``."""

    start: int
    end: int
    words: int
    sentences: bytes = b""  # none where nobody cut it into sentences


def count_words(text: str) -> int:
    """Count words: runs without white space, or pairs of characters in scripts that have no spaces."""
    runs = text.split()
    if not has_unspaced(text):
        return len(runs)
    count = 0
    for run in runs:
        if len(run) > 3 and not run.isascii() and (is_unspaced(run) or is_unspaced(run[-2:])):
            count += -(-len(run) // _CHARACTERS_PER_WORD)
        else:
            count += 1
    return count


def _count_spaced(text: str) -> int:
    return len(text.split())


def sentence_spans(text: str, language: str | None) -> list[SentenceSpan]:
    """Cut a text into sentences, trimmed of white space and in order. ``language`` is ISO 639-1."""
    spans: list[SentenceSpan] = []
    count_of = count_words if has_unspaced(text) else _count_spaced
    for paragraph in _paragraphs(text):
        begins = True
        for block in _blocks(text, paragraph):
            pieces = [p for sentence in _block_sentences(text, block, language) for p in _cut_long(text, sentence)]
            for piece in pieces:
                words = text[piece.start : piece.end]
                count = count_of(words)
                is_heading = len(pieces) == 1 and count <= MAX_HEADING_WORDS and words[-1] not in _SENTENCE_ENDS
                spans.append(SentenceSpan(piece.start, piece.end, count, begins, is_heading))
                begins = False
    return spans


def passage_spans(text: str, language: str | None) -> list[PassageSpan]:
    """Pack a text's sentences into passages of at most ``MAX_PASSAGE_WORDS`` words."""
    passages: list[PassageSpan] = []
    own: list[SentenceSpan] = []
    count = 0
    for group in _packable(sentence_spans(text, language)):
        words = sum(sentence.words for sentence in group)
        if count and count + words > MAX_PASSAGE_WORDS:
            passages.append(_passage(own, count))
            own, count = [], 0
        own += group
        count += words
    if count:
        passages.append(_passage(own, count))
    return passages


def _passage(sentences: Sequence[SentenceSpan], words: int) -> PassageSpan:
    start, end = sentences[0].start, sentences[-1].end
    return PassageSpan(start, end, words, packed(sentences, start))


def packed(sentences: Sequence[SentenceSpan], start: int) -> bytes:
    """Return sentences of a passage that starts there as the catalog keeps them, so that nobody cuts them again."""
    return b"".join(
        _PACKED.pack(one.start - start, one.end - start, one.words, one.begins_paragraph, one.is_heading)
        for one in sentences
    )


def unpacked(sentences: bytes) -> list[SentenceSpan]:
    """Return sentences that were packed; their offsets count in their passage."""
    return list(starmap(SentenceSpan, _PACKED.iter_unpack(sentences)))


def _packable(sentences: Sequence[SentenceSpan]) -> Iterable[list[SentenceSpan]]:
    """Yield what stays together: paragraphs, or the single sentences of a paragraph that is too long."""
    paragraph: list[SentenceSpan] = []
    for sentence in sentences:
        if sentence.begins_paragraph and paragraph:
            yield from _unit(paragraph)
            paragraph = []
        paragraph.append(sentence)
    if paragraph:
        yield from _unit(paragraph)


def _unit(paragraph: list[SentenceSpan]) -> Iterable[list[SentenceSpan]]:
    if sum(sentence.words for sentence in paragraph) <= MAX_PASSAGE_WORDS:
        yield paragraph
    else:
        yield from ([sentence] for sentence in paragraph)


def _paragraphs(text: str) -> Iterable[Span]:
    start = 0
    for gap in _BLANK_LINE.finditer(text):
        yield Span(start, gap.start())
        start = gap.end()
    yield Span(start, len(text))


def _blocks(text: str, paragraph: Span) -> Iterable[Span]:
    """Cut a paragraph where a line end is an end of its own: headings, list items, verse; not wrapped lines."""
    start = paragraph.start
    if text.find("\n", start, paragraph.end) == -1:
        yield paragraph
        return
    for line_end in _LINE_END.finditer(text, paragraph.start, paragraph.end):
        line = text[start : line_end.start()]
        following = text[line_end.end() : line_end.end() + 1]
        is_wrapped = len(line) - (line.rfind("\n") + 1) >= 50 and line[-1] not in _SENTENCE_ENDS
        if not (is_wrapped or following.islower()):
            yield Span(start, line_end.start())
            start = line_end.end()
    yield Span(start, paragraph.end)


def _block_sentences(text: str, block: Span, language: str | None) -> Iterable[Span]:
    held: int | None = None  # where a sentence begins that was cut, or whose opening quote was left behind
    goes_on = _GOES_ON.get(language or "")
    for found in _boundaries(language or "en", text[block.start : block.end]):
        start, end = block.start + found["start_index"], block.start + found["end_index"]
        if held is not None:
            start, held = held, None
        if end < block.end:
            ending = text[start:end].rstrip()
            if goes_on is not None and goes_on.search(ending):
                held = start
                continue
            opening = _ONLY_OPENING.search(text, start, end) if ending[-1:] in _OPENING else None
            if opening and opening.end() == end:
                held = end = opening.start()
        trimmed = _trim(text, start, end)
        if trimmed.end > trimmed.start:
            yield trimmed
    if held is not None and (rest := _trim(text, held, block.end)).end > rest.start:
        yield rest


def _trim(text: str, start: int, end: int) -> Span:
    written = text[start:end]
    kept = written.lstrip()
    while kept.startswith("\ufeff"):
        kept = kept[1:].lstrip()
    return Span(end - len(kept), end - len(kept) + len(kept.rstrip()))


def _cut_long(text: str, sentence: Span) -> Iterable[Span]:
    """Cut what is too long for a sentence at line ends and clauses, or failing that between words."""
    if sentence.end - sentence.start < 4 * MAX_SENTENCE_WORDS:  # can't be too long: spares the count
        return [sentence]
    if count_words(text[sentence.start : sentence.end]) <= MAX_SENTENCE_WORDS:
        return [sentence]
    breaks = [match.end() for match in _CLAUSE_END.finditer(text, sentence.start, sentence.end)]
    pieces: list[Span] = []
    start = sentence.start
    while count_words(text[start : sentence.end]) > MAX_SENTENCE_WORDS:
        reach = _reach(text, start, sentence.end)
        fitting = [at for at in breaks if start < at <= reach]
        # A line of a list or table is a whole; only one that is too long itself is cut within.
        lines = [at for at in fitting if "\n" in text[at - 1 : at + 1]]
        at = (lines or fitting or [reach])[-1]
        pieces.append(_trim(text, start, at))
        start = at
    pieces.append(_trim(text, start, sentence.end))
    return [piece for piece in pieces if piece.end > piece.start]


def _reach(text: str, start: int, end: int) -> int:
    """Return the furthest place that leaves at most ``MAX_SENTENCE_WORDS`` words after ``start``."""
    count = 0
    for match in _WORD.finditer(text, start, end):
        words = count_words(match.group())
        if count + words > MAX_SENTENCE_WORDS:
            if count == 0:  # one run without a space, longer than a sentence
                return match.start() + MAX_SENTENCE_WORDS * _CHARACTERS_PER_WORD
            return match.start()
        count += words
    return end


class PassageParser(NodeParser):
    """LlamaIndex's node parser over ``passage_spans``: nodes carry ``start_char_idx`` and ``end_char_idx``.

    A document's ``metadata["language"]``, where it has one, chooses the rules for sentences.
    """

    @classmethod
    def class_name(cls) -> str:
        return "PassageParser"

    def _parse_nodes(self, nodes: Sequence[BaseNode], show_progress: bool = False, **kwargs: Any) -> list[BaseNode]:
        parsed: list[BaseNode] = []
        for node in nodes:
            text = node.get_content()
            parsed.extend(
                TextNode(
                    text=text[span.start : span.end],
                    start_char_idx=span.start,
                    end_char_idx=span.end,
                    metadata={"words": span.words, "sentences": span.sentences},
                )
                for span in passage_spans(text, node.metadata.get("language"))
            )
        return parsed
