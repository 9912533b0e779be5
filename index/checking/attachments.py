"""What is said of what: a phrase of one clause of the evidence that a claim puts into another one."""

from collections.abc import Iterator, Sequence

from index.checking.english import PREPOSITIONS, word_set
from index.checking.halves import is_verb
from index.checking.reading import Reading, Token, is_light
from index.checking.relations import Matched
from index.checking.subjects import parts

_JOINED = word_set("and but or while whereas")
_PHRASE = 3  # words from a preposition to what it is about, at most


def attached_elsewhere(claim: Reading, sentence: Reading, matched: Matched) -> Token | None:
    """Find a word after a preposition that the evidence has in another clause, said of what the claim leaves out.

    "The island was joined to the shore, and visitors reach it by a stair" doesn't carry "joined to the shore by a
    stair", but "In 1920, after the war, the island was joined to the shore" does carry "joined after the war".
    """
    if claim.language != "en":
        return None
    claimed, said_in = _clauses(claim), _clauses(sentence)
    for at in _after_prepositions(claim):
        places = matched.get(at, ())
        before = [
            other for other in claim.content if other < at and claimed[other] == claimed[at] and matched.get(other)
        ]
        said = [other for other in before if not is_light(claim.tokens[other])]
        taken = {found for other in before for found in matched[other]}
        if len(said) >= 2 and places and all(_is_of_another(sentence, said_in, place, taken) for place in places):
            return claim.tokens[at]
    return None


def _after_prepositions(claim: Reading) -> Iterator[int]:
    for at in claim.content:
        token = claim.tokens[at]
        if token.kind != "word" or is_light(token):
            continue
        for other in reversed(claim.tokens[max(0, at - _PHRASE) : at]):
            if other.fold in PREPOSITIONS and other.fold != "of":
                yield at
                break
            if other.kind not in ("", "word"):
                break


def _clauses(reading: Reading) -> list[int]:
    """Number the clauses of a sentence's tokens; what "after" begins and what follows a bracket isn't a new one."""
    numbers: list[int] = []
    outside = 0  # the clause that a bracket stands in
    for at, token in enumerate(reading.tokens):
        before = reading.tokens[at - 1] if at else token
        between = reading.text[before.end : token.start]
        number = max(numbers, default=0)
        if ")" in between:
            numbers.append(outside)
        elif token.clause == before.clause or (token.fold in PREPOSITIONS and "," not in between):
            numbers.append(numbers[-1] if numbers else 0)
        else:
            outside = numbers[-1] if "(" in between else outside
            numbers.append(number + 1)
    return numbers


def _is_of_another(sentence: Reading, clauses: Sequence[int], place: int, taken: set[int]) -> bool:
    """Whether a word's clause of the evidence has others before it, none of them what the claim has before it."""
    clause = [at for at, number in enumerate(clauses) if number == clauses[place] and at < place]
    own = [at for at in clause if sentence.tokens[at].kind and not is_light(sentence.tokens[at])]
    if len(own) < 2 or (sentence.tokens[place].is_aside and sentence.tokens[clause[0]].fold not in _JOINED):
        return False  # ", the largest lake of the country" is of what stands before it
    return taken.isdisjoint(own) and min(taken) < min(own)


def dated_elsewhere(claim: Reading, sentence: Reading, matched: Matched) -> Token | None:
    """Find a date of one verb that a claim gives to another: bought in 2019 and sold later doesn't carry sold in 2019.

    A date that a sentence begins with may be of all of it.
    """
    verbs = [at for at in matched if is_verb(claim.tokens[at])]
    if claim.language != "en" or len(verbs) != 1:
        return None
    cut = parts(sentence)
    own = [number for place in matched[verbs[0]] for number, part in enumerate(cut) if place in part]
    for at, places in matched.items():
        is_dated = claim.tokens[at].kind == "date" and bool(places)
        if is_dated and all(_is_of_verb_before(sentence, cut, min(own), place) for place in places):
            return claim.tokens[at]
    return None


def _is_of_verb_before(sentence: Reading, cut: Sequence[range], own: int, place: int) -> bool:
    number = next(number for number, part in enumerate(cut) if place in part)
    return number < own and any(is_verb(sentence.tokens[at]) for at in cut[number] if at < place)
