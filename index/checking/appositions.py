"""Who is what, said with a comma: "the Russian President, Vladimir Putin", "Vladimir Putin, the Russian President"."""

from collections.abc import Iterator, Sequence

from index.checking.english import BE, word_set
from index.checking.matching import Scene, name_runs, positions
from index.checking.reading import Reading, Token, is_light

_REACH = 6  # words from what somebody is to who it is, at most
_ARTICLES = word_set("the a an its their his her our")
_LISTS = word_set("and or as nor but")


def called_another(claim: Reading, scene: Scene) -> Token | None:
    """Find a name beside which a claim has a description that stands far from it wherever the evidence has both."""
    if claim.language != "en":
        return None
    for description, name in _pairs(claim):
        readings = (scene.sentence, *scene.context)
        known = [at for at in description if any(positions(one, claim.tokens[at]) for one in readings)]
        if known and not any(_is_called_so(claim, one, known, name) for one in readings):
            return claim.tokens[name[0]]
    return None


def _is_called_so(claim: Reading, reading: Reading, description: Sequence[int], name: Sequence[int]) -> bool:
    """Whether every word of a description stands near the name, at least as near as in the claim."""
    places = [place for at in (name[0], name[-1]) for place in positions(reading, claim.tokens[at])]
    if not places:
        return False
    nearest = min(name, key=lambda at: abs(at - description[0]))
    for at in description:
        most = max(_REACH, abs(at - nearest) + 2)
        if not any(abs(place - other) <= most for place in places for other in positions(reading, claim.tokens[at])):
            return False
    return True


def _pairs(claim: Reading) -> Iterator[tuple[list[int], list[int]]]:
    """Yield descriptions and the names that a comma joins to them."""
    runs = list(name_runs(claim))
    for run in runs:
        if (before := _noun_phrase(claim, run[0], -1)) and not _goes_on_as_list(claim, run[-1]):
            yield before, run
        if after := _noun_phrase(claim, run[-1], 1):
            yield after, run


def _has_comma(claim: Reading, one: int, other: int) -> bool:
    return claim.text[claim.tokens[one].end : claim.tokens[other].start].strip() == ","


def _goes_on_as_list(claim: Reading, last: int) -> bool:
    following = claim.tokens[last + 1 : last + 2]
    return bool(following) and following[0].fold in _LISTS


def _noun_phrase(claim: Reading, at: int, step: int) -> list[int]:
    """Return the words of "the Russian President" before or behind a name and a comma; none where that is no such."""
    other = at + step
    if not 0 <= other < len(claim.tokens) or not _has_comma(claim, min(at, other), max(at, other)):
        return []
    clause = claim.tokens[other].clause
    phrase: list[int] = []
    while 0 <= other < len(claim.tokens) and claim.tokens[other].clause == clause:
        phrase.append(other)
        other += step
    phrase.sort()
    tokens = [claim.tokens[one] for one in phrase]
    if tokens[0].fold not in _ARTICLES or any(token.fold in BE for token in tokens):
        return []
    return [one for one in phrase if claim.tokens[one].kind in ("name", "word") and not is_light(claim.tokens[one])]
