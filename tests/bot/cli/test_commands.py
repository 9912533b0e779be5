"""The commands, over the real library."""

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import SAMPLES, Run

ESCAPE = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e"


def rows(path: Path, *values: object) -> Path:
    """Write JSON Lines."""
    path.write_text("".join(f"{json.dumps(value)}\n" for value in values), encoding="utf-8")
    return path


# Adding


def test_added_articles_are_a_line_each_and_a_sum(run: Run) -> None:
    ran = run("add", SAMPLES / "lake-sevan.md", SAMPLES / "suez-canal.pdf")
    assert ran.code == 0
    first, second, last = ran.out.splitlines()
    assert first.startswith("added     Lake Sevan (")
    assert second.startswith("added     The Suez Canal")
    assert last == "2 added"
    assert ran.err == ""


def test_added_articles_are_json_values(run: Run, tmp_path: Path) -> None:
    path = rows(tmp_path / "a.jsonl", {"id": "a1", "title": "Ålesund", "text": "The harbour was closed on Monday."})
    ran = run("add", path, "--json")
    assert ran.code == 0
    assert ran.values == [
        {
            "status": "added",
            "article": "a1",
            "title": "Ålesund",
            "passages": 1,
            "source": f"{path}#a1",
            "error": None,
        }
    ]
    assert ran.err == ""
    assert run("add", path, "--json").values[0]["status"] == "unchanged"
    rows(path, {"id": "a1", "title": "Ålesund", "text": "The harbour was opened on Friday."})
    assert run("add", path, "--json").values[0]["status"] == "updated"


def test_one_failure_fails_the_command_and_the_rest_is_added(run: Run) -> None:
    ran = run("add", "nowhere.txt", SAMPLES / "lake-sevan.md")
    assert ran.code == 1
    assert ran.out.startswith("failed    nowhere.txt: no such file or folder; check the path\nadded     Lake Sevan (")
    assert run("add", "--json", "nowhere.txt").values == [
        {
            "status": "failed",
            "article": None,
            "title": None,
            "passages": 0,
            "source": "nowhere.txt",
            "error": "no such file or folder; check the path",
        }
    ]


def test_what_is_added_goes_to_the_library_that_is_named(run: Run) -> None:
    assert run("add", SAMPLES / "lake-sevan.md", "--library", "guild-1").code == 0
    assert len(run("list", "--json", "--library", "guild-1").values) == 1
    assert run("list", "--json").values == []


# Asking


def test_an_answer_is_quotes_with_numbers_and_a_line_for_each_source(run: Run, samples: Path) -> None:
    ran = run("ask", "What happens if my phone rings during a game?")
    assert ran.code == 0
    answer, _, sources = ran.out.partition("\n\n")
    assert "loses the game the second time" in answer
    assert "[1]" in answer
    assert sources.startswith("[1] Riverside Chess Club — Port Elderwick Community Wiki, 2024-09-02 (")
    assert ran.err == ""


