"""Whether what a claim says of its names and figures is what its evidence says of the same ones.

All here works on tokens that were found in one sentence of evidence: ``matched`` maps the positions of a claim's
tokens to those of the evidence's. Each check returns the token that it fails on, or None.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from index.checking.certainty import DIRECT, REPORTED, WANTED
from index.checking.english import HEDGES, OPPOSITES
from index.checking.reading import Reading, Token, is_light, is_passive, kind_at, negations, term_of

Matched = Mapping[int, Sequence[int]]

_NAME_REACH = 5  # words between two words of a name: "the president of Azerbaijan, Ilham Aliyev"
_REACH = 2  # words of meaning between a figure and what it is said of, at most
_SCORE = re.compile(r"(?<![\w.,-])(\d{1,3})\s?[-–:]\s?(\d{1,3})(?![\w-]|[.,]\d)")
OK, CONFLICT, UNKNOWN = "ok", "conflict", "unknown"


def turned_negative(claim: Reading, sentence: Reading, matched: Matched) -> Token | None:
    """Find a word that one of them negates and the other doesn't."""
    said = negations(claim.tokens)
    if len(said) > len(negations(sentence.tokens)):
        return said[-1]
    for at in claim.content:
        if at not in matched and claim.tokens[at].negated == DIRECT:  # "it is not reported that"
            return claim.tokens[at]
    same = {token.term for token in said if token.kind} & {token.term for token in negations(sentence.tokens)}
    for at, found in matched.items():
        token, others = claim.tokens[at], [sentence.tokens[other] for other in found]
        if any(
            term_of(by, claim.language) in same for by in [token.negated_by, *(one.negated_by for one in others)] if by
        ):
            continue  # "denied" on both sides, wherever it stands
        if token.negated == DIRECT and not any(other.negated for other in others):
            return token
        if not token.negated and not is_light(token) and all(other.negated == DIRECT for other in others):
            return token
    return None


def made_certain(claim: Reading, sentence: Reading, matched: Matched) -> Token | None:
    """Find a word that is said as a fact, and in the evidence after "may", "if", "claimed that" or "promised to"."""
    hedges = _hedges(claim) & _hedges(sentence)
    for at, found in matched.items():
        token, others = claim.tokens[at], [sentence.tokens[other] for other in found]
        if token.kind != "word":
            continue
        if all(
            _is_passed_on(claim, token, other)
            or _is_undone(token, other)
            or (not hedges and _is_sure_only_here(token, other))
            for other in others
        ):
            return token
    return None


def _hedges(reading: Reading) -> set[str]:
    """Return the words that leave open what they stand before; "must" is of one verb only."""
    return {token.fold for token in reading.tokens if token.fold in HEDGES - {"must"} and token.text.islower()}


def _is_passed_on(claim: Reading, token: Token, found: Token) -> bool:
    """Whether the evidence has somebody claim it, and the claim has it as said by nobody."""
    return found.hedged == REPORTED and not claim.says_who and not is_light(token)


def _is_undone(token: Token, found: Token) -> bool:
    """Whether it was only asked for or promised; where the claim has the same form, it may say no more than that."""
    return found.hedged == WANTED and not token.hedged and token.fold != found.fold


def _is_sure_only_here(token: Token, found: Token) -> bool:
    return found.hedged == DIRECT and not token.hedged and not is_light(token)


def scored_otherwise(claim: Reading, sentence: Reading, _matched: Matched) -> Token | None:
    """Find a score that the evidence has the other way round: 1-3 for 3-1."""
    known = {match.groups() for match in _SCORE.finditer(sentence.text)}
    for match in _SCORE.finditer(claim.text):
        if match.groups() not in known and match.groups()[::-1] in known:
            return next((token for token in claim.tokens if token.end > match.start()), None)
    return None


def turned_opposite(claim: Reading, sentence: Reading, matched: Matched) -> Token | None:
    """Find a word for which the evidence has only its opposite: after for before, less for more."""
    said = {token.fold for token in sentence.tokens}
    span = range(min(matched), max(matched) + 1) if matched else range(0)
    for at in span:
        token = claim.tokens[at]
        is_turned = token.fold not in said and bool(OPPOSITES.get(token.fold, set[str]()) & said)
        if is_turned and token.term not in [sentence.tokens[found].term for found in matched.get(at, ())]:
            return token
    return None


def misattached(claim: Reading, sentence: Reading, matched: Matched, at: int) -> bool:
    """Whether the evidence says of another figure or name what the claim says of this one."""
    sides = [side for step in (-1, 1) if (side := _side(claim, sentence, matched, at, step)) is not None]
    if claim.tokens[at].kind == "number" and matched.get(at):
        counted = _side(claim, sentence, matched, at, 1, reach=1)
        if counted == CONFLICT:
            return True
    return CONFLICT in sides and (OK not in sides or not matched.get(at))


