"""The list of someone's recent answers."""

from collections.abc import Sequence
from datetime import datetime

from bot.render import ids
from bot.render.message import Button, Buttons, Line, Message, Text, notice
from bot.render.words import counted
from bot.text import fitted
from index import KeptAnswer

ANSWERS = 10  # in a list; each is three of forty components
_QUESTION = 250


def of_recent(answers: Sequence[KeptAnswer]) -> Message:
    """Return a list of answers, the newest first, each with a button that brings it back."""
    if not answers:
        return notice("I have no answers of yours from here. Ask something with `/ask`.")
    lines = (Line(_said(kept), Button(label=f"Show {at}", id=ids.show(kept.id))) for at, kept in enumerate(answers, 1))
    forget = Button(label="Forget my answers", id=ids.forget("ask"))
    return Message((Text("**Your recent answers here**"), *lines, Buttons((forget,))))


def of_forgetting() -> Message:
    """Ask whether someone's answers shall be forgotten."""
    return Message(
        (
            Text("Forget all your answers here?"),
            Text(
                "-# That is all you asked here, not only what the list shows, and what you said of other answers."
                " Nobody can open their sources then, and this can't be undone. The messages stay in Discord until"
                " somebody deletes them there."
            ),
            Buttons(
                (
                    Button(label="Forget them", id=ids.forget("yes"), style="danger"),
                    Button(label="Keep them", id=ids.forget("no")),
                )
            ),
        )
    )


def forgotten(number: int) -> Message:
    """Say how many answers are gone."""
    return notice(f"Forgot {counted(number, 'answer')} of yours, and what you said of others.")


def _said(kept: KeptAnswer) -> str:
    answer = kept.answer
    ended = counted(len(answer.citations), "source") if answer.status == "answered" else "the articles didn't say"
    return f"{fitted(answer.question, _QUESTION)}\n-# {ended} · {_ago(kept.created_at)}"


def _ago(at: datetime) -> str:
    """Return a time that Discord shows as "2 hours ago"."""
    return f"<t:{int(at.timestamp())}:R>"
