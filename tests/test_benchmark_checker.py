"""Facts about the sentences that the checker is measured with: true ones stay true, false ones become false."""

import json
import random
from pathlib import Path

import pytest

from benchmarks.asserted import answered
from benchmarks.bounds import bound, part
from benchmarks.certainty import done_as_said, made_sure
from benchmarks.checker import run, summary, table
from benchmarks.corruptions import KINDS, Material, corrupted
from benchmarks.rewrites import dropped, joined, named, redated, renumbered, titled, voiced
from benchmarks.statements import Passage, Statement, passages
from index import Question

TEXT = (
    "Ada Marchbank founded the Westmoor Museum on March 4, 1921, with the help of twelve local farmers. "
    "She collected 1,200 tools, which had been used in the mines, and gave them to the town. "
    "The Westmoor Museum was renovated by Tamsin Brockhollow in 1987 after a fire in the main hall. "
    "The museum has never charged visitors for the tour of the lower floors and the garden. "
    "Port Elderwick invited the Millrace Society to the opening of the new wing on Tuesday evening. "
    "The council of the town has promised to repair the roof of the museum by next winter. "
    "Most of the rooms in the lower floors are open to groups of at least 12 people until October."
)
CHANCE = random.Random(1)


def passage(sentence: str, *, before: str = "", title: str = "") -> Passage:
    sentences = (before, sentence) if before else (sentence,)
    return Passage(article="a", title=title, published=None, sentences=sentences, at=len(sentences) - 1)


def test_a_voice_is_turned_both_ways() -> None:
    assert voiced(passage("Ada Marchbank founded the museum in 1921."), CHANCE) == (
        "The museum was founded by Ada Marchbank in 1921."
    )
    assert voiced(passage("The museum was renovated by Tamsin Brockhollow in 1987."), CHANCE) == (
        "Tamsin Brockhollow renovated the museum in 1987."
    )


def test_a_clause_is_left_out() -> None:
    sentence = "The 1,200 tools, which had been used in the mines, now lie in the town hall."
    assert dropped(passage(sentence), CHANCE) == "The 1,200 tools now lie in the town hall."


def test_a_pronoun_becomes_the_person_of_the_sentence_before() -> None:
    before = "Ada Marchbank founded the museum in 1921."
    assert named(passage("She collected tools.", before=before), CHANCE) == "Ada Marchbank collected tools."
    assert named(passage("His tools are old.", before=before), CHANCE) == "Ada Marchbank's tools are old."
    assert named(passage("She collected tools."), CHANCE) is None


def test_the_title_takes_the_place_of_its_noun() -> None:
    found = titled(passage("The museum has many tools.", title="Westmoor Museum"), CHANCE)
    assert found == "The Westmoor Museum has many tools."


def test_numbers_and_dates_change_their_looks() -> None:
    numbers = {renumbered(passage("It has five rooms and 1,200 tools."), random.Random(seed)) for seed in range(20)}
    assert numbers == {"It has 5 rooms and 1,200 tools.", "It has five rooms and 1200 tools."}
    days = {redated(passage("It was founded on March 4, 1921."), random.Random(seed)) for seed in range(30)}
    assert days == {"It was founded on 4 March 1921.", "It was founded on 1921-03-04."}


def test_two_facts_become_one_sentence() -> None:
    one, other = passage("The museum has tools."), passage("The garden has roses.")
    assert joined(one, other, random.Random(3)) in {
        "The museum has tools, and the garden has roses.",
        "The museum has tools, while the garden has roses.",
        "The museum has tools; the garden has roses.",
    }


@pytest.mark.parametrize(
    ("question", "answer", "statement"),
    [
        ("Who founded the museum?", "Ada Marchbank", "Ada Marchbank founded the museum."),
        ("When was the museum founded?", "1921", "The museum was founded in 1921."),
        ("What did Ada collect?", "tools", None),
        ("When did Ada open the museum?", "March 4", "Ada opened the museum on March 4."),
        ("How many tools did Ada discover?", "1,200", "Ada discovered 1,200 tools."),
        ("What is the name of the town?", "Westmoor", "The name of the town is Westmoor."),
        ("How many rooms are in the museum?", "Five", "Five rooms are in the museum."),
        ("What is the museum known for?", "tools", None),
    ],
)
def test_a_question_and_its_answer_become_a_statement(question: str, answer: str, statement: str | None) -> None:
    assert answered(Question(id="1", question=question), answer) == statement


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("The council promised to repair the roof.", "The council repaired the roof."),
        ("The ship was expected to leave on Monday.", "The ship left on Monday."),
        ("The newspaper claims that the mayor took all of the money.", "The mayor took all of the money."),
        ("The town accused the Millrace Society of hiding its books.", "The Millrace Society hid its books."),
        ("The council repaired the roof.", None),
        ("The council managed to repair the roof.", None),
    ],
)
def test_a_wish_a_claim_and_a_charge_become_facts(text: str, sure: str | None) -> None:
    assert made_sure(text, CHANCE) == sure


