"""A conversation on the command line."""

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from index import Answer, InvalidQuestion, Library, LibrarySettings

from .conftest import Run


class ListeningLibrary:
    """Refuses every question and remembers what it was asked with; raises on anything else."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, list[str]]] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        return None

    async def ask_and_write(self, question: str, *, library: str, turns: Sequence[str]) -> Answer:
        assert library == "shared"
        self.asked.append((question, list(turns)))
        if question == "?":
            raise InvalidQuestion("this question has no words")
        return Answer(
            question=question,
            status="refused",
            mode="quotes",
            text="",
            sentences=(),
            citations=(),
            nearest=(),
            confidence=0,
            seconds=0,
        )


@pytest.fixture
def listening(monkeypatch: pytest.MonkeyPatch) -> ListeningLibrary:
    """Put the fake where the library is opened."""
    library = ListeningLibrary()

    async def opened(settings: LibrarySettings) -> ListeningLibrary:
        return library

    monkeypatch.setattr(Library, "open", opened)
    return library


def test_each_question_is_answered_with_its_sources(run: Run, samples: Path) -> None:
    ran = run("chat", stdin="How deep is Lake Sevan?\n\n   \nWhen was the Suez Canal opened?\n")
    assert ran.code == 0
    assert "Lake Sevan — 2023-06-01 (" in ran.out
    assert "17 November 1869" in ran.out
    assert "›" not in ran.out + ran.err


def test_answers_are_json_values_one_a_line(run: Run, samples: Path) -> None:
    ran = run("chat", "--json", stdin="How deep is Lake Sevan?\n/sources\n/new\nWho won the 2022 World Cup?")
    assert [value["question"] for value in ran.values] == ["How deep is Lake Sevan?", "Who won the 2022 World Cup?"]


def test_the_last_six_questions_are_remembered(run: Run, listening: ListeningLibrary) -> None:
    questions = [f"{number}?" for number in range(1, 9)]
    assert run("chat", stdin="\n".join(questions)).code == 0
    assert listening.asked[0] == ("1?", [])
    assert listening.asked[2] == ("3?", ["1?", "2?"])
    assert listening.asked[7] == ("8?", ["2?", "3?", "4?", "5?", "6?", "7?"])


def test_a_new_conversation_has_no_past(run: Run, listening: ListeningLibrary) -> None:
    ran = run("chat", stdin="1?\n/new\n2?\n")
    assert listening.asked == [("1?", []), ("2?", [])]
    assert ran.err == "a new conversation\n"


def test_nothing_is_read_after_quit(run: Run, listening: ListeningLibrary) -> None:
    assert run("chat", stdin="1?\n/quit\n2?\n").code == 0
    assert listening.asked == [("1?", [])]


def test_a_question_that_cannot_be_asked_is_said_and_forgotten(run: Run, listening: ListeningLibrary) -> None:
    ran = run("chat", stdin="?\n1?\n")
    assert ran.err == "footnote: this question has no words\n"
    assert listening.asked == [("?", []), ("1?", [])]


def test_a_command_that_is_unknown_is_no_question(run: Run, listening: ListeningLibrary) -> None:
    ran = run("chat", stdin="/help\n")
    assert listening.asked == []
    assert "/quit ends" in ran.err


def test_sources_are_shown_with_their_quotes(run: Run, samples: Path) -> None:
    ran = run("chat", stdin="/sources\nWhen was the Suez Canal opened?\n/sources\n/quit\n")
    assert ran.err == "no sources yet: ask something first\n"
    _, _, sources = ran.out.partition("\n\n")
    _, _, again = sources.partition("\n\n")
    assert again.startswith("[1] The Suez Canal")
    assert again.splitlines()[1].startswith("    “")
