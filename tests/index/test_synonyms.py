"""Everyday words that stand for each other."""

import pytest

from index.analysis import fold
from index.synonyms import SYNONYM_WEIGHT, SYNONYMS


@pytest.mark.parametrize("language", SYNONYMS)
def test_synonyms_go_both_ways_and_never_to_the_word_itself(language: str) -> None:
    for word, others in SYNONYMS[language].items():
        assert others
        assert word not in others
        assert len(set(others)) == len(others)
        assert all(word in SYNONYMS[language][other] for other in others)


@pytest.mark.parametrize("language", SYNONYMS)
def test_synonyms_are_written_as_questions_are_folded(language: str) -> None:
    assert [word for word in SYNONYMS[language] if fold(word) != word] == []


def test_a_synonym_counts_for_less_than_the_word() -> None:
    assert 0 < SYNONYM_WEIGHT < 1


def test_calling_is_phoning_but_not_killing() -> None:
    assert "phone" in SYNONYMS["en"]["call"]
    assert "kill" not in SYNONYMS["en"]["call"]
