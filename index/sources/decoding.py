"""Bytes to text: the right text, or one clear line, never a guess that turns letters into others."""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from index.errors import SourceUnreadable
from index.sources.language import weigh_language

# Tried in this order when the bytes are not UTF-8; the earlier wins where two give the same text.
_CANDIDATES = (
    "cp1252",
    "cp1250",
    "iso8859-2",
    "iso8859-15",
    "cp1251",
    "koi8-r",
    "cp866",
    "iso8859-5",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp932",
    "euc_jp",
    "gb18030",
    "big5",
    "cp949",
    "mac_roman",
    "cp437",
)
# The longer mark first: UTF-32's begins with UTF-16's.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What the web calls Latin-1 and ASCII is windows-1252: https://encoding.spec.whatwg.org/#names-and-labels
_WEB_NAMES = {"ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949"}

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_KOREAN = re.compile("[\uac00-\ud7a3]")
_ESCAPED_JAPANESE = re.compile(rb"\x1b[$(][@BJ]")

_SAMPLE_BYTES = 6_000
_MOST_CONTROLS = 0.005  # of all bytes; text has none, save a stray one
_LEAST_SCORE = 0.6
_LEAST_LEAD = 0.17  # over the best reading in another language
_MOST_ODDNESS = 0.2
_MOST_DECLARED_ODDNESS = 0.5  # a page full of signs and icons is still believed
_LEAST_HIGH_BYTES = 24  # below this a word in another alphabet can be a word in a third
_MOSTLY_HIGH = 0.3  # share of high bytes from which a text isn't in Latin letters
_MOST_BROKEN = 0.05  # share of broken sequences up to which bytes are UTF-8 with a fault

_REMEDY = "save it as UTF-8 and add it again"


def decode_text(data: bytes, source: str) -> str:
    """Return the text of a plain file; raise SourceUnreadable when it is binary or its encoding can't be told."""
    marked = _decode_marked(data, source)
    if marked is not None:
        return marked
    refuse_binary(data, source)
    if _ESCAPED_JAPANESE.search(data):
        return _decode_as(data, "iso2022_jp", source)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_nearly_utf8(data):
            problem = f"it is UTF-8 but for a broken character at byte {error.start}"
            raise SourceUnreadable(source, problem, _REMEDY) from error
    return _decode_guessed(data, source)


def decode_page(data: bytes, declared: str | None, source: str) -> str:
    """Return a web page's text by its byte order mark, the encoding it declares, UTF-8, or what fits its language.

    A broken character in a page becomes U+FFFD, which anybody can see, for pages cut in a character are common.
    """
    marked = _decode_marked(data, source)
    if marked is not None:
        return marked
    refuse_binary(data, source)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        if _is_nearly_utf8(data):
            return data.decode("utf-8", errors="replace")
    encoding = _python_name(declared)
    # A page can be wrong about itself: then letters come out as others, which the sample shows.
    if encoding is None or _oddness(_sample(data).decode(encoding, errors="replace")) > _MOST_DECLARED_ODDNESS:
        return _decode_guessed(data, source)
    return data.decode(encoding, errors="replace")


def refuse_binary(data: bytes, source: str) -> None:
    """Raise SourceUnreadable for bytes that no text is made of."""
    sample = data[:200_000]
    controls = len(_CONTROL.findall(sample))
    if b"\x00" in data or controls > 2 + _MOST_CONTROLS * len(sample):
        raise SourceUnreadable(source, "it is not text but binary data", "give the text itself, saved as UTF-8")


def _decode_marked(data: bytes, source: str) -> str | None:
    """Decode what says its own encoding, by a mark or by the zeros UTF-16 puts into Latin text."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            text = _decode_as(data[len(mark) :], encoding, source)
            return _refuse_nul(text, source)
    sample = data[:4_000]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = sample[offset::2].count(0), sample[1 - offset :: 2].count(0)
        if zeros >= 8 and zeros > len(sample) * 0.4 and others == 0:
            return _refuse_nul(_decode_as(data, encoding, source), source)
    return None


def _refuse_nul(text: str, source: str) -> str:
    """Return the text unless it holds zeros, which show that the bytes weren't text at all."""
    if "\0" in text:
        raise SourceUnreadable(source, "it is not text but binary data", "give the text itself, saved as UTF-8")
    return text


def _decode_as(data: bytes, encoding: str, source: str) -> str:
    """Decode strictly, or say that the bytes aren't what their mark says."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.removesuffix("-le").removesuffix("-be").upper()
        raise SourceUnreadable(source, f"it begins as {name} but is broken at byte {error.start}", _REMEDY) from error


def _is_nearly_utf8(data: bytes) -> bool:
    """Tell UTF-8 with a few faults from another encoding, by how many of its sequences are whole."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    whole = sum(character > "\x7f" for character in text) - broken
    return broken <= 1 + whole * _MOST_BROKEN and whole >= 3 * broken


