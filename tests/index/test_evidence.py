"""Sentences as evidence: what makes one likelier than another."""

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from index.analysis import Pieces, term, words
from index.answerability import confidence
from index.evidence import FEATURES, Alike, Candidate, Evidence, Likeness, weigh
from index.names import name_keys
from index.passages import sentence_spans
from index.question import AnswerKind, ParsedQuestion, QuestionWord, answer_kind

[PASHINYAN] = name_keys("Pashinyan", "en")


def asked(question: str, *content: str, kind: AnswerKind | None = None) -> ParsedQuestion:
    """Make a question of content words that weigh the same."""
    return ParsedQuestion(
        text=question,
        words=tuple(
            QuestionWord(
                text=text,
                terms={term(text, "en"): 1.0},
                names=dict.fromkeys(name_keys(text, "en"), 0.9) if text[0].isupper() else {},
                idf=2.0,
            )
            for text in content
        ),
        kind=kind or answer_kind(question),
        folded=frozenset(word.text.casefold() for word in words(question)),
    )


def passage(text: str, *, article: int = 1, ordinal: int = 0, title: str = "") -> Candidate:
    return Candidate(
        article=article,
        ordinal=ordinal,
        title=title,
        text=text,
        sentences=sentence_spans(text, "en"),
        language="en",
    )


def alike(cosine: float) -> Likeness:
    """Have all passages as like the question as that, and no sentence by itself."""

    def likeness(sentences: Sequence[Pieces], owner: NDArray[np.int64], titles: Sequence[Pieces]) -> Alike:
        return Alike(sentences=np.zeros(len(sentences)), passages=np.full(len(titles), cosine))

    return likeness


def weighed(question: ParsedQuestion, *candidates: Candidate, likeness: float = 0.0) -> Evidence:
    return weigh(question, candidates, alike(likeness))


def best(evidence: Evidence) -> str:
    return evidence.sentences[int(np.argmax(evidence.scores))].text


CALLS = "Pashinyan phoned Putin. He then spoke with Macron about the harvest. The rain went on all night long."


def test_probabilities_are_those_of_one_sentence_being_it() -> None:
    random_ = random.Random(3)
    vocabulary = ["bridge", "Putin", "closed", "winter", "1994", "the", "river.", "Forty", "men?", "He"]
    for _ in range(30):
        texts = [" ".join(random_.choices(vocabulary, k=60)) for _ in range(random_.randint(1, 5))]
        candidates = [passage(text, article=at // 2, ordinal=at % 2) for at, text in enumerate(texts)]
        evidence = weighed(asked("When was the bridge closed?", "bridge", "closed"), *candidates)
        assert evidence.features.shape == (len(evidence.sentences), len(FEATURES))
        assert np.isfinite(evidence.features).all()
        assert evidence.probabilities.sum() == pytest.approx(1)
        assert (np.argsort(evidence.probabilities) == np.argsort(evidence.scores)).all()


def test_sentences_are_the_passages_own() -> None:
    candidates = [passage(CALLS), passage("Another one.\n\nAnd more.", article=2)]
    for sentence in weighed(asked("Who?", "Putin"), *candidates).sentences:
        text = candidates[sentence.candidate].text
        assert text[sentence.span.start : sentence.span.end] == sentence.text


def test_nothing_found_is_no_evidence() -> None:
    evidence = weighed(asked("Who?", "Putin"))
    assert (evidence.sentences, evidence.scores.shape, evidence.probabilities.shape) == ((), (0,), (0,))
    assert confidence(asked("Who?", "Putin"), [], evidence, 0) == 0


def test_a_question_without_words_still_has_sentences() -> None:
    evidence = weighed(asked("?"), passage(CALLS))
    assert len(evidence.sentences) == 3
    assert evidence.probabilities.sum() == pytest.approx(1)
    assert confidence(asked("?"), [passage(CALLS)], evidence, 10) == 0


def test_the_sentence_with_more_of_the_questions_words_is_likelier() -> None:
    question = asked("Which bridge was closed in winter?", "bridge", "closed", "winter", kind=AnswerKind.OTHER)
    assert best(weighed(question, passage("The bridge is old. In winter the bridge is closed. It is closed."))) == (
        "In winter the bridge is closed."
    )


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many men built the bridge?", "The bridge was built by 340 men."),
        ("When was the bridge built?", "The bridge was built in 1871."),
        ("Who built the bridge?", "The bridge was built by Ann Reed."),
    ],
)
def test_a_sentence_with_the_wanted_kind_of_answer_is_likelier(question: str, answer: str) -> None:
    text = f"The bridge was built by hand. {answer} The bridge was built well."
    assert best(weighed(asked(question, "bridge", "built"), passage(text))) == answer


