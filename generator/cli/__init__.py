"""The command line ``opendata``, command by command.

Exit codes: 0 done, 1 problems in the data, 2 could not run.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from generator.cli import check, comment, fix, portal, start
from generator.cli.context import Context
from generator.model import Language

_COMMANDS = (
    check.validate,
    fix.fix,
    comment.comment,
    portal.build,
    portal.serve,
    start.sample,
    start.init,
    start.schema,
    start.write_codeowners,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
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


for _each in _COMMANDS:
    main.add_command(_each)
