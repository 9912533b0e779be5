"""What a server chooses, and who may choose it."""

from collections.abc import Mapping
from typing import Any

import discord
import pytest
import simcord

from bot.preferences import Choices
from bot.render import ids
from tests.bot.builders import LIBRARY
from tests.bot.simulation import Shown, Simulation, buttons_of, components_of, text_of, walk

BAKERY = "When does the bakery in Port Elderwick open?"
NOT_MANAGER = "This is for those who look after the library here: it takes *Manage Server*"
SERVERS_ONLY = (
    "Settings belong to a server: use `/settings` in one. In direct messages your library is yours alone,"
    " and nobody else can ask it or change it."
)


async def _settings(simulation: Simulation, who: simcord.MemberActor) -> Shown:
    return await who.slash(simulation.channel, "settings show")


async def _choices(simulation: Simulation) -> Choices:
    """Return what is stored, not what is remembered."""
    return await simulation.bot.desk.preferences.load(LIBRARY)


async def _pick(who: simcord.MemberActor, shown: Shown, id: str, *chosen: Any) -> None:
    assert shown.response is not None
    await who.select(shown.response, list(chosen), custom_id=id)


def _picker(shown: Shown, id: str) -> Mapping[str, Any]:
    [found] = [one for one in walk(components_of(shown)) if one.get("custom_id") == id]
    return found


async def test_settings_are_shown_privately_with_what_changes_them(simulation: Simulation) -> None:
    shown = await _settings(simulation, simulation.manager("olga"))
    assert shown.ephemeral
    *lines, articles, answers = text_of(shown).splitlines()
    assert lines == [
        "**How I'm set up in this server**",
        "**Who adds and removes articles**",
        "Those with *Manage Server*",
        "[Choose a role that may as well]",
        "**Who sees answers to commands**",
        "By everyone in the channel [Make them private]",
        "**Where I answer**",
        "In all channels that I can see",
        "[Choose channels; none: all]",
        "———",
    ]
    assert articles.startswith("-# 8 of 50,000 articles, ")
    assert articles.endswith(" kB of 1.0 GB of text")
    assert answers == "-# 0 answers kept, each for 90 days"


async def test_usage_counts_what_this_server_asked(simulation: Simulation) -> None:
    await simulation.alice.slash(simulation.channel, "ask", question=BAKERY)
    await simulation.mallory.slash(simulation.other_channel, "ask", question=BAKERY)
    assert text_of(await _settings(simulation, simulation.manager("olga"))).endswith(
        "-# 1 answer kept, each for 90 days"
    )


async def test_answers_are_made_private_and_public_again(simulation: Simulation) -> None:
    olga = simulation.manager("olga")
    shown = await _settings(simulation, olga)
    assert shown.response is not None
    await olga.click(shown.response, label="Make them private")
    assert "By the one who asked alone, unless they say otherwise [Let everyone see them]" in text_of(shown)
    assert (await simulation.alice.slash(simulation.channel, "ask", question=BAKERY)).ephemeral
    await olga.click(shown.response, label="Let everyone see them")
    assert "By everyone in the channel [Make them private]" in text_of(shown)
    assert not (await simulation.alice.slash(simulation.channel, "ask", question=BAKERY)).ephemeral
    assert "private-answers" not in await simulation.library.preferences(LIBRARY)


async def test_channels_are_chosen_and_hold_for_commands_menus_and_messages(simulation: Simulation) -> None:
    olga = simulation.manager("olga")
    helpdesk = simulation.server.create_text_channel("helpdesk")
    shown = await _settings(simulation, olga)
    await _pick(olga, shown, ids.CHANNELS, helpdesk)
    assert f"**Where I answer**\n<#{helpdesk.id}>\n" in text_of(shown)
    assert _picker(shown, ids.CHANNELS)["default_values"] == [{"id": helpdesk.id, "type": "channel"}]

    elsewhere = f"In this server I answer in <#{helpdesk.id}>."
    assert text_of(await simulation.alice.slash(simulation.channel, "ask", question=BAKERY)) == elsewhere
    message = await simulation.alice.send(simulation.channel, BAKERY)
    menu = await simulation.alice.context_menu(simulation.channel, "Ask about this", message)
    assert text_of(menu) == elsewhere
    await simulation.alice.send(simulation.channel, f"{simulation.mention} {BAKERY}")
    assert simulation.said_in(simulation.channel)[-1] == elsewhere
    thread = simulation.thread(simulation.channel, "bread")
    assert text_of(await simulation.alice.slash(thread, "ask", question=BAKERY)) == elsewhere

    for place in (helpdesk, simulation.thread(helpdesk, "bread")):
        assert "opens at seven" in text_of(await simulation.alice.slash(place, "ask", question=BAKERY))
    assert text_of(await simulation.mallory.slash(simulation.other_channel, "ask", question=BAKERY)) != elsewhere


async def test_choosing_no_channel_is_choosing_all(simulation: Simulation) -> None:
    olga = simulation.manager("olga")
    shown = await _settings(simulation, olga)
    await _pick(olga, shown, ids.CHANNELS, simulation.channel)
    await _pick(olga, shown, ids.CHANNELS)
    assert "In all channels that I can see" in text_of(shown)
    assert await _choices(simulation) == Choices()


