"""What Discord would refuse of what the bot sent: by rules written here, and by Discord's own description of its API.

The description is not part of the project. Where ``shared/discord/openapi.json`` lies beside it, or where
``DISCORD_OPENAPI`` says, it is used.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import simcord
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match
from jsonschema.validators import extend
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.bot.simulation import walk

OPENAPI = Path(os.environ.get("DISCORD_OPENAPI") or Path(__file__).parents[3] / "shared" / "discord" / "openapi.json")
ROW, BUTTON, MENU, INPUT, SECTION, TEXT, SEPARATOR, LABEL = 1, 2, 3, 4, 9, 10, 14, 18
PICKERS = (5, 6, 7, 8)  # menus that Discord fills: with people, roles, both, or channels
LINK_STYLE = 5
COMPONENTS_V2 = 1 << 15
MESSAGE, UPDATE, CHOICES, FORM = 4, 7, 8, 9
MESSAGE_FIELDS = {
    "allowed_mentions",
    "attachments",
    "components",
    "content",
    "enforce_nonce",
    "flags",
    "message_reference",
    "nonce",
    "tts",
}
SLASH_NAME = re.compile(r"[-_\w]{1,32}")


class Request(Protocol):
    """A request that carries something."""

    @property
    def method(self) -> str: ...

    @property
    def path(self) -> str: ...

    @property
    def json(self) -> Any: ...


def complaints(env: simcord.Env) -> list[str]:
    """Return what is wrong with each request that carries something."""
    return [
        f"{entry.method} {entry.path}: {wrong}"
        for entry in env.http_requests
        if entry.json is not None
        for wrong in complaints_about(entry)
    ]


def complaints_about(request: Request) -> list[str]:
    """Return what is wrong with one request."""
    return [*_by_hand(request), *by_description(request)]


def _by_hand(entry: Request) -> Iterator[str]:
    body: Any = entry.json
    if entry.path.endswith("/commands"):
        for command in body:
            yield from command_complaints(command)
    elif entry.path.endswith("/callback"):
        data = body.get("data") or {}
        match body["type"]:
            case kind if kind in (MESSAGE, UPDATE):
                yield from message_complaints(data)
            case kind if kind == FORM:
                yield from _form_complaints(data)
            case kind if kind == CHOICES:
                yield from _choice_complaints(data["choices"])
    elif "/messages" in entry.path or entry.path.startswith("/webhooks/"):
        yield from message_complaints(body)


def message_complaints(body: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with a message of components."""
    yield from (f"unknown or unfit field {name}" for name in body if name not in MESSAGE_FIELDS)
    if body.get("content") is not None:
        yield "content beside components"
    if not int(body.get("flags") or 0) & COMPONENTS_V2:
        yield "not a message of components, version 2"
    yield from _mention_complaints(body.get("allowed_mentions"))
    yield from _layout_complaints(body.get("components") or [])


def _mention_complaints(mentions: Mapping[str, Any] | None) -> Iterator[str]:
    if mentions is None or mentions.get("parse") or mentions.get("users") or mentions.get("roles"):
        yield "it may mention somebody"
    if mentions and mentions.get("replied_user"):
        yield "it pings whom it replies to"


