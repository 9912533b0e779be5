"""Answers that are no sentences: names, figures and phrases, which say something only together with their question."""

from index.checking.english import AUXILIARIES, BASES, BE, CLAUSES, DETERMINERS, NOUN_FORMS, PREPOSITIONS, word_set
from index.checking.halves import is_verb
from index.checking.matching import Scene, positions
from index.checking.reading import Reading, is_light, kind_at, term_of

_SHORT, _LONG = 3, 6  # words of meaning of an answer that may be bare; of the long ones only where nothing looks a verb
_SHORT_WORDS = 2  # of a short one in a language whose verbs aren't known, where a word of it is no name
_RELATIVE = word_set("who which that whom whose where")
_MORE_VERBS = word_set("cost costs won")
_KNOWN_VERBS = frozenset(BASES.values()) - NOUN_FORMS


def is_bare(answer: Reading, question: Reading) -> bool:
    """Whether an answer has no verb of its own, and doesn't say all that its question says."""
    asked = [question.tokens[at] for at in question.content if not is_light(question.tokens[at])]
    if asked and all(positions(answer, token) for token in asked):
        return False
    count = len(answer.content)
    if answer.language != "en":
        words = [at for at in answer.content if answer.tokens[at].kind == "word"]
        return count <= (_SHORT_WORDS if words else _SHORT)
    if count > _LONG:
        return False
    is_done = begins_with_what_was_done(answer) and not any(token.fold in AUXILIARIES for token in answer.tokens)
    return is_done or not _has_verb(answer, question)


def begins_with_what_was_done(answer: Reading) -> bool:
    """Whether an answer begins with what was done: "Rebuilt after a fire."; "Hold the button" is whole."""
    first = next(iter(answer.tokens), None)
    if first is None or not first.kind or first.text.isupper():
        return False
    words = (first.fold, first.fold.removeprefix("re"))  # rebuilt
    is_past = any(BASES.get(word, word) != word and word not in NOUN_FORMS for word in words)
    return is_past or first.fold.endswith("ed")


def _has_verb(answer: Reading, question: Reading) -> bool:
    verbs = [at for at in range(len(answer.tokens)) if _is_verb(answer, at, question)]
    relative = next((at for at, token in enumerate(answer.tokens) if at and token.fold in _RELATIVE), None)
    if relative is None or any(at < relative for at in verbs):
        return bool(verbs)
    if len(verbs) < 2:
        return False
    last, before = answer.tokens[verbs[-1]].fold, answer.tokens[verbs[-2]].fold
    is_another = last in AUXILIARIES and before not in AUXILIARIES  # "the man who left was Vale"
    return is_another or verbs[-1] - verbs[0] > _BESIDE


_BESIDE = 2  # words from "had" to "always left", at most


def _is_verb(answer: Reading, at: int, question: Reading) -> bool:
    token = answer.tokens[at]
    if token.fold in AUXILIARIES or token.fold in _MORE_VERBS:
        return token.fold != "s"
    if token.kind != "word" or token.fold in NOUN_FORMS:
        return False
    if at == 0:  # "Hold the rope"
        return token.fold in _KNOWN_VERBS or (len(answer.tokens) > 1 and answer.tokens[1].fold in DETERMINERS)
    if not token.text.islower():
        return False
    before = answer.tokens[at - 1]
    if before.fold in DETERMINERS | PREPOSITIONS or before.kind in ("number", "date"):
        return False  # "a retired teacher", "12 deaths"
    if is_verb(token) or term_of(token.fold, "en") in _KNOWN_VERBS or _is_asked(answer, at, question):
        return True
    following = answer.tokens[at + 1].fold if at + 1 < len(answer.tokens) else ""
    is_followed = following in DETERMINERS or (following in PREPOSITIONS and before.kind == "name")
    goes_on = bool(following) and (len(answer.content) > _SHORT or is_followed)
    return goes_on and before.kind in ("word", "name") and _agree(before.fold, token.fold)


def _agree(subject: str, verb: str) -> bool:
    """Whether a word can be the verb of the word before it: the bakery opens, the adults need."""
    return subject.endswith("s") != verb.endswith("s") and not verb.endswith("ss")


def _is_asked(answer: Reading, at: int, question: Reading) -> bool:
    """Whether a word is the question's verb: "the chemist opens", where it asks when it does "open"."""
    found = positions(question, answer.tokens[at])
    return answer.tokens[at].fold.endswith("s") and any(
        question.tokens[other].fold != answer.tokens[at].fold or other > 1 for other in found
    )


def is_anothers(answer: Reading, question: Reading, scene: Scene) -> bool:
    """Whether a sentence has another name or figure where it says what is asked: a rival of the answer's kind.

    "The bakery opens at 6:30 and the chemist at 9:00" has "9:00" beside "chemist", and not "6:30".
    """
    sentence = scene.sentence
    own = {place for at in answer.content for place in scene.found(answer.tokens[at])}
    own = {place for place in own if kind_at(sentence, place) in ("name", "number", "date")}
    asked = {at: scene.found(question.tokens[at]) for at in question.content if not is_light(question.tokens[at])}
    taken = own.union(*asked.values())
    kinds = {kind_at(sentence, place) for place in own}
    if not kinds:
        return False
    answered = {sentence.tokens[place].clause for place in own}
    rivals = {
        sentence.tokens[place].clause
        for place in sentence.content
        if place not in taken and kind_at(sentence, place) in kinds
    }
    return any(
        places and all(sentence.tokens[place].clause in rivals - answered for place in places)
        for at, places in asked.items()
        if question.tokens[at].kind not in kinds  # whoever did it may be named in the clause before
    )


def is_attribute(answer: Reading, scene: Scene) -> bool:
    """Whether a date that answers only says which thing is meant: "the 1973 oil crisis", which says of nothing when."""
    for at in answer.content:
        places = scene.found(answer.tokens[at])
        if answer.tokens[at].kind == "date" and places and all(_is_before_noun(scene.sentence, one) for one in places):
            return True
    return False


def _is_before_noun(sentence: Reading, place: int) -> bool:
    if place == 0 or place + 1 >= len(sentence.tokens) or sentence.tokens[place - 1].fold not in DETERMINERS:
        return False
    date, following = sentence.tokens[place], sentence.tokens[place + 1]
    return following.kind in ("word", "name") and sentence.text[date.end : following.start] == " "


_NO_SUBJECT_AFTER = (PREPOSITIONS - CLAUSES - {"by", "of", "per"}) | {"than"}


def hangs_on_preposition(answer: Reading, statement: Reading, scene: Scene) -> bool:
    """Whether an answer that is said to do something stands after "from" or "to" wherever a sentence has it."""
    count = len(answer.tokens)
    if [token.fold for token in statement.tokens[:count]] != [token.fold for token in answer.tokens]:
        return False
    if any(token.fold in BE for token in statement.tokens[count : count + 2]) or answer.language != "en":
        return False
    first = next((at for at in answer.content), None)
    places = scene.found(answer.tokens[first]) if first is not None else []
    return bool(places) and all(_is_after(scene.sentence, place) for place in places)


def _is_after(sentence: Reading, place: int) -> bool:
    before = place - 1
    while before >= 0 and (sentence.tokens[before].fold in DETERMINERS or sentence.tokens[before].kind == "name"):
        before -= 1
    return before >= 0 and sentence.tokens[before].fold in _NO_SUBJECT_AFTER
