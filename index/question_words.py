"""Question words by language, and the kind of answer that each asks for."""

import re
from enum import Enum
from functools import cache

from index.analysis import Word, fold, is_unspaced, words
from index.stopwords import likely_language


class AnswerKind(Enum):
    """What a question asks for."""

    PERSON = "person"
    PLACE = "place"
    TIME = "time"
    NUMBER = "number"
    REASON = "reason"
    OTHER = "other"


# Each kind's patterns for whole words, over the words of the question, folded and joined by spaces. One language's
# question word is another's name or preposition (Kim, ile, wo): of these, only those of the question's language count.
_SAME_LETTERS = {
    "en": r"""
        number: how (many|much|long|old|far|tall|high|deep|wide|often|big|large|fast|heavy)
        number: what (s |is |was |were |are )?(the )?(average |total |estimated |current )?(population|price|cost|height
            |length|distance|depth|age|size|weight|speed|temperature|rate|area|percent\S*|number|amount|share|proportion
            |fraction)
        time: when|(what|which) (year|date|day|month|time|century|decade)
        person: who|whom|whose|which (person|president|minister|actor|singer|player|man|woman|leader)
        place: where|(which|what) (country|city|state|place|town|region|continent)
        reason: why|how come""",
    "es": r"""
        number: cuant[oa]s?|que (edad|altura|longitud|distancia|superficie|poblacion)
        time: cuando|que (ano|fecha|dia|mes|siglo|decada)
        person: quien(es)?
        place: a?donde|que (pais|ciudad|lugar|region)
        reason: por ?que""",
    "fr": r"""
        number: combien|quel age|quelle (est |etait )?(la |sa )?(taille|hauteur|longueur|largeur|distance|population
            |superficie)
        time: quand|quelle (annee|date|decennie)|quel (jour|mois|siecle)
        person: qui
        place: ^((d|par|jusqu) )?ou|ou$|ou (est|sont|etait|etaient|se|a|ont|vit|va)
        place: quelle (ville|region)|quel (pays|lieu)
        reason: pourquoi""",
    "de": r"""
        number: wie ?viele?|wie (alt|lange?|hoch|gross|weit|tief|breit|schwer|oft|schnell|teuer)
        time: wann|welche[mnrs] (jahr|monat|tag|datum|jahrhundert)
        person: wer|wem|wen|wessen
        place: wo|wohin|woher|welche[mnrs] (land|stadt|ort|staat)
        reason: warum|wieso|weshalb|weswegen""",
    "it": r"""
        number: quant[oaie]
        time: quando|(che|quale) (anno|data|giorno|mese|secolo)
        person: chi
        place: dove|(che|quale) (paese|citta|luogo|regione)
        reason: perche""",
    "pt": r"""
        number: quant[oa]s?
        time: quando|que (ano|data|dia|mes|seculo)
        person: quem
        place: a?onde|que (pais|cidade|lugar|regiao)
        reason: por ?que""",
    "nl": r"""
        number: hoe ?veel|hoe (oud|lang|hoog|ver|groot|diep|breed|vaak|zwaar|snel)
        time: wanneer|welke? (jaar|datum|dag|maand|eeuw)
        person: wie|wiens
        place: waar|waarheen|welke? (land|stad|plaats)
        reason: waarom""",
    "sv": r"""
        number: hur (manga|mycket|lange?|langt|gammalt?|hogt?|stort?|djupt?|bred|brett|ofta)
        time: nar|vilke[nt] (ar|datum|dag|manad|arhundrade)
        person: vem|vems
        place: ^var|var (ligger|ar|finns|bor|foddes)|vart|varifran|vilke[nt] (land|stad|plats)
        reason: varfor""",
    "pl": r"""
        number: ile|ilu|jak (dlug\S*|daleko|wysok\S*|star\S*|gleboko|szerok\S*|czesto)
        time: kiedy|ktory[mc]h? (roku|dniu|miesiacu|wieku)
        person: kto|kogo|komu|kim|czyj\S*
        place: gdzie|dokad|skad|ktory[m] (kraju|miescie)
        reason: dlaczego|czemu""",
    "tr": r"""
        number: kac|kaci?nci|ne kadar
        time: ne zaman|hangi (yil|tarih|gun|ay|yuzyil)\S*|kac yilinda
        person: kim|kim(i|e|in|de|den|ler|di|dir|mis|inle)
        place: nere\S*|hangi (ulke|sehir|kent)\S*
        reason: neden|nicin|niye""",
    "ru": r"""
        number: сколько|как (долго|далеко|часто)
        number: каков[аоы]? (\S+ )?(длина|высота|ширина|глубина|численность|население|площадь)
        time: когда|како[мй] (году|день|месяц\S*|век\S*)|какого (года|числа)|какую дату
        person: кто|кого|кому|кем|ком|че[йяеи]|чьих?
        place: где|куда|откуда|како[йм] (стране|городе|месте)
        reason: почему|зачем|отчего""",
    "uk": r"""
        number: скільки|як (довго|далеко|часто)
        time: коли|яко(му|го) (році|року|дня|місяця|столітті)
        person: хто|кого|кому|ким|чи[йя]
        place: де|куди|звідки|якій (країні|місті)
        reason: чому|навіщо""",
}
# The letters say which language it is, or that it doesn't matter.
_OWN_LETTERS = {
    "el": r"""
        number: ποσ(ο|οι|εσ|α|η|ων|ουσ|ησ)
        time: ποτε|ποι(α χρονια|ο ετοσ|ον μηνα)
        person: ποι(οσ|α|ον|οι|εσ|ουσ|ανου|ου)
        place: ^(απο )?που|που (ειναι|ηταν|βρισκεται|γεννηθηκε|ζει|πηγε)
        reason: γιατι""",
    "hy": r"""
        number: քանի|որքան|ինչքան
        time: երբ|որ (թվականին|տարում|տարին|օրը)
        person: ով|ում|ովքեր|ումից|ումով
        place: որտեղ|որտեղից|ուր
        reason: ինչու""",
    "ka": r"""
        number: რამდენ\S*|რა (სიგრძ|სიმაღლ|სიგან|სიღრმ|ასაკ)\S*
        time: როდის|რომელ (წელს|საუკუნეში)
        person: ვინ|ვის|ვისი
        place: სად|საიდან|საით|რომელ (ქვეყანაში|ქალაქში)
        reason: რატომ""",
    "ar": r"""
        number: كم|ما (عدد|طول|ارتفاع|مساحة|عمق|عرض|عمر)
        time: متي|اي (عام|سنة|يوم|شهر|قرن)
        person: ^من(?! (اين|اي))|لمن|من (هو|هي|هم|الذي|التي)
        place: اين|من اين|اي (بلد|مدينة|دولة|مكان)
        reason: لماذا""",
    "he": r"""
        number: כמה
        time: מתי|איזו שנה|באיזו שנה
        person: מי|למי
        place: איפה|היכן|לאן|מאין|באיזו (עיר|מדינה)
        reason: מדוע|למה""",
    "hi": r"""
        number: कितन\S+
        time: कब|किस (वर्ष|साल|दिन|सन|तारीख|महीने)
        person: कौन|किस(ने|का|के|की|को|से)|किसे
        place: कहां|किस (देश|शहर|जगह|राज्य)
        reason: क्यों""",
}
# Without spaces between words: anywhere in the question as it stands.
_WITHOUT_SPACES = r"""
    number: 多(少|长|長|高|远|遠|久|重|深|宽|寬|大(?![学學]))|[几幾](?!内亚|何)
    number: 何(人|個|本|回|台|枚|歳|年間|日間|時間|キロ|メートル|トン|パーセント)|いくつ|いくら|(どの|どれ)[くぐ]らい
    number: 몇|얼마|กี่|เท่า(ไร|ไหร่|ใด)
    time: 何[时時]|什[么麼]时候|什麼時候|哪一?[年天月]|[几幾][年月]|いつ|何([年月日]|曜日|世紀)(?!間)
    time: 언제|몇 ?[년월일시]|เมื่อ(ไร|ไหร่|ใด)|(ปี|วัน)(ใด|ไหน|อะไร)
    person: [谁誰]|哪位|だれ|どなた|누구|누가|ใคร
    place: 哪[里裡儿兒]|何[处處]|哪[个個]?(国家|國家|城市|省|地方)|どこ|どの[国県町]|어디|어느 ?(나라|도시)|(ที่)?ไหน|ที่ใด
    reason: [为為](什[么麼]|何)|なぜ|どうして|왜|ทำไม|เพราะเหตุใด
    other: 什[么麼]|怎[么麼样樣]+|如何|哪[些个個]|どのよう[なに]|どの|どんな|何[がをに]
    other: 무엇|어떤|어떻게|อะไร|อย่างไร|หรือไม่
    other: ((の)?(です|ます|でした|ました)か|[吗嗎呢]|입니까|습니까|인가요?|나요)(?=\W*$)"""


