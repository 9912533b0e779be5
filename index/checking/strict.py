"""What a claim of anybody's must pass besides ``judging``, which checks sentences written from the evidence.

A supported claim adds no small word that changes what is said: all, only, will, must, because, we. A contradicted one
says all that its evidence says but one thing, of the same subject and in the same place of the sentence: another number
of another event contradicts nothing.
"""

from collections.abc import Iterator, Sequence

from index.checking.dates import Dated, Day
from index.checking.english import word_set
from index.checking.matching import Scene
from index.checking.numbers import Quantity
from index.checking.reading import Reading, Token, is_light, kind_at
from index.checking.verdicts import Reason

# A claim that has a word of one of these needs evidence that has one of the same.
_KINDS = tuple(
    word_set(line)
    for line in (
        "i me my mine we us our ours",
        "you your yours",
        "will shall ll won gonna going tomorrow",
        "must should ought shall supposed required",
        "may might could can possibly perhaps probably maybe likely",
        "would",
        "all every each everyone everybody everything always whole entire entirely completely",
        "only solely exclusively alone",
        "most mostly majority",
        "because due therefore thus hence consequently cause caused causing",
        "if unless provided",
        "more over above exceeding exceeded beyond least",
        "less fewer under below most",
    )
)
_MIN_SHARED = 3  # words of meaning that a claim and what contradicts it have in common
_LIMITS = word_set("over under above below more less fewer least most up nearly almost")
_ROUNDED = 0.05  # by as much two numbers may differ that are one, said more and less exactly


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


def is_surely_contradicted(claim: Reading, scene: Scene, reason: Reason | None) -> bool:
    """Whether a sentence that contradicts a claim speaks of the same thing."""
    missing = [at for at in claim.content if not _is_known(claim.tokens[at], scene)]
    shared = [at for at in claim.content if at not in missing and not is_light(claim.tokens[at])]
    if len(shared) < _MIN_SHARED or added(claim, [scene.sentence]) or is_only_alike(claim, scene):
        return False
    missing = [at for at in missing if not is_light(claim.tokens[at])]
    if reason in ("number", "date"):
        return len(missing) == 1 and _has_other_figure(claim, scene, missing[0])
    return not missing


def _is_solid(reading: Reading, at: int) -> bool:
    return kind_at(reading, at) == "word" and not is_light(reading.tokens[at])


def _is_known(token: Token, scene: Scene) -> bool:
    """Whether a sentence has a word, or a pronoun that stands for it."""
    is_meant = token.kind in ("name", "word") and scene.sentence.has_pronoun and scene.in_context(token)
    return bool(scene.found(token)) or is_meant


def _has_other_figure(claim: Reading, scene: Scene, at: int) -> bool:
    """Whether the sentence has another figure of the same kind where the claim has its own."""
    own = claim.tokens[at]
    taken = {found for other in claim.content if other != at for found in scene.found(claim.tokens[other])}
    rivals = [
        place for place in scene.sentence.content if place not in taken and _excludes(scene.sentence.tokens[place], own)
    ]
    return any(_stands_alike(claim, scene, at, rival) for rival in rivals)


def _excludes(other: Token, own: Token) -> bool:
    """Whether two figures can't both be right of one thing."""
    if isinstance(other.figure, Quantity) and isinstance(own.figure, Quantity):
        return other.figure.unit == own.figure.unit != "+" and not _are_close(other.figure, own.figure)
    if isinstance(other.figure, Dated) and isinstance(own.figure, Dated):
        return all(_differ(one, two) for one in other.figure.readings for two in own.figure.readings)
    return False


def _are_close(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers may be one, rounded."""
    return any(
        abs(left - right) <= _ROUNDED * max(abs(left), abs(right)) for left in one.values for right in other.values
    )


def _differ(one: Day, other: Day) -> bool:
    """Whether two days are different ones as far as both are said."""
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day), (one.weekday, other.weekday))
    return any(left is not None and right is not None and left != right for left, right in pairs)


def _stands_alike(claim: Reading, scene: Scene, at: int, rival: int) -> bool:
    """Whether both figures have the same words beside them, and neither is only a limit."""
    if _is_limit(claim, at) or _is_limit(scene.sentence, rival):
        return False
    sides = [
        _has_beside(scene, rival, beside, step)
        for step in (1, -1)
        if (beside := next(_beside(claim, at, step), None)) is not None
    ]
    return bool(sides) and all(sides)


def _has_beside(scene: Scene, rival: int, beside: Token, step: int) -> bool:
    nearest = next(_beside(scene.sentence, rival, step), None)
    if nearest is None:
        return False
    return any(scene.sentence.tokens[place] is nearest for place in scene.found(beside))


def _beside(reading: Reading, at: int, step: int) -> Iterator[Token]:
    """Yield the words of meaning on one side of a place, the nearest first."""
    place = at + step
    while 0 <= place < len(reading.tokens):
        token = reading.tokens[place]
        if token.kind and not is_light(token):
            yield token
        place += step


def _is_limit(reading: Reading, at: int) -> bool:
    return any(token.fold in _LIMITS for token in reading.tokens[max(0, at - 2) : at])
