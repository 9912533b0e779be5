"""Where something is or goes: a place that a claim gives to another name, or the other way."""

from itertools import pairwise

from index.checking.english import BE, DETERMINERS, PREPOSITIONS
from index.checking.matching import name_runs
from index.checking.reading import Reading, Token
from index.checking.relations import Matched

_DIRECTIONS = {"to": "from", "from": "to", "for": "against", "against": "for"}


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


def turned_direction(claim: Reading, sentence: Reading, matched: Matched) -> Token | None:
    """Find a name that a claim has behind "to" or "for" and its evidence only behind "from" or "against"."""
    for run in name_runs(claim):
        said = _preposition(claim, run[0])
        places = [place for at in run[:1] for place in matched.get(at, ())]
        if said in _DIRECTIONS and places and all(_is_opposite(sentence, place, said) for place in places):
            return claim.tokens[run[0]]
    return None


def _is_opposite(sentence: Reading, place: int, said: str) -> bool:
    return _preposition(sentence, place) == _DIRECTIONS[said]


def _preposition(reading: Reading, at: int) -> str:
    """Return the preposition right before a name, its article aside."""
    before = at - 1
    while before >= 0 and (reading.tokens[before].fold in DETERMINERS or reading.tokens[before].kind == "name"):
        before -= 1
    return reading.tokens[before].fold if before >= 0 else ""