def _layout_complaints(components: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    every = list(walk(components))
    if not components:
        yield "it is empty"
    if len(every) > 40:
        yield f"{len(every)} components"
    if sum(len(one["content"]) for one in every if one["type"] == TEXT) > 4000:
        yield "more than 4000 characters"
    ids = Counter(one["custom_id"] for one in every if one.get("custom_id"))
    yield from (f"{count} times the id {id}" for id, count in ids.items() if count > 1)
    for one in components:
        if one["type"] not in (ROW, SECTION, TEXT, SEPARATOR):
            yield f"a component of type {one['type']} at the top"
    for one in every:
        yield from _component_complaints(one)


def _component_complaints(one: Mapping[str, Any]) -> Iterator[str]:
    match one["type"]:
        case kind if kind == TEXT and not 1 <= len(one["content"].strip()) <= 4000:
            yield f"a text of {len(one['content'])} characters"
        case kind if kind == TEXT and any("\ud800" <= character <= "\udfff" for character in one["content"]):
            yield "half a character"
        case kind if kind == SECTION and not (1 <= len(one["components"]) <= 3 and one.get("accessory")):
            yield "a section without texts or button"
        case kind if kind == ROW:
            kinds = [child["type"] for child in one["components"]]
            if not kinds or len(kinds) > 5 or (len(kinds) > 1 and not {MENU, *PICKERS}.isdisjoint(kinds)):
                yield f"a row of {kinds}"
        case kind if kind == BUTTON:
            yield from _button_complaints(one)
        case kind if kind == MENU:
            yield from _menu_complaints(one)
        case kind if kind in PICKERS:
            yield from _picker_complaints(one)


def _button_complaints(button: Mapping[str, Any]) -> Iterator[str]:
    label, url, id = button.get("label") or "", button.get("url"), button.get("custom_id")
    if not label and not button.get("emoji"):
        yield "a button with nothing on it"
    if len(label) > 80:
        yield f"a label of {len(label)} characters"
    if (url is None) == (id is None) or (button["style"] == LINK_STYLE) != (url is not None):
        yield "a button that is not either pressed or a link"
    if url is not None and (len(url) > 512 or not re.match(r"https?://[^/]", url)):
        yield f"the address {url}"
    if id is not None and not 1 <= len(id) <= 100:
        yield f"an id of {len(id)} characters"


def _menu_complaints(menu: Mapping[str, Any]) -> Iterator[str]:
    options = menu["options"]
    if not 1 <= len(options) <= 25 or len({option["value"] for option in options}) < len(options):
        yield "a menu of none, too many or equal options"
    for option in options:
        for name in ("label", "value", "description"):
            if name in option and option[name] is not None and not 1 <= len(option[name]) <= 100:
                yield f"an option's {name} of {len(option[name])} characters"
    if len(menu.get("placeholder") or "") > 150:
        yield "a long placeholder"


def _picker_complaints(menu: Mapping[str, Any]) -> Iterator[str]:
    if not 0 <= menu.get("min_values", 1) <= menu.get("max_values", 1) <= 25:
        yield "a menu from which nothing or too much can be chosen"
    if len(menu.get("default_values") or ()) > menu.get("max_values", 1):
        yield "more chosen beforehand than can be"
    if len(menu.get("placeholder") or "") > 150:
        yield "a long placeholder"


def _form_complaints(form: Mapping[str, Any]) -> Iterator[str]:
    if not 1 <= len(form["title"]) <= 45 or not 1 <= len(form["custom_id"]) <= 100:
        yield "a form's title or id"
    if not 1 <= len(form["components"]) <= 5:
        yield "a form of none or too many fields"
    for one in walk(form["components"]):
        if one["type"] == LABEL and not (1 <= len(one["label"]) <= 45 and len(one.get("description") or "") <= 100):
            yield f"the label {one['label']}"
        if one["type"] == INPUT and (one.get("max_length") or 4000) > 4000:
            yield "a field for too much text"
        if one["type"] == MENU:
            yield from _menu_complaints(one)


def _choice_complaints(choices: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if len(choices) > 25:
        yield f"{len(choices)} choices"
    for choice in choices:
        if not 1 <= len(choice["name"]) <= 100 or not 1 <= len(choice["value"]) <= 100:
            yield f"the choice {choice}"


def command_complaints(command: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with a command, or an option that is a command itself."""
    name = command["name"]
    if command["type"] in (2, 3) and "options" not in command:  # menus, but for sub-commands
        if not 1 <= len(name) <= 32:
            yield f"a menu's name {name}"
        return
    if not SLASH_NAME.fullmatch(name) or name != name.lower():
        yield f"the name {name}"
    if not 1 <= len(command.get("description") or "") <= 100:
        yield f"the description of {name}"
    options = command.get("options") or []
    if len(options) > 25:
        yield f"{len(options)} options"
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        yield f"{name} asks for what is required behind what isn't"
    for option in options:
        yield from command_complaints({**option, "options": option.get("options") or []})


# Discord's own description


def by_description(entry: Request) -> Iterator[str]:
    """Yield what Discord's description says against a request; nothing where it isn't there."""
    schema = _schema_for(entry)
    if schema is not None:
        wrong = best_match(_validator(schema).iter_errors(entry.json))
        if wrong is not None:
            yield f"{wrong.json_path} {wrong.message[:500]}"


_CALLBACKS = {
    MESSAGE: "CreateMessageInteractionCallbackRequest",
    5: "CreateMessageInteractionCallbackRequest",
    6: "UpdateMessageInteractionCallbackRequest",
    UPDATE: "UpdateMessageInteractionCallbackRequest",
    CHOICES: "ApplicationCommandAutocompleteCallbackRequest",
    FORM: "ModalInteractionCallbackRequest",
}


def _schema_for(entry: Request) -> str | None:
    """Return a pointer to the schema of a request's body; None where there is no description, or none of it."""
    if not OPENAPI.is_file():
        return None
    body: Any = entry.json
    if entry.path.endswith("/callback"):
        return f"#/components/schemas/{_CALLBACKS[body['type']]}"
    for path, methods in _description()["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", path), entry.path) and entry.method.lower() in methods:
            if "requestBody" not in methods[entry.method.lower()]:
                continue
            escaped = path.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D")
            return f"#/paths/{escaped}/{entry.method.lower()}/requestBody/content/application~1json/schema"
    return None


@cache
def _description() -> Any:
    description = json.loads(OPENAPI.read_text("utf-8"))
    description["components"]["schemas"]["SnowflakeType"] = {"type": ["string", "integer"]}  # Discord takes both
    return description


def _one_of(validator: Any, branches: Sequence[Any], value: Any, schema: Any) -> Iterator[ValidationError]:
    """Look at the branches that a component's type leaves. To try all with each takes most of the time."""
    kind = value.get("type") if isinstance(value, dict) else None
    fitting = [branch for branch in branches if kind is not None and kind in _kinds(branch.get("$ref"))]
    yield from _TRY_ALL(validator, fitting or branches, value, schema)


@cache
def _kinds(pointer: str | None) -> Sequence[int]:
    """Return the types of components that a schema is for; none when it is for something else."""
    schema = _description()["components"]["schemas"].get((pointer or "").rpartition("/")[2], {})
    return schema.get("properties", {}).get("type", {}).get("enum", ())


_TRY_ALL = Draft202012Validator.VALIDATORS["oneOf"]
_Validator = extend(Draft202012Validator, {"oneOf": _one_of})


@cache
def _validator(pointer: str) -> Draft202012Validator:
    resource = DRAFT202012.create_resource(_description())
    registry = Registry[Any]().with_resource("urn:discord", resource)
    return _Validator({"$ref": f"urn:discord{pointer}"}, registry=registry)
