"""``opendata validate``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.build import check
from generator.cli.context import Context, command, progress_bar
from generator.problems import PortalError, has_errors
from generator.report import report


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@command
def validate(context: Context, paths: tuple[Path, ...]) -> None:
    """Kiểm tra dữ liệu · Check datasets (all, or those at PATHS)."""
    only = [_inside(context, path) for path in paths]
    with progress_bar() as progress:
        checked = check(context.settings(), only=only, progress=progress)
    click.echo(report(checked.problems, context.language))
    sys.exit(1 if has_errors(checked.problems) else 0)


def _inside(context: Context, path: Path) -> str:
    absolute = path.absolute()
    if not absolute.exists() or not absolute.is_relative_to(context.root):
        raise PortalError(context.words("unknown-path", path=path))
    inside = absolute.relative_to(context.root).as_posix()
    return "" if inside == "." else inside
