"""True sentences, made of articles by rewriting that keeps the meaning; each with the evidence it rests on."""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from index.models import Question
from index.stopwords import STOPWORDS
from index.passages import sentence_spans

MIN_WORDS, MAX_WORDS = 8, 32
NEIGHBOURS = 1  # sentences of evidence on either side of the one that is rewritten


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Sentences of an article, one of which is looked at."""

    article: str
    title: str
    published: str | None
    sentences: tuple[str, ...]
    at: int

    @property
    def sentence(self) -> str:
        """The sentence looked at, with its marks where they are usually written."""
        return detached(self.sentences[self.at])

    @property
    def quote(self) -> str:
        """All of them, as they stand."""
        return " ".join(self.sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence and what it rests on."""

    text: str
    kind: str  # how it was made
    evidence: tuple[Passage, ...]
    question: str | None = None

    @property
    def is_verbatim(self) -> bool:
        """Whether the evidence has it word for word."""
        return any(self.text in passage.quote for passage in self.evidence)


def detached(text: str) -> str:
    """Return a text without the spaces that some sets have around marks: "Lawrence , born in New Jersey ." """
    text = re.sub(r"\s+(?=[,.;:!?)]|['’]s\b|%)", "", text)
    return re.sub(r"(?<=[($£€])\s+", "", text).replace(" - ", "-") if " ." in text or text.count(" , ") else text


def passages(row: dict[str, object], chance: random.Random) -> list[Passage]:
    """Cut an article into windows, one around each sentence that can be rewritten, in random order."""
    text = str(row["text"])[:20_000].replace("``", '"').replace("''", '"')
    spans = [span for span in sentence_spans(text, "en") if not span.is_heading]
    sentences = [" ".join(text[span.start : span.end].split()) for span in spans]
    found: list[Passage] = []
    for at, sentence in enumerate(sentences):
        if MIN_WORDS <= len(sentence.split()) <= MAX_WORDS and _is_sound(detached(sentence)):
            first = max(0, at - NEIGHBOURS)
            found.append(
                Passage(
                    article=str(row["id"]),
                    title=str(row["title"] or ""),
                    published=str(row["published"]) if row.get("published") else None,
                    sentences=tuple(sentences[first : at + NEIGHBOURS + 1]),
                    at=at - first,
                )
            )
    chance.shuffle(found)
    return found


_CONNECTED = re.compile(
    r"(?:But|And|Or|So|Yet|OK|Then|That|This|These|Those|Such|Even|Meanwhile|However|Instead|Also|Plus|Still)\b"
)


def _is_sound(sentence: str) -> bool:
    """Whether it looks like a whole sentence that states something."""
    if not re.match(r"[A-Z\"“0-9]", sentence) or not re.search(r"[a-z][.][\"”]?$", sentence):
        return False
    marks = (
        sentence.count('"') % 2
        or sentence.count("“") != sentence.count("”")
        or sentence.count("(") != sentence.count(")")
    )
    return not (
        marks
        or _CONNECTED.match(sentence)
        or "http" in sentence
        or re.search(r"\b(?:I|we|you|We|You|my|our)\b|[|•*]|\s'\s", sentence)
    )


NAME = r"(?:[A-Z][\w’'-]+\.?(?:\s(?:of|de|the|al)\s(?=[A-Z])|\s(?=[A-Z]))?)+"
_ASIDE = re.compile(
    r"(?:,\s(?:which|who|an?|the|including|along with|also known as|led by)\s[^,.;:\"“”]{6,90},(?=\s)|\s\([^()]{2,80}\))"
)
_TAIL = re.compile(
    r",\s(?:which|who|including|according to|where|with|making|leaving|while|after|as)\s[^;:\"“”]{10,}(?=\.$)"
)
_HEAD = re.compile(
    r"^(?:In|On|At|After|Since|During|By|From|According to)\s[^,;:\"“”]{3,60},\s(?=[A-Z]|the\s|a\s|an\s|it\s|he\s|she\s|they\s)"
)


def verbatim(passage: Passage, chance: random.Random) -> str | None:
    """Return the sentence itself."""
    return passage.sentence


def dropped(passage: Passage, chance: random.Random) -> str | None:
    """Leave out a clause that the rest doesn't need."""
    patterns = [_ASIDE, _TAIL, _HEAD]
    chance.shuffle(patterns)
    for pattern in patterns:
        shorter = pattern.sub("", passage.sentence, count=1)
        if shorter != passage.sentence and len(shorter.split()) >= 6:
            return shorter[0].upper() + shorter[1:]
    return None


