"""Answers as messages."""

import re
from dataclasses import replace

import pytest

from bot.layout import layout
from bot.render import ids
from bot.render.answer import BEING_WRITTEN, WRITTEN, of_answer
from bot.render.message import Button, Buttons, Line, Message, Rule, Text
from index import KeptAnswer, Sentence
from tests.bot.builders import citation, kept
from tests.bot.refused import message_complaints

VERDICTS = (Button(emoji="👍", id="fn:v:abcdefghij-_:good"), Button(emoji="👎", id="fn:v:abcdefghij-_:bad"))


def _source(number: int) -> Button:
    return Button(label=f"Source {number}", id=f"fn:s:abcdefghij-_:{number}")


def _texts(message: Message) -> list[str]:
    return [part.text for part in message.parts if isinstance(part, Text | Line)]


async def _is_taken(message: Message) -> bool:
    body = {"components": layout(message).to_components(), "flags": 1 << 15, "allowed_mentions": {"parse": []}}
    return list(message_complaints(body)) == []


def test_a_quote_stands_with_its_number_above_the_line_that_names_its_source() -> None:
    one = citation(quote="Ottoline *Fenwick*\n\nrepairs it.", marks=[(0, 8)], site="Gazette", published="2023-04-05")
    assert of_answer(kept(one)) == Message(
        (
            Text("> **Ottoline** \\*Fenwick\\*\n> repairs it. **[1]**"),
            Rule(),
            Line("**[1]** The clock\n-# Gazette · 5\u00a0Apr\u00a02023", _source(1)),
            Buttons(VERDICTS),
        )
    )


def test_the_question_is_shown_where_it_is_not_to_be_seen() -> None:
    message = of_answer(kept(citation(), question="What is *it*?"), shows_question=True)
    assert message.parts[0] == Text("**What is \\*it\\*?**")


def test_dates_are_said_where_articles_differ() -> None:
    old = citation(1, id="old", published="2020-01-02")
    new = citation(2, id="new", published="2023-04-05")
    assert _texts(of_answer(kept(old, new)))[0].endswith(
        "**[1]** · 2\u00a0Jan\u00a02020\n\n> Ottoline Fenwick repairs it. **[2]** · 5\u00a0Apr\u00a02023"
    )
    assert "2020" not in _texts(of_answer(kept(old, citation(2, id="third", published="2020-01-02"))))[0]


def test_generated_sentences_stand_without_quotation_and_with_all_their_numbers() -> None:
    sentences = (Sentence(text="She repairs it.", citations=(1, 2)),)
    message = of_answer(kept(citation(1), citation(2), sentences=sentences, mode="generated"))
    assert _texts(message)[0] == "She repairs it. **[1]** **[2]**"


def test_what_a_model_wrote_is_one_paragraph_above_the_quotes_and_said_to_be_written() -> None:
    sentences = (
        Sentence(text="She repairs it.", citations=(1,)),
        Sentence(text="Nobody else does.", citations=(2,)),
        Sentence(text="Ottoline Fenwick repairs it.", citations=(1,)),
    )
    message = of_answer(
        kept(citation(1), citation(2, quote="She alone."), sentences=sentences, mode="generated", note="Cut *short*.")
    )
    assert _texts(message)[:2] == [
        "She repairs it. **[1]** Nobody else does. **[2]**\n\n> Ottoline Fenwick repairs it. **[1]**",
        f"-# {WRITTEN}\n-# Cut \\*short\\*.",
    ]


def test_a_source_keeps_its_button_when_its_number_changes() -> None:
    cited = replace(citation(1), slot=3)
    [line] = [part for part in of_answer(kept(cited)).parts if isinstance(part, Line)]
    assert line.button == Button(label="Source 1", id="fn:s:abcdefghij-_:3")


def test_that_an_answer_is_being_written_is_said_in_words_that_stay_true() -> None:
    assert _texts(of_answer(kept(citation()), is_being_written=True))[1] == f"-# {BEING_WRITTEN}"
    assert " may " in BEING_WRITTEN


