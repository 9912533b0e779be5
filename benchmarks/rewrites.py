"""True sentences, made of those of articles by rewriting that keeps the meaning."""

import random
import re
from collections.abc import Callable

from benchmarks.certainty import done_as_said
from benchmarks.statements import MONTHS, NAME, Passage, listed, lowered

_ASIDE = re.compile(
    r"(?<=[a-z]),\s(?:(?:which|who|including|along with|also known as|led by)\s|"
    r"(?:an?|the)\s(?![^,]*\b(?:is|are|was|were|will|has|had|have|won|\w+ed)\b))[^,.;:\"“”]{6,90},(?=\s)"
    r"|\s\([^()]{2,80}\)"
)
_TAIL = re.compile(
    r",\s(?:which|who|including|according to|where|with|making|leaving|while|after|as)\s[^;:\"“”]{10,}(?=\.$)"
)
_HEAD = re.compile(
    r"^(?:In|On|At|After|Since|During|By|From|According to)\s[^,;:\"“”]{3,60},\s"
    r"(?=[A-Z]|the\s|a\s|an\s|it\s|he\s|she\s|they\s)"
)


def verbatim(passage: Passage, _chance: random.Random) -> str | None:
    """Return the sentence itself."""
    return passage.sentence


def dropped(passage: Passage, chance: random.Random) -> str | None:
    """Leave out a clause that the rest doesn't need."""
    if '"' in passage.sentence or "“" in passage.sentence:
        return None
    patterns = [_ASIDE, _TAIL, _HEAD]
    chance.shuffle(patterns)
    for pattern in patterns:
        shorter = pattern.sub("", passage.sentence, count=1)
        if shorter != passage.sentence and len(shorter.split()) >= 6:
            return shorter[0].upper() + shorter[1:]
    return None


_REGULAR = r"(?P<verb>[a-z]{3,}ed|built|won|wrote|led|founded|sold|bought|made|held|sent|found|lost|brought|taught|met)"
PARTICIPLES = {"wrote": "written"}
NOT_VERBS = listed(
    """united related based supposed needed indeed speed seed agreed continued failed decided tried wanted
        named called used seemed appeared happened remained died lived moved looked talked worked turned
        helped warned asked told insisted argued claimed noted added urged pleaded stopped started responded
        voted returned arrived served played"""
)
ACTIVE = re.compile(
    rf"^(?P<agent>(?:The\s)?{NAME})\s{_REGULAR}\s(?P<patient>(?:the|a|an|{NAME})(?:\s[\w’'-]+){{0,5}}?)"
    r"(?P<rest>\s(?:in|on|at|during|after|before|for|from|with|by|to|as|against)\s[^;:\"“”]*)?\.$"
)
_PASSIVE = re.compile(
    rf"^(?P<patient>(?:The\s|An?\s)?[A-Z][^,;:\"“”]{{2,50}}?)\s(?:was|were)\s{_REGULAR}\sby\s(?P<agent>(?:the\s)?{NAME})"
    r"(?P<rest>\s(?:in|on|at|during|after|before)\s[^;:\"“”,]*)?\.$"
)


def voiced(passage: Passage, _chance: random.Random) -> str | None:
    """Turn an active sentence into a passive one, or the other way round."""
    if (match := _PASSIVE.match(passage.sentence)) and match["verb"] not in NOT_VERBS:
        return _active(match)
    if (match := ACTIVE.match(passage.sentence)) and match["verb"] not in NOT_VERBS:
        return _passive(match)
    return None


def _active(match: re.Match[str]) -> str | None:
    patient, agent = match["patient"], match["agent"]
    if " that " in patient:
        return None
    patient = patient[0].lower() + patient[1:] if re.match(r"(?:The|An?)\s", patient) else patient
    return f"{agent[0].upper()}{agent[1:]} {match['verb']} {patient}{match['rest'] or ''}."


