"""``/article`` and *Add as article*, used by people with and without permission."""

import json
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from index import SHARED, DiskFull
from tests.bot.builders import LIBRARY, add_clock, manager_of
from tests.bot.simulation import Person, Shown, Simulation, text_of
from tests.index.sources.site import PUBLIC, LoopbackResolver, serve

STORM = "The storm closed the harbour of Alderney for three days, and forty ships waited outside."
BRIDGE = "The council of Westmoor voted to repair the old bridge over the Tarn before winter."
REFUSED = "This is for those who look after the library here: it takes *Manage Server*."
NOT_PUBLIC = "this address can't be fetched; check its spelling, and that it is a public http or https address."
GONE = "there is no page at this address \\(404\\); check the address"


@pytest.fixture
def rosa(simulation: Simulation) -> Person:
    return manager_of(simulation)


@pytest.fixture
async def site(simulation: Simulation) -> AsyncIterator[dict[str, str]]:
    """Serve pages by their paths, under a name that looks public."""
    pages: dict[str, str] = {}

    async def handle(request: web.Request) -> web.Response:
        if request.path not in pages:
            return web.Response(status=404)
        return web.Response(text=pages[request.path], content_type="text/plain")

    async with serve(handle) as port:
        names = {"news.example.com": [[PUBLIC]], "intranet.example.com": [["10.0.0.7"]]}
        simulation.library._resolver = LoopbackResolver(port, names)
        yield pages


async def _add_file(
    person: Person, simulation: Simulation, name: str = "storm.txt", text: str = STORM, **where: Any
) -> Shown:
    channel = where.get("channel", simulation.channel)
    return await person.slash(channel, "article add file", file=(name, text.encode()))


# Adding


async def test_a_file_becomes_an_article_that_questions_are_answered_from(simulation: Simulation, rosa: Person) -> None:
    shown = await _add_file(rosa, simulation, "Storm_news.txt")
    assert text_of(shown) == f"Added **Storm news**\n-# 1 passage\n> {STORM}\n[Undo] [Read]"
    assert not shown.ephemeral
    [article] = await simulation.library.articles(LIBRARY, search="storm")
    assert (article.added_by, article.source, article.url) == (
        f"discord:{rosa.id}",
        "upload:Storm_news.txt",
        None,
    )
    answer = await simulation.alice.slash(simulation.channel, "ask", question="How long was the harbour closed?")
    assert "Alderney" in text_of(answer)


async def test_five_files_are_added_at_once(simulation: Simulation, rosa: Person) -> None:
    names = ("file", "file2", "file3", "file4", "file5")
    files: dict[str, Any] = {name: (f"{name}.txt", f"{STORM} {name}".encode()) for name in names}
    shown = await rosa.slash(simulation.channel, "article add file", **files)
    assert text_of(shown).splitlines()[0] == "**5 added**"
    assert await simulation.library.article_count(LIBRARY, search="file") == 5


async def test_the_same_file_name_again_updates_and_the_same_file_is_unchanged(
    simulation: Simulation, rosa: Person
) -> None:
    await _add_file(rosa, simulation)
    unchanged = await _add_file(rosa, simulation)
    assert text_of(unchanged) == "Unchanged: **storm**\n-# 1 passage\n[Read]"
    updated = await _add_file(rosa, simulation, text=BRIDGE)
    assert text_of(updated) == f"Updated **storm**\n-# 1 passage\n> {BRIDGE}\n[Undo] [Read]"
    assert await simulation.library.article_count(LIBRARY, search="storm") == 1


async def test_the_same_text_under_another_name_is_not_added_twice(simulation: Simulation, rosa: Person) -> None:
    await _add_file(rosa, simulation)
    shown = await _add_file(rosa, simulation, "again.txt")
    assert text_of(shown) == "Not added: **storm** has the same text\n-# 1 passage\n[Read]"


async def test_a_file_of_many_articles_is_counted(simulation: Simulation, rosa: Person) -> None:
    rows = [{"id": f"a{number}", "title": f"Number {number}", "text": f"{STORM} {number}"} for number in range(13)]
    text = "\n".join([*map(json.dumps, rows), '{"title": "no text"}'])
    lines = text_of(await _add_file(rosa, simulation, "many.jsonl", text)).splitlines()
    assert lines[0] == "**13 added · 1 failed**"
    assert lines[1] == "Added **Number 0**"
    assert lines[2] == "-# 1 passage [Undo]"
    assert lines[-2].startswith("Couldn't read **many.jsonl")
    assert lines[-1] == "-# and 4 more, which `/article list` shows"


