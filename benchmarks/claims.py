"""Measure *Check this claim*: true and false claims, held against a whole library rather than the one right passage.

``python -m benchmarks.claims FOLDER``: the folder holds measuring sets (news, wiki, clapnq, xquad-en; those that are
there), all of which fill one library. Claims are made as for the checker: sentences of articles, rewritten so that
the meaning stays, and then spoiled in one thing each.
"""

import argparse
import asyncio
import json
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import datasets
from benchmarks.checker import SETS, is_tuned
from benchmarks.corruptions import KINDS, corrupted, material_of
from benchmarks.rewrites import REWRITES
from benchmarks.statements import Passage, Statement, passages
from index import Library
from index.claims import statements
from index.models import CheckedClaims, Claim

SEED = 21
CLAIMS = 110  # of each kind, in both halves together
_ARTICLES = 900  # of one set, at most, that claims are made of
_FALSE = tuple(kind for kind in KINDS if kind != "wrong citation")  # which is no falsehood in a whole library
_STATUSES = ("supported", "disputed", "contradicted", "absent")


@dataclass(frozen=True, slots=True)
class Case:
    """A claim, whether it is true, and what the library says of it."""

    statement: Statement
    kind: str
    is_true: bool
    claim: Claim

    @property
    def is_tuned(self) -> bool:
        """Whether it is of an article that may be looked at when something is changed."""
        return is_tuned(self.statement.evidence[0].article)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true", help="print one JSON value")
    parser.add_argument("--details", type=Path, help="write every claim with what was found, one JSON value a line")
    parser.add_argument("--keep", type=Path, help="fill the library in this folder, and find it there the next time")
    parser.add_argument("--seed", type=int, default=SEED)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cases, seconds = asyncio.run(run(arguments.folder, arguments.keep or Path(folder), arguments.seed))
    if arguments.details:
        arguments.details.write_text("\n".join(json.dumps(_row(case)) for case in cases), encoding="utf-8")
    figures = summary(cases) | {"milliseconds": {"p50": _at(seconds, 0.5), "p95": _at(seconds, 0.95)}}
    print(json.dumps(figures) if arguments.json else table(figures))


async def run(folder: Path, place: Path, seed: int = SEED) -> tuple[list[Case], list[float]]:
    """Make the claims and check them; return with them how many seconds each took."""
    made = [*_made(folder, random.Random(seed))]
    cases: list[Case] = []
    seconds: list[float] = []
    async with await _opened(folder, place) as library:
        for statement, kind, is_true in made:
            began = time.perf_counter()
            checked = await library.check_claims(statement.text)
            seconds.append(time.perf_counter() - began)
            cases.append(Case(statement, kind, is_true, _whole(checked)))
    return cases, seconds


async def _opened(folder: Path, place: Path) -> Library:
    """Open a library with the articles of all sets."""
    library = await Library.open(datasets.settings(place))
    if not await library.article_count():
        for dataset in datasets.load(folder, SETS):
            await datasets.fill(library, dataset)
    return library


def _whole(checked: CheckedClaims) -> Claim:
    [claim] = checked.claims
    return claim


def _made(folder: Path, chance: random.Random) -> Iterator[tuple[Statement, str, bool]]:
    """Yield claims with their kinds, and whether they are true; as many of each kind in both halves."""
    pool = _pool(folder, chance)
    true = {kind: list(_rewritten(kind, pool, chance)) for kind in REWRITES}
    for kind, found in true.items():
        yield from ((one, kind, True) for one in found)
    everything = [one for found in true.values() for one in found]
    halves = {half: material_of([one for one in pool if is_tuned(one.article) is half]) for half in (True, False)}
    for kind in _FALSE:
        chance.shuffle(everything)
        spoiled = (corrupted(one, kind, halves[is_tuned(one.evidence[0].article)], chance) for one in everything)
        yield from ((one, kind, False) for one in _half_and_half(one for one in spoiled if one and _is_one(one.text)))


