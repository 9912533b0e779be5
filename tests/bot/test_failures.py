"""What goes wrong between the bot, the library and Discord ends in one answer, or in a word, and in the log."""

import logging
import re
from typing import Any

import aiohttp
import discord
import pytest

from bot import delivery
from index import DiskFull
from tests.bot.simulation import Simulation, text_of

BAKERY = "When does the bakery in Port Elderwick open?"
TROUBLE = "Discord has trouble just now. Try again in a minute."


@pytest.fixture(autouse=True)
def _no_long_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "PAUSES_SECONDS", (0.01, 0.01))


def _fail_with(simulation: Simulation, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    async def ask(*args: Any, **kwargs: Any) -> Any:
        raise error

    monkeypatch.setattr(simulation.library, "ask", ask)


async def test_a_lost_confirmation_of_the_acknowledgement_still_ends_in_one_answer(
    simulation: Simulation, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "bot"):
        simulation.lose_confirmation("*/callback", code=delivery.ALREADY_ACKNOWLEDGED)
        shown = await simulation.alice.slash(simulation.channel, "ask", question=BAKERY)
    assert "opens at seven" in text_of(shown)
    assert shown.followups == []
    assert "the confirmation of an acknowledgement got lost" in caplog.messages


async def test_an_acknowledgement_that_comes_too_late_asks_nothing(
    simulation: Simulation, caplog: pytest.LogCaptureFixture
) -> None:
    simulation.env.inject_error("POST", "/interactions/*", status=404, code=delivery.UNKNOWN_INTERACTION)
    shown = await simulation.alice.slash(simulation.channel, "ask", question=BAKERY)
    assert not shown.acknowledged
    assert await simulation.library.recent(f"guild-{simulation.server.id}", str(simulation.alice.id)) == []
    assert "too late for this interaction" in caplog.messages


@pytest.mark.parametrize("status", [429, 500, 502, 503])
async def test_an_answer_that_discord_does_not_take_is_sent_again(simulation: Simulation, status: int) -> None:
    simulation.env.inject_error("PATCH", "/webhooks/*", status=status, times=2)
    shown = await simulation.alice.slash(simulation.channel, "ask", question=BAKERY)
    assert "opens at seven" in text_of(shown)
    assert shown.followups == []


async def test_nobody_is_left_with_thinking_when_discord_has_trouble_for_longer(
    simulation: Simulation, caplog: pytest.LogCaptureFixture
) -> None:
    simulation.env.inject_error("PATCH", "/webhooks/*", status=502, times=3)
    shown = await simulation.alice.slash(simulation.channel, "ask", question=BAKERY)
    assert text_of(shown) == TROUBLE
    assert "Discord has trouble" in caplog.messages


async def test_what_cannot_even_be_told_is_in_the_log(simulation: Simulation, caplog: pytest.LogCaptureFixture) -> None:
    simulation.env.inject_error("PATCH", "/webhooks/*", status=502, times=None)
    await simulation.alice.slash(simulation.channel, "ask", question=BAKERY)
    assert any(said.startswith("an error couldn't be told") for said in caplog.messages)


async def test_a_reply_is_repeated_with_the_nonce_that_discord_knows_it_by(simulation: Simulation) -> None:
    simulation.env.inject_error("POST", "/channels/*/messages", status=502, times=2)
    asked = await simulation.alice.send(simulation.channel, f"{simulation.mention} {BAKERY}")
    tried = [body for body in simulation.sent() if body.get("message_reference")]
    assert [(body["nonce"], body["enforce_nonce"]) for body in tried] == [(str(asked.id), True)] * 3
    assert len(simulation.said_in(simulation.channel)) == 1


async def test_where_history_cannot_be_read_an_answer_is_no_reply(simulation: Simulation) -> None:
    simulation.env.inject_error("POST", "/channels/*/messages", status=400, code=delivery.NO_HISTORY)
    await simulation.alice.send(simulation.channel, f"{simulation.mention} {BAKERY}")
    [said] = simulation.said_in(simulation.channel)
    assert "opens at seven" in said
    answer = simulation.channel.last_message
    assert answer is not None
    assert answer.reference is None


async def test_an_answer_after_15_minutes_comes_as_a_message(
    simulation: Simulation, caplog: pytest.LogCaptureFixture
) -> None:
    simulation.env.inject_error("PATCH", "/webhooks/*", status=401, code=delivery.TOKEN_EXPIRED)
    await simulation.alice.slash(simulation.channel, "ask", question=BAKERY)
    said = simulation.said_in(simulation.channel)
    assert sum("opens at seven" in one for one in said) == 1
    assert "an answer came after 15 minutes; sent as a message" in caplog.messages


async def test_a_private_answer_after_15_minutes_stays_private(
    simulation: Simulation, caplog: pytest.LogCaptureFixture
) -> None:
    simulation.env.inject_error("PATCH", "/webhooks/*", status=401, code=delivery.TOKEN_EXPIRED, times=None)
    await simulation.alice.slash(simulation.channel, "ask", question=BAKERY, private=True)
    assert not any("opens at seven" in one for one in simulation.said_in(simulation.channel))
    assert "too late for this interaction" in caplog.messages


async def test_whoever_asks_where_nothing_can_be_said_is_told_privately(
    simulation: Simulation, caplog: pytest.LogCaptureFixture
) -> None:
    simulation.env.inject_error("POST", f"/channels/{simulation.channel.id}/*", status=403, code=50013, times=None)
    await simulation.alice.send(simulation.channel, f"{simulation.mention} {BAKERY}")
    assert simulation.said_in(simulation.channel) == []
    [said] = simulation.said_in(simulation.alice.user.dm_channel)
    assert said == (
        f"I can't answer in <#{simulation.channel.id}>: I need the permissions View Channel and Send Messages there."
        " Someone who looks after the server can give them to me; `/ask` works meanwhile."
    )
    assert "a permission is missing" in caplog.messages


async def test_whoever_takes_no_direct_messages_either_is_in_the_log(
    simulation: Simulation, caplog: pytest.LogCaptureFixture
) -> None:
    simulation.env.inject_error("POST", "/channels/*", status=403, code=50001, times=None)
    await simulation.alice.send(simulation.channel, f"{simulation.mention} {BAKERY}")
    assert any(said.startswith("an error couldn't be told") for said in caplog.messages)


async def test_a_fault_of_ours_has_a_reference_that_is_in_the_log(
    simulation: Simulation, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _fail_with(simulation, monkeypatch, RuntimeError("a bug"))
    shown = await simulation.alice.slash(simulation.channel, "ask", question=BAKERY)
    said = re.fullmatch(
        r"Something went wrong here, and it isn't your fault\. Try again; if it stays so, tell whoever runs me this"
        r" reference: `(\w{6})`",
        text_of(shown),
    )
    assert said is not None
    [record] = [record for record in caplog.records if getattr(record, "reference", None) == said[1]]
    assert record.levelno == logging.ERROR
    assert record.exc_info is not None


async def test_a_library_that_cannot_be_reached_is_said(
    simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fail_with(simulation, monkeypatch, DiskFull("no space left in /srv/secret"))
    await simulation.alice.send(simulation.channel, f"{simulation.mention} {BAKERY}")
    [said] = simulation.said_in(simulation.channel)
    assert said.startswith("The library can't be reached just now. Try again;")
    assert "secret" not in said


async def test_a_button_whose_work_fails_is_answered_as_well(
    simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = await simulation.alice.slash(simulation.channel, "ask", question=BAKERY)
    assert shown.response is not None

    async def review(*args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("a bug")

    monkeypatch.setattr(simulation.library, "review", review)
    source = await simulation.alice.click(shown.response, label="Source 1")
    assert source.ephemeral
    assert text_of(source).startswith("Something went wrong here")


async def test_a_completion_that_fails_offers_nothing(simulation: Simulation, monkeypatch: pytest.MonkeyPatch) -> None:
    async def articles(*args: Any, **kwargs: Any) -> Any:
        raise DiskFull("no space left")

    monkeypatch.setattr(simulation.library, "articles", articles)
    assert await simulation.alice.autocomplete(simulation.channel, "ask", "article", "c", question="why?") == []


async def test_typing_that_cannot_be_shown_is_no_reason_not_to_answer(simulation: Simulation) -> None:
    simulation.env.inject_error("POST", "/channels/*/typing", status=403, code=50013)
    await simulation.alice.send(simulation.channel, f"{simulation.mention} {BAKERY}")
    assert "opens at seven" in simulation.said_in(simulation.channel)[0]


def test_a_broken_connection_is_discords_trouble() -> None:
    from bot.errors import explain

    assert explain(aiohttp.ServerDisconnectedError()).reason == "Discord has trouble"
    assert explain(discord.RateLimited(5)).reason == "Discord has trouble"
