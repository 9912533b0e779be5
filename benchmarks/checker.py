"""Measure the checker: how many true sentences it lets through and how many false ones it catches, by kind.

``python -m benchmarks.checker FOLDER``: the folder holds measuring sets (news, wiki, clapnq, xquad-en; those that are
there). Sentences of their articles are rewritten so that the meaning stays, then spoiled in one thing each.
"""

import argparse
import json
import random
import statistics
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import datasets
from benchmarks.asserted import question_statements
from benchmarks.corruptions import KINDS, Material, corrupted, material_of
from benchmarks.rewrites import REWRITES, joined
from benchmarks.statements import Passage, Statement, passages
from index.checking.judging import Verdict, judge
from index.checking.matching import Source

SETS = ("news", "wiki", "clapnq", "xquad-en")
SEED = 20
ARTICLES = 900  # of one set, at most
TRUE_OF_A_KIND = {"verbatim": 120, "question and answer": 150}
TRUE = 150  # of every other kind
FALSE = 300  # of each kind


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence, whether its evidence carries it, and what the checker says."""

    statement: Statement
    kind: str
    is_true: bool
    is_tuned: bool  # of an article that may be looked at when the checker is changed
    verdict: Verdict
    seconds: float = field(default=0, compare=False)  # to read the evidence and judge


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true", help="print one JSON value")
    parser.add_argument("--details", type=Path, help="write every sentence with its verdict, one JSON value a line")
    parser.add_argument("--seed", type=int, default=SEED)
    arguments = parser.parse_args()
    cases = run(arguments.folder, arguments.seed)
    if arguments.details:
        arguments.details.write_text("\n".join(json.dumps(_row(case)) for case in cases), encoding="utf-8")
    seconds = sorted(case.seconds for case in cases)
    speed = {name: 1000 * seconds[int(part * (len(seconds) - 1))] for name, part in (("p50", 0.5), ("p95", 0.95))}
    figures = summary(cases) | {"milliseconds": speed}
    print(json.dumps(figures) if arguments.json else table(figures))
    if not arguments.json:
        print(f"a sentence, its evidence read anew: {speed['p50']:.1f} ms, p95 {speed['p95']:.1f}")


def run(folder: Path, seed: int = SEED) -> list[Case]:
    """Make the sentences and judge them."""
    chance = random.Random(seed)
    true, everything = _true(folder, chance)
    halves = {half: material_of([p for p in everything if is_tuned(p.article) is half]) for half in (True, False)}
    cases = [_case(statement, statement.kind, True) for statement in true]
    cases += [_case(statement, kind, False) for kind, statement in _false(true, halves, chance)]
    return cases


def is_tuned(article: str) -> bool:
    """Whether an article is of the half that the checker may be fitted to."""
    return zlib.crc32(article.encode()) % 2 == 0


def _true(folder: Path, chance: random.Random) -> tuple[list[Statement], list[Passage]]:
    pool: list[Passage] = []
    asked: list[Statement] = []
    for dataset in datasets.load(folder, SETS):
        rows = datasets.articles(dataset)
        asked += question_statements(dataset.questions, {str(row["id"]): row for row in rows})
        for row in chance.sample(rows, min(ARTICLES, len(rows))):
            pool += passages(row, chance)[: 150 if len(rows) < 100 else 16]
    chance.shuffle(pool)
    chance.shuffle(asked)
    statements = asked[: TRUE_OF_A_KIND["question and answer"]]
    for kind, rewrite in REWRITES.items():
        made = (
            Statement(text=text, kind=kind, evidence=(p,)) for p in pool if (text := rewrite(p, chance)) is not None
        )
        statements += [one for one, _ in zip(made, range(TRUE_OF_A_KIND.get(kind, TRUE)), strict=False)]
    statements += _joined(pool, chance)
    return statements, pool


def _joined(pool: Sequence[Passage], chance: random.Random) -> list[Statement]:
    by_article: dict[str, list[Passage]] = {}
    for passage in pool:
        by_article.setdefault(passage.article, []).append(passage)
    pairs = [(own[0], own[1]) for own in by_article.values() if len(own) > 1]
    found = [
        Statement(text=text, kind="two facts joined", evidence=pair)
        for pair in pairs
        if (text := joined(*pair, chance))
    ]
    return found[: TRUE_OF_A_KIND.get("two facts joined", TRUE)]


def _false(
    true: Sequence[Statement], material: dict[bool, Material], chance: random.Random
) -> Iterator[tuple[str, Statement]]:
    """Yield corrupted ones of each kind, from true ones of all kinds; from all sentences where few lend themselves."""
    all_ = [
        Statement(text=p.sentence, kind="verbatim", evidence=(p,)) for one in material.values() for p in one.passages
    ]
    ours = list(true)
    for kind in KINDS:
        order = all_ if kind in ("certainty", "bound", "part") else ours
        chance.shuffle(order)
        made = 0
        for statement in order:
            spoiled = corrupted(statement, kind, material[is_tuned(statement.evidence[0].article)], chance)
            if spoiled is not None:
                yield kind, spoiled
                made += 1
            if made == FALSE:
                break


def _case(statement: Statement, kind: str, is_true: bool) -> Case:
    began = time.perf_counter()
    verdict = judge(statement.text, sources_of(statement), statement.question)
    seconds = time.perf_counter() - began
    return Case(statement, kind, is_true, is_tuned(statement.evidence[0].article), verdict, seconds)


def sources_of(statement: Statement) -> list[Source]:
    """Return a statement's evidence as the checker takes it."""
    return [
        Source(number=number, quote=passage.quote, title=passage.title, published=passage.published)
        for number, passage in enumerate(statement.evidence, start=1)
    ]


