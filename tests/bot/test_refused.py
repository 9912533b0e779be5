"""What Discord would refuse is seen, by its own description as well."""

from typing import Any

import pytest

from tests.bot.refused import OPENAPI, by_description
from tests.loopback_discord.validation import Seen

BUTTON = {"type": 2, "style": 2, "label": "Source 1", "custom_id": "fn:s:abc:1"}
TEXT = {"type": 10, "content": "Hello"}

needs_description = pytest.mark.skipif(not OPENAPI.is_file(), reason="Discord's description isn't here")


def _complaints(*components: dict[str, Any]) -> list[str]:
    sent = Seen(method="POST", path="/channels/1/messages", json={"flags": 1 << 15, "components": list(components)})
    return list(by_description(sent))


def _row(**fields: Any) -> dict[str, Any]:
    return {"type": 1, "components": [BUTTON | fields]}


def _line(**fields: Any) -> dict[str, Any]:
    return {"type": 9, "components": [TEXT], "accessory": BUTTON | fields}


@needs_description
def test_what_is_as_it_should_be_is_taken() -> None:
    assert _complaints(TEXT, _row(), _line(), {"type": 14}) == []


@needs_description
@pytest.mark.parametrize(
    "wrong",
    [
        {"type": 10, "content": ""},
        {"type": 99},
        {"type": 10},
        _row(label="x" * 81),
        _row(style="red"),
        _row(type=10),
        _line(custom_id="x" * 101),
        {"type": 1, "components": []},
        {"type": 9, "components": [BUTTON], "accessory": BUTTON},
    ],
)
def test_whatever_is_wrong_inside_a_component_is_found(wrong: dict[str, Any]) -> None:
    assert len(_complaints(TEXT, wrong)) == 1
