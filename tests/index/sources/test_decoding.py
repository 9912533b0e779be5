"""Bytes to text: the right one or a clear line."""

import random

import pytest

from index.errors import SourceUnreadable
from index.sources.decoding import decode_page, decode_text

GERMAN = "Der Bürgermeister sagte am Montag, die Straße werde für drei Wochen gesperrt. Größere Schäden gäbe es nicht."
RUSSIAN = "Премьер-министр заявил в понедельник, что гавань будет закрыта на три недели после шторма."
SAMPLES = {
    "cp1252": "The café was closed – “for ever”, the owner’s son said. It isn’t clear why it happened on Monday.",
    "latin-1": "På måndagen sade borgmästaren att hamnen är stängd i tre veckor efter stormen på ön.",
    "iso8859-15": "Le maire a déclaré que le cœur de la ville coûte 30 € par mois à l'État.",
    "iso8859-2": "Burmistrz powiedział w poniedziałek, że port będzie zamknięty. Łódź, żółć, śnieg i źrebię.",
    "cp1250": "Starosta města řekl v pondělí, že přístav bude po bouři tři týdny zavřený. Žádné zranění.",
    "cp1251": RUSSIAN,
    "koi8-r": RUSSIAN,
    "cp866": RUSSIAN,
    "iso8859-5": RUSSIAN,
    "cp1253": "Ο δήμαρχος είπε τη Δευτέρα ότι το λιμάνι θα κλείσει για τρεις εβδομάδες μετά την καταιγίδα.",
    "cp1254": "Belediye başkanı pazartesi günü limanın fırtınadan sonra üç hafta kapalı kalacağını söyledi.",
    "cp1255": "ראש העיר אמר ביום שני כי הנמל ייסגר לשלושה שבועות לאחר הסערה.",
    "cp1256": "قال رئيس البلدية يوم الاثنين إن الميناء سيغلق لمدة ثلاثة أسابيع بعد العاصفة.",
    "cp1257": "Meras pirmadienį sakė, kad uostas po audros bus uždarytas tris savaites. Žmonės nenukentėjo, šįryt.",
    "shift_jis": "港は月曜日の嵐の後、三週間閉鎖されると市長は述べた。けが人はいなかった。",
    "euc_jp": "港は月曜日の嵐の後、三週間閉鎖されると市長は述べた。けが人はいなかった。",
    "iso2022_jp": "港は月曜日の嵐の後、三週間閉鎖されると市長は述べた。けが人はいなかった。",
    "gb18030": "市长周一表示,港口在暴风雨后将关闭三周。没有人受伤。",
    "big5": "市長週一表示,港口在暴風雨後將關閉三週。沒有人受傷。",
    "euc_kr": "시장은 월요일 폭풍 이후 항구가 3주 동안 폐쇄될 것이라고 말했다.",
    "mac_roman": GERMAN,
    "cp437": GERMAN,
}


@pytest.mark.parametrize("encoding", sorted(SAMPLES))
def test_old_encodings_are_told_by_the_language_they_give(encoding: str) -> None:
    text = SAMPLES[encoding]
    assert decode_text(text.encode(encoding), "x") == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_and_without_its_mark(encoding: str) -> None:
    text = "Harbour closed, said the café’s owner. " * 3
    assert decode_text(text.encode(encoding), "x") == text


def test_an_old_encoding_is_told_by_a_line_far_from_the_start() -> None:
    text = "Plain lines of ASCII come first.\n" * 5_000 + GERMAN
    assert decode_text(text.encode("cp1252"), "x") == text


def test_short_latin_text_is_windows_1252() -> None:
    assert decode_text("The café.".encode("cp1252"), "x") == "The café."


@pytest.mark.parametrize("text", ["Привет, мир", "Порт"])
def test_a_few_letters_of_another_alphabet_are_not_guessed_at(text: str) -> None:
    with pytest.raises(SourceUnreadable, match="encoding can't be told; save it as UTF-8"):
        decode_text(text.encode("cp1251"), "x")


def test_no_sample_ever_becomes_another_text() -> None:
    """Cut to any length, the right text comes out, or an error."""
    wrong: list[str] = []
    for encoding in ("cp1251", "koi8-r", "cp866", "cp1253", "cp1255", "cp1256", "shift_jis", "gb18030", "euc_kr"):
        for length in range(1, len(SAMPLES[encoding])):
            text = SAMPLES[encoding][:length]
            try:
                if decode_text(text.encode(encoding), "x") != text:
                    wrong.append(f"{encoding} {length}")
            except SourceUnreadable:
                pass
    assert wrong == []


def test_utf8_with_a_broken_character_is_an_error_that_says_where() -> None:
    data = GERMAN.encode() + b"\xff" + GERMAN.encode()
    with pytest.raises(SourceUnreadable, match=f"broken character at byte {len(GERMAN.encode())}"):
        decode_text(data, "x")


def test_utf16_that_is_cut_off_is_an_error() -> None:
    with pytest.raises(SourceUnreadable, match="begins as UTF-16 but is broken"):
        decode_text(("Harbour " * 5).encode("utf-16") + b"\xd8", "x")


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"PK\x03\x04" + bytes(range(256)) * 4,
        random.Random(1).randbytes(5_000),
        b"text with a \0 in it",
        b"\xff\xfe" + b"a\0\0\0" * 20,
        b"\x01\x02\x03\x04\x05 control characters all over \x06\x07\x08",
    ],
)
def test_binary_data_is_called_that(data: bytes) -> None:
    with pytest.raises(SourceUnreadable, match=r"not text but binary data|is broken at byte"):
        decode_text(data, "x")


def test_a_page_is_decoded_as_it_declares() -> None:
    assert decode_page("Größe".encode("latin-1"), "ISO-8859-1", "x") == "Größe"
    assert decode_page("“x”".encode("cp1252"), "iso-8859-1", "x") == "“x”"
    assert decode_page("Привет".encode("koi8-r"), "koi8-r", "x") == "Привет"


def test_a_page_in_utf8_that_declares_latin_1_is_utf8() -> None:
    assert decode_page("Größe und “Maß”".encode(), "iso-8859-1", "x") == "Größe und “Maß”"


@pytest.mark.parametrize(
    ("encoding", "declared"), [("koi8-r", "iso-8859-1"), ("cp1251", "ascii"), ("cp1253", "latin1")]
)
def test_a_page_that_declares_another_encoding_than_its_own_is_told_by_its_language(
    encoding: str, declared: str
) -> None:
    assert decode_page(SAMPLES[encoding].encode(encoding), declared, "x") == SAMPLES[encoding]


def test_a_page_cut_in_a_character_shows_where() -> None:
    assert decode_page((GERMAN * 3).encode() + b"\xc3", "utf-8", "x").endswith("nicht.\ufffd")


@pytest.mark.parametrize("declared", [None, "nonsense", "utf-7", "base64", "rot13", "idna", "\0"])
def test_a_page_that_declares_nothing_usable_is_told_by_its_language(declared: str | None) -> None:
    assert decode_page(GERMAN.encode("cp1252"), declared, "x") == GERMAN
