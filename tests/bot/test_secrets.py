"""What people ask, what articles say and the token are in no log line above DEBUG, whatever happens."""

import logging

import pytest

from bot.logs import extras_of
from index import StorageError
from tests.bot.builders import LIBRARY, add_clock
from tests.bot.simulation import TOKEN, Simulation, buttons_of

# Words that stand in nothing else.
QUESTION = "Who repairs the tower clock of Millbrook, zanzibar?"
ARTICLE = "The tower clock of Millbrook is repaired by Ottoline Fenwick every spring. Quixotic."
SECRETS = (TOKEN, "zanzibar", "Millbrook", "Ottoline", "Quixotic", "titular", "annotated", "typedname", "threadword")


def _above_debug(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what every line above DEBUG says, with what was given besides and its traceback."""
    formatter = logging.Formatter()
    return [
        f"{record.name} {formatter.format(record)} {extras_of(record)}"
        for record in caplog.get_records("call")
        if record.levelno > logging.DEBUG
    ]


async def _story(simulation: Simulation) -> None:
    """Do everything that a bot can be asked for, well and badly."""
    alice, channel = simulation.alice, simulation.channel
    await add_clock(simulation, text=f"{ARTICLE}\n\n{'More words about it. ' * 100}", title="The titular clock")
    await alice.autocomplete(channel, "ask", "article", "titular", question=QUESTION)
    answer = await alice.slash(channel, "ask", question=QUESTION)
    assert answer.response is not None
    await alice.slash(channel, "ask", question=QUESTION, article="typedname")
    await alice.slash(channel, "ask", question="zanzibar? " * 150, private=True)
    message = await alice.send(channel, QUESTION)
    await alice.context_menu(channel, "Ask about this", message)
    await alice.send(channel, f"{simulation.mention} {QUESTION}")
    await alice.send(channel, "and zanzibar?", reply_to=channel.last_message)
    await alice.send(simulation.thread(channel, "threadword"), f"{simulation.mention} {QUESTION}")
    await alice.send_dm(QUESTION)
    source = await alice.click(answer.response, label="Source 1")
    assert source.response is not None
    form = await alice.click(source.response, label="This doesn't support it")
    await alice.submit_modal(form, {"reason": ["incomplete"], "note": "annotated"})
    await alice.click(source.response, custom_id=buttons_of(source)["▶️"])
    await alice.click(answer.response, custom_id=buttons_of(answer)["👎"])
    await alice.slash(channel, "sources")
    await simulation.manager("olga").slash(channel, "settings show")
    await simulation.library.remove("clock", LIBRARY)
    await alice.click(answer.response, label="Source 1")


async def _troubles(simulation: Simulation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everything fail that can fail."""
    alice, channel = simulation.alice, simulation.channel
    await simulation.restart(questions_per_minute=10_000)
    for status, code in ((403, 50013), (400, 50035), (404, 10062)):
        simulation.env.inject_error("PATCH", "/webhooks/*", status=status, code=code)
        await alice.slash(channel, "ask", question=QUESTION)
        simulation.env.inject_error("POST", "/channels/*/messages", status=status, code=code)
        await alice.send(channel, f"{simulation.mention} {QUESTION}")
        simulation.env.backend.faults.clear()

    async def fails(*_: object, **__: object) -> None:
        raise StorageError("the database failed")

    monkeypatch.setattr(simulation.library, "ask", fails)
    await alice.slash(channel, "ask", question=QUESTION)
    await alice.send(channel, f"{simulation.mention} {QUESTION}")


async def test_no_line_tells_what_was_asked_or_written(
    simulation: Simulation, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    with caplog.at_level(logging.DEBUG):
        await _story(simulation)
        await _troubles(simulation, monkeypatch)
        await simulation.bot.close()
    said = _above_debug(caplog)
    assert any("answered" in line for line in said)
    assert any("the database failed" in line for line in said)
    assert [line for line in said if any(secret in line for secret in SECRETS)] == []


async def test_a_question_is_told_at_debug(simulation: Simulation, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        await simulation.alice.slash(simulation.channel, "ask", question=QUESTION)
    assert any(record.getMessage() == f"asked: {QUESTION}" for record in caplog.records)
