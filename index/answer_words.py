"""Numbers and times in words, by language: what can answer how many and when.

In the form they have after a preposition or with a day, where languages inflect them. A word listed with a capital
counts only with one: "May" is a month, "may" is not.
"""

from collections.abc import Mapping
from itertools import chain

from index.analysis import fold
from index.stopwords import STOPWORDS

_NUMBERS = {
    "en": """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion
        trillion dozen half twice""",
    "es": """dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince veinte treinta cuarenta
        cincuenta sesenta setenta ochenta noventa cien ciento cientos mil millón millones mitad docena""",
    "fr": """deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante
        cinquante soixante cent cents mille milliers million millions milliard milliards moitié douzaine""",
    "de": """zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig vierzig fünfzig sechzig siebzig
        achtzig neunzig hundert tausend Million Millionen Milliarde Milliarden Hälfte Dutzend""",
    "it": """due tre quattro cinque sei sette otto nove dieci undici dodici venti trenta quaranta cinquanta sessanta
        settanta ottanta novanta cento mille mila milione milioni miliardo miliardi metà""",
    "pt": """dois duas três quatro cinco seis sete oito nove dez onze doze vinte trinta quarenta cinquenta sessenta
        setenta oitenta noventa cem cento mil milhão milhões bilhão bilhões metade""",
    "nl": """twee drie vier vijf zes zeven acht negen tien elf twaalf twintig dertig veertig vijftig zestig zeventig
        tachtig negentig honderd duizend miljoen miljard helft""",
    "sv": """två tre fyra fem sex sju åtta nio tio elva tolv tjugo trettio fyrtio femtio sextio sjuttio åttio nittio
        hundra tusen miljon miljoner miljard miljarder hälften""",
    "pl": """dwa dwie dwóch trzy trzech cztery czterech pięć pięciu sześć siedem osiem dziewięć dziesięć dwanaście
        dwadzieścia trzydzieści czterdzieści pięćdziesiąt sto tysiąc tysiące tysięcy milion miliony milionów połowa""",
    "tr": """iki üç dört beş altı yedi sekiz dokuz on yirmi otuz kırk elli altmış yetmiş seksen doksan yüz bin milyon
        milyar yarısı""",
    "ru": """два две двух три трёх четыре четырёх пять пяти шесть семь восемь девять десять двенадцать двадцать
        тридцать сорок пятьдесят сто двести тысяча тысячи тысяч миллион миллиона миллионов миллиардов половина двое
        трое""",
    "uk": """два дві двох три трьох чотири п'ять шість сім вісім десять двадцять тридцять сорок сто тисяча тисячі
        тисяч мільйон мільйони мільйонів мільярдів половина""",
    "el": """δύο τρεις τρία τέσσερα τέσσερις πέντε έξι επτά εφτά οκτώ οχτώ εννέα δέκα δώδεκα είκοσι τριάντα σαράντα
        πενήντα εκατό χίλια χιλιάδες εκατομμύριο εκατομμύρια μισά""",
    "hy": """երկու երեք չորս հինգ վեց յոթ ութ ինը ինն տասը տասն քսան երեսուն քառասուն հիսուն հարյուր հազար
        միլիոն կես""",
    "ka": """ორი სამი ოთხი ხუთი ექვსი შვიდი რვა ცხრა ათი თორმეტი ოცი ოცდაათი ორმოცი ასი ათასი მილიონი ნახევარი""",
    "ar": """اثنان اثنين اثنتين ثلاثة ثلاث أربعة أربع خمسة خمس ستة ست سبعة سبع ثمانية ثماني تسعة تسع عشرة عشر عشرون
        عشرين ثلاثون ثلاثين أربعون أربعين خمسون خمسين مئة مائة مئات ألف آلاف مليون ملايين مليار نصف""",
    "he": """שניים שתיים שני שתי שלושה שלוש ארבעה ארבע חמישה חמש שישה שש שבעה שבע שמונה תשעה תשע עשרה עשר עשרים שלושים
        ארבעים חמישים מאה מאות אלף אלפים מיליון מיליארד חצי""",
    "hi": """दो तीन चार पाँच पांच छह सात आठ नौ दस बारह बीस तीस चालीस पचास सौ हज़ार लाख करोड़ आधा आधे""",
}
_TIMES = {
    "en": """January February March April May June July August September October November December Monday Tuesday
        Wednesday Thursday Friday Saturday Sunday century decade""",
    "es": """enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes
        miércoles jueves viernes sábado domingo siglo década""",
    "fr": """janvier février mars avril mai juin juillet août septembre octobre novembre décembre lundi mardi mercredi
        jeudi vendredi samedi dimanche siècle""",
    "de": """Januar Februar März April Mai Juni Juli August September Oktober November Dezember Montag Dienstag Mittwoch
        Donnerstag Freitag Samstag Sonntag Jahrhundert""",
    "it": """gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre lunedì
        martedì mercoledì giovedì venerdì sabato domenica secolo""",
    "pt": """janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro domingo sábado
        século década""",
    "nl": """januari februari maart april mei juni juli augustus september oktober november december maandag dinsdag
        woensdag donderdag vrijdag zaterdag zondag eeuw""",
    "sv": """januari februari mars april maj juni juli augusti september oktober november december måndag tisdag onsdag
        torsdag fredag lördag söndag århundradet""",
    "pl": """stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia styczniu
        lutym marcu kwietniu maju czerwcu lipcu sierpniu wrześniu październiku listopadzie grudniu poniedziałek wtorek
        środę czwartek piątek sobotę niedzielę wiek wieku""",
    "tr": """Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık pazartesi salı çarşamba perşembe
        cuma cumartesi yüzyıl yüzyılda""",
    "ru": """января февраля марта апреля мая июня июля августа сентября октября ноября декабря январе феврале марте
        апреле мае июне июле августе сентябре октябре ноябре декабре понедельник вторник среду четверг пятницу субботу
        воскресенье век века веке""",
    "uk": """січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня січні лютому
        березні квітні травні червні липні серпні вересні жовтні листопаді грудні понеділок вівторок середу четвер
        суботу неділю століття столітті""",
    "el": """Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου
        Δεκεμβρίου Ιανουάριο Φεβρουάριο Μάρτιο Απρίλιο Μάιο Ιούνιο Ιούλιο Αύγουστο Σεπτέμβριο Οκτώβριο Νοέμβριο
        Δεκέμβριο Δευτέρα Τρίτη Τετάρτη Πέμπτη Παρασκευή Σάββατο Κυριακή αιώνα""",
    "hy": """հունվարի փետրվարի մարտի ապրիլի մայիսի հունիսի հուլիսի օգոստոսի սեպտեմբերի հոկտեմբերի նոյեմբերի դեկտեմբերի
        հունվարին փետրվարին մարտին ապրիլին մայիսին հունիսին հուլիսին օգոստոսին սեպտեմբերին հոկտեմբերին նոյեմբերին
        դեկտեմբերին դարում""",
    "ka": """იანვარს თებერვალს მარტს აპრილს მაისს ივნისს ივლისს აგვისტოს სექტემბერს ოქტომბერს ნოემბერს დეკემბერს
        იანვარში თებერვალში მარტში აპრილში მაისში ივნისში ივლისში აგვისტოში სექტემბერში ოქტომბერში ნოემბერში
        დეკემბერში საუკუნეში""",
    "ar": """يناير فبراير مارس أبريل إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر كانون شباط آذار نيسان أيار
        حزيران تموز آب أيلول تشرين الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد القرن""",
    "he": """ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר בינואר בפברואר במרץ באפריל במאי
        ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר""",
    "hi": """जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर सितम्बर अक्टूबर नवंबर नवम्बर दिसंबर दिसम्बर सोमवार मंगलवार
        बुधवार गुरुवार शुक्रवार शनिवार रविवार सदी""",
}

