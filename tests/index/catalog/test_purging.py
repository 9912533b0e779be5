"""A library that is purged leaves nothing in any table; others stay as they are."""

from dataclasses import replace

from sqlalchemy import select

from index.catalog import Catalog, tables
from tests.index.catalog.builders import added, ids, prepared
from tests.index.catalog.test_answers import ANSWER, CITATION, TEXT, answer_of, cited


def filled(catalog: Catalog, library: str) -> str:
    """Give a library something in every table; return its answer's id."""
    added(catalog, prepared("b", "Bees buzz."), library=library)
    added(catalog, prepared("b", "Bees buzz more."), library=library)
    catalog.begin(library, [prepared("pending")])
    catalog.set_index_state(library, 1, "wordllama")
    catalog.preferences.set(library, "a", 1)
    catalog.tokens.spend(library, 600, 20)
    id = catalog.answers.keep(library, ANSWER).id
    catalog.feedback.give(id, "discord:1", "good")
    catalog.feedback.flag(id, 1, "discord:1", "incomplete", "")
    return id


def rows(catalog: Catalog) -> dict[str, int]:
    with catalog._database.reading() as connection:
        return {name: len(connection.execute(select(table)).all()) for name, table in tables.metadata.tables.items()}


def test_nothing_stays_of_a_purged_library(catalog: Catalog) -> None:
    added(catalog, prepared("a", TEXT))
    before = rows(catalog)
    filled(catalog, "guild-1")
    after = rows(catalog)
    assert {name for name in after if after[name] == before[name]} == {"meta", "counters"}

    catalog.purge("guild-1")

    assert rows(catalog) == before
    assert catalog.check() == []
    assert catalog.answers.recent("guild-1", "discord:1", 10) == []


def test_another_library_keeps_all_but_what_it_quotes_of_the_purged_one(catalog: Catalog) -> None:
    added(catalog, prepared("a", TEXT))
    id = filled(catalog, "guild-1")
    bees = cited("Bees buzz more.", "Bees buzz more.", number=2, article="b", revision=2)
    own = replace(bees, article=replace(bees.article, library="guild-1"))
    both = catalog.answers.keep("guild-1", answer_of(CITATION, own))

    catalog.purge("shared")

    assert ids(catalog, "guild-1") == ["b"]
    kept = catalog.answers.get(both.id)
    assert kept is not None
    assert kept.answer.text == "[removed] [1]\n\nBees buzz more. [2]"
    assert "called" not in str([catalog.answers.get(one) for one in (id, both.id)])
    assert catalog.preferences.of("guild-1") == {"a": 1}


def test_the_libraries_are_those_that_anything_belongs_to(catalog: Catalog) -> None:
    assert catalog.belongings() == []
    added(catalog, prepared("a"), library="guild-3")
    catalog.answers.keep("guild-2", ANSWER)
    catalog.preferences.set("guild-1", "a", 1)
    catalog.preferences.set("guild-3", "a", 1)

    assert catalog.belongings() == ["guild-1", "guild-2", "guild-3"]
    catalog.finish(catalog.begin_removal("guild-3", "a"))
    catalog.purge("guild-2")
    catalog.preferences.set("guild-1", "a", None)
    assert catalog.belongings() == ["guild-3"]
