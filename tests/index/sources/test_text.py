"""Plain text and Markdown files."""

from index.sources.text import extract_markdown, extract_text

from .conftest import REPAIR, STORM


def test_a_short_first_line_with_a_blank_one_after_it_is_the_title() -> None:
    extract = extract_text(f"Harbour closes\n\n{STORM}\r\n\r\n\r\n{REPAIR}\r\n")
    assert extract.title == "Harbour closes"
    assert extract.text == f"{STORM}\n\n{REPAIR}"


def test_a_first_sentence_is_no_title() -> None:
    extract = extract_text(f"It was closed.\n\n{STORM}")
    assert extract.title is None
    assert extract.text == f"It was closed.\n\n{STORM}"


def test_a_first_line_without_a_blank_one_after_it_is_no_title() -> None:
    assert extract_text(f"Harbour closes\n{STORM}").title is None


def test_a_lone_line_is_text() -> None:
    extract = extract_text("Harbour closes\n\n")
    assert (extract.title, extract.text) == (None, "Harbour closes")


def test_front_matter_names_what_the_article_is() -> None:
    data = f'---\ntitle: "Harbour: *closed*"\nDate: 2024-03-05\nauthor: [Jane Doe, Ann Roe]\nlang: en\n---\n{STORM}'
    extract = extract_markdown(data)
    assert (extract.title, extract.published, extract.author, extract.language, extract.text) == (
        "Harbour: closed",
        "2024-03-05",
        "Jane Doe, Ann Roe",
        "en",
        STORM,
    )


def test_the_first_top_heading_is_the_title_and_is_said_once() -> None:
    extract = extract_markdown(f"# Harbour closes #\n\n{STORM}\n\n## After\n\n{REPAIR}")
    assert extract.title == "Harbour closes"
    assert extract.text == f"{STORM}\n\nAfter\n\n{REPAIR}"


def test_a_heading_beside_another_title_stays_in_the_text() -> None:
    extract = extract_markdown(f"---\ntitle: News\n---\n# Harbour closes\n\n{STORM}")
    assert extract.title == "News"
    assert extract.text == f"Harbour closes\n\n{STORM}"


def test_a_top_heading_further_down_is_the_title_and_stays_where_it_is() -> None:
    extract = extract_markdown(f"{STORM}\n\n# Harbour closes\n\n{REPAIR}")
    assert extract.title == "Harbour closes"
    assert extract.text == f"{STORM}\n\nHarbour closes\n\n{REPAIR}"
