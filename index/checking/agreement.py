"""Which of two words a verb agrees with, where word order is free: "Завод купила компания" is of what the company did.

Read off endings, so for Russian, Ukrainian and Belarusian verbs in the past alone.
"""

import re

from index.checking.reading import Reading

LANGUAGES = frozenset(("ru", "uk", "be"))
_MASCULINE, _FEMININE, _NEUTER, _PLURAL = "masculine", "feminine", "neuter", "plural"
_VERBS = (
    (re.compile(r"(?:ла|лась)$"), _FEMININE),
    (re.compile(r"(?:ло|лось)$"), _NEUTER),
    (re.compile(r"(?:ли|лись|лі|ліся|лися)$"), _PLURAL),
    (re.compile(r"[аеиіоуыэюя](?:л|лся|в|вся)$"), _MASCULINE),
)
_NOUNS = (
    (re.compile(r"[ая]$"), (_FEMININE,)),
    (re.compile(r"[оеё]$"), (_NEUTER,)),
    (re.compile(r"[ыиії]$"), (_PLURAL,)),
    (re.compile(r"ь$"), (_MASCULINE, _FEMININE)),
    (re.compile(r"[бвгґджзйклмнпрстўфхцчшщ]$"), (_MASCULINE,)),
)
_OTHER_VERBS = re.compile(r"(?:[еёию]т|[уюая]ть?|[тш]ь?ся|є|ється|[аяеє]н[аоыі]?|[аеиюя]вши?й?)$")


def may_be_verb(reading: Reading, at: int) -> bool:
    """Whether a word can be a verb by its ending, in the languages whose endings are known; in others any can."""
    said = reading.tokens[at].text.casefold()
    return (
        reading.language not in LANGUAGES
        or _OTHER_VERBS.search(said) is not None
        or any(ending.search(said) for ending, _ in _VERBS)
    )


def agree(reading: Reading, verb: int, nouns: tuple[int, int]) -> tuple[bool, bool] | None:
    """Return of two words whether each can be the subject of a verb; None where its form doesn't tell."""
    if reading.language not in LANGUAGES:
        return None
    said = reading.tokens[verb].text.casefold()
    gender = next((gender for ending, gender in _VERBS if ending.search(said)), None)
    if gender is None:
        return None
    one, other = (_genders(reading.tokens[at].text.casefold()) for at in nouns)
    if gender == _PLURAL:  # "Сирия и Турция обвинили": one of several can be anything
        return bool(one), bool(other)
    return gender in one, gender in other


def _genders(noun: str) -> tuple[str, ...]:
    """Return what a word can be as a subject, going by its ending; nothing for "Алиеву", which can be none."""
    return next((genders for ending, genders in _NOUNS if ending.search(noun)), ())
