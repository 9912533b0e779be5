"""Limits small enough to be reached, and the words documents are made of."""

from collections.abc import Callable
from typing import Any

import pytest

from index.settings import LibrarySettings

STORM = (
    "The harbour of Port Alder was closed on Monday after a storm, the harbour master said. "
    "Nobody was hurt, but the quay broke in three places and the lighthouse lost its lamp."
)
REPAIR = (
    "Ships will be sent to Eastport until the quay has been repaired, which may take three weeks. "
    "The council has set aside two million crowns for the work, and a new lamp has been ordered."
)


@pytest.fixture
def make_limits(monkeypatch: pytest.MonkeyPatch) -> Callable[..., LibrarySettings]:
    """Make settings that neither the environment nor a file has a say in."""
    for name in LibrarySettings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)

    def make(**values: Any) -> LibrarySettings:
        return LibrarySettings(_env_file=None, **values)  # pyright: ignore[reportCallIssue] pydantic-settings' own

    return make


@pytest.fixture
def limits(make_limits: Callable[..., LibrarySettings]) -> LibrarySettings:
    """The defaults."""
    return make_limits()