def summary(cases: Sequence[Case]) -> dict[str, object]:
    """Return rates by kind for both halves of the articles, and what they come to."""
    return {
        "tuned": _half([case for case in cases if case.is_tuned]),
        "other": _half([case for case in cases if not case.is_tuned]),
    }


def _half(cases: Sequence[Case]) -> dict[str, object]:
    true, false = [case for case in cases if case.is_true], [case for case in cases if not case.is_true]
    caught = [case for case in false if not _passed(case)]
    stopped = [case for case in true if not _passed(case)]
    return {
        "true": {kind: _rate([case for case in true if case.kind == kind], passed=True) for kind in _kinds(true)},
        "verbatim": _rate([case for case in true if case.statement.is_verbatim], passed=True),
        "rewritten": _rate([case for case in true if not case.statement.is_verbatim], passed=True),
        "let through": _rate(true, passed=True),
        "false": {kind: _rate([case for case in false if case.kind == kind], passed=False) for kind in _kinds(false)},
        "caught": _rate(false, passed=False),
        "precision": round(
            len(caught) / max(len(caught) + len(stopped), 1), 4
        ),  # of what is dropped, how much is false
        "recall": round(len(caught) / max(len(false), 1), 4),
    }


def _kinds(cases: Sequence[Case]) -> list[str]:
    return list(dict.fromkeys(case.kind for case in cases))


def _passed(case: Case) -> bool:
    return case.verdict.status == "supported"


def _rate(cases: Sequence[Case], *, passed: bool) -> dict[str, float]:
    return {
        "count": len(cases),
        "rate": round(statistics.fmean([_passed(case) is passed for case in cases] or [0.0]), 4),
    }


def table(figures: dict[str, object]) -> str:
    """Lay the figures out."""
    tuned, other = figures["tuned"], figures["other"]
    assert isinstance(tuned, dict)
    assert isinstance(other, dict)
    lines = [f"{'':28}{'tuned on':>16}{'other half':>16}"]
    for group, title in (("true", "true, let through"), ("false", "false, caught")):
        lines.append(title)
        lines += [_line(f"  {kind}", tuned[group].get(kind), other[group].get(kind)) for kind in tuned[group]]
        names = ("let through", "verbatim", "rewritten") if group == "true" else ("caught",)
        lines += [_line(f"  = {name}", tuned[name], other[name]) for name in names]
    lines += [f"{name:28}{tuned[name]:>16.1%}{other[name]:>16.1%}" for name in ("precision", "recall")]
    return "\n".join(lines)


def _line(name: str, *rates: dict[str, float] | None) -> str:
    return f"{name:28}" + "".join(f"{rate['rate']:>9.1%}{rate['count']:>7}" if rate else f"{'':16}" for rate in rates)


def _row(case: Case) -> dict[str, object]:
    return {
        "true": case.is_true, "kind": case.kind, "tuned": case.is_tuned, "made": case.statement.kind,
        "status": case.verdict.status, "reason": case.verdict.reason, "word": case.verdict.word,
        "text": case.statement.text, "question": case.statement.question,
        "evidence": [[one.title, one.published, one.quote, one.sentence] for one in case.statement.evidence],
    }  # fmt: skip


if __name__ == "__main__":
    main()
