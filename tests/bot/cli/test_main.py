"""The command line as a whole: arguments, exit codes, settings, and how it ends."""

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.cli.arguments import parse
from index import __version__

from .conftest import SAMPLES, Run

COMMANDS = ["add", "ask", "chat", "list", "show", "remove", "refresh", "evaluate", "doctor", "reindex", "export"]
PYTHON = [sys.executable, "-m", "bot"]
ROOT = Path(__file__).parents[3]


def environment(data: Path) -> dict[str, str]:
    """Let a process of its own find the package and the data."""
    return os.environ | {"PYTHONPATH": str(ROOT), "DATA_DIR": str(data)}


def test_help_names_every_command(run: Run) -> None:
    ran = run("--help")
    assert ran.code == 0
    assert all(f"\n    {command} " in ran.out for command in COMMANDS)


def test_help_is_there_without_the_library() -> None:
    code = "import sys; from bot.__main__ import main; sys.argv = ['footnote', '--help']\ntry: main()\nfinally:"
    code += " assert not {'index', 'rich', 'asyncio'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)


def test_the_version_is_said(run: Run) -> None:
    ran = run("--version")
    assert (ran.code, ran.out) == (0, f"footnote {__version__}\n")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["fly"],
        ["add"],
        ["ask"],
        ["show"],
        ["show", "a", "b"],
        ["remove"],
        ["remove", "a", "--all"],
        ["list", "--library", " "],
        ["doctor", "--library", "shared"],
        ["ask", "--details", "x", "Who?"],
    ],
)
def test_arguments_that_make_no_sense_exit_2(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("usage: footnote")


def test_what_is_not_said_has_a_default() -> None:
    options = parse(["ask", "Who?"])
    assert (options.library, options.as_json, options.only_library, options.any_article) == (
        "shared",
        False,
        None,
        None,
    )
    assert parse(["refresh"]).any_article is None
    assert parse(["reindex", "--library", "guild-1"]).only_library == "guild-1"


def test_a_library_of_no_possible_name_is_one_line(run: Run) -> None:
    ran = run("ask", "--library", "../x", "Who?")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("footnote: ")
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize("command", [["list"], ["doctor"]])
def test_a_setting_that_cannot_be_used_is_one_line(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setenv("ANSWER_THRESHOLD", "7")
    monkeypatch.setenv("MAX_ARTICLES", "many")
    ran = run(*command)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("footnote: a setting can't be used: ANSWER_THRESHOLD: ")
    assert "; MAX_ARTICLES: " in ran.err
    assert ran.err.count("\n") == 1


def test_an_interrupted_command_exits_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("bot.cli.commands.run", interrupted)
    ran = run("list")
    assert (ran.code, ran.out, ran.err) == (130, "", "")


def test_a_reader_that_has_enough_ends_the_command_quietly(samples: Path) -> None:
    command = [*PYTHON, "export", "-"]
    process = subprocess.Popen(
        command, env=environment(samples), stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0
    )
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    with process, process.stderr as err:
        assert err.read() == b""
    assert process.returncode == 141


def test_ctrl_c_at_the_prompt_ends_the_conversation_at_once(tmp_path: Path) -> None:
    """The prompt is on a terminal; what is sent there before is echoed, so the prompt is waited for."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*PYTHON, "chat"],
        env=environment(tmp_path / "data"),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        preexec_fn=_heeds_ctrl_c,  # noqa: PLW1509 - it takes no lock
    )
    os.close(theirs)
    with os.fdopen(ours, "rb", buffering=0) as terminal, process:
        seen = b""
        while "›".encode() not in seen:
            seen += terminal.read(1_000)
        time.sleep(0.1)  # between the prompt's last byte and the wait for a line
        process.send_signal(signal.SIGINT)
        try:
            assert process.wait(timeout=20) == 130
        finally:
            process.kill()
    assert b"Traceback" not in seen


def _heeds_ctrl_c() -> None:
    """Undo what a shell does to what it starts in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_a_terminal_gets_wrapped_lines_and_bold_answers(tmp_path: Path) -> None:
    """What looks the same in a file and on a terminal isn't: only the terminal has a table and styles."""
    ours, theirs = pty.openpty()
    sample = SAMPLES / "lake-sevan.md"
    command = [*PYTHON, "add", str(sample), str(sample)]
    env = environment(tmp_path / "data") | {"TERM": "xterm", "COLUMNS": "60"}
    env.pop("NO_COLOR", None)
    process = subprocess.Popen(command, env=env, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    seen = b""
    with os.fdopen(ours, "rb", buffering=0) as terminal, process:
        try:
            while data := terminal.read(10_000):
                seen += data
        except OSError:  # how Linux says that nobody is left at the other end
            pass
    assert process.returncode == 0, seen
    said = seen.decode()
    assert "\x1b[1madded" in said
    assert "Lake Sevan (" in said
    assert "1 added, 1 unchanged" in said


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full here")
def test_a_full_disk_under_the_output_is_one_line(samples: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [*PYTHON, "list"], env=environment(samples), stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert (ran.returncode, ran.stderr.count(b"\n")) == (1, 1)
    assert b"can't be written" in ran.stderr
