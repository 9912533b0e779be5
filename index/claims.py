"""A message to what it claims: the sentences of it that state something. Pure: no library, no network, no files.

Questions, greetings, commands, requests, links, code and single words state nothing. A sentence that begins with "he",
"she" or "it" is about what the sentence before is about, where that is clear; where it isn't, nobody can check it.
"""

import re
from dataclasses import dataclass

from index.analysis import fold, words
from index.checking.antecedents import resolved
from index.checking.plain import plain
from index.checking.reading import is_light, read
from index.passages import count_words, sentence_spans
from index.stopwords import likely_language

MAX_CLAIMS = 8
_MIN_WORDS = 3

_CODE = re.compile(r"```.*?(?:```|\Z)|``.*?``", re.DOTALL)
_TAKEN_BACK = re.compile(r"~~.*?~~", re.DOTALL)
_SMALL_PRINT = re.compile(r"^-# .*$", re.MULTILINE)
_MASKED_LINK = re.compile(r"!?\[([^\[\]]*)\]\(<?\w+://[^)\s]*>?\)")
_NO_WORDS = re.compile(
    r"<?(?:https?://|www\.)[^\s>]*>?"
    r"|<(?:@[&!]?|#|t:|/|a?:\w+:)[^<>\s]*>"  # mentions, times, commands and emoji
    r"|(?<!\w)@(?:everyone|here)\b|:\w{2,}:|\[\d{1,3}\]"
)
_LINE_MARKS = re.compile(r"^[ \t]*(?:>{1,3}[ \t]|#{1,3}[ \t]|[-*+•][ \t]|\d{1,2}[.)][ \t])+", re.MULTILINE)
_NEW_LINE = re.compile(r"\s*\n(?![ \t]*[a-z])\s*")  # in a chat a line is a paragraph, unless it goes on small
# A mark, or what a backslash says is none.
_EMPHASIS = re.compile(r"\\([^\w\s])|\*{1,3}|__|\|\||`|(?<!\w)_(?=\w)|(?<=\w)_(?!\w)")
_BLANK_BEFORE_MARK = re.compile(r"\s+(?=[.,;:!](?:\s|$))")

_ASKS = re.compile("[?？؟\u037e]$")
_ASKS_WITHOUT_MARK = re.compile(
    r"(?:is|are|was|were|do|does|did|can|could|would|should|has|have|will|anyone|anybody)\s[^.]*$"
    r"|(?:who|what|why|how|where|which|when)\s[^.,]*$",
    re.IGNORECASE,
)
_COMMAND = re.compile(r"[/!$%&+=.~-]\w")
_CALLED = re.compile(
    r"(?:@\w+[,:]?\s+)+|(?:hi|hello|hey|dear|ok|okay|btw|fyi|lol)\b[^,!.:]{0,30}[,!:]\s*", re.IGNORECASE
)
_COURTESY = re.compile(
    r"(?:hi|hello|hey|welcome|thanks?|thx|congrat\w*|cheers|sorry|bye|happy (?:birthday|new)|"
    r"good (?:morning|evening|night|afternoon|luck|job|bye)|see you|nice to)\b",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"(?:please|let's|lets|let me|let us|don't|do not|remember to|make sure|feel free|imagine)\b"
    r"|(?:check|look|see|read|click|tell|give|show|send|ask|note|try|go|come|join|take|use|open|write|help|stop|wait)\s"
    r"(?:the|this|that|it|them|me|us|my|your|a|an|at|in|to|out|up|here|for|how|what|if)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A sentence that states something."""

    text: str  # as it was written, without markup
    checked: str | None  # as it is understood alone; None where it isn't clear whom it is about


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """What a message states."""

    claims: tuple[Stated, ...]  # in order, no more than ``MAX_CLAIMS``
    left_out: int  # how many more there are


def statements(text: str) -> Statements:
    """Cut a message into what it states."""
    text = without_markup(text)
    language = likely_language([fold(word.text) for word in words(text)], ())
    found: dict[str, Stated] = {}
    before: str | None = None
    for span in sentence_spans(text, language):
        sentence = _uncalled(_BLANK_BEFORE_MARK.sub("", " ".join(text[span.start : span.end].split())))
        understood = resolved(sentence, before, language)
        if _states_something(sentence, language):
            found.setdefault(sentence, Stated(text=sentence, checked=understood))
        before = understood
    claims = tuple(found.values())
    return Statements(claims=claims[:MAX_CLAIMS], left_out=max(0, len(claims) - MAX_CLAIMS))


def without_markup(text: str) -> str:
    """Return what a reader of a message reads as its text: no code, no links, no marks, nothing that was struck out."""
    for pattern in (_CODE, _TAKEN_BACK, _SMALL_PRINT):
        text = pattern.sub("\n", text)
    text = _NO_WORDS.sub(" ", _MASKED_LINK.sub(r"\1", plain(text)))
    text = _EMPHASIS.sub(lambda mark: mark[1] or "", _LINE_MARKS.sub("\n", text))
    return _NEW_LINE.sub("\n\n", text)


def _uncalled(sentence: str) -> str:
    """Return a sentence without the name of whom it calls and without a greeting before it."""
    called = _CALLED.match(sentence)
    return sentence[called.end() :] if called else sentence


def _states_something(sentence: str, language: str) -> bool:
    bare = sentence.rstrip("\"'”’») ")
    if count_words(sentence) < _MIN_WORDS or _ASKS.search(bare) or _COMMAND.match(sentence):
        return False
    if any(pattern.match(sentence) for pattern in (_ASKS_WITHOUT_MARK, _COURTESY, _REQUEST)):
        return False
    said = read(sentence, language)
    return sum(not is_light(said.tokens[at]) for at in said.content) > 1
