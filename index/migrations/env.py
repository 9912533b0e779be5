"""What Alembic runs: the migrations, on the connection that ``index.catalog.schema`` gives it."""

from alembic import context

from index.catalog.tables import metadata

# Batch mode: SQLite changes most things about a table only by making it anew.
context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
