"""The vectors of a library, on an embedded Chroma."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.embeddings import Vectors
from index.errors import IndexUnreadable
from index.marks import Marks
from index.vectors import VectorDatabase


@pytest.fixture
def database(tmp_path: Path) -> Iterator[VectorDatabase]:
    database = VectorDatabase(tmp_path / "chroma")
    yield database
    database.close()


def vectors(*keys: int) -> Vectors:
    rows = np.stack([np.random.default_rng(key).normal(size=256) for key in keys]).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_the_nearest_come_first_with_their_cosine(database: VectorDatabase) -> None:
    index = database.index("shared.1")
    index.add([1, 2, 3], vectors(1, 2, 3))
    [(key, score), *_] = index.search(vectors(2)[0], 3)
    assert (key, round(score, 3)) == (2, 1.0)
    assert len(index) == 3
    assert index.keys() == {1, 2, 3}


def test_a_key_added_again_is_replaced(database: VectorDatabase) -> None:
    index = database.index("shared.1")
    index.add([1, 2], vectors(1, 2))
    index.add([1], vectors(9))
    assert len(index) == 2
    assert index.search(vectors(9)[0], 1)[0][0] == 1
    assert np.allclose(index.vectors([1])[1], vectors(9)[0], atol=1e-5)


def test_a_search_among_keys_finds_no_others_and_minds_none_that_are_gone(database: VectorDatabase) -> None:
    index = database.index("shared.1")
    index.add([1, 2, 3], vectors(1, 2, 3))
    index.remove([3, 4])
    assert {key for key, _ in index.search(vectors(1)[0], 5, among=[2, 3])} == {2}
    assert index.search(vectors(1)[0], 5, among=[3]) == []


def test_an_empty_index_finds_nothing(database: VectorDatabase) -> None:
    index = database.index("shared.1")
    index.prove()
    assert index.search(vectors(1)[0], 5) == []
    assert len(index) == 0


def test_what_was_added_is_there_when_opened_again(tmp_path: Path) -> None:
    keys = list(range(1, 2501))  # past one writing of Chroma's files
    for turn in range(2):
        database = VectorDatabase(tmp_path / "chroma")
        index = database.index("shared.1")
        if turn == 0:
            index.add(keys, vectors(*keys))
            index.remove(keys[:100])
        assert index.keys() == set(keys[100:])
        assert len(index) == 2400
        assert index.search(vectors(2000)[0], 1)[0][0] == 2000
        database.close()


def test_a_dropped_index_is_gone(database: VectorDatabase) -> None:
    database.index("shared.1").add([1], vectors(1))
    database.drop("shared.1")
    database.drop("shared.1")
    assert database.names() == []
    assert len(database.index("shared.1")) == 0


def test_files_that_were_left_half_written_are_never_loaded(tmp_path: Path) -> None:
    """Loading them may end the process, so that it can't be tried."""
    database = VectorDatabase(tmp_path / "chroma")
    database.index("shared.1").add(list(range(1, 1201)), vectors(*range(1, 1201)))
    database.close()
    killed = Marks(tmp_path / "chroma").writing("shared.1")
    killed.__enter__()  # and never out of it again
    [header, *_] = (tmp_path / "chroma").glob("*/header.bin")
    header.write_bytes(b"half")
    database = VectorDatabase(tmp_path / "chroma")
    with pytest.raises(IndexUnreadable):
        database.index("shared.1")
    database.drop("shared.1")
    assert len(database.index("shared.1")) == 0
    database.close()


def test_a_mark_that_a_killed_process_left_beside_whole_files_is_taken_away(tmp_path: Path) -> None:
    marks = Marks(tmp_path)
    writing = marks.writing("shared.1")
    writing.__enter__()
    assert not Marks(tmp_path).is_torn("shared.1")
    (tmp_path / "shared.1.writing").write_text('{"cut sh')
    assert not Marks(tmp_path).is_torn("shared.1")
    assert not list(tmp_path.glob("*.writing"))


# In a process of its own: the setting that is tested is the process's, and others have made it long before.
_LEAVES_WORDS_IN_MEMORY = """
import random, sys, threading
from pathlib import Path
import numpy as np
from index.vectors import VectorDatabase

begins = threading.Barrier(24)

def say():
    sizes = [size for size in range(2_000, 125_000, 500)] * 2
    random.Random(1).shuffle(sizes)
    begins.wait()
    said = [b"words of an article " * (size // 20) for size in sizes]
    begins.wait()
    del said[::2]
    del said

speakers = [threading.Thread(target=say) for _ in range(24)]  # each has memory of its own, which others get later
for speaker in speakers:
    speaker.start()
for speaker in speakers:
    speaker.join()
database = VectorDatabase(Path(sys.argv[1]))
for number in range(8):
    index = database.index(f"guild-{number}.1")
    index.add([1, 2], np.eye(2, 256, dtype=np.float32))
    index.search(np.ones(256, dtype=np.float32), 1)
database.close()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is overwritten by glibc alone")
def test_no_words_that_were_in_memory_get_into_the_files(tmp_path: Path) -> None:
    """Chroma writes room for vectors to come as the memory was that it got."""
    subprocess.run([sys.executable, "-c", _LEAVES_WORDS_IN_MEMORY, tmp_path], check=True, timeout=120)

    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.name == "data_level0.bin" for path in files)
    assert [path.name for path in files if b"of an article" in path.read_bytes()] == []
