"""Word files: what is read and what is refused."""

import contextlib
import io
import random
import zipfile
from datetime import UTC, datetime

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from index.errors import SourceError, SourceTooLarge, SourceUnreadable
from index.sources.docx import read_docx

from .conftest import REPAIR, STORM


def document(title: str = "", **properties: object) -> bytes:
    made = docx.Document()
    made.add_heading("Harbour closes", 1)
    made.add_paragraph(STORM)
    made.add_heading("What happens next", 2)
    made.add_paragraph("Ferries run from Eastport.", style="List Bullet")
    made.add_paragraph("Cargo waits at sea.", style="List Number")
    table = made.add_table(2, 2)
    for cell, text in zip(table._cells, ("Day", "Ships", "Monday", "12"), strict=True):
        cell.text = text
    made.add_paragraph(REPAIR)
    made.core_properties.title = title
    for name, value in properties.items():
        setattr(made.core_properties, name, value)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def repacked(data: bytes, part: str, content: bytes) -> bytes:
    """Write the archive again with another content for one part."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, content if entry.filename == part else old.read(entry))
    return buffer.getvalue()


def with_body(xml: str) -> bytes:
    body = f"<w:document {nsdecls('w')} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
    parse_xml(f"{body}<w:body>{xml}</w:body></w:document>")
    return repacked(document(), "word/document.xml", f"{body}<w:body>{xml}</w:body></w:document>".encode())


def test_headings_paragraphs_items_and_tables_come_in_their_order() -> None:
    assert read_docx(document(), "x").text.split("\n\n") == [
        "Harbour closes",
        STORM,
        "What happens next",
        "- Ferries run from Eastport.\n- Cargo waits at sea.",
        "Day | Ships\nMonday | 12",
        REPAIR,
    ]


def test_the_files_properties_name_title_author_date_and_language() -> None:
    created = datetime(2024, 3, 5, 10, tzinfo=UTC)
    extract = read_docx(document("Report", author="Jane Doe", created=created, language="en-GB"), "x")
    assert (extract.title, extract.author, extract.published, extract.language) == (
        "Report",
        "Jane Doe",
        "2024-03-05",
        "en-GB",
    )


def test_without_a_title_property_the_first_heading_is_the_title() -> None:
    assert read_docx(document(), "x").title == "Harbour closes"


def test_insertions_links_and_breaks_are_text_and_deletions_are_not() -> None:
    data = with_body(
        "<w:p><w:r><w:t xml:space='preserve'>The </w:t></w:r>"
        "<w:ins w:id='1' w:author='a'><w:r><w:t>new </w:t></w:r></w:ins>"
        "<w:del w:id='2' w:author='a'><w:r><w:delText>old </w:delText></w:r></w:del>"
        "<w:moveFrom w:id='3' w:author='a'><w:r><w:t>moved away </w:t></w:r></w:moveFrom>"
        "<w:hyperlink><w:r><w:t>quay</w:t></w:r></w:hyperlink><w:r><w:br/><w:t>broke</w:t></w:r></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<mc:AlternateContent><mc:Choice Requires='x'><w:p><w:r><w:t>Once.</w:t></w:r></w:p></mc:Choice>"
        "<mc:Fallback><w:p><w:r><w:t>Twice.</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>"
    )
    assert read_docx(data, "x").text == "The new quay\nbroke\n\nIn a control.\n\nOnce."


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 cut off",
        b"no zip at all",
        document()[:2_000],
        repacked(document(), "word/document.xml", b"<w:document><unclosed>"),
        repacked(document(), "[Content_Types].xml", b"<nothing/>"),
    ],
)
def test_a_broken_docx_is_an_error_that_says_so(data: bytes) -> None:
    with pytest.raises(SourceUnreadable, match=r"not a whole Word document \(\.docx\); save it again"):
        read_docx(data, "x")


def test_another_kind_of_archive_is_no_word_file() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", STORM)
    with pytest.raises(SourceUnreadable, match="not a whole Word document"):
        read_docx(buffer.getvalue(), "x")


def test_a_password_is_an_error_that_says_so() -> None:
    with pytest.raises(SourceUnreadable, match=r"protected with a password, or not a \.docx; remove the password"):
        read_docx(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "x")


def test_an_encrypted_entry_is_an_error_that_says_so() -> None:
    data = bytearray(document())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    with pytest.raises(SourceUnreadable, match="protected with a password; remove the password"):
        read_docx(bytes(data), "x")


def test_a_zip_bomb_is_refused_before_anything_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    def unplanned(*_: object) -> None:
        raise AssertionError("python-docx must not see a bomb")

    bomb = repacked(document(), "word/styles.xml", b"<x/>" + b" " * 30_000_000)
    monkeypatch.setattr("index.sources.docx.Document", unplanned)
    with pytest.raises(SourceUnreadable, match="unpacks to far more than a document holds; save it again in Word"):
        read_docx(bomb, "x")


def test_a_bomb_of_many_entries_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(5_001):
            archive.writestr(f"{number}", b"")
    with pytest.raises(SourceUnreadable, match="unpacks to far more"):
        read_docx(buffer.getvalue(), "x")


def test_more_xml_than_memory_should_hold_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.sources.docx._MOST_XML_BYTES", 1_000_000)
    noise = random.Random(1).randbytes(500_000).hex().encode()  # packs to half, so it is no bomb by its ratio
    with pytest.raises(SourceTooLarge, match="limit of 1 MB"):
        read_docx(repacked(document(), "word/styles.xml", noise), "x")


def test_an_entry_that_is_larger_than_it_says_is_not_unpacked_further() -> None:
    """zipfile reads no more than the size in the list of contents, which the guard adds up."""
    bomb = bytearray(repacked(document(), "word/document.xml", b"<x/>" + b" " * 4_000_000))
    at = bomb.index(b"PK\x01\x02")
    while b"word/document.xml" not in bomb[at + 46 : at + 46 + 40]:
        at = bomb.index(b"PK\x01\x02", at + 4)
    bomb[at + 24 : at + 28] = (100).to_bytes(4, "little")
    with pytest.raises(SourceUnreadable, match="not a whole Word document"):
        read_docx(bytes(bomb), "x")


def test_entities_are_not_blown_up() -> None:
    laughs = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 9))
    body = "<w:body><w:p><w:r><w:t>&l8;</w:t></w:r></w:p></w:body>"
    xml = f"<!DOCTYPE w:document [<!ENTITY l0 'ha'>{laughs}]><w:document {nsdecls('w')}>{body}</w:document>"
    with contextlib.suppress(SourceUnreadable):
        assert len(read_docx(repacked(document(), "word/document.xml", xml.encode()), "x").text) < 1_000


def test_a_damaged_docx_is_read_or_refused_but_never_raises_anything_else() -> None:
    source = random.Random(5)
    whole = document()
    for _ in range(150):
        damaged = bytearray(whole)
        for _ in range(source.choice((1, 10))):
            damaged[source.randrange(len(damaged))] = source.randrange(256)
        try:
            read_docx(bytes(damaged), "x")
        except SourceError as error:
            assert "\n" not in str(error)
