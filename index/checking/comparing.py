"""A claim held against one sentence of evidence."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from index.checking.dates import Dated
from index.checking.english import PERSONAL, word_set
from index.checking.matching import Scene, name_runs, positions
from index.checking.reading import Reading, Token, forms, is_light, kind_at
from index.checking.relations import is_torn_name, misattached
from index.checking.turned import turned
from index.checking.verdicts import Problem, Reason

_CONTRADICTIONS = frozenset(("negation", "roles", "opposite"))
_DEFINITE = word_set("the both another other this that these those such")
_ASKED_FIGURES = 2  # that a claim may have of the question alone: the year and the day that it asks about
_SPEAKERS = (word_set("i me my myself we us our ours ourselves"), word_set("you your yours yourself yourselves"))
_AFTER_LATIN = "\u0250"  # the language of a short text may be taken for English that isn't
_BESIDE = 2  # words from one word of a name to the next, at most


def problem_of(claim: Reading, scene: Scene, asked: Reading | None) -> Problem | None:
    """Return why a sentence doesn't carry a claim; None when it does."""
    if _said_alike(claim.text) == _said_alike(scene.sentence.text):
        return None
    words = [claim.tokens[at] for at in claim.content]
    known = scene.sentence.by_form
    if not any(form in known for token in words if token.figure is None for form in forms(token)):
        return Problem("words", claim.text[:40], missing=len(words) + 1)  # spares a closer look at most sentences
    return _Check(claim, scene, asked).problem()


