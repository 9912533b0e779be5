"""The catalog of articles, revisions, passages and kept answers. The one place that touches SQL."""

from index.catalog.catalog import Catalog
from index.catalog.values import (
    Counts,
    Existing,
    IndexState,
    Pending,
    PreparedDraft,
    Previous,
    StoredPassage,
    Unfinished,
    Validators,
)

__all__ = [
    "Catalog",
    "Counts",
    "Existing",
    "IndexState",
    "Pending",
    "PreparedDraft",
    "Previous",
    "StoredPassage",
    "Unfinished",
    "Validators",
]
