"""The lexical index as a store: changes, commits, damage, and searches meanwhile."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.errors import IndexUnreadable
from index.lexical import LexicalIndex, LexicalPassage, Wanted, indexed_words


def passage(key: int, text: str = "The harbour was closed by a storm.", article: int = 1) -> LexicalPassage:
    return LexicalPassage(key=key, article=article, words=indexed_words("News", f"{text} number{key}", "en"))


def wanted(word: str) -> list[Wanted]:
    return [Wanted(terms=((word, 1.0),))]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[LexicalIndex]:
    index = LexicalIndex(tmp_path / "lexical")
    yield index
    index.close()


def test_passages_are_added_found_removed_and_counted(index: LexicalIndex) -> None:
    index.change(add=[passage(1), passage(2), passage(3, article=2)])
    assert sorted(index.keys()) == [1, 2, 3]
    assert {key for key, _ in index.search(wanted("storm"), 10)} == {1, 2, 3}
    assert {key for key, _ in index.search(wanted("storm"), 10, article=2)} == {3}
    index.change(remove=[1, 99])
    assert len(index) == 2
    assert index.search(wanted("number1"), 10) == []


def test_a_key_removed_and_added_in_one_change_is_replaced(index: LexicalIndex) -> None:
    index.change(add=[passage(1)])
    index.change(add=[passage(1, "A bridge.")], remove=[1])
    assert index.keys() == [1]
    assert index.search(wanted("storm"), 10) == []


def test_a_change_that_fails_changes_nothing(index: LexicalIndex) -> None:
    def breaking() -> Iterator[LexicalPassage]:
        yield passage(2)
        raise ZeroDivisionError

    index.change(add=[passage(1)])
    with pytest.raises(ZeroDivisionError):
        index.change(add=breaking(), remove=[1])
    index.change(add=[passage(3)])
    assert sorted(index.keys()) == [1, 3]


def test_it_can_be_changed_after_it_rested_and_opened_again(tmp_path: Path) -> None:
    index = LexicalIndex(tmp_path / "lexical")
    index.change(add=[passage(1)])
    index.rest()
    index.rest()
    index.change(add=[passage(2)])
    index.close()
    again = LexicalIndex(tmp_path / "lexical")
    again.change(add=[passage(3)])
    assert sorted(again.keys()) == [1, 2, 3]
    again.close()


def test_searches_while_it_changes_see_whole_commits(index: LexicalIndex) -> None:
    """A search that took addresses of one commit for those of another would name passages that don't match."""
    index.change(add=[passage(key, "A storm.") for key in range(0, 200, 2)])

    def search() -> None:
        for _ in range(300):
            found = [key for key, _ in index.search(wanted("storm"), 1000)]
            assert all(key % 2 == 0 for key in found)
            assert len(found) == len(set(found)) >= 100
            index.similar("words", "storn")

    with ThreadPoolExecutor(2) as threads:
        searches = [threads.submit(search) for _ in range(2)]
        for key in range(201, 231, 2):
            index.change(add=[passage(key, "A bridge."), passage(key + 1000 - 1, "A storm.")])
        for one in searches:
            one.result()


def test_words_a_slip_away_are_found(index: LexicalIndex) -> None:
    index.change(add=[passage(1), passage(2)])
    assert index.similar("words", "strom") == [("storm", 2)]
    assert index.similar("terms", "strom") == [("storm", 2)]


def test_names_and_words_of_a_title_are_indexed(index: LexicalIndex) -> None:
    words = indexed_words("Arshakuni", "He taught music.", "en")
    index.change(add=[LexicalPassage(key=1, article=1, words=words)])
    assert index.frequency("names", "arshakoni") == 1
    assert index.similar("words", "arshakumi") == [("arshakuni", 1)]


def test_names_near_one_of_another_script_are_found_as_the_index_changes(index: LexicalIndex) -> None:
    assert index.near_names("tromp", "C") == []
    index.change(add=[passage(1, "Трамп приехал."), passage(2, "وصل ترامب")])
    assert index.near_names("tromp", "C") == ["Ctramp"]
    assert index.near_names("tromp", "A") == ["Atramb"]
    assert index.near_names("Atramb", "C") == ["Ctramp"]


def test_what_a_commit_left_that_was_killed_is_cleared_away(tmp_path: Path) -> None:
    """Such as the list of deleted passages of a commit that never came to be, under the name the next one takes."""
    folder = tmp_path / "lexical"
    index = LexicalIndex(folder)
    index.change(add=[passage(1), passage(2), passage(3)])
    index.close()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    index = LexicalIndex(folder)
    index.change(remove=[1])
    index.close()
    managed = (folder / ".managed.json").read_bytes()
    for name, data in before.items():  # all but the deletion's own file goes back to how it was
        (folder / name).write_bytes(data)
    (folder / ".managed.json").write_bytes(managed)
    index = LexicalIndex(folder)
    index.change(remove=[2])
    assert sorted(index.keys()) == [1, 3]
    index.close()


@pytest.mark.parametrize("ending", ["meta.json", "*.term", "*.idx"])
def test_damaged_files_are_said(tmp_path: Path, ending: str) -> None:
    index = LexicalIndex(tmp_path / "lexical")
    index.change(add=[passage(1)])
    index.close()
    for path in (tmp_path / "lexical").glob(ending):
        path.write_bytes(b"{")
    with pytest.raises(IndexUnreadable):
        LexicalIndex(tmp_path / "lexical").prove()
