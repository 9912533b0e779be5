"""Measuring sets: articles and questions as JSON Lines in folders, and libraries made of them."""

import gzip
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index import Library, LibrarySettings
from index.evaluation import read_questions
from index.models import Question

SETS = ("seed", "news", "wiki", "xquad-en", "xquad-es", "clapnq", "multihop", "followups")


@dataclass(frozen=True, slots=True)
class Dataset:
    """A measuring set."""

    name: str
    articles: Path
    questions: tuple[Question, ...]


def load(folder: Path, names: Sequence[str] = SETS) -> list[Dataset]:
    """Return the sets that a folder has."""
    found: list[Dataset] = []
    for name in names:
        articles = next(
            (path for path in sorted((folder / name).glob("article*")) if path.suffix in (".gz", ".jsonl", ".txt")),
            None,
        )
        questions = folder / name / "questions.jsonl"
        if articles is not None and questions.exists():
            found.append(Dataset(name, articles, tuple(read_questions(questions))))
    return found


def settings(folder: Path) -> LibrarySettings:
    """Return the default settings for a data folder, whatever the environment says."""
    return LibrarySettings(_env_file=None, data_dir=folder)  # pyright: ignore[reportCallIssue] - pydantic-settings' own


async def fill(library: Library, dataset: Dataset) -> int:
    """Add a set's articles; return how many passages."""
    return sum([added.passages async for added in library.add([str(dataset.articles)])])


async def opened(folder: Path, dataset: Dataset, *, is_kept: bool = False) -> Library:
    """Open a library with a set's articles; ``is_kept`` takes one that an earlier run left."""
    place = folder / dataset.name / "data"
    if is_kept and (place / "filled").exists():
        return await Library.open(settings(place))
    shutil.rmtree(place, ignore_errors=True)
    library = await Library.open(settings(place))
    await fill(library, dataset)
    (place / "filled").write_text(json.dumps(dataset.name))
    return library


def articles(dataset: Dataset) -> list[dict[str, object]]:
    """Return a set's articles as rows; none for a set of plain text."""
    if ".jsonl" not in dataset.articles.name:
        return []
    opener = gzip.open if dataset.articles.suffix == ".gz" else open
    with opener(dataset.articles, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def article_ids(dataset: Dataset) -> list[str]:
    """Return the ids of a set's articles, sorted."""
    return sorted({str(article["id"]) for article in articles(dataset)})


def part(dataset: Dataset, ids: set[str], folder: Path) -> Dataset:
    """Return a set of some of the articles, written to a folder, with all questions."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [json.dumps(article) for article in articles(dataset) if str(article["id"]) in ids]
    (folder / "articles.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return replace(dataset, name=folder.name, articles=folder / "articles.jsonl")
