"""The library as its users see it, on the real stores."""

import asyncio
import contextlib
import json
from pathlib import Path

import pytest
from aiohttp import web

from index import (
    EmbeddingFailed,
    FolderLocked,
    InvalidLibrary,
    InvalidQuestion,
    Library,
    LibraryClosed,
    UnknownArticle,
)
from index.errors import DiskFull
from index.lexical import Wanted

from .sources.site import LoopbackResolver, serve
from .stored import BRIDGE, CHESS, STORM, add, contents, opened, rows, settings_in

QUESTION = "How long was the harbour of Alderney closed?"


async def test_refreshing_reads_no_file_unless_it_may(tmp_path: Path) -> None:
    """An uploaded row can say that it is from any file; that brings nothing of the file in."""
    secret = tmp_path / "secret.txt"
    secret.write_text("The password of the mill is turnip.", encoding="utf-8")
    row = json.dumps({"id": "x", "source": str(secret), "text": STORM}).encode()
    async with opened(tmp_path / "data") as library:
        [uploaded] = [one async for one in library.add_file("rows.jsonl", row, library="user-1")]
        [from_file] = await add(library, str(secret))
        assert uploaded.source.startswith("upload:")
        assert [one.status async for one in library.refresh(library="user-1", reads_files=True)] == ["unchanged"]
        secret.write_text("It is parsnip now.", encoding="utf-8")
        assert [one.status async for one in library.refresh()] == ["unchanged"]
        assert "turnip" in (await library.show(from_file.article or "")).text
        assert (await library.show("x", "user-1")).text == STORM


async def test_what_was_added_is_there_after_reopening(tmp_path: Path) -> None:
    rows(tmp_path / "rows.jsonl", {"storm": STORM, "bridge": BRIDGE})
    async with opened(tmp_path / "data") as library:
        assert [one.status for one in await add(library, tmp_path / "rows.jsonl")] == ["added", "added"]
        before = await contents(library)
    async with opened(tmp_path / "data") as library:
        assert await contents(library) == before
        answer = await library.ask(QUESTION)
    found = [*answer.citations, *answer.nearest]
    assert found[0].article.id == "storm"
    assert all(before[one.article.id][1][one.start : one.end] == one.quote for one in found)


async def test_adding_the_same_again_changes_nothing(tmp_path: Path) -> None:
    source = rows(tmp_path / "rows.jsonl", {"storm": STORM, "bridge": BRIDGE})
    async with opened(tmp_path / "data") as library:
        await add(library, source)
        before = await contents(library)
        assert [one.status for one in await add(library, source)] == ["unchanged", "unchanged"]
        assert await contents(library) == before


