"""What is read of articles and passages: exactly what was stored, and only what is visible."""

import random
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path

import pytest

from index.catalog import Catalog, Counts, Existing, IndexState, Validators
from index.catalog.tables import PART_CHARACTERS
from index.errors import UnknownArticle
from index.models import ArticleReference
from index.passages import PassageSpan, unpacked
from tests.index.catalog.builders import THREE_PARAGRAPHS, added, ids, keys_of, prepared

AWKWARD = (
    "\ufeffCRLF\r\nlone CR\rtabs\t and trailing spaces  \n\n"
    "e\u0301 is not \u00e9; n\u0303; \u1100\u1161\u11a8 and \uac01\n"  # combining marks, conjoining and whole Hangul
    "family \U0001f468\u200d\U0001f469\u200d\U0001f467, flag \U0001f1e6\U0001f1f2, \U00020000\n"
    "مرحبا \u202eright to left\u202c \u2028 line separator \x85 next line \x0b \x1f\n"
    "Քրիստոնեական 日本語。中文 'quotes' \"double\" 100% _under_ \\back\\ {braces} :colon $1 ?"
)


def test_text_comes_back_exactly_as_it_was_stored(catalog: Catalog) -> None:
    added(catalog, prepared("a", AWKWARD))

    assert catalog.article("shared", "a").text == AWKWARD
    assert [article.text for article in catalog.iter_articles("shared")] == [AWKWARD]


@pytest.mark.parametrize("length", [PART_CHARACTERS - 1, PART_CHARACTERS, PART_CHARACTERS + 1, 3 * PART_CHARACTERS + 7])
def test_passages_of_long_articles_hold_the_words_at_their_offsets(catalog: Catalog, length: int) -> None:
    text = "".join(random.Random(length).choices(AWKWARD, k=length))
    cuts = sorted(
        {*random.Random(1).sample(range(length), 40), 0, PART_CHARACTERS - 2, length} & set(range(length + 1))
    )
    spans = [PassageSpan(start, end, 1) for start, end in pairwise(cuts)]
    pending = added(catalog, prepared("a", text, spans=[*spans, PassageSpan(0, length, 1)]))

    stored = catalog.passages(keys_of(pending))

    assert len(stored) == len(spans) + 1
    assert all(passage.text == text[passage.start : passage.end] for passage in stored)
    assert catalog.article("shared", "a").text == text


def test_a_passage_says_all_that_a_citation_needs(catalog: Catalog) -> None:
    added(catalog, prepared("a", "Old."))
    draft = prepared(
        "a", THREE_PARAGRAPHS, title="T", url="https://example.org/a", site="S", published="2022-09-13", language="en"
    )
    pending = added(catalog, draft)

    passage = catalog.passages([pending[0].passage_keys[1]])[0]

    assert passage.article == ArticleReference(
        id="a", title="T", url="https://example.org/a", published="2022-09-13", site="S", revision=2, library="shared"
    )
    assert (passage.library, passage.article_key, passage.language) == ("shared", pending[0].article_key, "en")
    assert (passage.ordinal, passage.text) == (1, THREE_PARAGRAPHS[passage.start : passage.end])


def test_unknown_keys_are_left_out(catalog: Catalog) -> None:
    pending = added(catalog, prepared("a"))

    assert [passage.key for passage in catalog.passages([*keys_of(pending), 999_999])] == keys_of(pending)
    assert catalog.passages([]) == []


def test_neighbours_stand_around_a_passage_in_order(catalog: Catalog) -> None:
    spans = [PassageSpan(start, start + 1, 1) for start in range(6)]
    first, _ = added(catalog, prepared("a", "abcdef", spans=spans), prepared("b", "ghijkl", spans=spans))

    def around(ordinal: int, before: int, after: int) -> str:
        return "".join(passage.text for passage in catalog.neighbours(first.passage_keys[ordinal], before, after))

    assert around(2, 1, 2) == "bcde"
    assert around(0, 2, 1) == "ab"
    assert around(5, 1, 3) == "ef"
    assert catalog.neighbours(999_999, 1, 1) == []


