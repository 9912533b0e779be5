"""Words to terms: what the lexical index and the scoring of sentences both see, so that they always agree.

A *word* is a run of letters and digits with its offsets. Its *term* is the word folded (case, accents) and stemmed in
the language of its text. A word that may be a name has *name keys* too (``index/names.py``). Scripts without spaces
between words are cut into overlapping pairs of characters.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from itertools import chain
from threading import Lock
from typing import Any, NamedTuple, Protocol, cast

import Stemmer

from index.names import name_keys
from index.remembered import Remembered

# Scripts written without spaces: Thai, Lao, Khmer, Myanmar, Kana, Han. Pairs of characters stand in for words
# there, as in Lucene's CJKBigramFilter. (Hangul has spaces, but glues particles on: pairs serve it as well.)
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_UNSPACED_RUN = re.compile(rf"[{_UNSPACED}]")
# What belongs to the word it stands in though it is no letter: the marks of all scripts, the joiners of Persian and of
# Indic scripts, soft hyphens, and the Armenian signs for stress and questions.
MARKS = "\u00ad\u055b\u055c\u055e\u200c\u200d" + "".join(
    char
    for char in map(chr, chain(range(0x300, 0x1E00), range(0x20D0, 0x2100), range(0xA66F, 0xAC00)))
    if unicodedata.category(char).startswith("M") and not _UNSPACED_RUN.match(char)
)
_LETTER = rf"[^\W_{_UNSPACED}]"
_WORD = re.compile(
    rf"(?P<pairs>[{_UNSPACED}]+)"
    r"|(?P<initials>\b(?:[^\W\d_]\.){2,})"  # U.S., e.V.
    r"|(?P<number>\d+(?:[.,\u00a0\u202f]\d{3})+(?![\d]))"  # 2,000 and 2.000 are the number 2000
    rf"|(?P<word>{_LETTER}+(?:[{MARKS}]+{_LETTER}*)*)"
)
_AROUND_WORDS = ".,;:!?…()[]\"'“”‘’«»–—-"
_GROUPING = re.compile(r"\D")
# What folding leaves out: accents, the vowel points of Arabic and Hebrew, the dots of Indic letters for foreign sounds,
# and everything that only joins, stretches or stresses. Vowel signs stay, and so do й, ў and ї, letters of their own.
_UNMEANT = re.compile(
    r"(?<![иу])\u0306|(?<!і)\u0308|[\u00ad\u0300-\u0305\u0307\u0309-\u036f\u055b\u055c\u055e\u0591-\u05c7"
    r"\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u0711\u0730-\u074a"
    r"\u093c\u09bc\u0a3c\u0abc\u0b3c\u0cbc\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff]"
)
# Hindi writes n and m before a consonant as letters or as a dot: लम्बाई, लंबाई.
_NASALS = re.compile("ँ|[ङञणनम]्(?=[क-म])")
# Letters that look alike and are typed for each other, and those that no decomposition makes plain.
_ALIKE = str.maketrans("ıłøىیک", "iloييك")

# Snowball's algorithms by ISO 639-1 code; a language without one is left unstemmed.
STEMMERS = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "da": "danish", "nl": "dutch",
    "en": "english", "eo": "esperanto", "et": "estonian", "fi": "finnish", "fr": "french", "de": "german",
    "el": "greek", "hi": "hindi", "hu": "hungarian", "id": "indonesian", "ga": "irish", "it": "italian",
    "lt": "lithuanian", "ne": "nepali", "no": "norwegian", "nb": "norwegian", "nn": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "es": "spanish", "sv": "swedish",
    "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip


class Word(NamedTuple):
    """A word of a text with its place."""

    text: str
    start: int
    end: int


class Piece(NamedTuple):
    """What analysis makes of a piece of a text: its words, each list joined by spaces."""

    terms: str
    folded: str
    name_keys: str  # of words that may be names


Pieces = Sequence[str]  # of a text: what stands between spaces


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - PyStemmer's name


_stemmers: dict[str, _Stemmer] = {}
_stemmers_lock = Lock()  # PyStemmer's objects keep state between calls


def words(text: str) -> list[Word]:
    """Return the words of ``text`` with offsets into it; unspaced scripts give pairs of characters."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        if match.lastgroup != "pairs" or end - start == 1:
            found.append(Word(match.group(), start, end))
        else:
            found.extend(Word(text[at : at + 2], at, at + 2) for at in range(start, end - 1))
    return found


