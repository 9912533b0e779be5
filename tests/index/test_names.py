"""The keys that spellings of a name share, and names that are near without sharing one."""

from itertools import combinations

import pytest

from index.names import bare, initial_of, is_sparse, name_keys
from index.near_names import NearNames

# Spellings with their languages, all of one name.
SAME_NAMES = [
    ("Pashinyan:en", "Pashinian:en", "Пашинян:en", "Paschinjan:de", "Pachinian:fr", "Paszynian:pl"),
    ("Zelensky:en", "Zelenskyy:en", "Zelenskiy:en", "Zelenskij:de", "Зеленский:en", "Зеленський:uk", "Ζελένσκι:el"),
    ("Aliyev:en", "Aliev:en", "Алиев:en", "Əliyev:az", "Ալիև:hy"),
    ("Mohammed:en", "Muhammad:en", "Mohamed:fr", "Mohammad:en", "Muhammed:de"),
    ("Shostakovich:en", "Schostakowitsch:de", "Chostakovitch:fr", "Šostakovič:cs", "Шостакович:ru"),
    ("Tchaikovsky:en", "Tschaikowsky:de", "Чайковский:en"),
    ("Çavuşoğlu:tr", "Cavusoglu:en", "Чавушоглу:ru"),
    ("Dvořák:cs", "Dvorak:en"),
    ("Putin:en", "Путин:ru", "Poutine:fr", "Πούτιν:el", "Պուտին:hy", "პუტინი:ka"),
    ("Tolstoy:en", "Tolstoi:de", "Толстой:en"),
    ("Azerbaijan:en", "Azerbaidjan:fr", "Азербайджан:en"),
    ("Yerevan:en", "Erevan:fr", "Ереван:en", "Երևան:hy"),
    ("Osama:en", "Usama:en"),
    ("Sarkisyan:en", "Sarkisian:en", "Саркисян:en"),
    ("Milošević:sr", "Milosevic:en", "Милошевић:sr"),
    ("Hussein:en", "Husain:en", "Хусейн:ru", "Χουσεΐν:el"),
    ("Alexei:en", "Aleksey:en", "Алексей:ru"),
    ("Johnson:en", "Джонсон:ru"),
    ("Hamburg:de", "Гамбург:ru"),
    ("Tsarukyan:en", "Ծառուկյան:hy", "Царукян:ru"),
    ("Mitsotakis:en", "Μητσοτάκης:el"),
    ("Biden:en", "Байден:ru", "Μπάιντεν:el"),
    ("Saakashvili:en", "სააკაშვილი:ka", "Саакашвили:ru"),
]  # fmt: skip


def keys_of(name: str) -> set[str]:
    text, _, language = name.partition(":")
    return {bare(key) for key in name_keys(text, language)}


@pytest.mark.parametrize("spellings", SAME_NAMES, ids=lambda spellings: spellings[0])
def test_spellings_of_a_name_share_a_key(spellings: tuple[str, ...]) -> None:
    first = keys_of(spellings[0])
    assert {spelling: bool(keys_of(spelling) & first) for spelling in spellings} == dict.fromkeys(spellings, True)


