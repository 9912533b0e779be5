"""Bare answers: a name or a figure of the right sentence is no answer unless it fills what the question leaves open."""

import pytest

from index.checking.bare import is_bare
from index.checking.judging import judge
from index.checking.matching import Source
from index.checking.reading import read

from .evidence import is_carried

RACE = (
    "Falk won the regatta after Moreau capsized near Elm Bay, and Ortiz finished third. Moreau was rescued by two "
    "divers from Lund. The winner received 900 euros and the runner-up 400 euros."
)
MILL = (
    "The mill on the Orre was rebuilt after a flood in 1884, but the bakery was torn down. Lund sold the mill to "
    "Brandt for 500 crowns and bought a farm in Elm."
)
HOURS = "The pool opens at 7:00 and the sauna at 11:30. The well is 12 metres deep and 3 metres wide."
FERRY = (
    "The gale injured 14 people in Elm and drowned 3 in Lund. The Orre is longer than the Vesle but carries less water."
)


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        (RACE, "Who won the regatta?", "Falk."),
        (RACE, "Who capsized?", "Moreau."),
        (RACE, "Who finished third?", "Ortiz."),
        (RACE, "Where did Moreau capsize?", "Near Elm Bay."),
        (RACE, "Who was rescued?", "Moreau."),
        (RACE, "Who rescued Moreau?", "Two divers from Lund."),
        (MILL, "When was the mill rebuilt?", "In 1884."),
        (MILL, "When was the mill rebuilt?", "1884"),
        (MILL, "What happened to the bakery?", "Torn down."),
        (MILL, "Who sold the mill?", "Lund."),
        (MILL, "Who did Lund sell the mill to?", "Brandt."),
        (MILL, "What was torn down?", "The bakery."),
        (HOURS, "When does the pool open?", "At 7:00."),
        (HOURS, "How deep is the well?", "12 metres."),
        (FERRY, "How many people were injured in Elm?", "14."),
        (FERRY, "Which river is longer, the Orre or the Vesle?", "The Orre."),
        (FERRY, "Which river is longer?", "The Orre."),
    ],
)
def test_what_fills_the_gap_is_carried(text: str, question: str, answer: str) -> None:
    assert is_carried(answer, text, question=question)


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        (RACE, "Who won the regatta?", "Moreau."),
        (RACE, "Who won the regatta?", "Ortiz."),
        (RACE, "Who capsized?", "Falk."),
        (RACE, "Who finished third?", "Falk."),
        (RACE, "Who finished third?", "Moreau."),
        (RACE, "Where did Moreau capsize?", "Lund."),
        (MILL, "What happened to the mill?", "Torn down."),
        (MILL, "What happened to the bakery?", "Rebuilt after a flood."),
        (MILL, "Who sold the mill?", "Brandt."),
        (MILL, "Who did Lund sell the mill to?", "Lund."),
        (MILL, "Who bought a farm?", "Brandt."),
        (HOURS, "When does the sauna open?", "7:00."),
        (HOURS, "When does the pool open?", "At 11:30."),
        (HOURS, "How deep is the well?", "3 metres."),
        (HOURS, "How wide is the well?", "12 metres."),
        (FERRY, "How many people were injured in Elm?", "3."),
        (FERRY, "How many drowned in Lund?", "14."),
        (FERRY, "Which river is longer?", "The Vesle."),
        (FERRY, "Which river is longer, the Orre or the Vesle?", "The Vesle."),
    ],
)
def test_another_name_or_figure_of_the_sentence_is_not(text: str, question: str, answer: str) -> None:
    assert not is_carried(answer, text, question=question)


def test_where_nothing_can_be_put_in_a_bare_answer_is_not_carried() -> None:
    verdict = judge("Falk.", [Source(number=1, quote=RACE, title="")], "Is there a regatta?")
    assert (verdict.status, verdict.reason, verdict.word) == ("absent", "fragment", "Falk.")


