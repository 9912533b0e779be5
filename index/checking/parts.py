"""What is said of a part isn't said of the whole: two of the five guards, most of the songs, a stake in it."""

from index.checking.english import DETERMINERS, PREPOSITIONS, word_set
from index.checking.halves import is_verb
from index.checking.quantifiers import MOST
from index.checking.reading import Reading, Token, is_light
from index.checking.relations import Matched

_OWNERS = word_set(
    "the its their his her our my your these those this that los las sus estos el la su d des les leurs ses"
)
_DEGREES = word_set("most least few only very")  # one of the most famous
_OF = word_set("of de del")
_ONES = word_set("a an another un otro otra")  # "a guard" is one of them
_NEAR = 3  # words from one of these to its noun, at most
_SOME = word_set(
    """some several few part parts partly partially half certain many one among number mitad parte algunos algunas uno
    una"""
)
_MANY = _SOME | MOST | word_set("numerous much bulk largely mainly mostly")
_SHARES = {
    **dict.fromkeys(("most", "majority", "bulk", "much", "mayoria"), _MANY),
    **dict.fromkeys(("many", "several", "some", "few", "half", "part", "parts", "parte", "mitad"), _SOME),
    **dict.fromkeys(("algunos", "algunas"), _SOME),
    **dict.fromkeys(("one", "uno", "una"), word_set("one among including uno una")),
}
_PARTLY = PREPOSITIONS - word_set("of")  # "the city of Dresden" is Dresden
_REACH = 3  # words from a preposition back to the noun that it joins
_BELONGING = word_set("as form forms formed forming be is are was were been being became become becomes remain remains")


def taken_for_all(claim: Reading, sentence: Reading, matched: Matched) -> Token | None:
    """Find what a claim says something of whole, and the evidence only of a number or share of it."""
    said = {token.fold for token in claim.tokens} - _ONES
    taken = {place for places in matched.values() for place in places}
    for at, places in matched.items():
        token = claim.tokens[at]
        if is_light(token) or token.kind not in ("word", "number") or _share(claim, at) is not None:
            continue
        shares = [_share(sentence, place) for place in places]
        near = said | {"one" for other in claim.tokens[max(0, at - _NEAR) : at] if other.fold in _ONES}
        if shares and all(one is not None and not _is_said(sentence, one, near, taken) for one in shares):
            return token
    return None


def _share(sentence: Reading, place: int) -> int | None:
    """Return where the sentence has how much of a thing it speaks of: "two" of "two of its five guards"."""
    tokens = sentence.tokens
    at = place - 1
    while at > 0 and (tokens[at].kind == "number" or tokens[at].fold in _OWNERS | _DEGREES):
        at -= 1
    has_owner = at < place - 1
    if at < 1 or tokens[at].fold not in _OF:
        return None
    share = tokens[at - 1]
    if share.kind == "number":
        is_share = has_owner or getattr(share.figure, "unit", "") == "%"
    else:
        is_share = has_owner and share.fold in _SHARES
        before = tokens[at - 2].fold if at > 1 else ""
        is_share = is_share and not (share.fold in ("part", "parts") and before in _BELONGING)
    return at - 1 if is_share else None


def _is_said(sentence: Reading, share: int, said: set[str], taken: set[int]) -> bool:
    return share in taken or not said.isdisjoint(_SHARES.get(sentence.tokens[share].fold, frozenset()))


def of_a_part(claim: Reading, sentence: Reading, matched: Matched) -> Token | None:
    """Find a verb that a claim has done to what the evidence has only a part of it done to.

    "Netflix bought a stake in Sony" doesn't carry "Netflix bought Sony".
    """
    if claim.language != "en":
        return None
    for at in matched:
        if not (claim.tokens[at].kind == "word" and is_verb(claim.tokens[at])):
            continue
        for thing in _things(claim, at):
            places = matched.get(thing, ())
            if places and all(_is_part(sentence, matched, verb, place) for verb in matched[at] for place in places):
                return claim.tokens[at]
    return None


def _things(claim: Reading, verb: int) -> list[int]:
    """Return what a verb is done to: the next word of meaning, with no preposition between, or a passive's subject."""
    behind = claim.tokens[verb + 1 :]
    following = next((at for at, token in enumerate(behind, start=verb + 1) if token.kind), None)
    if following is not None and any(token.fold == "by" for token in claim.tokens[verb + 1 : following]):
        before = [at for at in claim.content if at < verb and not is_light(claim.tokens[at])]
        return before[-1:]
    if following is None or any(token.fold in PREPOSITIONS for token in claim.tokens[verb + 1 : following]):
        return []
    return [following]


def _is_part(sentence: Reading, matched: Matched, verb: int, place: int) -> bool:
    """Whether "a stake in" or the like stands between a verb and what a claim has it done to."""
    if place <= verb or sentence.tokens[place].clause != sentence.tokens[verb].clause:
        return False
    taken = {found for places in matched.values() for found in places}
    begin = place
    while begin - 1 > verb and (sentence.tokens[begin - 1].kind in ("name", "word") and begin - 1 in taken):
        begin -= 1
    while begin - 1 > verb and sentence.tokens[begin - 1].fold in DETERMINERS:
        begin -= 1
    if begin - 1 <= verb or sentence.tokens[begin - 1].fold not in _PARTLY:
        return False
    noun = next((at for at in range(begin - 2, verb, -1) if sentence.tokens[at].kind), None)
    if noun is None or begin - 1 - noun > _REACH or noun in taken:
        return False
    object_begins = sentence.tokens[verb + 1 : verb + 2]
    return bool(object_begins) and object_begins[0].fold in DETERMINERS and sentence.tokens[noun].kind == "word"
