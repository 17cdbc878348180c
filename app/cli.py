"""`reports`: the command line. Each command is a function of `app/commands/`."""

import os
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from app.commands.audit import audit, forget
from app.commands.brief import brief
from app.commands.evaluation import evaluate
from app.commands.ingest import history, ingest
from app.commands.library import check, list_reports, rebuild, remove, show_report
from app.commands.questions import ask, batch, chat
from app.commands.ratings import ratings
from app.commands.serve import serve
from app.settings import read_settings
from app.terminal import say
from ingest.errors import ReportsError

app = typer.Typer(
    name="reports",
    help="Ask inspection reports in plain English; every answer opens in its report.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("ingest")(ingest)
app.command("history")(history)
app.command("list")(list_reports)
app.command("show")(show_report)
app.command("remove")(remove)
app.command("ask")(ask)
app.command("chat")(chat)
app.command("batch")(batch)
app.command("ratings")(ratings)
app.command("brief")(brief)
app.command("eval")(evaluate)
app.command("check")(check)
app.command("rebuild")(rebuild)
app.command("serve")(serve)
app.command("audit")(audit)
app.command("forget")(forget)


def main() -> None:
    """Run the command line; an error that users can mend is a plain line and an exit code."""
    try:
        app()
    except ReportsError as error:
        say(str(error))
        raise SystemExit(error.exit_code) from None
    except BrokenPipeError:
        # Whoever read our output has seen enough (`reports list | head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None


def _version(asked: bool) -> None:
    if asked:
        print(version("inspection-reports-assistant"))
        raise typer.Exit


@app.callback()
def front_door(
    context: typer.Context,
    store: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder of the library (REPORTS_STORE; ./library)."),
    ] = None,
    show_version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Read the settings once, for whichever command follows."""
    context.obj = read_settings(store=store)


if __name__ == "__main__":
    main()
