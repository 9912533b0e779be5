"""What a message says: its own text, that of its components, and that of what it forwards."""

from collections.abc import Iterable, Iterator

import discord


def text_in(message: discord.Message) -> str:
    """Return all text of a message that people read in it; empty when there is none."""
    own = [message.clean_content, *_texts(message.components)]
    forwarded = [
        text for snapshot in message.message_snapshots for text in (snapshot.content, *_texts(snapshot.components))
    ]
    return "\n".join(text for text in (*own, *forwarded) if text.strip())


def _texts(components: Iterable[object]) -> Iterator[str]:
    """Yield the texts of components and of those inside them."""
    for component in components:
        if isinstance(component, discord.TextDisplay):
            yield component.content
        yield from _texts(getattr(component, "children", ()))