@pytest.mark.parametrize(("one", "other"), list(combinations(SAME_NAMES, 2)), ids=lambda spellings: spellings[0])
def test_no_spelling_of_a_name_shares_a_key_with_another_name(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert not set.union(*map(keys_of, one)) & set.union(*map(keys_of, other))


DIFFERENT_NAMES = [
    ("Putin", "Patton"), ("Armenia", "Romania"), ("Austria", "Australia"), ("Slovakia", "Slovenia"),
    ("Niger", "Nigeria"), ("Mali", "Malawi"), ("Macron", "Merkel"), ("Biden", "Boden"), ("Libya", "Liberia"),
    ("Serbia", "Siberia"), ("Charles", "Carlos"), ("Berlin", "Berlusconi"), ("Clinton", "Milton"),
    ("Moscow", "Mosca"), ("Aliyev", "Alia"), ("London", "Landon"), ("Jordan", "Gordon"), ("Trump", "Tramp"),
    ("Iran", "Iraq"), ("Turkey", "Turin"), ("Abdullah", "Abigail"), ("Peskov", "Peshkov"), ("Merkel", "Markle"),
    ("Kabul", "Cable"), ("Geneva", "Genoa"), ("Stalin", "Stalingrad"), ("Yeltsin", "Solzhenitsyn"),
    ("Georgia", "George"), ("Korea", "Kuria"), ("Syria", "Sierra"), ("Kane", "Kenya"), ("Russia", "Rosa"),
    ("Tsarukyan", "Karukyan"), ("Maria", "Mara"), ("Sofia", "Sofa"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), DIFFERENT_NAMES)
def test_different_names_do_not_share_a_key(one: str, other: str) -> None:
    assert not keys_of(f"{one}:en") & keys_of(f"{other}:en")


@pytest.mark.parametrize(
    ("language", "name", "forms"),
    [
        ("ru", "Pashinyan", "Пашинян Пашиняна Пашиняну Пашиняном Пашиняне"),
        ("ru", "Zelensky", "Зеленский Зеленского Зеленскому Зеленским Зеленском"),
        ("ru", "Aliyev", "Алиев Алиева Алиеву Алиевым Алиеве"),
        ("ru", "Peskov", "Песков Пескова Пескову Песковым"),
        ("ru", "Yerevan", "Ереван Еревана Еревану Ереваном Ереване"),
        ("ru", "Obama", "Обама Обамы Обаме Обаму Обамой"),
        ("ru", "Sergey", "Сергей Сергея Сергею Сергеем Сергее"),
        ("ru", "Lukashevich", "Лукашевич Лукашевича Лукашевичу Лукашевичем"),
        ("uk", "Zelensky", "Зеленський Зеленського Зеленському Зеленським"),
        ("uk", "Putin", "Путін Путіна Путіну Путіним Путінові"),
        ("pl", "Pashinyan", "Paszynian Paszyniana Paszynianowi Paszynianem"),
        ("el", "Mitsotakis", "Μητσοτάκης Μητσοτάκη"),
        ("el", "Tsipras", "Τσίπρας Τσίπρα"),
        ("hy", "Pashinyan", "Փաշինյան Փաշինյանը Փաշինյանի Փաշինյանին Փաշինյանից Փաշինյանով"),
        ("ka", "Saakashvili", "სააკაშვილი სააკაშვილმა სააკაშვილს სააკაშვილის სააკაშვილით"),
        ("ka", "Putin", "პუტინი პუტინმა პუტინს პუტინის პუტინთან"),
    ],
)
def test_forms_of_a_name_share_a_key_with_it(language: str, name: str, forms: str) -> None:
    name_itself = keys_of(f"{name}:en")
    found = {form: bool(keys_of(f"{form}:{language}") & name_itself) for form in forms.split()}
    assert found == dict.fromkeys(forms.split(), True)


@pytest.mark.parametrize("word", ["Ali", "Xi", "Bo", "北京", "2022", "5G", "서울", "ไทย", "علي", "-"])
def test_what_is_too_short_or_no_word_has_no_key(word: str) -> None:
    assert name_keys(word, "en") == ()


@pytest.mark.parametrize(
    ("initial", "names"),
    [("", "Putin Çavuşoğlu"), ("C", "Путин Зеленський"), ("G", "Πούτιν"), ("M", "Պուտին"), ("K", "პუტინი"),
     ("A", "بوتين"), ("H", "פוטין"), ("I", "पुतिन"), ("E", "ፑቲን")],
)  # fmt: skip
def test_a_key_says_in_what_script_the_name_was(initial: str, names: str) -> None:
    for name in names.split():
        keys = name_keys(name, None)
        assert keys
        assert {initial_of(key) for key in keys} == {initial}
        assert all(key == initial + bare(key) for key in keys)
        assert {is_sparse(key) for key in keys} == {initial in {"A", "H", "I"}}


def is_near(one: str, other: str) -> bool:
    """Whether a name in a library's text is found by a question's."""
    keys = name_keys(one, None)
    names = NearNames(dict.fromkeys(keys, 1))
    return any(names.near(key) for key in name_keys(other, None))


# Names in scripts that leave vowels out, and in the Latin one.
SPARSE_NAMES = [
    ("Pashinyan", "باشينيان", "פשיניאן", "पाशिनयान"), ("Putin", "بوتين", "פוטין", "पुतिन"),
    ("Zelensky", "زيلينسكي", "זלנסקי", "ज़ेलेंस्की", "जेलेंस्की"), ("Netanyahu", "نتنياهو", "נתניהו", "नेतन्याहू"),
    ("Biden", "بايدن", "ביידן", "बाइडेन"), ("Macron", "ماكرون", "מקרון", "मैक्रों"), ("Trump", "ترامب", "טראמפ", "ट्रम्प"),
    ("Merkel", "ميركل", "מרקל", "मर्केल"), ("Lavrov", "لافروف", "לברוב", "लावरोव"), ("Gandhi", "غاندي", "גנדי", "गांधी"),
    ("Mohammed", "محمد", "מוחמד", "मोहम्मद"), ("Abraham", "إبراهيم", "אברהם", "अब्राहम"), ("Obama", "أوباما"),
    ("Erdogan", "أردوغان"), ("Sharon", "شارون", "שרון"),
]  # fmt: skip
SPARSE_PAIRS = [(latin, other) for latin, *others in SPARSE_NAMES for other in others]


@pytest.mark.parametrize(("latin", "other"), SPARSE_PAIRS)
def test_a_name_without_its_vowels_is_near_in_both_directions(latin: str, other: str) -> None:
    assert is_near(latin, other)
    assert is_near(other, latin)


@pytest.mark.parametrize("names", ["بوتين פוטין पुतिन", "نتنياهو נתניהו नेतन्याहू", "ترامب טראמפ ट्रम्प"])
def test_a_name_is_near_from_one_script_without_vowels_to_another(names: str) -> None:
    pairs = [(one, other) for one in names.split() for other in names.split()]
    assert {(one, other): is_near(one, other) for one, other in pairs} == dict.fromkeys(pairs, True)


def test_names_without_vowels_are_near_no_other_name() -> None:
    near = {(latin, other) for latin, *_ in SPARSE_NAMES for _, other in SPARSE_PAIRS if is_near(latin, other)}
    assert near == set(SPARSE_PAIRS)


@pytest.mark.parametrize("form", ["وبوتين", "لبوتين", "ונתניהו", "לנתניהו"])
def test_a_name_is_near_with_a_word_written_together_with_it(form: str) -> None:
    assert is_near("Putin" if "ب" in form else "Netanyahu", form)


PASHINYAN = [
    "Pashinyan",
    "Pashinian",
    "Пашиняну",
    "Փաշինյանին",
    "ფაშინიანმა",
    "Πασινιάν",
    "باشينيان",
    "פשיניאן",
    "पाशिनयान",
]


@pytest.mark.parametrize("name", PASHINYAN)
def test_a_name_meets_itself_in_every_script(name: str) -> None:
    found = {other: bool(keys_of(name) & keys_of(other)) or is_near(name, other) for other in PASHINYAN}
    assert found == dict.fromkeys(PASHINYAN, True)


@pytest.mark.parametrize(("one", "other"), [("Trump", "Трамп"), ("Trump", "Трампу"), ("Pashinyan", "Πασινιάν")])
def test_a_name_in_another_alphabet_is_near_when_a_letter_differs(one: str, other: str) -> None:
    assert is_near(one, other)
    assert is_near(other, one)


@pytest.mark.parametrize(("one", "other"), [("Musk", "Маск"), ("Patton", "Путин"), ("Macron", "Мадрид")])
def test_a_short_name_is_near_nothing_and_two_letters_are_too_many(one: str, other: str) -> None:
    assert not is_near(one, other)
    assert not is_near(other, one)


def test_near_names_of_the_same_length_come_first_and_then_the_most_frequent() -> None:
    names = NearNames({"tromp": 5, "trimp": 7, "trampa": 8, "tramb": 3, "kromp": 9})
    assert names.near("Ctramp") == ["trimp", "tromp", "tramb"]
