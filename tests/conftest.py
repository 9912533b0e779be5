"""What holds for every test."""

import pytest

from index.settings import LibrarySettings


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the environment and a developer's ``.env`` out, so that a test sees the defaults or what it sets itself."""
    for name in LibrarySettings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setitem(LibrarySettings.model_config, "env_file", None)
