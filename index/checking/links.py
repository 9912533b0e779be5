"""What comes before what, and why: "because", "before", "after", "until" and "than" with what they join."""

from collections.abc import Sequence

from index.checking.english import word_set
from index.checking.reading import Reading, Token, is_light
from index.checking.relations import Matched

# What a claim's word may rest on. One that isn't here is left to the words that it joins.
_MEANT = {
    "because": word_set("because since as due cause caused causes reason why so therefore owing thanks"),
    "before": word_set("before until prior later after then first ahead earlier"),
    "after": word_set("after once when since later following before then until within ago"),
    "until": word_set("until till before through to"),
    "than": word_set("than"),
    "porque": word_set("porque pues ya como"),
    "потому": word_set("потому так поскольку из"),
}
_JOINTS = word_set("but while whereas")
_COMPARED = word_set("more less fewer rather other")  # with a figure: "more than 200"
_NEAREST = 3  # words on each side that are looked at


def joined_otherwise(claim: Reading, sentence: Reading, matched: Matched) -> Token | None:
    """Find a "because" or "before" that the evidence hasn't, or that it has with the two sides the other way round."""
    folds = [token.fold for token in sentence.tokens]
    for at, token in enumerate(claim.tokens):
        meant = _MEANT.get(token.fold)
        if meant is None or token.kind or (token.fold == "than" and at and claim.tokens[at - 1].fold in _COMPARED):
            continue
        if token.fold == "after" and any(one.fold in ("named", "called") for one in claim.tokens[:at]):
            continue
        if meant.isdisjoint(folds):
            return token
        if folds.count(token.fold) == 1 and _is_turned(claim, sentence, matched, at, folds.index(token.fold)):
            return token
    return None


def _is_turned(claim: Reading, sentence: Reading, matched: Matched, at: int, place: int) -> bool:
    """Whether what a word joins in the claim isn't behind it in the evidence, or what it is joined to is."""
    behind, before = _sides(claim, matched, at)
    governed, is_sure = _governed(sentence, place)
    if behind and not any(governed.intersection(matched[other]) for other in behind):
        return True
    return is_sure and bool(before) and all(governed.issuperset(matched[other]) for other in before)


def _sides(claim: Reading, matched: Matched, at: int) -> tuple[list[int], list[int]]:
    """Return the matched words behind a conjunction and those before it, the nearest of each."""
    said = [other for other in claim.content if other in matched and not is_light(claim.tokens[other])]
    said = [other for other in said if claim.tokens[other].kind != "date"]
    before = [other for other in said if other < at][-_NEAREST:]
    behind = [other for other in said if other > at][:_NEAREST]
    if not before:  # it begins the claim, which goes on with the other side, perhaps without a comma
        first = next((other for other in claim.content if other > at), at)
        end = next((other for other in range(at + 1, len(claim.tokens)) if _has_comma(claim, other)), first + 1)
        behind = [other for other in behind if other < end]
    return behind, before


def _governed(sentence: Reading, place: int) -> tuple[set[int], bool]:
    """Return the places that a conjunction governs, and whether it is sure where they end.

    It governs all up to a comma where it comes first, which "before the war the village had …" hasn't; else all up to
    a "but".
    """
    tokens = sentence.tokens
    rest = range(place + 1, len(tokens))
    if not _comes_first(tokens, place):
        return set(range(place + 1, next((at for at in rest if _parts(sentence, at)), len(tokens)))), True
    end = next((at for at in rest if _has_comma(sentence, at)), len(tokens))
    is_sure = end < len(tokens) and tokens[end - 1].clause == tokens[place].clause
    return set(range(place + 1, end)), is_sure


def _has_comma(reading: Reading, at: int) -> bool:
    return "," in reading.text[reading.tokens[at - 1].end : reading.tokens[at].start]


def _comes_first(tokens: Sequence[Token], place: int) -> bool:
    begin = next((at for at in range(place - 1, -1, -1) if tokens[at].clause < tokens[place].clause - 1), -1) + 1
    return not any(token.kind for token in tokens[begin:place])


def _parts(sentence: Reading, at: int) -> bool:
    between = sentence.text[sentence.tokens[at - 1].end : sentence.tokens[at].start]
    return sentence.tokens[at].fold in _JOINTS or ";" in between
