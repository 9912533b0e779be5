"""The ids of buttons. All that a button means stands in its id: nothing is remembered for it.

``fn:`` keeps them apart from any other's; the letter behind it says what is pressed. An answer's id is 12 url-safe
characters, so every id is far from Discord's limit of 100.
"""

import re

ANSWER = r"(?P<answer>[\w-]{1,64})"

SOURCE = rf"fn:s:{ANSWER}:(?P<number>\d{{1,6}})"  # opens a source
WALK = rf"fn:w:{ANSWER}:(?P<number>\d{{1,6}}):(?P<ordinal>\d{{1,9}})"  # another passage of the article, in its place
BACK = rf"fn:b:{ANSWER}:(?P<number>\d{{1,6}})"  # the quote again, in place of another passage
FLAG = rf"fn:f:{ANSWER}:(?P<number>\d{{1,6}})"  # "This doesn't support it", and the form that it opens
VERDICT = rf"fn:v:{ANSWER}:(?P<verdict>good|bad)"
PAGE = rf"fn:p:{ANSWER}:(?P<page>\d{{1,4}})"  # another page of an answer, in its place
SHOW = rf"fn:a:{ANSWER}"  # an answer given before, again

_OF_ANSWER = re.compile(rf"fn:[svp]:{ANSWER}:.*")


def source(answer: str, number: int) -> str:
    """Return the id of what opens a source."""
    return f"fn:s:{answer}:{number}"


def walk(answer: str, number: int, ordinal: int) -> str:
    """Return the id of what goes to a passage of a source's article."""
    return f"fn:w:{answer}:{number}:{ordinal}"


def back(answer: str, number: int) -> str:
    """Return the id of what goes back to the quote."""
    return f"fn:b:{answer}:{number}"


def flag(answer: str, number: int) -> str:
    """Return the id of what doubts a source."""
    return f"fn:f:{answer}:{number}"


def verdict(answer: str, verdict: str) -> str:
    """Return the id of what says whether an answer helped."""
    return f"fn:v:{answer}:{verdict}"


def page(answer: str, page: int) -> str:
    """Return the id of what turns an answer's page."""
    return f"fn:p:{answer}:{page}"


def show(answer: str) -> str:
    """Return the id of what brings an answer back."""
    return f"fn:a:{answer}"


def answer_of(id: str) -> str | None:
    """Return the id of the answer under which a button stands; None for other buttons."""
    match = _OF_ANSWER.fullmatch(id)
    return match["answer"] if match else None
