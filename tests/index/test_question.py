"""A question taken apart: content words, their spellings and slips, follow-ups, and the kind of answer."""

from collections import Counter
from collections.abc import Sequence

import pytest
from rapidfuzz.distance import OSA

from index.analysis import term, words
from index.lexical import Field
from index.names import initial_of, name_keys
from index.near_names import NearNames
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
            self.names.update({key for word in found for key in name_keys(word, "en")})
            self.folded.update({term(word, None) for word in found})

    def passages(self) -> int:
        return self.count

    def frequency(self, field: Field, term: str) -> int:
        return {"terms": self.terms, "names": self.names, "words": self.folded}[field][term]

    def similar_words(self, word: str) -> Sequence[tuple[str, int]]:
        return [(other, count) for other, count in self.folded.items() if OSA.distance(word, other) == 1]

    def near_names(self, key: str, script: str) -> Sequence[str]:
        return NearNames({name: self.names[name] for name in self.names if initial_of(name) == script}).near(key)

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


@pytest.mark.parametrize(
    ("question", "name"),
    [("What did the US say?", "US"), ("What did the WHO recommend?", "WHO"), ("When did the U.S. join?", "U.S.")],
)
def test_a_name_in_capitals_is_no_function_word(question: str, name: str) -> None:
    assert name in texts_of(parsed(question))


def test_capitals_say_nothing_in_a_question_of_capitals() -> None:
    assert texts_of(parsed("WHO STARTED THE WAR AND WHEN DID IT BEGIN?")) == ["STARTED", "WAR", "BEGIN"]


@pytest.mark.parametrize(
    ("question", "pairs"),
    [
        ("谁设计了青石桥？", ["设计", "计了", "了青", "青石", "石桥"]),
        ("桥长多少米？", ["桥长"]),
        ("誰ですか", ["誰で", "です", "すか"]),
        ("등대는 얼마입니까?", ["등대", "대는"]),
        ("ใครเป็นช่าง", ["เป", "ป็", "็น", "นช", "ช่", "่า", "าง"]),
        ("加拿大多伦多大学", ["加拿", "拿大", "大多", "多伦", "伦多", "多大", "大学"]),
    ],
)
def test_pairs_that_touch_a_question_word_are_left_out(question: str, pairs: list[str]) -> None:
    assert texts_of(parsed(question)) == pairs


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
    assert word.names == dict.fromkeys(name_keys("Pashinyan", "en"), 0.9)
    assert word.idf == word_of(parsed("Pashinyan"), "Pashinyan").idf


def test_a_name_in_small_letters_is_found_as_a_spelling_or_a_slip() -> None:
    [word] = parsed("pashinian").words
    assert word.names or term("pashinyan", "en") in word.terms
    assert word.idf == word_of(parsed("Pashinyan"), "Pashinyan").idf


NEAR = ("Трамп и Байден встретились.", "Трампу звонил Обама.", "Most ships waited.", "Этот мост стар.")


def names_in(question: str, texts: Sequence[str] = TEXTS) -> dict[str, dict[str, float]]:
    return {word.text: word.names for word in parse(question, Words(texts), ["en", "ru"]).words}


def test_a_name_is_looked_for_as_it_is_written_in_other_scripts() -> None:
    assert names_in("Zelensky Путиным زيلينسكي") == {
        "Zelensky": {"Czalanski": 0.9},
        "Путиным": {"Cpotin": 0.9},
        "زيلينسكي": {"Czalanski": 0.7},
    }


def test_a_near_name_counts_for_less_and_only_where_no_name_is_the_same() -> None:
    assert names_in("Trump Biden Obama", NEAR) == {
        "Trump": {"Ctramp": 0.7},
        "Biden": {"Cbidan": 0.9},
        "Obama": {"Cobama": 0.9},
    }


def test_a_near_name_in_the_same_script_is_another_name() -> None:
    assert names_in("Патин", ["Путин и Потин говорили."]) == {"Патин": {}}


