"""Which language a text is in: told by its function words where they are clear, else by py3langid's model."""

import functools
import importlib
import re
from collections import Counter
from typing import Any, cast

from index.analysis import fold
from index.stopwords import STOPWORDS

_SAMPLE_CHARACTERS = 3_000  # enough to be sure
# Function words are counted in a tenth of the model's time. Languages that share many, as Spanish and Portuguese,
# are left to the model where their counts are near each other.
_COUNTED_CHARACTERS = 1_500
_LEAST_WORDS = 20
_CLEAR_SHARE = 0.2  # of a text's words
_CLEAR_LEAD = 1.5  # times the next language's share
_LEAST_LETTERS = 20
_LEAST_CONFIDENCE = 0.5  # py3langid's probabilities are calibrated over lengths, see its LanguageIdentifier

_WORD = re.compile(r"[^\W\d_]+")
_LANGUAGES_OF = {
    word: tuple(language for language, listed in STOPWORDS.items() if word in listed)
    for words in STOPWORDS.values()
    for word in words
}

_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+")


def detect_language(text: str) -> str | None:
    """Return the text's ISO 639-1 code; None when it is too short or could be several."""
    sample = _ADDRESS.sub(" ", text[:_SAMPLE_CHARACTERS])
    if sum(map(str.isalpha, sample)) < _LEAST_LETTERS and not _has_own_script(sample):
        return None
    if clear := _by_function_words(sample):
        return clear
    language, confidence = weigh_language(sample)
    # Three letters are languages without a two-letter code, or py3langid's "no language at all".
    return language if confidence >= _LEAST_CONFIDENCE and len(language) == 2 else None


def weigh_language(sample: str) -> tuple[str, float]:
    """Return the likeliest language of a sample as py3langid names it, and its probability."""
    return cast(tuple[str, float], _identifier().classify(sample))


def _by_function_words(sample: str) -> str | None:
    """Return the language whose function words a text is full of, None where that isn't clear."""
    words = _WORD.findall(sample[:_COUNTED_CHARACTERS])
    if len(words) < _LEAST_WORDS:
        return None
    counts = Counter(language for word in words for language in _LANGUAGES_OF.get(fold(word), ()))
    [(language, most), (_, next_most)] = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    return language if most >= max(_CLEAR_SHARE * len(words), _CLEAR_LEAD * next_most) else None


def _has_own_script(sample: str) -> bool:
    """Tell whether a few characters are enough, as they are for scripts that write whole syllables."""
    return sum("\u3040" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7a3" for character in sample) >= 8


@functools.cache
def _identifier() -> Any:
    # Unpacking the model takes most of a second, so it waits for the first text.
    langid = cast(Any, importlib.import_module("py3langid.langid"))  # it has neither types nor stubs
    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
