"""Telling the language of a text."""

import time

import pytest

from index.sources.language import detect_language

from .conftest import REPAIR, STORM


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (STORM, "en"),
        ("Der Hafen wurde am Montag nach einem Sturm geschlossen, sagte der Hafenmeister.", "de"),
        ("Le port a été fermé lundi après une tempête, a déclaré le capitaine du port.", "fr"),
        ("Гавань была закрыта в понедельник после шторма, сообщил начальник порта.", "ru"),
        ("Նավահանգիստը փակվել է երկուշաբթի օրը փոթորկից հետո։", "hy"),
        ("港は月曜日の嵐の後に閉鎖された。", "ja"),
        ("بندر پس از طوفان روز دوشنبه بسته شد و کشتی‌ها بازگشتند.", "fa"),
    ],
)
def test_a_sentence_is_enough(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    "text", ["", "ok", "12345 67890 1234 99", "Alder 7", "https://example.com/a/long/path/to/text"]
)
def test_too_little_to_tell_is_none(text: str) -> None:
    assert detect_language(text) is None


@pytest.mark.parametrize("text", ["Alder Eastport Roma Tokio Berlin Madrid", "Kofi Annan Barack Obama Angela Merkel"])
def test_names_that_could_stand_in_any_language_have_none(text: str) -> None:
    assert detect_language(text) is None


def test_addresses_in_a_text_have_no_language() -> None:
    assert detect_language("https://example.com/the/harbour/was/closed/by/the/storm/and/that/is/it 12") is None


def test_a_long_text_takes_a_few_milliseconds() -> None:
    text = (STORM + " " + REPAIR + "\n\n") * 20_000
    detect_language(text)  # loads the model
    started = time.perf_counter()
    for _ in range(10):
        assert detect_language(text) == "en"
    assert (time.perf_counter() - started) / 10 < 0.02
