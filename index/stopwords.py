"""Function words and question words by language: they say what kind of answer is wanted, not what about.

Folded as ``analysis.fold`` folds. They are asked by language, since one language's function word is another's
content: "war" and "die" are German grammar and English news. A language that isn't here needs none: its function
words stand in most passages, so their weight (inverse document frequency) is next to nothing.
"""

from collections.abc import Collection, Iterable

_LISTS = {
    "en": """a about above after again against all also am an and any are as at be because been before being
        below between both but by can could did do does doing down during each few for from further had has have
        having he her here hers herself him himself his how i if in into is it its itself just me more most my
        myself no nor not now of off on once only or other our ours ourselves out over own s same she should so
        some such t than that the their theirs them themselves then there these they this those through to too
        under until up upon us very was we were what when where which while who whom whose why will with would
        you your yours yourself yourselves please tell shall may might must ll re ve d m don didn doesn isn
        wasn aren couldn shouldn wouldn hasn haven hadn many much long ever""",
    "es": """a al algo ante antes aun aunque cada como con contra cual cuales cualquier cuando cuanta cuantas
        cuanto cuantos de del desde donde durante e el ella ellas ello ellos en entre era eran es esa esas ese eso
        esos esta estaba estaban estan estar estas este esto estos fue fueron ha haber habia habian han hasta hay
        hizo la las le les lo los mas me mi mis mucho muchos muy nada ni no nos nosotros o otra otras otro otros
        para pero poco por porque que quien quienes se sea segun ser si sido sin sobre son su sus tal tambien
        tan tanto te tenia tiene tienen todo todos tras tu tus un una unas uno unos usted y ya yo
        adonde""",
    "fr": """a ai au aux avec avoir c ce cela ces cet cette ceux combien comme comment d dans de des donc dont du
        elle elles en entre est et etait etaient ete etre eu eux fait il ils j je l la le les leur leurs lui m ma
        mais me meme mes moi mon n ne nos notre nous on ont ou par pas plus pour pourquoi qu quand que quel
        quelle quelles quels qui quoi s sa sans se ses si son sont sous sur t ta te tes toi ton tu un une vos
        votre vous y""",
    "de": """aber alle als also am an auch auf aus bei bin bis da dann das dass dem den der des die dies diese
        diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es fur hat hatte hatten
        ich ihm ihn ihnen ihr ihre im in ist ja kann kein keine mit nach nicht noch nur ob oder ohne sein seine
        seit sich sie sind so uber um und uns unter vom von vor wann war waren warum was weil welche welchem
        welchen welcher welches wem wen wenn wer werden wessen wie wieso wieviel wird wo woher wohin worden wurde
        wurden zu zum zur
        weshalb weswegen wieviele""",
    "it": """a ad ai al alla alle allo anche c che chi ci come con cosa cui da dal dalla dalle dei del della delle
        dello di dove e ed era erano essere fu furono gli ha hanno i il in io l la le lei li lo loro lui ma mi
        ne nei nel nella nelle no noi non o per perche piu quale quali quando quanta quante quanti quanto quella
        quelle quelli quello questa queste questi questo se si sia sono stata stato su sua sue sui sul sulla suo
        suoi tra tu un una uno voi""",
    "pt": """a ao aos as ate com como da das de dela dele deles do dos e ela elas ele eles em entre era eram essa
        esse esta estao estava este eu foi foram ha isso isto ja la lhe mais mas me mesmo meu muito na nao nas nem
        no nos o onde os ou para pela pelas pelo pelos por porque qual quais quando quanta quantas quanto quantos
        que quem sao se sem ser seu seus sua suas tambem te tem tinha um uma umas uns voce
        aonde""",
    "nl": """aan al als bij dan dat de der deze die dit door een en er haar had heb hebben heeft hem het hij hoe
        hoeveel hun ik in is je kan maar me meer met mijn na naar niet nog nu of om onder ook op over te tot uit
        van veel voor waar waarom wanneer waren was wat welk welke werd werden wie wij worden zal ze zich zij zijn
        zo
        wiens waarheen""",
    "ru": """а без более бы был была были было быть в вам вас ведь во вот все всего вы где да даже для до его ее
        если есть еще же за здесь и из или им их к как какая какие какой каком какую когда кого ком кому который
        которая которые ко кто куда ли между меня мне много может мы на над надо нам нас не него нее нет ни них но
        ну о об один он она они оно от откуда очень по под после почему при про с сам свою себя сейчас сколько со
        так также там тем теперь то тогда того тоже только том тот ты у уже хотя чего чей чем через что чтобы чья
        эта эти это этого этой этом этот я
        чье чьи какова каков каково каковы зачем""",
    "uk": """а або але без був була були було бути в вже ви від вона вони воно все всі де для до до є же з за зі і
        із її їх його й коли кого кому котрий куди ли ми між на над нам нас не неї ні але о об один от по під
        після при про с сам себе скільки та так також там те тим то того тоді той тому ти у хто це цей ця чи
        чий чим чому що щоб щось я як яка яке який якого якої яку які
        чия чиє чиї скількох звідки навіщо""",
    "pl": """a aby ale bez bo by byc byl byla bylo byly ci co czy dla do dlaczego gdy gdzie i ich ile im ja jak
        jaka jaki jakie jako je jego jej jest jeszcze juz kiedy kim kto ktora ktore ktory ktorzy ma mi mnie na nad
        nam nas nie nim niz o od on ona one oni oraz po pod przed przez przy sa sie ta tak takze tam te tego tej
        ten to tu ty tych tylko tym u w we wiec wy z za ze
        czyj czyja czyje ilu skad dokad czemu""",
    "tr": """acaba ama ancak bana bazi belki ben beni bir biri biz bu buna bunda bundan bunu bunun cok cunku da
        daha de defa diye en gibi hangi hem hep hepsi her hic icin ile ise kac kadar kez ki kim kime kimi mi mu
        nasil ne neden nerede nereye nicin niye o ona ondan onlar onu onun sanki sen siz su tum ve veya ya yani
        zaman
        kimdi kimdir kimin kimden kimde kimler kiminle nerededir neresi neresidir nereden kactir nedir neydi hangisi""",
    "sv": """att av dar de dem den denna deras det detta din du efter eller en er ett for fran ha hade han har hon
        honom hur i icke inte ja jag kan man med mig min mot mycket ni nar nu och om oss over pa sa sig sin ska som
        till under upp ut vad var varfor vem vi vid vilka vilken vilket voro
        vems vart varifran manga""",
    "el": """αλλα αν απο αυτα αυτη αυτην αυτο αυτοι αυτον αυτοσ για γιατι δεν εγω εδω ειναι ειχαν ειχε εκει εμεισ
        ενα ενασ επισησ εσεισ εσυ εχει εχουν η ηταν θα και κατα κι μασ με μετα μη μην μια μου να ο οι ολα
        ολοι ομωσ οταν οτι παρα πιο ποια ποιανου ποιεσ ποιο ποιοι ποιον ποιοσ ποιου πολυ ποσα ποσεσ ποση
        ποσο ποσοι ποσουσ ποσων ποτε που πριν προσ πωσ σασ σε σου στα στη στην στισ στο στον στουσ τα την
        τησ τι τισ το τον τοτε του τουσ των χωρισ ωσ""",
    "hy": """այդ այն այս առանց արդեն բայց դա դեռ դու դուք եթե եմ են ենք ես երբ եւ եք է էի էին էինք էր թե իմ ինչ
        ինչու ինչպես ինչքան իսկ իր իրեն իրենց կամ համար հետ ձեր մասին մեկ մենք մեջ մեր մի միայն մոտ նա նաեւ
        նրա նրան նրանց նրանք շատ ով ովքեր որ որը որի որին որոնք որպես որտեղ որտեղից որքան ու ում ումից ուր
        չէ չէր սա վրա քանի քո""",
    "ka": """ამ ან არ არა არიან არის ასევე აქვს და ერთი ეს ვერ ვინ ვის ვისი თუ თქვენ იმ ის ისინი იყვნენ იყო კი
        მაგრამ მათ მათი მას მე მიერ მისი რა რამდენი რას რატომ როგორ როდის რომ რომელი რომელიც რომელმა სად
        სადაც საიდან უნდა უფრო შენ შესახებ შორის ჩვენ ძალიან ჰქონდა""",
    "ar": """اذا الا التي الذي الذين الي اليه اليها ان انا انت انه انها او اي اية ايضا اين بعد بعض بل به بها بهم
        بين تكون تلك تم ثم حتي حول خلال دون ذلك علي عليه عليها عن عند عندما غير فقط في فيه فيها قبل قد كان
        كانت كانوا كل كم كما كيف لا لم لماذا لن له لها لهم لو ليس ليست ما ماذا متي مع من منذ منه منها نحن
        هذا هذه هل هم هما هن هو هولاء هي و يا يكون""",
    "he": """או אותה אותו אותם אחרי איזה איזו איך אילו אין איפה אל אלה אלו אם אנחנו אני אשר את אתה אתם בה בהם בו
        בין גם הוא היא היה היו הייתה היכן היתה הם הן זאת זה זו יש כאשר כבר כי כיצד כל כמה כן לא לאן לה להם
        לו לי למה לפני מאין מדוע מה מי מן מתי עוד על עם רק של שלה שלהם שלו""",
    "hi": """अपना अपनी अपने आप इन इस इसका इसकी इसके इसे उन उस उसका उसकी उसके उसे एक और कब कर करने कहां का कि
        कितना कितनी कितने किया किस किसका किसकी किसके किसको किसने की के कैसे को कौन क्या क्यों गई गए गया जो
        तक तुम तो था थी थीं थे नहीं ने पर पहले बाद भी में मैं यह या ये रहा रही रहे लिए वह वे साथ से हम ही
        हुआ हुई हुए है हैं हो""",
}

STOPWORDS: dict[str, frozenset[str]] = {language: frozenset(words.split()) for language, words in _LISTS.items()}


def likely_language(folded_words: Collection[str], among: Iterable[str | None]) -> str:
    """Return the language most of whose function words a short text has; the first of ``among`` when it has none.

    A question is too short for a statistical detector, but hardly one is without function words.
    """
    preferred = [language for language in among if language in STOPWORDS]
    order = list(dict.fromkeys([*preferred, "en", *STOPWORDS]))

    def hits(language: str) -> float:
        # The library's own languages win ties and near ties: most questions are asked in one of them.
        return sum(word in STOPWORDS[language] for word in folded_words) + (0.5 if language in preferred else 0)

    return max(order, key=hits)