async def test_a_changed_article_is_updated_and_its_old_words_are_found_no_more(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as library:
        await add(library, rows(tmp_path / "rows.jsonl", {"news": STORM, "bridge": BRIDGE}))
        [updated, unchanged] = await add(library, rows(tmp_path / "rows.jsonl", {"news": CHESS, "bridge": BRIDGE}))
        assert (updated.status, unchanged.status) == ("updated", "unchanged")
        assert (await contents(library))["news"] == ("On news", CHESS, 2)
        lexical = library._shelves.shelf("shared").lexical
        assert lexical.search([Wanted(terms=(("alderney", 1.0),))], 10) == []
        assert "Alderney" not in (await library.ask(QUESTION)).text


async def test_the_same_text_under_another_source_is_told_as_a_duplicate(tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(STORM)
    async with opened(tmp_path / "data") as library:
        [first] = await add(library, tmp_path / "one.txt")
        [second] = await add(library, tmp_path / "two.txt")
        assert second.status == "unchanged"
        assert second.article == second.duplicate_of == first.article
        assert len(await contents(library)) == 1


async def test_an_article_with_an_id_of_its_own_is_added_though_its_text_is_there(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as library:
        results = await add(library, rows(tmp_path / "rows.jsonl", {"one": STORM, "two": STORM}))
        assert [(one.status, one.duplicate_of) for one in results] == [("added", None), ("added", "one")]
        assert len(await contents(library)) == 2


async def test_removing_leaves_nothing_in_any_store(tmp_path: Path) -> None:
    """Single words may stay in the lexical index's files until ``reindex``; never the text, and nothing finds it."""
    word = "qzxvwharbourmasterqzxvw"
    source = rows(tmp_path / "rows.jsonl", {"storm": f"{STORM} Said {word} twice, {word}. " + STORM, "bridge": BRIDGE})
    async with opened(tmp_path / "data") as library:
        await add(library, source)
        assert library._shelves.shelf("shared").lexical.frequency("words", word) == 1
        reference = await library.remove("storm")
        assert (reference.id, reference.title, reference.revision) == ("storm", "On storm", 1)
        assert list(await contents(library)) == ["bridge"]
        with pytest.raises(UnknownArticle):
            await library.show("storm")
        with pytest.raises(UnknownArticle):
            await library.ask(QUESTION, article="storm")
        await library.reindex()
    left = [path.name for path in (tmp_path / "data").rglob("*") if path.is_file() and holds_word(path, word)]
    assert left == []


def holds_word(path: Path, word: str) -> bool:
    data = path.read_bytes()
    return word.encode() in data or STORM[:40].encode() in data


async def test_removing_overwrites_the_text_in_the_catalogs_file(tmp_path: Path) -> None:
    source = rows(tmp_path / "rows.jsonl", {"storm": STORM, "bridge": BRIDGE})
    async with opened(tmp_path / "data") as library:
        await add(library, source)
        await library.remove("storm")
    left = [
        path.name
        for path in (tmp_path / "data").rglob("*")
        if path.is_file() and STORM[:40].encode() in path.read_bytes()
    ]
    assert left == []


async def test_an_export_added_elsewhere_gives_the_same_articles(tmp_path: Path) -> None:
    source = rows(tmp_path / "rows.jsonl", {"storm": STORM + "\n\n" + BRIDGE, "chess": f"  {CHESS}\r\n"})
    async with opened(tmp_path / "one") as library:
        await add(library, source)
        articles = [article async for article in library.export()]
        before = await contents(library)
    lines = [{"id": one.id, "title": one.title, "text": one.text} for one in articles]
    async with opened(tmp_path / "two") as library:
        await add(library, rows(tmp_path / "export.jsonl", lines))
        assert await contents(library) == before


async def test_reindexing_gives_the_same_answers(tmp_path: Path) -> None:
    source = rows(tmp_path / "rows.jsonl", {"storm": STORM, "bridge": BRIDGE, "chess": CHESS})
    async with opened(tmp_path / "data") as library:
        await add(library, source)
        before = await library.ask(QUESTION)
        seen: list[int] = []
        assert await library.reindex(on_progress=lambda progress: seen.append(progress.done)) == 3
        after = await library.ask(QUESTION)
        assert (after.text, after.citations) == (before.text, before.citations)
        assert seen == [3]
        await contents(library)


# Walls


async def test_a_server_sees_its_own_library_and_the_shared_one_and_never_anothers(tmp_path: Path) -> None:
    texts = {"guild-1": STORM, "guild-2": CHESS, "shared": BRIDGE}
    async with opened(tmp_path / "data") as library:
        for name, text in texts.items():
            await add(library, rows(tmp_path / f"{name}.jsonl", {f"of-{name}": text}), to=name)
        for question in (QUESTION, "Who won the spring tournament?", "Which bridge is to be repaired?"):
            answer = await library.ask(question, library="guild-1")
            seen = {one.article.id for one in (*answer.citations, *answer.nearest)} | set(answer.retrieved)
            assert seen <= {"of-guild-1", "of-shared"}
        for attempt in (library.show("of-guild-2", "guild-1"), library.remove("of-guild-2", "guild-1")):
            with pytest.raises(UnknownArticle):
                await attempt
        with pytest.raises(UnknownArticle):
            await library.ask("Who won?", library="guild-1", article="of-guild-2")
        with pytest.raises(UnknownArticle):
            [one async for one in library.refresh("of-guild-2", library="guild-1")]
        assert [one.id for one in await library.articles("guild-1")] == ["of-guild-1"]
        assert [one.id async for one in library.export("guild-1")] == ["of-guild-1"]


async def test_a_server_can_ask_a_shared_article_but_not_remove_it(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as library:
        await add(library, rows(tmp_path / "rows.jsonl", {"bridge": BRIDGE}))
        answer = await library.ask("Which bridge is to be repaired?", library="guild-1", article="bridge")
        assert answer.retrieved == ("bridge",)
        with pytest.raises(UnknownArticle):
            await library.remove("bridge", "guild-1")


async def test_asking_one_article_finds_nothing_of_another(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as library:
        await add(library, rows(tmp_path / "rows.jsonl", {"storm": STORM, "bridge": BRIDGE}))
        answer = await library.ask(QUESTION, article="bridge")
        assert answer.retrieved == ("bridge",)


async def test_an_empty_library_refuses_every_question(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as library:
        assert (await library.ask(QUESTION)).status == "refused"
        assert await library.articles() == []
        assert await library.reindex() == 0


@pytest.mark.parametrize("name", ["", "ab", "Shared", "guild 1", "-guild", "../data", "g" * 65, "guild-1\n"])
async def test_what_cant_name_a_library_is_said(tmp_path: Path, name: str) -> None:
    async with opened(tmp_path / "data") as library:
        with pytest.raises(InvalidLibrary, match="can't name a library"):
            await add(library, tmp_path, to=name)
        for attempt in (library.ask("Who?", library=name), library.remove("x", name), library.reindex(name)):
            with pytest.raises(InvalidLibrary):
                await attempt


async def test_an_empty_question_is_said(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as library:
        with pytest.raises(InvalidQuestion):
            await library.ask(" \n ")


# Refreshing


async def test_refreshing_a_file_reads_it_again(tmp_path: Path) -> None:
    path = tmp_path / "news.txt"
    path.write_text(STORM)
    async with opened(tmp_path / "data") as library:
        [added] = await add(library, path)
        assert [one.status async for one in library.refresh(reads_files=True)] == ["unchanged"]
        path.write_text(CHESS)
        assert [one.status async for one in library.refresh(added.article, reads_files=True)] == ["updated"]
        [(_, text, revision)] = (await contents(library)).values()
        assert (text, revision) == (CHESS, 2)


async def test_a_source_that_is_gone_keeps_the_last_good_copy(tmp_path: Path) -> None:
    path = tmp_path / "news.txt"
    path.write_text(STORM)
    async with opened(tmp_path / "data") as library:
        await add(library, path)
        before = await contents(library)
        path.unlink()
        [failed] = [one async for one in library.refresh(reads_files=True)]
        assert failed.status == "failed"
        assert failed.error
        assert "the copy in the library is kept" in failed.error
        assert await contents(library) == before


async def test_refreshing_an_address_asks_whether_it_changed(tmp_path: Path) -> None:
    """First 304 by its ETag, then the same text with another ETag, then another text, then an error."""
    page, etag, status = STORM, '"one"', 200
    conditions: list[str | None] = []

    async def handle(request: web.Request) -> web.Response:
        conditions.append(request.headers.get("If-None-Match"))
        if status != 200:
            return web.Response(status=status)
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304)
        body = (
            f"<html><head><title>News</title></head><body><article><p>{page}</p><p>{BRIDGE}</p></article></body></html>"
        )
        return web.Response(text=body, content_type="text/html", headers={"ETag": etag})

    async def refreshed(library: Library) -> str:
        [one] = [one async for one in library.refresh(reads_files=True)]
        return one.status

    async with serve(handle) as port, opened(tmp_path / "data", resolver=LoopbackResolver(port)) as library:
        [added] = await add(library, "http://news.example.com/a/1")
        assert added.status == "added", added
        before = await contents(library)
        assert await refreshed(library) == "unchanged"
        assert conditions[-1] == '"one"'
        etag = '"two"'
        assert await refreshed(library) == "unchanged"
        assert await refreshed(library) == "unchanged"
        assert conditions[-1] == '"two"'
        assert await contents(library) == before
        page, etag = CHESS, '"three"'
        assert await refreshed(library) == "updated"
        changed = await contents(library)
        status = 500
        assert await refreshed(library) == "failed"
        assert await contents(library) == changed


async def test_what_has_no_source_to_read_stays_as_it_is_when_refreshed(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as library:
        await library.add_text(STORM)
        await add(library, rows(tmp_path / "rows.jsonl", {"bridge": BRIDGE}))
        assert [one.status async for one in library.refresh(reads_files=True)] == ["unchanged", "unchanged"]


# Together


async def test_questions_go_on_while_articles_are_added_changed_and_removed(tmp_path: Path) -> None:
    texts = {f"a{number}": f"{CHESS} Number {number}. " * 8 for number in range(120)}
    async with opened(tmp_path / "data") as library:
        await add(library, rows(tmp_path / "first.jsonl", {"storm": STORM}))
        asked = 0

        async def ask() -> None:
            nonlocal asked
            while not changing.done():
                answer = await library.ask(QUESTION)
                assert "storm" in answer.retrieved
                asked += 1

        async def change() -> None:
            for turn in range(2):
                changed = {id: f"{text} Turn {turn}." for id, text in texts.items()}
                await add(library, rows(tmp_path / "rows.jsonl", changed))
            for number in range(10):
                await library.remove(f"a{number}")
            await library.reindex()

        changing = asyncio.ensure_future(change())
        await asyncio.gather(changing, ask(), ask())
        assert asked > 5
        assert len(await contents(library)) == 111


async def test_an_article_is_asked_while_it_changes(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as library:
        await add(library, rows(tmp_path / "rows.jsonl", {"storm": STORM}))

        async def ask() -> None:
            while not changing.done():
                assert (await library.ask(QUESTION, article="storm")).retrieved in (("storm",), ())

        async def change() -> None:
            for turn in range(15):
                await add(library, rows(tmp_path / "rows.jsonl", {"storm": f"{STORM} Turn {turn}."}))

        changing = asyncio.ensure_future(change())
        await asyncio.gather(changing, ask(), ask())


async def test_two_adds_at_once_come_one_after_the_other(tmp_path: Path) -> None:
    one = rows(tmp_path / "one.jsonl", {f"a{number}": f"{STORM} {number}" for number in range(30)})
    two = rows(tmp_path / "two.jsonl", {f"a{number}": f"{CHESS} {number}" for number in range(30)})
    async with opened(tmp_path / "data") as library:
        results = await asyncio.gather(add(library, one), add(library, two))
        assert [{added.status for added in result} for result in results] == [{"added"}, {"updated"}]
        assert {text[:9] for _, text, _ in (await contents(library)).values()} == {"The chess"}


async def test_closing_waits_for_questions_and_ends_an_add(tmp_path: Path) -> None:
    texts = {f"a{number}": f"{STORM} {number}" for number in range(450)}
    source = rows(tmp_path / "rows.jsonl", texts)
    library = await Library.open(settings_in(tmp_path / "data"))
    results = library.add([str(source)])
    acknowledged = [await anext(results)]
    answering = asyncio.ensure_future(library.ask(QUESTION))
    await asyncio.sleep(0)
    await asyncio.wait_for(library.close(), 30)
    assert (await answering).retrieved
    with pytest.raises(LibraryClosed):
        acknowledged += [one async for one in results]
    for attempt in (library.ask(QUESTION), library.remove("a1"), library.check()):
        with pytest.raises(LibraryClosed):
            await attempt
    await library.close()
    async with opened(tmp_path / "data") as library:
        there = await contents(library)
        assert {one.article for one in acknowledged} <= there.keys()
        assert len(there) < len(texts)


async def test_an_add_that_is_abandoned_half_way_leaves_whole_articles_and_a_library_that_goes_on(
    tmp_path: Path,
) -> None:
    source = rows(tmp_path / "rows.jsonl", {f"a{number}": f"{STORM} {number}" for number in range(450)})
    async with opened(tmp_path / "data") as library:
        results = library.add([str(source)])
        first = await anext(results)
        await results.aclose()
        there = await contents(library)
        assert first.article in there
        assert len(there) < 450
        assert {one.status for one in await add(library, source)} == {"added", "unchanged"}
        assert len(await contents(library)) == 450


async def test_an_add_that_is_cancelled_leaves_whole_articles_and_a_library_that_goes_on(tmp_path: Path) -> None:
    source = rows(tmp_path / "rows.jsonl", {f"a{number}": f"{STORM} {number}" for number in range(450)})
    async with opened(tmp_path / "data") as library:
        for seconds in (0.0, 0.01, 0.1, 0.3, 0.6):
            adding = asyncio.ensure_future(add(library, source))
            await asyncio.sleep(seconds)
            adding.cancel()
            adding.cancel()
            with contextlib.suppress(asyncio.CancelledError):  # or it was faster
                await adding
            await contents(library)
        await add(library, source)
        assert len(await contents(library)) == 450


async def test_a_removal_that_is_cancelled_is_done_or_not_begun(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as library:
        await add(library, rows(tmp_path / "rows.jsonl", {"storm": STORM, "bridge": BRIDGE}))
        removing = asyncio.ensure_future(library.remove("storm"))
        await asyncio.sleep(0.005)
        removing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await removing
        assert await contents(library) in ({"bridge": ("On bridge", BRIDGE, 1)}, {
            "storm": ("On storm", STORM, 1), "bridge": ("On bridge", BRIDGE, 1),
        })  # fmt: skip


async def test_a_removal_that_fails_half_way_is_finished_by_the_next_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path / "data") as library:
        await add(library, rows(tmp_path / "rows.jsonl", {"storm": STORM, "bridge": BRIDGE}))
        with monkeypatch.context() as patch:
            patch.setattr(library._catalog, "finish", failing(DiskFull("no space is left")))
            with pytest.raises(DiskFull):
                await library.remove("storm")
        assert [one.id for one in await library.articles()] == ["bridge"]
        assert list(await contents(library)) == ["bridge"]


async def test_a_second_process_is_refused_plainly(tmp_path: Path) -> None:
    async with opened(tmp_path / "data"):
        with pytest.raises(FolderLocked, match="another process uses the data folder"):
            await Library.open(settings_in(tmp_path / "data"))
    async with opened(tmp_path / "data"):
        pass


async def test_a_library_that_cant_be_opened_lets_go_of_its_folder(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "catalog.sqlite3").write_bytes(b"not a catalog at all" * 100)
    for _ in range(2):
        with pytest.raises(Exception, match="damaged or not a catalog"):
            await Library.open(settings_in(data))
    (data / "catalog.sqlite3").unlink()
    async with opened(data):
        pass


async def test_without_its_embedding_a_question_is_searched_by_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path / "data") as library:
        await add(library, rows(tmp_path / "rows.jsonl", {"storm": STORM, "bridge": BRIDGE}))
        fail = failing(EmbeddingFailed("the server is down", is_transient=True))
        monkeypatch.setattr(type(library._embedder), "embed_question", fail)
        assert (await library.ask(QUESTION)).retrieved[0] == "storm"


def failing(error: Exception):  # type: ignore[no-untyped-def]
    def fail(*args: object, **kwargs: object) -> None:
        raise error

    return fail


async def test_a_search_of_very_many_words_is_one_as_well(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as library:
        await library.add_text("The bakery opens at seven.", title="a b c")
        assert len(await library.articles(search="a b c " * 2000)) == 1
        assert await library.articles(search="a b x " * 2000) == []


@pytest.mark.parametrize("typed", ["\ud800", "\0", "a\0b", "x" * 10_000, "%", "'; --"])
async def test_what_can_be_no_id_names_nothing(tmp_path: Path, typed: str) -> None:
    async with opened(tmp_path / "data") as library:
        with pytest.raises(UnknownArticle):
            await library.show(typed)
        with pytest.raises(UnknownArticle):
            await library.ask("Who?", article=typed)
        with pytest.raises(UnknownArticle):
            await library.remove(typed)
        assert await library.articles(search=f"{typed}x") == []
        assert await library.kept(typed) is None
        assert await library.review(typed, 1) is None
        assert not await library.feedback(typed, by="1", verdict="good")
