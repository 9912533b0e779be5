"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_time = sa.DateTime(timezone=True)
_folded = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_is_current = sa.text("state = 'current'")


def upgrade() -> None:
    """Go from an empty database to this release."""
    _keep_books()
    _keep_articles()
    _keep_passages()
    _keep_answers()


def _keep_books() -> None:
    op.create_table(
        "meta",
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_meta"),
    )
    counters = op.create_table(
        "counters",
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counters"),
    )
    op.bulk_insert(counters, [{"name": name, "value": 0} for name in ("articles", "revisions", "passages")])
    op.create_table(
        "indexes",
        sa.Column("library", sa.String(100), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("embedding", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("library", name="pk_indexes"),
    )


def _keep_articles() -> None:
    op.create_table(
        "articles",
        sa.Column("key", _key, autoincrement=False, nullable=False),
        sa.Column("library", sa.String(100), nullable=False),
        sa.Column("id", sa.String(512), nullable=False),
        sa.Column("last_revision", sa.Integer(), nullable=False),
        sa.Column("first_added_at", _time, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_articles"),
        sa.UniqueConstraint("library", "id", name="uq_articles_library_id"),
    )
    op.create_table(
        "revisions",
        sa.Column("key", _key, autoincrement=False, nullable=False),
        sa.Column("article_key", _key, nullable=False),
        sa.Column("library", sa.String(100), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("folded", _folded, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_hash", sa.String(64), nullable=False),
        sa.Column("url", sa.Text()),
        sa.Column("site", sa.Text()),
        sa.Column("author", sa.Text()),
        sa.Column("published", sa.Text()),
        sa.Column("language", sa.String(20)),
        sa.Column("content_hash", sa.String(128), nullable=False),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("added_by", sa.Text()),
        sa.Column("added_at", _time, nullable=False),
        sa.Column("passages", sa.Integer(), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_revisions"),
        sa.ForeignKeyConstraint(["article_key"], ["articles.key"], name="fk_revisions_article_key"),
        sa.UniqueConstraint("article_key", "number", name="uq_revisions_article_key_number"),
        sa.CheckConstraint("state IN ('pending', 'current', 'leaving')", name=op.f("ck_revisions_state")),
    )
    op.create_index("ix_revisions_state", "revisions", ["state"])
    op.create_index("ix_revisions_library_content_hash", "revisions", ["library", "content_hash"])
    op.create_index("ix_revisions_library_source_hash", "revisions", ["library", "source_hash"])
    op.create_index("ix_revisions_library_folded", "revisions", ["library", "folded"])
    op.create_index(
        "uq_revisions_current",
        "revisions",
        ["article_key"],
        unique=True,
        sqlite_where=_is_current,
        postgresql_where=_is_current,
    )


def _keep_passages() -> None:
    op.create_table(
        "texts",
        sa.Column("revision_key", _key, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("revision_key", "start", name="pk_texts"),
        sa.ForeignKeyConstraint(["revision_key"], ["revisions.key"], name="fk_texts_revision_key", ondelete="CASCADE"),
    )
    op.create_table(
        "passages",
        sa.Column("key", _key, autoincrement=False, nullable=False),
        sa.Column("revision_key", _key, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_passages"),
        sa.ForeignKeyConstraint(
            ["revision_key"], ["revisions.key"], name="fk_passages_revision_key", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("revision_key", "ordinal", name="uq_passages_revision_key_ordinal"),
        sa.CheckConstraint('start >= 0 AND "end" > start', name=op.f("ck_passages_offsets")),
    )


def _keep_answers() -> None:
    op.create_table(
        "answers",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("library", sa.String(100), nullable=False),
        sa.Column("asked_by", sa.String(100)),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("mode", sa.String(20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("created_at", _time, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_answers"),
    )
    op.create_index("ix_answers_created_at", "answers", ["created_at"])
    op.create_index("ix_answers_library_asked_by_created_at", "answers", ["library", "asked_by", "created_at"])
