"""What the checks know of English beyond its stems: irregular verbs, peoples, opposites, words that say nothing.

In other languages these are empty, and the checks rely on the words themselves and on where they stand.
"""

import re

_IRREGULAR = """
    be am is are was were been being | have has had having | do does did done | go goes went gone | say says said
    get got gotten | make made | know knew known | think thought | take took taken | see saw seen | come came
    give gave given | find found | tell told | feel felt | become became | leave left | put | mean meant | keep kept
    let | begin began begun | show showed shown | hear heard | run ran | hold held | bring brought |
    write wrote written
    sit sat | stand stood | lose lost | pay paid | meet met | set | lead led | understand understood |
    speak spoke spoken
    spend spent | grow grew grown | win won | buy bought | send sent | build built | fall fell fallen | cut
    sell sold | rise rose risen | drive drove driven | break broke broken | wear wore worn | choose chose chosen
    fight fought | throw threw thrown | catch caught | teach taught | seek sought | strike struck | shoot shot
    steal stole stolen | draw drew drawn | fly flew flown | sing sang sung | swim swam swum | drink drank drunk
    eat ate eaten | ride rode ridden | hide hid hidden | bear bore born borne | lie lay lain | lay laid | sleep slept
    forget forgot forgotten | forgive forgave forgiven | freeze froze frozen | hurt | hit | beat beaten | bind bound
    bite bit bitten | blow blew blown | deal dealt | dig dug | feed fed | flee fled | hang hung | lend lent |
    light lit
    prove proved proven | quit | read | ring rang rung | shake shook shaken | shrink shrank shrunk | shut |
    sink sank sunk
    slay slew slain | spread | spring sprang sprung | stick stuck | swear swore sworn | sweep swept | swing swung
    tear tore torn | wake woke woken | weave wove woven | withdraw withdrew withdrawn | undergo underwent undergone
    overcome overcame | overthrow overthrew overthrown | undertake undertook undertaken | arise arose arisen
    foresee foresaw foreseen | child children | man men | woman women | person people persons | foot feet | life lives
    wife wives | half halves | wolf wolves | knife knives | mouse mice | tooth teeth | goose geese |
    die dies died dying death deaths
    win winner | sell sale | speak speech | choose choice | lose loss | grow growth | bear birth | give gift
    believe belief | live life | prove proof | fly flight | sing song singer | marry marriage married |
    analyse analyze analysis
    tall height | long length | wide width | deep depth | strong strength | high height | invade invasion
    decide decision | destroy destruction | receive reception | describe description | defend defense defence
    expand expansion | explode explosion | conclude conclusion | divide division | produce production |
    reduce reduction
    permit permission | admit admission | succeed success successor | respond response | extend extension
    centre center | theatre theater | programme program | metre meter | litre liter |
    kilometer kilometre kilometers kilometres km | metres meters
    mile miles mi | litres liters | defence defense | licence license | grey gray | plough plow
"""
_NATIONS = """
    france french frenchman frenchmen | netherlands dutch holland | britain british uk briton britons | germany german
    spain spanish spaniard spaniards | poland polish pole poles | turkey turkish turk turks | greece greek greeks
    denmark danish dane danes | sweden swedish swede swedes | finland finnish finn finns | norway norwegian
    ireland irish | wales welsh | scotland scottish scots | england english | switzerland swiss | china chinese
    japan japanese | portugal portuguese | iceland icelandic | iraq iraqi | philippines filipino | thailand thai
    ukraine ukrainian | peru peruvian | usa us american america americans | europe european | israel israeli israelis
    czechia czech | norse viking | cyprus cypriot | argentina argentine | lebanon lebanese | afghanistan afghan
    norman normandy | rome roman | paris parisian | london londoner | venice venetian | naples neapolitan
    kenya kenyan | canada canadian | italy italian | belgium belgian | hungary hungarian | brazil brazilian
    catholic catholicism | islam muslim islamic | protestant protestantism | huguenot | mexico mexican
    congress congressional | president presidential | jan january | feb february | mar march
"""
# Written out on one side, as letters on the other. Both are read as the letters.
ACRONYMS: dict[tuple[str, ...], str] = {
    ("united", "states"): "us",
    ("united", "states", "of", "america"): "us",
    ("united", "kingdom"): "uk",
    ("united", "nations"): "un",
    ("great", "britain"): "uk",
}
_OPPOSITES = """
    before after | more less | more fewer | most least | above below | over under | increase decrease |
    increased decreased | earlier later
    rise fall | rose fell | north south | east west | northern southern | eastern western | first last | win lose
    won lost | up down | inside outside | with without | all none | always never | early late | left right
    high low | higher lower | highest lowest | larger smaller | largest smallest | older younger | oldest youngest
    longer shorter | best worst | better worse | male female | legal illegal | public private | open closed
    accept reject | support oppose | minimum maximum | majority minority | possible impossible
    begin end | began ended | remain leave | arrive leave | buy sell | bought sold | alive dead | guilty innocent
    same different | rich poor | hot cold | true false | many few | often rarely | import export
"""


