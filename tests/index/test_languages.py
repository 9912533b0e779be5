"""Questions in many languages: the right sentence is quoted, exactly, in every script."""

from pathlib import Path
from typing import NamedTuple

import pytest

from index import Answer, Library

from .stored import opened


class Text(NamedTuple):
    """A small article, and a question whose answer one of its sentences has."""

    title: str
    text: str
    question: str
    answer: str


TEXTS = {
    "es": Text(
        "El puente de Valdecera",
        "El puente de Valdecera cruza el río Marzo. Fue construido en 1764 por el ingeniero Tomás Larrea. "
        "Mide 212 metros de largo. En invierno se cierra por la nieve.",
        "¿Quién construyó el puente de Valdecera?",
        "Tomás Larrea",
    ),
    "fr": Text(
        "Le phare de Kerlouan",
        "Le phare de Kerlouan domine la baie. L’ingénieur Yves Morvan a dessiné la tour. "
        "Elle mesure 48 mètres. Le dernier gardien est parti en 1987.",
        "Quand le dernier gardien du phare est-il parti ?",
        "1987",
    ),
    "de": Text(
        "Das Bergwerk Hohenfels",
        "Das Bergwerk Hohenfels förderte Silber. Im Jahr 1893 wurde die Grube geschlossen. "
        "Zuletzt arbeiteten dort 340 Bergleute. Heute ist es ein Museum.",
        "Wie viele Bergleute arbeiteten zuletzt im Bergwerk Hohenfels?",
        "340 Bergleute",
    ),
    "ru": Text(
        "Маяк на Чёрном мысе",
        "Маяк на Чёрном мысе построили в 1878 году. Его высота — 41 метр. "
        "Смотрителем маяка был Фёдор Звягинцев. Зимой сюда не ходят корабли.",
        "Кто был смотрителем маяка?",
        "Фёдор Звягинцев",
    ),
    "hy": Text(
        "Արփա գյուղի ջրաղացը",
        "Արփա գյուղի ջրաղացը կառուցվել է 1821 թվականին։ Ջրաղացպանը Գևորգ Մելիքյանն էր։ "
        "Այն այրվել է մեծ հրդեհի ժամանակ։ Այսօր այնտեղ դպրոց է։",
        "Ո՞վ էր ջրաղացպանը։",
        "Գևորգ Մելիքյանն",
    ),
    "el": Text(
        "Το γεφύρι της Πλάκας",
        "Το γεφύρι της Πλάκας χτίστηκε το 1866. Ο μάστορας Κώστας Μπέκας έκανε το έργο. "
        "Έπεσε σε πλημμύρα το 2015. Σήμερα είναι πάλι όρθιο.",
        "Πότε έπεσε το γεφύρι σε πλημμύρα;",
        "2015",
    ),
    "ar": Text(
        "منارة رأس الملح",
        "بنيت منارة رأس الملح في عام 1911. كان حارس المنارة يوسف الحداد. "
        "يبلغ ارتفاع المنارة 37 مترا. أغلقت المنارة بعد العاصفة الكبيرة.",
        "كم يبلغ ارتفاع المنارة؟",
        "37 مترا",
    ),
    "hi": Text(
        "सोनपुर का पुल",
        "सोनपुर का पुल 1932 में बना था। इंजीनियर मोहन वर्मा ने इसे बनाया। "
        "पुल की लंबाई 310 मीटर है। बाढ़ में रास्ता बंद रहता है।",
        "पुल की लंबाई कितनी है?",
        "310 मीटर",
    ),
    "zh": Text(
        "青石桥",
        "青石桥建于1742年。工匠李大山设计了这座桥。桥长八十六米。每年冬天桥上会结冰，行人要绕路。",
        "谁设计了青石桥？",
        "李大山",
    ),
    "ja": Text(
        "白浜灯台",
        "白浜灯台は1901年に建てられた。設計したのは技師の山田太郎である。高さは三十二メートルだ。冬には観光客がほとんど来ない。",
        "白浜灯台を設計したのは誰ですか？",
        "山田太郎",
    ),
    "ko": Text(
        "푸른바위 등대",
        "푸른바위 등대는 1925년에 세워졌다. 등대를 설계한 사람은 박민수이다. "
        "등대의 높이는 28미터이다. 겨울에는 배가 다니지 않는다.",
        "등대의 높이는 얼마입니까?",
        "28미터",
    ),
    "th": Text(
        "สะพานหินแดง",
        "สะพานหินแดงสร้างเมื่อปี 1887\n\nช่างที่ออกแบบสะพานคือนายสมชาย ใจดี\n\nสะพานยาว 150 เมตร\n\nฤดูฝนน้ำท่วมถนนทุกปี",
        "ใครเป็นช่างที่ออกแบบสะพาน",
        "สมชาย",
    ),
    "tr": Text(
        "Karataş feneri",
        "Karataş feneri 1856 yılında yapıldı. Fenerin bekçisi Hasan Yıldırım idi. "
        "Kulenin yüksekliği 26 metredir. Kışın yol kapanır.",
        "Fenerin bekçisi kimdi?",
        "Hasan Yıldırım",
    ),
    "pl": Text(
        "Młyn w Brzezinie",
        "Młyn w Brzezinie zbudowano w 1795 roku. Młynarzem był Stanisław Wójcik. "
        "Młyn spłonął w czasie wojny. Dziś jest tam szkoła.",
        "Kto był młynarzem w Brzezinie?",
        "Stanisław Wójcik",
    ),
    "he": Text(
        "המגדלור בכף הסלע",
        "המגדלור בכף הסלע נבנה בשנת 1928. שומר המגדלור היה אברהם לוי. "
        "גובה המגדלור 33 מטר. בחורף הדרך סגורה.",
        "מי היה שומר המגדלור?",
        "אברהם לוי",
    ),
}  # fmt: skip


