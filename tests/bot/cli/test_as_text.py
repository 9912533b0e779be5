"""Values as lines for people."""

import pytest
from rich.text import Text

from bot.cli.as_text import Line, of_answer, of_sources, one_line, safe
from index import Answer, ArticleReference, Citation, Mark, Sentence


def citation(quote: str, *marks: tuple[int, int], number: int = 1, site: str | None = "The Courier") -> Citation:
    """Make a citation of the words from character 10 of an article."""
    return Citation(
        number=number,
        article=ArticleReference(id="a1", title="Harbour", url=None, published="2024-03-05", site=site),
        passage="a1:0",
        quote=quote,
        start=10,
        end=10 + len(quote),
        marks=tuple(Mark(start=start, end=end) for start, end in marks),
    )


def answer(sentences: list[Sentence], citations: list[Citation], **fields: str) -> Answer:
    """Make an answer."""
    return Answer(
        question="When?",
        status="answered",
        mode="generated" if fields.get("mode") == "generated" else "quotes",
        text="",
        sentences=tuple(sentences),
        citations=tuple(citations),
        nearest=(),
        confidence=0.9,
        seconds=0.1,
    )


def bold(text: Text) -> list[str]:
    """Return what is bold."""
    return [text.plain[span.start : span.end] for span in text.spans if span.style == "bold"]


def test_quotes_are_a_line_each_with_the_likely_answer_bold() -> None:
    lines = list(
        of_answer(
            answer(
                [
                    Sentence(text="It was closed on Monday.", citations=(1,)),
                    Sentence(text="It opened on Friday.", citations=(2,)),
                ],
                [
                    citation("It was closed on Monday.", (17, 23)),
                    citation("It opened on Friday.", (3, 9), (13, 19), number=2, site=None),
                ],
            )
        )
    )
    assert [line.text.plain for line in lines] == [
        "It was closed on Monday. [1]",
        "It opened on Friday. [2]",
        "",
        "[1] Harbour — The Courier, 2024-03-05 (a1, characters 10–34)",
        "[2] Harbour — 2024-03-05 (a1, characters 10–30)",
    ]
    assert bold(lines[0].text) == ["Monday"]
    assert bold(lines[1].text) == ["opened", "Friday"]


def test_what_is_generated_is_one_paragraph_over_its_quotes() -> None:
    sentences = [Sentence(text="Monday.", citations=(1,)), Sentence(text="Until Friday.", citations=(1, 2))]
    quotes = [citation("It was closed on Monday.", (17, 23)), citation("It opened on Friday.", number=2)]
    lines = list(of_answer(answer(sentences, quotes, mode="generated")))
    assert [(line.text.plain, line.indent) for line in lines] == [
        ("Monday. [1] Until Friday. [1] [2]", 0),
        ("", 0),
        ("[1] Harbour — The Courier, 2024-03-05 (a1, characters 10–34)", 0),
        ("“It was closed on Monday.”", 4),
        ("[2] Harbour — The Courier, 2024-03-05 (a1, characters 10–30)", 0),
        ("“It opened on Friday.”", 4),
    ]
    assert bold(lines[3].text) == ["Monday"]


def test_a_sentence_around_its_quote_has_the_marks_where_the_quote_stands() -> None:
    sentence = Sentence(text="Yes: closed on Monday, they said.", citations=(1,))
    (line, *_) = of_answer(answer([sentence], [citation("closed on Monday", (10, 16))]))
    assert bold(line.text) == ["Monday"]


def test_marks_that_overlap_show_each_character_once() -> None:
    (_, line) = of_sources([citation("closed on Monday", (10, 16), (7, 16), (12, 14))], with_quotes=True)
    assert line.text.plain == "“closed on Monday”"
    assert "".join(bold(line.text)) == "on Monday"


def test_a_heading_in_a_quote_keeps_its_line() -> None:
    (_, line) = of_sources([citation("The  harbour\n\n \nIt was\tclosed.")], with_quotes=True)
    assert line == Line(Text("“The harbour\nIt was closed.”"), 4)


@pytest.mark.parametrize("character", ["\x1b", "\x07", "\x08", "\x7f", "\x9b", "\u202e", "\u2066", "\udcff"])
def test_control_characters_are_replaced(character: str) -> None:
    assert safe(f"a{character}b\nc") == "a\ufffdb\nc"
    assert one_line(f"a{character}b\nc") == "a\ufffdb c"


def test_rich_markup_is_only_text() -> None:
    (_, line) = of_sources([citation("[bold red]closed[/] [link=x]")], with_quotes=True)
    assert line.text.plain == "“[bold red]closed[/] [link=x]”"
    assert not line.text.spans
