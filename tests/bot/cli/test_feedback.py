"""What readers said of answers, written out as questions to evaluate."""

import asyncio
import json
from pathlib import Path

import pytest

from index import KeptAnswer, Library, LibrarySettings

from .conftest import Run

LIKED = "Why was it called the Yellow Fleet?"
DISLIKED = "how deep is Lake Sevan?"
REFUSED = "How long is the Panama Canal?"


@pytest.fixture
def kept(samples: Path) -> dict[str, KeptAnswer]:
    """Answers that people spoke their minds on, by question."""

    async def keep() -> dict[str, KeptAnswer]:
        async with await Library.open(LibrarySettings()) as library:
            kept = {
                question: await library.keep(await library.ask(question), library="guild-1", turns=("Hello?",))
                for question in (LIKED, DISLIKED, REFUSED)
            }
            await library.feedback(kept[LIKED].id, by="discord:1", verdict="good")
            await library.feedback(kept[REFUSED].id, by="discord:1", verdict="good")
            await library.feedback(kept[DISLIKED].id, by="discord:1", verdict="bad")
            await library.flag(kept[DISLIKED].id, 1, by="discord:1", reason="out of date", note="It rose.")
        return kept

    return asyncio.run(keep())


def test_each_answer_with_feedback_is_a_line(run: Run, kept: dict[str, KeptAnswer], tmp_path: Path) -> None:
    assert run("export", "--feedback", "out.jsonl").out == "exported 3 answers to out.jsonl\n"

    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    cited = kept[DISLIKED].answer.citations[0]
    same = {"turns": ["Hello?"], "answers": [], "library": "guild-1"}
    assert lines == [
        same | {
            "id": kept[LIKED].id,
            "question": LIKED,
            "articles": list(dict.fromkeys(one.article.id for one in kept[LIKED].answer.citations)),
            "answerable": True,
            "status": "answered",
            "verdict": {"good": 1, "bad": 0},
            "flags": [],
        },
        same | {
            "id": kept[DISLIKED].id,
            "question": DISLIKED,
            "articles": [],
            "answerable": None,
            "status": "answered",
            "verdict": {"good": 0, "bad": 1},
            "flags": [
                {
                    "number": 1,
                    "reason": "out of date",
                    "quote": cited.quote,
                    "article": cited.article.id,
                    "note": "It rose.",
                }
            ],
        },
        same | {
            "id": kept[REFUSED].id,
            "question": REFUSED,
            "articles": [],
            "answerable": False,
            "status": "refused",
            "verdict": {"good": 1, "bad": 0},
            "flags": [],
        },
    ]  # fmt: skip


def test_what_is_exported_can_be_evaluated(run: Run, kept: dict[str, KeptAnswer]) -> None:
    run("export", "--feedback", "out.jsonl")

    ran = run("evaluate", "out.jsonl", "--json")

    [figures] = ran.values
    counts = {name: figures[name] for name in ("questions", "answerable", "unanswerable", "unknown")}
    assert counts == {"questions": 3, "answerable": 1, "unanswerable": 1, "unknown": 1}
    assert (figures["article_at_10"], figures["answerable_refused"], figures["unanswerable_refused"]) == (1, 0, 1)
    assert figures["answers_quoted"] is None
    assert "3 (1 answerable, 1 not, 1 unknown)" in run("evaluate", "out.jsonl").out


SERVERS = {
    "guild-1": ("How deep is Lake Sevan?", "Lake Sevan is more than eighty metres deep at its deepest place."),
    "guild-2": ("Who repairs the tower clock?", "The tower clock is repaired by Ottoline Fenwick every spring."),
}


def test_each_question_is_asked_of_the_library_that_it_was_asked_in(run: Run, tmp_path: Path) -> None:
    """Feedback of several servers is in one file, and what one has nobody else can find."""
    for name, (_, text) in SERVERS.items():
        (tmp_path / f"{name}.txt").write_text(text)
        assert run("add", f"{name}.txt", "--library", name).code == 0

    async def ask() -> None:
        async with await Library.open(LibrarySettings()) as library:
            for name, (question, _) in SERVERS.items():
                kept = await library.keep(await library.ask(question, library=name), library=name)
                assert kept.answer.status == "answered"
                await library.feedback(kept.id, by="1", verdict="good")

    asyncio.run(ask())
    run("export", "--feedback", "out.jsonl")
    [figures] = run("evaluate", "out.jsonl", "--json").values
    assert (figures["answerable"], figures["answerable_refused"], figures["article_at_1"]) == (2, 0, 1)
    [figures] = run("evaluate", "out.jsonl", "--json", "--library", "guild-2").values
    assert (figures["answerable"], figures["answerable_refused"], figures["article_at_1"]) == (2, 0.5, 0.5)


def test_feedback_of_one_library_is_exported_alone(run: Run, kept: dict[str, KeptAnswer]) -> None:
    for library, number in (("guild-1", 3), ("guild-2", 0), ("shared", 0)):
        ran = run("export", "--feedback", "out.jsonl", "--library", library, "--json")
        assert ran.values == [{"status": "exported", "answers": number, "path": "out.jsonl"}]
