"""Function words by language, and the language they tell."""

import pytest

from index.analysis import fold, words
from index.stopwords import STOPWORDS, likely_language


@pytest.mark.parametrize("language", STOPWORDS)
def test_function_words_are_written_as_questions_are_folded(language: str) -> None:
    assert STOPWORDS[language]
    assert {word: fold(word) for word in STOPWORDS[language] if fold(word) != word} == {}


@pytest.mark.parametrize("word", ["war", "die", "uber", "sie", "con", "sale", "kill", "president", "uk"])
def test_content_words_of_english_are_no_function_words(word: str) -> None:
    assert word not in STOPWORDS["en"]


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "Who did he call?"), ("es", "¿Cuándo se colocó la primera piedra?"), ("fr", "Qui est le président ?"),
        ("de", "Wann wurde die Brücke gebaut?"), ("it", "Chi ha costruito il ponte?"), ("ru", "Кто это был?"),
        ("pt", "Quem foi o presidente em 1990, e por que não ele?"), ("nl", "Wanneer werd het gebouwd?"),
        ("pl", "Kiedy to się stało?"), ("tr", "Bu köprü ne zaman ve niçin yapıldı?"), ("uk", "Хто це був і чому?"),
        ("sv", "Vem var det och varför?"), ("el", "Πότε έπεσε το γεφύρι;"), ("hy", "Ո՞վ էր ջրաղացպանը։"),
        ("ka", "ვინ ააშენა ხიდი და რატომ?"), ("ar", "من كان حارس المنارة؟"), ("he", "מי היה שומר המגדלור?"),
        ("hi", "पुल की लंबाई कितनी है?"),
    ],
)  # fmt: skip
def test_a_question_tells_its_language(language: str, question: str) -> None:
    folded = [fold(word.text) for word in words(question)]
    assert likely_language(folded, ["en"]) == language
    assert likely_language(folded, [language, None, "xx"]) == language


def test_without_function_words_the_librarys_language_is_likely() -> None:
    assert likely_language(["bridge"], ["es", "en"]) == "es"
    assert likely_language([], []) == "en"
    assert likely_language(["bridge"], [None, "xx"]) == "en"
