"""A question and a bare answer to it, put together into what they state: "Who won?", "Okafor": "Okafor won".

The statements are for the checks, which compare stems and go by the order of names, verbs and figures: "Rovers beat
when" is as good to them as what one would write. A question that can't be turned gives none.
"""

import re
from collections.abc import Callable, Sequence

from index.checking.english import AUXILIARIES, BASES, BE, DETERMINERS, NOUN_FORMS, PREPOSITIONS, word_set

_WORD = r"[^\W_][\w'’.-]*"
_DO, _HAVE = word_set("do does did"), word_set("has have had")
_MODAL = AUXILIARIES - BE - _DO - _HAVE
_SUBJECTS = word_set("i you he she it we they one")
_ME = word_set("i you we one")
_THAN = re.compile(r"\w{2,}er|more|less|fewer|worse")

_FIRST = re.compile(r"^(?:and|but|so|then|also)\s+", re.IGNORECASE)
_CLAUSE_FIRST = re.compile(r"^((?:in|on|at|during|after|before|since|until|by)\s[^,?]+),\s*(.+)$", re.IGNORECASE)
_CHOICE = re.compile(r"^(.*?)[,:]\s*(?P<one>[^,]+?)\s+or\s+(?P<other>[^,]+)$")
_HAPPENED = re.compile(
    r"^what\s(?:(?:has\s|had\s)?happened\sto|became\sof|has\sbecome\sof)\s(?P<of>.+)$", re.IGNORECASE
)
_PREPOSED = re.compile(
    rf"^(?P<by>{'|'.join(sorted(PREPOSITIONS))})\s(?P<asked>(?:whom|what|which|how\s(?:much|many))\b.*)$", re.IGNORECASE
)
_HOW_MEASURED = re.compile(
    r"^how\s(?P<how>old|long|wide|tall|deep|high|far|big|large|heavy|thick|fast)\s(?P<rest>.+)$", re.IGNORECASE
)
_PAYS = re.compile(r"^(?P<who>.+?)\s(?P<pays>pays?|paid)(?:\sfor\s(?P<for>.+))?$", re.IGNORECASE)
_COSTS = re.compile(r"^(?P<what>.+?)\scosts?(?P<rest>\s.+|)$", re.IGNORECASE)
_PLACED = re.compile(rf"^(?:{'|'.join(sorted(PREPOSITIONS))}|because|due|around|inside|outside)\b", re.IGNORECASE)
# Who and when or where in languages that need no other order of words for the answer.
_ELSEWHERE = (
    (re.compile(r"^(?:quién(?:es)?|qui|wer|chi|quem|кто|хто|kto)\s(?P<rest>.+)$", re.IGNORECASE), "{answer} {rest}"),
    (
        re.compile(
            r"^(?:cuándo|dónde|quand|où|wann|wo|quando|dove|onde|когда|где|коли|де|kiedy|gdzie)\s(?P<rest>.+)$",
            re.IGNORECASE,
        ),
        "{rest} {answer}",
    ),
)


def filled(question: str, answer: str) -> tuple[str, ...]:
    """Return what a question states with a bare answer in the place of what it asks for.

    Of several statements, which differ in words that say nothing, evidence has to carry one. None where the question
    asks for nothing that could be put in, or isn't understood.
    """
    answer = answer.strip().rstrip(".!;, ")
    asked = _FIRST.sub("", " ".join(question.split()).strip("¿?？ .!"))
    if not answer or not asked:
        return ()
    if moved := _CLAUSE_FIRST.match(asked):
        asked = f"{moved[2]} {moved[1]}"
    if (
        len(answer) > 1
        and not answer[1].isupper()
        and answer.split()[0].casefold() in DETERMINERS | PREPOSITIONS | {"because", "due"}
    ):
        answer = answer[0].lower() + answer[1:]
    asked, than = _without_choice(asked, answer)
    found = next((said for turn in _TURNS if (said := turn(asked, answer))), ())
    return tuple(f"{text[0].upper()}{' '.join(text.split())[1:]}{than}." for text in found)


def _without_choice(asked: str, answer: str) -> tuple[str, str]:
    """Leave out what a question lets choose from: "Which is longer, A or B?"; the one not chosen comes after "than"."""
    choice = _CHOICE.match(asked)
    if choice is None:
        return asked, ""
    sides = [choice["one"].casefold(), choice["other"].casefold()]
    said = answer.casefold()
    if said not in sides or not _THAN.fullmatch(choice[1].split()[-1]):
        return choice[1], ""
    return choice[1], f" than {choice['other'] if said == sides[0] else choice['one']}"


def _happened(asked: str, answer: str) -> Sequence[str]:
    match = _HAPPENED.match(asked)
    return [f"{match['of']} was {answer[0].lower()}{answer[1:]}"] if match else ()


