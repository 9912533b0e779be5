"""What a claim of anybody's must pass besides ``judging``, which checks sentences written from the evidence.

A supported claim adds no small word that changes what is said: all, only, will, must, because, we. Its words stand
together in its evidence, too, and more of them than names: likeness supports nothing.
"""

from collections.abc import Sequence
from itertools import pairwise

from index.checking.english import word_set
from index.checking.matching import Scene
from index.checking.quantifiers import ALL, MOST, ONLY
from index.checking.reading import DIRECT, Reading, is_light, kind_at

# A claim that has a word of one of these needs evidence that has one of the same.
_KINDS = (
    ALL | word_set("entirely completely"),
    ONLY,
    MOST,
    *map(
        word_set,
        (
            "i me my mine we us our ours",
            "you your yours",
            "will shall ll gonna going tomorrow",
            "must should ought shall supposed required",
            "may might could can possibly perhaps probably maybe likely",
            "would",
            "because due therefore thus hence consequently cause caused causing",
            "if unless provided",
            "more over above exceeding exceeded beyond least",
            "less fewer under below most",
        ),
    ),
)
_NEAR, _NEAR_SHARE = 3, 0.5  # words of meaning from one to the next; of a claim's pairs, at least


def added(claim: Reading, sentences: Sequence[Reading]) -> str | None:
    """Return a small word that a claim has and its evidence hasn't, nor one like it."""
    if claim.language != "en":
        return None
    said = {token.fold for sentence in sentences for token in sentence.tokens}
    for kind in _KINDS:
        own = [token.fold for token in claim.tokens if token.fold in kind]
        if own and said.isdisjoint(kind):
            return own[0]
    return None


def carry(claim: Reading, evidence: Sequence[Scene]) -> bool:
    """Whether sentences that support a claim, one or those of its halves, do so at a closer look."""
    if added(claim, [scene.sentence for scene in evidence]):
        return False
    problems = (is_only_alike, is_scattered, is_denied)
    return not any(is_wrong(claim, scene) for is_wrong in problems for scene in evidence)


def is_only_alike(claim: Reading, scene: Scene) -> bool:
    """Whether a sentence has the names and figures of a claim, and nothing that says the same of them."""
    places = {at: scene.found(claim.tokens[at]) for at in claim.content}
    if any(places[at] and _is_solid(claim, at) for at in claim.content):
        return False
    if any(not places[at] for at in claim.content if kind_at(claim, at) == "word"):
        return True
    found = [place for places_of_one in places.values() for place in places_of_one]
    between = range(min(found, default=0), max(found, default=0))
    return any(_is_solid(scene.sentence, at) for at in between)


def is_denied(claim: Reading, scene: Scene) -> bool:
    """Whether a sentence says no to a word of a claim that the claim says yes to, even to "said" or "called"."""
    for at in claim.content:
        places = scene.found(claim.tokens[at])
        if places and not claim.tokens[at].negated and _are_denied(scene.sentence, places):
            return True
    return False


def _are_denied(sentence: Reading, places: Sequence[int]) -> bool:
    return all(sentence.tokens[place].negated == DIRECT for place in places)


def is_scattered(claim: Reading, scene: Scene) -> bool:
    """Whether the words of a claim stand in a sentence, but few of them beside those that they stand beside in it."""
    sentence = scene.sentence
    order = {place: at for at, place in enumerate(sentence.content)}
    found = [[order[place] for place in scene.found(claim.tokens[at])] for at in claim.content]
    pairs = list(pairwise(places for places in found if places))
    near = sum(any(abs(left - right) <= _NEAR for left in one for right in other) for one, other in pairs)
    return near < _NEAR_SHARE * len(pairs)


def _is_solid(reading: Reading, at: int) -> bool:
    return kind_at(reading, at) == "word" and not is_light(reading.tokens[at])