_REGULAR = r"(?P<verb>[a-z]{3,}ed|built|won|wrote|led|founded|sold|bought|made|held|sent|found|lost|brought|taught|met)"
PARTICIPLES = {"wrote": "written"}
NOT_VERBS = frozenset("united related based supposed needed indeed speed seed agreed continued failed decided tried wanted named "
    "called used seemed appeared happened remained died lived moved looked talked worked turned helped warned asked told insisted "
    "argued claimed noted added urged pleaded stopped started responded voted returned arrived served played".split())  # fmt: skip
ACTIVE = re.compile(
    rf"^(?P<agent>(?:The\s)?{NAME})\s{_REGULAR}\s(?P<patient>(?:the|a|an|{NAME})(?:\s[\w’'-]+){{0,5}}?)"
    r"(?P<rest>\s(?:in|on|at|during|after|before|for|from|with|by|to|as|against)\s[^;:\"“”]*)?\.$"
)
_PASSIVE = re.compile(
    rf"^(?P<patient>(?:The\s|An?\s)?[A-Z][^,;:\"“”]{{2,50}}?)\s(?P<be>was|were)\s{_REGULAR}\sby\s(?P<agent>(?:the\s)?{NAME})(?P<rest>\s(?:in|on|at|during|after|before)\s[^;:\"“”,]*)?\.$"
)


def voiced(passage: Passage, chance: random.Random) -> str | None:
    """Turn an active sentence into a passive one, or the other way round."""
    if (
        (match := _PASSIVE.match(passage.sentence))
        and match["verb"] not in NOT_VERBS
        and " that " not in match["patient"]
    ):
        patient = match["patient"]
        patient = patient[0].lower() + patient[1:] if re.match(r"(?:The|An?)\s", patient) else patient
        verb = {"written": "wrote"}.get(match["verb"], match["verb"])
        agent = match["agent"][0].upper() + match["agent"][1:]
        return f"{agent} {verb} {patient}{match['rest'] or ''}."
    if (match := ACTIVE.match(passage.sentence)) and match["verb"] not in NOT_VERBS:
        patient, agent = match["patient"], match["agent"]
        if lowered(agent) != agent and not agent.startswith("The "):
            return None
        if re.search(r"\b(?:that|to|and|who|which|by|it)\b", patient) or (match["rest"] or "").startswith(" by "):
            return None
        be = "were" if re.search(r"[^s]s$", patient) and not patient[0].isupper() else "was"
        verb = PARTICIPLES.get(match["verb"], match["verb"])
        agent = "the" + agent[3:] if agent.startswith("The ") else agent
        return f"{patient[0].upper()}{patient[1:]} {be} {verb} by {agent}{match['rest'] or ''}."
    return None


_PERSON_FIRST = re.compile(r"^(?P<name>[A-Z][a-z]+(?:\s[A-Z][a-z]+){1,2})(?:,|\s(?!and\b|or\b|of\b|in\b|at\b)[a-z]+\b)")
_NOT_PERSONS = re.compile(
    r"\b(?:The|University|City|Court|Party|Council|House|Street|Empire|States|Church|Company|Group|News|This|That|In|On|But|And|After)\b"
)


def named(passage: Passage, chance: random.Random) -> str | None:
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


