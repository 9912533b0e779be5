"""Whom a sentence means by "he", "she" or "it": only what can be read off the sentence before."""

import re

from index.checking.english import BE, DETERMINERS, PERSONAL, word_set
from index.checking.halves import is_verb, subject
from index.checking.matching import is_place, name_runs
from index.checking.reading import Reading, Token, is_light, read
from index.pronouns import points_back

_PERSONS = word_set("he she him her his hers himself herself")
_THINGS = word_set("it its")
_MEANS_ONE = word_set("he she it his its")
_POSSESSIVE = word_set("his its")
_DESCRIBES = BE | word_set("has had lies stands covers contains connects holds")  # then "it" is what was described
# "It is reported that …" means nothing that was named.
_EMPTY = re.compile(r"it\s(?:is|was|has been)\s\w+(?:\s\w+)?\sthat\b", re.IGNORECASE)


def resolved(sentence: str, before: str | None, language: str) -> str | None:
    """Return a sentence that is understood alone; None where a word of it may mean this or that, or nothing named.

    ``before`` is the sentence before it, as it is understood; None where that isn't clear or there is none.
    """
    if _EMPTY.match(sentence):
        return sentence
    reading = read(sentence, language)
    pronoun = _pointing(reading)
    if pronoun is None:
        return None if points_back(sentence, language) else sentence
    name = _named(read(before, language), pronoun.fold) if before and pronoun.fold in _MEANS_ONE else None
    if name is None:
        return None
    name += "'s" if pronoun.fold in _POSSESSIVE else ""
    return f"{reading.text[: pronoun.start]}{name}{reading.text[pronoun.end :]}"


def _pointing(reading: Reading) -> Token | None:
    """Return the pronoun that points out of its sentence: nothing is named before it that it could mean."""
    for at, token in enumerate(reading.tokens):
        if not token.kind and token.fold in PERSONAL and not _is_named_before(reading, at):
            return token
    return None


def _is_named_before(reading: Reading, pronoun: int) -> bool:
    before = reading.tokens[:pronoun]
    if reading.tokens[pronoun].fold not in _PERSONS:
        return any(token.kind in ("name", "word") and not is_light(token) for token in before[:-1])
    if any(token.kind == "name" and not is_place(reading, at) for at, token in enumerate(before)):
        return True
    begins_with_noun = before[:1] and (before[0].kind == "word" or before[0].fold in DETERMINERS)
    return bool(begins_with_noun) and len(before) > 1 and any(token.kind == "word" for token in before[:-1])


def _named(before: Reading, pronoun: str) -> str | None:
    """Return whom a sentence is about, where it names no other that could be meant as well."""
    name = subject(before)
    if name is None:
        return None
    start = before.text.find(name)
    end = start + len(name)
    following = next((token for token in before.tokens if token.start >= end), None)
    if following is None or not (is_verb(following) if pronoun not in _THINGS else following.fold in _DESCRIBES):
        return None
    others = [run[0] for run in name_runs(before) if not start <= before.tokens[run[0]].start < end]
    if pronoun not in _THINGS:
        others = [at for at in others if not is_place(before, at)]
    return None if others and pronoun not in _THINGS else name
