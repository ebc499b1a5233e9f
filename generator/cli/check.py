"""``opendata validate``."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection
from pathlib import Path

import click

from generator.check import Checked, check
from generator.cli.context import Context, command, progress_bar
from generator.model import Language
from generator.problems import PortalError, has_errors
from generator.report import (
    FORMATS,
    WITH_EXCERPTS,
    Report,
    make_report,
    subject_of,
    terminal,
    with_excerpts,
    written,
)

_Wanted = tuple[str, Path | None]
"""A format, and the file it goes to; ``None`` is the terminal."""


class _Wish(click.ParamType[_Wanted]):
    """``FORMAT`` or ``FORMAT=FILE``."""

    name = "FORMAT[=FILE]"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> _Wanted:
        name, _, file = str(value).partition("=")
        return click.Choice(list(FORMATS)).convert(name, param, ctx), Path(file) if file else None


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--changed-since",
    metavar="REV",
    help="Chỉ những gì đã đổi từ bản git này · Only what changed since a git revision",
)
@click.option(
    "--report",
    "reports",
    type=_Wish(),
    multiple=True,
    help=f"Viết báo cáo, nhiều lần được · Write a report, more than once: {', '.join(FORMATS)}",
)
@click.option(
    "--format",
    "name",
    type=click.Choice(list(FORMATS)),
    help="Dạng hiện ra màn hình · What is shown (as --report FORMAT)",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Tệp cho --format · The file for --format",
)
@click.option("--allow-loss", is_flag=True, help="Cho phép mất bộ dữ liệu · Let datasets vanish")
@command
def validate(
    context: Context,
    paths: tuple[Path, ...],
    changed_since: str | None,
    reports: tuple[_Wanted, ...],
    name: str | None,
    output: Path | None,
    *,
    allow_loss: bool,
) -> None:
    """Kiểm tra dữ liệu · Check datasets (all, or those at PATHS)."""
    only = [_inside(context, path) for path in paths]
    with progress_bar() as progress:
        checked = check(
            context.settings(allow_loss=allow_loss),
            only=only,
            changed_since=changed_since,
            progress=progress,
        )
    wanted = [*reports, *([(name or "text", output)] if name or output else [])]
    _tell(checked, wanted, context.language)
    sys.exit(1 if has_errors(checked.problems) else 0)


def _tell(checked: Checked, wanted: Collection[_Wanted], language: Language) -> None:
    """Write the reports; a terminal that is told nothing else shows the text."""
    report = _report(checked, {name for name, _ in wanted})
    if all(file is not None for _, file in wanted):
        click.echo(terminal(report, language, is_coloured=_is_coloured()))
    for name, file in wanted:
        content = written(report, name, language)
        if file is None:
            click.echo(content, nl=False)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)


def _report(checked: Checked, formats: Collection[str]) -> Report:
    catalog = checked.catalog
    datasets = [dataset for dataset in catalog.datasets if dataset.identifier in checked.products]
    report = make_report(checked.problems, subject_of(catalog, datasets))
    return report if WITH_EXCERPTS.isdisjoint(formats) else with_excerpts(report, catalog)


def _is_coloured() -> bool:
    """See https://no-color.org."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _inside(context: Context, path: Path) -> str:
    absolute = path.absolute()
    if not absolute.exists() or not absolute.is_relative_to(context.root):
        raise PortalError(context.words("unknown-path", path=path))
    inside = absolute.relative_to(context.root).as_posix()
    return "" if inside == "." else inside