def _pool(folder: Path, chance: random.Random) -> list[Passage]:
    pool: list[Passage] = []
    for dataset in datasets.load(folder, SETS):
        rows = datasets.articles(dataset)
        for row in chance.sample(rows, min(_ARTICLES, len(rows))):
            pool += passages(row, chance)[: 150 if len(rows) < 100 else 16]
    chance.shuffle(pool)
    return pool


def _rewritten(kind: str, pool: Sequence[Passage], chance: random.Random) -> Iterator[Statement]:
    made = (Statement(text=text, kind=kind, evidence=(one,)) for one in pool if (text := REWRITES[kind](one, chance)))
    return _half_and_half(one for one in made if _is_one(one.text))


def _half_and_half(made: Iterator[Statement]) -> Iterator[Statement]:
    """Yield as many of one half of the articles as of the other, where there are so many."""
    wanted = {True: CLAIMS // 2, False: CLAIMS // 2}
    for statement in made:
        half = is_tuned(statement.evidence[0].article)
        if wanted[half]:
            wanted[half] -= 1
            yield statement
        if not any(wanted.values()):
            return


def _is_one(text: str) -> bool:
    """Whether a text is one claim that is understood alone: nobody checks what "she said" without knowing who."""
    claims = statements(text).claims
    return len(claims) == 1 and claims[0].checked is not None


def summary(cases: Sequence[Case]) -> dict[str, object]:
    """Return for both halves what was said of the claims, as shares of each kind."""
    halves = {"tuned": True, "other": False}
    return {name: _half([case for case in cases if case.is_tuned is half]) for name, half in halves.items()}


def _half(cases: Sequence[Case]) -> dict[str, dict[str, dict[str, float]]]:
    groups = {"true": [one for one in cases if one.is_true], "false": [one for one in cases if not one.is_true]}
    return {
        group: {
            kind: _shares([case for case in own if case.kind == kind]) for kind in dict.fromkeys(c.kind for c in own)
        }
        | {"all": _shares(own)}
        for group, own in groups.items()
    }


def _shares(cases: Sequence[Case]) -> dict[str, float]:
    count = max(len(cases), 1)
    said = {status: sum(case.claim.status == status for case in cases) / count for status in _STATUSES}
    return {"count": len(cases)} | {status: round(share, 4) for status, share in said.items()}


def _at(seconds: Sequence[float], share: float) -> float:
    ordered = sorted(seconds) or [0.0]
    return round(1000 * ordered[min(int(share * len(ordered)), len(ordered) - 1)], 1)


def table(figures: dict[str, object]) -> str:
    """Lay the figures out."""
    lines: list[str] = []
    for name, title in (("tuned", "tuned on"), ("other", "other half")):
        lines.append(f"{title:24}{'claims':>8}" + "".join(f"{status:>14}" for status in _STATUSES))
        half = figures[name]
        assert isinstance(half, dict)
        for group, kinds in half.items():
            lines.append(group)
            lines += [_line(kind, shares) for kind, shares in kinds.items()]
    return "\n".join([*lines, f"milliseconds a claim: {figures['milliseconds']}"])


def _line(kind: str, shares: dict[str, float]) -> str:
    said = "".join(f"{shares[status]:>14.1%}" for status in _STATUSES)
    return f"  {kind:22}{shares['count']:>8}{said}"


def _row(case: Case) -> dict[str, object]:
    return {
        "true": case.is_true, "kind": case.kind, "tuned": case.is_tuned, "status": case.claim.status,
        "text": case.statement.text, "of": case.statement.evidence[0].quote,
        "supporting": [one.quote for one in case.claim.supporting],
        "contradicting": [one.quote for one in case.claim.contradicting],
        "nearest": [one.quote for one in case.claim.nearest],
    }  # fmt: skip


if __name__ == "__main__":
    main()
