"""Sentences with the evidence they rest on, taken out of articles."""

import random
import re
from dataclasses import dataclass

from index.passages import sentence_spans
from index.stopwords import STOPWORDS

MIN_WORDS, MAX_WORDS = 8, 32
NEIGHBOURS = 1  # sentences of evidence on either side of the one that is rewritten


def listed(text: str) -> list[str]:
    """Return the words of a text."""
    return text.split()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Sentences of an article, one of which is looked at."""

    article: str
    title: str
    published: str | None
    sentences: tuple[str, ...]
    at: int

    @property
    def sentence(self) -> str:
        """The sentence looked at, with its marks where they are usually written."""
        return detached(self.sentences[self.at])

    @property
    def quote(self) -> str:
        """All of them, as they stand."""
        return " ".join(self.sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence and what it rests on."""

    text: str
    kind: str  # how it was made
    evidence: tuple[Passage, ...]
    question: str | None = None

    @property
    def is_verbatim(self) -> bool:
        """Whether the evidence has it word for word."""
        return any(self.text in passage.quote for passage in self.evidence)


def detached(text: str) -> str:
    """Return a text without the spaces that some sets have around marks, as in "Lawrence , born in New Jersey"."""
    text = re.sub(r"\s+(?=[,.;:!?)]|['’]s\b|%)", "", text)
    return re.sub(r"(?<=[($£€])\s+", "", text).replace(" - ", "-") if " ." in text or text.count(" , ") else text


def passages(row: dict[str, object], chance: random.Random) -> list[Passage]:
    """Cut an article into windows, one around each sentence that can be rewritten, in random order."""
    text = str(row["text"])[:20_000].replace("``", '"').replace("''", '"')
    spans = [span for span in sentence_spans(text, "en") if not span.is_heading]
    sentences = [" ".join(text[span.start : span.end].split()) for span in spans]
    found: list[Passage] = []
    for at, sentence in enumerate(sentences):
        if MIN_WORDS <= len(sentence.split()) <= MAX_WORDS and _is_sound(detached(sentence)):
            first = max(0, at - NEIGHBOURS)
            found.append(
                Passage(
                    article=str(row["id"]),
                    title=str(row["title"] or ""),
                    published=str(row["published"]) if row.get("published") else None,
                    sentences=tuple(sentences[first : at + NEIGHBOURS + 1]),
                    at=at - first,
                )
            )
    chance.shuffle(found)
    return found


_CONNECTED = re.compile(
    r"(?:But|And|Or|So|Yet|OK|Then|That|This|These|Those|Such|Even|Meanwhile|However|Instead|Also|Plus|Still)\b"
)


def _is_sound(sentence: str) -> bool:
    """Whether it looks like a whole sentence that states something."""
    if not re.match(r"[A-Z\"“0-9]", sentence) or not re.search(r"[a-z][.][\"”]?$", sentence):
        return False
    marks = (
        sentence.count('"') % 2
        or sentence.count("“") != sentence.count("”")
        or sentence.count("(") != sentence.count(")")
    )
    return not (
        marks
        or _CONNECTED.match(sentence)
        or "http" in sentence
        or re.search(r"\b(?:I|we|you|We|You|my|our)\b|[|•*]|\s'\s", sentence)
    )


MONTHS = listed("January February March April May June July August September October November December")
# A name: words with capitals, with "of" or "the" between.
NAME = r"(?:[A-Z][\w’'-]+\.?(?:\s(?:of|de|the|al)\s(?=[A-Z])|\s(?=[A-Z]))?)+"


def lowered(text: str) -> str:
    """Return a sentence as it stands after others: its first word without the capital that only the place gave it."""
    first = text.split(maxsplit=1)[0]
    return text[0].lower() + text[1:] if first.lower() in _SMALL_WORDS else text


_SMALL_WORDS = STOPWORDS["en"] | {
    *listed("although while despite since according more other others several many two three four"),
    *listed("because whether earlier later last"),
}
