"""A model's text to sentences and the numbers it cites."""

import pytest

from index.checking.markers import Written, parse

KNOWN = frozenset(range(1, 6))


def cited(text: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(one.text, one.numbers) for one in parse(text, KNOWN)]


@pytest.mark.parametrize(
    ("marker", "numbers"),
    [
        ("[1]", (1,)),
        ("[1, 2]", (1, 2)),
        ("[1][2]", (1, 2)),
        ("[1] [2]", (1, 2)),
        ("[1-3]", (1, 2, 3)),
        ("[1–3]", (1, 2, 3)),
        ("【1】", (1,)),
        ("【1†source】", (1,)),
        ("[[1]]", (1,)),
        ("[Source 1]", (1,)),
        ("[source: 1, 2]", (1, 2)),
        ("[Source 1, Source 2]", (1, 2)),
        ("(Source 1)", (1,)),
        ("(see source 2)", (2,)),
        ("[^1]", (1,)),
        ("[#2]", (2,)),
        ("[1 and 2]", (1, 2)),
        ("[1;2]", (1, 2)),
        ("(1)", (1,)),
        ("(1, 2)", (1, 2)),
        ("［1］", (1,)),
        ("[１]", (1,)),
        ("[\u200b1\u200b]", (1,)),
        ("[1,7]", (1,)),
        ("[7]", ()),
        ("[0]", ()),
        ("[99-12]", ()),
        ("[Quelle 1]", (1,)),
    ],
)
@pytest.mark.parametrize(
    "form",
    ["Moscow sent soldiers {}.", "Moscow sent soldiers. {}", "Moscow sent soldiers.{}", "Moscow sent soldiers{}."],
)
def test_markers_in_all_their_habits(marker: str, numbers: tuple[int, ...], form: str) -> None:
    assert cited(form.format(marker)) == [("Moscow sent soldiers.", numbers)]


def test_a_marker_belongs_to_the_sentence_before_it() -> None:
    text = "A bridge was built. [1] It fell [2]. Nobody was hurt.[3]The end came【4】."
    assert cited(text) == [
        ("A bridge was built.", (1,)),
        ("It fell.", (2,)),
        ("Nobody was hurt.", (3,)),
        ("The end came.", (4,)),
    ]


def test_a_marker_inside_a_sentence_belongs_to_it() -> None:
    assert cited("The troops left [1] and returned [2] later.") == [("The troops left and returned later.", (1, 2))]


def test_a_marker_that_begins_a_line_belongs_to_what_follows() -> None:
    assert cited("[1] The bridge fell.\n[2] It was old.") == [("The bridge fell.", (1,)), ("It was old.", (2,))]


def test_a_marker_on_a_line_of_its_own_belongs_to_what_it_follows() -> None:
    assert cited("The bridge fell.\n[1]\nIt was old. [2]") == [("The bridge fell.", (1,)), ("It was old.", (2,))]


def test_a_sentence_without_a_marker_remembers_the_next_of_its_paragraph() -> None:
    first, second, third = parse("The bridge fell. It was old [2].\n\nNobody was hurt.", KNOWN)
    assert (first.numbers, first.following) == ((), (2,))
    assert second == Written("It was old.", (2,))
    assert (third.numbers, third.following) == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        "Kuechly led in tackles (118).",
        "It was built then (2020).",
        "See rule 1.",
        "It ran on channel [citation needed].",
        "He lost 3-1.",
    ],
)
def test_what_is_no_marker_stays(text: str) -> None:
    assert cited(text) == [(text, ())]


def test_numbers_and_bullets_of_lists_are_no_markers() -> None:
    text = "The callers were:\n1. Putin phoned him [1].\n2) Macron did too [2].\n- Raisi did as well."
    assert cited(text) == [("Putin phoned him.", (1,)), ("Macron did too.", (2,)), ("Raisi did as well.", ())]


def test_words_that_only_point_at_a_marker_go_with_it() -> None:
    assert cited("According to [1], Moscow sent soldiers.") == [("Moscow sent soldiers.", (1,))]
    assert cited("Moscow sent soldiers, as stated in [Source 2].") == [("Moscow sent soldiers.", (2,))]
    assert cited("Based on the provided articles, Moscow sent soldiers [1].") == [("Moscow sent soldiers.", (1,))]
    assert cited("Answer: Moscow sent soldiers [1].") == [("Moscow sent soldiers.", (1,))]
    assert cited("The answer to this question is: Moscow [1].") == [("Moscow.", (1,))]
    assert cited("The answer is that Moscow sent soldiers [1].") == [("Moscow sent soldiers.", (1,))]
    assert cited("The answer of Moscow was no [1].") == [("The answer of Moscow was no.", (1,))]


def test_a_list_of_sources_at_the_end_is_no_part_of_the_answer() -> None:
    assert cited("Moscow sent soldiers [1].\n\n**Sources:**\n[1] A title\n[2] Another") == [
        ("Moscow sent soldiers.", (1,))
    ]
    assert cited("Moscow sent soldiers [^1].\n\n[^1]: A title") == [("Moscow sent soldiers.", (1,))]


def test_markdown_goes_and_words_stay() -> None:
    assert cited("## **Moscow** sent `2,000` _soldiers_ [1].") == [("Moscow sent 2,000 soldiers.", (1,))]


def test_a_link_is_no_marker() -> None:
    assert cited("Moscow sent soldiers [1](http://evil.example).") == [
        ("Moscow sent soldiers [1](http://evil.example).", ())
    ]


def test_a_marker_that_was_cut_off_is_left_out() -> None:
    assert cited("Moscow sent soldiers [1]. It said so [1") == [("Moscow sent soldiers.", (1,)), ("It said so", ())]
