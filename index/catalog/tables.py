"""The catalog's tables. A change here needs a migration in ``index/migrations/versions`` and the new ``HEAD``.

Texts lie in a table of their own, in parts: lists and counts then never read them, and a passage of a long article
costs no more than one of a short article.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

HEAD = "0004"  # the newest migration

# Characters of a text in one part. Most articles are one part; SQLite reads a whole value to give a slice of it.
PART_CHARACTERS = 16_384
# Postgres refuses to index a value of more than some 2,700 bytes; this many characters always fit.
FOLDED_CHARACTERS = 500


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time in UTC; SQLite itself keeps no time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store in UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def storable(text: str) -> str:
    """Return text without what no database takes: NULs and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


class Id(TypeDecorator[str]):
    """An id, which may be what somebody typed: looked for even where it can't be there."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Look for what can be stored."""
        return None if value is None else storable(value)


# SQLite makes a primary key its row id only when its type is INTEGER.
_Key: TypeEngine[int] = BigInteger().with_variant(Integer(), "sqlite")
# Sorted by code point on every server, as SQLite does.
_Folded: TypeEngine[str] = Text().with_variant(Text(collation="C"), "postgresql")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

meta = Table(
    "meta",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("value", Text, nullable=False),
)

# The last key given out for each table. Keys name passages in the indexes too, so that a deleted one must not return.
counters = Table(
    "counters",
    metadata,
    Column("name", String(20), primary_key=True),
    Column("value", BigInteger, nullable=False),
)

articles = Table(
    "articles",
    metadata,
    Column("key", _Key, primary_key=True, autoincrement=False),
    Column("library", String(100), nullable=False),
    Column("id", Id(512), nullable=False),
    Column("last_revision", Integer, nullable=False),  # the last number given out, seen or not
    Column("first_added_at", UtcDateTime, nullable=False),
    UniqueConstraint("library", "id"),
)

revisions = Table(
    "revisions",
    metadata,
    Column("key", _Key, primary_key=True, autoincrement=False),
    Column("article_key", _Key, ForeignKey("articles.key"), nullable=False),
    Column("library", String(100), nullable=False),
    Column("number", Integer, nullable=False),
    Column("state", String(10), nullable=False),
    Column("title", Text, nullable=False),
    Column("folded", _Folded, nullable=False),  # title, author and site, for sorting and searching
    Column("source", Text, nullable=False),
    Column("source_hash", String(64), nullable=False),  # a source may be too long for an index
    Column("url", Text),
    Column("site", Text),
    Column("author", Text),
    Column("published", Text),
    Column("language", String(20)),
    Column("content_hash", String(128), nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("added_by", Text),
    Column("added_at", UtcDateTime, nullable=False),
    Column("passages", Integer, nullable=False),
    Column("characters", Integer, nullable=False),
    Column("bytes", BigInteger, nullable=False),
    UniqueConstraint("article_key", "number"),
    CheckConstraint("state IN ('pending', 'current', 'leaving')", name="state"),
    Index(None, "state"),
    Index(None, "library", "content_hash"),
    Index(None, "library", "source_hash"),
    Index(None, "library", "folded"),
)

# Written out rather than bound: only then do SQLite and Postgres see that the index of current revisions applies.
IS_CURRENT = revisions.c.state == literal_column("'current'")

Index(
    "uq_revisions_current", revisions.c.article_key, unique=True, sqlite_where=IS_CURRENT, postgresql_where=IS_CURRENT
)

texts = Table(
    "texts",
    metadata,
    Column("revision_key", _Key, ForeignKey("revisions.key", ondelete="CASCADE"), nullable=False),
    Column("start", Integer, nullable=False),  # offset of the part's first character: a multiple of PART_CHARACTERS
    Column("part", Text, nullable=False),
    PrimaryKeyConstraint("revision_key", "start"),
)

passages = Table(
    "passages",
    metadata,
    Column("key", _Key, primary_key=True, autoincrement=False),
    Column("revision_key", _Key, ForeignKey("revisions.key", ondelete="CASCADE"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words", Integer, nullable=False),
    Column("sentences", LargeBinary),  # as ``passages.packed``; none of what was stored before there were any
    UniqueConstraint("revision_key", "ordinal"),
    CheckConstraint('start >= 0 AND "end" > start', name="offsets"),
)

indexes = Table(
    "indexes",
    metadata,
    Column("library", String(100), primary_key=True),
    Column("generation", Integer, nullable=False),
    Column("embedding", Text, nullable=False),
)

answers = Table(
    "answers",
    metadata,
    Column("id", Id(64), primary_key=True),
    Column("library", String(100), nullable=False),
    Column("asked_by", String(100)),
    Column("question", Text, nullable=False),
    Column("status", String(20), nullable=False),
    Column("mode", String(20), nullable=False),
    Column("text", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("body", Text, nullable=False),  # the whole answer, as JSON
    Column("turns", Text),  # the questions before it, as JSON
    Index(None, "created_at"),
    Index(None, "library", "asked_by", "created_at"),
)

# A row for each citation whose words an answer still holds; without it they were purged with their article.
wordings = Table(
    "wordings",
    metadata,
    Column("answer_id", Id(64), ForeignKey("answers.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),  # the citation's slot
    Column("library", String(100), nullable=False),  # the article's
    Column("article", Id(512), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    PrimaryKeyConstraint("answer_id", "number"),
    Index(None, "library", "article"),
)

verdicts = Table(
    "verdicts",
    metadata,
    Column("answer_id", Id(64), ForeignKey("answers.id", ondelete="CASCADE"), nullable=False),
    Column("by", String(100), nullable=False),
    Column("verdict", String(10), nullable=False),
    Column("given_at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("answer_id", "by"),
)

flags = Table(
    "flags",
    metadata,
    Column("answer_id", Id(64), ForeignKey("answers.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),  # the citation's slot
    Column("by", String(100), nullable=False),
    Column("reason", String(40), nullable=False),
    Column("note", Text, nullable=False),
    Column("flagged_at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("answer_id", "number", "by"),
)

preferences = Table(
    "preferences",
    metadata,
    Column("library", String(100), nullable=False),
    Column("name", String(100), nullable=False),
    Column("value", Text, nullable=False),  # JSON
    PrimaryKeyConstraint("library", "name"),
)

# What a library's answers cost on the last day that they cost anything.
tokens = Table(
    "tokens",
    metadata,
    Column("library", String(100), primary_key=True),
    Column("day", String(10), nullable=False),  # ISO 8601, in UTC
    Column("read", BigInteger, nullable=False),
    Column("written", BigInteger, nullable=False),
)

# Replaced revisions whose text is kept for a while, so that the update can be taken back.
replaced = Table(
    "replaced",
    metadata,
    Column(
        "revision_key", _Key, ForeignKey("revisions.key", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("article_key", _Key, nullable=False, unique=True),
    Column("replaced_at", UtcDateTime, nullable=False),
)
