"""What `make` does, in one script of the standard library: `python make.py TARGET` does the same.

Any Python 3.8 or newer may run this script; the environment that it makes uses a supported one.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed.txt"
LOCK = ROOT / "requirements.lock"
SUPPORTED = ((3, 11), (3, 12), (3, 13))
CODE = ["ingest", "index", "evals", "app", "tests", "make.py"]
TARGETS: dict[str, Callable[[list[str]], None]] = {}


def main(arguments: list[str]) -> None:
    """Run the targets in order; what follows `--` goes to the last one's command."""
    extra = arguments[arguments.index("--") + 1 :] if "--" in arguments else []
    names = arguments[: arguments.index("--")] if "--" in arguments else arguments
    for name in names or ["help"]:
        if name not in TARGETS:
            raise _stop(f"there is no target {name!r}; plain `make` lists them", 2)
    for name in names or ["help"]:
        TARGETS[name](extra if name == (names or ["help"])[-1] else [])


def target(name: str) -> Callable[[Callable[[list[str]], None]], Callable[[list[str]], None]]:
    """The function below becomes a target; its docstring is the line of help."""

    def register(function: Callable[[list[str]], None]) -> Callable[[list[str]], None]:
        TARGETS[name] = function
        return function

    return register


@target("help")
def show_help(extra: list[str]) -> None:
    """List the targets."""
    print("make TARGET, or python make.py TARGET:")
    for name, function in TARGETS.items():
        print(f"  {name:<17}{(function.__doc__ or '').splitlines()[0]}")


@target("install")
def install(extra: list[str]) -> None:
    """Make .venv with the `reports` command; does nothing when it is up to date."""
    if _is_up_to_date():
        return
    if _venv_python() is None:
        _make_venv()
    print(
        "Installing the locked packages into .venv (about 1.2 GB, a minute or two) ...", flush=True
    )
    pip = [str(_tool("python")), "-m", "pip", "install", "--quiet", "--no-input"]
    pip += ["--disable-pip-version-check", "--no-deps"]
    _run([*pip, "--require-hashes", "--requirement", str(LOCK)], INSTALL_ADVICE)
    # Hushed: setuptools greets every editable installation with a page of advice.
    _run([*pip, "--no-build-isolation", "--editable", "."], INSTALL_ADVICE, hushed=True)
    STAMP.write_text(_fingerprint(), "utf-8")
    print("Installed: the command is .venv/bin/reports" if os.name != "nt" else "Installed.")


@target("run")
def run(extra: list[str]) -> None:
    """Install, bring in the digests if the library is empty, and serve the chat on 127.0.0.1."""
    install([])
    _become([str(_tool("reports")), "serve", *extra])


@target("test")
def test(extra: list[str]) -> None:
    """Install what is missing and run every test (browser tests where a Chromium is found)."""
    install([])
    _run([str(_tool("python")), "-m", "pytest", *extra])


@target("test-browser")
def test_browser(extra: list[str]) -> None:
    """Run the tests that drive a real browser."""
    install([])
    _run([str(_tool("python")), "-m", "pytest", "-m", "browser", *extra])


@target("check")
def check(extra: list[str]) -> None:
    """Format, lint, types, import rule."""
    install([])
    _run([str(_tool("ruff")), "format", "--check", *CODE], "`make fix` formats it.")
    _run([str(_tool("ruff")), "check", *CODE], "`make fix` mends what can be mended.")
    _run([str(_tool("mypy"))])
    _run([str(_tool("lint-imports"))])


@target("fix")
def fix(extra: list[str]) -> None:
    """Format the code and mend what ruff can mend."""
    install([])
    _run([str(_tool("ruff")), "format", *CODE])
    _run([str(_tool("ruff")), "check", "--fix", *CODE])


@target("eval")
def evaluate(extra: list[str]) -> None:
    """Run every suite on the library."""
    install([])
    _run([str(_tool("reports")), "eval", *extra])


@target("bench")
def bench(extra: list[str]) -> None:
    """Measure time and memory, beside an earlier commit as well."""
    install([])
    _run([str(_tool("python")), "-m", "tests.bench", *extra])
    if not extra:
        _run([str(_tool("python")), "-m", "tests.bench.analytics"])
        _run([str(_tool("python")), "-m", "tests.bench.beside"])
        _run([str(_tool("python")), "-m", "tests.bench.files"])


@target("screens")
def screens(extra: list[str]) -> None:
    """Take the pictures of the pages in docs/pages anew."""
    install([])
    _run([str(_tool("python")), "-m", "tests.screens", *extra])


@target("load")
def load(extra: list[str]) -> None:
    """Let twenty people ask at once: errors, answers to the wrong person, times, memory."""
    install([])
    _run([str(_tool("python")), "-m", "tests.load", *extra])


@target("soak")
def soak(extra: list[str]) -> None:
    """Kill 200 ingestions at random moments and see that nothing is lost (ARGS="50 --seed 3")."""
    install([])
    _run([str(_tool("python")), "-m", "tests.soak", *extra])


@target("fuzz")
def fuzz(extra: list[str]) -> None:
    """Read 2,000 spoilt files: no crash, no hang, memory under the limit."""
    install([])
    _run([str(_tool("python")), "-m", "tests.fuzz", *extra])


@target("evidence")
def evidence(extra: list[str]) -> None:
    """Print every figure that README and notes quote (wants REPORTS_DIR)."""
    install([])
    _run([str(_tool("python")), "-m", "evals.evidence", *extra])
    wanted = ("REPORTS_DIR", "RETRIEVAL_QUESTIONS", "RETRIEVAL_SCORER")
    if missing := [name for name in wanted if not os.environ.get(name)]:
        print(f"retrieval: skipped, {' and '.join(missing)} not set")
    elif not extra:
        _run([str(_tool("python")), "-m", "tests.bench.retrieval"])


