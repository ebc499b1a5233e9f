"""The command line ``opendata``, command by command.

Exit codes: 0 done, 1 problems in the data, 2 could not run.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import cast

import click

from generator.cli.context import Context
from generator.model import Language

_COMMANDS = {
    "validate": "check:validate",
    "fix": "fix:fix",
    "comment": "comment:comment",
    "build": "portal:build",
    "serve": "portal:serve",
    "rehearse": "exchange:rehearse_harvest",
    "push": "exchange:push",
    "harvest": "harvest:harvest_sources",
    "sample": "start:sample",
    "init": "start:init",
    "schema": "start:schema",
    "codeowners": "start:write_codeowners",
}
"""Module and function of each command."""


class _Commands(click.Group):
    """Commands whose modules are imported when they are asked for: a check needs no web server."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module, _, function = _COMMANDS[cmd_name].partition(":")
        found: click.Command = getattr(import_module(f"generator.cli.{module}"), function)
        return found


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", help="Ngôn ngữ · Language")
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="Thư mục của cổng · The portal's folder",
)
@click.version_option(package_name="opendata")
@click.pass_context
def main(context: click.Context, lang: str, root: Path) -> None:
    """Dựng cổng dữ liệu mở từ kho dữ liệu git · Build an open data portal from a git repository."""
    context.obj = Context(root, cast("Language", lang))
