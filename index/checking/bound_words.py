"""The words that bound a figure, as ``bounds`` reads them. Folded; in more languages than one where they are known."""

from index.checking.english import word_set

_PHRASES = {
    "floor": """at least|more than|greater than|higher than|longer than|older than|exceeding|exceeds|exceeded|above
        |in excess of|upwards of|upward of|no fewer than|no less than|not less than|not fewer than|minimum of
        |al menos|por lo menos|como minimo|mas de|minimo de|не менее|не меньше|более|больше|свыше|минимум|более чем
        |au moins|plus de|mindestens|mehr als""",
    "over": "over",  # "over five years" may be during them
    "cap": """at most|at the most|up to|less than|fewer than|lower than|shorter than|younger than|under|below
        |no more than|not more than|maximum of|a lo sumo|como maximo|maximo de|menos de|no mas de|не более|не больше
        |менее|меньше|максимум|не более чем|менее чем|au plus|moins de|hochstens|weniger als|bis zu""",
    "hasta": "hasta|до",  # of a number "up to", of a date "until"
    "near": "nearly|almost|close to|just under|just below|just over|casi|cerca de|почти|presque",
    "every": "every|each|cada|каждые|каждый|каждую|каждое",
    "until": "until|till|through|up until|up to and including|jusqu|jusqu en|jusqu au|bis",
    "since": "since|ever since|desde|depuis|seit",
    "from": "from|starting|beginning|с|со",
    "before": "before|prior to|ahead of|antes de|antes del|перед|avant",
    "after": "after|following|despues de|despues del|tras|после|apres",
    "between": "between|entre|между|zwischen",
    "to": "to|по",
    "by": "by|на",
    "": "according to|thanks to|due to|owing to",
}
BOUNDS = {tuple(phrase.split()): bound for bound, line in _PHRASES.items() for phrase in line.split("|")}
LONGEST = max(map(len, BOUNDS))
BEHIND = {
    **dict.fromkeys(("or more", "or older", "or over", "or above", "or longer", "or higher", "and over"), "floor"),
    **dict.fromkeys(("and older", "and above", "and up", "at least", "o mas", "и более", "и больше"), "floor"),
    **dict.fromkeys(("or less", "or fewer", "or under", "or younger", "and under", "and younger"), "cap"),
    **dict.fromkeys(("at most", "o menos", "и менее"), "cap"),
}
BESIDES = word_set(
    """about around approximately roughly some an a another additional estimated further the only just as early late
    mid el la los las unos unas aproximadamente le les den dem примерно около другие еще"""
)
JOINING = word_set("and to y a e и по до et und bis hasta through until till or")
SPANS = word_set(
    """year years month months week weeks day days night nights hour hours minute minutes decade decades century
    centuries season seasons weekend weekends generations"""
)
