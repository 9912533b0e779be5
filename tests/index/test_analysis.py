"""Words and terms."""

import random

import pytest

from index.analysis import analyzed, fold, has_unspaced, is_name_like, term, terms, words

TEXTS = [
    "The U.S. sent 2,000 letters to Mr. O’Brien-Smith, e.V. and café Ñandú in 1999.",
    "Пашинян позвонил Путину в 2020 г., сказал он.",
    "习近平在北京会见了马克龙。abc京def",
    "富士山はアジアで3,776メートルだ。",
    "นายกรัฐมนตรีเดินทางไปเชียงใหม่",
    "서울은 대한민국의 수도이다.",
    "وصل الرئيسُ إلى القاهرة.",
    "दिल्ली भारत की राजधानी है।",
    "Նիկոլ Փաշինյանը զանգեց։",
    "e\u0301te\u0301 İstanbul ıŞIK straße ﬁn Ⅻ ½ x²",
    "👨\u200d👩\u200d👧 🇦🇲 a_b __init__ 1_000 \ufeff \x00 \ud800 ",
    "",
]
LANGUAGES = ["en", "ru", "zh", "de", "xx", None]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", TEXTS)
def test_words_and_terms_agree(text: str, language: str | None) -> None:
    """What the lexical index holds and what sentences are scored by are the same terms, in the same order."""
    found = words(text)
    assert terms(text, language) == [term(word.text, language) for word in found]
    assert analyzed(text, language).folded.split() == [fold(word.text) for word in found]


@pytest.mark.parametrize("seed", range(20))
def test_words_are_exact_places_in_order(seed: int) -> None:
    random_ = random.Random(seed)
    text = "".join(random_.choices([*"".join(TEXTS)], k=600))
    found = words(text)
    assert all(text[word.start : word.end] == word.text != "" for word in found)
    assert [(word.start, word.end) for word in found] == sorted((word.start, word.end) for word in found)
    assert terms(text, "en") == [term(word.text, "en") for word in found]


def texts_of(text: str) -> list[str]:
    return [word.text for word in words(text)]


def test_words_are_runs_of_letters_and_digits() -> None:
    assert texts_of("It’s 5 o'clock – in the E.U., they say.")[:4] == ["It", "s", "5", "o"]
    assert "E.U." in texts_of("in the E.U., they say")
    assert texts_of("2,000 2.000 2\u00a0000 3.14") == ["2,000", "2.000", "2\u00a0000", "3", "14"]


@pytest.mark.parametrize("text", ["北京市", "アジア", "ไทย", "ລາວ", "서울시"])
def test_scripts_without_spaces_are_cut_into_overlapping_pairs(text: str) -> None:
    assert texts_of(text) == [text[at : at + 2] for at in range(len(text) - 1)]
    assert has_unspaced(text)
    assert texts_of(text[0]) == [text[0]]


@pytest.mark.parametrize(
    "spellings",
    [
        ("Çavuşoğlu", "CAVUSOGLU", "cavusoglu"),
        ("ÉTÉ", "été", "e\u0301te\u0301", "ete"),
        ("2,000", "2.000", "2\u202f000", "2000"),
        ("U.S.", "US", "u.s."),
        ("ЕЛЬЦИН", "ельцин"),
        ("Хрущёв", "Хрущев"),
        ("Straße", "STRASSE"),
        ("Łódź", "Lodz"),
        ("Göteborg", "goteborg"),
        ("İstanbul", "istanbul", "ISTANBUL"),
        ("ΑΘΉΝΑ", "αθήνα"),
        ("Ո՞վ", "ով"),
        ("١٩١١", "१९११", "1911"),
        ("फ़ोन", "फोन"),
        ("लम्बाई", "लंबाई"),
        ("हिन्दी", "हिंदी"),
        ("کتاب", "كتاب"),
        ("محمــد", "محمد"),
        ("Donau\u00addampf", "Donaudampf"),
    ],
    ids=lambda spellings: spellings[0],
)
def test_case_accents_and_grouping_are_folded(spellings: tuple[str, ...]) -> None:
    assert len({fold(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("2,000", "2"), ("1.5", "15"), ("ไม้", "ไม"), ("ば", "は"), ("край", "краи"), ("мої", "моі"), ("का", "की")],
)
def test_what_means_something_else_is_not_folded(one: str, other: str) -> None:
    assert terms(one, None) != terms(other, None)


@pytest.mark.parametrize(
    "word",
    ["राजधानी", "বাংলাদেশ", "தமிழ்", "ಕನ್ನಡ", "مُحَمَّد", "בְּרֵאשִׁית", "می\u200cخواهم", "Ե՞րբ", "Donau\u00addampf"],
    ids=[
        "Hindi",
        "Bengali",
        "Tamil",
        "Kannada",
        "Arabic with vowels",
        "Hebrew with points",
        "Persian joined",
        "Armenian question",
        "soft hyphen",
    ],
)
def test_a_mark_does_not_cut_a_word(word: str) -> None:
    assert texts_of(word) == [word]


@pytest.mark.parametrize(("one", "other"), [("مُحَمَّد", "محمد"), ("أحمد", "احمد"), ("שָׁלוֹם", "שלום")])
def test_vowel_points_are_folded(one: str, other: str) -> None:
    assert terms(one, None) == terms(other, None)


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", ("closed", "closes", "closing")),
        ("es", ("colocó", "colocar")),
        ("ru", ("коридор", "коридора", "коридором")),
        ("de", ("Brücke", "Brücken")),
        ("fr", ("présidents", "président")),
        ("ar", ("الجنود", "جنود")),
    ],
)
def test_forms_of_a_word_share_a_term(language: str, forms: tuple[str, ...]) -> None:
    assert len({term(form, language) for form in forms}) == 1


@pytest.mark.parametrize("forms", [("российский", "российской"), ("новая", "новой"), ("первая", "первой")])
def test_russian_endings_with_a_short_i_are_stemmed(forms: tuple[str, str]) -> None:
    assert term(forms[0], "ru") == term(forms[1], "ru")


def test_a_language_without_stemmer_keeps_words_as_they_are() -> None:
    assert [term("closing", language) for language in ("zz", None, "")] == ["closing"] * 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_has_the_same_terms_each_time(language: str | None) -> None:
    for text in TEXTS:
        assert terms(text, language) == terms(text, language)


@pytest.mark.parametrize("word", ["Putin", "ÉTÉ", "Ереван", "محمد", "דוד", "北京", "ნიკა"])
def test_a_capital_or_a_script_without_capitals_may_be_a_name(word: str) -> None:
    assert is_name_like(word)


@pytest.mark.parametrize("word", ["putin", "été", "ереван", "2022"])
def test_a_small_letter_or_a_digit_is_no_name(word: str) -> None:
    assert not is_name_like(word)
