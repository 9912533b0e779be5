"""Questions from JSON Lines."""

import gzip
import json
from pathlib import Path

import pytest

from index.errors import SourceMissing, SourceUnreadable
from index.evaluation import read_questions
from index.models import Question

SAMPLES = Path(__file__).parents[3] / "samples"


def written(folder: Path, *rows: object, name: str = "questions.jsonl") -> Path:
    """Write rows to a file; a string is a line as it is."""
    path = folder / name
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_a_question_has_what_its_row_says(tmp_path: Path) -> None:
    row = {
        "id": "q1",
        "question": "And Turkey?",
        "answers": ["provocations"],
        "articles": ["a", "b"],
        "answerable": True,
        "turns": ["What did Russia say?"],
        "library": "guild-1",
        "need": "all",
        "sentences": ["Turkey demanded an end to provocations."],
        "paragraph": "A paragraph.",
        "type": "of no concern",
    }
    assert read_questions(written(tmp_path, row)) == [
        Question(
            id="q1",
            question="And Turkey?",
            answers=("provocations",),
            articles=("a", "b"),
            answerable=True,
            turns=("What did Russia say?",),
            library="guild-1",
            need="all",
            sentences=("Turkey demanded an end to provocations.",),
            paragraph="A paragraph.",
        )
    ]


def test_what_a_row_leaves_out_has_a_default(tmp_path: Path) -> None:
    questions = read_questions(written(tmp_path, "", {"question": "Who?"}, {"question": "Why?", "turns": None}))
    assert questions == [Question(id="2", question="Who?"), Question(id="3", question="Why?")]


def test_nobody_may_know_whether_a_question_is_answerable(tmp_path: Path) -> None:
    row = {"id": "q", "question": "Who?", "answerable": None}
    assert read_questions(written(tmp_path, row)) == [Question(id="q", question="Who?", answerable=None)]


def test_no_answer_is_looked_for_when_none_is_needed(tmp_path: Path) -> None:
    row = {"id": "q", "question": "Who?", "answers": ["x"], "need": "none", "answerable": False}
    assert read_questions(written(tmp_path, row)) == [Question(id="q", question="Who?", answerable=False)]


def test_numbers_are_taken_as_they_are_written_and_blank_answers_left_out(tmp_path: Path) -> None:
    row = {"id": 7, "question": "How many?", "answers": [49, "", " "], "articles": [1]}
    assert read_questions(written(tmp_path, row)) == [
        Question(id="7", question="How many?", answers=("49",), articles=("1",))
    ]


def test_a_gzipped_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"id": "q", "question": "Who?"}\n'))
    assert read_questions(path) == [Question(id="q", question="Who?")]


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"id": "q", "question": "Who?"}\n')
    assert read_questions(path) == [Question(id="q", question="Who?")]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "is not JSON"),
        ("[]", "is not a JSON object"),
        ('{"id": "q"}', 'has no "question"'),
        ('{"question": " "}', 'has no "question"'),
        ('{"question": "Who?", "answers": [null]}', 'has a "answers" that is not made of strings'),
        ('{"question": "Who?", "turns": {"a": 1}}', 'has a "turns" that is not made of strings'),
        ('{"question": "Who?", "id": true}', 'has a "id" that is not made of strings'),
        ('{"question": "Who?", "answerable": "no"}', 'has an "answerable" that is neither true, false nor null'),
        ('{"question": "Who?", "need": "some"}', 'has a "need" other than any, all or none'),
        ('{"question": "Who?", "need": ["any"]}', 'has a "need" other than any, all or none'),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, problem: str) -> None:
    path = written(tmp_path, {"question": "Who?"}, "", line)
    with pytest.raises(SourceUnreadable) as caught:
        read_questions(path)
    assert str(caught.value).startswith(f"line 3 {problem}; put one ")
    assert "\n" not in str(caught.value)
    assert caught.value.source == str(path)


def test_a_line_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_bytes('{"question": "Où?"}\n'.encode("latin-1"))
    with pytest.raises(SourceUnreadable, match="line 1 is not UTF-8"):
        read_questions(path)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing):
        read_questions(tmp_path / "nowhere.jsonl")


@pytest.mark.parametrize("name", ["folder.jsonl", "broken.jsonl.gz", "cut.jsonl.gz", "empty.jsonl"])
def test_a_file_that_holds_no_questions_is_said(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name.startswith("folder"):
        path.mkdir()
    else:
        whole = gzip.compress(b'{"question": "Who?"}\n' * 50)
        path.write_bytes({"broken": b"not gzip", "cut": whole[:30], "empty": b"\n\n"}[name.partition(".")[0]])
    with pytest.raises(SourceUnreadable) as caught:
        read_questions(path)
    assert "\n" not in str(caught.value)


def test_the_samples_are_questions() -> None:
    questions = read_questions(SAMPLES / "questions.jsonl")
    assert sum(question.answerable for question in questions) == 30
    assert sum(not question.answerable for question in questions) == 10
