"""Words that stand for something said before, by language: a sentence that begins with one needs the one before."""

import re

from index.analysis import MARKS

# Forms that are articles, conjunctions or nouns as well are left out: Spanish el, Italian il, Dutch het, Swedish den.
_WORDS = {
    "en": "he she it they him her his hers its their them this that these those such here",
    "es": "él ella ellos ellas su sus este esta esto estos estas ese esa eso éste ésta ése ésa aquel aquella",
    "fr": "il elle ils elles ce c' cela ceci son sa ses leur leurs cette ces",
    "de": "er sie es ihr ihre sein seine dies diese dieser dieses",
    "it": "egli lui lei loro questo questa questi queste suo sua",
    "pt": "ele ela eles elas seu sua seus suas isto isso este esta esse essa",
    "nl": "hij zij ze hem haar hun dit deze",
    "sv": "han hon hans hennes deras detta denna dessa",
    "pl": "on ona ono oni jego jej ich ten ta to te",
    "tr": "o onun onlar onlarin bu bunlar şu",
    "ru": "он она оно они его ее её их этот эта это эти тот та те",
    "uk": "він вона воно вони його її їх цей ця це ці",
    "el": "αυτός αυτή αυτό αυτοί αυτές αυτά",
    "hy": "նա նրա նրանք սա դա այս այդ",
    "ka": "ის ეს ისინი მისი მათი ამ იმ",
    "ar": "هو هي هم وهو وهي وهم هذا هذه ذلك تلك",
    "he": "הוא היא הם הן זה זו זאת",
    "hi": "वह वे यह ये उस उसने उसका उसकी उसके उन्होंने इस इसने इसका इसकी इसके",
}
_WITHOUT_SPACES = {"zh": "他 她 它 这 這 该 該", "ja": "彼 これ それ この その"}
_OF_LANGUAGE = {language: frozenset(words.casefold().split()) for language, words in _WORDS.items()}
# Of a text whose language isn't known.
_OF_NONE = frozenset[str]().union(*(_OF_LANGUAGE[one] for one in ("en", "es", "fr", "de", "it", "pt", "ru", "uk"))) - {
    "il", "c'",
}  # fmt: skip

_OPENING = r"[\s\"“‘'«»„「『(\[]*"
_FIRST_WORD = re.compile(rf"{_OPENING}([\w{MARKS}]++['’]?)(?!-)")
_FIRST_LETTERS = re.compile(rf"{_OPENING}(?:{'|'.join(' '.join(_WITHOUT_SPACES.values()).split())})")


def points_back(sentence: str, language: str | None = None) -> bool:
    """Whether a sentence begins with a word that stands for something said before it. ``language`` is ISO 639-1."""
    if language in _WITHOUT_SPACES:
        return _FIRST_LETTERS.match(sentence) is not None
    found = _FIRST_WORD.match(sentence)
    if found is None:
        return False
    word = found[1].casefold().replace("’", "'")
    listed = _OF_LANGUAGE.get(language or "", _OF_NONE)
    return word in listed or word.removesuffix("'") in listed
