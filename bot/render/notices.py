"""What the bot says besides answers."""

from collections.abc import Iterable

from bot.render.message import Message, notice
from bot.render.words import counted
from bot.text import fitted

_NAME = 100


def hello() -> Message:
    """Greet back, and say what can be done."""
    return notice(
        "Hello! Ask me something, and I answer with quotes from the articles in the library, each with its source."
    )


def thanks() -> Message:
    """Answer thanks."""
    return notice("You're welcome!")


def nothing_asked() -> Message:
    """Answer a mention without a question."""
    return notice(
        "What would you like to know? Write the question behind my name, or use `/ask`."
        " To ask about a message, choose *Ask about this* under *Apps* in its menu."
    )


def unreadable_reply() -> Message:
    """Answer a reply whose text Discord keeps from us."""
    return notice(
        "Discord doesn't show me replies to what I answered to a command."
        " Mention me in your reply, or use `/ask` again, and I'll see it."
    )


def no_text() -> Message:
    """Say that a message can't be asked about."""
    return notice("There is no text in that message that I could look for.")


def too_many(*, until: int, is_servers: bool = False) -> Message:
    """Say when the next question can be asked; ``until`` is in seconds since 1970. Discord counts it down.

    ``is_servers``: all of the server together asked a lot, and who asks now perhaps nothing.
    """
    if is_servers:
        return notice(f"This server is asking a lot just now. You can ask again <t:{until}:R>.")
    return notice(f"That's a lot of questions at once. You can ask again <t:{until}:R>.")


def too_many_adds(*, until: int) -> Message:
    """Say when more can be added; ``until`` is in seconds since 1970."""
    return notice(f"That's a lot to add at once. You can add more <t:{until}:R>.")


def elsewhere(channels: Iterable[str]) -> Message:
    """Say where in a server questions are answered."""
    named = " ".join(f"<#{channel}>" for channel in channels)
    return notice(f"In this server I answer in {named}.")


def nowhere() -> Message:
    """Say that questions can't be answered anywhere in a server, and how that is mended."""
    return notice(
        "The channels that I was to answer in here were all deleted. Someone who looks after the server can choose"
        " others, or all, with `/settings show`."
    )


def unknown_article(name: str) -> Message:
    """Say that nothing is called what was typed."""
    return notice(
        f"There is no article “{fitted(name, _NAME)}” in the library. Choose one from the list that appears while you"
        " type, or leave *article* out to ask all of them."
    )


def restarting() -> Message:
    """Apologise for not answering."""
    return notice("I'm being restarted, so I couldn't finish this. Ask again in a minute, please.")


def no_such_answer() -> Message:
    """Say that an answer is gone, or was never for this place."""
    return notice("I don't have this answer any more: answers are kept for a while, and then deleted.")


def no_such_passage() -> Message:
    """Say that an article is gone."""
    return notice("This passage isn't in the library any more.")


def thanks_for_verdict(*, is_good: bool) -> Message:
    """Thank for 👍 or 👎."""
    if is_good:
        return notice("Thanks! I noted that this answer helped.")
    return notice("Thanks, I noted that this answer didn't help. *This doesn't support it* under a source says more.")


def thanks_for_flag() -> Message:
    """Thank for a doubt about a source."""
    return notice("Thanks, I noted it for those who look after the library.")


def not_manager(role: str | None) -> Message:
    """Say who may look after the library here; ``role`` is the id of the one chosen for it, shown by its name."""
    chosen = f" or the role <@&{role}>" if role else ""
    return notice(f"This is for those who look after the library here: it takes *Manage Server*{chosen}.")


def adding(*, done: int, total: int, articles: int) -> Message:
    """Say how far adding is."""
    of = f"{done + 1} of {total}" if total > 1 else "it"
    return notice(f"Reading {of}…" + (f" {counted(articles, 'article')} so far." if articles else ""))


def refreshing(*, done: int, total: int) -> Message:
    """Say how far refreshing is."""
    return notice(f"Reading {done + 1:,} of {total:,} again…" if total > 1 else "Reading it again…")


def stopped_adding() -> Message:
    """Apologise for not coming to an end."""
    return notice(
        "I'm being restarted, so I couldn't finish this. What was added stays; do the rest again in a minute, please."
    )


def nothing_to_add() -> Message:
    """Say that a message holds nothing to add."""
    return notice("There is nothing in that message that I could add: no link, no file and no text.")