@lru_cache(maxsize=4096)
def _said_alike(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


class _Check:
    """A claim held against one sentence."""

    def __init__(self, claim: Reading, scene: Scene, asked: Reading | None) -> None:
        self.matched = {at: found for at in claim.content if (found := scene.found(claim.tokens[at]))}
        self.claim, self.scene, self.sentence, self.asked = self._named(claim, scene), scene, scene.sentence, asked
        self.missing = [at for at in claim.content if at not in self.matched and not is_light(claim.tokens[at])]

    def _named(self, claim: Reading, scene: Scene) -> Reading:
        """Take the word that a claim begins with for a name, unless the evidence has it as a common word."""
        first = next(iter(claim.content), 0)
        if not claim.tokens or kind_at(claim, first) == claim.tokens[first].kind:
            return claim
        if any(kind_at(scene.sentence, at) != "name" for at in self.matched.get(first, ())):
            return claim
        if not self.matched.get(first) and claim.tokens[first].fold.endswith("s"):  # "Soldiers of Armenia …"
            return claim
        tokens = [*claim.tokens]
        tokens[first] = replace(tokens[first], kind="name")
        return replace(claim, tokens=tokens)

    def problem(self) -> Problem | None:
        claim = self.claim
        solid = [at for at in self.matched if not is_light(claim.tokens[at])]
        if not solid or len(self.matched) * 2 < len(claim.content):  # most is light, and not of the sentence
            return Problem("words", claim.text[:40], missing=len(self.missing) + 1)
        if speaker := self._new_speaker():
            return Problem("pronoun", speaker)
        unexplained = [at for at in self.missing if not self._is_explained(at)]
        if not unexplained and len(self.missing) > len(solid):  # what it says is said by the other sentence
            unexplained = self.missing
        if not unexplained and len(figures := self._missing_figures()) > _ASKED_FIGURES:
            unexplained = figures
        if unexplained:
            return self._absent(unexplained)
        return self._torn() or self._turned() or self._misattached()

    def _missing_figures(self) -> list[int]:
        return [at for at in self.missing if self.claim.tokens[at].kind in ("number", "date")]

    def _new_speaker(self) -> str | None:
        """Return an "I" or "you" of a claim where the sentence has nobody speak or be spoken to."""
        if self.claim.language != "en":
            return None
        said = {token.fold for token in self.sentence.tokens if not token.kind}
        for speaker in _SPEAKERS:
            own = [token.text for token in self.claim.tokens if not token.kind and token.fold in speaker]
            if own and said.isdisjoint(speaker):
                return own[0]
        return None

    def _absent(self, unexplained: list[int]) -> Problem:
        tokens = [self.claim.tokens[at] for at in unexplained]
        order = ("number", "date", "name", "word")
        token = min(tokens, key=lambda token: order.index(token.kind))
        is_figure = all(one.kind in ("number", "date") for one in tokens)
        contradicts = is_figure and len(self.matched) >= 2 and self._has_rival(token.kind) and not self._turned()
        return Problem(_reason(token), token.text, missing=len(tokens), contradicts=contradicts)

    def _has_rival(self, kind: str) -> bool:
        taken = {found for places in self.matched.values() for found in places}
        rivals = [at for at in self.sentence.content if at not in taken and self._is_rival(at, kind)]
        return bool(rivals)

    def _is_rival(self, at: int, kind: str) -> bool:
        figure = self.sentence.tokens[at].figure
        if kind == "number" and isinstance(figure, Dated):
            return figure.readings[0].month is None and figure.readings[0].year is not None  # "2000 soldados"
        return kind_at(self.sentence, at) == kind

    def _is_explained(self, at: int) -> bool:
        """Whether a word the sentence hasn't is what it points back to, or what the question is about."""
        token = self.claim.tokens[at]
        if self.scene.in_context(token):
            return self._may_come_from_context(at)
        if self.asked is None or token.kind == "word" or not positions(self.asked, token, self.scene.published):
            return False
        if token.kind == "name":
            return self._may_be_asked_about(at)
        return not self._has_rival(token.kind) and not self._context_has("date")

    def _may_be_asked_about(self, at: int) -> bool:
        """Whether a name of the question can be whom a pronoun means whose own name the source doesn't give."""
        before = any(self.claim.tokens[other].kind == "word" for other in self.matched if other < at)
        earlier = self.scene.context[1:]
        is_known = any(kind_at(reading, at) == "name" for reading in earlier for at in reading.content)
        begins = self.sentence.tokens[0].fold in PERSONAL
        return begins and not before and not is_known and not self._has_rival("name")

    def _context_has(self, kind: str) -> bool:
        return any(token.kind == kind for reading in self.scene.context for token in reading.tokens)

    def _may_come_from_context(self, at: int) -> bool:
        """Whether a word can be one that the sentence points back to: its subject, or the rest of a name it has."""
        token = self.claim.tokens[at]
        if token.kind in ("number", "date"):
            return not self._has_rival(token.kind) and (token.kind == "date" or self.scene.in_title(token))
        if token.kind == "name" and self._stands_in_run(at):
            return True
        verb = next((other for other in self.matched if other > at and self.claim.tokens[other].kind == "word"), None)
        if verb is None or any(self.claim.tokens[other].kind == "word" for other in self.matched if other < at):
            return token.kind == "name" and not self._has_rival("name") and self._is_alone(at)
        return self._is_open(min(self.matched[verb]))

    def _is_open(self, verb: int) -> bool:
        """Whether what stands before a word of the sentence points back, and nobody is named there."""
        taken = {found for places in self.matched.values() for found in places}
        before = self.sentence.tokens[:verb]
        is_named = any(kind_at(self.sentence, at) == "name" and at not in taken for at in range(len(before)))
        return not is_named and (self.sentence.has_pronoun or any(token.fold in _DEFINITE for token in before))

    def _is_alone(self, at: int) -> bool:
        """Whether all names that the sentence hasn't are one name."""
        names = [other for other in self.missing if self.claim.tokens[other].kind == "name"]
        return any(set(names) <= set(run) for run in name_runs(self.claim) if at in run)

    def _stands_in_run(self, at: int) -> bool:
        """Whether a name's other words are in the sentence: "Defense Ministry" where it says "the ministry"."""
        run = next(run for run in name_runs(self.claim) if at in run)
        return any(self._is_beside(at, other) for other in run if other in self.matched)

    def _is_beside(self, one: int, other: int) -> bool:
        tokens, published = self.claim.tokens, self.scene.published
        return any(
            abs(a - b) <= _BESIDE
            for reading in self.scene.context
            for a in positions(reading, tokens[one], published)
            for b in positions(reading, tokens[other], published)
        )

    def _torn(self) -> Problem | None:
        readings = [self.sentence, *self.scene.context]
        for run in name_runs(self.claim):
            places = [
                {at: positions(reading, self.claim.tokens[at], self.scene.published) for at in run}
                for reading in readings
            ]
            if all(map(self._has_name, places[0].values())):  # what is named elsewhere then is somebody else
                places = places[:1]
            if len(run) > 1 and (is_torn_name(places, run) or self._is_longer(run)):
                return Problem("name", self.claim.tokens[run[0]].text)
        return None

    def _has_name(self, places: Sequence[int]) -> bool:
        return any(kind_at(self.sentence, at) == "name" for at in places)

    def _is_longer(self, run: Sequence[int]) -> bool:
        """Whether a name that goes on in the claim goes on otherwise in the sentence: Harvard University, Library."""
        for at, following in pairwise(run):
            if at in self.matched and following not in self.matched:
                taken = {found for other in run for found in self.matched.get(other, ())}
                return all(self._goes_on(place, taken) for place in self.matched[at])
        return False

    def _goes_on(self, place: int, taken: Collection[int]) -> bool:
        names = [run for run in name_runs(self.sentence) if place in run[:-1]]
        return any(run[run.index(place) + 1] not in taken for run in names)

    def _turned(self) -> Problem | None:
        found = turned(self.claim, self.scene, self.matched)
        if found is None:
            return None
        reason, token = found
        is_sure = reason != "roles" or _has_fixed_order(self.claim)
        return Problem(reason, token.text, missing=0, contradicts=is_sure and reason in _CONTRADICTIONS)

    def _misattached(self) -> Problem | None:
        figures = [at for at in self.matched if self.claim.tokens[at].kind in ("number", "date")]
        for at in figures:
            rivals = sum(self.matched[other] == self.matched[at] for other in figures)
            if rivals > len(self.matched[at]) and self._has_rival(self.claim.tokens[at].kind):
                return Problem(_reason(self.claim.tokens[at]), self.claim.tokens[at].text, missing=0)
        for at in self.claim.content:
            token = self.claim.tokens[at]
            if token.kind in ("number", "date", "name") and misattached(self.claim, self.sentence, self.matched, at):
                return Problem(_reason(token), token.text, missing=0, contradicts=token.kind != "name")
        return None


def _has_fixed_order(claim: Reading) -> bool:
    """Whether words that have changed places say something else, as in English; where order is freer they may not."""
    return claim.language == "en" and all(letter < _AFTER_LATIN for letter in claim.text if letter.isalpha())


def _reason(token: Token) -> Reason:
    if token.kind == "number":
        return "number"
    if token.kind == "date":
        return "date"
    return "name" if token.kind == "name" else "words"
