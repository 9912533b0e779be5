"""The ids of buttons. All that a button means stands in its id: nothing is remembered for it.

``fn:`` keeps them apart from any other's; the letter behind it says what is pressed. An answer's id is 12 url-safe
characters, so every id is far from Discord's limit of 100. Of an article that was given a long id, a hash stands there.
"""

import hashlib
import re
from typing import Literal

ANSWER = r"(?P<answer>[\w-]{1,64})"

SOURCE = rf"fn:s:{ANSWER}:(?P<slot>\d{{1,6}})"  # opens a source
WALK = rf"fn:w:{ANSWER}:(?P<slot>\d{{1,6}}):(?P<ordinal>\d{{1,9}})"  # another passage of the article, in its place
BACK = rf"fn:b:{ANSWER}:(?P<slot>\d{{1,6}})"  # the quote again, in place of another passage
FLAG = rf"fn:f:{ANSWER}:(?P<slot>\d{{1,6}})"  # "This doesn't support it", and the form that it opens
VERDICT = rf"fn:v:{ANSWER}:(?P<verdict>good|bad)"
PAGE = rf"fn:p:{ANSWER}:(?P<page>\d{{1,4}})"  # another page of an answer, in its place
SHOW = rf"fn:a:{ANSWER}"  # an answer given before, again
FORGET = r"fn:d:(?P<step>ask|yes|no)"  # forgets one's own answers in the place that it is pressed in

MANAGER_ROLE = r"fn:c:role"  # what a server chooses with /settings
CHANNELS = r"fn:c:channels"
PRIVATE = r"fn:c:private:(?P<answers>on|off)"
_LONGEST_ARTICLE = 64
_HASHED = "#:"  # begins a hash
ARTICLE = rf"(?P<article>(?s:.){{1,{_LONGEST_ARTICLE}}})"  # what ``handle`` returns
SHELF = r"(?P<shelf>own|shared)"  # the library of the place that it is pressed in, or the one that all share
SEARCH_CHARACTERS = 60

OPEN = rf"fn:o:{SHELF}:{ARTICLE}"  # reads an article from its beginning
READ = rf"fn:r:(?P<ordinal>\d{{1,9}}):{SHELF}:{ARTICLE}"  # another passage of it, in place of the one before
LIST = rf"fn:l:(?P<page>\d{{1,6}}):(?P<search>(?s:.){{0,{SEARCH_CHARACTERS}}})"  # a page of the articles
UNDO = rf"fn:u:(?P<status>added|updated):(?P<revision>\d{{1,9}}):{ARTICLE}"  # takes an add back
REMOVE = rf"fn:x:{ARTICLE}"  # removes an article, after it was asked whether it shall
KEEP = r"fn:k"  # doesn't
NEW = r"fn:n"  # the form for an article's text

Shelf = Literal["own", "shared"]

_OF_ANSWER = re.compile(rf"fn:[svp]:{ANSWER}:.*")


def source(answer: str, slot: int) -> str:
    """Return the id of what opens a source."""
    return f"fn:s:{answer}:{slot}"


def walk(answer: str, slot: int, ordinal: int) -> str:
    """Return the id of what goes to a passage of a source's article."""
    return f"fn:w:{answer}:{slot}:{ordinal}"


def back(answer: str, slot: int) -> str:
    """Return the id of what goes back to the quote."""
    return f"fn:b:{answer}:{slot}"


def flag(answer: str, slot: int) -> str:
    """Return the id of what doubts a source."""
    return f"fn:f:{answer}:{slot}"


def verdict(answer: str, verdict: str) -> str:
    """Return the id of what says whether an answer helped."""
    return f"fn:v:{answer}:{verdict}"


def page(answer: str, page: int) -> str:
    """Return the id of what turns an answer's page."""
    return f"fn:p:{answer}:{page}"


def show(answer: str) -> str:
    """Return the id of what brings an answer back."""
    return f"fn:a:{answer}"


def forget(step: Literal["ask", "yes", "no"]) -> str:
    """Return the id of what asks whether one's own answers shall be forgotten, or answers that."""
    return f"fn:d:{step}"


def private(*, answers: bool) -> str:
    """Return the id of what makes answers private, or public."""
    return f"fn:c:private:{'on' if answers else 'off'}"


def answer_of(id: str) -> str | None:
    """Return the id of the answer under which a button stands; None for other buttons."""
    match = _OF_ANSWER.fullmatch(id)
    return match["answer"] if match else None


def handle(article: str) -> str:
    """Return what stands for an article's id: the id itself, or its hash when it is too long."""
    if len(article) <= _LONGEST_ARTICLE and not article.startswith(_HASHED):
        return article
    return _HASHED + hashlib.sha256(article.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def is_hashed(handle: str) -> bool:
    """Whether a handle is a hash, by which an article must be looked for."""
    return handle.startswith(_HASHED)


def open_article(shelf: Shelf, article: str) -> str:
    """Return the id of what opens an article."""
    return f"fn:o:{shelf}:{handle(article)}"


def read(shelf: Shelf, article: str, ordinal: int) -> str:
    """Return the id of what goes to a passage of an article."""
    return f"fn:r:{ordinal}:{shelf}:{handle(article)}"


def list_page(search: str, page: int) -> str:
    """Return the id of what goes to a page of the articles that match a search."""
    return f"fn:l:{page}:{search[:SEARCH_CHARACTERS]}"


def undo(status: Literal["added", "updated"], article: str, revision: int) -> str:
    """Return the id of what takes an add back."""
    return f"fn:u:{status}:{revision}:{handle(article)}"


def remove(article: str) -> str:
    """Return the id of what removes an article."""
    return f"fn:x:{handle(article)}"
