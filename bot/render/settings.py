"""What a server has chosen, and how much its library holds: shown, and changed on the spot."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.preferences import Choices
from bot.render import ids
from bot.render.discord_limits import SELECT_OPTIONS
from bot.render.message import Button, Line, Message, Part, Picker, Rule, Text, notice
from bot.render.words import counted, sized
from index import TokenUsage, Usage

MOST_CHANNELS = SELECT_OPTIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSettings:
    """All that is shown. ``role`` and ``channels`` are ids."""

    choices: Choices
    usage: Usage
    tokens: TokenUsage | None  # of the model that writes answers; None: there is none
    role: str | None  # the manager role, if it is still there
    is_everyone: bool  # whether that is the role of everyone in the server
    channels: tuple[str, ...]  # chosen ones that are still there
    may_choose_managers: bool  # whether who looks at it may


def of_settings(shown: ServerSettings) -> Message:
    """Return the settings of a server, each with what changes it."""
    return Message((Text("**How I'm set up in this server**"), *_managers(shown), *_answers(shown), *_usage(shown)))


def _managers(shown: ServerSettings) -> Iterable[Part]:
    who = _role(shown)
    text = f"**Who adds and removes articles**\nThose with *Manage Server*{f', and {who}' if who else ''}"
    if not shown.may_choose_managers:
        yield Text(f"{text}\n-# It takes *Manage Server* to change this.")
        return
    yield Text(text)
    chosen = (shown.role,) if shown.role else ()
    yield Picker(id=ids.MANAGER_ROLE, of="role", most=1, chosen=chosen, says="Choose a role that may as well")


def _role(shown: ServerSettings) -> str | None:
    if shown.choices.manager_role is None:
        return None
    if shown.role is None:
        return "a role that was deleted"
    return "everyone" if shown.is_everyone else f"<@&{shown.role}>"


def _answers(shown: ServerSettings) -> Iterable[Part]:
    is_private = shown.choices.has_private_answers
    seen = "By the one who asked alone, unless they say otherwise" if is_private else "By everyone in the channel"
    toggle = Button(
        label="Let everyone see them" if is_private else "Make them private", id=ids.private(answers=not is_private)
    )
    yield Line(f"**Who sees answers to commands**\n{seen}", toggle)
    yield Text(f"**Where I answer**\n{_channels(shown)}")
    yield Picker(
        id=ids.CHANNELS, of="channel", most=MOST_CHANNELS, chosen=shown.channels, says="Choose channels; none: all"
    )


def _channels(shown: ServerSettings) -> str:
    if not shown.choices.channels:
        return "In all channels that I can see"
    gone = len(shown.choices.channels) - len(shown.channels)
    named = [f"<#{channel}>" for channel in shown.channels]
    return ", ".join(named + ([counted(gone, "deleted channel")] if gone else []))


def _usage(shown: ServerSettings) -> Iterable[Part]:
    usage = shown.usage
    kept = (
        f"{counted(usage.answers, 'answer')} kept, each for {counted(usage.answer_retention_days, 'day')}"
        if usage.answer_retention_days
        else "Answers aren't kept"
    )
    yield Rule()
    yield Text(
        f"-# {usage.articles:,} of {counted(usage.max_articles, 'article')},"
        f" {sized(usage.bytes)} of {sized(usage.max_bytes)} of text\n-# {kept}{_tokens(shown.tokens)}"
    )


def _tokens(tokens: TokenUsage | None) -> str:
    if tokens is None:
        return ""
    if tokens.is_used_up:
        return "\n-# Today's tokens for written answers are used up: answers are quotes until midnight UTC"
    used = f"{tokens.read + tokens.written:,}"
    limit = f" of {counted(tokens.limit, 'token')}" if tokens.limit else " tokens"
    return f"\n-# {used}{limit} for written answers used today (UTC)"


def servers_only() -> Message:
    """Say that there is nothing to choose in direct messages."""
    return notice(
        "Settings belong to a server: use `/settings` in one. In direct messages your library is yours alone,"
        " and nobody else can ask it or change it."
    )
