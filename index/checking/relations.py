"""Whether what a claim says of its names and figures is what its evidence says of the same ones.

All here works on tokens that were found in one sentence of evidence: ``matched`` maps the positions of a claim's
tokens to those of the evidence's. Each check returns the token that it fails on, or None.
"""

from collections.abc import Mapping, Sequence

from index.checking.english import BASES, BE, DETERMINERS, OPPOSITES, PREPOSITIONS
from index.checking.reading import DIRECT, Reading, Token, is_light, negations, term_of

Matched = Mapping[int, Sequence[int]]

_REACH = 2  # words of meaning between a figure and what it is said of, at most
OK, CONFLICT, UNKNOWN = "ok", "conflict", "unknown"


def kind_at(reading: Reading, at: int) -> str:
    """Return a token's kind; what a sentence begins with is taken for a name, as far as its letters go."""
    token = reading.tokens[at]
    if token.kind == "word" and at == 0 and token.text[0].isupper() and not token.fold.endswith(("ing", "ed")):
        return "name"
    return token.kind


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
    """Find a word that is said as a fact and stands after "may" or "if" in the evidence."""
    for at, found in matched.items():
        token = claim.tokens[at]
        if token.kind == "word" and not token.hedged and not is_light(token):
            if all(sentence.tokens[other].hedged == DIRECT for other in found):
                return token
    return None


def turned_opposite(claim: Reading, sentence: Reading, matched: Matched) -> Token | None:
    """Find a word for which the evidence has only its opposite: after for before, less for more."""
    said = {token.fold for token in sentence.tokens}
    span = range(min(matched), max(matched) + 1) if matched else range(0)
    for at in span:
        token = claim.tokens[at]
        if token.fold in OPPOSITES and token.fold not in said and OPPOSITES[token.fold] & said:
            if not any(
                other in [sentence.tokens[found].term for found in matched.get(at, ())] for other in (token.term,)
            ):
                return token
    return None


def turned_round(claim: Reading, sentence: Reading, matched: Matched) -> Token | None:
    """Find a word whose two sides have changed places: who did what to whom."""
    order = sorted(matched)
    for middle in order:
        token = claim.tokens[middle]
        if token.kind != "word":
            continue
        if _is_agent_for_object(claim, sentence, matched, middle):
            return token
        befores = [at for at in order if at < middle and claim.tokens[at].kind != "date"][-4:]
        afters = [at for at in order if at > middle and claim.tokens[at].kind != "date"][:4]
        for before in reversed(befores):
            for after in afters:
                if _is_turned(claim, sentence, matched, before, middle, after):
                    return token
    return None


def _is_turned(claim: Reading, sentence: Reading, matched: Matched, before: int, middle: int, after: int) -> bool:
    if not _are_arguments(claim, before, middle, after):
        return False
    passive = _is_passive(claim, middle) and _has_by(claim, middle, after)
    governor = _preposition(claim, middle, after)
    nearest: tuple[int, bool] = (1 << 30, False)
    for verb in matched[middle]:
        for one in matched[before]:
            for other in matched[after]:
                if not (one < verb < other or other < verb < one):
                    continue
                last = max(one, other)
                is_passive = _is_passive(sentence, verb) and _has_by(sentence, verb, last)
                is_turned = (one < verb) != (passive == is_passive) and _preposition(sentence, verb, last) == governor
                nearest = min(nearest, (abs(one - other), is_turned))
    return nearest[1]


def _preposition(reading: Reading, verb: int, at: int) -> str:
    """Return the preposition that a word after a verb hangs on; "" for none, and for the "by" of a passive."""
    for token in reversed(reading.tokens[verb + 1 : at]):
        if token.fold in PREPOSITIONS and not token.kind:
            return "" if token.fold == "by" else token.fold
        if token.fold == "that":
            return ""
    return ""


def _are_arguments(claim: Reading, before: int, middle: int, after: int) -> bool:
    """Whether both sides are of the verb's own clause, or names close to it; "is" joins things that may change places."""
    one, verb, other = claim.tokens[before], claim.tokens[middle], claim.tokens[after]
    between = [*claim.tokens[before + 1 : max(middle - 2, before + 1)], *claim.tokens[middle + 1 : after]]
    if any(token.fold in BE for token in between):
        return False
    if one.kind == other.kind == "name" and after - before <= _CLOSE:
        return True
    return one.clause == verb.clause == other.clause


