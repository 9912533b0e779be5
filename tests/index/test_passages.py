"""Sentences and passages: places in a text, exact, in order, and nothing lost between them."""

import random
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from llama_index.core.schema import Document, TextNode

from index.passages import (
    MAX_PASSAGE_WORDS,
    PassageParser,
    PassageSpan,
    SentenceSpan,
    count_words,
    passage_spans,
    sentence_spans,
    unpacked,
)

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.md"))
FAMILY = "👨\u200d👩\u200d👧\u200d👦"
# Language → sentences of it, ends included; what the seeded texts are shuffled from.
SENTENCES = {
    "en": ["The U.S. sent Dr. Smith 2,000 letters.", "“Why?” he asked.", "It cost $3.5 million (see p. 7)!", "No end"],
    "ru": ["Пашинян позвонил Путину.", "«Мы готовы», — сказал он.", "В 2020 г. война закончилась!"],
    "el": ["Ο Γιώργος ήρθε.", "Πόσο κοστίζει;", "Δεν ξέρω."],
    "hy": ["Նիկոլ Փաշինյանը զանգեց։", "Ո՞ւր գնաց նա։"],
    "ar": ["وصل الرئيس إلى القاهرة.", "كم عدد الجنود؟", "لا أحد يعرف."],
    "th": ["นายกรัฐมนตรีเดินทางไปเชียงใหม่", "เขากลับมาวันศุกร์"],
    "zh": ["习近平在北京会见了马克龙。", "他们谈了三个小时！", "你知道吗？"],
    "ja": ["富士山は日本で一番高い山です。", "「高いね」と彼は言った。"],
    "ko": ["서울은 대한민국의 수도이다.", "인구는 얼마인가?"],
    "hi": ["दिल्ली भारत की राजधानी है।", "वह कब आया?"],
    "de": ["Am 3. Oktober 1990 war es so weit.", "Die GmbH zahlte ca. 5 Mio. Euro."],
}
EMOJI = [
    f"Look {FAMILY}!",
    "🇦🇲🇦🇲",
    "👍🏽",
    "e\u0301te\u0301",
    "\ufeffmark",
    "a\u200bb",
    "\u2028",
    "\x85",
    "\xa0x\u3000",
]
GAPS = [" ", " ", " ", "  ", "\n", "\n\n", "\r\n", "\r\n\r\n", "\t", "\n \n", "\n- ", "\n# ", "", "\u3000", " | "]


def lost(text: str, spans: Sequence[PassageSpan | SentenceSpan]) -> str:
    """Return what stands outside the spans, after making sure that they are in order and don't overlap."""
    assert all(span.start < span.end for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert not spans or (spans[0].start >= 0 and spans[-1].end <= len(text))
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(text)]
    return "".join(text[edges[at] : edges[at + 1]] for at in range(0, len(edges), 2))


def assert_sound(text: str, language: str | None) -> None:
    sentences = sentence_spans(text, language)
    passages = passage_spans(text, language)
    for spans in (sentences, passages):
        assert not lost(text, spans).replace("\ufeff", "").strip()
        assert all(text[span.start : span.end].strip() == text[span.start : span.end] for span in spans)
    assert all(passage.words <= MAX_PASSAGE_WORDS for passage in passages)
    starts, ends = {one.start for one in sentences}, {one.end for one in sentences}
    assert all(passage.start in starts and passage.end in ends for passage in passages), "whole sentences"
    inside = (any(p.start <= s.start and s.end <= p.end for p in passages) for s in sentences)
    assert all(inside), "every sentence stands in a passage"


def shuffled(seed: int, languages: Sequence[str]) -> str:
    random_ = random.Random(seed)
    pool = [sentence for language in languages for sentence in SENTENCES[language]] + EMOJI
    return "".join(random_.choice(pool) + random_.choice(GAPS) for _ in range(random_.randint(0, 120)))


@pytest.mark.parametrize("seed", range(40))
def test_spans_lose_only_white_space_of_mixed_scripts(seed: int) -> None:
    assert_sound(shuffled(seed, list(SENTENCES)), [*SENTENCES, None][seed % (len(SENTENCES) + 1)])


@pytest.mark.parametrize("language", SENTENCES)
def test_spans_lose_only_white_space_of_one_language(language: str) -> None:
    assert_sound(shuffled(1, [language]), language)


@pytest.mark.parametrize("seed", range(40))
def test_spans_lose_only_white_space_of_any_characters(seed: int) -> None:
    random_ = random.Random(seed)
    alphabet = "aB9 .!?。！\n\r\t\"“”«»()[]…;:、，-–—•|#'`\u200d\ufeff\u0301👍ไก京кԱع़"
    assert_sound("".join(random_.choices(alphabet, k=random_.randint(1, 1500))), random_.choice([*SENTENCES, None]))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_spans_lose_only_white_space_of_the_samples(path: Path) -> None:
    text = path.read_text("utf-8")
    assert_sound(text, "en")
    assert_sound(text.replace("\n", "\r\n"), "en")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("word " * 5_000, "en", id="no punctuation"),
        pytest.param("слово, " * 2_000, "ru", id="only commas"),
        pytest.param("x" * 100_000, "en", id="one giant word"),
        pytest.param("京" * 20_000, "zh", id="one giant run of Chinese"),
        pytest.param("日本語、" * 3_000, "ja", id="Japanese with commas only"),
        pytest.param("ไก่จิกเด็กตายบนปากโอ่ง" * 500, "th", id="Thai without spaces"),
        pytest.param("ab京" * 3_000, "zh", id="mixed run"),
        pytest.param(FAMILY * 3_000, "en", id="emoji"),
        pytest.param("line\r\n" * 2_000, "en", id="CRLF"),
        pytest.param("line\r" * 2_000, "en", id="CR"),
        pytest.param("." * 5_000, "en", id="dots"),
        pytest.param("a. " * 5_000, "en", id="initials"),
        pytest.param("“" * 3_000, "en", id="opening quotes"),
        pytest.param("(" * 2_000 + ")" * 2_000, "en", id="brackets"),
    ],
)
def test_long_text_is_cut_into_passages_of_a_bounded_length(text: str, language: str) -> None:
    assert_sound(text, language)


