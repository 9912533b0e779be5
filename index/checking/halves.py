"""Claims that say two things: their halves, and whom they are about."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.checking.english import AUXILIARIES, BASES, word_set
from index.checking.matching import name_runs
from index.checking.reading import Reading, Token, is_light, read

_JOINTS = word_set("and but while whereas although though who which")


def halves(claim: Reading) -> Iterator[tuple[Reading, Reading]]:
    """Cut a claim at a conjunction or a semicolon; the second half is given the subject of the first if it has none."""
    for at, (before, token) in enumerate(pairwise(claim.tokens), start=1):
        is_joint = token.fold in _JOINTS and not token.kind
        if not (is_joint or ";" in claim.text[before.end : token.start]):
            continue
        rest = claim.tokens[at + is_joint :]
        if not (_is_whole(claim.tokens[:at]) and _is_whole(rest)):
            continue
        second = claim.text[rest[0].start :]
        if rest[0].fold in ("he", "she"):
            second = _opening(claim) + claim.text[rest[0].end :]
        elif is_verb(rest[0]):
            second = f"{_opening(claim)} {second}"
        yield read(claim.text[: before.end], claim.language), read(second, claim.language)


def is_verb(token: Token) -> bool:
    """Whether a word looks like a verb: by its ending, or because it is a known one."""
    return token.fold in AUXILIARIES or (
        token.kind == "word" and token.text.islower() and (token.fold.endswith("ed") or token.fold in BASES)
    )


def _is_whole(tokens: Sequence[Token]) -> bool:
    content = [token for token in tokens if token.kind]
    return len(content) >= 3 and any(token.kind == "word" and not is_light(token) for token in content)


def _opening(claim: Reading) -> str:
    """Return the words a claim begins with, up to and with its first name or noun."""
    tokens = claim.tokens
    end = 0
    for before, token in pairwise([*tokens, tokens[-1]]):
        end = before.end
        if before.kind in ("name", "word") and not (token.kind == "name" and before.kind == "name"):
            break
    return claim.text[:end]


def subject(claim: Reading) -> str | None:
    """Return the name that a sentence begins with, or None."""
    runs = list(name_runs(claim))
    first = next(iter(claim.content), None)
    if runs and first is not None and runs[0][0] <= first + 1:
        tokens = [claim.tokens[at] for at in ([first, *runs[0]] if runs[0][0] == first + 1 else runs[0])]
        return claim.text[tokens[0].start : tokens[-1].end] if claim.tokens[first].text[0].isupper() else None
    token = claim.tokens[first] if first is not None else None
    return token.text if token is not None and first == 0 and token.text[0].isupper() else None
