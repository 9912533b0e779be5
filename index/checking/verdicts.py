"""What the checks say: a verdict on a claim, and what is wrong with one sentence of evidence."""

from dataclasses import dataclass
from typing import Literal

Reason = Literal[
    "number",
    "date",
    "name",
    "words",
    "quotation",
    "link",
    "negation",
    "roles",
    "certainty",
    "opposite",
    "fragment",
    "question",
    "order",
    "pronoun",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What evidence says of a claim."""

    status: Literal["supported", "contradicted", "absent"]
    sources: tuple[int, ...]  # the numbers of those that support or contradict it
    reason: Reason | None = None  # why it isn't supported
    word: str = ""  # the word of the claim that it fails on
    needs_all: bool = False  # the sources carry a part of it each


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a sentence of evidence doesn't carry a claim."""

    reason: Reason
    word: str
    missing: int = 1  # words of the claim that it hasn't
    contradicts: bool = False
