"""What became of articles that were added or refreshed, with a way to take each back."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.render import ids
from bot.render.articles import read_button
from bot.render.languages import named
from bot.render.message import Button, Buttons, Line, Message, Part, Rule, Text, notice
from bot.render.words import counted, day, shown
from bot.text import fitted
from index import Added, ArticleSummary, PassageView

SHOWN = 10  # articles in a message; with its text and button each is three of forty components
_IN_FULL = 3  # up to so many are shown with their first lines

Undone = Literal["removed", "restored", "nothing"]

_STATUSES = ("added", "updated", "unchanged", "failed")
_FIRST_SHOWN = ("failed", "updated", "added", "unchanged")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lengths:
    """How many characters of each thing are shown, so that all together fit into a message."""

    title: int
    detail: int
    error: int


_FULL = _Lengths(title=200, detail=80, error=300)
_SHORT = _Lengths(title=100, detail=30, error=200)
_BEGINNING = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What became of one article, and how it begins."""

    added: Added
    view: PassageView | None = None  # its first passage; None when it failed, or is gone already
    twin: str | None = None  # the title of another article that has the same text


def to_show(results: Sequence[Added]) -> list[Added]:
    """Return as many results as a message holds, what went wrong or changed before what didn't, in their order."""
    wanted = sorted(range(len(results)), key=lambda at: _FIRST_SHOWN.index(results[at].status))[:SHOWN]
    return [results[at] for at in sorted(wanted)]


def of_results(
    results: Sequence[Added],
    previews: Sequence[Preview],
    *,
    language: str | None = None,
    failure: Message | None = None,
    note: str | None = None,
) -> Message:
    """Return what became of all results, of which ``previews`` are shown.

    ``language`` is the one that goes without saying; ``failure`` is what stopped the rest, ``note`` what else to know,
    in our own words.
    """
    ending = [*(failure.parts if failure else ()), *([Text(f"-# {note}")] if note else [])]
    if not results:
        return Message(tuple(ending)) if ending else notice("There was nothing to read.")
    heading = [Text(_counts(results))] if len(results) > 1 else []
    rest = len(results) - len(previews)
    more = [Text(f"-# and {rest:,} more, which `/article list` shows")] if rest else []
    return Message((*heading, *_parts(previews, language), *more, *ending))


def _counts(results: Sequence[Added]) -> str:
    counts = Counter(added.status for added in results)
    return f"**{' · '.join(f'{counts[status]:,} {status}' for status in _STATUSES if counts[status])}**"


def _parts(previews: Sequence[Preview], language: str | None) -> Iterator[Part]:
    is_unused = _once()
    for number, preview in enumerate(previews):
        buttons = [button for button in _buttons(preview) if is_unused(button)]
        if len(previews) > _IN_FULL:
            text = _said(preview, language, _SHORT)
            yield Line(text, buttons[0]) if buttons else Text(text)
            continue
        if number:
            yield Rule()
        yield Text(_said(preview, language, _FULL) + _beginning(preview))
        if buttons:
            yield Buttons(buttons)


def _once() -> Callable[[Button], bool]:
    """Return what says whether a button isn't in the message yet: Discord takes no two of the same id."""
    used: set[str | None] = set()

    def is_unused(button: Button) -> bool:
        if button.id in used:
            return False
        used.add(button.id)
        return True

    return is_unused


def _buttons(preview: Preview) -> Iterator[Button]:
    added = preview.added
    if added.article is None or preview.view is None:
        return
    if added.status in ("added", "updated") and added.revision is not None:
        yield Button(label="Undo", id=ids.undo(added.status, added.article, added.revision))
    yield read_button(preview.view.article)


def _said(preview: Preview, language: str | None, lengths: _Lengths) -> str:
    added = preview.added
    title = f"**{fitted(added.title or '', lengths.title) or 'untitled'}**"
    match added.status:
        case "failed":
            return _failed(added, lengths)
        case "unchanged" if added.duplicate_of:
            said = f"Not added: {title} has the same text"
        case "unchanged":
            said = f"Unchanged: {title}"
        case "added" | "updated":
            said = f"{added.status.capitalize()} {title}"
    return said + (_details(preview, preview.view.article, language, lengths) if preview.view else "")


def _failed(added: Added, lengths: _Lengths) -> str:
    name = f"**{fitted(_source_name(added), lengths.title)}**"
    if added.is_full:
        return (
            f"The library here is full, so {name} wasn't added. `/article remove` makes room; whoever runs me can"
            " allow more."
        )
    return f"Couldn't read {name}: {fitted(added.error or 'nobody knows why', lengths.error)}."


def _source_name(added: Added) -> str:
    if added.title:
        return added.title
    return "the text" if added.source.startswith("paste") else added.source.removeprefix("upload:")


def _details(preview: Preview, article: ArticleSummary, language: str | None, lengths: _Lengths) -> str:
    same = f"same text as “{preview.twin}”" if preview.twin else None
    known = (article.site, day(article.published), named(article.language, unless=language), same)
    passages = counted(article.passages, "passage")
    return f"\n-# {' · '.join([*(shown(one, lengths.detail) for one in known if one), passages])}"


def _beginning(preview: Preview) -> str:
    text = fitted(preview.view.text, _BEGINNING) if preview.view and preview.added.status != "unchanged" else ""
    return f"\n> {text}" if text else ""


def undone(message: Message, id: str, what: Undone, by: str) -> Message:
    """Return a message of results with the outcome of an undo in the place of its button; ``by`` is a person's id."""
    outcome = _outcome(what, by)
    return Message(tuple(new for part in message.parts for new in _undone(part, id, outcome, stays=what != "removed")))


def _outcome(what: Undone, by: str) -> str:
    match what:
        case "removed":
            return f"-# Removed again by <@{by}>."
        case "restored":
            return f"-# Undone by <@{by}>: the article is what it was before."
        case "nothing":
            return "-# This can't be undone any more: it has changed or gone since, or a day has passed."


def _undone(part: Part, id: str, outcome: str, *, stays: bool) -> Iterable[Part]:
    """Yield what a part becomes; ``stays``: the article can still be read."""
    match part:
        case Line(text, button) if button.id == id:
            yield Text(f"{text}\n{outcome}")
        case Buttons(buttons) if any(button.id == id for button in buttons):
            yield Text(outcome)
            left = [button for button in buttons if stays and button.id != id]
            if left:
                yield Buttons(left)
        case _:
            yield part
