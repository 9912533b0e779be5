"""From scored sentences to quotes: few, short, whole, each once, both sides of a disagreement."""

import random
from collections.abc import Callable, Sequence

import pytest

from index.analysis import fold, term, words
from index.evidence import Candidate, Evidence, weigh
from index.passages import passage_spans, unpacked
from index.question import ParsedQuestion, QuestionWord, answer_kind
from index.quotes import MAX_QUOTES, MAX_SENTENCES, MAX_WORDS, Window, choose, text_of

from .test_evidence import alike


def asked(question: str, *content: str) -> ParsedQuestion:
    return ParsedQuestion(
        text=question,
        words=tuple(QuestionWord(text=text, terms={term(text, "en"): 1.0}, names={}, idf=2.0) for text in content),
        kind=answer_kind(question),
        folded=frozenset(fold(word.text) for word in words(question)),
    )


def passages_of(*articles: str) -> list[Candidate]:
    return [
        Candidate(
            article=at,
            ordinal=ordinal,
            title="",
            text=text[span.start : span.end],
            sentences=unpacked(span.sentences),
            language="en",
        )
        for at, text in enumerate(articles)
        for ordinal, span in enumerate(passage_spans(text, "en"))
    ]


def chosen(question: ParsedQuestion, *articles: str) -> tuple[Evidence, list[Window]]:
    candidates = passages_of(*articles)
    evidence = weigh(question, candidates, alike(0.3))
    return evidence, choose(question, evidence, [candidate.article for candidate in candidates])


def quoted(question: ParsedQuestion, *articles: str) -> list[str]:
    evidence, windows = chosen(question, *articles)
    return [text_of(evidence, window) for window in windows]


BRIDGE = asked("When was the bridge at Westmoor closed?", "bridge", "Westmoor", "closed")


def assert_sound(evidence: Evidence, windows: Sequence[Window]) -> None:
    assert 1 <= len(windows) <= MAX_QUOTES
    assert sum(window.words for window in windows) <= MAX_WORDS
    assert len({text_of(evidence, window) for window in windows}) == len(windows)
    for at, window in enumerate(windows):
        own = evidence.sentences[window.first : window.last + 1]
        assert own
        assert window.words == sum(sentence.span.words for sentence in own)
        assert not any(window.overlaps(other) for other in windows[:at])
        assert all(sentence.follows for sentence in own[1:]), "sentences of one article, one after the other"
        assert not any(sentence.span.is_heading for sentence in own)
        for other in windows:
            follows = other.first == window.last + 1 and evidence.sentences[other.first].follows
            assert not follows or other.last - window.first >= MAX_SENTENCES, "what follows on is one quote"


SENTENCES = [
    "The bridge was closed in 1994.", "He saw it.", "Rain fell on Westmoor all day and all night long.", "She won.",
    "In winter the bridge at Westmoor is closed.", "The harvest was good.", "They left Westmoor in May.",
    "The bridge " + "and the road " * 20 + "were closed.", "This was new.", "Forty men built the bridge at Westmoor.",
]  # fmt: skip
GAPS = [" ", " ", " ", "\n\n", "\n\nA heading\n\n"]


@pytest.mark.parametrize("seed", range(30))
def test_quotes_are_few_short_whole_and_each_once(seed: int) -> None:
    random_ = random.Random(seed)
    articles = [
        "".join(random_.choice(SENTENCES) + random_.choice(GAPS) for _ in range(random_.randint(1, 25)))
        for _ in range(random_.randint(1, 4))
    ]
    assert_sound(*chosen(BRIDGE, *articles))


def test_nothing_found_gives_no_quotes() -> None:
    assert quoted(BRIDGE) == []


def test_a_question_without_words_is_no_error() -> None:
    evidence, windows = chosen(asked("?"), "The bridge was closed. It rained.")
    assert_sound(evidence, windows)


def test_the_sentence_that_answers_is_quoted_first() -> None:
    filler = "The harvest was good that year. " * 30
    text = f"{filler}\n\nThe bridge at Westmoor was closed in 1994. {filler}"
    assert "The bridge at Westmoor was closed in 1994." in quoted(BRIDGE, text)[0]


@pytest.mark.parametrize("pronoun", ["It", "This", "That"])
def test_a_sentence_that_begins_with_a_pronoun_brings_the_one_before(pronoun: str) -> None:
    text = f"Rain fell. The old crossing is long. {pronoun} bridge at Westmoor was closed in 1994. Men fish there."
    for quote in quoted(BRIDGE, text):
        assert not quote.startswith(pronoun)
    assert any("The old crossing is long." in quote and "1994" in quote for quote in quoted(BRIDGE, text))


def test_a_heading_is_never_quoted() -> None:
    text = (
        "The bridge at Westmoor closed in 1994\n\nIt rained.\n\nWestmoor bridge closed 1994\n\nThe bridge was closed."
    )
    assert not any("Westmoor" in quote for quote in quoted(BRIDGE, text))


def test_only_headings_give_no_quotes() -> None:
    assert quoted(BRIDGE, "The bridge at Westmoor\n\nClosed in 1994") == []


SAME: list[Callable[[str], str]] = [
    lambda text: text,
    lambda text: text.replace("was", "is"),
    str.upper,
    lambda text: text + "  ",
]


@pytest.mark.parametrize("changed", SAME, ids=["the same", "a word changed", "in capitals", "white space"])
def test_the_same_is_not_quoted_twice(changed: Callable[[str], str]) -> None:
    text = "The bridge at Westmoor was closed in the spring of 1994 by the council."
    found = quoted(BRIDGE, text, changed(text), "The harvest was good. Nobody came.")
    assert sum("1994" in quote for quote in found) == 1


def test_two_articles_that_disagree_on_a_number_are_both_quoted() -> None:
    question = asked("How many soldiers were killed at Westmoor?", "soldiers", "killed", "Westmoor")
    one = "At least 49 soldiers were killed at Westmoor. " + "The harvest was good. " * 10
    other = "The government said that 135 soldiers were killed at Westmoor. " + "It rained. " * 10
    found = " ".join(quoted(question, one, other))
    assert "49" in found
    assert "135" in found


def test_the_other_article_is_quoted_though_the_first_would_fill_the_answer() -> None:
    question = asked("How many soldiers were killed at Westmoor?", "soldiers", "killed", "Westmoor")
    one = " ".join(f"Soldiers killed at Westmoor, said man number {at} there, were 49 soldiers." for at in range(12))
    other = "At Westmoor 135 soldiers were killed. " + "It rained. " * 10
    evidence, windows = chosen(question, one, other)
    assert_sound(evidence, windows)
    assert any("135" in text_of(evidence, window) for window in windows)


def test_a_quote_has_few_sentences() -> None:
    _, windows = chosen(BRIDGE, "The bridge at Westmoor was closed in 1994. " * 2 + "He left. She came. " * 20)
    assert all(window.last - window.first < MAX_SENTENCES + 2 for window in windows)


def test_a_sentence_too_long_for_any_answer_is_cut_before_it_comes_here() -> None:
    text = "The bridge at Westmoor was closed " + "and then closed again " * 100
    evidence, windows = chosen(BRIDGE, text)
    assert_sound(evidence, windows)