def test_an_article_says_who_added_it_and_when(address: Path | str) -> None:
    moment = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=timezone(timedelta(hours=4)))
    with Catalog(address, clock=lambda: moment) as catalog:
        added(catalog, prepared("a"))
    with Catalog(address, clock=lambda: moment + timedelta(days=1)) as catalog:
        added(catalog, prepared("a"))

        article = catalog.article("shared", "a")
        assert (article.added_by, article.added_at) == ("user:1", moment + timedelta(days=1))
        assert article.added_at.tzinfo is UTC
        assert catalog.list_articles("shared")[0].first_added_at == moment


def test_articles_are_listed_by_title_without_regard_to_case_or_accents(catalog: Catalog) -> None:
    titles = ["zebra", "Äpfel", "apple", "Éclair", "Über", "Banana"]
    added(catalog, *(prepared(title, title=title) for title in titles))

    assert ids(catalog) == ["Äpfel", "apple", "Banana", "Éclair", "Über", "zebra"]
    assert [article.id for article in catalog.list_articles("shared", limit=2, offset=1)] == ["apple", "Banana"]


def test_a_summary_says_all_but_the_text(catalog: Catalog) -> None:
    added(catalog, prepared("a", THREE_PARAGRAPHS, author="A", language="en"))

    summary = catalog.list_articles("shared")[0]

    assert (summary.id, summary.author, summary.language, summary.revision) == ("a", "A", "en", 1)
    assert (summary.characters, summary.source) == (len(THREE_PARAGRAPHS), "/articles/a.txt")
    assert summary.passages == len(catalog.passage_keys("shared")) > 1


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("MULLER", ["1"]),
        ("пашинян", ["2"]),
        ("visits пашинян", ["2"]),
        ("100%", ["3"]),
        ("%", ["3"]),
        ("_", []),
        ("reporter", ["2"]),
        ("visits reporter nothing", []),
        ("  ", ["3", "1", "2"]),
    ],
)
def test_every_word_of_a_search_must_occur(catalog: Catalog, search: str, found: list[str]) -> None:
    added(
        catalog,
        prepared("1", title="Müller resigns"),
        prepared("2", title="Пашинян visits", author="A. Reporter"),
        prepared("3", title="100% certain"),
    )

    assert [article.id for article in catalog.list_articles("shared", search=search)] == found
    assert catalog.count_listed("shared", search) == len(found)


def test_sources_and_titles_of_any_length_can_be_stored_and_found(catalog: Catalog) -> None:
    source = "https://example.org/?" + "".join(random.Random(1).choices("абвгд日本", k=5_000))
    added(catalog, prepared("a", source=source, title=source))

    assert [found.id for found in catalog.find_by_source(["shared"], source)] == ["a"]


def test_find_by_source_looks_into_the_named_libraries_only(catalog: Catalog) -> None:
    for library in ("shared", "guild-1", "guild-2"):
        added(catalog, prepared("a"), library=library)

    found = catalog.find_by_source(["guild-1", "shared"], "/articles/a.txt")

    assert [reference.library for reference in found] == ["guild-1", "shared"]


def test_equal_texts_are_found_by_their_hash(catalog: Catalog) -> None:
    draft = prepared("a", "The same.")
    added(catalog, draft, prepared("b", "The same."))

    found = catalog.find_by_hash("shared", draft.content_hash)

    assert found is not None
    assert (found.id, found.title) == ("a", "About a")
    assert catalog.find_by_hash("guild-1", draft.content_hash) is None


def test_existing_answers_for_thousands_at_once_and_names_the_first_added(catalog: Catalog) -> None:
    drafts = [prepared(f"{number}", f"Text {number}.") for number in range(3)]
    added(catalog, *drafts, prepared("copy", "Text 0."))
    catalog.begin("shared", [prepared("pending")])

    existing = catalog.existing(
        "shared",
        ids=["0", "pending", *(f"other {number}" for number in range(2_500))],
        sources=["/articles/1.txt", "/articles/pending.txt"],
        hashes=[drafts[0].content_hash, "unknown"],
    )

    assert existing == Existing(
        hash_by_id={"0": drafts[0].content_hash},
        id_by_source={"/articles/1.txt": "1"},
        id_by_hash={drafts[0].content_hash: "0"},
    )
    assert catalog.existing("shared") == Existing(hash_by_id={}, id_by_source={}, id_by_hash={})


