"""What belongs to one server is neither seen nor changed from anywhere else.

Each test looks from three places: another server, direct messages of a member, and direct messages of somebody who is
in no server at all.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
import simcord

from bot.preferences import Choices
from bot.render import ids
from tests.bot.builders import LIBRARY, QUESTION, TEXT, add_clock, ask_about_clock, open_clock
from tests.bot.cogs.test_settings import NOT_MANAGER, SERVERS_ONLY
from tests.bot.refused import PICKERS
from tests.bot.simulation import OTHER_SERVER, Shown, Simulation, buttons_of, text_of, walk

GONE = "I don't have this answer any more: answers are kept for a while, and then deleted."
IDS = [
    "fn:s:{}:1",
    "fn:w:{}:1:0",
    "fn:b:{}:1",
    "fn:v:{}:good",
    "fn:v:{}:bad",
    "fn:p:{}:0",
    "fn:a:{}",
    "fn:f:{}:1",
]


@dataclass(frozen=True, kw_only=True)
class Outsider:
    """Somebody who is elsewhere, and what they can do there."""

    who: simcord.MemberActor | simcord.UserHandle
    slash: Callable[..., Awaitable[Shown]]
    complete: Callable[..., Awaitable[list[dict[str, Any]]]]
    library: str


@pytest.fixture(params=["another server", "a member's direct messages", "a stranger's direct messages"])
async def outsider(request: pytest.FixtureRequest, simulation: Simulation) -> Outsider:
    await add_clock(simulation)
    if request.param == "another server":
        mallory = simulation.mallory
        return Outsider(
            who=mallory,
            slash=partial(mallory.slash, simulation.other_channel),
            complete=partial(mallory.autocomplete, simulation.other_channel),
            library=f"guild-{OTHER_SERVER}",
        )
    is_member = request.param == "a member's direct messages"
    user = simulation.alice.user if is_member else simulation.env.create_user("stranger")
    return Outsider(who=user, slash=user.slash, complete=user.autocomplete, library=f"user-{user.id}")


def _says_nothing_of_the_clock(shown: Any) -> bool:
    said = text_of(shown)
    return not any(word in said for word in ("Ottoline", "Fenwick", "Swallows", "Line 1 ", "Gazette", "keeper"))


def _answer_of(shown: Shown) -> str:
    return buttons_of(shown)["👍"].split(":")[2]


async def test_nothing_is_answered_from_a_servers_articles(simulation: Simulation, outsider: Outsider) -> None:
    assert not _says_nothing_of_the_clock(await ask_about_clock(simulation))
    assert _says_nothing_of_the_clock(await outsider.slash("ask", question=QUESTION))


async def test_an_article_cannot_be_named(outsider: Outsider) -> None:
    for article in ("clock", "The clock & [its] *keeper*", "Millbrook Gazette", "Ada"):
        shown = await outsider.slash("ask", question=QUESTION, article=article)
        assert text_of(shown).startswith("There is no article “")


async def test_articles_are_not_completed(outsider: Outsider) -> None:
    for typed in ("clock", "Gazette", "Ada", "%", "_"):
        assert await outsider.complete("ask", "article", typed, question=QUESTION) == []
    offered = await outsider.complete("ask", "article", "", question=QUESTION)
    assert {choice["name"] for choice in offered} <= {"The bakery · shared", "The vault"}


async def test_an_id_of_an_answer_opens_and_changes_nothing(simulation: Simulation, outsider: Outsider) -> None:
    answer = _answer_of(await ask_about_clock(simulation))
    for id in IDS:
        own = await outsider.slash("ask", question=QUESTION)
        forged = id.format(answer)
        shown = await outsider.who.click(simulation.forge(own, forged), custom_id=forged)
        if shown.modal is not None:
            assert "Ottoline" not in str(shown.modal)
            shown = await outsider.who.submit_modal(shown, {"reason": ["incomplete"], "note": "mine now"})
        assert text_of(shown.followups[0] if shown.followups else shown) == GONE
    assert [one async for one in simulation.library.export_feedback()] == []


async def test_an_id_of_ones_own_answer_does_not_reach_further(simulation: Simulation, outsider: Outsider) -> None:
    """Numbers and places that no answer has are none, however an id is written."""
    own = await outsider.slash("ask", question="When does the bakery in Port Elderwick open?")
    answer = _answer_of(own)
    for id in (f"fn:s:{answer}:999999", f"fn:s:{answer}:0", f"fn:w:{answer}:1:999999999", f"fn:p:{answer}:9999"):
        shown = await outsider.who.click(simulation.forge(own, id), custom_id=id)
        assert _says_nothing_of_the_clock(shown)


async def test_a_reply_takes_no_questions_of_a_servers_answer_along(simulation: Simulation) -> None:
    await add_clock(simulation)
    answer = _answer_of(await ask_about_clock(simulation))
    mallory, channel = simulation.mallory, simulation.other_channel
    await mallory.send(channel, f"{simulation.mention} When does the bakery in Port Elderwick open?")
    first = channel.last_message
    stored = simulation.env.backend.get_message(channel.id, first.id)
    button = {"type": 2, "style": 2, "label": "x", "custom_id": ids.source(answer, 1)}
    stored.components = [{"type": 1, "components": [button]}]
    await mallory.send(channel, f"{simulation.mention} and who repairs it?", reply_to=first)
    [kept, _] = await simulation.library.recent(f"guild-{OTHER_SERVER}", str(mallory.id))
    assert kept.answer.question == "and who repairs it?"
    assert kept.turns == ()


async def test_the_message_menu_asks_where_it_is_used(simulation: Simulation) -> None:
    await add_clock(simulation)
    message = await simulation.mallory.send(simulation.other_channel, QUESTION)
    shown = await simulation.mallory.context_menu(simulation.other_channel, "Ask about this", message)
    assert _says_nothing_of_the_clock(shown)


async def test_a_mention_and_a_direct_message_ask_where_they_are_written(simulation: Simulation) -> None:
    await add_clock(simulation)
    await simulation.mallory.send(simulation.other_channel, f"{simulation.mention} {QUESTION}")
    assert _says_nothing_of_the_clock(simulation.other_channel.last_message)
    await simulation.alice.send_dm(QUESTION)
    assert _says_nothing_of_the_clock(simulation.alice.user.dm_channel.last_message)


async def test_an_article_is_not_listed_read_removed_or_read_again(simulation: Simulation, outsider: Outsider) -> None:
    listed = await outsider.slash("article list")
    assert _says_nothing_of_the_clock(listed)
    for article in ("clock", "Ada"):
        for command in ("article show", "article remove", "article refresh"):
            assert _says_nothing_of_the_clock(await outsider.slash(command, article=article))
            for choice in await outsider.complete(command, "article", article):
                assert "clock" not in choice["name"]
    opened = ("fn:o:own:clock", "fn:o:shared:clock", "fn:r:0:own:clock", "fn:l:0:clock")
    for id in (*opened, "fn:x:clock", "fn:u:added:1:clock"):
        own = await outsider.slash("ask", question=QUESTION)
        shown = await outsider.who.click(simulation.forge(own, id), custom_id=id)
        assert _says_nothing_of_the_clock(shown), id
        assert all(map(_says_nothing_of_the_clock, shown.followups)), id
    assert (await simulation.library.show("clock", LIBRARY)).text == TEXT


async def test_recent_answers_stay_where_they_were_given(simulation: Simulation, outsider: Outsider) -> None:
    await ask_about_clock(simulation)
    assert text_of(await outsider.slash("sources")) == (
        "I have no answers of yours from here. Ask something with `/ask`."
    )


async def test_what_is_exported_of_a_library_is_of_that_library(simulation: Simulation, outsider: Outsider) -> None:
    kept = _answer_of(await ask_about_clock(simulation))
    await simulation.library.feedback(kept, by=str(simulation.alice.id), verdict="good")
    await outsider.slash("ask", question=QUESTION)
    assert [one async for one in simulation.library.export_feedback(outsider.library)] == []
    exported = [article async for article in simulation.library.export(outsider.library)]
    assert TEXT not in {article.text for article in exported}


# Choices


async def test_what_a_server_chose_holds_nowhere_else(simulation: Simulation, outsider: Outsider) -> None:
    preferences = simulation.bot.desk.preferences
    await preferences.set(LIBRARY, "private-answers", True)
    await preferences.set(LIBRARY, "channels", ["1"])
    await preferences.set(LIBRARY, "manager-role", "1")
    shown = await outsider.slash("ask", question="When does the bakery in Port Elderwick open?")
    assert "opens at seven" in text_of(shown)
    assert not shown.ephemeral
    assert await preferences.load(outsider.library) == Choices()


async def test_settings_ids_change_what_is_at_hand_alone(simulation: Simulation) -> None:
    """Someone who manages another server presses what they saw in this one."""
    olga = simulation.manager("olga", simulation.other_server)
    own = await olga.slash(simulation.other_channel, "settings show")
    await olga.click(simulation.forge(own, "fn:c:private:on"), custom_id="fn:c:private:on")
    assert await simulation.bot.desk.preferences.load(LIBRARY) == Choices()
    assert (await simulation.bot.desk.preferences.load(f"guild-{OTHER_SERVER}")).has_private_answers


async def test_a_role_or_channel_of_another_server_cannot_be_chosen(simulation: Simulation) -> None:
    olga = simulation.manager("olga", simulation.other_server)
    await simulation.library.set_preference(f"guild-{OTHER_SERVER}", "channels", [str(simulation.channel.id)])
    shown = await olga.slash(simulation.other_channel, "settings show")
    assert str(simulation.channel.id) not in text_of(shown)


@pytest.mark.parametrize("id", ["fn:c:private:on", "fn:c:private:off"])
async def test_settings_ids_do_nothing_for_those_who_may_not(
    simulation: Simulation, outsider: Outsider, id: str
) -> None:
    own = await outsider.slash("ask", question=QUESTION)
    shown = await outsider.who.click(simulation.forge(own, id), custom_id=id)
    is_server = isinstance(outsider.who, simcord.MemberActor)
    assert text_of(shown) == (f"{NOT_MANAGER}." if is_server else SERVERS_ONLY)
    for library in (LIBRARY, outsider.library):
        assert await simulation.bot.desk.preferences.load(library) == Choices()


async def test_settings_ids_do_nothing_for_members_who_may_not(simulation: Simulation) -> None:
    keepers = simulation.server.create_role("Keepers")
    olga = simulation.manager("olga")
    menus = await olga.slash(
        simulation.channel,
        "settings show",
    )
    bob = simulation.join("bob")
    for id, picked in ((ids.MANAGER_ROLE, keepers), (ids.CHANNELS, simulation.channel)):
        [menu] = [one for one in _menus(simulation, menus) if one["custom_id"] == id]
        own = await bob.slash(simulation.channel, "ask", question=QUESTION)
        assert own.response is not None
        stored = simulation.env.backend.get_message(own.response.channel_id, own.response.id)
        stored.components = [{"type": 1, "components": [dict(menu)]}]
        shown = await bob.select(own.response, [picked], custom_id=id)
        assert text_of(shown) == f"{NOT_MANAGER}."
    own = await bob.slash(simulation.channel, "ask", question=QUESTION)
    shown = await bob.click(simulation.forge(own, "fn:c:private:on"), custom_id="fn:c:private:on")
    assert text_of(shown) == f"{NOT_MANAGER}."
    assert await simulation.bot.desk.preferences.load(LIBRARY) == Choices()


# Inside a server


async def test_recent_answers_are_ones_own(simulation: Simulation) -> None:
    await add_clock(simulation)
    await ask_about_clock(simulation)
    shown = await simulation.join("bob").slash(simulation.channel, "sources")
    assert _says_nothing_of_the_clock(shown)


async def test_a_source_is_opened_for_one_reader_alone(simulation: Simulation) -> None:
    await add_clock(simulation)
    source = await open_clock(simulation)
    assert source.response is not None
    with pytest.raises(simcord.SetupError, match="not visible"):
        await simulation.join("bob").click(source.response, label="This doesn't support it")


async def test_an_answers_id_is_not_to_be_guessed(simulation: Simulation) -> None:
    """Whoever has it can open a private answer in the same server; nobody is shown it but who asked."""
    await add_clock(simulation)
    shown = [await simulation.alice.slash(simulation.channel, "ask", question=QUESTION, private=True) for _ in range(3)]
    answers = {_answer_of(one) for one in shown}
    assert len(answers) == 3
    assert {len(answer) for answer in answers} == {12}  # of 64 characters: 72 bits


def _menus(simulation: Simulation, shown: Shown) -> list[dict[str, Any]]:
    assert shown.response is not None
    stored = simulation.env.backend.get_message(shown.response.channel_id, shown.response.id)
    return [dict(one) for one in walk(stored.components) if one["type"] in PICKERS]
