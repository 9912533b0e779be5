"""JSON Lines: rows to drafts, faults to errors that name their line."""

import gzip
import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from index.errors import SourceError, SourceTooLarge, SourceUnreadable
from index.models import Draft
from index.settings import LibrarySettings
from index.sources.jsonl import read_rows

from .conftest import REPAIR, STORM


def rows(*values: object) -> bytes:
    return b"".join(json.dumps(value).encode() + b"\n" for value in values)


def read(data: bytes, limits: LibrarySettings, *, is_gzip: bool = False) -> list[Draft | SourceError]:
    return list(read_rows(io.BytesIO(data), "/a/b.jsonl", limits, is_gzip=is_gzip))


def only(data: bytes, limits: LibrarySettings) -> Draft:
    (draft,) = read(data, limits)
    assert isinstance(draft, Draft), draft
    return draft


def test_every_field_of_a_row_is_kept(limits: LibrarySettings) -> None:
    row = {
        "id": "a-1",
        "title": "Harbour\ncloses",
        "url": "https://news.example.com/a/1",
        "published": "March 5, 2024",
        "author": "Jane Doe",
        "site": "The Daily Alder",
        "language": "en-GB",
        "text": STORM,
    }
    assert only(rows(row), limits) == Draft(
        id="a-1",
        title="Harbour closes",
        url="https://news.example.com/a/1",
        published="2024-03-05",
        author="Jane Doe",
        site="The Daily Alder",
        language="en",
        text=STORM,
        source="/a/b.jsonl#a-1",
    )


@pytest.mark.parametrize(
    "text",
    [
        "  leading and trailing \n\n\n\n blank lines \r\n and returns \r ",
        "cafe\u0301 zero\u200bwidth \u202ebidi\u202c nbsp\u00a0 soft\u00adhyphen",
        "Title\n\nTitle\n\nbell \x07 tab \t 😀 \U0001f1e6 \ue000",
    ],
)
def test_the_text_is_kept_to_the_character(text: str, limits: LibrarySettings) -> None:
    assert only(rows({"title": "Title", "text": text}), limits).text == text


def test_an_export_names_its_own_source(limits: LibrarySettings) -> None:
    assert only(rows({"id": "a", "text": STORM, "source": "paste:12ab"}), limits).source == "paste:12ab"


def sources(data: bytes, limits: LibrarySettings) -> list[str]:
    return [draft.source for draft in read(data, limits)]


def test_a_row_of_nothing_but_text_is_known_by_it(limits: LibrarySettings) -> None:
    """Its line number would change when a line is put in above it."""
    first, second = sources(rows({"text": STORM}, {"text": REPAIR}), limits)
    moved = sources(rows({"text": "Put in above."}, {"text": STORM}), limits)[1]
    assert first == moved != second
    assert first.startswith("/a/b.jsonl#")


@pytest.mark.parametrize(
    ("row", "changed"),
    [
        ({"title": "Harbour"}, {}),
        ({"title": "Harbour", "source": "The Alder"}, {"published": "2024-03-05"}),
        ({"url": "https://example.org/a"}, {"title": "Harbour"}),
        ({"source": "The Alder"}, {"author": "Ada"}),
        ({"title": "half \ud83d of a character"}, {}),
    ],
)
def test_a_row_without_an_id_stays_the_same_when_its_text_changes(
    row: dict[str, str], changed: dict[str, str], limits: LibrarySettings
) -> None:
    [before] = sources(rows(row | {"text": STORM}), limits)
    _, after = sources(rows({"text": "Put in above."}, row | changed | {"text": REPAIR}), limits)
    assert before == after
    assert before.startswith("/a/b.jsonl#")


def test_rows_that_share_a_source_or_an_address_are_told_apart(limits: LibrarySettings) -> None:
    shared = {"source": "The Alder", "url": "https://example.org/live"}
    by_address = sources(rows(*(shared | {"text": text} for text in (STORM, REPAIR, "More."))), limits)
    by_title = sources(rows(*({"source": "The Alder", "title": text, "text": text} for text in "abc")), limits)
    by_source = sources(rows(*({"source": "The Alder", "text": text} for text in "abc")), limits)
    assert len({*by_address, *by_title, *by_source}) == 9


