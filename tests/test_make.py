"""make.py by itself: what it says without installing anything."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def make(*arguments, script=ROOT / "make.py"):
    return subprocess.run(
        [sys.executable, str(script), *arguments], capture_output=True, text=True, cwd=ROOT
    )


def test_without_a_target_every_target_has_its_line_of_help():
    said = make().stdout
    assert [line.split()[0] for line in said.splitlines()[1:4]] == ["help", "install", "run"]
    assert all(len(line.split()) > 2 for line in said.splitlines()[1:])


def test_an_unknown_target_is_wrong_usage():
    done = make("nonsense")
    assert done.returncode == 2
    assert done.stderr.startswith("make.py: there is no target 'nonsense'")


def test_a_python_that_is_too_old_is_said_before_anything_is_installed(tmp_path):
    script = tmp_path / "make.py"
    text = (ROOT / "make.py").read_text("utf-8")
    script.write_text(
        text.replace("SUPPORTED = ((3, 11), (3, 12), (3, 13))", "SUPPORTED = ((2, 7),)")
    )
    for name in ("requirements.lock", "pyproject.toml"):
        (tmp_path / name).write_text("")
    done = make("install", script=script)
    assert done.returncode == 1
    assert "this project needs Python 2.7, and only" in done.stderr
    assert not (tmp_path / ".venv").exists()
