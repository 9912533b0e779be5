"""A claim held against one quote."""

from index.checking.judging import judge
from index.checking.matching import Source


def is_carried(claim: str, quote: str, language: str = "en", *, question: str | None = None) -> bool:
    """Whether a quote without a title carries a claim."""
    return judge(claim, [Source(number=1, quote=quote, language=language)], question).status == "supported"