_CLOSE = 6


def _is_agent_for_object(claim: Reading, sentence: Reading, matched: Matched, verb: int) -> bool:
    """Whether what the claim says did it is what the evidence says it was done to, or the other way round."""
    after = next((at for at in claim.content if at > verb), None)
    if after is None or after not in matched or len(matched[verb]) > 1 or claim.tokens[after].kind == "date":
        return False
    place = matched[verb][0]
    following = next((at for at in sentence.content if at > place), -1)
    if (
        following not in matched[after]
        or min(matched[after]) < place
        or claim.tokens[after].clause != claim.tokens[verb].clause
    ):
        return False
    has_by = _by_alone(claim, verb, after), _by_alone(sentence, place, following)
    if has_by == (True, False):
        return _is_passive(claim, verb) and not _is_passive(sentence, place) and following - place <= 2
    if has_by == (False, True):
        return _is_passive(sentence, place) and not _is_passive(claim, verb) and after - verb <= 2
    return False


def _by_alone(reading: Reading, verb: int, after: int) -> bool:
    return [token.fold for token in reading.tokens[verb + 1 : after] if token.fold not in DETERMINERS] == ["by"]


def _are_arguments(claim: Reading, before: int, middle: int, after: int) -> bool:
    """Whether both sides are of the verb's own clause, or names close to it."""
    one, verb, other = claim.tokens[before], claim.tokens[middle], claim.tokens[after]
    if one.kind == other.kind == "name" and after - before <= _CLOSE:
        return True
    return one.clause == verb.clause == other.clause


_CLOSE = 6


def _is_passive(reading: Reading, verb: int) -> bool:
    token = reading.tokens[verb]
    if token.kind != "word" or not (token.fold.endswith("ed") or token.fold in BASES):
        return False
    for other in reversed(reading.tokens[max(0, verb - 3) : verb]):
        if other.fold in BE:
            return True
        if other.fold in DETERMINERS:
            break
        if other.kind and not other.fold.endswith("ly"):
            break
    following = reading.tokens[verb + 1 : verb + 2]
    return bool(following) and following[0].fold == "by"


def _has_by(reading: Reading, verb: int, agent: int) -> bool:
    between = reading.tokens[verb + 1 : agent]
    return any(token.fold == "by" for token in between)


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
        for start in matched[anchor]
    }
    return OK if OK in found else CONFLICT if CONFLICT in found and UNKNOWN not in found else UNKNOWN


def _changes_voice(claim: Reading, sentence: Reading, verb: int, place: int) -> bool:
    return _is_passive(claim, verb) != _is_passive(sentence, place)


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
    others = {found for other, places in matched.items() if other != at for found in places}
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


def _is_modifier(sentence: Reading, place: int, step: int) -> bool:
    """Whether a name only says more of what stands before it, as in "the governor of Gegharkunik said"."""
    if step > 0 or sentence.tokens[place].kind != "name":
        return False
    before = place - 1
    while before >= 0 and (sentence.tokens[before].kind == "name" or sentence.tokens[before].fold == "the"):
        before -= 1
    return before >= 0 and sentence.tokens[before].fold in ("of", "in", "from", "at", "for", "with", "on", "to", "by")


def is_torn_name(
    claim: Reading, readings: Sequence[Reading], places: Sequence[Mapping[int, Sequence[int]]], run: Sequence[int]
) -> bool:
    """Whether words that stand together as a name never do so in the evidence: a first name from one, a last from another."""
    for one, other in zip(run, run[1:], strict=False):
        near = False
        for found in places:
            pairs = [(a, b) for a in found.get(one, ()) for b in found.get(other, ())]
            near = near or any(abs(a - b) <= _NAME_REACH for a, b in pairs)
        if not near and any(found.get(one) for found in places) and any(found.get(other) for found in places):
            return True
    return False


_NAME_REACH = 5
