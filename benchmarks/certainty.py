"""False sentences that say as a fact what their evidence only has somebody want, promise, claim or charge."""

import random
import re

from benchmarks.statements import listed
from index.checking.english import BASES

PAST_FORMS: dict[str, str] = {}  # "begin" → "began": of the forms of a verb the first besides its base
for _form, _base_form in BASES.items():
    if _form != _base_form:
        PAST_FORMS.setdefault(_base_form, _form)

_WANTED = "|".join(
    listed(
        "agreed promised vowed pledged planned hoped wanted threatened offered aimed intended sought asked urged"
        " ordered told expected supposed due set ready prepared willing attempted tried encouraged invited scheduled"
        " pressed advised required wished proposed designed"
    )
)
_TO = re.compile(rf"(?:\b(?:is|was|are|were|has|have|had|been)\s)*\b(?:{_WANTED})\s(?:to)\s(?P<verb>[a-z]{{3,}})\b")
_CLAIMED = "|".join(
    listed(
        "claims claimed claim alleges alleged argues argued insists insisted believes believed believe suspects"
        " suspected fears feared suggests suggested thinks thought predicted predicts warned warns assumed"
    )
)
_THAT = re.compile(rf"^[^,;:]{{3,70}}?\s(?:{_CLAIMED})\sthat\s(?P<rest>[^,;:]{{20,}})\.$")
_CHARGED = re.compile(
    r"^[^,;:]{0,60}?\b(?:accused|suspected|accusing|accuses)\s(?P<who>(?:the\s)?[A-Z][\w’' -]{2,40}?)\sof\s"
    r"(?P<verb>[a-z]{3,}ing)\b"
)
_DONE = re.compile(
    r"\b(?:managed|(?:was|were) (?:able|forced|obliged)|went on|came|had|(?:was|were) the (?:first|last|only) \w+)"
    r"\sto\s(?P<verb>[a-z]{3,})\b"
)
# Regular verbs that are common in news: what stands after "to" may be a noun or a name of a class.
_REGULAR = frozenset(
    listed(
        "accept add allow announce answer appear apply approve arrest arrive attack attend avoid ban block call cancel"
        " carry change charge check claim clean clear climb close collect complete contact continue control cover"
        " create cross cut damage declare defeat defend deliver deploy destroy develop discuss end enter escape expand"
        " explain express face fill finish follow force gather handle happen help hire impose improve increase install"
        " invade invest investigate join jump kill land last launch limit live load look lower manage march mark meet"
        " move open operate order own pass play prepare prevent produce promote protect provide publish pull push raise"
        " reach receive reduce release remain remove repair replace report resign resolve restore resume retire return"
        " save secure seize serve settle share sign solve stage start stay stop support survive switch talk test trade"
        " train transfer travel treat try turn use visit vote wait walk warn watch welcome work"
    )
)
_SAME_STEM = re.compile(r"(?:[^aeiou][aeiou][bdgmnprt])$")


def made_sure(text: str, _chance: random.Random) -> str | None:
    """Return a sentence without what keeps it from being a fact; None where there is nothing such."""
    if match := _CHARGED.search(text):
        who = match["who"][0].upper() + match["who"][1:]
        return f"{who} {_past(_base(match['verb']))}{text[match.end() :]}"
    if match := _THAT.match(text):
        return match["rest"][0].upper() + match["rest"][1:] + "."
    for match in _TO.finditer(text):
        is_finite = match.start() and not text[: match.start()].rstrip().endswith((",", "the", " a", " an"))
        if is_finite and _is_verb(match["verb"]):
            return f"{text[: match.start()]}{_past(match['verb'])}{text[match.end() :]}"
    return None


def done_as_said(text: str, _chance: random.Random) -> str | None:
    """Return a sentence that says as done what its evidence says somebody managed or was the first to do."""
    match = _DONE.search(text)
    if match is None or not _is_verb(match["verb"]):
        return None
    return f"{text[: match.start()]}{_past(match['verb'])}{text[match.end() :]}"


def _is_verb(word: str) -> bool:
    return word in PAST_FORMS or word in _REGULAR


def _base(participle: str) -> str:
    stem = participle.removesuffix("ing")
    for base in (stem, stem + "e", stem[:-1]):
        if base in PAST_FORMS:
            return base
    if re.search(r"([bdgmnprt])\1$", stem):
        return stem[:-1]
    return stem + "e" if re.search(r"(?:[^aeiou][aeiou][^aeiouwxy]|[aeiou][kv]|[cgsuvz])$", stem) else stem


def _past(verb: str) -> str:
    if verb in PAST_FORMS and verb not in _REGULAR:
        return PAST_FORMS[verb]
    if verb.endswith("e"):
        return verb + "d"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ied"
    return verb + (verb[-1] if len(verb) < 5 and _SAME_STEM.search(verb) else "") + "ed"
