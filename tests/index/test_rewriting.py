"""A rewriting is asked only where it still is the same question."""

import pytest

from index.rewriting import accepted

TURNS = ["Who called Ilham Aliyev in 2022?", "What did Macron want?"]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("And Turkey?", "What did Turkey want?"),
        ("And Turkey?", "  “Who of Turkey called Aliyev in 2022?”\n"),
        ("When did he call?", "When did Macron call Ilham Aliyev?"),
        ("How deep is Lake Sevan?", "How deep is Lake Sevan?"),
        ("Кто ещё звонил?", "Кто ещё звонил Macron?"),
    ],
)
def test_what_names_only_what_was_named_is_taken(question: str, text: str) -> None:
    assert accepted(text, question, TURNS) == text.strip(" “”\n")


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("And Turkey?", "What did Macron want?"),  # the question is gone
        ("When did he call?", "When did Vladimir Putin call?"),  # a name of its own
        ("When did he call?", "Did he call in 2020?"),  # a year of its own
        ("When did he call?", "He called 3 times."),
        ("When did he call?", ""),
        ("When did he call?", "When did Macron call?\nHe called on Monday."),
        ("When did he call?", "When did Macron call " + "and call " * 40 + "?"),
    ],
)
def test_anything_else_is_not(question: str, text: str) -> None:
    assert accepted(text, question, TURNS) is None