def test_a_sentence_that_asks_is_no_answer() -> None:
    question = asked("Who closed the bridge?", "closed", "bridge", kind=AnswerKind.OTHER)
    evidence = weighed(question, passage("Was the bridge closed? The bridge was closed."))
    assert best(evidence) == "The bridge was closed."


def test_a_sentence_that_begins_with_a_pronoun_has_the_names_of_the_one_before() -> None:
    evidence = weighed(asked("What did Pashinyan say?", "Pashinyan"), passage(CALLS))
    first, second, third = evidence.column("sentence")
    assert first == 1
    assert 0.5 < second < 1
    assert third == 0


def test_a_pronoun_has_the_names_of_the_passage_before_where_it_follows() -> None:
    question = asked("Did Pashinyan speak?", "Pashinyan")
    one = passage("Pashinyan phoned Putin.", ordinal=0)
    following = weighed(question, one, passage("He spoke with Macron.", ordinal=1))
    apart = weighed(question, one, passage("He spoke with Macron.", ordinal=5))
    elsewhere = weighed(question, one, passage("He spoke with Macron.", article=2, ordinal=1))
    assert following.column("sentence")[1] > 0.5
    assert apart.column("sentence")[1] == elsewhere.column("sentence")[1] == 0


def test_a_pronoun_has_only_names_of_the_one_before() -> None:
    evidence = weighed(asked("who phoned?", "phoned"), passage("Pashinyan phoned Putin. He ate."))
    assert evidence.column("sentence")[1] == 0


def test_neighbours_and_title_count_for_less_than_the_sentence() -> None:
    question = asked("the bridge of Westmoor", "bridge", "Westmoor", kind=AnswerKind.OTHER)
    evidence = weighed(question, passage("Stone arches carry it. Look at the bridge. Old men fish.", title="Westmoor"))
    sentence, near, context = (evidence.column(name) for name in ("sentence", "near", "context"))
    assert (sentence <= near).all()
    assert (near <= context).all()
    assert 0 < near[0] < sentence[1]
    assert (evidence.column("title") == 0.5).all()


def test_words_that_ask_count_for_more_than_those_that_lead_up_to_them() -> None:
    question = asked("The bridge closed. Who held the harbour?", "bridge", "closed", "held", "harbour")
    lead_up = {"bridge", "closed"}
    marked = replace(question, words=tuple(replace(word, asks=word.text not in lead_up) for word in question.words))
    evidence = weighed(marked, passage("The bridge closed at noon. It rained. It rained. Ann held the harbour then."))
    assert evidence.column("asking_near").tolist() == [0, *evidence.column("asking_near")[1:3], 1]
    assert best(evidence) == "Ann held the harbour then."


def test_where_articles_say_the_like_the_newer_is_likelier() -> None:
    question = asked("Who closed the bridge this week?", "closed", "bridge")
    old = replace(passage("Ann Reed closed the bridge.", article=1), age=2.0)
    new = replace(passage("Ben Lowe closed the bridge.", article=2), age=0.0)
    assert best(weighed(question, old, new)) == new.text


def test_the_names_of_a_passage_count_beside_its_other_words() -> None:
    question = asked("Who held Westmoor bridge?", "held", "Westmoor", "bridge")
    evidence = weighed(question, passage("Westmoor is old. It has a bridge."), passage("Ann held it.", article=2))
    assert evidence.column("names_passage").tolist() == [1, 1, 0]
    assert evidence.column("names_near")[0] == 1 > evidence.column("names_near")[1] > 0


@pytest.mark.parametrize("spelling", ["Pashinyan", "Pashinian", "Pashinjan"])
def test_another_spelling_of_a_name_matches_a_little_less(spelling: str) -> None:
    evidence = weighed(asked("Pashinyan?", "Pashinyan"), passage(f"Then {spelling} spoke."))
    assert evidence.column("sentence")[0] == (1 if spelling == "Pashinyan" else 0.9)