async def test_what_was_deleted_since_it_was_chosen_is_said_and_not_offered(simulation: Simulation) -> None:
    kept = [str(simulation.channel.id), "700000000000000099", "700000000000000098"]
    await simulation.library.set_preference(LIBRARY, "channels", kept)
    await simulation.library.set_preference(LIBRARY, "manager-role", "700000000000000097")
    shown = await _settings(simulation, simulation.manager("olga"))
    assert "Those with *Manage Server*, and a role that was deleted" in text_of(shown)
    assert f"<#{simulation.channel.id}>, 2 deleted channels" in text_of(shown)
    assert _picker(shown, ids.CHANNELS)["default_values"] == [{"id": simulation.channel.id, "type": "channel"}]
    assert not _picker(shown, ids.MANAGER_ROLE).get("default_values")


async def test_a_role_is_chosen_and_taken_back_in_the_message_or_by_name(simulation: Simulation) -> None:
    olga = simulation.manager("olga")
    keepers = simulation.server.create_role("Keepers")
    shown = await _settings(simulation, olga)
    await _pick(olga, shown, ids.MANAGER_ROLE, keepers)
    assert f"Those with *Manage Server*, and <@&{keepers.id}>\n" in text_of(shown)
    assert (await _choices(simulation)).manager_role == str(keepers.id)
    await _pick(olga, shown, ids.MANAGER_ROLE)
    assert (await _choices(simulation)).manager_role is None

    shown = await olga.slash(simulation.channel, "settings manager-role", role=keepers)
    assert shown.ephemeral
    assert f"and <@&{keepers.id}>" in text_of(shown)
    await olga.slash(simulation.channel, "settings manager-role")
    assert (await _choices(simulation)).manager_role is None


async def test_everyone_can_be_chosen_and_is_not_pinged(simulation: Simulation) -> None:
    await simulation.library.set_preference(LIBRARY, "manager-role", str(simulation.server.id))
    assert "Those with *Manage Server*, and everyone" in text_of(
        await _settings(simulation, simulation.manager("olga"))
    )


async def test_the_role_may_look_and_choose_but_not_pass_itself_on(simulation: Simulation) -> None:
    keepers = simulation.server.create_role("Keepers")
    kim = simulation.join("kim", roles=[keepers])
    await simulation.library.set_preference(LIBRARY, "manager-role", str(keepers.id))
    await simulation.bot.desk.preferences.load(LIBRARY)
    await simulation.allow("settings", kim)
    shown = await _settings(simulation, kim)
    assert "It takes *Manage Server* to change this." in text_of(shown)
    assert ids.MANAGER_ROLE not in buttons_of(shown).values()
    assert shown.response is not None
    await kim.click(shown.response, label="Make them private")
    assert (await _choices(simulation)).has_private_answers
    refused = await kim.slash(simulation.channel, "settings manager-role")
    assert text_of(refused) == f"{NOT_MANAGER}."
    assert (await _choices(simulation)).manager_role == str(keepers.id)


async def test_who_may_use_the_command_by_the_servers_choice_is_checked_all_the_same(simulation: Simulation) -> None:
    bob = simulation.join("bob")
    with pytest.raises(simcord.SetupError, match="not visible"):
        await _settings(simulation, bob)
    await simulation.allow("settings", bob)
    for command, options in (
        ("settings show", {}),
        ("settings manager-role", {"role": simulation.server.create_role("Bobs")}),
    ):
        shown = await bob.slash(simulation.channel, command, **options)
        assert shown.ephemeral
        assert text_of(shown) == f"{NOT_MANAGER}."
    assert await _choices(simulation) == Choices()


async def test_an_administrator_may(simulation: Simulation) -> None:
    role = simulation.server.create_role("Admins", permissions=discord.Permissions(administrator=True))
    shown = await _settings(simulation, simulation.join("ada", roles=[role]))
    assert _picker(shown, ids.MANAGER_ROLE)["custom_id"] == ids.MANAGER_ROLE


async def test_in_direct_messages_there_is_nothing_to_choose(simulation: Simulation) -> None:
    assert text_of(await simulation.alice.user.slash("settings show")) == SERVERS_ONLY
    assert text_of(await simulation.alice.user.slash("settings manager-role")) == SERVERS_ONLY


async def test_a_role_and_channels_are_chosen_where_nothing_is_known_of_the_server(simulation: Simulation) -> None:
    olga = simulation.manager("olga")
    keepers = simulation.server.create_role("Keepers")
    simulation.hide_server()
    shown = await _settings(simulation, olga)
    await _pick(olga, shown, ids.MANAGER_ROLE, keepers)
    await _pick(olga, shown, ids.CHANNELS, simulation.channel)
    assert f"Those with *Manage Server*, and <@&{keepers.id}>\n" in text_of(shown)
    assert f"**Where I answer**\n<#{simulation.channel.id}>\n" in text_of(shown)
    expected = Choices(manager_role=str(keepers.id), channels=(str(simulation.channel.id),))
    assert await _choices(simulation) == expected


async def test_menus_work_after_a_restart(simulation: Simulation) -> None:
    olga = simulation.manager("olga")
    shown = await _settings(simulation, olga)
    await simulation.restart()
    await _pick(olga, shown, ids.CHANNELS, simulation.channel)
    assert (await _choices(simulation)).channels == (str(simulation.channel.id),)