MONTHS = "January February March April May June July August September October November December".split()
_SMALL = "two three four five six seven eight nine ten eleven twelve".split()
_BIG = re.compile(r"\b(\d+(?:\.\d+)?)\s(million|billion)\b")
_THOUSANDS = re.compile(r"(?<![\d,.])(\d{1,3}),(\d{3})\b(?![,.\d])")
_WORD_NUMBER = re.compile(rf"\b({'|'.join(_SMALL)})\b(?!\s(?:hundred|thousand|million|dozen|[A-Z])|-)")
_MONTH_ENDS = r"\s)(?<!".join(month[-3:] for month in MONTHS) + r"\s"
_DIGIT = re.compile(
    rf"(?<![\w.,$£€:/–-])(?<!{_MONTH_ENDS})(?<!\.\s)([2-9]|1[0-2])(?=\s[a-z]{(3,)})(?!\s(?:a\.m|p\.m|am|pm|million|billion|percent|per))"
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
        (re.compile(r"(?<=\d)%"), lambda m: " percent"),
        (re.compile(r"(?<=\d)\s(?:percent|per cent)\b"), lambda m: "%"),
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


def titled(passage: Passage, chance: random.Random) -> str | None:
    """Put the article's title in the place of a pronoun; for short articles about the thing in their title."""
    title = re.sub(r"\s\(.*", "", passage.title)
    noun = re.match(r"The\s([a-z]+)\s(?=is|was|were|are|has|had|[a-z]+ed\b)", passage.sentence)
    if noun and noun[1] in title.lower().split() and 1 < len(title.split()) < 6:
        return f"{'' if title.startswith('The ') else 'The '}{title}{passage.sentence[noun.end() - 1 :]}"
    match = re.match(r"(He|She|It|They)\s(?=is|was|were|are|has|had|[a-z]+ed\b)", passage.sentence)
    if passage.at or match is None or not title or len(title.split()) > 5:
        return None
    return title + passage.sentence[match.end() - 1 :]


def attributed(passage: Passage, chance: random.Random) -> str | None:
    """Say where it stands."""
    lead = chance.choice(("According to the article, ", "The article says that ", "It is reported that "))
    text = passage.sentence
    text = lowered(text)
    return None if '"' in text or "“" in text else lead + text


def lowered(text: str) -> str:
    """Return a sentence as it stands after others: its first word without the capital that only the place gave it."""
    first = text.split()[0]
    return text[0].lower() + text[1:] if first.lower() in _SMALL_WORDS else text


_SMALL_WORDS = STOPWORDS["en"] | frozenset(
    "although while despite since according more other others several many two three four since because whether earlier later last".split()
)

REWRITES: dict[str, Callable[[Passage, random.Random], str | None]] = {
    "verbatim": verbatim,
    "clause dropped": dropped,
    "active and passive": voiced,
    "pronoun to name": named,
    "number format": renumbered,
    "date format": redated,
    "title as subject": titled,
    "attributed": attributed,
}


def joined(one: Passage, other: Passage, chance: random.Random) -> str | None:
    """Join the sentences of two passages."""
    second = other.sentence
    if (
        re.match(r"(?:He|She|It|They|His|Her|Its|Their)\b", second)
        or '"' in second + one.sentence
        or "“" in second + one.sentence
    ):
        return None
    second = lowered(second)
    if len(one.sentence.split()) + len(second.split()) > 48 or re.match(
        r"(?:but|however|and|this|these)\b", second, re.IGNORECASE
    ):
        return None
    return (
        f"{one.sentence[:-1]}{chance.choice((', and ', ', while ', '; '))}{second}"
        if one.sentence[-2].isalpha()
        else None
    )


_BASES = {"win": "won", "begin": "began", "take": "took", "make": "made", "write": "wrote", "build": "built", "lose": "lost", "get": "got",
    "become": "became", "come": "came", "go": "went", "give": "gave", "have": "had", "hold": "held", "lead": "led", "leave": "left",
    "meet": "met", "rise": "rose", "run": "ran", "say": "said", "see": "saw", "sell": "sold", "send": "sent", "speak": "spoke",
    "think": "thought", "buy": "bought", "fall": "fell", "find": "found", "die": "died", "grow": "grew", "know": "knew",
    "bring": "brought", "catch": "caught", "keep": "kept", "teach": "taught", "throw": "threw", "pay": "paid", "feel": "felt",
    "fight": "fought", "spend": "spent", "stand": "stood", "break": "broke", "let": "let", "put": "put", "set": "set", "cut": "cut"}  # fmt: skip
_VERBS = frozenset((*_BASES, *("surrender receive start end establish publish create use discover move visit open close "
    "join attack defeat invade conquer design develop introduce release arrive play score record live study attend graduate marry "
    "sign pass support produce contain include provide cause cover serve record divide change name call kill rule reach claim "
    "travel return settle announce launch propose form purchase acquire destroy replace appear finish complete want order "
    "convert construct help translate force ban allow enter abandon earn expand").split()))  # fmt: skip


def _past(verb: str) -> str:
    if verb in _BASES:
        return _BASES[verb]
    return verb + "d" if verb.endswith("e") else verb[:-1] + "ied" if re.search(r"[^aeiou]y$", verb) else verb + "ed"


_DID = re.compile(rf"^(?P<lead>.*?)\sdid\s(?P<subject>.+?)\s(?P<verb>{'|'.join(sorted(_VERBS))})\b(?P<rest>.*)\?$")
_WAS_DONE = re.compile(
    r"^(?P<lead>When|Where|In what year|In which year|In what city|What year)\s(?P<be>was|were|is|are)\s(?P<subject>(?!(?:the|an?)\s[a-z]+ed\b).+?)\s"
    r"(?P<verb>[a-z]+ed|born|built|held|written|made|sold|won|found|known)(?P<rest>\s[^?]*)?\?$"
)
_SUBJECT = re.compile(
    r"^(?:Who|(?:Which|What)(?:\s(?!type|kind|sort|is|was|were|are|has|had|have|did|do|does|can|could|would|should|will)[a-z]+)+?)\s(?P<said>(?:(?:was|were|is|are)\s(?:[a-z]+ed|born|built|made|in|on|responsible|an?)|[a-z]+ed|won|led|wrote|built|made|took|became|gave)\s[^?]+)\?$"
)
_IS = re.compile(r"^(?:What|Who)\s(?P<be>is|was|were|are)\s(?P<what>the\s[^?]+)\?$")
_COUNT = re.compile(
    r"^How many\s(?P<what>(?!.*\b(?:must|did|do|does|can|may)\b)[a-z][a-z ]*?\s(?:were|are|was|is|have|had|live|lived)\b[^?]*)\?$"
)


def answered(question: Question, answer: str) -> str | None:
    """Turn a question and its answer into a statement."""
    text, answer = " ".join(question.question.split()), answer.strip(" .")
    answer = lowered(answer) if answer else answer
    if re.search(r"\b(?:to|by|from|of|for|with|in|at|on|as|called|into|about|like)\s?\?$|\bused to\b", text):
        return None
    in_place = answer if re.match(r"(?:in|on|at|by|during|the|to|from|since|between|after|before)\b", answer) else None
    if match := _WAS_DONE.match(text):
        place = in_place or _placed(answer)
        return _sentence(f"{match['subject']} {match['be']} {match['verb']}{match['rest'] or ''} {place}")
    if match := _DID.match(text):
        return _from_did(match, answer, in_place)
    if match := _IS.match(text):
        return _sentence(f"{match['what']} {match['be']} {answer}")
    if match := _COUNT.match(text):
        return _sentence(f"{answer} {match['what']}")
    if match := _SUBJECT.match(text):
        if match["said"].split()[0] in ("was", "were", "is", "are") and len(match["said"].split()) < 4:
            return None
        return _sentence(f"{answer} {match['said']}")
    return None


def _from_did(match: re.Match[str], answer: str, in_place: str | None) -> str | None:
    lead, said = match["lead"], f"{match['subject']} {_past(match['verb'])}"
    if lead in ("When", "Where") or re.match(r"(?:In|On) (?:what|which)|What year$", lead):
        place = in_place or _placed(answer)
        return _sentence(f"{said}{match['rest']} {place}")
    if found := re.match(r"How many\s(.+)$", lead):
        noun = found[1]
        counted = answer if noun.split()[-1] in answer else f"{answer} {noun}"
        return _sentence(f"{said} {counted}{match['rest']}")
    if re.match(r"(?:What|Who|Whom)$", lead):
        return _sentence(f"{said} {answer}{match['rest']}")
    return None


def _placed(answer: str) -> str:
    return f"on {answer}" if re.match(r"[A-Z][a-z]+ \d{1,2}\b", answer) else f"in {answer}"


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{' '.join(text.split())[1:]}."


def question_statements(questions: Sequence[Question], titles: dict[str, dict[str, object]]) -> Iterator[Statement]:
    """Yield what the questions and their answers state, each with the sentences around the answer."""
    for question in questions:
        if not question.answerable or not question.answers or not question.paragraph:
            continue
        answer = question.answers[0]
        spans = sentence_spans(question.paragraph, "en")
        sentences = [" ".join(question.paragraph[span.start : span.end].split()) for span in spans]
        holding = [at for at, sentence in enumerate(sentences) if answer in sentence]
        row = titles.get(question.articles[0] if question.articles else "")
        if len(holding) != 1 or row is None or len(answer.split()) > 8:
            continue
        near = (
            str(row["title"]) + " " + " ".join(sentences[max(0, holding[0] - NEIGHBOURS) : holding[0] + NEIGHBOURS + 1])
        )
        if not all(name in near for name in re.findall(r"(?<=\s)[A-Z][\w-]+|\d[\d,.]*\d", question.question)):
            continue  # the question says more than the evidence
        text = answered(question, answer)
        if text is None or not 4 <= len(text.split()) <= MAX_WORDS:
            continue
        first = max(0, holding[0] - NEIGHBOURS)
        passage = Passage(
            article=str(row["id"]),
            title=str(row["title"]),
            published=None,
            sentences=tuple(sentences[first : holding[0] + NEIGHBOURS + 1]),
            at=holding[0] - first,
        )
        yield Statement(text=text, kind="question and answer", evidence=(passage,), question=question.question)