async def test_an_article_from_the_web_is_shown_with_its_site(
    simulation: Simulation, rosa: Person, site: dict[str, str]
) -> None:
    site["/storm-news"] = STORM
    shown = await rosa.slash(simulation.channel, "article add url", addresses="http://news.example.com/storm-news")
    assert text_of(shown) == f"Added **storm news**\n-# news.example.com · 1 passage\n> {STORM}\n[Undo] [Read]"


async def test_an_address_that_fails_does_not_stop_the_others(
    simulation: Simulation, rosa: Person, site: dict[str, str]
) -> None:
    site["/storm"] = STORM
    typed = "http://news.example.com/gone, http://127.0.0.1:8080/ http://intranet.example.com/x http://news.example.com/storm"
    shown = await rosa.slash(simulation.channel, "article add url", addresses=typed)
    assert text_of(shown).splitlines() == [
        "**1 added · 3 failed**",
        f"Couldn't read **<http://news.example.com/gone>**: {GONE}.",
        f"Couldn't read **<http://127.0.0.1:8080/>**: {NOT_PUBLIC}",
        f"Couldn't read **<http://intranet.example.com/x>**: {NOT_PUBLIC}",
        "Added **storm**",
        "-# news.example.com · 1 passage [Undo]",
    ]


async def test_a_path_on_the_machine_is_never_read(simulation: Simulation, rosa: Person) -> None:
    shown = await rosa.slash(simulation.channel, "article add url", addresses="/etc/passwd file:///etc/hostname")
    assert text_of(shown).splitlines() == [
        "**2 failed**",
        f"Couldn't read **/etc/passwd**: {NOT_PUBLIC}",
        "———",
        f"Couldn't read **file:\\/\\//etc/hostname**: {NOT_PUBLIC}",
    ]


async def test_a_file_that_cannot_be_read_says_why(simulation: Simulation, rosa: Person) -> None:
    shown = await _add_file(rosa, simulation, "archive_*1*.zip")
    assert text_of(shown) == (
        "Couldn't read **archive\\_\\*1\\*.zip**: .zip files can't be read; give one of .txt, .md, .html, .pdf, .docx,"
        " .jsonl and .jsonl.gz."
    )


async def test_a_file_past_the_limit_is_refused(simulation: Simulation, rosa: Person) -> None:
    limits = simulation.library._settings.model_copy(update={"max_file_bytes": 10})
    simulation.library._settings = limits
    assert text_of(await _add_file(rosa, simulation)).startswith(
        "Couldn't read **storm.txt**: larger than the limit of "
    )


async def test_a_full_library_says_so_kindly(simulation: Simulation, rosa: Person) -> None:
    simulation.library._settings = simulation.library._settings.model_copy(update={"max_articles": 8})
    assert text_of(await _add_file(rosa, simulation)) == (
        "The library here is full, so **storm.txt** wasn't added. `/article remove` makes room; whoever runs me can"
        " allow more."
    )


async def test_a_text_is_pasted_into_a_form(simulation: Simulation, rosa: Person) -> None:
    form = await rosa.slash(simulation.channel, "article add text")
    assert form.modal is not None
    shown = await rosa.submit_modal(form, {"title": "A *storm*", "text": STORM})
    assert text_of(shown) == f"Added **A \\*storm\\***\n-# 1 passage\n> {STORM}\n[Undo] [Read]"


async def test_a_text_without_a_title_is_called_by_its_first_words(simulation: Simulation, rosa: Person) -> None:
    form = await rosa.slash(simulation.channel, "article add text")
    assert text_of(await rosa.submit_modal(form, {"text": STORM})).startswith("Added **The storm closed")


async def test_the_library_of_direct_messages_has_limits_of_its_own(simulation: Simulation, rosa: Person) -> None:
    limits = simulation.library._settings.model_copy(update={"max_personal_articles": 1})
    simulation.library._settings = limits
    alice = simulation.alice.user
    assert text_of(await alice.slash("article add file", file=("storm.txt", STORM.encode()))).startswith("Added")
    shown = await alice.slash("article add file", file=("bridge.txt", BRIDGE.encode()))
    assert text_of(shown) == (
        "The library here is full, so **bridge.txt** wasn't added. `/article remove` makes room; whoever runs me can"
        " allow more."
    )
    assert text_of(await _add_file(rosa, simulation)).startswith("Added")