def _passive(match: re.Match[str]) -> str | None:
    patient, agent = match["patient"], match["agent"]
    is_odd = re.search(r"\b(?:that|to|and|who|which|by|it)\b", patient) or (match["rest"] or "").startswith(" by ")
    if is_odd or (lowered(agent) != agent and not agent.startswith("The ")):
        return None
    be = "were" if re.search(r"[^s]s$", patient) and not patient[0].isupper() else "was"
    verb = PARTICIPLES.get(match["verb"], match["verb"])
    agent = "the" + agent[3:] if agent.startswith("The ") else agent
    return f"{patient[0].upper()}{patient[1:]} {be} {verb} by {agent}{match['rest'] or ''}."


_PERSON_FIRST = re.compile(r"^(?P<name>[A-Z][a-z]+(?:\s[A-Z][a-z]+){1,2})(?:,|\s(?!and\b|or\b|of\b|in\b|at\b)[a-z]+\b)")
_NOT_PERSONS = re.compile(
    r"\b(?:The|University|City|Court|Party|Council|House|Street|Empire|States|Church|Company|Group|News|This|That|In|On|"
    r"But|And|After)\b"
)


def named(passage: Passage, _chance: random.Random) -> str | None:
    """Put the name of the sentence before in the place of a pronoun."""
    if not passage.at or not (match := re.match(r"(He|She|His|Her)\s(?!and\b)", passage.sentence)):
        return None
    before = passage.sentences[passage.at - 1]
    person = _PERSON_FIRST.match(before)
    others = re.findall(r"[A-Z][a-z]+\s[A-Z][a-z]+", before)
    if person is None or _NOT_PERSONS.search(person["name"]) or len(others) > 2:
        return None
    if match[1] == "Her" and not re.match(r"Her\s[a-z]+", passage.sentence):
        return None
    name = person["name"] + ("'s" if match[1] in ("His", "Her") else "")
    return name + passage.sentence[len(match[1]) :]


_SMALL = listed("two three four five six seven eight nine ten eleven twelve")
_BIG = re.compile(r"\b(\d+(?:\.\d+)?)\s(million|billion)\b")
_THOUSANDS = re.compile(r"(?<![\d,.])(\d{1,3}),(\d{3})\b(?![,.\d])")
_WORD_NUMBER = re.compile(rf"\b({'|'.join(_SMALL)})\b(?!\s(?:hundred|thousand|million|dozen|[A-Z])|-)")
_MONTH_ENDS = r"\s)(?<!".join(month[-3:] for month in MONTHS) + r"\s"
_DIGIT = re.compile(
    rf"(?<![\w.,$£€:/–-])(?<!{_MONTH_ENDS})(?<!\.\s)([2-9]|1[0-2])"
    r"(?=\s[a-z]{3,})(?!\s(?:a\.m|p\.m|am|pm|million|billion|percent|per))"
)


def renumbered(passage: Passage, chance: random.Random) -> str | None:
    """Write a number another way."""
    text = passage.sentence
    if '"' in text or "“" in text:
        return None
    changes: list[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]] = [
        (_BIG, lambda m: f"{round(float(m[1]) * (1e6 if m[2] == 'million' else 1e9)):,}"),
        (_THOUSANDS, lambda m: m[1] + m[2]),
        (_WORD_NUMBER, lambda m: str(_SMALL.index(m[1].lower()) + 2)),
        (_DIGIT, lambda m: _SMALL[int(m[1]) - 2]),
        (re.compile(r"(?<=\d)%"), lambda _: " percent"),
        (re.compile(r"(?<=\d)\s(?:percent|per cent)\b"), lambda _: "%"),
    ]
    chance.shuffle(changes)
    for pattern, change in changes:
        other = pattern.sub(change, text)
        if other != text:
            return other
    return None