async def asked(folder: Path, *texts: Text, question: str) -> tuple[Answer, list[str]]:
    """Add the articles and ask; return the answer and the quotes shown, nearest ones too, which are all exact."""
    async with opened(folder) as library:
        for text in texts:
            assert (await library.add_text(text.text, title=text.title)).status == "added"
        return await asked_of(library, question)


async def asked_of(library: Library, question: str) -> tuple[Answer, list[str]]:
    answer = await library.ask(question)
    found = [*answer.citations, *answer.nearest]
    for citation in found:
        article = await library.show(citation.article.id, citation.article.library)
        assert article.text[citation.start : citation.end] == citation.quote
    return answer, [citation.quote for citation in found]


async def test_a_question_finds_its_sentence_in_a_library_of_all_languages(tmp_path: Path) -> None:
    """Nothing of one language's rules gets in another's way."""
    found: dict[str, bool] = {}
    answered: dict[str, bool] = {}
    async with opened(tmp_path) as library:
        for text in TEXTS.values():
            assert (await library.add_text(text.text, title=text.title)).status == "added"
        for language, text in TEXTS.items():
            answer, quotes = await asked_of(library, text.question)
            found[language] = any(text.answer in quote for quote in quotes)
            answered[language] = answer.status == "answered"
    assert found == dict.fromkeys(TEXTS, True)
    assert answered == dict.fromkeys(TEXTS, True)


@pytest.mark.parametrize("language", TEXTS)
async def test_a_question_finds_its_sentence_in_a_small_library(tmp_path: Path, language: str) -> None:
    text = TEXTS[language]
    other = TEXTS["de" if language != "de" else "fr"]
    _, quotes = await asked(tmp_path, text, other, question=text.question)
    assert any(text.answer in quote for quote in quotes)


CALLS = Text(
    "Night of calls",
    "The prime minister spoke to parliament in the morning. "
    "That night Pashinyan phoned the president of Westland and asked for a ceasefire. The harvest was good that year.",
    "",
    "asked for a ceasefire",
)
ZVONKI = Text(
    "Ночь звонков",
    "Утром прошло заседание парламента. Ночью Пашинян позвонил президенту Запада и попросил о перемирии. "
    "Урожай в том году был хорошим. Потом Зеленский выступил в Киеве с речью.",
    "",
    "Пашинян позвонил",
)


@pytest.mark.parametrize("name", ["Pashinyan", "Pashinian", "Пашинян", "Pashinjan"])
async def test_a_name_in_another_spelling_or_script_is_found_in_an_english_article(tmp_path: Path, name: str) -> None:
    answer, quotes = await asked(tmp_path, CALLS, TEXTS["fr"], question=f"what did {name} ask the president for?")
    assert any("Pashinyan" in quote for quote in quotes)
    assert answer.status == "answered"


@pytest.mark.parametrize("name", ["Пашинян", "Zelensky", "Pashinyan"])
async def test_a_name_in_another_script_is_found_in_a_library_of_one_russian_article(tmp_path: Path, name: str) -> None:
    _, quotes = await asked(tmp_path, ZVONKI, question=name)
    assert any(("Зеленский" if name == "Zelensky" else "Пашинян") in quote for quote in quotes[:1])