async def test_whoever_adds_a_lot_at_once_is_told_when_to_come_back(simulation: Simulation, rosa: Person) -> None:
    await simulation.restart(adds_per_minute=2)
    channel = simulation.channel
    form = await rosa.slash(channel, "article add text")
    assert text_of(await _add_file(rosa, simulation)).startswith("Added")
    before = await simulation.library.articles(LIBRARY)
    message = await simulation.alice.send(channel, BRIDGE)
    for shown in (
        await _add_file(rosa, simulation, "bridge.txt", BRIDGE),
        await rosa.slash(channel, "article add url", addresses="http://news.example.com/storm"),
        await rosa.slash(channel, "article add text"),
        await rosa.context_menu(channel, "Add as article", message),
        await rosa.slash(channel, "article refresh"),
    ):
        assert shown.ephemeral
        assert shown.modal is None
        assert re.fullmatch(r"That's a lot to add at once\. You can add more <t:\d+:R>\.", text_of(shown))
    assert await simulation.library.articles(LIBRARY) == before
    filled = await rosa.submit_modal(form, {"title": "", "text": BRIDGE})
    assert text_of(filled).startswith("Added"), "what somebody wrote into a form isn't lost"
    ben = manager_of(simulation, "ben")
    assert text_of(await _add_file(ben, simulation, "ben.txt", f"{STORM} Ben saw it.")).startswith("Added")


async def test_in_direct_messages_everybody_has_a_library_of_their_own(simulation: Simulation) -> None:
    alice = simulation.alice.user
    shown = await alice.slash("article add file", file=("storm.txt", STORM.encode()))
    assert text_of(shown).startswith("Added **storm**")
    [article] = await simulation.library.articles(f"user-{alice.id}")
    assert article.title == "storm"
    assert await simulation.library.article_count(LIBRARY, search="storm") == 0
    listed = text_of(await alice.slash("article list"))
    assert listed.splitlines() == [
        "**2 articles**, 1 of them shared by all servers",
        "**storm** [Read]",
        "**The bakery**",
        "-# shared [Read]",
    ]


async def test_in_a_thread_it_is_the_servers_library(simulation: Simulation, rosa: Person) -> None:
    thread = simulation.thread(simulation.channel, "news")
    await _add_file(rosa, simulation, channel=thread)
    assert await simulation.library.article_count(LIBRARY, search="storm") == 1


# The message menu


async def test_a_messages_links_and_files_are_added(simulation: Simulation, rosa: Person, site: dict[str, str]) -> None:
    site["/storm"] = STORM
    files = [("bridge.txt", BRIDGE.encode()), ("picture.png", b"\x89PNG")]
    message = await simulation.alice.send(
        simulation.channel, "Both are worth reading: <http://news.example.com/storm>!", attachments=files
    )
    shown = await rosa.context_menu(simulation.channel, "Add as article", message)
    assert text_of(shown).splitlines() == [
        "**2 added**",
        "Added **bridge**",
        "-# 1 passage",
        f"> {BRIDGE}",
        "[Undo] [Read]",
        "———",
        "Added **storm**",
        "-# news.example.com · 1 passage",
        f"> {STORM}",
        "[Undo] [Read]",
    ]


async def test_a_messages_text_is_added_where_it_has_neither(simulation: Simulation, rosa: Person) -> None:
    bob = simulation.join("bob")
    message = await bob.send(simulation.channel, f"{STORM} Ask {simulation.alice.mention} about it.")
    shown = await rosa.context_menu(simulation.channel, "Add as article", message)
    assert "\n> The storm closed the harbour of Alderney" in text_of(shown)
    assert "Ask @alice about it." in text_of(shown)


async def test_a_message_without_anything_says_so(simulation: Simulation, rosa: Person) -> None:
    message = await simulation.alice.send(simulation.channel, "https://discord.com/channels/1/2/3")
    shown = await rosa.context_menu(simulation.channel, "Add as article", message)
    assert shown.ephemeral
    assert text_of(shown) == "There is nothing in that message that I could add: no link, no file and no text."


async def test_a_picture_alone_says_that_it_cannot_be_read(simulation: Simulation, rosa: Person) -> None:
    message = await simulation.alice.send(simulation.channel, attachments=[("picture.png", b"\x89PNG")])
    shown = await rosa.context_menu(simulation.channel, "Add as article", message)
    assert text_of(shown).startswith("Couldn't read **picture.png**: .png files can't be read; give one of ")