@pytest.mark.parametrize(("given", "kept"), [(7, "7"), (7.5, "7.5"), (" x ", "x"), (None, None)])
def test_ids_are_strings_or_numbers(given: object, kept: str | None, limits: LibrarySettings) -> None:
    assert only(rows({"id": given, "text": STORM}), limits).id == kept


def test_a_title_is_made_of_the_text_when_there_is_none(limits: LibrarySettings) -> None:
    assert only(rows({"text": "Harbour closes\nMore."}), limits).title == "Harbour closes"


def test_the_language_is_told_when_it_is_not_stated(limits: LibrarySettings) -> None:
    assert only(rows({"text": STORM}), limits).language == "en"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "news.example.com", "", None])
def test_an_address_that_is_no_web_address_is_left_out(url: str | None, limits: LibrarySettings) -> None:
    assert only(rows({"text": STORM, "url": url}), limits).url is None


def test_a_date_that_is_none_is_left_out(limits: LibrarySettings) -> None:
    assert only(rows({"text": STORM, "published": "last week"}), limits).published is None


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (b"{not json", "is not JSON"),
        (b'{"text": "a" "b"}', "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b'{"id": 1' + b"0" * 5_000 + b', "text": "a"}', "is not JSON"),
        (b'{"text": "caf\xe9"}', "is not UTF-8"),
        (b'["text"]', "is not a JSON object"),
        (b'"text"', "is not a JSON object"),
        (b"{}", 'has no "text"'),
        (b'{"text": null}', 'has no "text"'),
        (b'{"text": " \\n "}', 'has no "text"'),
        (b'{"text": 5}', 'has a "text" that is not a string'),
        (b'{"text": ["a"]}', 'has a "text" that is not a string'),
        (b'{"text": "a", "title": 5}', 'has a "title" that is not a string'),
        (b'{"text": "a", "published": 2022}', 'has a "published" that is not a string'),
        (b'{"text": "a", "id": true}', 'has an "id" that is neither a string nor a number'),
        (b'{"text": "a", "id": {}}', 'has an "id" that is neither'),
        (b'{"text": "a", "id": ""}', 'has an "id" that is empty'),
        (b'{"text": "a", "id": "a\\u0000b"}', 'has an "id" that is empty, over 200'),
        (b'{"text": "a\\u0000b"}', "has a NUL character in its text at offset 1"),
        (b'{"text": "ab\\ud83d!"}', "has half of a character (a lone surrogate) in its text at offset 2"),
    ],
)
def test_a_bad_line_is_named_and_the_others_go_on(line: bytes, what: str, limits: LibrarySettings) -> None:
    good = [rows({"id": number, "text": STORM}) for number in range(8)]
    found = read(b"".join([*good[:6], line + b"\n", *good[6:]]), limits)
    error = found.pop(6)
    assert isinstance(error, SourceUnreadable)
    assert error.problem.startswith(f"line 7 {what}")
    assert error.source == "/a/b.jsonl#line-7"
    assert "\n" not in str(error)
    assert [draft.id for draft in found if isinstance(draft, Draft)] == [str(number) for number in range(8)]


def test_a_pair_of_surrogates_is_one_character(limits: LibrarySettings) -> None:
    assert only(b'{"text": "Harbour \\ud83d\\ude00 closes"}', limits).text == "Harbour 😀 closes"


def test_blank_lines_a_byte_order_mark_and_a_missing_last_line_end_are_fine(limits: LibrarySettings) -> None:
    data = b"\xef\xbb\xbf" + rows({"text": STORM}) + b"\r\n  \n" + rows({"text": REPAIR}).strip()
    assert [type(value) for value in read(data, limits)] == [Draft, Draft]


@pytest.mark.parametrize("data", [b"", b"\n \n\r\n"])
def test_a_file_without_rows_is_empty(data: bytes, limits: LibrarySettings) -> None:
    (error,) = read(data, limits)
    assert str(error) == "it is empty; put one JSON object with a text on each line"


def test_a_line_that_is_too_long_is_an_error_and_the_next_goes_on(make_limits: Callable[..., LibrarySettings]) -> None:
    limits = make_limits(max_file_bytes=1_000)
    error, draft = read(rows({"text": "a" * 5_000}, {"text": STORM}), limits)
    assert isinstance(error, SourceTooLarge)
    assert error.source.endswith("#line-1")
    assert isinstance(draft, Draft)


