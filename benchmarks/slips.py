"""Typing slips, put into questions: one letter wrong in every third long word, the same ones at every run."""

import random
import re
from dataclasses import replace
from string import ascii_lowercase

from index import Question

EVERY = 3  # the first, the fourth, the seventh … long word of a question
SEED = 11
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")


def with_slips(text: str, seed: int = SEED) -> str:
    """Return a text with a slip in every third word of five letters or more, the first one included.

    The slips depend on the text and the seed alone.
    """
    chance = random.Random(f"{seed}:{text}")
    slipped: list[str] = []
    end = 0
    for word in list(_LONG_WORD.finditer(text))[::EVERY]:
        slipped += [text[end : word.start()], slip(word.group(), chance)]
        end = word.end()
    return "".join([*slipped, text[end:]])


def slip(word: str, chance: random.Random) -> str:
    """Return a word with two neighbouring letters swapped, or one dropped, doubled or changed; never the same word."""
    at = chance.randrange(len(word))
    kind = chance.choice(("swapped", "dropped", "doubled", "changed"))
    if kind == "swapped":
        places = [at for at in range(len(word) - 1) if word[at] != word[at + 1]]
        if places:
            at = chance.choice(places)
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == "dropped":
        return word[:at] + word[at + 1 :]
    if kind == "doubled":
        return word[: at + 1] + word[at:]
    other = chance.choice([letter for letter in ascii_lowercase if letter != word[at].lower()])
    return word[:at] + (other.upper() if word[at].isupper() else other) + word[at + 1 :]


def slipped(question: Question) -> Question:
    """Return a question with slips in its words; what is known of it stays."""
    return replace(question, question=with_slips(question.question))
