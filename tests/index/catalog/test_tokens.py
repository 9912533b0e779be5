"""What a library's answers cost is counted by the day."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from index.catalog import Catalog


def test_what_is_spent_adds_up_by_library(catalog: Catalog) -> None:
    catalog.tokens.spend("guild-1", 600, 20)
    catalog.tokens.spend("guild-1", 5_000_000_000, 30)
    catalog.tokens.spend("guild-2", 1, 2)
    assert catalog.tokens.of("guild-1") == (5_000_000_600, 50)
    assert catalog.tokens.of("guild-2") == (1, 2)
    assert catalog.tokens.of("guild-3") == (0, 0)


def test_a_day_ends_at_midnight_in_utc(address: Path | str) -> None:
    now = datetime(2024, 3, 6, 3, 30, tzinfo=timezone(timedelta(hours=4)))  # in UTC it is still the fifth
    with Catalog(address, clock=lambda: now) as catalog:
        catalog.tokens.spend("guild-1", 600, 20)
        now = datetime(2024, 3, 5, 23, 59, tzinfo=UTC)
        assert catalog.tokens.of("guild-1") == (600, 20)
        now = datetime(2024, 3, 6, tzinfo=UTC)
        assert catalog.tokens.of("guild-1") == (0, 0)
        catalog.tokens.spend("guild-1", 1, 2)
        assert catalog.tokens.of("guild-1") == (1, 2)


def test_a_library_that_only_has_tokens_is_known_so_that_it_can_be_purged(catalog: Catalog) -> None:
    catalog.tokens.spend("guild-1", 600, 20)
    assert catalog.belongings() == ["guild-1"]
