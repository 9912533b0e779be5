"""Preferences are a library's own, and come back as they were set."""

from typing import Any

import pytest

from index.catalog import Catalog


@pytest.mark.parametrize("value", [False, 0, 1.5, "", "Größe \0 \ud800", [1, "a", None], {"a": {"b": []}}])
def test_a_preference_comes_back_as_it_was_set(catalog: Catalog, value: Any) -> None:
    catalog.preferences.set("guild-1", "a", value)

    assert catalog.preferences.of("guild-1") == {"a": value}


def test_a_preference_is_changed_and_taken_back(catalog: Catalog) -> None:
    for value in (1, 2):
        catalog.preferences.set("guild-1", "b", value)
    catalog.preferences.set("guild-1", "a", "x")
    assert catalog.preferences.of("guild-1") == {"a": "x", "b": 2}

    catalog.preferences.set("guild-1", "b", None)
    catalog.preferences.set("guild-1", "never", None)
    assert catalog.preferences.of("guild-1") == {"a": "x"}


def test_a_library_has_none_of_anothers_preferences(catalog: Catalog) -> None:
    catalog.preferences.set("guild-1", "a", 1)

    assert catalog.preferences.of("guild-2") == {}