async def test_a_name_in_another_script_finds_its_article_beside_english_ones(tmp_path: Path) -> None:
    _, quotes = await asked(tmp_path, ZVONKI, TEXTS["de"], TEXTS["fr"], question="Who is Zelensky?")
    assert any("Зеленский" in quote for quote in quotes)


@pytest.mark.parametrize("name", ["Arshakouni", "Аршакуни", "Arshakumi"])
async def test_another_spelling_of_a_name_in_a_title_is_found(tmp_path: Path, name: str) -> None:
    life = Text("Arshakuni: a life", "He was born in a village by the sea and taught music there for years.", "", "")
    answer, _ = await asked(tmp_path, life, TEXTS["de"], question=f"Where was {name} born?")
    assert answer.status == "answered"


# A person an article, each written as the article's language writes and inflects the name.
ARTICLES = {
    "Пашинян": ("Ночь звонков", "Ночью президенту Запада звонили от Пашиняна. Урожай в том году был хорошим."),
    "Зеленс": ("Промова", "Учора в місті слухали промову Зеленського. Потім ішов дощ і всі розійшлися."),
    "Մակրոն": ("Այց", "Երեքշաբթի օրը քաղաքում սպասում էին Մակրոնին։ Հետո բոլորը գնացին տուն։"),
    "Μητσοτάκη": ("Επίσκεψη", "Τη Δευτέρα στην πόλη περίμεναν την ομιλία του Μητσοτάκη. Μετά έβρεξε πολύ."),
    "სააკაშვილ": ("ვიზიტი", "ორშაბათს ქალაქში სააკაშვილს ელოდნენ. მერე ყველა სახლში წავიდა."),
    "نتنياهو": ("زيارة", "وصل نتنياهو إلى المدينة يوم الأحد. ثم نزل المطر وعاد الناس إلى بيوتهم."),
    "טראמפ": ("ביקור", "ביום ראשון חיכו בעיר לטראמפ. אחר כך ירד גשם וכולם הלכו הביתה."),
    "मोदी": ("यात्रा", "सोमवार को शहर में मोदी का भाषण था। बाद में बारिश हुई और सब घर चले गए।"),
    "Erdoğan": ("Ziyaret", "Salı günü şehirde Erdoğan'ın konuşması vardı. Sonra yağmur yağdı, herkes eve gitti."),
    "Merkel": ("A visit", "On Monday the town waited for Merkel to speak. Then it rained and everybody went home."),
}
NAMES = {
    "Пашинян": "Pashinyan Pashinian Пашиняном пашиняну Փաշինյանին ფაშინიანმა Πασινιάν باشينيان פשיניאן पाशिनयान",
    "Зеленс": "Zelensky Zelenskyy Зеленскому Ζελένσκι زيلينسكي זלנסקי जेलेंस्की ზელენსკიმ Զելենսկին",
    "Մակրոն": "Macron Макрону Μακρόν მაკრონს ماكرون מקרון मैक्रों",
    "Μητσοτάκη": "Mitsotakis Мицотакиса Μητσοτάκης ميتسوتاكيس",
    "სააკაშვილ": "Saakashvili Саакашвили სააკაშვილმა Սաակաշվիլիի",
    "نتنياهو": "Netanyahu Нетаньяху נתניהו لنتنياهو नेतन्याहू",
    "טראמפ": "Trump Трампу Τραμπ ترامب ट्रम्प",
    "मोदी": "Modi Моди مودي",
    "Erdoğan": "Erdogan Эрдогану Ερντογάν أردوغان",
    "Merkel": "Меркель Μέρκελ ميركل מרקל मर्केल Մերկելին",
}


async def test_a_name_finds_its_article_in_every_script_and_form(tmp_path: Path) -> None:
    """In a library of all of them, so that no other name is taken for it."""
    found: dict[str, str] = {}
    async with opened(tmp_path) as library:
        for title, text in ARTICLES.values():
            assert (await library.add_text(text, title=title)).status == "added"
        for asked_for in NAMES.values():
            for name in asked_for.split():
                _, quotes = await asked_of(library, name)
                found[name] = next((person for person in ARTICLES if person in quotes[0]), quotes[0])
    assert found == {name: person for person, asked_for in NAMES.items() for name in asked_for.split()}
