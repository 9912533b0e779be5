"""Which language a text is in, told by py3langid's model, which lies in its wheel."""

import functools
import re
from typing import cast

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_SAMPLE_CHARACTERS = 3_000  # enough to be sure, and under a millisecond
_LEAST_LETTERS = 20
_LEAST_CONFIDENCE = 0.5  # py3langid's probabilities are calibrated over lengths, see its LanguageIdentifier

_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+")


def detect_language(text: str) -> str | None:
    """Return the text's ISO 639-1 code; None when it is too short or could be several."""
    sample = _ADDRESS.sub(" ", text[:_SAMPLE_CHARACTERS])
    if sum(map(str.isalpha, sample)) < _LEAST_LETTERS and not _has_own_script(sample):
        return None
    language, confidence = weigh_language(sample)
    # Three letters are languages without a two-letter code, or py3langid's "no language at all".
    return language if confidence >= _LEAST_CONFIDENCE and len(language) == 2 else None


def weigh_language(sample: str) -> tuple[str, float]:
    """Return the likeliest language of a sample as py3langid names it, and its probability."""
    return cast(tuple[str, float], _identifier().classify(sample))  # pyright: ignore[reportUnknownMemberType] untyped


def _has_own_script(sample: str) -> bool:
    """Tell whether a few characters are enough, as they are for scripts that write whole syllables."""
    return sum("\u3040" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7a3" for character in sample) >= 8


@functools.cache
def _identifier() -> LanguageIdentifier:
    # Unpacking the model takes most of a second, so it waits for the first text.
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)  # pyright: ignore[reportUnknownMemberType] untyped
