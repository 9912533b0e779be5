"""Who did what to whom in languages where the verb tells it, and the order of words doesn't."""

import pytest

from index.checking.judging import Verdict, judge
from index.checking.matching import Source


def judged(claim: str, quote: str, language: str) -> Verdict:
    return judge(claim, [Source(number=1, quote=quote, title="", published=None, language=language)])


@pytest.mark.parametrize(
    ("claim", "quote", "language"),
    [
        ("Завод купила компания «Север».", "Компания «Север» купила завод.", "ru"),
        ("Компания «Север» купила завод.", "Завод купила компания «Север».", "ru"),
        ("В мае завод купила компания «Север» из Москвы.", "Компания «Север» из Москвы купила завод в мае.", "ru"),
        ("Договор подписала делегация Чили.", "Делегация Чили подписала договор.", "ru"),
        ("Алиеву позвонил Пашинян.", "Пашинян позвонил Алиеву.", "ru"),
        ("Директора завода обвинил министр.", "Министр обвинил директора завода.", "ru"),
        ("Ереван покинула делегация Армении.", "Делегация Армении покинула Ереван.", "ru"),
        ("Иран и Израиль обвинили Сирию и Турцию.", "Сирию и Турцию обвинили Иран и Израиль.", "ru"),
        ("Завод купила компанія «Північ».", "Компанія «Північ» купила завод.", "uk"),
    ],
)
def test_a_sentence_with_the_same_words_in_another_order_is_carried(claim: str, quote: str, language: str) -> None:
    assert judged(claim, quote, language).status == "supported"


@pytest.mark.parametrize(
    ("claim", "quote", "language"),
    [
        ("Алиев позвонил Пашиняну.", "Пашинян позвонил Алиеву.", "ru"),
        ("Пашинян позвонил Алиеву.", "Пашиняну позвонил Алиев.", "ru"),  # in the same order
        ("Министр обвинил директора завода.", "Директор завода обвинил министра.", "ru"),
        ("Трамвай обогнал автобус.", "Автобус обогнал трамвай.", "ru"),  # only the order can tell
        ("Иран поддерживает Израиль.", "Израиль поддерживает Иран.", "ru"),
        ("Завод «Юг» купил завод «Север».", "Завод «Север» купил завод «Юг».", "ru"),
        ("Сирия и Турция обвинили Иран и Израиль.", "Иран и Израиль обвинили Сирию и Турцию.", "ru"),
        ("Perú invadió Chile.", "Chile invadió Perú.", "es"),
    ],
)
def test_another_who_did_it_is_not_carried_and_not_called_untrue_either(claim: str, quote: str, language: str) -> None:
    verdict = judged(claim, quote, language)
    assert (verdict.status, verdict.reason) == ("absent", "roles")


def test_the_german_and_french_month_is_no_italian_never() -> None:
    assert judged("Anna Lindqvist traf im Mai den Minister.", "Im Mai traf Anna Lindqvist den Minister.", "de") == (
        judged("Im Mai traf Anna Lindqvist den Minister.", "Im Mai traf Anna Lindqvist den Minister.", "de")
    )
