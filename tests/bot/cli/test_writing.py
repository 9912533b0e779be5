"""The command line with a model: answers are written, and why they aren't is said."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.index.model_server import KEY, MODEL, ModelSite, fails, says, serving_beside

from .conftest import Run

QUESTION = "How deep is Lake Sevan?"
WRITTEN = "The deepest point of Lake Sevan is about 80 metres down [1]."


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch, samples: Path) -> Iterator[ModelSite]:
    """Set a model that answers the question, over the sample articles."""
    with serving_beside() as site:
        monkeypatch.setenv("LLM_BASE_URL", site.url)
        monkeypatch.setenv("LLM_MODEL", MODEL)
        monkeypatch.setenv("LLM_API_KEY", KEY)
        site.reply = says(WRITTEN)
        yield site


def test_ask_shows_what_was_written_with_the_words_it_rests_on(run: Run, site: ModelSite) -> None:
    ran = run("ask", QUESTION)
    assert ran.code == 0
    assert ran.out.startswith(WRITTEN.replace(" [1].", ". [1]\n"))


def test_ask_gives_a_note_only_where_there_is_something_to_say(run: Run, site: ModelSite) -> None:
    (value,) = run("ask", "--json", QUESTION).values
    assert (value["mode"], "note" in value) == ("generated", False)
    assert value["sentences"][0] == {"text": WRITTEN.replace(" [1]", ""), "citations": [1]}
    site.reply = fails(503)
    (value,) = run("ask", "--json", QUESTION).values
    assert value["mode"] == "quotes"
    assert value["note"] == "The model's server failed (503); look at its log."
    assert run("ask", QUESTION).out.endswith(f"\n{value['note']}\n")


def test_a_refusal_never_reaches_the_model(run: Run, site: ModelSite) -> None:
    assert run("ask", "Who won the 2022 World Cup?").code == 3
    assert site.asked == []


def test_chat_gives_the_model_the_questions_before(run: Run, site: ModelSite) -> None:
    ran = run("chat", "--json", stdin=f"{QUESTION}\nAnd how deep is it at its deepest point?\n")
    assert [value["mode"] for value in ran.values] == ["generated", "generated"]
    assert f"- {QUESTION}" in site.prompt


def test_evaluate_measures_what_is_shown(run: Run, site: ModelSite, tmp_path: Path) -> None:
    row = {"id": "1", "question": QUESTION, "answers": ["lake sevan is about 80 metres"], "answerable": True}
    (tmp_path / "questions.jsonl").write_text(json.dumps(row))
    (figures,) = run("evaluate", "--json", "questions.jsonl", "--details", "details.jsonl").values
    assert (figures["answers_quoted"], figures["written"]) == (1.0, 1.0)
    details = json.loads((tmp_path / "details.jsonl").read_text())
    assert details["mode"] == "generated"


def test_doctor_names_the_model(run: Run, site: ModelSite) -> None:
    found = {value["check"]: value for value in run("doctor", "--json").values}
    assert found["model"]["ok"]
    assert MODEL in found["model"]["detail"]


def test_a_server_without_a_model_is_a_setting_that_cannot_be_used(
    run: Run, site: ModelSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LLM_MODEL")
    ran = run("ask", QUESTION)
    assert ran.code == 1
    assert "LLM_MODEL" in ran.err
    assert "\n" not in ran.err.strip()
