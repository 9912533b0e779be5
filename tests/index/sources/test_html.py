"""Web pages to articles."""

import time

import pytest

from index.errors import SourceUnreadable
from index.sources.html import read_html

from .conftest import REPAIR, STORM

URL = "https://news.example.com/a/1?from=mail"
HEAD = (
    '<meta charset="utf-8"><title>Harbour closes | The Daily Alder</title><meta name="author" content="Jane Doe">'
    '<meta property="og:site_name" content="The Daily Alder">'
    '<meta property="article:published_time" content="2024-03-05T22:00:00Z">'
    '<link rel="canonical" href="https://news.example.com/a/1">'
)
BODY = f"""
<nav><ul><li><a href="/">Home page</a></li><li><a href="/w">World news</a></li></ul></nav>
<div class="cookie-banner"><p>We use cookies to make this site better. Do you accept all of them?</p></div>
<main><article><h1>Harbour closes after storm</h1>
<p>{STORM.replace("Port Alder", '<b>Port</b> <a href="/alder">Alder</a>')}</p>
<figure><img src="x.jpg" alt="boats"><figcaption>Boats seek shelter on Sunday. Photo: A. Roe</figcaption></figure>
<div class="wp-caption-text">Another caption under a picture of the quay.</div>
<h2>What happens next</h2>
<p>{REPAIR}<br>The costs are not known yet.</p>
<ul><li>Ferries run from Eastport.</li><li>Cargo waits at sea.</li></ul>
<table><tr><th>Day</th><th>Ships</th></tr><tr><td>Monday</td><td>12</td></tr></table>
<blockquote><p>We have never seen such waves.</p></blockquote>
</article><section class="comments"><h3>Comments</h3><p>First! What a great article this is, thank you.</p></section>
</main><footer><p>Copyright The Daily Alder, all rights reserved</p></footer>
"""


def page(body: str = BODY, head: str = HEAD, lang: str = "en-GB") -> bytes:
    return f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'.encode()


def test_an_article_is_its_paragraphs_headings_lists_and_tables() -> None:
    extract = read_html(page(), "x", url=URL)
    assert extract.text.split("\n\n") == [
        "Harbour closes after storm",
        STORM,
        "What happens next",
        f"{REPAIR}\nThe costs are not known yet.",
        "- Ferries run from Eastport.\n- Cargo waits at sea.",
        "Day | Ships\nMonday | 12",
        "We have never seen such waves.",
    ]


def test_a_page_names_its_title_author_site_date_language_and_address() -> None:
    extract = read_html(page(), "x", url=URL)
    assert extract.title == "Harbour closes after storm"
    assert extract.author == "Jane Doe"
    assert extract.site == "The Daily Alder"
    assert extract.published == "2024-03-05"
    assert extract.language == "en-GB"
    assert extract.url == "https://news.example.com/a/1"


def test_a_page_cannot_send_its_readers_to_another_site() -> None:
    head = HEAD.replace("https://news.example.com/a/1", "https://evil.example.org/a/1")
    assert read_html(page(head=head), "x", url=URL).url == URL


def test_a_page_without_a_date_has_none_even_when_its_text_names_one() -> None:
    head = "<title>Harbour closes</title>"
    body = f"<article><h1>Harbour closes</h1><p>{STORM} It was built on 5 May 1921.</p><p>{REPAIR}</p></article>"
    body += "<footer>Copyright 2019</footer>"
    assert read_html(page(body, head), "x", url=URL).published is None


@pytest.mark.parametrize(
    "aside",
    [
        "<figure><img src=x><figcaption>ASIDE under a picture of the quay.</figcaption></figure>",
        "<p class='caption'>ASIDE under a picture of the quay.</p>",
        "<div><img src=x><div class='ImageCaption'>ASIDE under a picture of the quay.</div></div>",
        "<span class='photo-credit'>ASIDE Photo: A. Roe</span>",
        "<p class='photographer'>ASIDE Photo: A. Roe</p>",
        "<div id='CookieNotice'><p>ASIDE We use cookies to improve this site, do you accept them?</p></div>",
        "<section class='consent_box'><p>ASIDE We use cookies to improve this site, do you accept?</p></section>",
        "<div hidden><p>ASIDE This is not shown to anybody who reads the page.</p></div>",
        "<div aria-hidden='true'><p>ASIDE This is not shown to anybody who reads the page.</p></div>",
        "<div style='color: red; display: none'><p>ASIDE This is not shown to anybody.</p></div>",
        "<div role='dialog'><p>ASIDE Subscribe now to read all of our articles for free.</p></div>",
        "<div class='newsletter-signup'><p>ASIDE Get our newsletter each morning by mail.</p></div>",
        "<div class='related-articles'><p>ASIDE Read also: the lighthouse burnt down in May.</p></div>",
        "<nav><p>ASIDE Home and World and Business</p></nav>",
        "<form><p>ASIDE Type your name here to get a prize today.</p></form>",
        "<div class='social-share'><p>ASIDE Share this on all of your networks</p></div>",
    ],
)
def test_captions_banners_and_what_is_hidden_are_no_part_of_an_article(aside: str) -> None:
    body = f"<article><h1>Harbour closes</h1><p>{STORM}</p>{aside}<p>{REPAIR}</p></article>"
    assert read_html(page(body), "x", url=URL).text == f"Harbour closes\n\n{STORM}\n\n{REPAIR}"