async def test_text_that_was_left_out_is_said(simulation: Simulation, rosa: Person) -> None:
    text = "A long introduction to what is in the file. " * 6
    message = await simulation.alice.send(simulation.channel, text, attachments=[("storm.txt", STORM.encode())])
    shown = await rosa.context_menu(simulation.channel, "Add as article", message)
    assert text_of(shown).splitlines()[-1] == (
        "-# Only the links and files of the message were taken, not its text. `/article add text` takes text."
    )


# Who may


async def test_nothing_is_changed_by_those_who_may_not(simulation: Simulation) -> None:
    await add_clock(simulation)
    before = await simulation.library.articles(LIBRARY)
    alice, channel = simulation.alice, simulation.channel
    message = await alice.send(channel, STORM)
    for shown in (
        await _add_file(alice, simulation),
        await alice.slash(channel, "article add url", addresses="http://news.example.com/storm"),
        await alice.slash(channel, "article add text"),
        await alice.context_menu(channel, "Add as article", message),
        await alice.slash(channel, "article remove", article="clock"),
        await alice.slash(channel, "article refresh"),
        await alice.slash(channel, "article refresh", article="clock"),
    ):
        assert shown.ephemeral
        assert shown.modal is None
        assert text_of(shown) == REFUSED
    assert await simulation.library.articles(LIBRARY) == before


async def test_those_with_the_role_that_was_chosen_may(simulation: Simulation) -> None:
    role = simulation.server.create_role("Librarians")
    other = simulation.server.create_role("Others")
    await simulation.bot.desk.preferences.set(LIBRARY, "manager-role", str(role.id))
    ben = simulation.join("ben", roles=[role])
    assert text_of(await _add_file(ben, simulation)).startswith("Added **storm**")
    ann = simulation.join("ann", roles=[other])
    assert text_of(await _add_file(ann, simulation)) == (
        f"This is for those who look after the library here: it takes *Manage Server* or the role <@&{role.id}>."
    )
    simulation.take_roles(ben)
    assert "it takes" in text_of(await _add_file(ben, simulation))


async def test_the_role_that_was_chosen_counts_where_nothing_is_known_of_the_server(simulation: Simulation) -> None:
    """As where the bot has its commands only, and in an outage."""
    role = simulation.server.create_role("Librarians")
    await simulation.bot.desk.preferences.set(LIBRARY, "manager-role", str(role.id))
    ben, ann = simulation.join("ben", roles=[role]), simulation.join("ann")
    simulation.hide_server()
    assert text_of(await _add_file(ben, simulation)).startswith("Added **storm**")
    assert "it takes" in text_of(await _add_file(ann, simulation))


# Listing and reading


async def test_a_list_shows_the_servers_articles_and_then_the_shared(simulation: Simulation) -> None:
    shown = await simulation.alice.slash(simulation.channel, "article list")
    assert shown.ephemeral
    lines = text_of(shown).splitlines()
    assert lines[0] == "**9 articles**, 1 of them shared by all servers"
    assert lines[-2:] == ["**The bakery**", "-# shared [Read]"]
    assert not any("vault" in line for line in lines)


async def test_a_list_is_searched(simulation: Simulation) -> None:
    shown = await simulation.alice.slash(simulation.channel, "article list", search=" canal  suez ")
    assert text_of(shown).splitlines() == [
        "**1 article that match “canal suez”**",
        "**The Suez Canal: building, closures and reopening**",
        "-# 1 Mar 2024 [Read]",
    ]
    shown = await simulation.alice.slash(simulation.channel, "article list", search="<@1>")
    assert text_of(shown) == "No article has “\\<@\u200b1\\>” in its title, its author or its site."


async def test_an_article_is_read_by_whatever_names_it(simulation: Simulation) -> None:
    [choice] = await simulation.alice.autocomplete(simulation.channel, "article show", "article", "suez")
    assert choice["name"] == "The Suez Canal: building, closures and reopening"
    by_id = await simulation.alice.slash(simulation.channel, "article show", article=choice["value"])
    assert by_id.ephemeral
    for typed in ("suez", choice["name"].upper()):
        shown = await simulation.alice.slash(simulation.channel, "article show", article=typed)
        assert text_of(shown) == text_of(by_id)
    lines = text_of(by_id).splitlines()
    assert lines[0] == "**The Suez Canal: building, closures and reopening**"
    assert lines[-2].startswith("-# Passage 1 of 5 · added ")
    assert lines[-1] == "[◀️ (off)] [▶️]"