def _side(claim: Reading, sentence: Reading, matched: Matched, at: int, step: int, reach: int = _REACH) -> str | None:
    """Look from the nearest word on one side of a token back to where the token should be."""
    anchor = _anchor(claim, matched, at, step, reach)
    if anchor is None:
        return None
    found = {
        _walk(claim, sentence, matched, at, start, step if _changes_voice(claim, sentence, anchor, start) else -step)
        for start in _same(claim, sentence, matched, anchor)
    }
    return OK if OK in found else CONFLICT if CONFLICT in found and UNKNOWN not in found else UNKNOWN


def _same(claim: Reading, sentence: Reading, matched: Matched, anchor: int) -> Sequence[int]:
    """Return where a word stands with the same words before it: the theoretical efficiency, not the actual one."""
    places = matched[anchor]
    if len(places) < 2:
        return places
    alike = {place: _shared_before(claim, sentence, matched, anchor, place) for place in places}
    most = max(alike.values())
    return [place for place in places if alike[place] == most]


def _shared_before(claim: Reading, sentence: Reading, matched: Matched, anchor: int, place: int) -> int:
    """Count the words of meaning right before one of the claim that stand right before one of the evidence too."""
    own = [at for at in reversed(claim.content) if at < anchor]
    other = [at for at in reversed(sentence.content) if at < place]
    pairs = zip(own, other, strict=False)
    return next((count for count, (one, two) in enumerate(pairs) if two not in matched.get(one, ())), len(own))


def _changes_voice(claim: Reading, sentence: Reading, verb: int, place: int) -> bool:
    return is_passive(claim, verb) != is_passive(sentence, place)


def _anchor(claim: Reading, matched: Matched, at: int, step: int, reach: int) -> int | None:
    own, passed = claim.tokens[at], 0
    other = at + step
    while 0 <= other < len(claim.tokens) and passed < reach:
        token = claim.tokens[other]
        if token.clause != own.clause:
            return None
        if token.kind and token.kind != own.kind and not is_light(token):
            if matched.get(other):
                return other
            passed += 1
        other += step
    return None


def _walk(claim: Reading, sentence: Reading, matched: Matched, at: int, start: int, step: int) -> str:
    own = set(matched.get(at, ()))
    kind = claim.tokens[at].kind
    others = _taken(claim, matched, at)
    clause, is_aside = sentence.tokens[start].clause, sentence.tokens[start].is_aside
    passed, rival = 0, False
    place = start + step
    while 0 <= place < len(sentence.tokens):
        token = sentence.tokens[place]
        if token.is_aside and not is_aside:
            place += step
            continue
        if place in own:
            return OK
        if kind_at(sentence, place) == kind:
            if place not in others:
                rival = rival or not _is_modifier(sentence, place, step)
        elif token.kind and not is_light(token):
            if rival:
                return CONFLICT
            passed += 1
            if passed > _REACH:
                return UNKNOWN
        elif token.clause != clause and token.fold not in ("and", "or") and not rival:
            return UNKNOWN
        place += step
    return CONFLICT if rival else UNKNOWN


def _taken(claim: Reading, matched: Matched, at: int) -> set[int]:
    """Return the places of other tokens: of a name that the sentence hasn't, only those of its own other words."""
    if matched.get(at) or claim.tokens[at].kind != "name":
        return {found for other, places in matched.items() if other != at for found in places}
    run = [at]
    for step in (-1, 1):
        other = at + step
        while 0 <= other < len(claim.tokens) and claim.tokens[other].kind == "name":
            run.append(other)
            other += step
    return {found for other in run for found in matched.get(other, ())}


def _is_modifier(sentence: Reading, place: int, step: int) -> bool:
    """Whether a name only says more of what stands before it, as in "the governor of Gegharkunik said"."""
    if step > 0 or sentence.tokens[place].kind != "name":
        return False
    before = place - 1
    while before >= 0 and (sentence.tokens[before].kind == "name" or sentence.tokens[before].fold == "the"):
        before -= 1
    return before >= 0 and sentence.tokens[before].fold in ("of", "in", "from", "at", "for", "with", "on", "to", "by")


def is_torn_name(places: Sequence[Matched], run: Sequence[int]) -> bool:
    """Whether words that stand together as a name never do in the evidence: a first name of one, a last of another.

    ``places`` are the positions of the run's words in each reading of the evidence. Each word has to stand near the
    same place as the one before it: of two presidents, the Russian one isn't the one that Macron is.
    """
    near: list[Sequence[int]] = [found.get(run[0], ()) for found in places]
    for one, other in pairwise(run):
        all_of: list[Sequence[int]] = [found.get(other, ()) for found in places]
        is_known = any(found.get(one) for found in places) and any(all_of)
        linked: list[Sequence[int]] = [
            [b for b in found if any(abs(a - b) <= _NAME_REACH for a in before)]
            for before, found in zip(near, all_of, strict=True)
        ]
        if is_known and not any(linked):
            return True
        near = linked if is_known else all_of
    return False
