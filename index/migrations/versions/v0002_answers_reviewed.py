"""What answers are reviewed with, what servers prefer, and updates that can be undone."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_time = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the tables, and the questions before an answer."""
    op.add_column("answers", sa.Column("turns", sa.Text()))
    _keep_wordings()
    _keep_feedback()
    _keep_preferences()
    _keep_replaced()


def _of_answer(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["answer_id"], ["answers.id"], name=f"fk_{table}_answer_id", ondelete="CASCADE")


def _keep_wordings() -> None:
    op.create_table(
        "wordings",
        sa.Column("answer_id", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("library", sa.String(100), nullable=False),
        sa.Column("article", sa.String(512), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("answer_id", "number", name="pk_wordings"),
        _of_answer("wordings"),
    )
    op.create_index("ix_wordings_library_article", "wordings", ["library", "article"])


def _keep_feedback() -> None:
    op.create_table(
        "verdicts",
        sa.Column("answer_id", sa.String(64), nullable=False),
        sa.Column("by", sa.String(100), nullable=False),
        sa.Column("verdict", sa.String(10), nullable=False),
        sa.Column("given_at", _time, nullable=False),
        sa.PrimaryKeyConstraint("answer_id", "by", name="pk_verdicts"),
        _of_answer("verdicts"),
    )
    op.create_table(
        "flags",
        sa.Column("answer_id", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(100), nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("flagged_at", _time, nullable=False),
        sa.PrimaryKeyConstraint("answer_id", "number", "by", name="pk_flags"),
        _of_answer("flags"),
    )


def _keep_preferences() -> None:
    op.create_table(
        "preferences",
        sa.Column("library", sa.String(100), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("library", "name", name="pk_preferences"),
    )


def _keep_replaced() -> None:
    op.create_table(
        "replaced",
        sa.Column("revision_key", _key, autoincrement=False, nullable=False),
        sa.Column("article_key", _key, nullable=False),
        sa.Column("replaced_at", _time, nullable=False),
        sa.PrimaryKeyConstraint("revision_key", name="pk_replaced"),
        sa.ForeignKeyConstraint(
            ["revision_key"], ["revisions.key"], name="fk_replaced_revision_key", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("article_key", name="uq_replaced_article_key"),
    )