async def test_small_print_of_any_length_fits_on_a_page() -> None:
    answer = _long("word " * 120)
    wordy = replace(answer, answer=replace(answer.answer, mode="generated", note="why " * 500))
    assert await _is_taken(of_answer(wordy, shows_question=True, is_being_written=True))


def test_a_refusal_shows_what_is_near_and_how_to_add() -> None:
    near = citation(1, quote="A *near* miss.", published="2020")
    assert of_answer(kept(nearest=(near,))) == Message(
        (
            Text("**The articles don't say.**\nClosest, but none of these answers it:"),
            Line("**[1]** The clock\n-# 2020\n> A \\*near\\* miss.", _source(1)),
            Text(
                "-# Is there an article that says it? Those who look after the library can add it with `/article add`."
            ),
            Buttons(VERDICTS),
        )
    )


def test_an_untitled_article_is_called_so() -> None:
    assert _texts(of_answer(kept(citation(title=" \u200b "))))[1] == "**[1]** untitled"


def _long(words: str, *, sentences: int = 8) -> KeptAnswer:
    sites = "A site with quite a name " * 9
    return kept(
        *(
            citation(number, quote=f"{number}: {words}", title="A title that goes on " * 30, site=sites, id=str(number))
            for number in range(1, sentences + 1)
        ),
        question="Why, oh why? " * 150,
    )


@pytest.mark.parametrize(
    "words",
    [
        "word " * 120,
        "*_~|`>[]()#\\ " * 200,
        "日本語の文章。" * 300,
        "x" * 3000,
        "\n".join("a" * 1000),
        "@everyone https://discord.gg/x " * 100,
        "👩🏽‍🚒" * 500,
        "a" + "\u0301" * 5000,
        "👩\u200d" * 3000,
    ],
)
async def test_what_is_too_long_is_shared_out_to_pages_that_discord_takes(words: str) -> None:
    answer = _long(words)
    pages = [of_answer(answer, shows_question=True)]
    said = re.search(r"page 1 of (\d+)", "\n".join(_texts(pages[0])))
    assert said is not None
    pages += [of_answer(answer, page=page, shows_question=True) for page in range(1, int(said[1]))]
    for at, page in enumerate(pages):
        assert await _is_taken(page)
        assert f"-# page {at + 1} of {len(pages)}" in _texts(page)
    shown = [text for page in pages for text in _texts(page)]
    markers = [int(number) for text in shown if text.startswith("> ") for number in re.findall(r"\*\*\[(\d+)\]", text)]
    assert markers == list(range(1, 9))


@pytest.mark.parametrize("words", ["word " * 300, "日本語の文章。" * 300])
async def test_nothing_is_lost_between_pages_and_each_marker_has_its_source_beside_it(words: str) -> None:
    answer = _long(words, sentences=5)
    shown = ""
    page = 0
    while True:
        message = of_answer(answer, page=page)
        blocks, *others = _texts(message)
        shown += blocks
        named = re.findall(r"^\*\*\[(\d+)\]", "\n".join(others), re.MULTILINE)
        assert set(re.findall(r"\*\*\[(\d+)\]", blocks)) <= set(named)
        (row,) = [part for part in message.parts if isinstance(part, Buttons)]
        if row.buttons[-1].is_disabled:
            break
        page += 1
        assert row.buttons[-1].id == ids.page(answer.id, page)
    bare = re.sub(r"\*\*\[\d+\]\*\*|[>\s]", "", shown)
    assert bare == re.sub(r"\s", "", "".join(one.quote for one in answer.answer.citations))


def test_a_page_that_is_not_there_is_the_nearest_that_is() -> None:
    answer = _long("word " * 120)
    assert of_answer(answer, page=-1) == of_answer(answer, page=0)
    assert of_answer(answer, page=999) == of_answer(answer, page=998)


async def test_a_refusal_with_the_longest_names_is_taken() -> None:
    near = tuple(
        citation(number, quote="*quote* " * 200, title="*title* " * 100, site="*site* " * 100) for number in range(1, 9)
    )
    assert await _is_taken(of_answer(kept(nearest=near, question="*q* " * 500), shows_question=True))
