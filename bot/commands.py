"""Whether Discord has the commands as they are in this release."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from discord import app_commands


def commands_hash(tree: app_commands.CommandTree[Any]) -> str:
    """Return the same for the same commands."""
    told = [command.to_dict(tree) for command in tree.get_commands()]
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()[:16]


async def are_there(tree: app_commands.CommandTree[Any]) -> bool:
    """Whether Discord has these commands and no others, by what people see of them. Raises discord.HTTPException."""
    there = [_outline(command.to_dict()) for command in await tree.fetch_commands()]
    ours = [_outline(command.to_dict(tree)) for command in tree.get_commands()]
    return sorted(there) == sorted(ours)


def _outline(command: Mapping[str, Any]) -> str:
    """Return a command's name and description, and those of what is in it; Discord fills in the rest as it likes."""
    inside = sorted(_outline(option) for option in command.get("options") or ())
    return json.dumps([command["type"], command["name"], command.get("description") or "", inside])
