"""Which words of a sentence can be the answer."""

from itertools import pairwise

import pytest

from index.analysis import fold, words
from index.answer_kinds import fits_kind, likely_answers
from index.question import ParsedQuestion, answer_kind


def asked(question: str) -> ParsedQuestion:
    folded = frozenset(fold(word.text) for word in words(question))
    return ParsedQuestion(text=question, words=(), kind=answer_kind(question), folded=folded)


def marked(question: str, quote: str, language: str | None = None) -> list[str]:
    return [quote[mark.start : mark.end] for mark in likely_answers(asked(question), quote, language)]


@pytest.mark.parametrize(
    ("question", "quote", "answers"),
    [
        ("How many died?", "At least 49 died and 135 were hurt.", ["49", "135"]),
        ("How many died?", "Forty men died.", ["Forty"]),
        ("How much did it cost?", "It cost $3.5 million.", ["$3.5", "million"]),
        ("How many of the 400 ships waited?", "Of 400 ships 27 waited.", ["27"]),
        ("¿Cuántos años tenía?", "Tenía treinta años.", ["treinta"]),
        ("Combien ?", "Il en a vingt.", ["vingt"]),
        ("Сколько их было?", "Их было пять.", ["пять"]),
        ("When did it end?", "It ended in 1994.", ["1994"]),
        ("When did it end?", "The war ended on a Friday in May.", ["Friday", "May"]),
        ("¿Cuándo se fundó?", "Se fundó en marzo de 1882.", ["marzo", "1882"]),
        ("Когда это было?", "Это было 9 ноября 2020 года.", ["ноября", "2020"]),
        ("Wann kam er?", "Er kam am 3.10.1990 im Oktober.", ["3.10.1990", "Oktober"]),
        ("Who won?", "In spring the club saw Ann Reed win.", ["Ann Reed"]),
        ("Who did Putin call?", "That night Putin called Macron.", ["Macron"]),
        ("Кто победил?", "Вчера Анна Рид победила.", ["Анна Рид"]),
        ("Where is it?", "The lake lies in Armenia.", ["Armenia"]),
        ("Why?", "Because 49 men in Armenia said so in 1994.", []),
        ("What happened?", "In 1994 Armenia won.", []),
        ("How many?", "", []),
    ],
)  # fmt: skip
def test_words_of_the_wanted_kind_are_marked(question: str, quote: str, answers: list[str]) -> None:
    found = marked(question, quote)
    assert [one for one in answers if not any(one in mark for mark in found)] == []
    assert answers or not found


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How many died?", "Nobody knows."),
        ("How many of the 49 died?", "There were 49."),
        ("When was it?", "It was long ago."),
        ("When was it?", "There were 49 men."),
        ("Who won?", "The team won again."),
        ("Who did Putin call?", "He said that Putin called."),
        ("Where is Armenia?", "It is near Armenia."),
        ("Why?", "Because of Armenia."),
    ],
)
def test_a_sentence_without_new_words_of_the_kind_does_not_fit(question: str, sentence: str) -> None:
    assert not fits_kind(asked(question), sentence)


def test_two_capitals_at_the_start_of_a_sentence_are_a_name() -> None:
    assert marked("Who won?", "Ann Reed won.") == ["Ann Reed"]
    assert marked("Who won?", "It rained. Ann Reed won.") == ["Ann Reed"]


def test_one_capital_at_the_start_of_a_sentence_says_nothing() -> None:
    assert marked("Who won?", "Nobody won. Everybody lost.") == []


@pytest.mark.parametrize(
    ("language", "quote"),
    [
        ("en", "Yesterday Ann Reed won."),
        ("en", "It rained. In Ann Reed they trust."),
        (None, "Yesterday Ann Reed won."),
        ("es", "Ayer Ann Reed ganó."),
        ("de", "Dann gewann Ann Reed."),
        ("fr", "Hier, Ann Reed a gagné."),
    ],
)
def test_the_first_word_of_a_sentence_is_no_part_of_a_name(language: str | None, quote: str) -> None:
    assert marked("Who won?", quote, language) == ["Ann Reed"]


def test_a_name_may_begin_like_a_function_word() -> None:
    assert marked("Who won?", "Will Smith won.", "en") == ["Will Smith"]


@pytest.mark.parametrize(
    ("language", "question", "quote", "answers"),
    [
        ("ru", "Кто победил?", "Вчера Анна Рид победила.", ["Анна Рид"]),
        ("uk", "Хто переміг?", "Учора перемогла Їжакевич.", ["Їжакевич"]),
        ("el", "Ποιος νίκησε;", "Ο μάστορας Κώστας Μπέκας νίκησε.", ["Κώστας Μπέκας"]),
        ("hy", "Ո՞վ հաղթեց։", "Երեկ Գևորգ Մելիքյանը հաղթեց։", ["Գևորգ Մելիքյանը"]),
        ("tr", "Kim kazandı?", "Dün şehirde Şükrü Ilıcalı kazandı.", ["Şükrü Ilıcalı"]),
        ("pl", "Kto wygrał?", "Wczoraj w mieście wygrał Łukasz Żak.", ["Łukasz Żak"]),
        ("hy", "Ե՞րբ էր դա։", "Դա հունվարի 5-ին էր։", ["հունվարի"]),
        ("ar", "متى كان ذلك؟", "كان ذلك في مارس عام 1911.", ["مارس", "1911"]),
        ("hi", "वह कब आया?", "वह सोमवार को आया।", ["सोमवार"]),
        ("zh", "桥是什么时候建的？", "青石桥建于1742年。", ["1742年"]),
        ("ja", "いつですか", "一九七五年に閉鎖された。", ["一九七五年"]),
        ("ja", "高さはどのくらいですか", "高さは三十二メートルだ。", ["三十二"]),
        ("tr", "Kaç kişi öldü?", "On kişi öldü.", ["On"]),
        ("en", "How many died?", "Many died on the bridge.", []),
        ("de", "Wie viele starben?", "Ich bin einmal dort gewesen.", []),
        ("zh", "谁在日本？", "他在日本。", []),
        ("ar", "من فاز؟", "فاز يوسف الحداد.", []),  # without capitals, no word is told from the others
    ],
)
def test_words_of_the_wanted_kind_are_marked_in_the_texts_language(
    language: str, question: str, quote: str, answers: list[str]
) -> None:
    assert marked(question, quote, language) == answers


def test_a_verb_is_no_month() -> None:
    assert marked("When was it?", "It may rain.") == []


@pytest.mark.parametrize("question", ["How many?", "When?", "Who?", "Where?"])
@pytest.mark.parametrize(
    "quote", ["3.10.1990, 5 % of 2,000 in May: Ann Reed & the U.S. Navy", "京都は1994年。", "½ 👍🏽 X", "A." * 50]
)
def test_marks_lie_in_the_quote_in_order(question: str, quote: str) -> None:
    marks = likely_answers(asked(question), quote)
    assert all(0 <= mark.start < mark.end <= len(quote) for mark in marks)
    assert list(marks) == sorted(marks, key=lambda mark: (mark.start, mark.end))
    assert all(one.end <= other.start for one, other in pairwise(marks))


def test_days_and_months_are_nobody() -> None:
    assert marked("Who did Pashinyan call?", "On that Friday in March he called Putin.", "en") == ["Putin"]
