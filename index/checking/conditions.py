"""What holds only under a condition: "children pay nothing if an adult stays", "daily, except in August"."""

from collections.abc import Iterator

from index.checking.english import word_set
from index.checking.reading import Reading, Token, is_light, negations
from index.checking.relations import Matched

_CONDITIONS = {
    "en": word_set("if unless except excluding provided"),
    "es": word_set("si salvo excepto"),
    "fr": word_set("si sauf excepte"),
    "de": word_set("wenn falls ausser"),
    "it": word_set("se salvo tranne"),
    "pt": word_set("se salvo exceto"),
    "ru": word_set("если кроме"),
    "uk": word_set("якщо крім"),
}
# With one of these a claim says that there is a condition; whether it is the right one its own words tell.
_LIMITS = {
    "en": word_set("if unless except excluding provided when whenever only without whether as who depending had")
}
_IF = word_set("if si se wenn если")
_ASKED = word_set("even as see know ask asked asking asks wonder wondered wondering unclear unsure check decide")
_JOINTS = word_set("and but while whereas although though и но а pero mais aber")
_UNREAL = word_set("had were should")
_GENERAL = word_set("a an any every each all no those anyone everyone anybody everybody")
_WHO = word_set("who that which")
_LIMITING = 2  # words behind a "who" that are surely of its clause


def made_unconditional(claim: Reading, sentence: Reading, matched: Matched) -> Token | None:
    """Find a word that the evidence says under a condition, and the claim without one or under the opposite one."""
    conditions = _CONDITIONS.get(claim.language, frozenset())
    own = {token.fold for token in claim.tokens}
    found = list(_conditions(sentence, conditions))
    if not found:
        return _undone_by_mood(claim, sentence, matched) or _of_some_only(claim, sentence, matched)
    if claim.language == "en" and _is_opposite(claim, sentence):
        return claim.tokens[next(iter(matched))]
    if not own.isdisjoint(_LIMITS.get(claim.language, conditions)):
        return None
    for at in found:
        said = _said_under(sentence, at)
        for place, places in matched.items():
            if not is_light(claim.tokens[place]) and any(other in said for other in places):
                return claim.tokens[place]
    return None


def _conditions(sentence: Reading, conditions: frozenset[str]) -> Iterator[int]:
    folds = ["", *(token.fold for token in sentence.tokens), ""]
    for at, (before, word, after) in enumerate(zip(folds, folds[1:], folds[2:], strict=False)):
        if word not in conditions or (word in _IF and before in _ASKED) or (word == "provided" and after != "that"):
            continue
        yield at


def _said_under(sentence: Reading, at: int) -> set[int]:
    """Return the places of what holds only under a condition: before it, or behind it where it comes first."""
    tokens = sentence.tokens
    begin = max((other for other in range(at) if tokens[other].fold in _JOINTS), default=-1) + 1
    if any(tokens[other].kind for other in range(begin, at)):
        return set(range(begin, at))
    end = next((other for other in range(at + 1, len(tokens)) if tokens[other].clause > tokens[at].clause), len(tokens))
    stop = next((other for other in range(end + 1, len(tokens)) if tokens[other].fold in _JOINTS), len(tokens))
    return set(range(end, stop))


def _is_opposite(claim: Reading, sentence: Reading) -> bool:
    """Whether one of them has "if" where the other has "unless", and as many words that say no."""
    own, other = ({token.fold for token in one.tokens} & {"if", "unless"} for one in (claim, sentence))
    as_many = len(negations(claim.tokens)) == len(negations(sentence.tokens))
    return len(own) == len(other) == 1 and own != other and as_many


def _undone_by_mood(claim: Reading, sentence: Reading, matched: Matched) -> Token | None:
    """Find a word of "had the vaccine arrived earlier, …" that a claim has as a fact."""
    first, own = sentence.tokens[0], {token.fold for token in claim.tokens}
    is_unreal = claim.language == "en" and first.fold in _UNREAL and first.text[0].isupper()
    if not is_unreal or not any(token.fold in ("would", "might", "could") for token in sentence.tokens):
        return None
    if not own.isdisjoint(("if", "would", "might", "could")) or claim.tokens[0].fold in _UNREAL:
        return None
    words = (at for at in matched if claim.tokens[at].kind == "word" and not is_light(claim.tokens[at]))
    return next((claim.tokens[at] for at in words), None)


def _of_some_only(claim: Reading, sentence: Reading, matched: Matched) -> Token | None:
    """Find a word of which the evidence speaks only with a "who …" that a claim leaves out: "members who miss three".

    One person is who they are without it: "the man who founded the club died in 1990".
    """
    taken = {found for places in matched.values() for found in places}
    for at, places in matched.items():
        token = claim.tokens[at]
        if not token.is_sure_name and places and all(_is_limited(sentence, place, taken) for place in places):
            return token
    return None


def _is_limited(sentence: Reading, place: int, taken: set[int]) -> bool:
    tokens = sentence.tokens
    who = place + 1
    if sentence.language != "en" or who >= len(tokens) or tokens[who].fold not in _WHO or tokens[who].kind:
        return False
    if sentence.text[tokens[place].end : tokens[who].start] != " " or not _is_general(sentence, place):
        return False
    said = [at for at in range(who + 1, len(tokens)) if tokens[at].kind and not is_light(tokens[at])]
    return bool(said) and taken.isdisjoint(said[:_LIMITING])


def _is_general(sentence: Reading, place: int) -> bool:
    """Whether a noun stands for all of its kind: "a member", "members"."""
    before = place - 1
    while before >= 0 and sentence.tokens[before].kind == "word" and not is_light(sentence.tokens[before]):
        before -= 1
    determiner = sentence.tokens[before].fold if before >= 0 else ""
    if determiner in _GENERAL:
        return True
    return before < 0 and sentence.tokens[place].fold.endswith("s")
