"""How many of a kind a sentence speaks of: all, most, some, few, only. A claim says it of no more than its evidence.

"Most analysts had expected it" carries neither "all analysts" nor "analysts". Nor does "roads were flooded" carry "all
roads were".
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from index.checking.english import word_set
from index.checking.reading import Reading, Token, is_light
from index.checking.relations import Matched

ALL = word_set(
    """all every each everyone everybody everything always whole entire todo toda todos todas все всех всем всеми весь
    всю каждый каждая каждое каждого"""
)
ONLY = word_set("only solely exclusively alone solo solamente unicamente только лишь исключительно")
MOST = word_set("most mostly majority mayoria большинство большинства")
_BOTH = word_set("both ambos ambas обе оба обоих")

# Of a word of a claim, those of which the evidence needs one.
_NEEDED = (
    (
        ALL,
        ALL | _BOTH | word_set("any no none nobody nothing never total full throughout daily weekly yearly per cada"),
    ),
    (ONLY, ONLY | word_set("sole single just merely mere except but unless unique nobody none no unico unica solos")),
    (MOST, MOST | word_set("mainly largely chiefly predominantly primarily bulk half")),
    (_BOTH, _BOTH | word_set("two each pair either neither and dos")),
)
# Of a word before a noun of the evidence, those of which the claim needs one; what is less may be said of more.
_SOME = word_set("some several various part partly certain number handful algunos algunas некоторые")
_MANY = word_set("many numerous lot lots much scores dozens hundreds thousands muchos muchas многие") | _SOME
_KEPT: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("most", "mayoria", "большинство"), MOST | _MANY),
    **dict.fromkeys(("some", "algunos", "algunas", "некоторые"), _SOME | word_set("many few")),
    **dict.fromkeys(("many", "muchos", "muchas", "многие"), _MANY),
    **dict.fromkeys(("few", "pocos", "pocas", "немногие"), word_set("few hardly pocos pocas немногие")),
    **dict.fromkeys(("half", "mitad", "половина", "половину"), _SOME | word_set("half mitad половина половину")),
    **dict.fromkeys(("only", "solo", "только"), ONLY | word_set("just sole nobody except unless")),
}
_DEGREES = word_set("how as so too the at very his her its their our my your s a last past next every these those")
_LINKS = word_set("the los las")  # "most of the" is for ``parts``
_WITHOUT_S = word_set("people men women children")
_LONGEST = 2  # words from "half the" to its noun, at most


def quantified_anew(claim: Reading, sentence: Reading, matched: Matched) -> Token | None:
    """Find a word for how many that only the claim has, or a noun that it has without the evidence's word for that."""
    return _added(claim, sentence) or _dropped(claim, sentence, matched)


def _added(claim: Reading, sentence: Reading) -> Token | None:
    said = {token.fold for token in sentence.tokens}
    for kind, needed in _NEEDED:
        own = [at for at, token in enumerate(claim.tokens) if token.fold in kind and _is_meant(claim, at)]
        if own and said.isdisjoint(needed):
            return claim.tokens[own[0]]
    return None


def _is_meant(reading: Reading, at: int) -> bool:
    """Whether a word says how many: not "at all", "the most famous", "each other" or "all three"."""
    fold = reading.tokens[at].fold
    before = reading.tokens[at - 1].fold if at else ""
    following = next(iter(reading.tokens[at + 1 : at + 2]), None)
    if fold == "most":
        return before not in _DEGREES
    if fold in _BOTH:
        return "and" not in [token.fold for token in reading.tokens[at:]]
    if following is not None and (following.fold == "other" or following.kind == "number"):
        return False
    return before not in ("at", "after", "above", "not", "no")


def _dropped(claim: Reading, sentence: Reading, matched: Matched) -> Token | None:
    said = {token.fold for token in claim.tokens}
    for at, places in matched.items():
        token = claim.tokens[at]
        if token.kind not in ("word", "name") or is_light(token) or token.figure:
            continue
        quantifiers = [_quantifier(sentence, place, token) for place in places]
        if quantifiers and all(one is not None and said.isdisjoint(_KEPT[one]) for one in quantifiers):
            return token
    return None


def _quantifier(sentence: Reading, place: int, token: Token) -> str | None:
    """Return the word that says how many of a noun the sentence speaks of."""
    if not _is_of_many(token):
        return None
    for before, at in _words_before(sentence.tokens, place):
        fold = sentence.tokens[at].fold
        if fold in _KEPT:
            return None if before in _DEGREES else fold
        if fold not in _LINKS:
            return None
    return None


def _words_before(tokens: Sequence[Token], place: int) -> list[tuple[str, int]]:
    """Return the places before a noun, the nearest first, each with the word before it."""
    folds = ["", *(token.fold for token in tokens[:place])]
    return [(before, at) for at, (before, _) in enumerate(pairwise(folds))][::-1][:_LONGEST]


def _is_of_many(token: Token) -> bool:
    return token.fold.endswith("s") or not token.fold.isascii() or token.fold in _WITHOUT_S
