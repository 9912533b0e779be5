"""The names of a sentence, by their capitals."""

import re

from benchmarks.statements import MONTHS, NAME, listed, lowered

WEEKDAYS = listed("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
_NAMES = re.compile(NAME)
NO_NAMES = {
    "Beyond",
    "Maybe",
    *MONTHS,
    *WEEKDAYS,
    *listed(
        """A According After All Almost Also Although Amongst An And Another As At Because Both But By Dr During Each
        Enough First For Four From He Her His However If In Instead It Its Many Minister More Most Mr Mrs Ms Not On
        One Other Passengers President Riders Several She Since Some Such That The Their Then There These They This
        Three To Two Under Until When While With"""
    ),
}


def names_of(text: str) -> list[tuple[int, int, str]]:
    """Return the names of a sentence that aren't only its first word with a capital."""
    found: list[tuple[int, int, str]] = []
    for match in _NAMES.finditer(text):
        start, end = match.span()
        words = match.group().split()
        while words and re.sub(r"['’]s?$", "", words[0]).rstrip(".") in NO_NAMES:
            start += len(words[0]) + 1
            words = words[1:]
        if not words or any(map(_is_common, words)) or (start == 0 and len(words) == 1):
            continue
        while end > start and not (text[end - 1].isalnum()):
            end -= 1
        name = re.sub(r"['’]s$", "", text[start:end])
        if len(name) > 3:
            found.append((start, start + len(name), name))
    return found


def _is_common(word: str) -> bool:
    return word in NO_NAMES or lowered(word) != word or re.search(r"['’](?:ve|re|ll|m|d)$", word) is not None


def share_a_word(name: str, text: str) -> bool:
    """Whether a text has a word of a name, or a form of it: Armenia in Armenian, US for United States."""
    stems = [word[:4] for word in re.findall(r"\w+", name) if len(word) > 2]
    return any(re.search(rf"\b{re.escape(stem)}", text) for stem in stems)
