"""Facts about how written answers are measured: what must not be shown is found, and requests are counted."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import ClientSession

from benchmarks import cited
from benchmarks.relay import relaying
from benchmarks.written import SETS, Server, drawn, run
from benchmarks.written_figures import Case, Turn, followups, summary, wrong, wrong_followups
from index import Answer, ArticleReference, Citation, Question, Sentence
from index.written import written
from tests.index.model_server import MODEL, fails, says, serving

SAMPLES = Path(__file__).parent.parent / "samples"
TEXT = "The storm closed the harbour for three days. Forty ships waited outside in the swell."
QUESTION = Question(id="1", question="How long was the harbour closed?", answers=("three days",))
TRUE = "The harbour was closed for three days."


def answer(*quotes: str, status: str = "answered") -> Answer:
    article = ArticleReference(id="storm", title="Storm", url=None, published=None)
    citations = tuple(
        Citation(number=number, article=article, passage="1", quote=quote, start=at, end=at + len(quote))
        for number, quote in enumerate(quotes, start=1)
        for at in (TEXT.index(quote),)
    )
    return Answer(
        question=QUESTION.question,
        status="answered" if status == "answered" else "refused",
        mode="quotes",
        text="",
        sentences=tuple(Sentence(text=one.quote, citations=(one.number,)) for one in citations),
        citations=citations,
        nearest=(),
        confidence=0.9,
        seconds=0.1,
    )


QUOTES = answer(*(f"{one}." for one in TEXT.rstrip(".").split(". ")))


def case(reply: str, shown: Answer | None = None, question: Question = QUESTION, quotes: Answer = QUOTES) -> Case:
    return Case(
        question=question,
        quotes=quotes,
        written=shown or written(quotes, reply),
        replies=(reply,) if reply else (),
        requests=int(bool(reply)),
        seconds=1.0,
        texts={"storm": TEXT},
    )


def test_an_answer_as_the_library_writes_it_has_nothing_wrong() -> None:
    one = case(f"{TRUE} [1] Nine sailors drowned. [2]")
    assert [sentence.text for sentence in one.sentences] == [TRUE]
    assert (one.failures, one.strange) == ((), ())
    assert wrong([one]) == []


def with_sentence(text: str, *citations: int) -> Answer:
    shown = written(QUOTES, f"{TRUE} [1]")
    return replace(shown, sentences=(Sentence(text=text, citations=citations), *shown.sentences[1:]))


@pytest.mark.parametrize(
    ("shown", "reason"),
    [
        (with_sentence("The harbour was closed for nine days.", 1), "isn't carried"),
        (with_sentence(TRUE, 2), "isn't carried"),
        (with_sentence(TRUE, 1, 7), "cites what isn't shown"),
        (with_sentence(TRUE), "cites what isn't shown"),
        (replace(QUOTES, citations=(replace(QUOTES.citations[0], start=3), QUOTES.citations[1])), "isn't what stands"),
    ],
)
def test_what_must_not_be_shown_is_found(shown: Answer, reason: str) -> None:
    one = case("Whatever it was.", shown)
    assert len(one.failures) == 1
    assert one.failures[0].startswith(reason)
    assert len(wrong([one])) == 1


def test_sentences_with_words_that_no_quote_has_are_found_without_the_checker() -> None:
    assert case("It was.", with_sentence("The harbour was closing for three days.", 1)).strange == ()
    assert len(case("It was.", with_sentence("The harbour was closed for nine days.", 1)).strange) == 1


def test_an_answer_lost_by_writing_is_wrong() -> None:
    shown = replace(
        written(QUOTES, f"{TRUE} [1]"), sentences=(Sentence(text="The harbour was closed.", citations=(1,)),)
    )
    assert wrong([case("It was.", shown)]) == ["0 are right when written, 1 with quotes alone"]


def test_a_request_for_what_is_refused_is_wrong() -> None:
    refused = answer(status="refused")
    assert wrong([case("", refused, quotes=refused)]) == []
    assert wrong([case("Three days.", refused, quotes=refused)]) == ["1 requests for questions that are refused"]


def test_what_became_of_sentences_is_counted() -> None:
    failed = replace(QUOTES, note="The model wrote nothing.")
    figures = summary(
        [
            case(f"{TRUE} [1] Nine sailors drowned. [2]"),
            case("UNANSWERED"),
            case("Something.", failed),
            case("", answer(status="refused"), replace(QUESTION, answers=(), answerable=False)),
        ]
    )
    assert (figures["answerable"], figures["unanswerable"], figures["refused"]) == (3, 1, 1)
    assert (figures["right, quotes alone"], figures["right, written"]) == (3, 3)
    assert figures["right, in the model's sentences alone"] == 1
    assert (figures["asked of the model"], figures["replies UNANSWERED"]) == (3, 1)
    assert figures["replies failed"] == {"The model wrote nothing.": 1}
    assert (figures["sentences written"], figures["sentences carried"], figures["sentences shown"]) == (2, 1, 1)
    assert figures["sentences dropped"] == {"words": 1}
    assert (figures["requests for what is refused"], figures["of these not as they must be"]) == (0, 0)


def turn(alone: str, rewritten: str) -> Turn:
    one, other = replace(QUOTES, retrieved=(alone,)), replace(QUOTES, retrieved=(rewritten,))
    return Turn(
        question=replace(QUESTION, articles=("right",), turns=("What of the harbour?",)),
        alone=one, given=one, rewritten=other, requests=1, replies=("?",), accepted=None, seconds=0.5,
    )  # fmt: skip


def test_rewriting_may_be_better_than_the_last_turn_alone_and_never_worse() -> None:
    assert followups([turn("wrong", "right")])["right passage @5, turns given and rewritten"] == 1.0
    assert wrong_followups([turn("wrong", "right"), turn("right", "right")]) == []
    assert wrong_followups([turn("wrong", "wrong"), turn("right", "wrong")]) == [
        "right passage @5: 0.000 with rewriting, 0.500 of the last turn alone"
    ]


@pytest.mark.parametrize(
    ("text", "is_right", "is_marked", "is_refused", "sentences"),
    [
        (f"{TRUE} [1]", True, True, False, (1, 1, 1)),
        (TRUE, True, False, False, (1, 0, 1)),
        (f"{TRUE} [2]", True, True, False, (1, 0, 1)),
        ("Nine sailors drowned [2].", False, True, False, (1, 0, 0)),
        ("None of the sources are helpful.", False, False, True, (1, 0, 0)),
        ("", False, False, False, (0, 0, 0)),
    ],
)
def test_what_the_other_engine_says_is_judged_alike(
    text: str, is_right: bool, is_marked: bool, is_refused: bool, sentences: tuple[int, int, int]
) -> None:
    said = cited.Cited(question=QUESTION, text=text, sources=QUOTES.citations)
    assert (said.is_right, said.is_marked, said.is_refused) == (is_right, is_marked, is_refused)
    assert said.sentences() == sentences


def test_what_is_drawn_is_the_same_in_every_run_and_a_third_of_it_has_no_answer() -> None:
    questions = [replace(QUESTION, id=str(at), answerable=at % 2 == 0) for at in range(100)]
    assert drawn(questions, 12) == drawn(questions, 12)
    assert [one.answerable for one in drawn(questions, 12)] == [True] * 12 + [False] * 4


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A measuring set of one article, with a question that it answers and one that it doesn't."""
    place = tmp_path / "seed"
    place.mkdir()
    (place / "article.txt").write_text((SAMPLES / "lake-sevan.md").read_text("utf-8"), "utf-8")
    rows: list[dict[str, object]] = [
        {"id": "1", "question": "How deep is Lake Sevan?", "answers": ["79"], "answerable": True},
        {"id": "2", "question": "Who won the chess tournament in Paris?", "answers": [], "answerable": False},
    ]
    (place / "questions.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return tmp_path


async def test_a_set_is_measured_through_a_relay(folder: Path) -> None:
    rows: list[dict[str, object]] = []
    async with serving() as site:
        site.reply = says("The moon is made of cheese [1].")
        results = await run(folder, SETS, (3, 3), Server(site.url, MODEL), rows.append)
    figures = results.figures["seed"]
    assert results.wrong == []
    assert (figures["asked of the model"], figures["refused"], figures["requests for what is refused"]) == (1, 1, 0)
    assert (figures["sentences written"], figures["sentences shown"]) == (1, 0)
    assert rows[0]["replies"] == ("The moon is made of cheese [1].",)
    other = results.figures["seed, CitationQueryEngine"]
    assert (other["failed"], other["with a marker"], other["sentences that a source they cite carries"]) == (0, 2, 0)
    assert len(site.asked) == 3  # ours once, the other engine twice
    assert "seed, CitationQueryEngine" in "\n".join(results.lines())


async def test_a_relay_counts_what_fails_too() -> None:
    async with serving() as site, relaying(site.url) as relay:
        for reply in (says("Yes."), fails(500)):
            site.reply = reply
            async with ClientSession() as client, client.post(f"{relay.url}/chat/completions", json={}) as response:
                assert response.status == (200 if relay.requests == 1 else 500)
    assert (relay.requests, relay.replies) == (2, ["Yes."])