def test_counts_are_of_what_is_visible(catalog: Catalog) -> None:
    assert catalog.count("shared") == Counts(articles=0, passages=0, bytes=0)
    added(catalog, prepared("a", "Zwölf."), prepared("b", THREE_PARAGRAPHS))
    catalog.begin("shared", [prepared("c")])
    catalog.begin_removal("shared", "b")

    assert catalog.count("shared") == Counts(articles=1, passages=1, bytes=7)


def test_languages_are_counted_over_libraries(catalog: Catalog) -> None:
    added(catalog, prepared("a", language="de"), prepared("b", language="en"), prepared("c"))
    added(catalog, prepared("a", language="en"), library="guild-1")

    assert list(catalog.languages(["shared", "guild-1"]).items()) == [("en", 2), ("de", 1)]
    assert catalog.languages([]) == {}


def test_libraries_and_languages_are_those_of_now(catalog: Catalog) -> None:
    """Both are remembered between questions, and read again after each change of what is visible."""
    assert (catalog.libraries(), catalog.languages(["shared"])) == ([], {})
    added(catalog, prepared("a", language="de"))
    assert (catalog.libraries(), catalog.languages(["shared"])) == (["shared"], {"de": 1})
    added(catalog, prepared("a", "Another text.", language="en"))
    assert catalog.languages(["shared"]) == {"en": 1}
    catalog.begin_removal("shared", "a")
    assert (catalog.libraries(), catalog.languages(["shared"])) == ([], {})


def test_passages_are_read_in_batches(catalog: Catalog) -> None:
    pending = added(catalog, *(prepared(f"{number}", THREE_PARAGRAPHS) for number in range(3)))

    batches = list(catalog.iter_passages("shared", 2))

    assert all(len(batch) <= 2 for batch in batches)
    assert [passage.key for batch in batches for passage in batch] == keys_of(pending)


def test_articles_can_change_while_they_are_read(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.catalog.catalog._PORTION_BYTES", 1)
    added(catalog, *(prepared(id, f"Old {id}.") for id in "abc"))
    articles = catalog.iter_articles("shared")

    assert next(articles).text == "Old a."
    added(catalog, prepared("b", "New b."), prepared("d"))
    catalog.begin_removal("shared", "c")

    assert [article.text for article in articles] == ["New b."]


def test_validators_are_those_of_the_current_revision(catalog: Catalog) -> None:
    draft = prepared("a", etag='"1"', last_modified="Tue, 13 Sep 2022 10:00:00 GMT")
    added(catalog, draft)

    assert catalog.validators("shared", "a") == Validators(
        source="/articles/a.txt",
        etag='"1"',
        last_modified="Tue, 13 Sep 2022 10:00:00 GMT",
        content_hash=draft.content_hash,
    )
    with pytest.raises(UnknownArticle):
        catalog.validators("shared", "b")


def test_the_valid_generation_of_the_indexes_is_remembered(catalog: Catalog) -> None:
    assert catalog.index_state("shared") is None
    catalog.set_index_state("shared", 1, "wordllama-256")
    catalog.set_index_state("shared", 2, "other-512")

    assert catalog.index_state("shared") == IndexState(generation=2, embedding="other-512")


def test_notes_are_remembered(catalog: Catalog) -> None:
    assert catalog.note("installation") is None
    catalog.set_note("installation", "1")
    catalog.set_note("installation", "2")

    assert catalog.note("installation") == "2"


def test_a_passage_has_the_sentences_that_it_was_packed_of(catalog: Catalog) -> None:
    pending = added(catalog, prepared("a", THREE_PARAGRAPHS))

    [passage, *_] = catalog.passages(keys_of(pending))

    assert passage.sentences == unpacked(pending[0].spans[0].sentences)


def test_a_passage_that_was_stored_without_sentences_is_cut_when_it_is_read(catalog: Catalog) -> None:
    pending = added(catalog, prepared("a", "One. Two.", spans=[PassageSpan(0, 9, 2)]))

    [passage] = catalog.passages(keys_of(pending))

    assert [passage.text[one.start : one.end] for one in passage.sentences] == ["One.", "Two."]
