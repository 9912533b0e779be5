"""Whatever moment a process is killed at, the next one finds every article whole or not there at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("FOOTNOTE_KILLS", "100"))
SEED = os.environ.get("FOOTNOTE_SEED") or str(int.from_bytes(os.urandom(2)))  # shown when something fails


def crash(*options: str, seconds: float) -> str:
    """Run the program that kills, and return its last line; fail with what it found."""
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}  # which it would start before it forks
    command = [sys.executable, "-m", "tests.index.crashing", *options]
    ran = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=seconds, check=False
    )
    assert ran.returncode == 0, f"{ran.stdout[-6000:]}\n{ran.stderr[-3000:]}"
    return ran.stdout.splitlines()[-1]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks")
def test_a_process_killed_at_any_moment_leaves_whole_articles() -> None:
    last = crash("random", "--kills", str(KILLS), "--seed", SEED, seconds=60 + 10 * KILLS)
    assert int(last.split()[1]) >= KILLS


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks")
def test_a_process_killed_before_or_after_any_change_of_a_store_leaves_whole_articles() -> None:
    last = crash("points", seconds=600)
    assert int(last.split()[1]) >= 40