@target("golden")
def golden(extra: list[str]) -> None:
    """Write the generated files that are reviewed like code."""
    install([])
    _run([str(_tool("python")), "-m", "evals.schema", *extra])


@target("lock")
def lock(extra: list[str]) -> None:
    """Write requirements.lock anew: names, versions, markers and hashes."""
    install([])
    command = [str(_tool("uv")), "pip", "compile", "--quiet", "--universal"]
    command += ["pyproject.toml", "requirements.in", "--extra", "dev"]
    command += ["--override", "requirements.overrides", "--python-version", "3.11"]
    command += ["--generate-hashes", "--no-emit-index-url", "--no-emit-find-links"]
    command += ["--no-annotate", "--no-header", "--output-file", LOCK.name, *extra]
    _run(command)


@target("sbom")
def sbom(extra: list[str]) -> None:
    """Write build/sbom.cdx.json, a bill of materials (CycloneDX); hold it against the lock."""
    _supply("sbom", extra)


@target("licences")
def licences(extra: list[str]) -> None:
    """List the licences of all packages; fails on one that is not allowed."""
    _supply("licences", extra)


@target("vulnerabilities")
def vulnerabilities(extra: list[str]) -> None:
    """Ask for known vulnerabilities of the locked packages (wants the network)."""
    _supply("vulnerabilities", extra)


def _supply(name: str, extra: list[str]) -> None:
    install([])
    _run([str(_tool("python")), "-m", f"tests.supply.{name}", *extra])


@target("all")
def everything(extra: list[str]) -> None:
    """Check and test."""
    check([])
    test(extra)


def _is_up_to_date() -> bool:
    stamped = STAMP.is_file() and STAMP.read_text("utf-8") == _fingerprint()
    # The Python below an environment can go away, by an upgrade of the system say.
    return stamped and _tool("reports").is_file() and _version(str(_tool("python"))) in SUPPORTED


def _fingerprint() -> str:
    """What the environment was made from: lock, project file, place."""
    digest = hashlib.sha256()
    for path in (LOCK, ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return f"{digest.hexdigest()} {ROOT}\n"


def _tool(name: str) -> Path:
    """Path of a command of the environment."""
    return VENV / ("Scripts/" + name + ".exe" if os.name == "nt" else "bin/" + name)


def _venv_python() -> Path | None:
    """The environment's Python, or None where it is missing, broken or not supported."""
    python = _tool("python")
    if _version(str(python)) in SUPPORTED and _works([str(python), "-m", "pip", "--version"]):
        return python
    return None


def _make_venv() -> None:
    python = _find_python()
    if not _works([python, "-c", "import ensurepip, venv"]):
        major, minor = _version(python) or SUPPORTED[0]
        raise _stop(
            f"{python} comes without the module venv. Install it and run this again: "
            f"apt-get install python{major}.{minor}-venv (Debian, Ubuntu), "
            f"or the package of your system that brings `ensurepip`."
        )
    if VENV.exists():
        print("Replacing a .venv that does not work here ...", flush=True)
        shutil.rmtree(VENV)
    _run([python, "-m", "venv", str(VENV)])


def _find_python() -> str:
    """A supported Python: the one that runs this script, else the newest on the path."""
    if sys.version_info[:2] in SUPPORTED:
        return getattr(sys, "_base_executable", None) or sys.executable
    for major, minor in reversed(SUPPORTED):
        for name in (f"python{major}.{minor}", "python3", "python"):
            found = shutil.which(name)
            # Asked, not trusted: pyenv and the Windows store put names on the path that don't run.
            if found and _version(found) == (major, minor):
                return found
    names = ", ".join(f"{major}.{minor}" for major, minor in SUPPORTED)
    raise _stop(
        f"this project needs Python {names}, and only {sys.version.split()[0]} was found. "
        "Install one of them (Debian, Ubuntu: apt-get install python3 python3-venv) and try again."
    )


def _version(python: str) -> tuple[int, ...] | None:
    """Major and minor version of an interpreter, or None where it does not run."""
    try:
        said = subprocess.run(
            [python, "-c", "import sys; print(*sys.version_info[:2])"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return tuple(int(part) for part in said.stdout.split())


def _works(command: Sequence[str]) -> bool:
    try:
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError:
        return False
    return done.returncode == 0


INSTALL_ADVICE = (
    "The installation did not finish. It needs the network once (the Python package index) and "
    "about 1.5 GB of disk; run the same command again, it goes on where it stopped."
)


def _run(command: Sequence[str], advice: str = "", *, hushed: bool = False) -> None:
    """Run a command in the project's folder; stop with its exit code when it fails.

    A hushed command is heard only when it fails.
    """
    to = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT} if hushed else {}
    try:
        done = subprocess.run(command, cwd=str(ROOT), **to)
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    code = done.returncode
    if code != 0:
        if hushed:
            print(done.stdout.decode(errors="replace"), file=sys.stderr)
        raise _stop(f"{Path(command[0]).name} failed. {advice}".strip(), code if code > 0 else 1)


def _become(command: Sequence[str]) -> None:
    """Hand over to a command that runs until it is stopped, so that signals reach it alone."""
    if os.name == "nt":
        _run(command)
        return
    os.chdir(str(ROOT))
    sys.stdout.flush()
    os.execv(command[0], list(command))


def _stop(message: str, code: int = 1) -> SystemExit:
    """What to raise once the message is said."""
    print(f"make.py: {message}", file=sys.stderr)
    return SystemExit(code)


if __name__ == "__main__":
    main(sys.argv[1:])
