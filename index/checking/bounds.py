"""The little words before a figure, without which it says something else: at least 20, up to 14 days, until Monday.

Each is read as a bound. A claim's figure has to have a bound that follows from the one its evidence has: "over 200"
from "more than 200", "since 2014" from "from 2014 to 2016". "About" bounds nothing here.
"""

from collections.abc import Mapping, Sequence

from index.checking.bound_words import BEHIND, BESIDES, BOUNDS, JOINING, LONGEST, SPANS
from index.checking.english import word_set
from index.checking.reading import Reading, Token
from index.checking.relations import Matched

# Of a bound in the evidence, those that a claim may have instead; "-" is none.
_OF_NUMBERS: Mapping[str, frozenset[str]] = {
    "floor": word_set("floor over"),
    "cap": word_set("cap"),
    "near": word_set("- near cap"),
    "every": word_set("every"),
    "until": word_set("until"),
    "before": word_set("before by"),
    "between": word_set("between range"),
    "to": word_set("- to until cap floor near between range over"),
    "by": word_set("- by cap floor near between range over"),
    "from": word_set("- from cap floor near between range over"),
}
_OF_DATES: Mapping[str, frozenset[str]] = {
    "until": word_set("until to between range"),
    "since": word_set("since from after between range"),
    "before": word_set("before by"),
    "after": word_set("after since from"),
    "between": word_set("between since from until to range"),
}
# Of a bound in a claim, those of which the evidence needs one.
_NEEDED_BY_NUMBERS: Mapping[str, frozenset[str]] = {
    "floor": word_set("floor over"),
    "cap": word_set("cap near"),
    "near": word_set("near"),
    "every": word_set("every"),
    "until": word_set("until to"),
    "before": word_set("before by"),
    "between": word_set("between range from to"),
}
_NEEDED_BY_DATES: Mapping[str, frozenset[str]] = {
    "until": word_set("until to between range"),
    "since": word_set("since from between range"),
    "before": word_set("before by"),
    "after": word_set("after since from"),
    "between": word_set("between range from to"),
}


def bounded_otherwise(claim: Reading, sentence: Reading, matched: Matched) -> Token | None:
    """Find a figure that a claim bounds otherwise than its evidence: 20 people for at least 20, by 9 for to 9."""
    for at, places in matched.items():
        token = claim.tokens[at]
        if token.kind not in ("number", "date"):
            continue
        own = _bounds(claim, at)
        if places and not any(_follows(own, _bounds(sentence, place), token.kind) for place in places):
            return token
    return None


def _follows(own: frozenset[str], known: frozenset[str], kind: str) -> bool:
    """Whether bounds of a claim say no more than those of its evidence."""
    allowed, needed = (_OF_NUMBERS, _NEEDED_BY_NUMBERS) if kind == "number" else (_OF_DATES, _NEEDED_BY_DATES)
    said = own or frozenset("-")
    return all(bound not in allowed or said & allowed[bound] for bound in known) and all(
        bound not in needed or known & needed[bound] for bound in own
    )


def _bounds(reading: Reading, at: int) -> frozenset[str]:
    tokens = reading.tokens
    found = {*_before(tokens, at), *_behind(reading, at)}
    if (first := _range_before(reading, at)) is not None:
        found |= {"range", *({"between"} & {*_before(tokens, first)})}
    elif other := next((o for o in range(at + 1, min(at + 5, len(tokens))) if _range_before(reading, o) == at), None):
        found |= {"range"} if other else set()
    else:
        found.discard("between")  # "between two houses"
    if tokens[at].kind == "number":
        is_span = any(token.fold in SPANS for token in tokens[at + 1 : at + 2])
        found = {{"hasta": "cap", "over": "over" if is_span else "floor"}.get(bound, bound) for bound in found}
    else:
        found = {"until" if bound in ("hasta", "cap") else bound for bound in found}  # "up to 1902"
    return frozenset(found - {""})


def _before(tokens: Sequence[Token], at: int) -> list[str]:
    """Return the bounds that stand right before a figure, one after the other: "since at least", "by up to"."""
    found: list[str] = []
    is_of_a_thing = tokens[at].kind == "date" and any(token.kind == "word" for token in tokens[at + 1 : at + 2])
    place = at
    while place > 0:
        before = tokens[max(0, place - LONGEST) : place]
        phrases = (tuple(token.fold for token in before[start:]) for start in range(len(before)))
        phrase = next((phrase for phrase in phrases if phrase in BOUNDS), None)
        if phrase is not None:
            found.append(BOUNDS[phrase])
            place -= len(phrase)
        elif before[-1].fold in BESIDES and not (is_of_a_thing and not found):  # "before the 2014 election"
            place -= 1
        else:
            break
    return found


def _behind(reading: Reading, at: int) -> list[str]:
    """Return the bound behind a figure: "20+", "20 or more people", "three days at most"."""
    tokens = reading.tokens
    if reading.text[tokens[at].end : tokens[at].end + 1] == "+":
        return ["floor"]
    for start in (at + 1, at + 2):
        phrase = " ".join(token.fold for token in tokens[start : start + 2])
        if phrase in BEHIND and not any(token.figure for token in tokens[start + 2 : start + 3]):
            return [BEHIND[phrase]]
        if any(token.figure for token in tokens[start : start + 1]):
            break
    return []


def _range_before(reading: Reading, at: int) -> int | None:
    """Return the figure that a range begins with which ends at a figure: between 2 and 3, 2014-2016."""
    tokens = reading.tokens
    if at and tokens[at - 1].kind == tokens[at].kind:
        return at - 1 if reading.text[tokens[at - 1].end : tokens[at].start].strip() in ("-", "–", "—") else None
    if at < 2 or tokens[at - 1].fold not in JOINING:
        return None
    for first in (at - 2, at - 3):
        if first >= 0 and tokens[first].kind == tokens[at].kind:
            starts = {"between", "from"} & {*_before(tokens, first)}
            return first if starts else None
    return None