@pytest.mark.parametrize(
    "wrapper",
    [
        '<div class="cookie-consent-loaded">{}</div>',
        '<div id="caption-page">{}</div>',
        '<div class="newsletter-x">{}</div>',
    ],
)
def test_an_outer_element_named_like_a_banner_keeps_its_article(wrapper: str) -> None:
    assert STORM in read_html(page(wrapper.format(BODY)), "x", url=URL).text


@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1252", "utf-8", "utf-16"])
def test_a_page_is_read_in_the_encoding_it_declares(encoding: str) -> None:
    body = f"<article><h1>Café</h1><p>{STORM} The café’s owner – déjà vu.</p><p>{REPAIR}</p></article>"
    text = f"<html><head><meta charset='{encoding}'><title>Café</title></head><body>{body}</body></html>"
    if encoding == "iso-8859-1":
        text = text.replace("’", "'").replace("–", "-")
    extract = read_html(text.encode(encoding), "x")
    assert "déjà vu" in extract.text
    assert extract.title == "Café"


def test_the_server_has_the_say_over_the_page_on_the_encoding() -> None:
    text = page(
        f"<article><h1>Порт закрыт</h1><p>{'Гавань была закрыта в понедельник после шторма. ' * 6}</p></article>"
    )
    data = text.decode().encode("mac-cyrillic")
    assert "Гавань была закрыта" in read_html(data, "x", charset="x-mac-cyrillic").text


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<p>Short notice.</p>",
        "<ul><li><a href='/'>Home</a></li><li><a href='/b'>Business</a></li><li><a href='/c'>Culture</a></li></ul>",
        "<script>document.write('all the words')</script>",
        "<div id='app'></div>",
        "<div>" * 3_000 + "deep",
    ],
)
def test_a_page_without_an_article_is_an_error_that_says_so(body: str) -> None:
    with pytest.raises(SourceUnreadable, match="there is no article on this page; give the address of one article"):
        read_html(page(body, head="<title>Start</title>"), "x", url=URL)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<title>Daily</title>", f"<form><input type='PASSWORD' name=p></form><p>{STORM}</p>"),
        ("<title>Log in to continue</title>", f"<main><p>Please use your account. {STORM}</p></main>"),
        ("<title>Daily</title>", "<h1>Sign in</h1><form><input type=password></form>"),
    ],
)
def test_a_login_page_is_an_error_that_says_so(head: str, body: str) -> None:
    with pytest.raises(SourceUnreadable, match="this page asks for a login; open it in a browser"):
        read_html(page(body, head), "x", url=URL)


def test_an_article_beside_a_login_form_is_an_article() -> None:
    article = f"<article><h1>Storm</h1><p>{STORM}</p><p>{REPAIR}</p><p>The lamp is due in May.</p></article>"
    body = f"<form><input type=password></form>{article}"
    assert STORM in read_html(page(body), "x", url=URL).text


def test_an_article_about_logging_in_is_an_article() -> None:
    body = f"<article><h1>How to log in</h1>{''.join(f'<p>Way {n}: {STORM}</p>' for n in range(4))}</article>"
    assert "Way 3" in read_html(page(body, "<title>How to log in</title>"), "x", url=URL).text


def test_a_check_for_robots_is_an_error_that_says_so() -> None:
    body = "<h1>One moment</h1><p>Checking your browser before you go on to the site.</p>"
    with pytest.raises(SourceUnreadable, match="lets only browsers in"):
        read_html(page(body, "<title>Wait</title>"), "x", url=URL)


@pytest.mark.parametrize(
    "data", [b"", b"   ", b"\xef\xbb\xbf", b"<", b"<!-- -->", b"<html>", b"<?xml version='1.0'?>", b"&#0;"]
)
def test_what_is_hardly_a_page_is_an_error(data: bytes) -> None:
    with pytest.raises(SourceUnreadable):
        read_html(data, "x", url=URL)


def test_binary_data_under_the_name_of_a_page_is_called_that() -> None:
    with pytest.raises(SourceUnreadable, match="binary data"):
        read_html(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "x")


def test_a_long_page_is_read_in_seconds() -> None:
    body = f"<article><h1>Storm</h1>{f'<p>{STORM}</p><p>{REPAIR}</p>' * 2_000}</article>"
    started = time.perf_counter()
    assert len(read_html(page(body), "x", url=URL).text) > 500_000
    assert time.perf_counter() - started < 10
