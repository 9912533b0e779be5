"""◀ ▶, for whatever has more than one page."""

from collections.abc import Callable

from bot.render.message import Button


def steps(id_of: Callable[[int], str], at: int, count: int) -> tuple[Button, ...]:
    """Return the buttons to the page before and the page behind, counted from 0; none where there is only one page.

    The one that leads nowhere is off, and has the id of the page that is shown: no two buttons may have the same.
    """
    if count <= 1:
        return ()
    last = count - 1
    return (
        Button(emoji="◀️", id=id_of(max(at - 1, 0)), is_disabled=at == 0),
        Button(emoji="▶️", id=id_of(min(at + 1, last)), is_disabled=at == last),
    )
