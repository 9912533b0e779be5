"""A question taken apart: content words, their spellings and slips, follow-ups, and the kind of answer."""

from collections import Counter
from collections.abc import Sequence

import pytest
from rapidfuzz.distance import OSA

from index.analysis import name_key, term, words
from index.lexical import Field
from index.question import AnswerKind, ParsedQuestion, QuestionWord, answer_kind, idf, parse

TEXTS = (
    "Pashinyan phoned the president of Armenia.",
    "The ceasefire between Armenia and Azerbaijan held.",
    "Uber announced a new service in Paris.",
    "The war began; many die in a war.",
    "The bridge was closed in winter.",
    "Путин и Зеленский говорили.",
)


class Words:
    """What six passages know of their words."""

    def __init__(self, texts: Sequence[str] = TEXTS) -> None:
        self.count = len(texts)
        self.terms: Counter[str] = Counter()
        self.names: Counter[str] = Counter()
        self.folded: Counter[str] = Counter()
        for text in texts:
            found = {word.text for word in words(text)}
            self.terms.update({term(word, "en") for word in found})
            self.names.update({key for word in found if (key := name_key(word, "en"))})
            self.folded.update({term(word, None) for word in found})

    def passages(self) -> int:
        return self.count

    def frequency(self, field: Field, term: str) -> int:
        return {"terms": self.terms, "names": self.names, "words": self.folded}[field][term]

    def similar_words(self, word: str) -> Sequence[tuple[str, int]]:
        return [(other, count) for other, count in self.folded.items() if OSA.distance(word, other) == 1]

    def similar_terms(self, term: str) -> Sequence[tuple[str, int]]:
        return [(other, count) for other, count in self.terms.items() if OSA.distance(term, other) == 1]


def parsed(question: str, *turns: str, languages: Sequence[str | None] = ("en",)) -> ParsedQuestion:
    return parse(question, Words(), languages, turns)


def texts_of(question: ParsedQuestion) -> list[str]:
    return [word.text for word in question.words]


def word_of(question: ParsedQuestion, text: str) -> QuestionWord:
    [found] = [word for word in question.words if word.text == text]
    return found


@pytest.mark.parametrize(
    ("question", "languages", "content"),
    [
        ("Uber announced what?", ("en", "de"), ["Uber", "announced"]),
        ("Who started the war?", ("en", "de"), ["started", "war"]),
        ("How many die in the war?", ("de", "en"), ["die", "war"]),
        ("¿Cuándo se colocó la primera piedra?", ("en",), ["colocó", "primera", "piedra"]),
        ("Wann war die Brücke geschlossen?", ("en", "de"), ["Brücke", "geschlossen"]),
        ("Кто подписал заявление?", ("en", "ru"), ["подписал", "заявление"]),
        ("Qui a construit le pont ?", ("en",), ["construit", "pont"]),
        ("who was it?", ("en",), ["who", "was", "it"]),
        ("bridge bridge Bridge", ("en",), ["bridge"]),
        ("bridge", (), ["bridge"]),
        ("bridge", (None,), ["bridge"]),
        ("?!", ("en",), []),
    ],
)
def test_function_words_of_the_questions_own_language_are_left_out(
    question: str, languages: Sequence[str | None], content: list[str]
) -> None:
    assert texts_of(parsed(question, languages=languages)) == content


@pytest.mark.xfail(strict=True, reason="stop words are compared folded: US, WHO and IT in capitals are names")
@pytest.mark.parametrize(
    ("question", "name"),
    [("What did the US say?", "US"), ("What did the WHO recommend?", "WHO"), ("When did the U.S. join?", "U.S.")],
)
def test_a_name_in_capitals_is_no_function_word(question: str, name: str) -> None:
    assert name in texts_of(parsed(question))


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    question = parsed("bridge in Armenia")
    assert word_of(question, "bridge").idf > word_of(question, "Armenia").idf > 0
    assert idf(0, 1000) > idf(1, 1000) > idf(999, 1000) > 0


@pytest.mark.parametrize(
    "slip", ["ceasfire", "ceasefrie", "ceasefiree", "ceasefiro", "armenai", "armena", "brigde", "bidge", "servise"]
)
def test_a_word_one_slip_away_is_looked_for(slip: str) -> None:
    right = {"c": "ceasefire", "a": "armenia", "b": "bridge", "s": "service"}[slip[0]]
    [word] = parsed(slip).words
    assert 0 < word.terms[term(right, "en")] < 1
    assert word.terms[term(slip, "en")] == 1
    assert word.idf == word_of(parsed(right), right).idf


@pytest.mark.parametrize("word", ["wars", "wor", "pari", "20222", "bridge", "ceasefyro", "京都"])
def test_short_and_known_words_are_not_taken_for_slips(word: str) -> None:
    [found] = parsed(word).words
    assert found.terms == {term(word, "en"): 1.0} | {key: value for key, value in found.terms.items() if value == 0.6}


@pytest.mark.parametrize("spelling", ["Pashinian", "Пашинян", "Pashinyan"])
def test_other_spellings_of_a_name_are_looked_for(spelling: str) -> None:
    [word] = parsed(spelling).words
    assert word.names == {name_key("Pashinyan", "en"): 0.9}
    assert word.idf == word_of(parsed("Pashinyan"), "Pashinyan").idf


def test_a_name_in_small_letters_is_found_as_a_spelling_or_a_slip() -> None:
    [word] = parsed("pashinian").words
    assert word.names or term("pashinyan", "en") in word.terms
    assert word.idf == word_of(parsed("Pashinyan"), "Pashinyan").idf


