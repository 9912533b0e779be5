"""How old articles are beside the newest of those found: asked what happened, people mean what happened last."""

import math
import re
from collections.abc import Sequence
from datetime import date

from index.analysis import fold, words

_DAYS_A_MONTH = 30
_OLD = 12  # months: past that, no article is older than another
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# In a small library each article is about something else. The more there are, the more tell of the same things.
_SMALL, _LARGE = 1_000, 30_000  # passages
_UNSAID = 0.5  # how much age counts in a large library when the question doesn't speak of now
# Words that speak of now, in the folded form of ``analysis.fold``; a line a language.
_NOW = re.compile(
    r"\b(?:"
    r"(?:this|last|past|next|coming) (?:week|weekend|month|year|season|spring|summer|autumn|fall|winter)|today|tonight|"
    r"yesterday|tomorrow|now|current|currently|recent|recently|latest|newest|upcoming|new|(?:mon|tues|wednes|thurs|fri|"
    r"satur|sun)day|"
    r"est[ea] (?:semana|mes|ano|temporada|primavera|verano|otono|invierno)|hoy|ayer|ahora|actual(?:es|mente)?|"
    r"reciente(?:s|mente)?|ultim[oa]s?|proxim[oa]s?|nuev[oa]s?|lunes|martes|miercoles|jueves|viernes|sabado|domingo|"
    r"cette (?:semaine|annee|saison)|ce (?:mois|printemps)|cet (?:ete|automne|hiver)|aujourd hui|hier|demain|"
    r"maintenant|actuel(?:s|les?|lement)?|recent(?:s|es?)|recemment|derni(?:er|ere)s?|prochaine?s?|nouve(?:au|aux|lles?)|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"diese woche|diesen (?:monat|fruhling|sommer|herbst|winter)|dieses jahr|heute|gestern|jetzt|derzeit|aktuell\w*|"
    r"kurzlich|letzte[nrsm]?|nachste[nrsm]?|neu(?:e[nrsm]?|este[nrsm]?)?|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|"
    r"questa settimana|questo mese|quest anno|oggi|ieri|domani|adesso|attual[ei]|recent[ei]|ultim[ei]|prossim[oaie]|"
    r"nuov[oaie]|lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica|"
    r"hoje|ontem|agora|atual(?:mente)?|nov[oa]s?|"
    r"deze (?:week|maand)|dit jaar|vandaag|gisteren|nu|huidige|recente|nieuwe?|laatste|volgende|"
    r"этой неделе|этом (?:месяце|году)|сегодня|вчера|завтра|сейчас|теперь|недавн\w+|последн\w+|"
    r"нов(?:ый|ая|ое|ые|ых|ого|ой)|текущ\w+|нынешн\w+"
    r")\b"
)


def ages(published: Sequence[str | None], question: str, passages: int) -> list[float]:
    """Return for each of some articles the natural logarithm of 1 + the months that it is older than the newest.

    ``published`` are ISO 8601 dates. An article without one is as old as the others on average. Age counts for less
    when the question doesn't speak of now, for nothing when the ``passages`` that were searched are few besides, or
    when it names a year.
    """
    days = [_day(one) for one in published]
    known = [day for day in days if day is not None]
    weight = _weight(question, passages)
    if not known or not weight:
        return [0.0] * len(days)
    newest = max(known)
    mean = sum(_age(newest - day) for day in known) / len(known)
    return [weight * (mean if day is None else _age(newest - day)) for day in days]


def _weight(question: str, passages: int) -> float:
    if _YEAR.search(question):
        return 0.0
    # "New" is a part of names.
    if _NOW.search(" ".join(fold(word.text) for word in words(question) if word.text != "New")):
        return 1.0
    size = math.log(max(passages, 1) / _SMALL) / math.log(_LARGE / _SMALL)
    return _UNSAID * min(max(size, 0.0), 1.0)


def _age(days: int) -> float:
    return math.log1p(min(days / _DAYS_A_MONTH, _OLD))


def _day(published: str | None) -> int | None:
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None
