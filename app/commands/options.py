"""Options that several commands share, and the settings that the front door has read."""

from typing import Annotated

import typer

from app.settings import Settings

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON (CONTRACT.md) and nothing else.")]


def settings_of(context: typer.Context) -> Settings:
    """The settings as `reports` read them, with what was given before the command."""
    settings = context.obj
    if not isinstance(settings, Settings):
        raise TypeError("a command is started by app.cli, which reads the settings first")
    return settings
