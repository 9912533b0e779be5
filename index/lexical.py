"""Lexical search: one tantivy index per library. The one file that touches tantivy.

It is derived from the catalog and can be rebuilt from it. Documents are passages by their catalog key, with the
terms that ``analysis`` made of them, so that what matched here and what is scored later are the same terms.
"""

import contextlib
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

import tantivy
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from index.analysis import analyzed
from index.errors import DiskFull, IndexUnreadable
from index.names import initial_of
from index.near_names import NearNames

_WRITER_BYTES = 50_000_000  # tantivy wants at least 15 MB a thread
_ANALYZER = "given"  # terms come joined by spaces: nothing is left to analyze
_TITLE_TIMES = 2  # a title's words stand in every passage of its article, as if written this often

Field = Literal["terms", "names", "words"]


class IndexedWords(NamedTuple):
    """The words of a passage as they are indexed, each list joined by spaces."""

    terms: str
    folded: str
    name_keys: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LexicalPassage:
    """A passage as the lexical index takes it."""

    key: int  # its key in the catalog
    article: int  # its article's key there
    words: IndexedWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One word of a question: alternatives of which the best matching counts, each with its weight (0 to 1)."""

    terms: tuple[tuple[str, float], ...]
    names: tuple[tuple[str, float], ...] = ()


@dataclass(slots=True)
class _Snapshot:
    """The index as one commit left it. Addresses of passages hold within a snapshot only."""

    searcher: tantivy.Searcher
    # By field, then length, once it was asked for: what the field has and in how many passages.
    vocabulary: dict[Field, dict[int, dict[str, int]]] = field(default_factory=dict[Field, dict[int, dict[str, int]]])
    names: dict[str, NearNames] = field(default_factory=dict[str, NearNames])  # by their script, likewise


class LexicalIndex:
    """The lexical index of one library. Searches may run while one thread changes it: they see whole commits.

    Raises IndexUnreadable, DiskFull and other StorageErrors.
    """

    def __init__(self, folder: Path) -> None:
        with _translated():
            folder.mkdir(parents=True, exist_ok=True)
            self._schema = _schema()
            self._index = tantivy.Index(self._schema, path=str(folder))
            self._index.register_tokenizer(
                _ANALYZER, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
            )
            self._writer: Any = None
            self._refresh()

    def _refresh(self) -> None:
        self._index.reload()
        self._snapshot = _Snapshot(self._index.searcher())

    def change(self, *, add: Iterable[LexicalPassage] = (), remove: Iterable[int] = ()) -> None:
        """Remove passages by key, then add passages, in one commit; nothing is changed when that fails."""
        documents = [_document(passage) for passage in add]
        with _translated():
            try:
                if self._writer is None:
                    self._writer = self._index.writer(heap_size=_WRITER_BYTES, num_threads=1)
                    # A process killed in a commit leaves files of the names that the same commit takes again.
                    self._writer.garbage_collect_files()
                for key in remove:
                    self._writer.delete_documents_by_term("key", key)
                for document in documents:
                    self._writer.add_document(document)
                self._writer.commit()
            except BaseException:
                self._writer = None  # what it held uncommitted goes with it, and it may be past use
                raise
            self._refresh()

    def rest(self) -> None:
        """End merging and give back the memory of changing; a later change takes it again."""
        writer, self._writer = self._writer, None
        if writer is not None:
            with _translated():
                writer.wait_merging_threads()

    def close(self) -> None:
        """Let go of the index's files."""
        self.rest()

    def __len__(self) -> int:
        return self._snapshot.searcher.num_docs

    def prove(self) -> None:
        """Read a little of everything that a search reads. Raises IndexUnreadable where it can't be read."""
        with _translated():
            searcher = self._snapshot.searcher
            searcher.terms_with_prefix("words", "", limit=1)
            hits = searcher.search(tantivy.Query.all_query(), limit=1, count=False).hits
            searcher.fast_field_values("key", [address for _, address in hits])

    def keys(self) -> list[int]:
        """Return the key of every passage in the index, as often as it is there."""
        searcher = self._snapshot.searcher
        if not searcher.num_docs:
            return []
        with _translated():
            hits = searcher.search(tantivy.Query.all_query(), limit=searcher.num_docs, count=False).hits
            return cast(list[int], searcher.fast_field_values("key", [address for _, address in hits]))

    def frequency(self, field: Field, term: str) -> int:
        """Return how many passages have a term."""
        return self._snapshot.searcher.doc_freq(field, term)

    def search(self, wanted: Sequence[Wanted], limit: int, *, article: int | None = None) -> list[tuple[int, float]]:
        """Return the keys of the passages that match best and their BM25 scores, best first."""
        searcher = self._snapshot.searcher  # the same to the end: addresses are its own
        if not wanted or not searcher.num_docs:
            return []
        clauses = [(tantivy.Occur.Should, self._clause(one)) for one in wanted]
        query = tantivy.Query.boolean_query(clauses)
        if article is not None:
            only = tantivy.Query.const_score_query(tantivy.Query.term_query(self._schema, "article", article), 0.0)
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, only), (tantivy.Occur.Must, query)])
        with _translated():
            hits = searcher.search(query, limit=limit, count=False).hits
            keys = cast(list[int], searcher.fast_field_values("key", [address for _, address in hits]))
        return [(key, score) for key, (score, _) in zip(keys, hits, strict=True)]

    def _clause(self, wanted: Wanted) -> tantivy.Query:
        alternatives = [
            self._term_query(field, text, weight)
            for field, given in (("terms", wanted.terms), ("names", wanted.names))
            for text, weight in given
        ]
        # Of the spellings of a word the best one counts; others of them add a little, never as much as a word.
        return tantivy.Query.disjunction_max_query(alternatives, tie_breaker=0.3)

    def _term_query(self, field: str, text: str, weight: float) -> tantivy.Query:
        query = tantivy.Query.term_query(self._schema, field, text, index_option="freq")
        return query if weight == 1.0 else tantivy.Query.boost_query(query, weight)

    def similar(self, field: Field, text: str, limit: int = 3) -> list[tuple[str, int]]:
        """Return what a field has one slip away from ``text`` and in how many passages, most frequent first.

        A slip is a letter left out, put in, changed, or two neighbours swapped (optimal string alignment).
        """
        by_length = self._by_length(field)
        candidates = [other for length in (-1, 0, 1) for other in by_length.get(len(text) + length, ())]
        near = extract(text, candidates, scorer=OSA.distance, score_cutoff=1, limit=None)
        found = [(other, by_length[len(other)][other]) for other, _, _ in near if other != text]
        return sorted(found, key=lambda pair: -pair[1])[:limit]

    def _by_length(self, field: Field) -> dict[int, dict[str, int]]:
        snapshot = self._snapshot
        if field not in snapshot.vocabulary:
            vocabulary: dict[int, dict[str, int]] = {}
            for text, frequency in snapshot.searcher.terms_with_prefix(field, ""):
                vocabulary.setdefault(len(text), {})[text] = frequency
            snapshot.vocabulary[field] = vocabulary
        return snapshot.vocabulary[field]

    def near_names(self, key: str, script: str) -> list[str]:
        """Return keys of names in another script that are likely the same name as ``key``."""
        names = self._snapshot.names
        if script not in names:
            found = self._snapshot.searcher.terms_with_prefix("names", script)
            names[script] = NearNames({name: count for name, count in found if initial_of(name) == script})
        return names[script].near(key)


