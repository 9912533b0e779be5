"""Web pages: the article without menus, banners, captions and comments, by trafilatura."""

import logging
import re
from collections.abc import Iterator
from typing import Protocol, cast
from urllib.parse import urljoin, urlsplit

from trafilatura import bare_extraction, load_html
from trafilatura.settings import Document

from index.errors import SourceUnreadable
from index.sources.clean import clean_line, clean_text, comparable, has_words
from index.sources.decoding import decode_page
from index.sources.extracts import Extract

_LEAST_CHARACTERS = 140  # an article shorter than this is a notice; error pages and teasers are that short
_LOGIN_CHARACTERS = 600  # what a page that calls itself a login may say
_FORM_CHARACTERS = 350  # and one that has a place for a password, as many have in their header
_WORDS_OF_LOGIN = re.compile(
    r"\b(log ?in|sign ?in|log ?on|sign ?up|anmelden|einloggen|connexion|iniciar sesión|вход)\b", re.IGNORECASE
)
_WORDS_OF_ROBOT_CHECK = re.compile(
    r"verify (that )?you are (a )?human|are you a robot|enable javascript|checking your browser|unusual traffic",
    re.IGNORECASE,
)

_META_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})", re.IGNORECASE)


def _with_class(*words: str) -> str:
    """Write the XPath test for elements whose class or id has one of the words in it."""
    names = "translate(concat(' ',@class,' ',@id,' '),'ABCDEFGHIJKLMNOPQRSTUVWXYZ_','abcdefghijklmnopqrstuvwxyz-')"
    return " or ".join(f"contains({names},'{word}')" for word in words)


_BOX = "self::div or self::section or self::aside or self::ul"
_LINE = "self::div or self::p or self::span or self::small or self::dd"
# Nothing that holds the article's own heading or body goes: sites write such words on outer elements too.
_NOT_OUTER = "not(self::html or self::body or self::main or self::article or .//h1 or .//article)"
_PRUNED = [
    "//figcaption | //nav | //dialog | //noscript | //template | //form[not(.//article or .//h1)]",
    f"//*[@hidden or @aria-hidden='true' or @role='navigation' or @role='dialog' or @role='alertdialog'][{_NOT_OUTER}]",
    f"//*[contains(translate(@style,' ',''),'display:none')][{_NOT_OUTER}]",
    f"//*[{_BOX}][{_with_class('cookie', 'consent', 'gdpr', 'newsletter', 'breadcrumb', 'social-share', 'related-')}]"
    + f"[{_NOT_OUTER}]",
    f"//*[{_LINE}][{_with_class('caption', 'credit', 'photographer')}][{_NOT_OUTER}]"
    + "[string-length(normalize-space(.)) < 600]",
]
_LONG_PAGE = 2_000_000  # characters of markup; beyond, the second and third way to find the article cost seconds each

# No search for anything like a date in the page: a wrong date is worse than none.
_DATES = {"original_date": True, "extensive_search": False}

# It tells of every page it finds no article in; what matters is said in one line, by us.
for _name in ("trafilatura", "htmldate", "readability"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


class _Element(Protocol):
    """As much of lxml's element as is used here; lxml comes without types."""

    @property
    def tag(self) -> object: ...
    @property
    def text(self) -> str | None: ...
    @property
    def tail(self) -> str | None: ...
    def __iter__(self) -> Iterator["_Element"]: ...
    def get(self, key: str) -> str | None: ...
    def xpath(self, path: str) -> list[object]: ...


def read_html(data: bytes, source: str, *, charset: str | None = None, url: str | None = None) -> Extract:
    """Read a web page; ``charset`` is what the server said, ``url`` where the page was found in the end.

    Raises SourceUnreadable when there is no article on it, or a login instead of one.
    """
    page = decode_page(data, charset or _declared_charset(data), source)
    if not has_words(page):
        raise SourceUnreadable(source, "it is empty", "add something with words in it")
    document, tree = _extract(page, source, url)
    title = clean_line(document.title) if document else None
    body = cast(_Element | None, document.body) if document else None
    paragraphs = list(_paragraphs(body)) if body is not None else []
    text = clean_text("\n\n".join(paragraphs))
    _refuse_login(tree, page, title, text, source)
    if document is None or len(text) < _LEAST_CHARACTERS:
        raise _no_article(source)
    return Extract(
        text=text,
        title=title,
        site=_site(document, url),
        author=document.author,
        published=document.date,
        language=_language(tree) or document.language,
        url=_own_address(document.url, url),
    )


def _extract(page: str, source: str, url: str | None) -> tuple[Document | None, _Element]:
    """Parse the page and let trafilatura find the article in it."""
    # An encoding declared in the page no longer holds for the decoded text, and lxml would refuse it.
    page = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", page.lstrip("\ufeff"), count=1)
    try:
        tree = load_html(page)
        if tree is None:
            raise _no_article(source)
        copy = load_html(page)
        document = bare_extraction(
            copy,
            url=url,
            fast=len(page) > _LONG_PAGE,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            date_extraction_params=dict(_DATES),
            prune_xpath=_PRUNED,
        )
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError, AssertionError) as error:
        # Pages that are broken enough make the parser raise what its code happens to raise.
        raise _no_article(source) from error
    return cast(Document | None, document), cast(_Element, cast(object, tree))


