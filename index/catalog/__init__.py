"""The catalog of articles, revisions, passages and kept answers. The one place that touches SQL."""

from index.catalog.catalog import Catalog
from index.catalog.values import (
    ArticleSummary,
    Counts,
    Existing,
    IndexState,
    KeptAnswer,
    Pending,
    PreparedDraft,
    StoredPassage,
    Unfinished,
    Validators,
)

__all__ = [
    "ArticleSummary",
    "Catalog",
    "Counts",
    "Existing",
    "IndexState",
    "KeptAnswer",
    "Pending",
    "PreparedDraft",
    "StoredPassage",
    "Unfinished",
    "Validators",
]
