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
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from benchmarks import datasets
from benchmarks.asserted import question_statements
from benchmarks.checker import SETS, is_tuned
from benchmarks.corruptions import KINDS, corrupted, material_of
from benchmarks.rewrites import REWRITES
from benchmarks.statements import Passage, Statement, passages
from index import Library
from index.claims import statements
from index.models import CheckedClaims, Claim

SEED = 21
CLAIMS = 120  # of each kind, in both halves together
_ARTICLES = 900  # of one set, at most, that claims are made of
_ASKED = "question and answer"  # in words of their own
_LEFT_OUT = "of articles left out"  # perhaps true; whatever is said of them rests on other articles
_MANY = 100  # articles of a set from which some are left out, the same in every run
_FALSE = tuple(kind for kind in KINDS if kind != "wrong citation")  # which is no falsehood in a whole library
_STATUSES = ("supported", "disputed", "contradicted", "absent")


Truth = Literal["true", "false", "unknown"]


@dataclass(frozen=True, slots=True)
class Case:
    """A claim, whether it is true, and what the library says of it."""

    statement: Statement
    kind: str
    truth: Truth
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
        for statement, kind, truth in made:
            began = time.perf_counter()
            checked = await library.check_claims(statement.text)
            seconds.append(time.perf_counter() - began)
            cases.append(Case(statement, kind, truth, _whole(checked)))
    return cases, seconds


async def _opened(folder: Path, place: Path) -> Library:
    """Open a library with the articles of all sets."""
    library = await Library.open(datasets.settings(place))
    if not await library.article_count():
        for dataset in datasets.load(folder, SETS):
            ids = datasets.article_ids(dataset)
            kept = {id for id in ids if not _is_left_out(id, len(ids))}
            await datasets.fill(library, datasets.part(dataset, kept, place / "articles" / dataset.name))
    return library


def _is_left_out(article: str, of: int) -> bool:
    """Whether an article isn't in the library although claims are made of it."""
    return of >= _MANY and zlib.crc32(f"left out {article}".encode()) % 20 == 0


def _whole(checked: CheckedClaims) -> Claim:
    [claim] = checked.claims
    return claim


def _made(folder: Path, chance: random.Random) -> Iterator[tuple[Statement, str, Truth]]:
    """Yield claims with their kinds; as many of each kind in both halves, where there are so many."""
    pool, absent = _pools(folder, chance)
    true = {kind: list(_rewritten(kind, pool, chance)) for kind in REWRITES} | {_ASKED: list(_asked(folder, chance))}
    everything = [one for found in true.values() for one in found]
    yield from ((one, kind, "true") for kind, found in true.items() for one in found)
    yield from ((one, _LEFT_OUT, "unknown") for one in _rewritten("verbatim", absent, chance))
    halves = {half: material_of([one for one in pool if is_tuned(one.article) is half]) for half in (True, False)}
    for kind in _FALSE:
        chance.shuffle(everything)
        spoiled = (corrupted(one, kind, halves[is_tuned(one.evidence[0].article)], chance) for one in everything)
        yield from ((one, kind, "false") for one in _half_and_half(one for one in spoiled if one and _is_one(one.text)))


def _asked(folder: Path, chance: random.Random) -> Iterator[Statement]:
    found: list[Statement] = []
    for dataset in datasets.load(folder, SETS):
        rows = {str(row["id"]): row for row in datasets.articles(dataset)}
        found += question_statements(dataset.questions, rows)
    chance.shuffle(found)
    return _half_and_half(one for one in found if _is_one(one.text))


def _pools(folder: Path, chance: random.Random) -> tuple[list[Passage], list[Passage]]:
    """Return what claims are made of: sentences of articles in the library, and of some that aren't."""
    pool: list[Passage] = []
    absent: list[Passage] = []
    for dataset in datasets.load(folder, SETS):
        rows = datasets.articles(dataset)
        for row in chance.sample(rows, min(_ARTICLES, len(rows))):
            found = passages(row, chance)[: 150 if len(rows) < _MANY else 16]
            (absent if _is_left_out(str(row["id"]), len(rows)) else pool).extend(found)
    chance.shuffle(pool)
    chance.shuffle(absent)
    return pool, absent


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
    groups = {truth: [one for one in cases if one.truth == truth] for truth in ("true", "false", "unknown")}
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
        "truth": case.truth, "kind": case.kind, "tuned": case.is_tuned, "status": case.claim.status,
        "text": case.statement.text, "of": case.statement.evidence[0].quote,
        "supporting": [one.quote for one in case.claim.supporting],
        "contradicting": [one.quote for one in case.claim.contradicting],
        "nearest": [one.quote for one in case.claim.nearest],
    }  # fmt: skip


if __name__ == "__main__":
    main()
