"""``opendata comment``: what a pull request is told, from the report that its check wrote."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.context import Context, command
from generator.load import load_portal
from generator.problems import PortalError
from generator.report.document import read_document
from generator.report.markdown import markdown

MAX_BYTES = 1_000_000
"""What is longer is refused unread: the report comes from a run of anybody's code."""


@click.command()
@click.argument("report", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@command
def comment(context: Context, report: Path) -> None:
    """Soạn bình luận từ báo cáo JSON · Write a pull request's comment from a REPORT in JSON.

    Nothing but codes, places and values are taken from the report, and all are escaped; words
    and links are this portal's own.
    """
    portal = load_portal(context.settings().root)
    told = read_document(_content(report), portal.base_url if portal else "")
    click.echo(markdown(told, context.language), nl=False)


def _content(file: Path) -> bytes:
    with file.open("rb") as opened:
        content = opened.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        limit = f"{MAX_BYTES // 1_000_000} MB"
        raise PortalError(f"{file.name}: lớn hơn {limit} · is larger than {limit}")
    return content
