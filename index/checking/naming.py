"""Who is what: whether a claim that says with "is" who somebody is finds him called that in its evidence."""

from collections.abc import Sequence

from index.checking.english import word_set
from index.checking.matching import name_runs
from index.checking.reading import Reading, Token
from index.checking.relations import Matched

_IS = word_set("is are was were")
_PARTING = word_set(
    """after before by with from against over than unlike succeeding replacing without versus instead besides
    including between among near"""
)


def named_another(claim: Reading, sentence: Reading, matched: Matched) -> Token | None:
    """Find a name of which the evidence doesn't say what the claim says it is: something parts the two there."""
    for at, token in enumerate(claim.tokens):
        if token.fold not in _IS or token.kind or _has_participle(claim, at):
            continue
        for name, rest in _sides(claim, at):
            if not name or not rest or not matched.get(name[-1]):
                continue
            if all(_is_parted(claim, sentence, matched, place, rest) for place in matched[name[-1]]):
                return claim.tokens[name[0]]
    return None


def _has_participle(claim: Reading, verb: int) -> bool:
    following = claim.tokens[verb + 1 : verb + 3]
    return any(token.kind == "word" and token.fold.endswith(("ed", "ing")) for token in following)


def _sides(claim: Reading, verb: int) -> Sequence[tuple[list[int], list[int]]]:
    """Return a name right beside "is", and what is said of it on the other side, nearest first."""
    before, after = list[int](), list[int]()
    for run in name_runs(claim):
        if run[-1] == verb - 1:
            before = run
        elif run[0] == verb + 1 and run[-1] == len(claim.tokens) - 1:
            after = run
    left = [at for at in reversed(claim.content) if at < verb]
    right = [at for at in claim.content if at > verb]
    return [(before, right), (after, left)]


def _is_parted(claim: Reading, sentence: Reading, matched: Matched, place: int, rest: Sequence[int]) -> bool:
    found = [other for at in rest if claim.tokens[at].kind == "word" for other in matched.get(at, ()) if other != place]
    if not found:
        return False
    nearest = min(found, key=lambda other: abs(other - place))
    said = {token.fold for token in claim.tokens}
    is_aside = sentence.tokens[place].is_aside
    between = sentence.tokens[min(place, nearest) + 1 : max(place, nearest)]
    return any(
        token.fold in _PARTING and token.fold not in said and (is_aside or not token.is_aside) for token in between
    )