def test_what_somebody_managed_to_do_was_done() -> None:
    assert done_as_said("The council managed to repair the roof.", CHANCE) == "The council repaired the roof."
    assert done_as_said("The council promised to repair the roof.", CHANCE) is None


@pytest.mark.parametrize(
    ("text", "made"),
    [
        (
            "At least 20 people saw it.",
            {"20 people saw it.", "Up to 20 people saw it.", "Fewer than 20 people saw it."},
        ),
        (
            "It holds up to six boats.",
            {"It holds six boats.", "It holds at least six boats.", "It holds more than six boats."},
        ),
        ("It stays shut until Monday.", {"It stays shut from Monday.", "It stays shut since Monday."}),
        ("It was built between 1911 and 1914.", {"It was built in 1911."}),
        ("The price rose by 4 percent.", {"The price rose to 4 percent."}),
        ("The price rose in 1914.", {None}),
    ],
)
def test_a_figure_loses_or_changes_its_bound(text: str, made: set[str | None]) -> None:
    assert {bound(text, random.Random(seed)) for seed in range(40)} == made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Most of the rooms are open.", {"The rooms are open.", "All the rooms are open."}),
        ("Some visitors stay long.", {"All visitors stay long.", "Most visitors stay long."}),
        ("Two of the mills burnt down.", {"The mills burnt down.", "All the mills burnt down."}),
        ("It is the most of the rooms.", {None}),
    ],
)
def test_a_part_becomes_the_whole(text: str, made: set[str | None]) -> None:
    assert {part(text, random.Random(seed)) for seed in range(40)} == made


def statements() -> list[Statement]:
    row: dict[str, object] = {"id": "a", "title": "Westmoor Museum", "published": "1999-01-02", "text": TEXT}
    return [Statement(text=one.sentence, kind="verbatim", evidence=(one,)) for one in passages(row, random.Random(0))]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_falsehood_changes_the_sentence_or_its_evidence(kind: str) -> None:
    other = passage("The chess club of Port Elderwick meets in the library after the first snow.", title="Chess")
    material = Material(("Selwyn Oakes", "Karen Sarkisyan"), ("during the long strike of the miners",), (other,))
    made = [
        (true, false)
        for seed in range(10)
        for true in statements()
        if (false := corrupted(true, kind, material, random.Random(seed))) is not None
    ]
    assert made
    for true, false in made:
        assert (true.text, true.evidence) != (false.text, false.evidence)
        assert all(false.text not in one.quote for one in false.evidence)


def test_a_run_is_the_same_every_time_and_its_table_has_all_kinds(tmp_path: Path) -> None:
    folder = tmp_path / "wiki"
    folder.mkdir()
    rows = [
        {"id": f"museum-{at}", "title": f"Museum {at}", "text": TEXT.replace("1921", str(1900 + at))} for at in range(8)
    ]
    (folder / "articles.jsonl").write_text("\n".join(map(json.dumps, rows)))
    question = {
        "id": "1",
        "question": "Who founded the Westmoor Museum?",
        "answers": ["Ada Marchbank"],
        "articles": ["museum-0"],
    }
    (folder / "questions.jsonl").write_text(json.dumps(question | {"answerable": True, "paragraph": TEXT}))
    cases = run(tmp_path, seed=5)
    assert [(case.statement, case.kind) for case in cases] == [
        (case.statement, case.kind) for case in run(tmp_path, seed=5)
    ]
    assert {case.kind for case in cases if not case.is_true} == set(KINDS)
    assert {case.is_tuned for case in cases} == {True, False}
    assert "question and answer" in {case.kind for case in cases}
    lines = table(summary(cases)).splitlines()
    assert any("let through" in line for line in lines)
    assert any("wrong citation" in line for line in lines)
