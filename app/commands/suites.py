"""Work on suites for `reports eval`: drafts, what is confirmed and disputed, what does not fit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.commands.sheets import export_pairs, import_pairs
from app.errors import BadSetting
from app.settings import Settings
from app.terminal import answer_lines, say, show
from app.wiring import make_ask, opened

if TYPE_CHECKING:
    from evals.check import Checks, Slip
    from evals.models import Kind
    from evals.run import RunOptions
    from evals.suite import SuiteFile

_PANEL = "Suites: write, exchange, settle"


def _option(name: str, metavar: str | None, help_: str) -> Any:
    return typer.Option(name, metavar=metavar, help=help_, rich_help_panel=_PANEL)


New = Annotated[
    list[str] | None,
    _option("--new", "QUESTION", "Draft a pair from its present answer; each --new is one turn."),
]
Into = Annotated[
    Path | None,
    _option("--suite", "FILE", "The suite that --new and --import write to; made if missing."),
]
Export = Annotated[Path | None, _option("--export", "FILE", "Write pairs as .xlsx or .csv.")]
Import = Annotated[Path | None, _option("--import", "FILE", "Take pairs in from .xlsx or .csv.")]
Replace = Annotated[
    bool, _option("--replace", None, "With --import: the sheet wins over pairs that are there.")
]
Confirm = Annotated[
    list[str] | None,
    _option("--confirm", "GLOB", "Say that these pairs are right against the reports as they are."),
]
Disputed = Annotated[
    str | None, _option("--dispute", "ID", "Doubt a pair, with --reason: no gate stops at it.")
]
Reason = Annotated[str | None, _option("--reason", "TEXT", "Why the pair is disputed.")]
By = Annotated[str | None, _option("--by", "NAME", "Who disputes it.")]
Settle = Annotated[str | None, _option("--settle", "ID", "Take a dispute back.")]
Check = Annotated[
    bool, _option("--check", None, "Ask nothing: say what in the suites does not fit the library.")
]


@dataclass(frozen=True)
class SuiteWork:
    """What is to be done with suites, instead of a run."""

    new: Sequence[str] | None = None
    into: Path | None = None
    export: Path | None = None
    bring: Path | None = None
    replace: bool = False
    confirm: Sequence[str] | None = None
    dispute: str | None = None
    reason: str | None = None
    by: str | None = None
    settle: str | None = None
    check: bool = False

    @property
    def asked(self) -> list[str]:
        """The options by which something is to be done; empty for a run."""
        names = {"into": "suite", "bring": "import"}
        given = [field.name for field in fields(self) if getattr(self, field.name)]
        return [f"--{names.get(name, name)}" for name in given]


def work_on(
    settings: Settings, paths: Sequence[Path], options: "RunOptions", work: SuiteWork
) -> None:
    """Do it; raises BadSetting where the options do not go together, and BadSuite."""
    tasks = {
        "--new": work.new,
        "--export": work.export,
        "--import": work.bring,
        "--confirm": work.confirm,
        "--dispute": work.dispute,
        "--settle": work.settle,
        "--check": work.check,
    }
    asked = [name for name, value in tasks.items() if value]
    if len(asked) != 1:
        raise BadSetting(f"Say one of {', '.join(tasks)}{f', not {asked}' if asked else ''}.")
    if work.into and asked[0] not in ("--new", "--import"):
        raise BadSetting("--suite names the file that --new and --import write to.")
    if work.new:
        _draft(settings, paths, options, work)
    elif work.export:
        export_pairs(paths, options, work.export)
    elif work.bring:
        import_pairs(paths, work.bring, _checks(settings), into=work.into, replace=work.replace)
    elif work.confirm:
        _confirm(settings, paths, work.confirm)
    elif work.check:
        _check(settings, paths, options)
    else:
        _dispute(paths, work)


def refuse_unmatched(files: Sequence["SuiteFile"], options: "RunOptions") -> None:
    """Raises BadSetting for a kind or an id that fits no pair, though others may fit some."""
    _refuse_unmatched(files, options.ids)
    kinds = sorted({pair.kind for file in files for pair in file.suite.pairs})
    for kind in options.kinds:
        if kind not in kinds:
            raise BadSetting(f"No pair of these suites is of the kind {kind!r}, only of {kinds}.")


def refuse_slips(settings: Settings, files: Sequence["SuiteFile"], options: "RunOptions") -> None:
    """Raises BadSuite for what cannot be right of the chosen pairs; says which reports lack."""
    from evals.errors import BadSuite

    found = list(_slips(settings, files, options))
    wrong = [one for one in found if not one[3].absent]
    if wrong:
        (file, line, field, slip), *rest = wrong
        also = [(n, f, s.reason) for other, n, f, s in rest if other is file]
        raise BadSuite(file.path, line, field, slip.reason, also)
    for report in dict.fromkeys(slip.absent for *_, slip in found):
        lacking = [(f, n, s) for f, n, _, s in found if s.absent == report]
        file, line, slip = lacking[0]
        many = f"{len(lacking)} pairs are" if len(lacking) > 1 else "a pair is"
        say(f"{slip.reason}: {many} skipped ({file.path}:{line}).")


def _slips(
    settings: Settings, files: Sequence["SuiteFile"], options: "RunOptions"
) -> Iterator[tuple["SuiteFile", int, str, "Slip"]]:
    from evals.check import suite_slips
    from evals.run import choose

    chosen = choose([file.suite for file in files], options)
    keys = frozenset(f"{suite.suite}/{pair.id}" for suite, pair in chosen)
    yield from suite_slips(files, keys, _checks(settings))


def _checks(settings: Settings) -> "Checks":
    from evals.check import Checks
    from evals.context import read_context

    with opened(settings, create=False) as library:
        return Checks(read_context(library))


def _check(settings: Settings, paths: Sequence[Path], options: "RunOptions") -> None:
    from evals.suite import read_suites

    files = read_suites(paths)
    found = list(_slips(settings, files, options))
    for file, line, field, slip in found:
        show(f"{file.path}:{line}: {field}: {slip.reason}")
    pairs = sum(len(file.suite.pairs) for file in files)
    asked = f"{_many(pairs, 'pair')} in {_many(len(files), 'suite')}"
    fits = "1 thing does" if len(found) == 1 else f"{len(found)} things do"
    say(f"{asked}; {fits} not fit the library.")
    if found:
        raise typer.Exit(1)


def _draft(
    settings: Settings, paths: Sequence[Path], options: "RunOptions", work: SuiteWork
) -> None:
    from evals.context import read_context
    from evals.draft import draft_pair
    from evals.edits import save_suite
    from evals.models import Suite
    from evals.sheets.intake import free_id
    from evals.stale import Words
    from evals.suite import read_suite

    path = _target(paths, work.into)
    suite = read_suite(path).suite if path.exists() else None
    pairs = suite.pairs if suite else ()
    turns = tuple(work.new or ())
    if known := next((pair for pair in pairs if pair.turns == turns), None):
        raise BadSetting(f"{path} asks that already, as {known.id}.")
    if len(options.kinds) > 1:
        raise BadSetting("A pair has one --kind.")
    kind: Kind | None = options.kinds[0] if options.kinds else None
    with opened(settings, create=False) as library:
        answer = make_ask(settings, library)({})(turns)[-1]
        context = read_context(library)
    words = Words({report: context.texts[report] for report in context.published})
    guessed = draft_pair("draft", turns, answer, words, kind)[0].kind
    pair_id = free_id(guessed.replace("_", "-"), {pair.id for pair in pairs})
    pair, notes = draft_pair(pair_id, turns, answer, words, kind)
    head = suite or Suite(suite=path.stem, pairs=(pair,))
    save_suite(path, head.model_copy(update={"pairs": (*pairs, pair)}), {pair_id: notes})
    show("\n".join(answer_lines(answer)))
    say(f"Drafted as {read_suite(path).where(pair_id)}. It counts for nothing until it is right:")
    say(f"read it beside the report, then `reports eval {path} --confirm {pair_id}`.")


def _confirm(settings: Settings, paths: Sequence[Path], wanted: Sequence[str]) -> None:
    from evals.edits import save_suite
    from evals.run import RunOptions
    from evals.stale import confirm
    from evals.suite import read_suites

    files = read_suites(paths)
    found = [(file, _ids(file, wanted)) for file in files]
    _refuse_unmatched(files, wanted)
    refuse_slips(settings, files, RunOptions(ids=tuple(wanted)))
    now = _checks(settings).words.now
    for file, ids in found:
        if ids:
            save_suite(file.path, confirm(file.suite, ids, now))
    count = sum(len(ids) for _, ids in found)
    say(f"{count} {'pair is' if count == 1 else 'pairs are'} confirmed.")


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _dispute(paths: Sequence[Path], work: SuiteWork) -> None:
    from evals.edits import save_suite
    from evals.models import Dispute
    from evals.suite import read_suites

    wanted = work.dispute or work.settle or ""
    if work.dispute and not (work.reason or "").strip():
        raise BadSetting("--dispute needs --reason: why may the pair be wrong?")
    files = read_suites(paths)
    _refuse_unmatched(files, [wanted])
    found = [(file, pair_id) for file in files for pair_id in sorted(_ids(file, [wanted]))]
    if len(found) > 1:
        names = ", ".join(f"{file.suite.suite}/{pair_id}" for file, pair_id in found[:8])
        raise BadSetting(f"{wanted!r} is {len(found)} pairs: {names}. Name one, as SUITE/ID.")
    file, pair_id = found[0]
    doubt = Dispute(reason=work.reason or "-", by=work.by or "", on=date.today().isoformat())
    disputed = doubt if work.dispute else None
    if work.settle and not any(p.disputed for p in file.suite.pairs if p.id == pair_id):
        raise BadSetting(f"{file.where(pair_id)} is not disputed: there is nothing to settle.")
    pairs = tuple(
        pair.model_copy(update={"disputed": disputed}) if pair.id == pair_id else pair
        for pair in file.suite.pairs
    )
    save_suite(file.path, file.suite.model_copy(update={"pairs": pairs}))
    say(f"{file.where(pair_id)} is {'disputed' if work.dispute else 'disputed no more'}.")


def _target(paths: Sequence[Path], into: Path | None) -> Path:
    from evals.suite import suite_path

    if into is None and len(paths) != 1:
        raise BadSetting("Say with --suite FILE which suite the pair goes to.")
    return suite_path(into or paths[0])


def _ids(file: "SuiteFile", wanted: Sequence[str]) -> set[str]:
    """Ids of the pairs that fit one of these, with or without the name of their suite."""
    return {
        pair.id
        for pair in file.suite.pairs
        for one in wanted
        if fnmatchcase(pair.id, one) or fnmatchcase(f"{file.suite.suite}/{pair.id}", one)
    }


def _refuse_unmatched(files: Sequence["SuiteFile"], wanted: Sequence[str]) -> None:
    from evals.faults import suggestion

    for one in wanted:
        if not any(_ids(file, [one]) for file in files):
            known = [pair.id for file in files for pair in file.suite.pairs]
            hint = suggestion(one, known) or "."
            raise BadSetting(f"No pair of these suites is {one!r}{hint}")