def test_synonyms_count_for_less_than_the_word() -> None:
    word = word_of(parsed("Who did he call?"), "call")
    assert word.terms[term("call", "en")] == 1
    assert 0 < word.terms[term("phoned", "en")] < 1


def test_a_name_has_no_synonyms() -> None:
    assert set(word_of(parsed("Who is Bush or Call?"), "Call").terms) == {term("call", "en")}


@pytest.mark.parametrize(
    "question",
    ["The bridge was closed this winter. Who held Paris?", "Uber closed a bridge: who held Paris?\n(In winter.)",
     "The winter came. The bridge closed. It held Paris"],
)  # fmt: skip
def test_the_words_of_the_sentence_that_asks_are_marked(question: str) -> None:
    asking = {word.text for word in parsed(question).words if word.asks}
    assert {"held", "Paris"} <= asking
    assert "winter" not in asking


@pytest.mark.parametrize("question", ["Who closed the bridge in Paris?", "bridge paris", "The bridge closed. Why?"])
def test_all_words_ask_where_no_sentence_leads_up(question: str) -> None:
    assert all(word.asks for word in parsed(question).words)


def test_a_slip_in_the_question_word_hides_neither_the_kind_nor_the_words() -> None:
    question = parsed("Wheer was the bridge closed?")
    assert question.kind is AnswerKind.PLACE
    assert texts_of(question) == ["bridge", "closed"]


def test_a_follow_up_carries_words_of_the_turns_before_with_less_importance() -> None:
    question = parsed("And in Paris?", "Who closed the bridge?", "What did Uber announce?")
    assert texts_of(question)[0] == "Paris"
    assert word_of(question, "Paris").importance == 1
    assert 1 > word_of(question, "Uber").importance > word_of(question, "bridge").importance > 0


def test_what_a_follow_up_says_itself_is_not_carried() -> None:
    question = parsed("When was the bridge closed?", "Who built the Bridge?", "the of and")
    assert [(word.text, word.importance) for word in question.words if word.text.lower() == "bridge"] == [
        ("bridge", 1.0)
    ]
    assert not {"the", "of", "and", "Who"} & set(texts_of(question))


def test_turns_long_past_are_forgotten() -> None:
    question = parsed("And now?", "bridge", *["Uber"] * 3)
    assert "bridge" not in texts_of(question)


def test_importance_scales_what_the_index_is_asked_for() -> None:
    question = parsed("And in Paris?", "What did Uber announce?")
    word = word_of(question, "Uber")
    assert dict(word.wanted().terms)[term("Uber", "en")] == word.importance


@pytest.mark.parametrize(
    ("kind", "questions"),
    [
        (AnswerKind.NUMBER, ["How many died?", "how much is it", "How old is she?", "What is the population of Rome?",
                             "¿Cuántos soldados?", "Combien de soldats ?", "Wie viele Soldaten?", "Wieviel kostet es?",
                             "Сколько стоит?", "Quanti anni ha?", "Hoeveel kost het?", "Ile to kosztuje?",
                             "Kaç kişi öldü?"]),
        (AnswerKind.TIME, ["When was it?", "In which year?", "What day is it?", "¿Cuándo?", "¿En qué año nació?",
                           "Quand est-il parti ?", "Wann kam er?", "Когда это было?", "Quando è nato?",
                           "Kiedy to było?"]),
        (AnswerKind.PERSON, ["Who won?", "Whom did he call?", "Whose is it?", "¿Quién ganó?", "Qui a gagné ?",
                             "Wer gewann?", "Wem gehört es?", "Кто победил?", "Кому он звонил?", "Chi ha vinto?",
                             "Quem ganhou?", "Kto wygrał?"]),
        (AnswerKind.PLACE, ["Where is it?", "In which country?", "¿Dónde está?", "Wo liegt es?", "Где это?",
                            "Dove si trova?"]),
        (AnswerKind.REASON, ["Why?", "¿Por qué?", "Pourquoi ?", "Warum?", "Почему?", "Perché?"]),
        (AnswerKind.OTHER, ["What happened?", "Tell me about Sevan", "", "?", "Lake", "whole whoever"]),
    ],
    ids=lambda value: value.name if isinstance(value, AnswerKind) else None,
)  # fmt: skip
def test_the_question_word_says_what_kind_of_answer_is_wanted(kind: AnswerKind, questions: list[str]) -> None:
    assert {question: answer_kind(question) for question in questions} == dict.fromkeys(questions, kind)


def test_the_first_question_word_decides() -> None:
    assert answer_kind("Who said when it was?") is AnswerKind.PERSON
    assert answer_kind("When did he say who it was?") is AnswerKind.TIME


@pytest.mark.xfail(strict=True, reason="no question words of these languages are listed")
@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Où est-il ?", AnswerKind.PLACE), ("谁赢了？", AnswerKind.PERSON), ("桥长多少米？", AnswerKind.NUMBER),
        ("誰が設計したのですか", AnswerKind.PERSON), ("いつ建てられましたか", AnswerKind.TIME),
        ("누가 이겼나?", AnswerKind.PERSON),
        ("من فاز؟", AnswerKind.PERSON), ("متى حدث ذلك؟", AnswerKind.TIME), ("كم عدد الجنود؟", AnswerKind.NUMBER),
        ("Ո՞վ հաղթեց։", AnswerKind.PERSON), ("Πότε έπεσε;", AnswerKind.TIME), ("Коли це було?", AnswerKind.TIME),
        ("Hur många dog?", AnswerKind.NUMBER), ("När var det?", AnswerKind.TIME),
    ],
)  # fmt: skip
def test_the_question_word_is_known_in_more_languages(question: str, kind: AnswerKind) -> None:
    assert answer_kind(question) is kind
