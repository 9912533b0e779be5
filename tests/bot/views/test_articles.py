"""Buttons under articles and under what became of them: after a restart, without permission, from elsewhere."""

import json
from datetime import timedelta
from typing import Any

import pytest

from index import Library
from index.catalog import previous
from tests.bot.builders import LIBRARY, TEXT, add_clock, manager_of
from tests.bot.simulation import Person, Shown, Simulation, buttons_of, text_of

STORM = "The storm closed the harbour of Alderney for three days, and forty ships waited outside."
BRIDGE = "The council of Westmoor voted to repair the old bridge over the Tarn before winter."
REFUSED = "This is for those who look after the library here: it takes *Manage Server*."
TOO_LATE = "-# This can't be undone any more: it has changed or gone since, or a day has passed."


@pytest.fixture
def rosa(simulation: Simulation) -> Person:
    return manager_of(simulation)


async def _add(simulation: Simulation, rosa: Person, text: str = STORM, name: str = "storm.txt") -> Shown:
    shown = await rosa.slash(simulation.channel, "article add file", file=(name, text.encode()))
    assert shown.response is not None
    return shown


async def _press(person: Person, shown: Shown, label: str) -> Shown:
    assert shown.response is not None
    return await person.click(shown.response, custom_id=buttons_of(shown)[label])


async def _texts(library: Library, name: str = LIBRARY, search: str = "storm") -> list[str]:
    return [(await library.show(article.id, name)).text for article in await library.articles(name, search=search)]


# Undo


async def test_an_added_article_is_removed_again_after_a_restart(simulation: Simulation, rosa: Person) -> None:
    shown = await _add(simulation, rosa)
    await simulation.restart()
    await _press(rosa, shown, "Undo")
    assert text_of(shown) == f"Added **storm**\n-# 1 passage\n> {STORM}\n-# Removed again by <@{rosa.id}>."
    assert await _texts(simulation.library) == []


async def test_an_updated_article_is_what_it_was_before(simulation: Simulation, rosa: Person) -> None:
    await _add(simulation, rosa)
    shown = await _add(simulation, rosa, BRIDGE)
    await _press(rosa, shown, "Undo")
    assert text_of(shown) == (
        f"Updated **storm**\n-# 1 passage\n> {BRIDGE}\n"
        f"-# Undone by <@{rosa.id}>: the article is what it was before.\n[Read]"
    )
    assert await _texts(simulation.library) == [STORM]


async def test_what_changed_since_is_not_undone_and_that_is_said(simulation: Simulation, rosa: Person) -> None:
    shown = await _add(simulation, rosa)
    await _add(simulation, rosa, BRIDGE)
    await _press(rosa, shown, "Undo")
    assert text_of(shown) == f"Added **storm**\n-# 1 passage\n> {STORM}\n{TOO_LATE}\n[Read]"
    assert await _texts(simulation.library) == [BRIDGE]


async def test_what_is_gone_since_is_not_undone_either(simulation: Simulation, rosa: Person) -> None:
    shown = await _add(simulation, rosa)
    [article] = await simulation.library.articles(LIBRARY, search="storm")
    await simulation.library.remove(article.id, LIBRARY)
    await _press(rosa, shown, "Undo")
    assert TOO_LATE in text_of(shown)


