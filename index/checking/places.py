"""What a preposition joins: a place that the evidence gives to another, and a whole of which it has only a part."""

from itertools import pairwise

from index.checking.english import BE, DETERMINERS, PREPOSITIONS, word_set
from index.checking.halves import is_verb
from index.checking.matching import name_runs
from index.checking.reading import Reading, Token, is_light
from index.checking.relations import Matched

_PARTLY = PREPOSITIONS - word_set("of")  # "the city of Dresden" is Dresden
_REACH = 3  # words from a preposition back to the noun that it joins


def placed_elsewhere(claim: Reading, sentence: Reading, matched: Matched) -> Token | None:
    """Find a name that a claim has "in" a place where the evidence has another, and has the name somewhere else.

    "Church Street in Cork and Abbey Street in Dublin" doesn't carry "Church Street is in Dublin".
    """
    runs, said = list(name_runs(claim)), list(name_runs(sentence))
    for one, place in pairwise(runs):
        between = [token.fold for token in claim.tokens[one[-1] + 1 : place[0]] if token.fold not in DETERMINERS]
        while between and between[0] in BE:
            between.pop(0)
        if len(between) != 1 or between[0] not in PREPOSITIONS:
            continue
        own = _joined(sentence, said, matched, one, between[0])
        others = [before for before, after in own.items() if any(set(after) & set(matched.get(at, ())) for at in place)]
        if own and not others and _stands_behind_another(sentence, said, matched, one, place, between[0]):
            return claim.tokens[place[0]]
    return None


def _joined(
    sentence: Reading, said: list[list[int]], matched: Matched, name: list[int], preposition: str
) -> dict[int, list[int]]:
    """Return the names that the evidence joins to a name with a preposition, by where that name ends."""
    ends = {place for at in name for place in matched.get(at, ())}
    found: dict[int, list[int]] = {}
    for before, after in pairwise(said):
        is_whole = all(any(place in before for place in matched.get(at, ())) for at in name)
        if is_whole and before[-1] in ends and _joins(sentence, before[-1], after[0], preposition):
            found[before[-1]] = after
    return found


def _stands_behind_another(
    sentence: Reading, said: list[list[int]], matched: Matched, name: list[int], place: list[int], preposition: str
) -> bool:
    taken = {found for at in name for found in matched.get(at, ())}
    wanted = {found for at in place for found in matched.get(at, ())}
    return any(
        not set(before) <= taken and wanted & set(after) and _joins(sentence, before[-1], after[0], preposition)
        for before, after in pairwise(said)
    )


def _joins(sentence: Reading, one: int, other: int, preposition: str) -> bool:
    between = [token.fold for token in sentence.tokens[one + 1 : other] if token.fold not in DETERMINERS]
    return between == [preposition]


def of_a_part(claim: Reading, sentence: Reading, matched: Matched) -> Token | None:
    """Find a verb that a claim has done to what the evidence has only a part of it done to.

    "Netflix bought a stake in Sony" doesn't carry "Netflix bought Sony".
    """
    if claim.language != "en":
        return None
    for at in matched:
        if not (claim.tokens[at].kind == "word" and is_verb(claim.tokens[at])):
            continue
        for thing in _things(claim, at):
            places = matched.get(thing, ())
            if places and all(_is_part(sentence, matched, verb, place) for verb in matched[at] for place in places):
                return claim.tokens[at]
    return None


def _things(claim: Reading, verb: int) -> list[int]:
    """Return what a verb is done to: the next word of meaning, with no preposition between, or a passive's subject."""
    behind = claim.tokens[verb + 1 :]
    following = next((at for at, token in enumerate(behind, start=verb + 1) if token.kind), None)
    if following is not None and any(token.fold == "by" for token in claim.tokens[verb + 1 : following]):
        before = [at for at in claim.content if at < verb and not is_light(claim.tokens[at])]
        return before[-1:]
    if following is None or any(token.fold in PREPOSITIONS for token in claim.tokens[verb + 1 : following]):
        return []
    return [following]


def _is_part(sentence: Reading, matched: Matched, verb: int, place: int) -> bool:
    """Whether "a stake in" or the like stands between a verb and what a claim has it done to."""
    if place <= verb or sentence.tokens[place].clause != sentence.tokens[verb].clause:
        return False
    taken = {found for places in matched.values() for found in places}
    begin = place
    while begin - 1 > verb and (sentence.tokens[begin - 1].kind in ("name", "word") and begin - 1 in taken):
        begin -= 1
    while begin - 1 > verb and sentence.tokens[begin - 1].fold in DETERMINERS:
        begin -= 1
    if begin - 1 <= verb or sentence.tokens[begin - 1].fold not in _PARTLY:
        return False
    noun = next((at for at in range(begin - 2, verb, -1) if sentence.tokens[at].kind), None)
    if noun is None or begin - 1 - noun > _REACH or noun in taken:
        return False
    object_begins = sentence.tokens[verb + 1 : verb + 2]
    return bool(object_begins) and object_begins[0].fold in DETERMINERS and sentence.tokens[noun].kind == "word"
