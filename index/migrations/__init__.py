"""The catalog's migrations, for Alembic. ``index.catalog.schema`` runs them."""
