"""What the checks can't see is what the documentation says they can't."""

import re
from pathlib import Path

import pytest

from index.checking.judging import judge
from index.checking.matching import Source
from index.stopwords import likely_language

DOCS = (Path(__file__).parents[3] / "docs" / "how-it-works.md").read_text("utf-8")
LISTED = re.search(r"### What the checks can't see\n(.*?)\n\n## ", DOCS, re.DOTALL)
EXAMPLES = re.findall(r'"([^"]+)" carries "([^"]+)"', " ".join(LISTED[1].split()) if LISTED else "")


def test_examples_are_listed() -> None:
    assert len(EXAMPLES) >= 5


@pytest.mark.parametrize(("quote", "claim"), EXAMPLES)
def test_each_of_them_passes_though_it_is_false(quote: str, claim: str) -> None:
    """One that fails is one that the checks have learnt to see: take it off the list."""
    language = likely_language(quote.casefold().split(), ())
    assert judge(claim, [Source(number=1, quote=f"{quote}.", language=language)]).status == "supported"
