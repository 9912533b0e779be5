"""Facts about the project's own files that no other tool holds."""

import ast
import importlib
import re
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from importlib.metadata import packages_distributions
from importlib.util import find_spec
from pathlib import Path

import pytest
from dotenv import dotenv_values
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from pydantic_settings import BaseSettings

from index import __version__
from index.settings import LibrarySettings

ROOT = Path(__file__).parents[1]
TOP_LEVEL = {
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "benchmarks",
    "bot",
    "docs",
    "index",
    "pyproject.toml",
    "samples",
    "tests",
}
PACKAGES = ("bot", "index")
LOCKS = {
    "requirements.txt": "build",
    **{f"requirements-{group}.txt": group for group in ("bench", "check", "model", "pictures", "test")},
}
MEGABYTE = 1_000_000
# Where packages come from is each machine's own choice, and what a folder is called there concerns nobody else.
# The brackets keep the patterns from finding themselves.
OF_ONE_MACHINE = re.compile(
    r"[p]ypi\.(org|python)|[p]ythonhosted\.org|[r]egistry\.npmjs"
    r"|(?<![\w.~-])/(work|root|home|Users|tmp[/]bash[\w.]*)[/]"
)

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def _ignored() -> list[str]:
    lines = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    return [".git", *(line.rstrip("/") for line in lines if line and not line.startswith("#"))]


IGNORED = _ignored()


def _is_kept(path: Path) -> bool:
    return not any(fnmatch(path.name, pattern) for pattern in IGNORED)


def _files(folder: Path = ROOT) -> Iterator[Path]:
    """Yield the project's own files: what ``.gitignore`` leaves, found without git."""
    for path in filter(_is_kept, sorted(folder.iterdir())):
        if path.is_dir():
            yield from _files(path)
        else:
            yield path


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


FILES = list(_files())
MODULES = [path for path in FILES if path.suffix == ".py"]


def _settings() -> list[type[BaseSettings]]:
    """Return the classes of settings there are; the bot's once it has some."""
    if find_spec("bot.settings") is None:
        return [LibrarySettings]
    return [LibrarySettings, importlib.import_module("bot.settings").BotSettings]


def _locked(lock: str) -> dict[str, list[Requirement]]:
    """Return what a lock pins, by name; a name has several pins where they differ by Python or system."""
    pins: dict[str, list[Requirement]] = {}
    for line in (ROOT / ".ci" / lock).read_text("utf-8").splitlines():
        if line and not line.startswith(("#", " ")):
            requirement = Requirement(line.split(" #")[0].rstrip("\\ "))
            pins.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return pins


def _wanted(lock: str) -> list[Requirement]:
    """Return what pyproject.toml asks of a lock."""
    wanted = list(PYPROJECT["dependency-groups"][LOCKS[lock]])
    if lock == "requirements.txt":
        wanted += PYPROJECT["project"]["dependencies"]
    return [Requirement(line) for line in wanted]


