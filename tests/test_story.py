"""The README's story in one go: from articles added on the command line to a source that was reviewed.

Messages are compared whole, but for what Footnote chooses to quote of the samples: better quotes are no fault.
"""

import asyncio
import json
import re
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.settings import BotSettings
from index import Library, LibrarySettings
from tests.bot.refused import complaints
from tests.bot.simulation import SERVER, TOKEN, Person, Shown, Simulation, buttons_of, simulate, text_of

SAMPLES = Path(__file__).parents[1] / "samples"
QUESTION = "who did Pashinyan call?"
NOTE = "It leaves out what Blinken did."
CLASHES = "Clashes on the Armenia–Azerbaijan border, 13 September 2022"
RULES = "Kayaks of the Riverside boat house are lent out until eight in the evening. The key hangs behind the bar."
KAYAKS = "Until when are the kayaks of the boat house lent out?"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """Be the operator, who adds the samples for all servers."""
    monkeypatch.chdir(tmp_path)
    assert main(["add", *map(str, sorted(SAMPLES.glob("*-*")))]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "8 added"
    return tmp_path / "data"


async def test_from_install_to_a_reviewed_source(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with await Library.open(LibrarySettings(data_dir=data)) as library:
        simulation = await simulate(library, BotSettings.model_validate({"discord_token": TOKEN}))
        try:
            answer = await _a_member_asks(simulation)
            await _reviews_the_first_source(simulation, answer)
            await _a_manager_adds_an_article_and_takes_it_back(simulation)
            await _sources_bring_the_answer_back_after_a_restart(simulation, text_of(answer))
            assert complaints(simulation.env) == []
        finally:
            await simulation.env.shutdown()
    await _the_operator_reads_what_was_said(capsys)


async def _a_member_asks(simulation: Simulation) -> Shown:
    answer = await simulation.alice.slash(simulation.channel, "ask", question=QUESTION)
    quotes, sources = text_of(answer).split("\n———\n")
    assert quotes.startswith(f"**{QUESTION}**\n> ")
    assert "Pashinyan called **Russian President Vladimir Putin** first" in quotes
    numbers = re.findall(r"\*\*\[(\d)\]\*\*", quotes)
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    assert sources.startswith(f"**[1]** {CLASHES}\n-# 13 Sep 2022 [Source 1]")
    assert list(buttons_of(answer)) == [*(f"Source {number}" for number in numbers), "👍", "👎"]
    return answer


async def _reviews_the_first_source(simulation: Simulation, answer: Shown) -> None:
    alice = simulation.alice
    assert answer.response is not None
    source = await alice.click(answer.response, label="Source 1")
    assert source.ephemeral
    assert source.response is not None
    opened = text_of(source)
    assert opened.startswith(f"**{CLASHES}**\n-# Footnote samples · 13 Sep 2022\n———\n")
    assert re.search(
        r"^\*\*.*That night Pashinyan called Russian President Vladimir Putin first\.", opened, re.MULTILINE
    )
    assert re.search(r"\n-# Passage 2 of 4 · added \d+ \w+ \d+ by the operator\n", opened)
    assert opened.endswith("\n[◀️] [▶️]\n[Read it on the web] [This doesn't support it]")

    await alice.click(source.response, custom_id=buttons_of(source)["▶️"])
    walked = text_of(source)
    assert "\n-# Passage 3 of 4 · added " in walked
    assert walked.endswith("\n[◀️] [▶️] [Back to the quote]")
    await alice.click(source.response, label="Back to the quote")
    assert text_of(source) == opened

    form = await alice.click(source.response, label="This doesn't support it")
    thanks = await alice.submit_modal(form, {"reason": ["incomplete"], "note": NOTE})
    assert text_of(thanks) == "Thanks, I noted it for those who look after the library."


async def _a_manager_adds_an_article_and_takes_it_back(simulation: Simulation) -> None:
    rosa = simulation.manager("rosa")
    form = await rosa.slash(simulation.channel, "article add text")
    added = await rosa.submit_modal(form, {"title": "Boat house rules", "text": RULES})
    assert added.response is not None
    preview = f"Added **Boat house rules**\n-# 1 passage\n> {RULES}"
    assert text_of(added) == f"{preview}\n[Undo] [Read]"

    assert await _mention(simulation, KAYAKS) == (
        "> Kayaks of the Riverside boat house are lent out until eight in the evening. **[1]**\n"
        "———\n"
        "**[1]** Boat house rules [Source 1]\n"
        "[👍] [👎]"
    )
    await _a_stranger_sees_nothing_of_it(simulation, simulation.mallory)

    await rosa.click(added.response, label="Undo")
    assert text_of(added) == f"{preview}\n-# Removed again by <@{rosa.id}>."
    assert (await _mention(simulation, KAYAKS)).startswith("**The articles don't say.**\n")


async def _a_stranger_sees_nothing_of_it(simulation: Simulation, mallory: Person) -> None:
    elsewhere = simulation.other_channel
    refusal = text_of(await mallory.slash(elsewhere, "ask", question=KAYAKS))
    assert refusal.startswith(f"**{KAYAKS}**\n**The articles don't say.**\n")
    listed = text_of(await mallory.slash(elsewhere, "article list"))
    assert listed.startswith("**8 articles**, 8 of them shared by all servers\n")
    assert "oat house rules" not in refusal + listed
    assert await mallory.autocomplete(elsewhere, "ask", "article", "boat house", question=KAYAKS) == []
    assert text_of(await mallory.slash(elsewhere, "sources")).count("[Show ") == 1  # her own


async def _mention(simulation: Simulation, question: str) -> str:
    """Ask by a mention, and return what is answered."""
    await simulation.alice.send(simulation.channel, f"{simulation.mention} {question}")
    return text_of(simulation.channel.last_message)


async def _sources_bring_the_answer_back_after_a_restart(simulation: Simulation, answer: str) -> None:
    await simulation.restart()
    recent = await simulation.alice.slash(simulation.channel, "sources")
    assert recent.response is not None
    *_, asked, about, forget = text_of(recent).splitlines()
    assert (asked, forget) == (QUESTION, "[Forget my answers]")
    assert re.fullmatch(r"-# \d sources · <t:\d+:R> \[Show 3\]", about)
    again = await simulation.alice.click(recent.response, label="Show 3")
    assert again.ephemeral
    assert text_of(again) == answer


async def _the_operator_reads_what_was_said(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert await asyncio.to_thread(main, ["export", "--feedback", "-"]) == 0
    [said] = map(json.loads, capsys.readouterr().out.splitlines())
    assert (said["question"], said["library"]) == (QUESTION, f"guild-{SERVER}")
    [flag] = said["flags"]
    assert (flag["number"], flag["reason"], flag["note"]) == (1, "incomplete", NOTE)