def _patterns(lines: str, before: str = r"(?<!\S)", after: str = r"(?!\S)") -> dict[AnswerKind, re.Pattern[str]]:
    found: dict[AnswerKind, list[str]] = {}
    for line in re.sub(r"\n +\|", "|", lines).strip().splitlines():
        kind, _, pattern = line.strip().partition(": ")
        found.setdefault(AnswerKind(kind), []).append(pattern)
    return {kind: re.compile(rf"{before}(?:{'|'.join(each)}){after}") for kind, each in found.items()}


# Made when they are first needed: they are a hundred patterns.
@cache
def _of_language(language: str) -> dict[AnswerKind, re.Pattern[str]]:
    return _patterns(_SAME_LETTERS.get(language, ""))


@cache
def _of_letters() -> list[dict[AnswerKind, re.Pattern[str]]]:
    return [_patterns(lines) for lines in _OWN_LETTERS.values()]


@cache
def _anywhere() -> dict[AnswerKind, re.Pattern[str]]:
    return _patterns(_WITHOUT_SPACES, "", "")


def answer_kind(question: str, language: str | None = None) -> AnswerKind:
    """Return what a question asks for: the kind whose question word comes first. ``language`` is ISO 639-1."""
    folded = [fold(word.text) for word in words(question)]
    joined = " ".join(folded)
    tries = [(joined, _of_language(language or likely_language(folded, ())))]
    if not question.isascii():
        tries += [(question, _anywhere()), *((joined, patterns) for patterns in _of_letters())]
    found = [
        (match.start(), -len(match.group()), kind.value)
        for text, patterns in tries
        for kind, pattern in patterns.items()
        if (match := pattern.search(text))
    ]
    return AnswerKind(min(found)[2]) if found else AnswerKind.OTHER


def asked_words(question: str) -> list[Word]:
    """Return the words of a question without pairs of characters that are, or touch, a question word."""
    found = words(question)
    if question.isascii():
        return found
    spans = [match.span() for pattern in _anywhere().values() for match in pattern.finditer(question)]
    return [
        word
        for word in found
        if not (is_unspaced(word.text) and any(start < word.end and word.start < end for start, end in spans))
    ]
