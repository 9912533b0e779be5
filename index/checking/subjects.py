"""Who does it: a verb whose subject stands in another part of the evidence than the verb's own."""

from collections.abc import Sequence
from itertools import pairwise

from index.checking.english import AUXILIARIES, DETERMINERS, PERSONAL, PREPOSITIONS, word_set
from index.checking.halves import is_verb
from index.checking.reading import Reading, Token, is_light, is_passive
from index.checking.relations import Matched

_CUTS = word_set("but while whereas although though before after because until")
_OF_OTHERS = word_set("and but while who which that")  # behind one of these a claim's verb may be another's
_POINTING = PERSONAL | word_set("who which that this these those")


def done_by_another(claim: Reading, sentence: Reading, matched: Matched) -> Token | None:
    """Find a verb that the evidence has with a subject of its own, which isn't the claim's.

    "The chapel was rebuilt, but the lighthouse was left in ruins" doesn't carry "the chapel was left in ruins".
    """
    if claim.language != "en":
        return None
    cut = parts(sentence)
    for at in matched:
        if not _is_verb(claim, at) or any(token.fold in _OF_OTHERS for token in claim.tokens[:at] if not token.kind):
            continue
        subject = [one for one in matched if one < at and not is_light(claim.tokens[one])]
        if subject and all(_is_of_another(claim, sentence, matched, cut, at, place) for place in matched[at]):
            return claim.tokens[at]
    return None


def _is_verb(claim: Reading, at: int) -> bool:
    token = claim.tokens[at]
    follows = at > 0 and claim.tokens[at - 1].fold in AUXILIARIES
    return token.kind == "word" and (is_verb(token) or follows)


def parts(sentence: Reading) -> list[range]:
    """Cut a sentence where a new subject may begin: at ";", at "but", and at an "and" behind a verb."""
    cuts, has_verb = [0], False
    for at, (before, token) in enumerate(pairwise(sentence.tokens), start=1):
        has_verb = has_verb or is_verb(before)
        between = sentence.text[before.end : token.start]
        is_joint = not token.kind and (token.fold in _CUTS or (token.fold == "and" and has_verb))
        if is_joint or ";" in between or ":" in between:
            cuts.append(at)
            has_verb = False
    return [range(one, other) for one, other in pairwise([*cuts, len(sentence.tokens)])]


def _is_of_another(
    claim: Reading, sentence: Reading, matched: Matched, cut: Sequence[range], at: int, place: int
) -> bool:
    part = next(one for one in cut if place in one)
    taken = {found for places in matched.values() for found in places}
    own = [one for one in part if one < place and _may_be_subject(sentence.tokens[one])]
    if not own and _goes_on_about_another(sentence, matched, part, at):
        return True
    if not own or not taken.isdisjoint(own):
        return _has_another_agent(claim, sentence, matched, at, place)
    if any(sentence.tokens[one].fold in _POINTING for one in part if one < place):
        return False
    return not any(found in part for one, places in matched.items() if one < at for found in places)


def _goes_on_about_another(sentence: Reading, matched: Matched, part: range, at: int) -> bool:
    """Whether a part without a subject goes on about the one before it, and the claim is about a noun behind "than"."""
    before = range(part.start)
    if any(sentence.tokens[one].fold in _POINTING for one in part) or not before:
        return False
    first = next((one for one in before if sentence.tokens[one].kind in ("name", "word")), None)
    subject = {found for one, places in matched.items() if one < at for found in places}
    if first is None or not subject or first in subject or any(one in part for one in subject):
        return False
    return all(_stands_behind(sentence, one) for one in subject)


def _stands_behind(sentence: Reading, at: int) -> bool:
    """Whether a noun hangs on a preposition or a "than"."""
    while at > 0 and (sentence.tokens[at - 1].kind in ("name", "word") or sentence.tokens[at - 1].fold in DETERMINERS):
        if is_verb(sentence.tokens[at - 1]):
            return False
        at -= 1
    return at > 0 and sentence.tokens[at - 1].fold in PREPOSITIONS and sentence.tokens[at - 1].fold != "of"


def _may_be_subject(token: Token) -> bool:
    is_noun = token.kind == "name" or (token.kind == "word" and not token.fold.endswith(("ly", "ing")))
    return is_noun and not (is_light(token) or token.is_aside or is_verb(token))


def _has_another_agent(claim: Reading, sentence: Reading, matched: Matched, at: int, place: int) -> bool:
    """Whether the evidence says with "by" who did it, and the claim has somebody else do it."""
    if is_passive(claim, at) or not (_is_before_by(sentence, place) and not _is_before_by(claim, at)):
        return False
    subject = {found for one, places in matched.items() if one < at for found in places}
    return bool(subject) and not any(
        one > place and _is_behind_by(sentence, one) and not any(map(is_verb, sentence.tokens[place + 1 : one]))
        for one in subject
    )


def _is_before_by(reading: Reading, at: int) -> bool:
    return any(token.fold == "by" for token in reading.tokens[at + 1 : at + 2])


def _is_behind_by(sentence: Reading, at: int) -> bool:
    """Whether a word belongs to a noun behind a "by"."""
    while at > 0 and (sentence.tokens[at - 1].kind in ("name", "word") or sentence.tokens[at - 1].fold in DETERMINERS):
        at -= 1
    return at > 0 and sentence.tokens[at - 1].fold == "by"
