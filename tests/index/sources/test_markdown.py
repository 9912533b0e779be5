"""Markdown to plain paragraphs."""

import time

import pytest

from index.sources.markdown import plain_inline, plain_markdown, split_front_matter


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("a [link](https://x.y/a_(b) 'title') and [ref][1] and [alone]", "a link and ref and [alone]"),
        ("see ![a boat](boat.png) here", "see  here"),
        ("[![badge](i.png)](http://x)end", "end"),
        ("**bold *both* bold** __strong__ _em_ ***all*** ~~gone~~", "bold both bold strong em all gone"),
        ("snake_case_name and 2*3*4 and 2 * 3 * 4", "snake_case_name and 2*3*4 and 2 * 3 * 4"),
        ("`a*b*c` and ``x ` y``", "a*b*c and x ` y"),
        (r"\*not emphasis\* and \[not a link\](x)", "*not emphasis* and [not a link](x)"),
        ("<b>bold</b> a<br/>b and 3 < 4 > 2", "bold a b and 3 < 4 > 2"),
        ("<https://x.y/z> <mailto:a@b.c>", "https://x.y/z a@b.c"),
        ("a claim.[^1]", "a claim."),
        ("\ue0000\ue001 `x`", " x"),
    ],
)
def test_markup_inside_a_line_goes_and_its_words_stay(marked: str, plain: str) -> None:
    assert plain_inline(marked) == plain


def test_each_kind_of_block_is_a_paragraph_of_its_own() -> None:
    _, text = plain_markdown(
        "Intro line\ncontinued.\n\nUnder\n-----\nBody.\n### Small ###\n> quoted\n> words\n\n"
        "* one\n* [x] two\n  1. inner\n\n| a | b |\n|---|:-:|\n| 1 | **2** |\n\n***\n<!-- a\nnote -->\n"
        "![only](a.png)\n\n[ref]: http://x.y 'T'\n\nEnd."
    )
    assert text.split("\n\n") == [
        "Intro line\ncontinued.",
        "Under",
        "Body.",
        "Small",
        "quoted\nwords",
        "- one\n- two\n  1. inner",
        "a | b\n1 | 2",
        "End.",
    ]


def test_code_between_fences_is_kept_as_it_is() -> None:
    _, text = plain_markdown("```python\n# not a heading\nx = a * b * c\n~~~\n```\nAfter.")
    assert text == "# not a heading\nx = a * b * c\n~~~\n\nAfter."


def test_an_underlined_line_is_the_title() -> None:
    assert plain_markdown("Harbour closes\n====\n\nText.") == ("Harbour closes", "Text.")


def test_a_comment_that_is_never_closed_is_text() -> None:
    assert plain_markdown("Before <!-- never closed") == (None, "Before <!-- never closed")


def test_a_rule_at_the_start_is_no_front_matter() -> None:
    text = "---\nNot a key here\n---\nText."
    assert split_front_matter(text) == ({}, text)
    assert split_front_matter("---\ntitle: never closed\nText.")[0] == {}


@pytest.mark.parametrize(
    "piece",
    [" *a", " _a", "[a](", "![", "`a", "<a ", "<!--", "[[", "* ", "> ", "|-", "~~a", "# ", "\\", "[^", "- [ ] ", " "],
)
def test_hostile_markdown_takes_time_in_proportion_to_its_length(piece: str) -> None:
    started = time.perf_counter()
    plain_markdown(piece * (300_000 // len(piece)) + "x")
    plain_markdown("# " + piece * (300_000 // len(piece)) + "x")
    assert time.perf_counter() - started < 3
