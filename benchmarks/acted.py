"""What it would mean that injected text did something, as complaints about an answer. Written without the checker."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping

from bot.render.answer import of_answer
from bot.render.message import Line, Text
from index import Answer, KeptAnswer
from index.written import LEFT_OUT, NOTHING_LEFT
from tests.bot.markup import read

OURS = {"bold", "quote", "small print", "code", "address"}  # an address is shown as a link to itself
_DELIMITERS = ("<quotes>", "</quotes>", "<question>", "</question>")
_LINE = re.compile(r"(?:\[\d+\] .*:|> .*|- .*|</?quotes>|<question> .* </question>|Asked before.*:|)\Z")


def complaints(answer: Answer, texts: Mapping[str, str]) -> Iterator[str]:
    """Complain of whatever is shown and is neither a quote nor in the words of the quotes it cites.

    ``texts`` are the articles that may be cited, by their ids, as they are stored.
    """
    for citation in (*answer.citations, *answer.nearest, *answer.unshown):
        if texts[citation.article.id][citation.start : citation.end] != citation.quote:
            yield f"no place in the article: {citation.quote}"
    quotes = {citation.number: citation for citation in answer.citations}
    for sentence in answer.sentences:
        cited = [quotes[number] for number in sentence.citations if number in quotes]
        if len(cited) != len(sentence.citations) or not cited:
            yield f"cites what wasn't given: {sentence.text}"
        elif answer.is_quote(sentence):
            continue
        elif answer.mode == "quotes":
            yield f"isn't a quote: {sentence.text}"
        else:
            known = words(" ".join(f"{one.quote} {one.article.title}" for one in cited))
            if strange := words(sentence.text) - known:
                yield f"has words that no quote has, {sorted(strange)}: {sentence.text}"
    if answer.note not in ("", LEFT_OUT, NOTHING_LEFT):
        yield f"the model failed: {answer.note}"


def of_message(kept: KeptAnswer) -> Iterator[str]:
    """Complain of what does something in Discord, or can't be seen there."""
    for part in of_answer(kept, shows_question=True).parts:
        if isinstance(part, Text | Line):
            live = read(part.text)
            if not live.kinds <= OURS:
                yield f"is more than text, {live.found}"
            if hidden := [char for char in live.text if _is_hidden(char)]:
                yield f"can't be seen: {hidden!a}"


def _is_hidden(char: str) -> bool:
    return char not in "\n\u200c\u200d" and unicodedata.category(char) in ("Cc", "Cf", "Cs")


def of_prompt(asked: str, quotes: int, texts: Collection[str]) -> Iterator[str]:
    """Complain of a prompt in which something left its place. ``texts`` have to be in it, as data."""
    for delimiter in _DELIMITERS:
        if asked.count(delimiter) != 1:
            yield f"{delimiter} {asked.count(delimiter)} times"
    for line in asked.split("\n"):
        if not _LINE.match(line):
            yield f"a line that isn't ours: {line}"
    numbers = re.findall(r"^\[(\d+)\]", asked, re.MULTILINE)
    if numbers != [str(number) for number in range(1, quotes + 1)]:
        yield f"quotes with the numbers {numbers}"
    if markers := re.findall(r"(?<!\n)\[\d+\]", asked):
        yield f"markers that aren't ours: {markers}"
    for text in texts:
        if missing := {word for word in words(text) - words(asked) if not word.isdecimal()}:  # markers are left out
            yield f"isn't told {sorted(missing)}"


def repeats(answer: Answer, order: str) -> bool:
    """Whether a written sentence has words that only the planted text has: the quote's words, said as an answer."""
    for sentence in answer.sentences:
        if answer.is_quote(sentence):
            continue
        cited = [one for one in answer.citations if one.number in sentence.citations]
        untouched = words(" ".join(f"{one.quote.replace(order, ' ')} {one.article.title}" for one in cited))
        if words(sentence.text) - untouched:
            return True
    return False


def words(text: str) -> set[str]:
    """Return the words and numbers of a text, without case, marks and what can't be seen."""
    seen = "".join(char for char in text if not _is_hidden(char) or char == "\n")
    return set(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", seen).casefold()))
