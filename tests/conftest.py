"""What holds for every test."""

from collections.abc import Iterator

import pytest

from benchmarks.small_model import NoSmallModel, serving
from bot.settings import BotSettings
from index.settings import LibrarySettings

_MAX_ID_LENGTH = 60
_NO_MODEL = "Nothing was tested with a real model"


@pytest.fixture(scope="session", autouse=True)
def _no_settings_of_this_machine() -> Iterator[None]:
    """Keep the environment and a developer's ``.env`` out, so that a test sees the defaults or what it sets itself."""
    with pytest.MonkeyPatch.context() as patch:
        for settings in (BotSettings, LibrarySettings):
            for name in settings.model_fields:
                patch.delenv(name.upper(), raising=False)
            patch.setitem(settings.model_config, "env_file", None)
        yield


@pytest.fixture(scope="session")
def small_model() -> Iterator[str]:
    """Serve a real model; gives the address for ``LLM_BASE_URL``."""
    server = serving()
    try:
        url = server.__enter__()
    except NoSmallModel as reason:
        pytest.skip(f"{_NO_MODEL}: {reason}")
    try:
        yield url
    finally:
        server.__exit__(None, None, None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say plainly that the real model wasn't there: a skipped test is easily overlooked."""
    reasons = {str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", []) if report.longrepr}
    for reason in sorted(reason for reason in reasons if _NO_MODEL in reason):
        terminalreporter.write_line(reason.removeprefix("Skipped: "), yellow=True)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a document in a parameter by its parameter, with a number; None leaves the name to pytest.

    Its bytes would be a long name, and another one in each process where a PDF or a zip holds the time it was made.
    """
    if isinstance(val, bytes) and not (val.isascii() and val.decode("ascii").isprintable()):
        return argname
    return argname if isinstance(val, bytes | str) and len(val) > _MAX_ID_LENGTH else None