@pytest.mark.parametrize(
    ("answer", "question"),
    [
        ("Falk.", "Who won?"),
        ("The Danish diver Ines Falk.", "Who won?"),
        ("12 metres.", "How deep is it?"),
        ("A retired diver.", "Who won?"),
        ("A diver who had trained in Lund.", "Who won?"),
        ("Rebuilt after a flood.", "What happened to the mill?"),
        ("The people of Elm.", "Who won?"),
        ("Инес Фальк.", "Кто победил?"),
    ],
)
def test_without_a_verb_of_its_own_an_answer_is_bare(answer: str, question: str) -> None:
    language = "en" if answer.isascii() else "ru"
    assert is_bare(read(answer, language), read(question, language))


@pytest.mark.parametrize(
    ("answer", "question"),
    [
        ("Falk won.", "Who took the cup?"),
        ("Falk won the regatta.", "Who won the regatta?"),
        ("The pool opens at 7:00.", "When does the pool open?"),
        ("The diver who won was Falk.", "Who won?"),
        ("Hold the rope.", "How do I stay afloat?"),
        ("Tickets cost 4 euros.", "How much is it?"),
        ("The bakery sells bread on most Sundays.", "What is there to eat?"),
        ("Divers need a licence from the harbour office.", "What is needed?"),
        ("Инес Фальк выиграла гонку в Лунде.", "Кто победил?"),
    ],
)
def test_a_sentence_is_not_bare(answer: str, question: str) -> None:
    language = "en" if answer.isascii() else "ru"
    assert not is_bare(read(answer, language), read(question, language))


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        ("¿Quién construyó el puente?", "Tomás Larrea.", "Elena Ruiz."),
        ("Кто построил мост?", "Тарас Левин.", "Олег Сухов."),
    ],
)
def test_who_is_told_apart_in_some_other_languages(question: str, right: str, wrong: str) -> None:
    if question.startswith("¿"):
        source = Source(
            number=1, quote="Tomás Larrea construyó el puente en 1884, y Elena Ruiz dirigió la fábrica.", language="es"
        )
    else:
        source = Source(
            number=1, quote="Тарас Левин построил мост в 1884 году, а Олег Сухов открыл завод.", language="ru"
        )
    assert judge(right, [source], question).status == "supported"
    assert judge(wrong, [source], question).status == "absent"


@pytest.mark.parametrize(
    ("title", "question", "answer", "is_carried"),
    [
        ("Vesle Lake", "Which river flows out of Vesle Lake?", "The Orre.", True),
        ("Elm", "Which river flows out of Vesle Lake?", "The Orre.", False),
        ("Vesle Lake", "Which river flows out of Vesle Lake?", "Brandt.", False),
        ("Vesle Lake", "What is in Vesle Lake?", "The Orre.", False),
    ],
)
def test_what_the_article_is_about_need_not_be_named_in_its_sentence(
    title: str, question: str, answer: str, is_carried: bool
) -> None:
    source = Source(number=1, quote="Only one flows out: the Orre, which passes Lund on its way.", title=title)
    assert (judge(answer, [source], question).status == "supported") is is_carried


@pytest.mark.parametrize(
    "sentence",
    [
        "The president appoints the secretary.",
        "Only the Teme freezes in winter.",
        "Evacuated residents were allowed to return.",
        "United's captain was sent off.",
    ],
)
def test_a_sentence_of_its_own_is_not_bare(sentence: str) -> None:
    assert not is_bare(read(sentence), read("What did the report say about it?"))


def test_a_date_that_says_which_thing_is_meant_is_no_answer_to_when() -> None:
    plants = "A decade after the 1973 oil crisis, Falk Motors opened plants in Elm. In 1991 it closed them."
    assert not is_carried("1973.", plants, question="When did Falk Motors open plants in Elm?")
    assert not is_carried("In 1973.", plants, question="When did Falk Motors open plants in Elm?")
    assert is_carried(
        "1983.", "Falk Motors opened plants in Elm in 1983.", question="When did Falk Motors open plants in Elm?"
    )