# Beside function words: what a sentence may begin with, before a name.
_OPENERS = {
    "en": """yesterday today tomorrow tonight later earlier meanwhile afterwards however although though since still yet
        perhaps last next finally recently soon according despite""",
    "es": "ayer hoy mañana luego después entonces mientras además según finalmente",
    "fr": "hier aujourd’hui demain puis ensuite alors enfin selon depuis pendant",
    "de": "gestern heute morgen danach später zuvor laut während",
    "it": "ieri oggi domani poi dopo intanto secondo infine",
    "pt": "ontem hoje amanhã depois então segundo",
    "nl": "gisteren vandaag morgen toen later volgens",
    "sv": "igår idag imorgon sedan senare enligt",
    "pl": "wczoraj dziś dzisiaj jutro potem później według",
    "tr": "dün bugün yarın sonra önce",
    "ru": "вчера сегодня завтра потом затем позже ранее однако",
    "uk": "вчора сьогодні завтра потім згодом",
    "el": "χθες χτες σήμερα αύριο μετά έπειτα",
    "hy": "երեկ այսօր վաղը հետո ապա",
}
_MAY_BE_NAMES = frozenset(("will", "don", "may"))  # function words with which a name may well begin


class _Listed:
    """Words of all languages, to be asked by language."""

    def __init__(self, by_language: Mapping[str, str]) -> None:
        self._listed = {language: words.split() for language, words in by_language.items()}
        self._by_case: dict[str, tuple[frozenset[str], frozenset[str]]] = {}

    def has(self, word: str, language: str | None) -> bool:
        """Whether a word of a text in a language is one of these."""
        language = language if language in self._listed else ""
        if language not in self._by_case:
            self._by_case[language] = self._of(language)
        in_any_case, with_capital = self._by_case[language]
        folded = fold(word)
        return folded in in_any_case or (folded in with_capital and word[0].isupper())

    def _of(self, language: str) -> tuple[frozenset[str], frozenset[str]]:
        listed = self._listed.get(language) or list(chain.from_iterable(self._listed.values()))
        in_any_case = frozenset(fold(word) for word in listed if not word[0].isupper())
        with_capital = frozenset(fold(word) for word in listed if word[0].isupper())
        # Where the language isn't known, one's number may be another's preposition: once, on, bin.
        return in_any_case if language else in_any_case.difference(*STOPWORDS.values()), with_capital


NUMBER_WORDS, TIME_WORDS = _Listed(_NUMBERS), _Listed(_TIMES)
# Words that are no part of the name that follows them at the beginning of a sentence.
OPENING_WORDS = _Listed(
    {
        language: " ".join((STOPWORDS[language] - _MAY_BE_NAMES).union(openers.split()))
        for language, openers in _OPENERS.items()
    }
)