def test_how_rare_a_known_word_is_its_likes_in_other_scripts_do_not_say() -> None:
    alone = word_of(parse("Мост", Words(NEAR[3:] + NEAR[:1] * 3), ["ru"]), "Мост")
    beside = word_of(parse("Мост", Words(NEAR[3:] + NEAR[2:3] * 3), ["ru"]), "Мост")
    assert beside.names == {"most": 0.9, "Cmost": 0.9}
    assert beside.idf == alone.idf


def test_a_form_of_a_name_in_small_letters_is_found_though_another_form_is_known() -> None:
    texts = ("Пашинян приехал.", "Он говорил с Пашиняном.")
    assert word_of(parse("пашиняну", Words(texts), ["ru"]), "пашиняну").names == {"Cpashinian": 0.9}


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


@pytest.mark.parametrize(
    ("kind", "questions"),
    [
        (AnswerKind.PERSON, ["谁赢了？", "誰が設計したのですか", "누가 이겼나?", "من فاز؟", "Ո՞վ հաղթեց։",
                             "Ποιος νίκησε;", "ვინ გაიმარჯვა?", "מי ניצח?", "पुल किसने बनाया?", "ใครชนะ", "Хто переміг?",
                             "Wie heeft gewonnen?", "Vem vann?", "Fenerin bekçisi kimdi?", "Кем он был?"]),
        (AnswerKind.TIME, ["いつ建てられましたか", "متى حدث ذلك؟", "Πότε έπεσε;", "Коли це було?", "När var det?",
                           "Ե՞րբ էր դա։", "როდის იყო?", "מתי זה היה?", "वह कब आया?", "桥是什么时候建的？",
                           "何年に建てられた？", "언제였나?", "สร้างเมื่อไร", "Ne zaman oldu?", "Wanneer was het?",
                           "Em que ano nasceu?"]),
        (AnswerKind.NUMBER, ["桥长多少米？", "كم عدد الجنود؟", "Hur många dog?", "Քանի՞ մարդ կար։", "Πόσοι ήταν;",
                             "რამდენი იყო?", "כמה היו?", "कितने लोग थे?", "駅長は何人いましたか", "몇 명이었나?", "มีกี่คน",
                             "Скільки їх було?", "Какова высота маяка?", "何年間続きましたか"]),
        (AnswerKind.PLACE, ["Où est-il ?", "D’où vient-il ?", "他去了哪里？", "どこにありますか", "어디에 있나?",
                            "อยู่ที่ไหน", "أين هو؟", "من أين جاء؟", "Πού είναι;", "Որտե՞ղ է։", "სად არის?",
                            "איפה הוא?", "वह कहाँ है?",
                            "Де це?", "Fener nerede?", "Gdzie to jest?", "Waar is het?", "Var ligger det?"]),
        (AnswerKind.REASON, ["为什么？", "なぜですか", "왜?", "ทำไม", "لماذا؟", "Γιατί;", "Ինչո՞ւ։", "რატომ?", "מדוע?",
                             "क्यों?", "Чому?", "Neden?", "Dlaczego?", "Waarom?", "Varför?"]),
        (AnswerKind.OTHER, ["Thé ou café ?", "Did Kim Jong-un meet him?", "Was it on the Île de Ré?", "发生了什么？",
                            "他去过几内亚吗？", "What is a wo?", "जो हुआ वह क्या था?", "غادر من القاهرة"]),
    ],
    ids=lambda value: value.name if isinstance(value, AnswerKind) else None,
)  # fmt: skip
def test_the_question_word_is_known_in_languages_of_all_scripts(kind: AnswerKind, questions: list[str]) -> None:
    assert {question: answer_kind(question) for question in questions} == dict.fromkeys(questions, kind)


def test_a_followup_of_function_words_looks_for_the_turn_before() -> None:
    assert [word.text for word in parsed("when?").words] == ["when"]
    assert {word.text for word in parsed("when?", "Who built the bridge?").words} == {"built", "bridge"}


def test_a_followup_without_a_question_word_asks_for_what_the_turn_before_did() -> None:
    assert parsed("and Azerbaijan?", "How many soldiers did Armenia lose?").kind is AnswerKind.NUMBER
    assert parsed("and when?", "How many soldiers did Armenia lose?").kind is AnswerKind.TIME