def test_an_answer_has_the_shape_of_the_contract(run: Run, samples: Path) -> None:
    ran = run("ask", "--json", "What happens if my phone rings during a game?")
    (answer,) = ran.values
    assert list(answer) == [
        "question",
        "status",
        "mode",
        "text",
        "sentences",
        "citations",
        "nearest",
        "confidence",
        "seconds",
    ]
    assert (answer["question"], answer["status"], answer["mode"], answer["nearest"]) == (
        "What happens if my phone rings during a game?",
        "answered",
        "quotes",
        [],
    )
    assert all(list(sentence) == ["text", "citations"] for sentence in answer["sentences"])
    numbers = [citation["number"] for citation in answer["citations"]]
    assert numbers == list(range(1, len(numbers) + 1))
    for citation in answer["citations"]:
        assert list(citation) == ["number", "article", "passage", "quote", "start", "end", "marks"]
        assert list(citation["article"]) == ["id", "title", "url", "published"]
        (article,) = run("show", citation["article"]["id"], "--json").values
        assert article["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_a_refusal_shows_what_comes_closest(run: Run, samples: Path) -> None:
    ran = run("ask", "Who won the 2022 World Cup?")
    assert ran.code == 3
    assert ran.out.startswith("The articles don't say.\n\nclosest, but none of these answers it:\n[1] ")
    assert ran.out.splitlines()[4].startswith("    “")
    ran = run("ask", "--json", "Who won the 2022 World Cup?")
    assert ran.code == 3
    assert (ran.values[0]["status"], ran.values[0]["citations"]) == ("refused", [])
    assert ran.values[0]["nearest"]


def test_a_question_may_be_several_words(run: Run, samples: Path) -> None:
    assert run("ask", "--json", "how", "deep", "is", "it").values[0]["question"] == "how deep is it"


def test_an_empty_library_has_no_answer(run: Run) -> None:
    ran = run("ask", "Who?")
    assert (ran.code, ran.out) == (3, "The articles don't say.\n")


def test_a_question_that_cannot_be_asked_is_one_line(run: Run) -> None:
    ran = run("ask", "")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("footnote: ")
    assert ran.err.count("\n") == 1


# The library


def test_a_list_has_a_line_for_each_article(run: Run, samples: Path) -> None:
    ran = run("list")
    lines = [line.split("\t") for line in ran.out.splitlines()]
    assert len(lines) == 8
    assert [line[1:4] for line in lines if line[1] == "Riverside Chess Club"] == [
        ["Riverside Chess Club", "Port Elderwick Community Wiki", "2024-09-02"]
    ]


def test_a_list_has_all_but_the_text(run: Run, samples: Path, id_of: Callable[[str], str]) -> None:
    (shown,) = run("show", id_of("Lake Sevan"), "--json").values
    assert list(shown) == [
        "id",
        "title",
        "url",
        "published",
        "author",
        "site",
        "language",
        "revision",
        "added_at",
        "source",
        "library",
        "passages",
        "text",
    ]
    assert (shown["title"], shown["library"], shown["language"], shown["revision"]) == ("Lake Sevan", "shared", "en", 1)
    del shown["text"]
    assert [row for row in run("list", "--json").values if row["id"] == shown["id"]] == [shown]


def test_an_empty_list_says_so_beside_the_output(run: Run) -> None:
    ran = run("list")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "no article in the library 'shared'; `footnote add` puts some there\n"


def test_an_article_is_shown_with_what_is_known_of_it(run: Run, id_of: Callable[[str], str]) -> None:
    article = id_of("Lake Sevan")
    title, known, blank, text = run("show", article).out.split("\n", 3)
    assert title == "Lake Sevan"
    assert known.startswith(f"{article} · ")
    assert " · 2023-06-01 · en · " in known
    assert "revision 1" in known
    assert blank == ""
    assert text == run("show", article, "--json").values[0]["text"] + "\n"


def test_a_removed_article_is_gone(run: Run, id_of: Callable[[str], str]) -> None:
    article = id_of("Lake Sevan")
    assert run("remove", article, "--json").values == [{"status": "removed", "article": article, "title": "Lake Sevan"}]
    ran = run("remove", article)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"footnote: no article '{article}' in the library 'shared'")
    assert len(run("list", "--json").values) == 7


def test_all_of_a_library_is_removed_when_its_name_is_typed(run: Run, tmp_path: Path) -> None:
    for name in ("guild-1", "guild-2"):
        assert run("add", SAMPLES / "lake-sevan.md", "--library", name).code == 0
    for typed in ("", "y\n", "guild-2\n"):
        ran = run("remove", "--all", "--library", "guild-1", stdin=typed)
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith("This deletes all of the library guild-1: 1 article and 0 answers, ")
        assert ran.err.endswith("footnote: nothing was removed\n")
    ran = run("remove", "--all", "--library", "guild-1", stdin="guild-1\n")
    assert (ran.code, ran.out) == (0, "removed all of the library guild-1: 1 article and 0 answers\n")
    assert run("list", "--json", "--library", "guild-1").values == []
    gone = run("remove", "--all", "--library", "guild-1", "--yes")
    assert (gone.code, gone.err) == (1, "footnote: there is nothing of the library 'guild-1'; there is of guild-2\n")
    [removed] = run("remove", "--all", "--yes", "--json", "--library", "guild-2").values
    assert removed == {"status": "removed", "library": "guild-2", "articles": 1, "answers": 0}