def word_set(lines: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(lines.split())


_OURS = "col|lab|fav|hon|neighb|behavi|harb|rum|hum|arm|vap|flav|endeav|val|vig|parl|od|tum"
# British spellings and what takes their place, so that both are one.
SPELLINGS = (
    (re.compile(r"(?<=[a-z]{3}[iy])s(?=(?:e|ed|es|er|ers|ing|ation|ations)$)"), "z"),
    (
        re.compile(
            r"^((?:mis|dis|re)?(?:col|lab|fav|hon|neighb|behavi|harb|rum|hum|arm|vap|flav|endeav|val|vig|parl|od|tum))our"
        ),
        r"\1or",
    ),
    (re.compile(r"(?<=[a-z]{3}el)l(?=(?:ed|ing|er|ers)$)"), ""),
)


def _groups(lines: str) -> list[list[str]]:
    return [words for line in lines.splitlines() for group in line.split("|") if (words := group.split())]


BASES: dict[str, str] = {}  # "began" → "begin"; of two readings the first
for _group in _groups(_IRREGULAR):
    for _form in _group:
        BASES.setdefault(_form, BASES.get(_group[0], _group[0]))

NOUN_FORMS = word_set(  # of the words above: no form of a verb
    """child children man men woman women person people persons foot feet lives wife wives half halves wolf wolves
    knife knives mouse mice tooth teeth goose geese death deaths winner loss growth birth gift belief life proof flight
    song singer speech choice height length width depth strength"""
)

NATIONS = {form: group[0] for group in _groups(_NATIONS) for form in group}

OPPOSITES: dict[str, set[str]] = {}
for _one, _other in _groups(_OPPOSITES):
    OPPOSITES.setdefault(_one, set()).add(_other)
    OPPOSITES.setdefault(_other, set()).add(_one)

# Beside the synonyms that searching uses: closer ones, for a sentence must not say more than its evidence.
_CLOSE_SYNONYMS = """
    usually typically generally normally commonly often frequently | main chief principal primary major leading key
    release issue publish | inhabitant people resident citizen person | begin start commence launch found
    contain include comprise consist hold | locate situate lie | obtain get gain acquire receive | require need
    similar alike like resemble | allow enable let permit | create form found establish make set develop build
    part portion section segment piece | large big great huge vast | small little | quick fast rapid swift
    area region zone territory district | kind type sort form | leader head chief commander | lead command charge head
    end finish conclude cease stop terminate | entire whole full | almost nearly | also too | several many numerous
    important significant | famous known renowned notable | show display exhibit | give grant award provide offer
    author writer | work job | money cash fund | big large | approximately about around roughly | near close
    surrender yield give | battle fight combat | goal aim objective purpose | effect impact influence affect
    reside live dwell inhabit | keep retain preserve maintain | remain stay | become turn | cross traverse
    change alter modify shift | replace substitute replacement successor | famous celebrated |
    initially originally first
    eventually finally ultimately | currently presently now | previously formerly earlier | annually yearly
    approve pass adopt | sign ratify | kill slay | perish die | use utilize employ | help aid assist support |
    want wish desire seek
    buy purchase | sell vend | say state declare announce tell | believe think hold | suggest propose |
    contend argue claim maintain
    teacher instructor professor | student pupil | physician doctor | film movie picture | car automobile vehicle
    war conflict | fight struggle | group team band | company firm business | nation country state | city town
    forbid ban prohibit outlaw | permit allow | emigration exodus migration emigrate | huge enormous massive
    crew team | journey trip voyage | ship vessel boat | document paper | wealthy rich affluent |
    cause lead result trigger
    goods products merchandise | building structure edifice | ruler monarch sovereign | serve act | dedicate devote
    defeat beat overcome | conquer capture seize take occupy | assign contract appoint | compose write | perform play
"""

SYNONYM_GROUPS = _groups(_CLOSE_SYNONYMS)

# Words that a sentence may have without saying more than its evidence.
LIGHT = word_set(
    """accord say state report mention note describ indic articl sourc text passag evid quot inform provid
    also addit further furthermor moreov howev therefor thus henc addition includ so-cal name call known refer
    year month day date time number amount total approxim about around roughli nearli exactli
    later subsequ eventu yes question answer respect particular various variou one two way fact
    type kind sort term word nicknam group lot locat situat final complet
    take place occur happen becom still yet well even though although whether within among amongst along via toward
    towards
    onto upon despit per like unlik whose there"""
)
BE = word_set("""be am is are was were been being get got gets getting s re""")
AUXILIARIES = BE | word_set(
    """have has had having do does did will would shall should can could may might must ve ll d"""
)
HEDGES = word_set(
    """may might could would should must can will shall if unless possibly probably likely perhaps maybe reportedly
    allegedly alleged supposedly potentially plan plans planned expect expects expected want wants wanted hope hopes
    hoped threaten threatens threatened try tries tried attempt attempts attempted propose proposed consider
    considering considered fear fears feared worry worries rumor rumour whether"""
)
NEGATIONS = word_set(
    """not no never none nobody nothing neither nor cannot without hardly scarcely nowhere
    deny denies denied denying refute refutes refuted refuse refuses refused fail fails failed lack lacks lacked
    lacking unable false falsely untrue decline declined declines"""
)
CONTRACTED = word_set(
    """don doesn didn isn aren wasn weren hasn haven hadn won wouldn shouldn couldn can mustn needn ain"""
)
PRONOUNS = word_set(
    """he she it they him her them his hers its their theirs himself herself itself themselves this that these those
    such who which whose former latter"""
)
PERSONAL = word_set("""he she it they him her them his hers its their theirs""")
PREPOSITIONS = word_set(
    """of in on at by for from with to into onto over under about against between among during after before since
    until through near across behind beyond within without as than per via toward towards"""
)
CLAUSES = word_set(
    """and but or that which who whom whose when while whereas because although though after before as since if where
    so than until unless"""
)
FUNCTION = word_set(
    """never none neither cannot hardly unable if unless whether else either every another anyone someone everyone
    something everything anything already yet even still quite rather almost just simply really actually indeed
    upon onto via per among amongst amid although though however whereas whilst meanwhile don mustn needn ain isn
    got gets getting am mr mrs ms maybe perhaps other others one ones back away along around"""
)
DETERMINERS = word_set("""the a an this that these those his her its their our my your some any each every no""")
