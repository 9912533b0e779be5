"""Questions with their answers, turned into what they state."""

import re
from collections.abc import Iterator, Sequence

from benchmarks.statements import MAX_WORDS, NEIGHBOURS, Passage, Statement, lowered
from index.models import Question
from index.passages import sentence_spans

_PASTS = """win won begin began take took make made write wrote build built lose lost get got become became come
        came go went give gave have had hold held lead led leave left meet met rise rose run ran say said
        see saw sell sold send sent speak spoke think thought buy bought fall fell find found grow grew know
        knew bring brought catch caught keep kept teach taught throw threw pay paid feel felt fight fought
        spend spent stand stood break broke let let put put set set cut cut"""
_BASES = dict(zip(_PASTS.split()[::2], _PASTS.split()[1::2], strict=True))
_REGULAR = """surrender receive start end establish publish create use discover move visit open close join attack
        defeat invade conquer design develop introduce release arrive die play score record live study
        attend graduate marry sign pass support produce contain include provide cause cover serve record
        divide change name call kill rule reach claim travel return settle announce launch propose form
        purchase acquire destroy replace appear finish complete want order convert construct help translate
        force ban allow enter abandon earn expand"""
_VERBS = sorted({*_BASES, *_REGULAR.split()})


def _past(verb: str) -> str:
    if verb in _BASES:
        return _BASES[verb]
    return verb + "d" if verb.endswith("e") else verb[:-1] + "ied" if re.search(r"[^aeiou]y$", verb) else verb + "ed"


_DID = re.compile(rf"^(?P<lead>.*?)\sdid\s(?P<subject>.+?)\s(?P<verb>{'|'.join(_VERBS)})\b(?P<rest>.*)\?$")
_WAS_DONE = re.compile(
    r"^(?P<lead>When|Where|In what year|In which year|In what city|What year)\s(?P<be>was|were|is|are)\s"
    r"(?P<subject>(?!(?:the|an?)\s[a-z]+ed\b).+?)\s"
    r"(?P<verb>[a-z]+ed|born|built|held|written|made|sold|won|found|known)(?P<rest>\s[^?]*)?\?$"
)
_SUBJECT = re.compile(
    r"^(?:Who|(?:Which|What)(?:\s(?!type|kind|sort|is|was|were|are|has|had|have|did|do|does|can|could|would|should|will)"
    r"[a-z]+)+?)\s(?P<said>(?:(?:was|were|is|are)\s(?:[a-z]+ed|born|built|made|in|on|responsible|an?)|"
    r"[a-z]+ed|won|led|wrote|built|made|took|became|gave)\s[^?]+)\?$"
)
_IS = re.compile(r"^(?:What|Who)\s(?P<be>is|was|were|are)\s(?P<what>the\s[^?]+)\?$")
_COUNT = re.compile(
    r"^How many\s(?P<what>(?!.*\b(?:must|did|do|does|can|may)\b)[a-z][a-z ]*?\s"
    r"(?:were|are|was|is|have|had|live|lived)\b[^?]*)\?$"
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


def question_statements(questions: Sequence[Question], rows: dict[str, dict[str, object]]) -> Iterator[Statement]:
    """Yield what the questions and their answers state, each with the sentences around the answer."""
    for question in questions:
        if not question.answerable or not question.answers or not question.paragraph:
            continue
        answer = question.answers[0]
        spans = sentence_spans(question.paragraph, "en")
        sentences = [" ".join(question.paragraph[span.start : span.end].split()) for span in spans]
        holding = [at for at, sentence in enumerate(sentences) if answer in sentence]
        row = rows.get(question.articles[0] if question.articles else "")
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