def test_a_refreshed_article_is_read_again(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "harbour.txt"
    path.write_text("The harbour was closed on Monday.", encoding="utf-8")
    (added,) = run("add", "--json", path).values
    assert run("refresh", "--json").values[0]["status"] == "unchanged"
    path.write_text("The harbour was opened on Friday.", encoding="utf-8")
    (refreshed,) = run("refresh", "--json", added["article"]).values
    assert (refreshed["status"], refreshed["article"]) == ("updated", added["article"])
    path.unlink()
    assert run("refresh").code == 1


# Backup


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.gz"])
def test_what_is_exported_can_be_added_to_another_library(run: Run, samples: Path, tmp_path: Path, name: str) -> None:
    ran = run("export", name, "--json")
    assert ran.values == [{"status": "exported", "articles": 8, "path": name}]
    data = (tmp_path / name).read_bytes()
    lines = (gzip.decompress(data) if name.endswith(".gz") else data).decode().splitlines()
    assert [list(json.loads(line)) for line in lines] == [
        ["id", "title", "url", "published", "author", "site", "language", "source", "text"]
    ] * 8
    assert run("add", name).out.endswith("8 unchanged\n")
    assert run("add", name, "--library", "guild-1").out.endswith("8 added\n")
    run("export", f"again-{name}", "--library", "guild-1")
    assert (tmp_path / f"again-{name}").read_bytes() == data


def test_an_export_replaces_a_file_only_when_it_is_whole(
    run: Run, samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("before")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        ran = run("export", out)
    assert (ran.code, ran.err) == (1, f"footnote: {out} can't be written: No space left on device\n")
    assert out.read_text() == "before"
    assert {path.name for path in tmp_path.iterdir()} == {"data", "out.jsonl"}
    assert run("export", out).code == 0
    assert len(out.read_text(encoding="utf-8").splitlines()) == 8
    assert {path.name for path in tmp_path.iterdir()} == {"data", "out.jsonl"}


def test_an_export_through_a_link_leaves_the_link(run: Run, samples: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "link.jsonl"
    link.symlink_to(tmp_path / "real" / "out.jsonl")
    assert run("export", link).code == 0
    assert link.is_symlink()
    assert len(link.read_text(encoding="utf-8").splitlines()) == 8


def test_a_pipe_is_written_and_not_replaced(run: Run, samples: Path) -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as end:
        ran = run("export", f"/dev/fd/{writing}")
        os.close(writing)
        assert len(end.read().splitlines()) == 8
    assert ran.code == 0


@pytest.mark.parametrize("out", ["nowhere/out.jsonl", "."])
def test_an_export_that_cannot_be_written_is_one_line(run: Run, samples: Path, out: str) -> None:
    ran = run("export", out)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"footnote: {out} can't be written: ")
    assert ran.err.count("\n") == 1


# Health


def test_a_healthy_library_is_ok(run: Run, samples: Path) -> None:
    ran = run("doctor")
    assert ran.code == 0
    assert all(line.startswith("ok  ") for line in ran.out.splitlines())
    assert {tuple(value) for value in run("doctor", "--json").values} == {("check", "ok", "detail", "repaired")}


def test_the_indexes_are_built_anew(run: Run, samples: Path) -> None:
    passages = sum(row["passages"] for row in run("list", "--json").values)
    assert run("reindex", "--json").values == [{"status": "reindexed", "passages": passages}]
    assert run("reindex", "--library", "shared").out == f"indexed {passages} passages\n"
    assert run("ask", "How deep is Lake Sevan?").code == 0


# Evaluation


def test_an_evaluation_prints_figures_and_details(run: Run, samples: Path, tmp_path: Path) -> None:
    some = (SAMPLES / "questions.jsonl").read_text(encoding="utf-8").splitlines()[::5]
    questions = tmp_path / "questions.jsonl"
    questions.write_text("\n".join(some), encoding="utf-8")
    ran = run("evaluate", questions, "--json", "--details", "details.jsonl")
    assert ran.code == 0
    (figures,) = ran.values
    assert (figures["questions"], figures["answerable"], figures["unanswerable"]) == (8, 6, 2)
    assert figures["citations_exact"] == 1.0
    assert ran.err.splitlines() == [f"{number} of 8 questions" for number in (2, 4, 6, 8)]
    details = [json.loads(line) for line in (tmp_path / "details.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in details] == [json.loads(line)["id"] for line in some]
    assert list(details[0])[:3] == ["id", "question", "status"]
    assert all(0 < len(row["retrieved"]) <= 10 for row in details)


def test_figures_that_do_not_apply_are_left_out_of_the_table(run: Run, samples: Path, tmp_path: Path) -> None:
    row = {"id": "q", "question": "How deep is Lake Sevan?", "answers": ["80 metres"]}
    table = run("evaluate", rows(tmp_path / "q.jsonl", row)).out.splitlines()
    assert table[0].split("  ")[0] == "questions"
    assert table[0].endswith("  1 (1 answerable, 0 not)")
    assert not any("AUROC" in line or "article" in line for line in table)


def test_bad_questions_are_one_line_that_names_the_line(run: Run, tmp_path: Path) -> None:
    path = rows(tmp_path / "q.jsonl", {"question": "Who?"}, {"id": "2"})
    ran = run("evaluate", path)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f'footnote: {path}: line 2 has no "question"; ')
    assert ran.err.count("\n") == 1
    missing = run("evaluate", "nowhere.jsonl")
    assert missing.err == "footnote: nowhere.jsonl: no such file or folder; check the path\n"


# What an article can't do


def test_an_article_cannot_send_the_terminal_anything(run: Run, tmp_path: Path) -> None:
    text = f"The harbour of Port Alder was closed on Monday.{ESCAPE} Nobody was hurt in the harbour."
    run("add", rows(tmp_path / "a.jsonl", {"id": "a1", "title": "Harbour", "text": text}))
    for command in (["ask", "When was the harbour closed?"], ["show", "a1"], ["list"], ["ask", "Who won the cup?"]):
        for form in ([], ["--json"]):
            out = run(*command, *form).out
            assert not set(out) & set("\x1b\x07\x9b\u202e"), command
    assert run("show", "a1", "--json").values[0]["text"] == text


def test_json_stays_on_one_line_whatever_the_text(run: Run, tmp_path: Path) -> None:
    text = "The harbour\u2028was closed\x85on Monday\u2029by the council."
    run("add", rows(tmp_path / "a.jsonl", {"id": "a1", "title": "Harbour", "text": text}))
    (article,) = run("show", "a1", "--json").values
    assert article["text"] == text
    (line,) = run("export", "out.jsonl").out.splitlines()
    assert line == "exported 1 article to out.jsonl"
    assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 1
