"""Whether a claim is contradicted for sure. A wrong "contradicted" is as bad as a wrong "supported".

Both say the same of the same subject but for one thing. Another number of another event contradicts nothing.
"""

from collections.abc import Iterator

from index.checking.dates import Dated, Day
from index.checking.english import word_set
from index.checking.matching import Scene
from index.checking.numbers import Quantity
from index.checking.reading import Reading, Token, is_light, negations
from index.checking.strict import added, is_scattered
from index.checking.verdicts import Reason

_MIN_SHARED = 3  # words of meaning that a claim and what contradicts it have in common
_RELATIVE = word_set("until unless only longer")
_NOR = word_set("neither nor")
_LIMITS = word_set("over under above below more less fewer least most up nearly almost")
_ROUNDED = 0.05  # by as much two numbers may differ that are one, said more and less exactly


def is_surely_contradicted(claim: Reading, scene: Scene, reason: Reason | None) -> bool:
    """Whether a sentence that contradicts a claim speaks of the same thing."""
    missing = [at for at in claim.content if not _is_known(claim.tokens[at], scene)]
    shared = [at for at in claim.content if at not in missing and not is_light(claim.tokens[at])]
    if len(shared) < _MIN_SHARED or added(claim, [scene.sentence]) or is_scattered(claim, scene):
        return False
    missing = [at for at in missing if not is_light(claim.tokens[at])]
    if reason in ("number", "date"):
        return len(missing) == 1 and _has_other_figure(claim, scene, missing[0])
    return not missing and not (reason == "negation" and _may_mean_another(claim, scene))


def _may_mean_another(claim: Reading, scene: Scene) -> bool:
    """Whether a "not" may be about something else: "not until 1978", or one of two times that a word is there.

    Or about the same, said otherwise: "neither does she" against "neither he nor she".
    """
    if any(token.fold in _RELATIVE for token in scene.sentence.tokens):
        return True
    says_no = negations(claim.tokens) and negations(scene.sentence.tokens)
    if says_no and any(token.fold in _NOR for token in (*claim.tokens, *scene.sentence.tokens)):
        return True
    return any(len(scene.found(claim.tokens[at])) > 1 for at in claim.content if claim.tokens[at].kind == "word")


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
