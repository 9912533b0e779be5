"""Where the sentences of a passage are, so that a question doesn't cut them again."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make room for them; passages that are there are cut when they are read."""
    op.add_column("passages", sa.Column("sentences", sa.LargeBinary()))
