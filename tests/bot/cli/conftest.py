"""The command line as it is typed, over the sample articles."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main

SAMPLES = Path(__file__).parents[3] / "samples"

Run = Callable[..., "Ran"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def values(self) -> list[Any]:
        """The JSON values it printed, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run commands in a folder of their own, where ``data`` is theirs."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path, stdin: str = "") -> Ran:
        monkeypatch.setattr("sys.stdin", StringIO(stdin))
        capsys.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as ended:  # argparse's way
            assert isinstance(ended.code, int)
            code = ended.code
        out, err = capsys.readouterr()
        return Ran(code=code, out=out, err=err)

    return run


@pytest.fixture(scope="session")
def _samples_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fill a data folder with the samples, once for all tests."""
    folder = tmp_path_factory.mktemp("samples") / "data"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATA_DIR", str(folder))
        assert main(["add", "--json", *map(str, sorted(SAMPLES.glob("*-*")))]) == 0
    return folder


@pytest.fixture
def samples(_samples_data: Path, run: Run, tmp_path: Path) -> Path:
    """Put the samples into the library of this test."""
    return shutil.copytree(_samples_data, tmp_path / "data")


@pytest.fixture
def id_of(samples: Path, run: Run) -> Callable[[str], str]:
    """Look up the id of a sample by the start of its title."""

    def id_of(title: str) -> str:
        (found,) = [row["id"] for row in run("list", "--json").values if row["title"].startswith(title)]
        return found

    return id_of
