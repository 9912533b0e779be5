"""PDF files: what is read and what is refused."""

import io
import random
import time
import zlib

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from index.errors import SourceError, SourceUnreadable
from index.sources import pdf
from index.sources.pdf import read_pdf

from .conftest import REPAIR, STORM


def report(
    *, paragraphs: int = 12, title: str = "Harbour report", author: str = "Jane Doe", metadata: bool = True
) -> bytes:
    """A document of some pages with a running header and page numbers."""
    buffer = io.BytesIO()
    styles = getSampleStyleSheet()

    def decorate(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.drawString(72, 30, f"Page {document.page} of 3")
        canvas.drawString(72, 810, "The Daily Alder")

    story: list[object] = [Paragraph("Harbour closes after storm", styles["Title"])]
    for number in range(paragraphs):
        if number % 4 == 0:
            story.append(Paragraph(f"Section {number}", styles["Heading2"]))
        story.append(Paragraph(f"{STORM} {REPAIR} Paragraph {number} ends.", styles["BodyText"]))
    story.append(Table([["Day", "Ships"], ["Monday", "12"]]))
    fields = {"title": title, "author": author, "lang": "en"} if metadata else {}
    SimpleDocTemplate(buffer, pagesize=A4, **fields).build(story, onFirstPage=decorate, onLaterPages=decorate)
    return buffer.getvalue()


def drawn(*lines: str) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for number, line in enumerate(lines):
        canvas.drawString(72, 700 - 14 * number, line)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def encrypted(password: str, algorithm: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(drawn(STORM))))
    writer.encrypt(user_password=password, owner_password="owner", algorithm=algorithm)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def with_contents(contents: bytes) -> bytes:
    """A one-page PDF whose drawing instructions are the given ones, packed."""
    packed = zlib.compress(contents, 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"%PDF-1.4\n"
    offsets: list[int] = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(body)
    return body + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        start,
    )


def test_lines_are_joined_to_paragraphs_and_headings_stand_alone() -> None:
    paragraphs = read_pdf(report(), "x").text.split("\n\n")
    assert paragraphs[:4] == [
        "Harbour closes after storm",
        "Section 0",
        f"{STORM} {REPAIR} Paragraph 0 ends.",
        f"{STORM} {REPAIR} Paragraph 1 ends.",
    ]
    assert paragraphs[-1] == "Day | Ships\nMonday | 12"
    assert sum(f"Paragraph {number} ends." in text for number in range(12) for text in paragraphs) == 12


def test_page_numbers_and_running_headers_are_left_out() -> None:
    text = read_pdf(report(), "x").text
    assert "Page " not in text
    assert "The Daily Alder" not in text


def test_the_files_fields_name_title_author_date_and_language() -> None:
    extract = read_pdf(report(), "x")
    assert (extract.title, extract.author, extract.language) == ("Harbour report", "Jane Doe", "en")
    assert (extract.published or "").startswith("D:2")


def test_fields_nobody_filled_give_way_to_the_largest_line() -> None:
    extract = read_pdf(report(metadata=False), "x")
    assert (extract.title, extract.author) == ("Harbour closes after storm", None)


@pytest.mark.parametrize("title", ["Microsoft Word - report.docx", "untitled", "report.pdf", "Document1"])
def test_a_title_a_program_made_up_is_no_title(title: str) -> None:
    assert read_pdf(report(title=title), "x").title == "Harbour closes after storm"


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_pdf_with_a_password_is_an_error_that_says_so(algorithm: str) -> None:
    with pytest.raises(SourceUnreadable, match="encrypted with a password; remove the password"):
        read_pdf(encrypted("secret", algorithm), "x")


def test_a_pdf_encrypted_without_a_password_is_read() -> None:
    assert "Nobody was hurt" in read_pdf(encrypted("", "AES-256"), "x").text


def test_a_pdf_of_pictures_is_an_error_that_names_text_recognition() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.rect(10, 10, 300, 300, fill=1)
    canvas.showPage()
    canvas.save()
    with pytest.raises(SourceUnreadable, match=r"it has no text, only pictures of it; run text recognition \(OCR\)"):
        read_pdf(buffer.getvalue(), "x")


def test_a_pdf_without_anything_is_empty() -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    buffer = io.BytesIO()
    writer.write(buffer)
    with pytest.raises(SourceUnreadable, match="it is empty"):
        read_pdf(buffer.getvalue(), "x")


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"junk " * 500, report()[:400]])
def test_a_broken_pdf_is_an_error_that_says_so(data: bytes) -> None:
    with pytest.raises(SourceUnreadable, match="not a whole PDF; save or export it again"):
        read_pdf(data, "x")


def test_what_is_no_pdf_is_called_that() -> None:
    with pytest.raises(SourceUnreadable, match="it is not a PDF"):
        read_pdf(b"<html>" + b" " * 2_000 + b"%PDF-", "x")


def test_a_damaged_pdf_is_read_or_refused_but_never_raises_anything_else(caplog: pytest.LogCaptureFixture) -> None:
    source = random.Random(3)
    whole = report(paragraphs=2)
    for _ in range(120):
        damaged = bytearray(whole)
        for _ in range(source.choice((1, 5, 40))):
            damaged[source.randrange(len(damaged))] = source.randrange(256)
        cut = source.choice((len(damaged), source.randrange(100, len(damaged))))
        try:
            read_pdf(bytes(damaged[:cut]), "x")
        except SourceError as error:
            assert "\n" not in str(error)
    assert caplog.records == []


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_MOST_PAGES", 1)
    with pytest.raises(SourceUnreadable, match=r"pages, more than 1; split it"):
        read_pdf(report(), "x")


def test_pages_that_take_too_long_are_given_up_in_the_middle(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock is looked at between instructions: one page must not hold the reader for ever."""
    looks = iter(range(1_000_000))
    monkeypatch.setattr(pdf.time, "monotonic", lambda: float(next(looks)))
    data = with_contents(b"BT /F1 12 Tf 72 700 Td (Nobody was hurt) Tj ET\n" * 200)
    with pytest.raises(SourceUnreadable, match="take longer to read than 120 seconds"):
        read_pdf(data, "x")


def test_a_page_that_unpacks_to_far_more_than_text_is_refused() -> None:
    started = time.perf_counter()
    with pytest.raises(SourceUnreadable, match="take longer to read than 120 seconds"):
        read_pdf(with_contents(b"q Q\n" * 8_000_000), "x")
    assert time.perf_counter() - started < 5