@contextlib.contextmanager
def _translated() -> Generator[None]:
    """Raise what tantivy raises as ours; its compiled part panics in a class of its own."""
    try:
        yield
    except BaseException as error:
        is_panic = type(error).__module__ == "pyo3_runtime"
        if not isinstance(error, (ValueError, RuntimeError, OSError)) and not is_panic:
            raise
        if "No space left" in str(error):
            raise DiskFull("no space is left for the lexical index; free some and try again") from error
        raise IndexUnreadable(
            "the lexical index can't be read; `footnote doctor --repair` rebuilds it from the catalog"
        ) from error


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    # Signed on purpose: delete_documents_by_term finds nothing in tantivy-py's unsigned fields (0.27).
    builder.add_integer_field("key", stored=False, indexed=True, fast=True)
    builder.add_integer_field("article", stored=False, indexed=True, fast=False)
    builder.add_text_field("terms", stored=False, tokenizer_name=_ANALYZER, index_option="freq")
    for name in ("names", "words"):
        builder.add_text_field(name, stored=False, tokenizer_name=_ANALYZER, index_option="basic")
    return builder.build()


def indexed_words(title: str, text: str, language: str | None) -> IndexedWords:
    """Return what is indexed of a passage under its article's title."""
    found, titled = analyzed(text, language), analyzed(title, language)
    return IndexedWords(
        terms=" ".join([*[titled.terms] * _TITLE_TIMES, found.terms]),
        folded=f"{titled.folded} {found.folded}",
        name_keys=f"{titled.name_keys} {found.name_keys}",
    )


def _document(passage: LexicalPassage) -> tantivy.Document:
    document = tantivy.Document()
    document.add_integer("key", passage.key)
    document.add_integer("article", passage.article)
    document.add_text("terms", passage.words.terms)
    document.add_text("words", passage.words.folded)
    document.add_text("names", passage.words.name_keys)
    return document
