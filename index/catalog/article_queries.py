"""What is read of the articles. Only current revisions are ever seen."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from index.catalog.current import REFERENCE_COLUMNS, reference, select_current
from index.catalog.rows import chunks, fold, hash_source
from index.catalog.tables import FOLDED_CHARACTERS, IS_CURRENT, PART_CHARACTERS, articles, revisions, texts
from index.catalog.values import Counts, Existing, Validators
from index.errors import UnknownArticle
from index.models import Article, ArticleReference, ArticleSummary

_summary_columns = (
    *REFERENCE_COLUMNS,
    articles.c.first_added_at,
    revisions.c.key.label("revision_key"),
    revisions.c.article_key,
    revisions.c.author,
    revisions.c.language,
    revisions.c.passages,
    revisions.c.characters,
    revisions.c.added_by,
    revisions.c.added_at,
    revisions.c.source,
)


def article(connection: Connection, library: str, id: str) -> Article:
    """Return an article with its text. Raises UnknownArticle."""
    row = current_row(connection, library, id)
    return _article(row, whole_text(connection, row.revision_key))


def current_row(connection: Connection, library: str, id: str) -> Row[Any]:
    """Return the row of an article's current revision, for ``summary``. Raises UnknownArticle."""
    row = connection.execute(
        select_current(*_summary_columns).where(articles.c.library == library, articles.c.id == id)
    ).first()
    if row is None:
        raise UnknownArticle(id, library)
    return row


def current_revision(connection: Connection, library: str, id: str) -> int | None:
    """Return the number of an article's current revision, None when it isn't there."""
    return connection.scalar(
        select_current(revisions.c.number).where(articles.c.library == library, articles.c.id == id)
    )


def articles_by_key(connection: Connection, keys: Collection[int]) -> list[Article]:
    """Return those of the articles that are there, with their texts, by key."""
    rows = connection.execute(
        select_current(*_summary_columns).where(revisions.c.article_key.in_(keys)).order_by(revisions.c.article_key)
    ).all()
    found = _texts(connection, [row.revision_key for row in rows])
    return [_article(row, found.get(row.revision_key, "")) for row in rows]


def article_sizes(connection: Connection, library: str) -> list[tuple[int, int]]:
    """Return the key of every article of a library and how many bytes its text has, oldest article first."""
    rows = connection.execute(
        select(revisions.c.article_key, revisions.c.bytes)
        .where(revisions.c.library == library, IS_CURRENT)
        .order_by(revisions.c.article_key)
    )
    return [(row.article_key, row.bytes) for row in rows]


def list_articles(
    connection: Connection, library: str, search: str | None, limit: int | None, offset: int
) -> list[ArticleSummary]:
    """Return articles by title. Each word of ``search`` must occur in the title, the author or the site.

    Of what is longer than these are, only the beginning counts.
    """
    wanted = _searched(select_current(*_summary_columns), library, search)
    rows = connection.execute(wanted.order_by(revisions.c.folded, articles.c.id).limit(limit).offset(offset))
    return [summary(row) for row in rows]


def count_listed(connection: Connection, library: str, search: str | None) -> int:
    """Return how many articles ``list_articles`` returns without a limit."""
    return connection.scalar(_searched(select_current(func.count()), library, search)) or 0


def _searched(wanted: Select[Any], library: str, search: str | None) -> Select[Any]:
    wanted = wanted.where(revisions.c.library == library)
    for word in fold(search or "")[:FOLDED_CHARACTERS].split():
        wanted = wanted.where(revisions.c.folded.contains(word, autoescape=True))
    return wanted


def find_by_source(connection: Connection, libraries: Collection[str], source: str) -> list[ArticleReference]:
    """Return the articles that were read from a source, the last added first."""
    rows = connection.execute(
        select_current(*REFERENCE_COLUMNS)
        .where(
            revisions.c.library.in_(libraries),
            revisions.c.source_hash == hash_source(source),
            revisions.c.source == source,
        )
        .order_by(revisions.c.key.desc())
    )
    return [reference(row) for row in rows]


def find_by_hash(connection: Connection, library: str, content_hash: str) -> ArticleReference | None:
    """Return the first article of a library with this content hash."""
    row = connection.execute(
        select_current(*REFERENCE_COLUMNS)
        .where(revisions.c.library == library, revisions.c.content_hash == content_hash)
        .order_by(articles.c.key)
        .limit(1)
    ).first()
    return None if row is None else reference(row)