def _preposed(asked: str, answer: str) -> Sequence[str]:
    """By how much did it rise; in which year was it built."""
    match = _PREPOSED.match(asked)
    if match is None:
        return ()
    words = match["asked"].split()
    verb = next((at for at, word in enumerate(words) if at and word.casefold() in AUXILIARIES), None)
    if verb is None:
        return ()
    placed = answer if _PLACED.match(answer) else f"{match['by'].lower()} {answer}"
    return [f"{_straightened(words[verb], words[verb + 1 :])} {placed}"]


def _when_or_where(asked: str, answer: str) -> Sequence[str]:
    words = asked.split()
    if words[0].casefold() not in ("when", "where") or len(words) < 3:
        return ()
    if words[1].casefold() not in AUXILIARIES:
        return ()
    by, rest = "in", words[2:]
    if len(rest) > 1 and rest[-1] in PREPOSITIONS:  # "Where is he from?"
        by, rest = rest[-1], rest[:-1]
    return [f"{_straightened(words[1], rest)} {answer if _PLACED.match(answer) else f'{by} {answer}'}"]


def _why(asked: str, answer: str) -> Sequence[str]:
    words = asked.split()
    is_reason = answer.split(maxsplit=1)[0].casefold() in ("because", "due", "for", "to", "after")
    if words[0].casefold() != "why" or len(words) < 3 or not is_reason:
        return ()
    return [f"{_straightened(words[1], words[2:])} {answer}"] if words[1].casefold() in AUXILIARIES else ()


def _how(asked: str, answer: str) -> Sequence[str]:
    words = asked.split()
    if words[0].casefold() != "how" or len(words) < 3:
        return ()
    if words[1].casefold() == "many":
        return _counted(words[2:], answer)
    if words[1].casefold() == "much":
        return _amount(words[2:], answer)
    if match := _HOW_MEASURED.match(asked):
        return _measured(match["how"].lower(), match["rest"].split(), answer)
    at = 2 if words[1].casefold() not in AUXILIARIES else 1  # how often did, how did
    if words[at].casefold() not in AUXILIARIES:
        return ()
    rest = words[at + 1 :]
    if rest and rest[0].casefold() in _ME:  # how do I reach it: by a stair
        return [f"{' '.join(rest[1:])} {answer}"]
    return [f"{_straightened(words[at], rest)} {answer}"]


def _counted(rest: Sequence[str], answer: str) -> Sequence[str]:
    verb = next((at for at, word in enumerate(rest) if at and word.casefold() in AUXILIARIES), None)
    noun = rest[: verb if verb is not None else 1]
    counted = answer if noun[-1].casefold() in answer.casefold() else f"{answer} {' '.join(noun)}"
    if verb is None:
        return [f"{counted} {' '.join(rest[1:])}"] if len(rest) > 1 else ()
    if rest[verb].casefold() in _DO or _is_inverted(rest[verb + 1 :]):
        return [f"{_straightened(rest[verb], rest[verb + 1 :])} {counted}"]
    return [f"{counted} {' '.join(rest[verb:])}"]


def _amount(rest: Sequence[str], answer: str) -> Sequence[str]:
    verb = next((at for at, word in enumerate(rest) if word.casefold() in AUXILIARIES), None)
    if verb is None or verb > 2:
        return ()
    of = f" {' '.join(rest[:verb])}" if verb else ""
    if rest[verb].casefold() in BE:
        return _is(rest[verb], rest[verb + 1 :], answer + of)
    said = _straightened(rest[verb], rest[verb + 1 :])
    if paid := _PAYS.match(said):
        for_it = f"{paid['for']} is {answer} for {paid['who']}" if paid["for"] else f"{paid['who']} is {answer}"
        return [f"{paid['who']} {paid['pays']} {answer} {'for ' if paid['for'] else ''}{paid['for'] or ''}", for_it]
    if costs := _COSTS.match(said):
        return [f"{costs['what']} {verb} {answer} {costs['rest']}" for verb in ("cost", "is")]
    return [f"{said} {answer}{of}"]


def _measured(how: str, rest: Sequence[str], answer: str) -> Sequence[str]:
    if rest[0].casefold() in BE:
        said = _is(rest[0], rest[1:], answer if how in answer.split() or how == "far" else f"{answer} {how}")
        return [*said, *_is(rest[0], rest[1:], answer)] if how == "old" else said
    return [f"{_straightened(rest[0], rest[1:])} {answer}"] if rest[0].casefold() in AUXILIARIES else ()


