"""Lines with places to paragraphs."""

from index.sources.pdf_layout import Line, Page, drop_running_lines, lay_out


def column(*texts: str, x: float = 72, top: float = 700, leading: float = 12, size: float = 10) -> list[Line]:
    return [Line(text=text, x=x, y=top - number * leading, size=size) for number, text in enumerate(texts)]


def text_of(*lines: Line) -> str:
    return lay_out([Page(lines=lines)])[1]


def test_a_word_split_at_a_line_end_is_put_together() -> None:
    assert text_of(*column("The harbour of Port Al-", "der was closed by the har-", "bour master himself.")) == (
        "The harbour of Port Alder was closed by the harbour master himself."
    )


def test_a_hyphen_the_document_writes_elsewhere_stays() -> None:
    lines = column("A well-known quay broke, the best-", "known of all, and the well-", "known lamp fell.")
    assert text_of(*lines) == "A well-known quay broke, the bestknown of all, and the well-known lamp fell."


def test_a_hyphen_before_a_capital_or_a_number_stays() -> None:
    assert text_of(*column("The road from Alder-", "Eastport and the years 1914-", "1918 are closed now.")) == (
        "The road from Alder-Eastport and the years 1914-1918 are closed now."
    )


def test_a_wider_gap_begins_a_paragraph() -> None:
    upper = column("The harbour of Port Alder was closed on", "Monday after a storm in the night.")
    lower = column("Ships will be sent to Eastport until the", "quay has been repaired.", top=668)
    assert len(text_of(*upper, *lower).split("\n\n")) == 2


def test_a_short_last_line_or_an_indent_ends_a_paragraph() -> None:
    lines = column(
        "The harbour of Port Alder was closed today.", "It broke.", "Ships will be sent to Eastport until then."
    )
    assert text_of(*lines).split("\n\n")[1:] == ["Ships will be sent to Eastport until then."]
    first, second = column("The harbour of Port Alder was closed today.", "Ships will be sent to Eastport until then.")
    indented = Line(text=second.text, x=second.x + 15, y=second.y, size=10)
    assert len(text_of(first, indented).split("\n\n")) == 2


def test_items_of_a_list_begin_a_line_of_their_own() -> None:
    assert text_of(*column("It says:", "•", "one thing", "• two things", "3. three things")).split("\n\n") == [
        "It says:",
        "• one thing",
        "• two things",
        "3. three things",
    ]


def test_a_paragraph_goes_on_over_a_page_end_until_its_sentence_ends() -> None:
    first = Page(lines=tuple(column("Ships will be sent to Eastport until the")))
    second = Page(lines=tuple(column("quay has been repaired.")))
    assert lay_out([first, second])[1] == "Ships will be sent to Eastport until the quay has been repaired."
    other = Page(lines=tuple(column("A new page begins here.")))
    assert len(lay_out([second, other])[1].split("\n\n")) == 2


def test_chinese_lines_are_joined_without_a_space() -> None:
    assert text_of(*column("市长周一表示港口在", "暴风雨后将关闭三周")) == "市长周一表示港口在暴风雨后将关闭三周"


def test_running_lines_are_known_by_words_and_height() -> None:
    pages = [
        Page(
            lines=(
                Line(text=f"{number} The Daily Alder", x=72, y=810, size=8),
                *column(f"Text of page {'abc'[number]}.", "The quay broke in three places."),
                Line(text=f"Page {number + 1} of 3", x=72, y=30, size=8),
            )
        )
        for number in range(3)
    ]
    kept = [[line.text for line in page.lines] for page in drop_running_lines(pages)]
    assert [lines[0] for lines in kept] == ["Text of page a.", "Text of page b.", "Text of page c."]
    assert not any("Daily" in text or "Page" in text for lines in kept for text in lines)


def test_a_line_on_one_page_only_is_no_running_line() -> None:
    page = Page(lines=tuple(column("Harbour closes", "The quay broke.")))
    assert drop_running_lines([page]) == [page]


def test_text_that_only_repeats_itself_is_still_the_text() -> None:
    page = Page(lines=tuple(column("The same line.")))
    assert "The same line." in lay_out([page, page, page])[1]


def test_the_largest_lines_of_the_first_page_are_the_title() -> None:
    lines = [*column("Harbour closes", "after the storm", size=20, leading=24), *column("Text " * 20, top=600)]
    assert lay_out([Page(lines=tuple(lines))])[0] == "Harbour closes after the storm"


def test_where_all_letters_are_of_a_size_there_is_no_title() -> None:
    assert lay_out([Page(lines=tuple(column("Harbour closes", "Text.")))])[0] is None