@pytest.mark.parametrize("text", ["", " ", "\n" * 500, "\r\n" * 500, "\t \u3000\xa0", "\ufeff"])
def test_text_of_white_space_has_no_sentences(text: str) -> None:
    assert sentence_spans(text, "en") == []
    assert passage_spans(text, "en") == []


def test_a_repeated_sentence_is_named_at_each_of_its_places() -> None:
    """LlamaIndex's own splitter names the first place for all of them."""
    text = "It rained. " * 300
    assert [span.start for span in sentence_spans(text, "en")] == list(range(0, 3300, 11))
    nodes = PassageParser().get_nodes_from_documents([Document(text=text, metadata={"language": "en"})])
    spans = [(node.start_char_idx, node.end_char_idx) for node in nodes if isinstance(node, TextNode)]
    assert spans == [(span.start, span.end) for span in passage_spans(text, "en")]
    assert [text[start:end] for start, end in spans] == [node.get_content() for node in nodes]


def sentences_of(text: str, language: str) -> list[str]:
    return [text[span.start : span.end] for span in sentence_spans(text, language)]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["Dr. Smith of the U.S. Navy paid $3.5 million.", "He left at 8 p.m. on Friday.", "Why?"]),
        ("en", ["“We won.”", "She smiled."]),
        ("es", ["¿Cuándo llegó?", "Llegó el 3 de mayo.", "¡Por fin!"]),
        ("de", ["Am 3. Oktober 1990 kam die Einheit.", "Es war ein Mittwoch."]),
        ("ru", ["Война закончилась в 2020 г. в ноябре.", "Он сказал: «Да»."]),
        ("fr", ["Le roi est parti.", "Il reviendra."]),
        ("fr", ["M. Dupont est parti.", "Il reviendra."]),
        ("fr", ["Selon Mme. Curie et MM. Dupont et Durand, il pleut.", "Le Dr. Martin dort."]),
        ("de", ["Im 19. Jahrhundert war es so.", "Er kam 1990.", "Dann ging er."]),
        ("pt", ["D. Pedro II nasceu em 1825.", "Ele viveu ali."]),
        ("pl", ["Był tam św. Jan i Dr. Nowak.", "Padał deszcz."]),
        ("el", ["Πόσο κοστίζει;", "Πέντε ευρώ."]),
        ("hy", ["Նա զանգեց Պուտինին։", "Հետո գնաց տուն։"]),
        ("hi", ["दिल्ली राजधानी है।", "वह बड़ी है।"]),
        ("ar", ["كم عدد الجنود؟", "مئة جندي."]),
        ("zh", ["他来了。", "你知道吗？", "太好了！"]),
        ("ja", ["山は高い。", "川は長い。"]),
    ],
)
def test_sentences_end_where_their_language_ends_them(language: str, sentences: list[str]) -> None:
    joint = "" if language in ("zh", "ja") else " "
    assert sentences_of(joint.join(sentences), language) == sentences


def test_paragraphs_headings_and_list_items_are_sentences_of_their_own() -> None:
    text = "How it began\n\nIt rained all day.\n\n- first item\n- second item\n"
    assert sentences_of(text, "en") == ["How it began", "It rained all day.", "- first item", "- second item"]
    spans = sentence_spans(text, "en")
    assert spans[0].is_heading
    assert not spans[1].is_heading
    assert [span.begins_paragraph for span in spans] == [True, True, True, False]


def test_a_line_that_was_wrapped_does_not_end_its_sentence() -> None:
    text = "The committee that was founded in the spring of that year met\nagain in autumn. It rained."
    assert len(sentence_spans(text, "en")) == 2


def test_a_paragraph_that_fits_is_not_cut_between_passages() -> None:
    paragraph = " ".join(["One two three four five six seven eight nine ten."] * 10)
    text = "\n\n".join([paragraph] * 4)
    assert [text[span.start : span.end] for span in passage_spans(text, "en")] == [paragraph] * 4


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("one two  three\n", 3), ("x" * 99, 1), ("Он ушёл.", 2), ("富士山は日本で一番", 5), ("习近平在北京", 3)],
)
def test_words_are_runs_or_pairs_of_characters(text: str, words: int) -> None:
    assert count_words(text) == words


def test_a_long_table_is_cut_between_its_rows() -> None:
    rows = [f"{number} | Champion number {number} | {number} out of seven | in the upper hall" for number in range(30)]
    text = "\n".join(rows)
    assert {row for span in sentence_spans(text, "en") for row in text[span.start : span.end].split("\n")} == {*rows}


@pytest.mark.parametrize(
    "text", ["One. Two! And a third?", "# A heading\n\nOne. Two.\n\nThree. " + "Four words are here. " * 80]
)
def test_a_passage_knows_the_sentences_it_was_packed_of(text: str) -> None:
    in_passages = [
        (passage.start + one.start, passage.start + one.end, one.words, one.is_heading)
        for passage in passage_spans(text, "en")
        for one in unpacked(passage.sentences)
    ]
    in_text = [(one.start, one.end, one.words, one.is_heading) for one in sentence_spans(text, "en")]
    assert in_passages == in_text