def _who_or_what(asked: str, answer: str) -> Sequence[str]:
    words = asked.split()
    first = words[0].casefold()
    if first not in ("who", "whom", "what", "which", "whose") or len(words) < 2:
        return ()
    verb = 1 if first in ("who", "whom") else _verb(words)
    if verb is None:
        return ()
    said, rest = words[verb].casefold(), words[verb + 1 :]
    if first == "whose":
        answer = f"{answer} {' '.join(words[1:verb])}"
    if not rest:
        return [f"{answer} {words[verb]}"] if said not in AUXILIARIES else ()
    if said in BE and verb == 1 and first != "which" and not _says_what_is_done(rest):
        return _is(words[verb], rest, answer)
    if said in _DO and rest[0].casefold() in ("not", "n't"):
        return [f"{answer} {' '.join(words[verb:])}"]
    if said not in AUXILIARIES and _is_known_verb(said):
        return [f"{answer} {' '.join(words[verb:])}", *_by(answer, words[verb], rest)]
    if said in _DO or (said in AUXILIARIES - BE and _is_inverted(rest)):
        return [f"{_straightened(words[verb], rest)} {answer}"]
    return [f"{answer} {' '.join(words[verb:])}"]


def _by(answer: str, verb: str, rest: Sequence[str]) -> Sequence[str]:
    """Turn "built the tunnel in 1880" into "the tunnel was built by X in 1880"."""
    cut = next((at for at, word in enumerate(rest) if word in PREPOSITIONS and word != "of"), len(rest))
    return [f"{' '.join(rest[:cut])} was {verb} by {answer} {' '.join(rest[cut:])}"] if cut else ()


def _verb(words: Sequence[str]) -> int | None:
    """Return where the verb of "which river flows …" stands; what stands before it is what is asked for."""
    if words[1].casefold() in AUXILIARIES:
        return 1
    limit = next(
        (at for at, word in enumerate(words) if at > 1 and word.casefold() in PREPOSITIONS | DETERMINERS), len(words)
    )
    nouns = range(3 if words[1].casefold() in _SEVERAL or words[1].isdigit() else 2, min(limit, 6))
    for is_one in (_is_known_verb, _ends_like_verb):
        for at in nouns:
            if is_one(words[at]):
                return at
    if words[0].casefold() in ("which", "whose"):
        return nouns.start if len(words) > nouns.start else None
    return 1  # "What caused the fire"


_SEVERAL = word_set("two three four five six seven eight nine ten several many other")


def _is_known_verb(word: str) -> bool:
    if not word.islower() or word in NOUN_FORMS:
        return False
    return word in AUXILIARIES or word in BASES or word.removeprefix("re") in BASES or word.endswith("ed")


def _ends_like_verb(word: str) -> bool:
    return word.islower() and word.endswith("s") and not word.endswith("ss")


def _says_what_is_done(rest: Sequence[str]) -> bool:
    """Whether "was" is followed by what was done or how it was, not by what it is said of: sent off; left in ruins."""
    first = rest[0]
    return first.islower() and first not in DETERMINERS and (_is_known_verb(first) or first in PREPOSITIONS | {"not"})


def _is(verb: str, rest: Sequence[str], answer: str) -> Sequence[str]:
    """Turn "is the price in May" into "the price is X in May"."""
    cut = next((at for at, word in enumerate(rest) if at and word in _WHEN_OR_FOR_WHOM), len(rest))
    return [f"{' '.join(rest[:cut])} {verb} {answer} {' '.join(rest[cut:])}"]


_WHEN_OR_FOR_WHOM = word_set("in on at during before after since until for by from")


def _is_inverted(rest: Sequence[str]) -> bool:
    """Whether the subject follows: "has the storm killed", not "has killed"."""
    first = rest[0] if rest else ""
    return first[:1].isupper() or first.casefold() in DETERMINERS | _SUBJECTS


def _straightened(verb: str, rest: Sequence[str]) -> str:
    """Turn "was the chapel rebuilt after a fire" into "the chapel was rebuilt after a fire"; "did" is left out."""
    if verb.casefold() in _DO:
        return " ".join(rest)
    at = next((at for at in range(1, len(rest)) if _can_follow(rest, at)), None)
    if at is None and verb.casefold() in _MODAL:  # before the last word of what comes before a preposition
        cut = next((at for at, word in enumerate(rest) if at and word in PREPOSITIONS), len(rest))
        at = max(cut - 1, 1)
    at = len(rest) if at is None else at
    return " ".join([*rest[:at], verb, *rest[at:]])


def _can_follow(rest: Sequence[str], at: int) -> bool:
    return _is_known_verb(rest[at]) and rest[at - 1].casefold() not in DETERMINERS


def _elsewhere(asked: str, answer: str) -> Sequence[str]:
    for pattern, order in _ELSEWHERE:
        if match := pattern.match(asked):
            return [order.format(answer=answer, rest=match["rest"])]
    return ()


_TURNS: tuple[Callable[[str, str], Sequence[str]], ...] = (
    _happened,
    _preposed,
    _when_or_where,
    _why,
    _how,
    _who_or_what,
    _elsewhere,
)
