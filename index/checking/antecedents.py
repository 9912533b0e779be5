"""Whom a sentence means by "he", "she" or "it": what can be read off the sentence before, or off its evidence."""

import re
from collections.abc import Iterator, Sequence

from index.checking.english import AUXILIARIES, BE, DETERMINERS, PERSONAL, word_set
from index.checking.halves import is_verb, subject
from index.checking.matching import Scene, is_place, name_runs, positions
from index.checking.reading import Reading, Token, is_light, is_passive, read
from index.pronouns import points_back

_PERSONS = word_set("he she him her his hers himself herself")
_THINGS = word_set("it its")
_MEANS_ONE = word_set("he she it his its")
_POSSESSIVE = word_set("his its")
_DESCRIBES = BE | word_set("has had lies stands covers contains connects holds")  # then "it" is what was described
# "It is reported that …" means nothing that was named.
_DEMONSTRATIVE = word_set("this that these those")
_WHOSE = word_set("his her its their")
_BEGINS_ANEW = word_set("but while whereas")  # a part of a sentence, whatever stands before
_MAY_BEGIN_ANEW = word_set("and who which where when")  # after a comma
_OBJECT = 3  # words of meaning after a verb of which one is what it is done to
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


def begins_with_pronoun(sentence: str) -> bool:
    """Whether an English sentence begins with a word that stands for something said before it."""
    if _EMPTY.match(sentence):
        return False
    first = next(iter(read(sentence).tokens), None)
    return first is not None and (first.fold in PERSONAL or first.fold in _DEMONSTRATIVE)


def is_meant(claim: Reading, scene: Scene, before: Reading) -> bool:
    """Whether ``before`` names what its evidence has where a claim begins with a pronoun, or with nothing.

    "It was left in ruins" is of the lighthouse where the evidence says "but the lighthouse was left in ruins".
    """
    begins = next((at for at in _said_of_it(claim) if scene.found(claim.tokens[at])), None)
    if begins is None:
        return True  # nothing is said that could be somebody else's
    place = min(scene.found(claim.tokens[begins]))
    meant = _in_its_place(claim, begins, scene, place)
    return not meant or any(positions(before, token) for token in meant)


def _said_of_it(claim: Reading) -> Iterator[int]:
    """Yield the words of meaning of a claim, of "this river is …" those from the verb on."""
    first = 0
    if claim.tokens[0].fold in _DEMONSTRATIVE:
        first = next((at for at, token in enumerate(claim.tokens) if token.fold in AUXILIARIES), 0)
    solid = [at for at in claim.content if at >= first and not is_light(claim.tokens[at])]
    yield from solid or claim.content


def _in_its_place(claim: Reading, begins: int, scene: Scene, place: int) -> Sequence[Token]:
    """Return the names and nouns of the evidence of which one is what a pronoun of the claim must stand for."""
    sentence = scene.sentence
    if claim.tokens[begins].kind == "word" and is_passive(claim, begins) != is_passive(sentence, place):
        return _nouns(sentence.tokens[place + 1 :])[:_OBJECT]  # "it was bought", and "Norvik bought the plant"
    start = max(at for at in _parts(sentence) if at <= place)
    own = _nouns(sentence.tokens[start:place])
    if own and sentence.tokens[start].fold not in PERSONAL - _WHOSE:
        return own
    is_pronoun = any(token.fold in PERSONAL for token in sentence.tokens[start:place])
    if start and not is_pronoun:
        return _nouns(sentence.tokens[:start])  # it shares the subject of the part before
    if not is_pronoun and claim.tokens[0].fold not in _WHOSE:
        return ()  # "It was Brennan who …" has the subject itself
    earlier = [sentence.tokens[:start], *(reading.tokens for reading in (scene.context[0], *scene.context[1:][-1:]))]
    return [token for tokens in earlier for token in _nouns(tokens)]


def _parts(sentence: Reading) -> Iterator[int]:
    """Yield where the parts of a sentence begin that may have a subject of their own."""
    yield 0
    for at in range(1, len(sentence.tokens)):
        token = sentence.tokens[at]
        between = sentence.text[sentence.tokens[at - 1].end : token.start]
        is_joint = not token.kind and token.fold in _MAY_BEGIN_ANEW and "," in between
        if ";" in between or is_joint or token.fold in _BEGINS_ANEW:
            yield at


def _nouns(tokens: Sequence[Token]) -> list[Token]:
    return [token for token in tokens if token.kind in ("name", "word") and not is_light(token)]
