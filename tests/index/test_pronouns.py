"""Sentences that begin with a word for something said before."""

import pytest

from index.pronouns import points_back


@pytest.mark.parametrize(
    "sentence", ["He left.", "“They won,” she said.", "This was new.", "Él llegó.", "Он ушёл.", "Sie ging."]
)
def test_a_pronoun_at_the_start_points_back(sentence: str) -> None:
    assert points_back(sentence)


@pytest.mark.parametrize("sentence", ["Heat rose.", "Itaipu is a dam.", "Онкология.", "", "Theirs-like."])
def test_a_word_that_only_begins_like_a_pronoun_does_not_point_back(sentence: str) -> None:
    assert not points_back(sentence)


@pytest.mark.parametrize("sentence", ["El lago es grande.", "Il presidente è arrivato."])
def test_an_article_at_the_start_does_not_point_back(sentence: str) -> None:
    assert not points_back(sentence)


@pytest.mark.parametrize(
    ("language", "pronoun", "other"),
    [
        ("es", "Él llegó.", "El lago es grande."),
        ("fr", "Il est arrivé.", "Ilse est arrivée."),
        ("fr", "C’est la première fois.", "C, la lettre."),
        ("it", "Lui è arrivato.", "Il presidente è arrivato."),
        ("nl", "Hij kwam.", "Het meer is groot."),
        ("en", "It was new.", "Este is a family."),
        ("pl", "On przyszedł.", "Kto przyszedł?"),
        ("tr", "Bu yeniydi.", "Bursa yeniydi."),
        ("el", "Αυτός ήρθε.", "Ο Γιώργος ήρθε."),
        ("hy", "Նա եկավ։", "Նարեկը եկավ։"),
        ("ka", "ის მოვიდა.", "ნიკა მოვიდა."),
        ("ar", "هو جاء.", "هوية جديدة."),
        ("he", "הוא בא.", "הואיל ובא."),
        ("hi", "वह आया।", "वहां आया।"),
        ("zh", "他来了。", "李明来了。"),
        ("ja", "「それは高い」", "山は高い。"),
    ],
)
def test_a_language_has_pronouns_of_its_own(language: str, pronoun: str, other: str) -> None:
    assert points_back(pronoun, language)
    assert not points_back(other, language)