def is_unspaced(word: str) -> bool:
    """Whether a word is a pair of characters from a script that has no spaces between words."""
    return _UNSPACED_RUN.match(word) is not None


def has_unspaced(text: str) -> bool:
    """Whether a text has characters of a script without spaces between words."""
    return not text.isascii() and _UNSPACED_RUN.search(text) is not None


@lru_cache(maxsize=1 << 17)
def fold(word: str) -> str:
    """Fold case, accents, digits, grouping in numbers and the dots of initials: "Çavuşoğlu" → "cavusoglu"."""
    if word[0].isdigit():
        if not word.isascii():
            word = "".join(str(unicodedata.decimal(char, char)) for char in word)
        return _GROUPING.sub("", word) if len(word) > 3 and not word.isalnum() else word.casefold()
    plain = word.replace(".", "").casefold()
    if plain.isascii():
        return plain
    stripped = _NASALS.sub("ं", _UNMEANT.sub("", unicodedata.normalize("NFKD", plain)))
    return unicodedata.normalize("NFC", stripped).translate(_ALIKE) or plain


@lru_cache(maxsize=1 << 17)
def term(word: str, language: str | None) -> str:
    """Return the term of a word: folded, then stemmed where its language has a stemmer."""
    folded = fold(word)
    algorithm = STEMMERS.get(language or "")
    if algorithm is None or folded[:1].isdigit():
        return folded
    with _stemmers_lock:
        stemmer = _stemmers.get(algorithm)
        if stemmer is None:
            stemmer = _stemmers[algorithm] = cast(_Stemmer, cast(Any, Stemmer).Stemmer(algorithm))
        return stemmer.stemWord(folded) or folded


def is_name_like(word: str) -> bool:
    """Whether a word in running text may be a name: it has a capital, or its script knows none."""
    # Not islower(): the letters of Georgian are small ones to Unicode, but titles are written in the same.
    return word[0].isalpha() and word[0].title() == word[0]


_pieces_of: dict[str | None, Remembered[Piece]] = {}  # by language, then as written


def written_pieces(text: str) -> list[str]:
    """Cut a text at spaces and line ends, which no word crosses: as little Python as may be for each of its words."""
    return text.replace("\n", " ").split(" ")


def analyzer(language: str | None) -> Callable[[str], Piece]:
    """Return what makes a ``Piece`` of each of a text's ``written_pieces``."""
    pieces = _pieces_of.get(language)
    if pieces is None:
        pieces = _pieces_of.setdefault(language, Remembered(partial(_piece, language=language)))
    return pieces.__getitem__


def analyzed(text: str, language: str | None) -> Piece:
    """Analyze a whole text: its terms in order, and of the others each once, unless pieces share some.

    What pieces lack leaves spaces, which mean nothing.
    """
    pieces = written_pieces(text)
    analyze = analyzer(language)
    different = [analyze(piece) for piece in dict.fromkeys(pieces)]
    return Piece(
        " ".join([piece.terms for piece in map(analyze, pieces)]),
        " ".join(dict.fromkeys([piece.folded for piece in different])),
        " ".join(dict.fromkeys([piece.name_keys for piece in different])),
    )


def _piece(written: str, language: str | None) -> Piece:
    bare = written.strip(_AROUND_WORDS)  # of nearly all pieces one plain word, which needs no looking for
    texts = [bare] if bare.isascii() and bare.isalpha() else [word.text for word in words(written)]
    keys = [key for text in texts if is_name_like(text) for key in name_keys(text, language)]
    terms, folded = " ".join([term(text, language) for text in texts]), " ".join(map(fold, texts))
    return Piece(terms, terms if folded == terms else folded, " ".join(keys))  # one string where both are the same


def terms(text: str, language: str | None) -> list[str]:
    """Return the terms of a text in order."""
    return analyzed(text, language).terms.split()
