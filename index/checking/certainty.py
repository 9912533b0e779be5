"""What a sentence has somebody claim, charge or want, and doesn't say itself: "accused of shelling", "agreed to buy".

Of verbs with "to" some say that it was done: who managed to cross a river crossed it (Karttunen 1971, *Implicative
verbs*). Who promised to may not have.
"""

from collections.abc import Sequence
from typing import Protocol

from index.analysis import term
from index.checking.english import BASES, word_set

DIRECT, NEAR = 1, 2  # how near a word stands behind a "may"
REPORTED = 3  # said by somebody, of whom the sentence says that they claim, believe or suspect it
WANTED = 4  # behind a "to", of what was asked for, promised or tried

_REACH = 8  # words from a "to" back to the verb that it belongs to


class Said(Protocol):
    """A token, as far as it is read here."""

    fold: str
    kind: str
    clause: int
    hedged: int


def _terms(lines: str) -> frozenset[str]:
    return frozenset(term(BASES.get(word, word), "en") for word in lines.split())


_REPORTING = _terms(
    """claim claims claimed claiming accuse accused accusing allege alleged believe believes believed suspect suspected
    suspects think thinks thought argue argued argues insist insisted insists contend contends contended assert asserted
    speculate speculated purport purported suggest suggests suggested predict predicted predicts forecast warn warned
    warns assume assumed imply implied hint hinted guess guessed accusation allegation suspicion assumption"""
)
_WANTING = _terms(
    """ask asked urge urged demand demanded request requested order ordered instruct instructed tell told promise
    promised vow vowed pledge pledged agree agreed plan planned intend intended intention aim aimed seek sought effort
    attempt attempted try tried bid suppose supposed press pressed pressure pressured require required expect expected
    hope hoped want wanted wish wished need needed threaten threatened threat offer offered propose proposed proposal
    prepare prepared ready willing set due schedule scheduled slate slated invite invited encourage encouraged advise
    advised recommend recommended design designed eligible right power authority opportunity chance ability permission
    call called talk talks negotiate negotiation decision consider appeal campaign push lobby"""
)
_DOING = _terms(
    """manage managed begin began begun start started continue continued help helped able go went come came force forced
    use used get got happen happened turn turned prove proved first last only find found know known serve proceed cause
    lead led enable enabled say said tend late remember remembered bother"""
)
_SAYING = word_set("said says say saying stated states state according told announced reported wrote added")
_PERHAPS = word_set("may might could would")
_PERHAPS_REACH = 4  # words from one of them to a "first" or "able"
_ARTICLES = word_set("article articles source sources text texts passage passages quote quotes")


def mark(tokens: Sequence[Said], terms: Sequence[str]) -> None:
    """Mark the tokens that an English sentence doesn't vouch for. ``terms`` are the stems of their basic forms."""
    for at, token in enumerate(tokens):
        if token.fold == "to" and (hedge := _wanted(tokens, terms, at)):
            _mark_wanted(tokens, at, hedge)
        elif terms[at] in _WANTING:
            for other in _that(tokens, at):  # "demanded that he resign"
                other.hedged = other.hedged or WANTED
        elif terms[at] in _REPORTING or (token.fold == "charged" and _follows(tokens, at, "with")):
            for other in _reported(tokens, at):
                other.hedged = other.hedged or REPORTED


def names_who_says_it(folds: Sequence[str], terms: Sequence[str]) -> bool:
    """Whether a claim says itself that somebody says it, and not only that an article does."""
    is_said = any(fold in _SAYING for fold in folds) and _ARTICLES.isdisjoint(folds)
    return is_said or any(one in _REPORTING for one in terms)


def _follows(tokens: Sequence[Said], at: int, fold: str) -> bool:
    return any(token.fold == fold for token in tokens[at + 1 : at + 2])


def _wanted(tokens: Sequence[Said], terms: Sequence[str], at: int) -> int:
    """Return how sure a "to" leaves what follows, by the nearest word before it that says so; 0: as it was."""
    before = tokens[at - 1].fold if at else ""
    if before == "about":
        return DIRECT
    if before in ("has", "have"):  # who had to leave left
        return WANTED
    for place in range(at - 1, max(-1, at - 1 - _REACH), -1):
        if tokens[place].clause != tokens[at].clause:
            return 0
        if terms[place] in _DOING:  # "could be the first to open it" doesn't say that it was opened
            is_possible = any(token.fold in _PERHAPS for token in tokens[max(0, place - _PERHAPS_REACH) : place])
            return DIRECT if is_possible else 0
        if terms[place] in _WANTING:
            return WANTED
    return 0


def _mark_wanted(tokens: Sequence[Said], at: int, hedge: int) -> None:
    """Mark the verb behind a "to": of "to quickly be freed" the last."""
    for token in tokens[at + 1 : at + 4]:
        if token.kind and not token.fold.endswith("ly"):
            token.hedged = hedge if token.hedged in (0, NEAR) else token.hedged
            return
        if token.fold in ("be", "have"):  # "to be freed": the form behind it is the claim's own
            hedge = DIRECT


def _reported(tokens: Sequence[Said], at: int) -> list[Said]:
    """Return what somebody claims: the rest of the clause and a "that" behind it, or all before "…, they claimed."."""
    clause = tokens[at].clause
    rest = [*(token for token in tokens[at + 1 :] if token.clause == clause), *_that(tokens, at)]
    if any(token.kind for token in rest):
        return rest
    return [token for token in tokens[:at] if token.clause < clause]


def _that(tokens: Sequence[Said], at: int) -> list[Said]:
    """Return the clause behind a word, if it begins with "that"."""
    following = next((token for token in tokens[at + 1 :] if token.clause > tokens[at].clause), None)
    if following is None or following.fold != "that":
        return []
    return [token for token in tokens[at + 1 :] if token.clause == following.clause]
