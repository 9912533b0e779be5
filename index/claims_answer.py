"""Checked claims with their citations numbered, and as an answer that can be kept. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.asking import MAX_QUESTION_CHARACTERS, REFUSAL
from index.models import Answer, CheckedClaims, Citation, Claim, Sentence


def checked_claims(text: str, claims: Sequence[Claim], left_out: int, seconds: float) -> CheckedClaims:
    """Number the citations of claims in reading order, and make an answer of them."""
    numbers: dict[tuple[str, str, int, int], int] = {}

    def numbered(citations: Iterable[Citation]) -> tuple[Citation, ...]:
        return tuple(_numbered(citation, numbers) for citation in citations)

    claims = tuple(
        replace(
            claim,
            supporting=numbered(claim.supporting),
            contradicting=numbered(claim.contradicting),
            nearest=numbered(claim.nearest),
        )
        for claim in claims
    )
    return CheckedClaims(claims=claims, left_out=left_out, answer=_answer(text, claims, seconds))


def _numbered(citation: Citation, numbers: dict[tuple[str, str, int, int], int]) -> Citation:
    article = citation.article
    number = numbers.setdefault((article.library, article.id, citation.start, citation.end), len(numbers) + 1)
    return replace(citation, number=number, slot=number)


def _answer(text: str, claims: Sequence[Claim], seconds: float) -> Answer:
    """Return the quotes that say something of the claims; those that are only near can be opened all the same."""
    telling = {one.number: one for claim in claims for one in (*claim.supporting, *claim.contradicting)}
    near = {one.number: one for claim in claims for one in claim.nearest if one.number not in telling}
    sentences = tuple(Sentence(text=one.quote, citations=(one.number,)) for one in telling.values())
    return Answer(
        question=" ".join(text.split())[:MAX_QUESTION_CHARACTERS],
        status="answered" if telling else "refused",
        mode="quotes",
        text="\n\n".join(f"{one.text} [{one.citations[0]}]" for one in sentences) or REFUSAL,
        sentences=sentences,
        citations=tuple(telling.values()),
        nearest=() if telling else tuple(near.values()),
        unshown=tuple(near.values()) if telling else (),
        confidence=1.0 if telling else 0.0,
        seconds=round(seconds, 4),
    )