def existing(
    connection: Connection, library: str, ids: Iterable[str], sources: Iterable[str], hashes: Iterable[str]
) -> Existing:
    """Return which ids, sources and content hashes a library has. Of several articles the first added counts."""
    columns = (articles.c.id, revisions.c.source, revisions.c.source_hash, revisions.c.content_hash)

    def rows(column: Any, wanted: Iterable[str]) -> Iterator[Row[Any]]:
        for chunk in chunks(dict.fromkeys(wanted)):
            within = select_current(*columns).where(articles.c.library == library, revisions.c.library == library)
            yield from connection.execute(within.where(column.in_(chunk)).order_by(articles.c.key.desc()))

    return Existing(
        hash_by_id={row.id: row.content_hash for row in rows(articles.c.id, ids)},
        id_by_source={row.source: row.id for row in rows(revisions.c.source_hash, map(hash_source, sources))},
        id_by_hash={row.content_hash: row.id for row in rows(revisions.c.content_hash, hashes)},
    )


def count(connection: Connection, library: str) -> Counts:
    """Return how much a library holds."""
    row = connection.execute(
        select(
            func.count().label("articles"),
            func.coalesce(func.sum(revisions.c.passages), 0).label("passages"),
            func.coalesce(func.sum(revisions.c.bytes), 0).label("bytes"),
        ).where(revisions.c.library == library, IS_CURRENT)
    ).one()
    return Counts(articles=row.articles, passages=int(row.passages), bytes=int(row.bytes))


def libraries(connection: Connection) -> list[str]:
    """Return the libraries that hold articles, by name."""
    return sorted(connection.scalars(select(revisions.c.library).where(IS_CURRENT).distinct()))


def languages(connection: Connection, libraries: Collection[str]) -> dict[str, int]:
    """Return how many articles are in each language, the most first."""
    rows = connection.execute(
        select(revisions.c.language, func.count().label("articles"))
        .where(revisions.c.library.in_(libraries), revisions.c.language.is_not(None), IS_CURRENT)
        .group_by(revisions.c.language)
    )
    return dict(sorted(((row.language, row.articles) for row in rows), key=lambda found: (-found[1], found[0])))


def validators(connection: Connection, library: str, id: str) -> Validators:
    """Return what a refresh of an article compares. Raises UnknownArticle."""
    columns = (revisions.c.source, revisions.c.etag, revisions.c.last_modified, revisions.c.content_hash)
    row = connection.execute(select_current(*columns).where(articles.c.library == library, articles.c.id == id)).first()
    if row is None:
        raise UnknownArticle(id, library)
    return Validators(source=row.source, etag=row.etag, last_modified=row.last_modified, content_hash=row.content_hash)


def whole_text(connection: Connection, revision_key: int) -> str:
    """Return the text of a revision."""
    return _texts(connection, [revision_key]).get(revision_key, "")


def text_between(connection: Connection, revision_key: int, start: int, end: int) -> str:
    """Return characters of a revision's text, as many as there are."""
    reaches = (texts.c.start > start - PART_CHARACTERS) & (texts.c.start < end)
    wanted = select(texts).where(texts.c.revision_key == revision_key, reaches).order_by(texts.c.start)
    parts = connection.execute(wanted).all()
    if not parts:
        return ""
    first = parts[0].start
    return "".join(row.part for row in parts)[start - first : end - first]


def _texts(connection: Connection, revision_keys: Sequence[int]) -> dict[int, str]:
    parts: dict[int, list[str]] = {}
    for chunk in chunks(revision_keys):
        wanted = select(texts).where(texts.c.revision_key.in_(chunk)).order_by(texts.c.revision_key, texts.c.start)
        for row in connection.execute(wanted).all():
            parts.setdefault(row.revision_key, []).append(row.part)
    return {key: "".join(pieces) for key, pieces in parts.items()}


def _article(row: Row[Any], text: str) -> Article:
    return Article(
        id=row.id,
        library=row.library,
        revision=row.number,
        title=row.title,
        text=text,
        source=row.source,
        url=row.url,
        site=row.site,
        author=row.author,
        published=row.published,
        language=row.language,
        added_by=row.added_by,
        added_at=row.added_at,
        passages=row.passages,
    )


def summary(row: Row[Any]) -> ArticleSummary:
    """Make a summary of an article's row."""
    return ArticleSummary(
        id=row.id,
        library=row.library,
        title=row.title,
        url=row.url,
        site=row.site,
        author=row.author,
        published=row.published,
        language=row.language,
        revision=row.number,
        passages=row.passages,
        characters=row.characters,
        added_by=row.added_by,
        added_at=row.added_at,
        first_added_at=row.first_added_at,
        source=row.source,
    )
