"""How names are written in the scripts of the world: which letters stand for which, and the endings that names take.

Letters are read as Latin ones as newspapers write names, which is what they will be compared with; ``anyascii`` reads
what is not listed. A script has several readings where its letters are ambiguous. Endings are those of the singular.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

Reading = tuple[tuple[str, str], ...]  # letters and what they become, in this order; ^ and $ are the word's ends
Endings = Mapping[str, tuple[str, ...]]  # an ending, and what the name itself may have in its place


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """How names are written in a script."""

    initial: str  # stands for the script: a capital, or nothing for the Latin one
    letters: re.Pattern[str]  # matches at the beginning of a word in this script, in small letters
    lacks_vowels: bool = False  # most of them are left to the reader
    endings: Endings = field(default_factory=dict[str, tuple[str, ...]])
    prefixes: str = ""  # letters that are words of their own, written together with the next one
    readings: tuple[Reading, ...] = ((),)
    ascii_readings: tuple[Reading, ...] | None = None  # those that matter to a name without accents; None: all


def _endings(lines: str) -> Endings:
    """Read lines of "endings: what the name itself may have instead", ∅ for nothing."""
    found: dict[str, tuple[str, ...]] = {}
    for line in lines.strip().splitlines():
        endings, _, others = line.partition(":")
        for ending in endings.split():
            found[ending] = (*found.get(ending, ()), *(other.replace("∅", "") for other in others.split()))
    return found


def _letters(script: str, latin: str) -> Reading:
    return tuple(zip(script, latin, strict=True))


# Russian and Ukrainian; Belarusian, Bulgarian, Macedonian and Serbian as far as they agree.
_CYRILLIC = Script(
    initial="C",
    letters=re.compile("[Ѐ-ԯ]"),
    endings=_endings(
        """
        а ом ем у ым им е ові: ∅
        е у і ы ой ою: а
        им ім ым ом ого его ому ему: ий
        ой: ая
        я ю ем ёй еві єві: ь й
        ю и ї ей ею єю: я
        и ью: ь
        и: а
        """
    ),
    readings=((("ћ", "ch"),), (("^г", "h"),), (("г", "h"),)),  # Гончаров, Гамбург, Богдан
)

_GREEK_VOWELS: Reading = (
    ("ου", "u"), ("ού", "u"), ("αυ", "av"), ("αύ", "av"), ("ευ", "ev"), ("εύ", "ev"), ("ει", "i"), ("εί", "i"),
    ("οι", "i"), ("οί", "i"), ("αι", "e"), ("αί", "e"), ("γγ", "ng"), ("^μπ", "b"), ("^ντ", "d"), ("^γκ", "g"),
)  # fmt: skip
_GREEK = Script(
    initial="G",
    letters=re.compile("[Ͱ-Ͽἀ-῿]"),
    endings=_endings(
        """
        ου ού ο ό ον όν ε: ος
        ο ό: ον
        η ή: ης
        ης ής: η
        α ά: ας
        ας άς: α
        """
    ),
    # Greek names, then names of other peoples: Μπάιντεν, Χουσεΐν.
    readings=(_GREEK_VOWELS, (*_GREEK_VOWELS, ("χ", "h"), ("ντ", "d"), ("μπ", "b"), ("γκ", "g"))),
)

_ARMENIAN = Script(
    initial="M",
    letters=re.compile("[Ա-և]"),
    endings=_endings("ը ն ի ին ից ով ում յի յին յից յով: ∅"),
    readings=((("ու", "u"), ("^ո", "vo")),),
)

_GEORGIAN = Script(
    initial="K",
    letters=re.compile("[Ⴀ-ჿᲐ-Ჿ]"),
    endings=_endings(
        """
        ი მ ს თი: ∅
        მა ს ის ით ად ო ში ზე თან იდან ისთვის ისგან: ∅ ი
        """
    ),
)

# Within a word, waw and vav are vowels in one reading, consonants in the other. At its beginning aleph carries a vowel.
_ARABIC_LETTERS: Reading = (
    *_letters("أإآؤئ", "اااوي"), ("^او", "^و"), ("^اي", "^ي"), ("ة$", "a"), ("تش", "ch"),
    *_letters("ابپتثجحخدذرزژسشصضطظغفقكگلمنهويچ", "abpttjhhddrzjssidtzgfkkglmnhoic"),
    *_letters("ىیک", "aik"),
)  # fmt: skip
_ARABIC = Script(
    initial="A",
    letters=re.compile("[ء-ۿ]"),
    lacks_vowels=True,
    prefixes="وبلفك",
    readings=((("^و", "^v"), *_ARABIC_LETTERS), (("و", "v"), *_ARABIC_LETTERS)),
)
_HEBREW_LETTERS: Reading = (
    ("^או", "^ו"), ("^אי", "^י"), ("ה$", "a"),
    *_letters("אבגדהוזחטיכךלמםנןסעפףצץקרשת", "abgdhozhtikklmmnnsappcckrst"),
)  # fmt: skip
_HEBREW = Script(
    initial="H",
    letters=re.compile("[א-ת]"),
    lacks_vowels=True,
    prefixes="והבלמשכ",
    readings=((("^ו", "^v"), *_HEBREW_LETTERS), (("ו", "v"), *_HEBREW_LETTERS)),
)
# Devanagari and its kin write all vowels but the most frequent one, a.
_NASALS: Reading = (("ं", "n"), ("ँ", "n"))
_INDIC = Script(
    initial="I",
    letters=re.compile("[\u0900-\u0dff]"),
    lacks_vowels=True,
    readings=(_NASALS, (*_NASALS, ("ज", "z")), (*_NASALS, ("$", "a"))),
)
_ETHIOPIC = Script(initial="E", letters=re.compile("[\u1200-\u137f]"))

_OTHERS = (_CYRILLIC, _GREEK, _ARMENIAN, _GEORGIAN, _ARABIC, _HEBREW, _INDIC, _ETHIOPIC)

# What some languages write in Latin letters otherwise than English does.
_LATIN_LETTERS = re.compile("[a-zß-ʯḀ-ỿ]")
_ACCENTS: Reading = (("š", "sh"), ("č", "ch"), ("ž", "zh"), ("ć", "ch"), ("ş", "sh"), ("ș", "sh"), ("ç", "ch"))
_HABITS: Mapping[str, Reading] = {
    "az": (("c", "j"), ("x", "kh"), ("q", "g"), ("ç", "ch"), ("ş", "sh")),
    "fr": (("tch", "č"), ("ch", "sh"), ("č", "ch"), ("ine$", "in")),
    "hu": (("sz", "ß"), ("zs", "ž"), ("cs", "č"), ("s", "sh"), ("ß", "s"), ("ž", "zh"), ("č", "ch")),
    "pl": (("sz", "sh"), ("cz", "ch"), ("rz", "zh")),
    "tr": (("c", "j"), ("ç", "ch"), ("ş", "sh")),
}
_SLAVIC_ENDINGS = _endings(
    """
    a ovi owi em u e ie om: ∅
    u e y ou ą ę: a
    im ego ého emu ému: i
    """
)
_SLAVIC = ("bs", "cs", "hr", "pl", "sk", "sl", "sr")


@cache
def _latin(language: str | None) -> Script:
    habit = _HABITS.get(language or "")
    return Script(
        initial="",
        letters=_LATIN_LETTERS,
        endings=_SLAVIC_ENDINGS if language in _SLAVIC else {},
        readings=((), _ACCENTS, habit) if habit else ((), _ACCENTS),
        ascii_readings=((), habit) if habit else ((),),
    )


INITIALS = ("", *(script.initial for script in _OTHERS))
WITHOUT_VOWELS = frozenset(script.initial for script in _OTHERS if script.lacks_vowels)


def script_of(word: str, language: str | None) -> Script | None:
    """Return how names are written in the script of a word in small letters; None where nothing is known of it."""
    if _LATIN_LETTERS.match(word):
        return _latin(language)
    return next((script for script in _OTHERS if script.letters.match(word)), None)