async def test_a_shared_article_is_offered_marked_and_read(simulation: Simulation) -> None:
    [choice] = await simulation.alice.autocomplete(simulation.channel, "article show", "article", "bakery")
    assert choice["name"] == "The bakery · shared"
    shown = await simulation.alice.slash(simulation.channel, "article show", article=choice["value"])
    assert text_of(shown).splitlines()[:2] == ["**The bakery**", "-# shared"]


async def test_what_may_mean_several_or_none_is_said(simulation: Simulation) -> None:
    shown = await simulation.alice.slash(simulation.channel, "article show", article="the")
    assert text_of(shown).startswith("More than one article matches “the”. Choose one from the list")
    shown = await simulation.alice.slash(simulation.channel, "article show", article="vault")
    assert text_of(shown) == (
        "There is no article “vault” here. Choose one from the list that appears while you type; `/article list` shows"
        " them all."
    )


async def test_an_article_with_a_very_long_id_is_offered_read_and_removed(simulation: Simulation, rosa: Person) -> None:
    await add_clock(simulation, id="x" * 200)
    [choice] = await rosa.autocomplete(simulation.channel, "article remove", "article", "clock")
    assert len(choice["value"]) <= 64
    shown = await rosa.slash(simulation.channel, "article show", article=choice["value"])
    assert text_of(shown).startswith("**The clock")
    asked = await rosa.slash(simulation.channel, "article remove", article=choice["value"])
    assert asked.response is not None
    await rosa.click(asked.response, label="Remove it")
    assert await simulation.library.article_count(LIBRARY, search="clock") == 0


# Removing


async def test_an_article_is_removed_after_it_was_asked_whether_it_shall(simulation: Simulation, rosa: Person) -> None:
    await add_clock(simulation)
    asked = await rosa.slash(simulation.channel, "article remove", article="clock")
    assert asked.ephemeral
    assert text_of(asked).splitlines() == [
        "Remove this article?",
        "**The clock & \\[its\\] \\*keeper\\***",
        "-# Millbrook Gazette · Ada · 5 Apr 2023",
        "-# It has 1 passage. What answers quoted of it goes with it, and this can't be undone.",
        "[Remove it] [Keep it]",
    ]
    assert asked.response is not None
    await rosa.click(asked.response, label="Remove it")
    assert text_of(asked) == "Removed **The clock & \\[its\\] \\*keeper\\***."
    assert await simulation.library.article_count(LIBRARY, search="clock") == 0


async def test_an_article_stays_when_it_shall(simulation: Simulation, rosa: Person) -> None:
    await add_clock(simulation)
    asked = await rosa.slash(simulation.channel, "article remove", article="clock")
    assert asked.response is not None
    await rosa.click(asked.response, label="Keep it")
    assert text_of(asked) == "It stays in the library."
    assert await simulation.library.article_count(LIBRARY, search="clock") == 1


@pytest.mark.parametrize("command", ["remove", "refresh"])
async def test_shared_articles_are_not_offered_and_stay(simulation: Simulation, rosa: Person, command: str) -> None:
    assert await rosa.autocomplete(simulation.channel, f"article {command}", "article", "bakery") == []
    [bakery] = await simulation.library.articles(SHARED)
    for typed in ("bakery", bakery.id):
        shown = await rosa.slash(simulation.channel, f"article {command}", article=typed)
        assert text_of(shown) == (
            "**The bakery** is shared by all servers, and looked after by whoever runs me. It can be read here, and"
            " neither removed nor refreshed."
        )
    assert await simulation.library.articles(SHARED) == [bakery]


async def test_another_servers_articles_are_not_found(simulation: Simulation, rosa: Person) -> None:
    [vault] = await simulation.library.articles(f"guild-{simulation.other_server.id}")
    for command in ("show", "remove", "refresh"):
        assert await rosa.autocomplete(simulation.channel, f"article {command}", "article", "vault") == []
        shown = await rosa.slash(simulation.channel, f"article {command}", article=vault.id)
        assert text_of(shown).startswith(f"There is no article “{vault.id}” here.")
    assert await simulation.library.articles(f"guild-{simulation.other_server.id}") == [vault]


# Refreshing


