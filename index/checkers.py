"""What readers have the library check: the claims of a text they came across."""

import time

from index.asking import MAX_QUESTION_CHARACTERS, Weighed, cleaned
from index.claim_checks import ClaimChecker
from index.claims import Stated, statements
from index.claims_answer import checked_claims
from index.errors import InvalidQuestion
from index.models import CheckedClaims, Claim
from index.questions import SHARED
from index.readers import require_name
from index.writers import Writers

MAX_CHARACTERS = 8_000  # of a text whose claims are checked


class Checkers(Writers):
    """The part of the library that holds claims to the articles. No model has a hand in it."""

    async def check_claims(self, text: str, *, library: str = SHARED) -> CheckedClaims:
        """Say of each claim of a text what a library and the shared one say of it.

        A text that states nothing has no claims. Raises InvalidQuestion when it is too long.
        """
        require_name(library)
        if len(text) > MAX_CHARACTERS:
            raise InvalidQuestion(f"the text has {len(text)} characters, more than {MAX_CHARACTERS}")
        began = time.perf_counter()
        stated = statements(text)
        claims = await self._read(self._checked, stated.claims, library)
        seconds = time.perf_counter() - began
        return checked_claims(text, claims, stated.left_out, seconds)

    def _checked(self, claims: tuple[Stated, ...], library: str) -> list[Claim]:
        checker = ClaimChecker()
        return [checker.check(claim, self._found_for(claim, library)) for claim in claims]

    def _found_for(self, claim: Stated, library: str) -> Weighed:
        asked = cleaned((claim.checked or claim.text)[:MAX_QUESTION_CHARACTERS])
        return self._questions.weigh(asked, library, ())