def _no_article(source: str) -> SourceUnreadable:
    return SourceUnreadable(source, "there is no article on this page", "give the address of one article, or its text")


def _declared_charset(data: bytes) -> str | None:
    """Return the encoding a page names in its first kilobytes."""
    head = data[:4_096]
    match = _XML_CHARSET.search(head) or _META_CHARSET.search(head)
    return match[1].decode("ascii", errors="replace") if match else None


def _refuse_login(tree: _Element, page: str, title: str | None, text: str, source: str) -> None:
    """Raise SourceUnreadable when the page asks who is there instead of showing an article."""
    if len(text) >= _LOGIN_CHARACTERS:
        return
    remedy = "open it in a browser, and give the text itself or a saved page"
    names = " ".join(str(name) for name in tree.xpath("//title/text() | //h1//text()"))[:500]
    has_password = bool(tree.xpath("//input[translate(@type,'PASWORD','pasword')='password']"))
    if (has_password and len(text) < _FORM_CHARACTERS) or _WORDS_OF_LOGIN.search(f"{title or ''} {names}"):
        raise SourceUnreadable(source, "this page asks for a login", remedy)
    if len(text) < _FORM_CHARACTERS and len(page) < 60_000 and _WORDS_OF_ROBOT_CHECK.search(page):
        raise SourceUnreadable(source, "this page lets only browsers in", remedy)


def _paragraphs(body: _Element) -> Iterator[str]:
    """Yield the blocks of trafilatura's tree: its elements head, p, list, quote and table."""
    if words := clean_line(body.text):
        yield words
    for element in body:
        tag = element.tag
        if tag == "list":
            yield "\n".join(_items(element))
        elif tag == "table":
            yield "\n".join(_rows(element))
        elif tag in {"quote", "div", "body"} and any(child.tag in {"p", "list", "table", "head"} for child in element):
            yield from _paragraphs(element)
        elif tag in {"graphic", "comment"}:
            pass
        else:
            yield _words(element)
        if words := clean_line(element.tail):
            yield words


def _words(element: _Element) -> str:
    """Return the words inside an element, with its line breaks."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == "lb":
            parts.append("\n")
        elif child.tag in {"p", "item", "list", "row", "table", "head"}:
            parts.append(f"\n{_words(child)}\n")
        else:
            parts.append(_words(child))
        parts.append(child.tail or "")
    lines = (line.strip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _items(element: _Element) -> Iterator[str]:
    """Yield a list's items, a line each, those of a list inside it after it."""
    for item in element:
        if item.tag == "list":
            yield from _items(item)
            continue
        lines = [line for line in _words(item).split("\n") if has_words(line)]
        if lines:
            yield "- " + "\n".join(lines)
        if words := clean_line(item.tail):
            yield words


def _rows(table: _Element) -> Iterator[str]:
    """Yield a table's rows, a line each, its cells divided by bars."""
    for row in table:
        cells = [clean_line(_words(cell)) or "" for cell in row]
        if any(cells):
            yield " | ".join(cells)


def _language(tree: _Element) -> str | None:
    """Return the language the page states."""
    found = tree.xpath(
        "/html/@lang | /html/@xml:lang | //meta[translate(@http-equiv,'CL','cl')='content-language']/@content"
        " | //meta[@property='og:locale']/@content"
    )
    return next((str(value) for value in found if str(value).strip()), None)


def _own_address(stated: str | None, url: str | None) -> str | None:
    """Return the address the page gives itself, as long as it is one of the same site.

    A page must not be able to send readers who check a quote to another site.
    """
    if url is None:
        return stated
    address = urljoin(url, stated) if stated else url
    try:
        host, own = (urlsplit(part).hostname or "" for part in (address, url))
    except ValueError:
        return url
    return address if comparable(host.removeprefix("www.")) == comparable(own.removeprefix("www.")) else url


def _site(document: Document, url: str | None) -> str | None:
    """Return the site's name, or its host name where the page doesn't state one."""
    host = urlsplit(url).hostname if url else None
    return clean_line(document.sitename) or (host.removeprefix("www.") if host else None)
