"""The keys that spellings of a name share: across transliterations, alphabets and endings.

A key is the name in Latin letters, with the spellings made one that transliterations disagree on, so that Пашинян,
Pashinian and Pashinyan share a key. A name has several where its letters can be read in several ways (г is g in
Гончаров and h in Гамбург), and where it can be a form of several names (Обаму: of Обам, or of Обама). Two words
may be the same name when they share a key.

A key of a name that wasn't in Latin letters begins with a capital that stands for its script. So the index tells which
names are in which script, and only names of different scripts are compared loosely (``index/near_names.py``). *Sparse*
keys are those of scripts that leave vowels out.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from anyascii import anyascii

from index.scripts import WITHOUT_VOWELS, Reading, Script, script_of

MIN_NAME_LETTERS = 4  # shorter keys would join words that have nothing to do with each other
MIN_CONSONANTS = 3  # enough for keys that have hardly anything else
_MIN_STEM = 3  # letters that an ending leaves of a name, prefixes of those that lack vowels

# What transliteration systems disagree on (BGN/PCGN, ISO 9, Library of Congress, newspaper habit), made one.
_CONSONANTS = {
    "tsch": "ch", "shch": "sh", "sch": "sh", "tch": "ch", "dzh": "j", "zh": "j", "dj": "j", "kh": "h", "gh": "h",
    "ph": "f", "th": "t", "tz": "c", "cz": "c", "ts": "c", "q": "k", "x": "ks", "w": "v",
}  # fmt: skip
_CONSONANT = re.compile("|".join(_CONSONANTS))  # the longest come first
_HARD_C = re.compile(r"c(?=[aouklrt]|$)")
_SPELLINGS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"^y(?=e)", ""),
        (r"[yij]+", "i"),
        (r"oo|ou|u", "o"),
        (r"ee|ie|ei|ai", "i"),
        (r"ea", "a"),
        (r"io", "o"),
        (r"e", "a"),
        (r"(?<=[aio])h(?![aio])", ""),
        (r"(.)\1+", r"\1"),
    )
)
_OTHER_LETTERS = re.compile(r"[^a-z]")

# What names of different scripts are looked up by: labials are one, as Arabic has no p and Hebrew writes b for v; z and
# s change places in German; h comes and goes with the transliteration.
_ROUGH = str.maketrans("pfvz", "bbbs", "h")
_VOWELS = "aio"
_WITHOUT_VOWELS = str.maketrans("", "", _VOWELS)
# A vowel of a script that lacks most of them, and those of a key that it may stand for.
_STANDS_FOR = {"a": "ao", "i": "ia", "o": "o"}


@lru_cache(maxsize=1 << 17)
def name_keys(word: str, language: str | None) -> tuple[str, ...]:
    """Return the keys of a word as a name, that of the word as it stands first; none where it is too short to tell."""
    written = unicodedata.normalize("NFC", word.casefold())
    script = script_of(written, language)
    if script is None:
        return ()
    keys = (key for form in _forms(written, script) for key in _read(form, script))
    return tuple(dict.fromkeys(keys))


def _forms(written: str, script: Script) -> Iterator[str]:
    """Yield a name as it stands, and those that it may be a form of."""
    yield written
    for ending, others in script.endings.items():
        stem = written.removesuffix(ending)
        if _MIN_STEM <= len(stem) < len(written):
            yield from (stem + other for other in others)
    if written[0] in script.prefixes and len(written) > _MIN_STEM:
        yield written[1:]


def _read(form: str, script: Script) -> Iterator[str]:
    readings = script.ascii_readings if script.ascii_readings and form.isascii() else script.readings
    for letters in dict.fromkeys(_replaced(f"^{form}$", reading) for reading in readings):
        key = _spelled(_OTHER_LETTERS.sub("", anyascii(letters).lower()))
        if _is_long_enough(key, script):
            yield script.initial + key


def _is_long_enough(key: str, script: Script) -> bool:
    if script.lacks_vowels:
        return len(consonants(key)) >= MIN_CONSONANTS or len(key.translate(_ROUGH)) >= MIN_NAME_LETTERS
    return len(key) >= MIN_NAME_LETTERS


def _replaced(letters: str, reading: Reading) -> str:
    for one, other in reading:
        letters = letters.replace(one, other)
    return letters


def _spelled(latin: str) -> str:
    latin = _CONSONANT.sub(lambda found: _CONSONANTS[found.group()], _HARD_C.sub("k", latin))
    for pattern, replacement in _SPELLINGS:
        latin = pattern.sub(replacement, latin)
    return latin


def initial_of(key: str) -> str:
    """Return what stands for the script of a key."""
    return key[0] if key[0].isupper() else ""


def bare(key: str) -> str:
    """Return a key without what stands for its script."""
    return key[1:] if key[0].isupper() else key


def is_sparse(key: str) -> bool:
    """Whether a key is of a script that leaves vowels out."""
    return key[0] in WITHOUT_VOWELS


def consonants(letters: str) -> str:
    """Return what a bare key and a sparse one of the same name have in common at least."""
    return letters.translate(_ROUGH).translate(_WITHOUT_VOWELS)


def lacks_only_vowels(sparse: str, full: str) -> bool:
    """Whether a key has the letters of a sparse one of the same consonants, in order, and begins and ends alike."""
    if any((sparse[end] in _VOWELS) != (full[end] in _VOWELS) for end in (0, -1)):
        return False
    # A name's first vowel has the same letter in Arabic and Hebrew, whichever it is.
    letters = iter(full.lstrip(_VOWELS).translate(_ROUGH))
    wanted = sparse.lstrip(_VOWELS).translate(_ROUGH)
    return all(any(letter in _STANDS_FOR.get(one, one) for letter in letters) for one in wanted)