async def test_an_update_of_another_day_is_not_undone(
    simulation: Simulation, rosa: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _add(simulation, rosa)
    shown = await _add(simulation, rosa, BRIDGE)
    monkeypatch.setattr(previous, "UNDO_PERIOD", timedelta(seconds=-1))
    await _press(rosa, shown, "Undo")
    assert TOO_LATE in text_of(shown)
    assert await _texts(simulation.library) == [BRIDGE]


async def test_of_several_articles_one_is_taken_back_and_the_others_stay_as_they_are(
    simulation: Simulation, rosa: Person
) -> None:
    rows = [{"id": f"a{number}", "title": f"Number {number}", "text": f"{STORM} {number}"} for number in range(4)]
    shown = await _add(simulation, rosa, "\n".join(map(json.dumps, rows)), "many.jsonl")
    assert shown.response is not None
    for number in (1, 2):
        await rosa.click(shown.response, custom_id=f"fn:u:added:1:a{number}")
    assert text_of(shown).splitlines() == [
        "**4 added**",
        "Added **Number 0**",
        "-# 1 passage [Undo]",
        "Added **Number 1**",
        "-# 1 passage",
        f"-# Removed again by <@{rosa.id}>.",
        "Added **Number 2**",
        "-# 1 passage",
        f"-# Removed again by <@{rosa.id}>.",
        "Added **Number 3**",
        "-# 1 passage [Undo]",
    ]
    assert {article.id for article in await simulation.library.articles(LIBRARY, search="number")} == {"a0", "a3"}


async def test_only_those_who_may_undo(simulation: Simulation, rosa: Person) -> None:
    shown = await _add(simulation, rosa)
    before = text_of(shown)
    refused = await _press(simulation.alice, shown, "Undo")
    assert refused.ephemeral
    assert text_of(refused) == REFUSED
    simulation.take_roles(rosa)
    assert text_of(await _press(rosa, shown, "Undo")) == REFUSED
    assert text_of(shown) == before
    assert await _texts(simulation.library) == [STORM]


async def test_what_was_undone_is_said_even_where_the_message_cannot_be_read_again(
    simulation: Simulation, rosa: Person
) -> None:
    shown = await _add(simulation, rosa)
    simulation.env.inject_error("GET", "/webhooks/*", status=502, times=None)
    await _press(rosa, shown, "Undo")
    assert text_of(shown).endswith(f"-# Removed again by <@{rosa.id}>.")


async def test_an_undo_that_fails_leaves_the_message_and_is_told_privately(
    simulation: Simulation, rosa: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = await _add(simulation, rosa)
    before = text_of(shown)

    async def undo(*args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("a bug")

    monkeypatch.setattr(simulation.library, "undo", undo)
    pressed = await _press(rosa, shown, "Undo")
    assert text_of(shown) == before
    [told] = pressed.followups
    assert told.ephemeral
    assert text_of(told).startswith("Something went wrong here")


# Removing


async def test_a_removal_is_confirmed_after_a_restart(simulation: Simulation, rosa: Person) -> None:
    await _add(simulation, rosa)
    asked = await rosa.slash(simulation.channel, "article remove", article="storm")
    await simulation.restart()
    await _press(rosa, asked, "Remove it")
    assert text_of(asked) == "Removed **storm**."
    assert await _texts(simulation.library) == []


async def test_whoever_may_not_any_more_removes_nothing(simulation: Simulation, rosa: Person) -> None:
    await _add(simulation, rosa)
    asked = await rosa.slash(simulation.channel, "article remove", article="storm")
    simulation.take_roles(rosa)
    assert text_of(await _press(rosa, asked, "Remove it")) == REFUSED
    assert await _texts(simulation.library) == [STORM]


async def test_what_was_removed_meanwhile_is_said(simulation: Simulation, rosa: Person) -> None:
    await _add(simulation, rosa)
    first = await rosa.slash(simulation.channel, "article remove", article="storm")
    second = await rosa.slash(simulation.channel, "article remove", article="storm")
    await _press(rosa, first, "Remove it")
    await _press(rosa, second, "Remove it")
    assert text_of(second) == "This article isn't in the library any more."


# Reading


async def test_an_article_is_read_page_by_page_after_a_restart(simulation: Simulation) -> None:
    filler = " ".join(f"Sentence number {number} is about nothing at all." for number in range(60))
    await add_clock(simulation, text=f"{TEXT}\n\n{filler}")
    shown = await simulation.alice.slash(simulation.channel, "article show", article="clock")
    first = text_of(shown)
    assert "[◀️ (off)] [▶️] [Read it on the web]" in first
    await simulation.restart()
    await _press(simulation.alice, shown, "▶️")
    assert "-# Passage 2 of " in text_of(shown)
    assert "Sentence number" in text_of(shown)
    await _press(simulation.alice, shown, "◀️")
    assert text_of(shown) == first


async def test_everybody_may_open_what_was_added(simulation: Simulation, rosa: Person) -> None:
    shown = await _add(simulation, rosa)
    opened = await _press(simulation.alice, shown, "Read")
    assert opened.ephemeral
    assert text_of(opened).splitlines()[:3] == ["**storm**", "———", STORM]


async def test_reading_on_in_a_removed_article_is_said(simulation: Simulation) -> None:
    await add_clock(simulation, text="More words here. " * 120)
    shown = await simulation.alice.slash(simulation.channel, "article show", article="clock")
    await simulation.library.remove("clock", LIBRARY)
    await _press(simulation.alice, shown, "▶️")
    assert text_of(shown) == "This article isn't in the library any more."


async def test_the_list_is_paged_after_a_restart_from_its_own_articles_to_the_shared(simulation: Simulation) -> None:
    rows = [
        {"id": f"a{number:02}", "title": f"Number {number:02}", "text": f"{STORM} {number}"} for number in range(15)
    ]
    data = "\n".join(map(json.dumps, rows)).encode()
    assert len([one async for one in simulation.library.add_file("many.jsonl", data, library=LIBRARY)]) == 15
    shown = await simulation.alice.slash(simulation.channel, "article list", search="e")
    titles = text_of(shown).count("[Read]")
    assert text_of(shown).splitlines()[-2:] == ["-# page 1 of 3", "[◀️ (off)] [▶️]"]
    await simulation.restart()
    await _press(simulation.alice, shown, "▶️")
    titles += text_of(shown).count("[Read]")
    await _press(simulation.alice, shown, "▶️")
    titles += text_of(shown).count("[Read]")
    total = int(text_of(shown).split()[0].removeprefix("**"))
    assert titles == total
    assert text_of(shown).splitlines()[-4:] == [
        "**The bakery**",
        "-# shared [Read]",
        "-# page 3 of 3",
        "[◀️] [▶️ (off)]",
    ]


# Forms


async def test_a_form_that_was_opened_before_a_restart_is_taken_after_it(simulation: Simulation, rosa: Person) -> None:
    form = await rosa.slash(simulation.channel, "article add text")
    await simulation.restart()
    shown = await rosa.submit_modal(form, {"title": "storm", "text": STORM})
    assert text_of(shown).startswith("Added **storm**")


async def test_a_form_of_someone_who_may_not_any_more_adds_nothing(simulation: Simulation, rosa: Person) -> None:
    form = await rosa.slash(simulation.channel, "article add text")
    simulation.take_roles(rosa)
    shown = await rosa.submit_modal(form, {"title": "storm", "text": STORM})
    assert shown.ephemeral
    assert text_of(shown) == REFUSED
    assert await _texts(simulation.library) == []


# From elsewhere


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("fn:o:own:{}", "This article isn't in the library any more."),
        ("fn:r:0:own:{}", "This article isn't in the library any more."),
        ("fn:o:shared:{}", "This article isn't in the library any more."),
        ("fn:x:{}", "This article isn't in the library any more."),
        ("fn:u:added:1:{}", TOO_LATE),
        ("fn:u:updated:1:{}", TOO_LATE),
    ],
)
async def test_an_id_of_another_server_reaches_nothing(
    simulation: Simulation, rosa: Person, id: str, said: str
) -> None:
    other = f"guild-{simulation.other_server.id}"
    [vault] = await simulation.library.articles(other)
    shown = await _add(simulation, rosa)
    forged = id.format(vault.id)
    simulation.forge(shown, forged)
    assert shown.response is not None
    pressed = await rosa.click(shown.response, custom_id=forged)
    assert said in (text_of(pressed) if pressed.response is not None else text_of(shown))
    assert await simulation.library.articles(other) == [vault]


async def test_shared_articles_are_neither_removed_nor_undone_by_ids_typed_by_hand(
    simulation: Simulation, rosa: Person
) -> None:
    [bakery] = await simulation.library.articles()
    for id in (f"fn:x:{bakery.id}", f"fn:u:added:1:{bakery.id}"):
        shown = await _add(simulation, rosa, f"{STORM} {id}")
        simulation.forge(shown, id)
        assert shown.response is not None
        await rosa.click(shown.response, custom_id=id)
    assert await simulation.library.articles() == [bakery]


async def test_in_direct_messages_an_add_is_undone_by_its_owner(simulation: Simulation) -> None:
    alice = simulation.alice.user
    shown = await alice.slash("article add file", file=("storm.txt", STORM.encode()))
    assert shown.response is not None
    await alice.click(shown.response, label="Undo")
    assert text_of(shown).endswith(f"-# Removed again by <@{alice.id}>.")
    assert await simulation.library.articles(f"user-{alice.id}") == []