def _python_name(declared: str | None) -> str | None:
    """Return Python's name for a declared encoding other than UTF-8; None for none, or one that isn't of text."""
    if not declared:
        return None
    try:
        # The web's "x-mac-cyrillic" is Python's "mac-cyrillic".
        name = codecs.lookup(declared.strip("\"' \t").lower().removeprefix("x-")).name
        "".encode(name)
    except (LookupError, ValueError):
        return None
    # UTF-8 was tried; the others can hide markup from a filter, or stand for no encoding of pages.
    return None if name in {"utf-8", "utf-7", "idna", "punycode", "raw-unicode-escape"} else _WEB_NAMES.get(name, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What a sample says in one encoding."""

    encoding: str
    language: str
    score: float  # how sure the language is, less what looks out of place; at most 1


def _decode_guessed(data: bytes, source: str) -> str:
    """Decode with the encoding that gives the likeliest text, or say that none is likely enough."""
    sample = _sample(data)
    high = len(_HIGH_BYTE.findall(sample))
    is_latin = high < _MOSTLY_HIGH * len(sample.strip())
    # Sorting is stable: among equals the order of the candidates holds.
    readings = sorted(_readings(sample), key=lambda reading: -reading.score)
    if readings and (is_latin or high >= _LEAST_HIGH_BYTES):
        best = readings[0]
        is_sure = best.score >= _LEAST_SCORE
        rivals = [other for other in readings[1:] if not is_sure or other.language != best.language]
        is_clear = all(best.score - other.score >= _LEAST_LEAD for other in rivals)
        # A few accented letters are too little for a language, and windows-1252 is where most such files come from.
        is_plain = is_latin and best.encoding == "cp1252"
        if (is_sure and is_clear) or is_plain:
            try:
                return data.decode(best.encoding)
            except UnicodeDecodeError:
                pass
    raise SourceUnreadable(source, "its encoding can't be told", _REMEDY)


def _readings(sample: bytes) -> Iterator[_Reading]:
    """Yield what the sample says in each encoding in which it looks like writing."""
    seen: set[str] = set()
    for encoding in _CANDIDATES:
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            continue
        oddness = _oddness(text)
        if text in seen or oddness > _MOST_ODDNESS:
            continue
        seen.add(text)
        language, confidence = weigh_language(text)
        yield _Reading(encoding=encoding, language=language, score=confidence - 2 * oddness)


def _sample(data: bytes) -> bytes:
    """Return the first lines that aren't all ASCII: the others look alike in every encoding."""
    lines: list[bytes] = []
    size = 0
    for line in data.split(b"\n"):
        if _HIGH_BYTE.search(line):
            lines.append(line)
            size += len(line)
            if size > _SAMPLE_BYTES:
                break
    sample = b"\n".join(lines)
    if len(sample) <= 4 * _SAMPLE_BYTES:
        return sample
    # One endless line: end at a space, so that no character of several bytes is cut.
    end = sample.find(b" ", _SAMPLE_BYTES)
    return sample[: end if 0 <= end <= 4 * _SAMPLE_BYTES else None]


def _oddness(text: str) -> float:
    """Measure how unlike writing a text is: 0 for none of its characters out of place, 1 for about every one."""
    odd = 0.0
    high = 0
    # Korean is written in its own letters alone; Chinese ones between them come of Chinese bytes.
    is_korean = _KOREAN.search(text) is not None
    for before, character, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if character > "\x7f":
            high += 1
            odd += 1.0 if is_korean and "\u4e00" <= character <= "\u9fff" else _oddness_of(before, character, after)
    return odd / max(1, high)


def _oddness_of(before: str, character: str, after: str) -> float:
    """Weigh one character beyond ASCII among its neighbours."""
    category = unicodedata.category(character)
    between_letters = before.isalpha() and after.isalpha()
    if category in {"Cc", "Co", "Cn", "Cf"}:
        odd = 3.0
    elif category in {"So", "Sk", "Sm", "No"}:
        odd = 1.0 if before.isalpha() or after.isalpha() else 0.3
    elif category[0] == "P" or category == "Sc":
        odd = 1.0 if between_letters and character not in "’—–·、。，" else 0.0
    elif category[0] == "L" and character <= "\u024f" and between_letters and before > "\x7f" and after > "\x7f":
        odd = 1.0  # three accented Latin letters in a row
    elif category == "Lu" and before.isalpha():
        # A capital in a word; less so among capitals, which are how Hebrew looks when read as Russian.
        odd = 1.0 if before.islower() else 0.1
    elif category[0] == "L" and character > "\u024f":
        # A letter of another alphabet inside a Latin word.
        odd = float(before <= "\u024f" and before.isalpha()) + float(after <= "\u024f" and after.isalpha())
    else:
        odd = 0.0
    return odd
