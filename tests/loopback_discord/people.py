"""What people do in this Discord, and what they see."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.bot import simulation
from tests.loopback_discord.interactions import COMMAND, COMPLETION, COMPONENT, FORM, Interaction
from tests.loopback_discord.server import Discord, until
from tests.loopback_discord.world import Channel, Message, Payload, User

text_of, buttons_of = simulation.text_of, simulation.buttons_of

SLASH, ON_MESSAGE = 1, 3  # types of commands
_SUB_COMMAND, _ATTACHMENT = (1, 2), 11  # types of options
_MENU, _INPUT = 3, 4  # types of components
# The time between the moment a form opens and the one at which somebody has filled it in.
_FILLING_IN_SECONDS = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in a channel."""

    discord: Discord
    user: User
    channel: Channel

    def elsewhere(self, channel: Channel) -> "Person":
        return Person(discord=self.discord, user=self.user, channel=channel)

    # Messages

    def say(
        self, text: str, *, to: Message | None = None, pings: bool = True, files: Sequence[Payload] = ()
    ) -> Message:
        """Write a message; ``to`` makes it a reply."""
        message = Message(
            channel=self.channel, author=self.user, content=text, replies_to=to, pings=pings, attachments=files
        )
        self.channel.messages.append(message)
        self.discord.tell_of(message, "MESSAGE_CREATE")
        return message

    def ask_aloud(self, question: str, **more: Any) -> Message:
        """Write a message that mentions the bot."""
        return self.say(f"<@{self.discord.bot.id}> {question}", **more)

    def replies_to(self, message: Message) -> list[Message]:
        return [one for one in self.channel.messages if one.replies_to is message]

    async def reply_to(self, message: Message, seconds: float = 30) -> Message:
        """Wait for the bot's reply."""
        await until(lambda: self.replies_to(message), f"a reply to {message.content}", seconds)
        return self.replies_to(message)[0]

    # Interactions

    def slash(self, name: str, **options: Any) -> Interaction:
        """Use a command; ``article add`` is one inside another."""
        return self._begin(COMMAND, self._command(name, options))

    def complete(self, name: str, option: str, typed: str, **options: Any) -> Interaction:
        """Type into an option that completes what is typed."""
        return self._begin(COMPLETION, self._command(name, {option: typed, **options}, focused=option))

    def use_menu(self, name: str, message: Message) -> Interaction:
        """Choose something from a message's menu."""
        command = self._known(name, ON_MESSAGE)
        resolved = {"messages": {str(message.id): message.payload(self.discord.people)}}
        data = {"id": command["id"], "name": name, "type": ON_MESSAGE, "target_id": str(message.id)}
        return self._begin(COMMAND, data | {"resolved": resolved})

    def press(self, message: Message, says: str) -> Interaction:
        """Press a button."""
        buttons = buttons_of(message)
        assert says in buttons, f"of {list(buttons)} none says {says}"
        return self._begin(COMPONENT, {"custom_id": buttons[says], "component_type": 2}, message)

    async def fill_in(self, opened: Interaction, **values: str) -> Interaction:
        """Fill in the form that something opened, and send it."""
        await until(lambda: opened.form is not None, "a form")
        assert opened.form is not None
        await asyncio.sleep(_FILLING_IN_SECONDS)
        rows = [_filled(row, values) for row in opened.form["components"]]
        return self._begin(FORM, {"custom_id": opened.form["custom_id"], "components": rows}, opened.message)

    async def see(self, interaction: Interaction, seconds: float = 30) -> Message:
        """Wait for what an interaction comes to."""
        await until(lambda: interaction.is_answered, f"an answer to {interaction.data}", seconds)
        assert interaction.original is not None
        return interaction.original

    async def ask(self, question: str, **options: Any) -> Message:
        """Ask with ``/ask``, and wait for the answer."""
        return await self.see(self.slash("ask", question=question, **options))

    def _begin(self, kind: int, data: Payload, message: Message | None = None) -> Interaction:
        return self.discord.begin(
            Interaction(kind=kind, user=self.user, channel=self.channel, data=data, message=message)
        )

    def _known(self, name: str, kind: int) -> Payload:
        """Return a command as the bot told it; nobody can use another."""
        found = [one for one in self.discord.commands if (one["name"], one["type"]) == (name, kind)]
        assert found, f"there is no {name} in {[one['name'] for one in self.discord.commands]}"
        return found[0]

    def _command(self, name: str, said: Mapping[str, Any], focused: str | None = None) -> Payload:
        first, *rest = name.split(" ")
        command = self._known(first, SLASH)
        resolved: Payload = {}
        options = list(_options(command, rest, said, focused, resolved))
        about = {"id": command["id"], "name": first, "type": SLASH, "options": options}
        return about | ({"resolved": {"attachments": resolved}} if resolved else {})


def questions_in(discord: Discord) -> set[str]:
    """Return what people have asked, without the bot's name in it."""
    people = [user for user in discord.people.values() if not user.is_bot]
    written = [one for channel in discord.channels.values() for one in channel.messages if one.author in people]
    by_command = [option for one in discord.interactions.values() for option in one.data.get("options", ())]
    asked = {one.content.removeprefix(f"<@{discord.bot.id}> ") for one in written}
    return asked | {option["value"] for option in by_command if option["name"] == "question"}


def _options(
    command: Mapping[str, Any], rest: Sequence[str], said: Mapping[str, Any], focused: str | None, files: Payload
) -> Iterator[Payload]:
    """Yield what was said, as the options that a command has."""
    known = {option["name"]: option for option in command.get("options") or ()}
    if rest:
        inner = known[rest[0]]
        assert inner["type"] in _SUB_COMMAND
        yield {
            "name": rest[0],
            "type": inner["type"],
            "options": list(_options(inner, rest[1:], said, focused, files)),
        }
        return
    missing = {name for name, option in known.items() if option.get("required")} - set(said)
    assert focused or not missing, f"{command['name']} wants {missing}"
    for name, value in said.items():
        option = {"name": name, "type": known[name]["type"], "value": value}
        if option["type"] == _ATTACHMENT:
            files[value["id"]] = value
            option["value"] = value["id"]
        yield option | ({"focused": True} if name == focused else {})


def _filled(row: Mapping[str, Any], values: Mapping[str, str]) -> Payload:
    """Return a label of a form with what its field was filled with."""
    field = row["component"]
    value = values.get(field["custom_id"], "")
    kind = {"type": field["type"], "id": 2, "custom_id": field["custom_id"]}
    content = {"values": [value] if value else []} if field["type"] == _MENU else {"value": value}
    return {"type": row["type"], "id": 1, "component": kind | content}