async def test_an_article_is_read_again_from_the_web(
    simulation: Simulation, rosa: Person, site: dict[str, str]
) -> None:
    site["/storm"] = STORM
    await rosa.slash(simulation.channel, "article add url", addresses="http://news.example.com/storm")
    shown = await rosa.slash(simulation.channel, "article refresh", article="storm")
    assert text_of(shown) == "Unchanged: **storm**\n-# news.example.com · 1 passage\n[Read]"
    site["/storm"] = BRIDGE
    shown = await rosa.slash(simulation.channel, "article refresh", article="storm")
    assert text_of(shown) == f"Updated **storm**\n-# news.example.com · 1 passage\n> {BRIDGE}\n[Undo] [Read]"
    site.clear()
    shown = await rosa.slash(simulation.channel, "article refresh", article="storm")
    assert text_of(shown) == (f"Couldn't read **storm**: {GONE}; the copy in the library is kept.")


async def test_all_articles_are_read_again(simulation: Simulation, rosa: Person, site: dict[str, str]) -> None:
    site["/storm"] = STORM
    await rosa.slash(simulation.channel, "article add url", addresses="http://news.example.com/storm")
    site["/storm"] = BRIDGE
    lines = text_of(await rosa.slash(simulation.channel, "article refresh")).splitlines()
    assert lines[0] == "Updated **storm**"  # and no word of those that came as files


async def test_what_came_as_a_file_cannot_be_read_again(simulation: Simulation, rosa: Person) -> None:
    await _add_file(rosa, simulation)
    shown = await rosa.slash(simulation.channel, "article refresh", article="storm")
    assert text_of(shown) == (
        "**storm** came as a file or as text, so there is nowhere to read it again. To update it, add the file again"
        " under the same name."
    )
    shown = await simulation.alice.user.slash("article refresh")
    assert text_of(shown) == "No article here came from a web address, so there is nothing to read again."


# Faults


@pytest.mark.parametrize("command", ["show", "remove", "refresh"])
async def test_a_completion_that_fails_offers_nothing(
    simulation: Simulation, rosa: Person, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    async def articles(*args: Any, **kwargs: Any) -> Any:
        raise DiskFull("no space left")

    monkeypatch.setattr(simulation.library, "articles", articles)
    assert await rosa.autocomplete(simulation.channel, f"article {command}", "article", "lake") == []


async def test_a_list_that_cannot_be_read_is_said(
    simulation: Simulation, rosa: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def article_count(*args: Any, **kwargs: Any) -> Any:
        raise DiskFull("no space left")

    monkeypatch.setattr(simulation.library, "article_count", article_count)
    shown = await rosa.slash(simulation.channel, "article list")
    assert text_of(shown).startswith("The library can't be reached just now.")


# Whatever people type

NAUGHTY = [
    "@everyone <@1> <@&2> <#3> </ask:4> <t:1:R> <:x:1>",
    "# heading\n> quote\n- list\n-# small\n1. one",
    "```code``` `x` **b** __u__ ||s|| ~~d~~",
    "[click](https://evil.example) ![x](y) discord.gg/abc https://discord.gg/abc",
    "\u202eright to left\u2066 \u200b\u200d\ufeff zero width",
    "Z\u0351\u036b\u0343a\u0323\u0324lgo " * 9,
    "\U0001f469\u200d\U0001f469\u200d\U0001f467\U0001f3fb \U0001f1e6\U0001f1f2" * 8,
    "'; DROP TABLE articles; -- %s %n {0} ${x} {{y}}",
    "../../etc/passwd\\0 C:\\x",
    "日本語の題名" * 30,
    "x" * 190,
    "%_%",
    "   \t ",
    "!?",
]


@pytest.mark.parametrize("said", NAUGHTY)
async def test_whatever_people_type_mentions_nobody_and_is_taken_by_discord(
    simulation: Simulation, rosa: Person, said: str
) -> None:
    """The simulation looks at every message whether Discord would take it."""
    form = await rosa.slash(simulation.channel, "article add text")
    shown = [
        await rosa.submit_modal(form, {"title": said[:200], "text": f"{said} {said}"}),
        await _add_file(rosa, simulation, f"{said[:80]}.txt", said),
        await rosa.slash(simulation.channel, "article add url", addresses=f"https://{said}"),
        await rosa.slash(simulation.channel, "article list", search=said[:60]),
        await rosa.slash(simulation.channel, "article list"),
        await rosa.slash(simulation.channel, "article show", article=said[:300]),
        await rosa.slash(simulation.channel, "article remove", article=said[:300]),
        await rosa.slash(simulation.channel, "article refresh", article=said[:300]),
    ]
    await rosa.autocomplete(simulation.channel, "article show", "article", said[:100])
    for one in shown:
        assert not re.search(
            r"(?<!\\)<[@#]|@everyone|(?<!\\)\[click|discord\.gg/", text_of(one).replace(rosa.mention, "")
        )
