"""All that can be wrong with a claim whose words its evidence has: one check after the other, in one list."""

from collections.abc import Callable

from index.checking.appositions import called_another
from index.checking.attachments import attached_elsewhere, dated_elsewhere
from index.checking.bounds import bounded_otherwise
from index.checking.conditions import made_unconditional
from index.checking.links import joined_otherwise
from index.checking.matching import Scene
from index.checking.naming import named_another
from index.checking.parts import of_a_part, taken_for_all
from index.checking.places import placed_elsewhere, turned_direction
from index.checking.quantifiers import quantified_anew
from index.checking.reading import Reading, Token
from index.checking.relations import Matched, made_certain, scored_otherwise, turned_negative, turned_opposite
from index.checking.roles import turned_round
from index.checking.subjects import done_by_another
from index.checking.verdicts import Reason

# The first that finds something says why, so those that may contradict a claim come first.
_CHECKS: tuple[tuple[Reason, Callable[[Reading, Reading, Matched], Token | None]], ...] = (
    ("negation", turned_negative),
    ("opposite", turned_opposite),
    ("roles", turned_round),
    ("certainty", made_certain),
    ("certainty", made_unconditional),
    ("name", named_another),
    ("name", placed_elsewhere),
    ("name", turned_direction),
    ("words", attached_elsewhere),
    ("words", joined_otherwise),
    ("words", done_by_another),
    ("date", dated_elsewhere),
    ("words", of_a_part),
    ("number", scored_otherwise),
    ("number", bounded_otherwise),
    ("number", taken_for_all),
    ("words", quantified_anew),
)


def turned(claim: Reading, scene: Scene, matched: Matched) -> tuple[Reason, Token] | None:
    """Return what a claim says otherwise than its evidence, and the word where it does; None where it says the same."""
    for reason, check in _CHECKS:
        if token := check(claim, scene.sentence, matched):
            return reason, token
    token = called_another(claim, scene)
    return ("name", token) if token else None
