"""A question and a bare answer, put together into what they state."""

import pytest

from index.checking.gaps import filled


@pytest.mark.parametrize(
    ("question", "answer", "stated"),
    [
        ("Who opened the harbour?", "Ines Falk.", "Ines Falk opened the harbour."),
        ("What sank the ferry?", "A storm.", "A storm sank the ferry."),
        ("Which mountain is highest?", "The Orre.", "The Orre is highest."),
        ("Which two villages share the well?", "Ask and Elm.", "Ask and Elm share the well."),
        ("Whose horse won?", "Falk's.", "Falk's horse won."),
        ("Who did the mayor thank?", "The divers.", "The mayor thank the divers."),
        ("Who did Falk buy the boat from?", "Lund.", "Falk buy the boat from Lund."),
        ("Who is the owner of the mill?", "Ines Falk.", "The owner of the mill is Ines Falk."),
        ("Who was Ines Falk?", "A Danish diver.", "Ines Falk was a Danish diver."),
        ("When was the mill rebuilt?", "In 1884.", "The mill was rebuilt in 1884."),
        ("In which year was the mill sold?", "1884", "The mill was sold in 1884."),
        ("When will the pool reopen?", "On Monday.", "The pool will reopen on Monday."),
        ("Where were nine divers found?", "In Elm Bay.", "Nine divers were found in Elm Bay."),
        ("Where is she from?", "Lund.", "She is from Lund."),
        ("How many boats were lost in the gale?", "At least 6.", "At least 6 boats were lost in the gale."),
        ("How many boats does the club own?", "6 boats.", "The club own 6 boats."),
        ("What was the price in March?", "4 euros.", "The price was 4 euros in March."),
        ("How much is a ticket for children?", "4 euros.", "A ticket is 4 euros for children."),
        ("How deep is the well?", "12 metres.", "The well is 12 metres deep."),
        ("By how much did the rent rise?", "By 3 percent.", "The rent rise by 3 percent."),
        ("How did the divers reach the wreck?", "By rope.", "The divers reach the wreck by rope."),
        ("Why was the mill closed?", "Because of the flood.", "The mill was closed because of the flood."),
        ("What happened to the mill?", "Sold to a farmer.", "The mill was sold to a farmer."),
        ("Which is older, the mill or the well?", "The well.", "The well is older than the mill."),
        ("After the flood, who repaired the mill?", "Lund.", "Lund repaired the mill After the flood."),
        ("¿Quién compró el molino?", "Inés Falk.", "Inés Falk compró el molino."),
        ("¿Cuándo se vendió el molino?", "En 1884.", "Se vendió el molino En 1884."),
        ("Кто купил мельницу?", "Инес Фальк.", "Инес Фальк купил мельницу."),
        ("Где нашли лодку?", "В Лунде.", "Нашли лодку В Лунде."),
    ],
)
def test_an_answer_takes_the_place_of_what_is_asked_for(question: str, answer: str, stated: str) -> None:
    assert filled(question, answer)[0] == stated


def test_a_price_may_be_said_without_paying() -> None:
    assert filled("How much do divers pay for air?", "2 euros.") == (
        "Divers pay 2 euros for air.",
        "Air is 2 euros for divers.",
    )


def test_what_was_done_may_be_said_the_other_way_round() -> None:
    assert filled("Who built the mill in 1884?", "Lund.")[1:] == ("The mill was built by Lund in 1884.",)


@pytest.mark.parametrize(
    "question", ["Is the mill open?", "Can Lund swim?", "The mill", "Tell me about the mill.", "?", "", "Who?", "When?"]
)
def test_what_asks_for_nothing_that_could_be_put_in_states_nothing(question: str) -> None:
    assert filled(question, "Lund.") == ()


def test_nothing_is_stated_by_no_answer() -> None:
    assert filled("Who opened the harbour?", " . ") == ()


@pytest.mark.parametrize("lead", ["And ", "So ", "But "])
def test_a_question_may_go_on_from_another(lead: str) -> None:
    assert filled(f"{lead}who opened the harbour?", "Falk")[0] == "Falk opened the harbour."