_M = "|".join(MONTHS)
_MONTH_DAY_YEAR = re.compile(rf"\b({_M})\s(\d{{1,2}}),\s(\d{{4}}),?")
_DAY_MONTH_YEAR = re.compile(rf"\b(\d{{1,2}})\s({_M})\s(\d{{4}})\b")
_MONTH_DAY = re.compile(rf"\b({_M})\s(\d{{1,2}})\b(?!,?\s\d{{4}})")
_MONTH_ABBREVIATED = re.compile(r"\b(Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.\s(\d{1,2})\b")


def redated(passage: Passage, chance: random.Random) -> str | None:
    """Write a date another way, or less of it."""
    if '"' in passage.sentence or "“" in passage.sentence:
        return None
    changes: list[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]] = [
        (_MONTH_DAY_YEAR, lambda m: f"{m[2]} {m[1]} {m[3]}"),
        (_MONTH_DAY_YEAR, lambda m: f"{m[3]}-{MONTHS.index(m[1]) + 1:02}-{int(m[2]):02}"),
        (_DAY_MONTH_YEAR, lambda m: f"{m[2]} {m[1]}, {m[3]}"),
        (_DAY_MONTH_YEAR, lambda m: f"{m[2][:3]}. {m[1]}, {m[3]}"),
        (_MONTH_DAY, lambda m: f"{m[2]} {m[1]}"),
        (_MONTH_DAY, lambda m: f"{m[1][:3]}. {m[2]}"),
        (
            _MONTH_DAY,
            lambda m: f"the {m[2]}th of {m[1]}" if m[2] not in ("1", "2", "3", "21", "22", "23", "31") else m[0],
        ),
        (_MONTH_ABBREVIATED, lambda m: f"{m[2]} {next(month for month in MONTHS if month[:3] == m[1][:3])}"),
    ]
    chance.shuffle(changes)
    for pattern, change in changes:
        other = pattern.sub(change, passage.sentence, count=1)
        if other != passage.sentence:
            return other
    return None


def titled(passage: Passage, _chance: random.Random) -> str | None:
    """Put the article's title in the place of a pronoun; for short articles about the thing in their title."""
    title = re.sub(r"\s\(.*", "", passage.title)
    noun = re.match(r"The\s([a-z]+)\s(?=[a-z])", passage.sentence)
    if noun and len(noun[1]) > 3 and noun[1] in title.lower().split() and 1 < len(title.split()) < 6:
        return f"{'' if title.startswith('The ') else 'The '}{title}{passage.sentence[noun.end() - 1 :]}"
    match = re.match(r"(He|She|It|They)\s(?=is|was|were|are|has|had|[a-z]+ed\b)", passage.sentence)
    if passage.at or match is None or not title or len(title.split()) > 5:
        return None
    return title + passage.sentence[match.end() - 1 :]


def attributed(passage: Passage, chance: random.Random) -> str | None:
    """Say where it stands."""
    lead = chance.choice(("According to the article, ", "The article says that ", "It is reported that "))
    text = lowered(passage.sentence)
    return None if '"' in text or "“" in text else lead + text


REWRITES: dict[str, Callable[[Passage, random.Random], str | None]] = {
    "verbatim": verbatim,
    "clause dropped": dropped,
    "active and passive": voiced,
    "pronoun to name": named,
    "number format": renumbered,
    "date format": redated,
    "title as subject": titled,
    "attributed": attributed,
    "done as said": lambda passage, chance: done_as_said(passage.sentence, chance),
}


def joined(one: Passage, other: Passage, chance: random.Random) -> str | None:
    """Join the sentences of two passages."""
    both = one.sentence + other.sentence
    points_back = re.match(r"(?:He|She|It|They|His|Her|Its|Their)\b", other.sentence)
    if points_back or '"' in both or "“" in both or len(both.split()) > 48 or not one.sentence[-2].isalpha():
        return None
    return f"{one.sentence[:-1]}{chance.choice((', and ', ', while ', '; '))}{lowered(other.sentence)}"