def test_a_text_over_the_limit_is_an_error_and_the_next_goes_on(make_limits: Callable[..., LibrarySettings]) -> None:
    limits = make_limits(max_article_bytes=300)
    error, draft = read(rows({"text": "é" * 151}, {"text": "é" * 150}), limits)
    assert isinstance(error, SourceTooLarge)
    assert isinstance(draft, Draft)


def test_rows_are_read_one_at_a_time(limits: LibrarySettings) -> None:
    """The second row is not touched before the first was taken."""

    class Stream(io.BytesIO):
        furthest = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            line = super().readline(size)
            Stream.furthest = max(Stream.furthest, self.tell())
            return line

    found: Iterator[Any] = read_rows(Stream(rows({"text": STORM}, {"text": REPAIR})), "x", limits, is_gzip=False)
    next(found)
    assert Stream.furthest == len(rows({"text": STORM}))


def test_a_compressed_file_is_read(limits: LibrarySettings) -> None:
    data = gzip.compress(rows({"id": 1, "text": STORM}, {"id": 2, "text": REPAIR}))
    assert [draft.id for draft in read(data, limits, is_gzip=True) if isinstance(draft, Draft)] == ["1", "2"]


def test_a_compressed_file_cut_off_gives_its_rows_and_one_error(limits: LibrarySettings) -> None:
    # Noise in each row, so that the cut leaves some rows whole.
    data = gzip.compress(rows(*({"id": n, "text": f"{STORM} {hash((n, n)):x}"} for n in range(2_000))), 1)
    *drafts, error = read(data[: len(data) // 2], limits, is_gzip=True)
    assert drafts
    assert all(isinstance(draft, Draft) for draft in drafts)
    assert isinstance(error, SourceUnreadable)
    assert str(error).startswith("it is cut off or broken after line ")


@pytest.mark.parametrize("data", [b"not gzip at all", b"\x1f\x8b\x08\x00broken" + bytes(range(99))])
def test_what_is_not_gzip_is_one_error(data: bytes, limits: LibrarySettings) -> None:
    (error,) = read(data, limits, is_gzip=True)
    assert isinstance(error, SourceUnreadable)


def test_a_gzip_bomb_of_one_line_is_too_large(make_limits: Callable[..., LibrarySettings]) -> None:
    limits = make_limits(max_file_bytes=10_000, max_library_bytes=100_000)
    data = gzip.compress(b'{"text": "' + b"a" * 50_000_000 + b'"}')
    (error,) = read(data, limits, is_gzip=True)
    assert isinstance(error, SourceTooLarge)


def test_a_gzip_bomb_of_many_lines_stops_at_the_limit(make_limits: Callable[..., LibrarySettings]) -> None:
    limits = make_limits(max_library_bytes=100_000)
    (error,) = read(gzip.compress(b"\n" * 5_000_000), limits, is_gzip=True)
    assert isinstance(error, SourceTooLarge)


def test_a_file_of_another_kind_is_given_up(limits: LibrarySettings) -> None:
    found = read(b"not a row\n" * 5_000, limits)
    assert len(found) == 1_001
    assert str(found[-1]).startswith("1,000 lines in a row can't be read, so the rest was left out")


def test_a_good_row_among_many_bad_ones_keeps_the_reading_going(limits: LibrarySettings) -> None:
    bad = b"not a row\n" * 600
    assert len(read(bad + rows({"text": STORM}) + bad, limits)) == 1_201


# Questions, which lie beside articles


QUESTIONS = ({"id": "1", "question": "Who?", "answers": ["Ada"]}, {"question": "Why?"})


@pytest.mark.parametrize("is_gzip", [True, False])
def test_questions_are_no_articles(limits: LibrarySettings, is_gzip: bool) -> None:
    data = b"\xef\xbb\xbf" + rows(*QUESTIONS * 20)
    (error,) = read(gzip.compress(data) if is_gzip else data, limits, is_gzip=is_gzip)
    assert str(error) == "it holds questions, not articles; measure with it: `footnote evaluate`"


@pytest.mark.parametrize("row", [{"question": "Who?", "text": STORM}, {"title": "?"}, ["question"], {"text": STORM}])
def test_rows_among_which_one_is_no_question_are_read(limits: LibrarySettings, row: object) -> None:
    assert len(read(rows(*QUESTIONS, row), limits)) == 3