def _imported(module: Path) -> set[str]:
    """Return the names of the top-level packages that a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def test_the_top_level_holds_nothing_unexpected() -> None:
    """A thing that is put here is a thing that everybody has to look at."""
    found = {path.name for path in ROOT.iterdir() if _is_kept(path) and not path.name.startswith(".")}
    assert found <= TOP_LEVEL


def test_no_file_is_larger_than_a_megabyte() -> None:
    assert [_name(path) for path in FILES if path.stat().st_size > MEGABYTE] == []


def test_no_file_names_a_package_index_or_a_folder_of_one_machine() -> None:
    found: list[str] = []
    for path in FILES:
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue  # not text
        found += [f"{_name(path)}: {match[0]}" for match in OF_ONE_MACHINE.finditer(text)]
    assert found == []


@pytest.mark.parametrize("module", [path for path in MODULES if path.stat().st_size], ids=_name)
def test_a_module_says_what_it_is_for(module: Path) -> None:
    assert ast.get_docstring(ast.parse(module.read_text("utf-8")))


@pytest.mark.parametrize("package", PACKAGES)
def test_what_is_imported_is_a_dependency_of_ours(package: str) -> None:
    """A package that only another one asks for can be gone with its next release."""
    declared = {canonicalize_name(Requirement(line).name) for line in PYPROJECT["project"]["dependencies"]}
    distributions = packages_distributions()
    undeclared = {
        f"{name} in {_name(module)}"
        for module in MODULES
        if module.is_relative_to(ROOT / package)
        for name in _imported(module) - sys.stdlib_module_names - set(PACKAGES)
        if not declared & {canonicalize_name(distribution) for distribution in distributions.get(name, [])}
    }
    assert undeclared == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_a_hash_for_everything_and_no_address(lock: str) -> None:
    text = (ROOT / ".ci" / lock).read_text("utf-8")
    pins = re.split(r"\n(?=\w)", text)[1:]
    assert pins
    assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []
    assert re.findall(r"^-\S+|\S*://\S*|\S+ @ \S+|\S*file:\S*", text, re.MULTILINE) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_what_pyproject_asks_for(lock: str) -> None:
    """`make lock` makes them agree again."""
    pins = _locked(lock)
    for wanted in _wanted(lock):
        pinned = pins.get(canonicalize_name(wanted.name), [])
        assert pinned, wanted.name
        for requirement in pinned:
            (specifier,) = requirement.specifier
            assert wanted.specifier.contains(specifier.version), f"{wanted}, but {requirement}"


def test_the_locks_agree() -> None:
    runtime = _locked("requirements.txt")
    for lock in LOCKS:
        for name, pins in _locked(lock).items():
            versions = {str(pin.specifier) for pin in runtime.get(name, pins)}
            assert {str(pin.specifier) for pin in pins} <= versions, name


def test_nobody_has_to_install_a_deep_learning_framework() -> None:
    names = {name for lock in LOCKS for name in _locked(lock)}
    assert names.isdisjoint({"torch", "tensorflow", "jax"})


def test_every_setting_is_in_the_example_and_nothing_else() -> None:
    fields = [name.upper() for settings in _settings() for name in settings.model_fields]
    named = re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE)
    assert sorted(named) == sorted(set(fields))
    assert len(named) == len(set(named))


def test_each_setting_is_explained_with_its_default() -> None:
    text = (ROOT / ".env.example").read_text("utf-8")
    defaults = {
        name.upper(): field.default for settings in _settings() for name, field in settings.model_fields.items()
    }
    explained = {name: said for said, name in re.findall(r"^# \S.* Default: (.+)\n(\w+)=", text, re.MULTILINE)}
    for name, default in defaults.items():
        said = explained.get(name, "")
        if default is None:
            assert said.startswith("none"), name
        else:
            assert said.replace(",", "") == str(default), name


def test_the_readme_has_every_setting_with_its_default() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.+?) \|", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    said = {name: default.strip("`").replace(",", "") for name, default in rows}
    fields = {name.upper(): field for settings in _settings() for name, field in settings.model_fields.items()}
    assert said == {name: "none" if field.default is None else str(field.default) for name, field in fields.items()}


def test_the_example_changes_nothing_when_it_is_copied_as_it_is() -> None:
    example = ROOT / ".env.example"
    assert not any(dotenv_values(example).values())
    for settings in _settings():
        assert settings(_env_file=example) == settings()


def test_the_changelog_knows_this_version() -> None:
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    released = [Version(heading) for heading in headings if heading != "Unreleased"]
    assert headings[0] in {"Unreleased", __version__}
    assert released == sorted(released, reverse=True)
    assert all(version <= Version(__version__) for version in released)


def test_the_samples_are_eight_articles_in_the_four_formats() -> None:
    """``samples/*-*`` is what `make demo` adds."""
    samples = list((ROOT / "samples").glob("*-*"))
    assert len(samples) == 8
    assert {sample.suffix for sample in samples} == {".docx", ".html", ".md", ".pdf"}
