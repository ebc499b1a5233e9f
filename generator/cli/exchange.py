"""``opendata rehearse`` and ``opendata push``: what other portals would make of this one."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from generator.build import prepare
from generator.check import Checked
from generator.cli.context import Context, command, progress_bar
from generator.distribution import Edition
from generator.load.repository import CATALOG_FILE
from generator.push import (
    KEY_VARIABLE,
    Ckan,
    Step,
    access,
    carry_out,
    outcome_line,
    plan_text,
    prepare_push,
    sum_line,
)
from generator.rehearse import FIRST_PAGE, TELLERS, offered, published, rehearse
from generator.rehearse.model import Reading
from generator.report import report
from generator.settings import Settings

_BASE_URL = click.option("--base-url", help="Địa chỉ công bố · The address it will have")


@click.command("rehearse")
@click.option(
    "--published",
    "place",
    type=click.Path(path_type=Path, exists=True),
    help="Bản đã công bố: trang đã dựng, catalog.ttl của nó, hoặc thư mục của cổng lúc đó "
    "(mặc định: site/) · What was published: a built site, its catalog.ttl, or the portal's "
    "folder as it was (default: site/)",
)
@click.option(
    "--report",
    "name",
    type=click.Choice(list(TELLERS)),
    default="text",
    show_default=True,
    help="Dạng báo cáo · Form of the report",
)
@_BASE_URL
@click.option("--allow-loss", is_flag=True, help="Cho phép mất bộ dữ liệu · Let datasets vanish")
@command
def rehearse_harvest(
    context: Context, place: Path | None, name: str, base_url: str | None, allow_loss: bool
) -> None:
    """Diễn tập: cổng quốc gia sẽ thu thập được gì · Play the portal that harvests this one."""
    settings = context.settings(base_url=base_url)
    former = _former(settings, place)
    found = rehearse(_edition(context, settings), former, allow_loss=allow_loss)
    is_fine = found.is_fine(allow_loss=allow_loss)
    click.echo(TELLERS[name](found, context.language, is_fine=is_fine), nl=False)
    sys.exit(0 if is_fine else 1)


@click.command("push")
@click.option("--ckan", "url", required=True, help="Địa chỉ của CKAN · The CKAN's address")
@click.option(
    "--apply/--dry-run",
    "applies",
    default=False,
    help="Ghi thật, hay chỉ cho xem (mặc định) · Write, or only show (default)",
)
@click.option(
    "--delete",
    "deletes",
    is_flag=True,
    help="Xoá ở CKAN những gì cổng này đã tạo mà nay không còn · "
    "Delete what this portal made there and has no longer",
)
@click.option(
    "--organization",
    "owner",
    help="Đưa tất cả vào tổ chức này của CKAN · Put all into this organisation of the CKAN",
)
@click.option("--insecure", is_flag=True, help="Chấp nhận http · Accept http")
@_BASE_URL
@command
def push(context: Context, url: str, base_url: str | None, **options: Any) -> None:
    """Đưa các bộ dữ liệu vào một CKAN · Create and update datasets in a CKAN.

    Khoá lấy từ biến môi trường CKAN_API_KEY · The key is taken from CKAN_API_KEY.
    """
    entry = access(url, os.environ.get(KEY_VARIABLE), insecure=options["insecure"])
    edition = _edition(context, context.settings(base_url=base_url))
    ckan = Ckan(entry)
    steps = prepare_push(edition, ckan, owner=options["owner"], deletes=options["deletes"])
    if options["applies"]:
        sys.exit(0 if _carry_out(context, steps, ckan) else 1)
    click.echo(plan_text(steps, entry.url, context.language))
    sys.exit(1 if any(step.action == "refuse" for step in steps) else 0)


def _carry_out(context: Context, steps: tuple[Step, ...], ckan: Ckan) -> bool:
    outcomes = []
    for outcome in carry_out(steps, ckan):
        outcomes.append(outcome)
        if outcome.status != "none" or outcome.reason:
            click.echo(outcome_line(outcome, context.language), err=not outcome.is_fine)
    click.echo(sum_line(outcomes, context.language))
    return all(outcome.is_fine for outcome in outcomes)


def _edition(context: Context, settings: Settings) -> Edition:
    with progress_bar() as progress:
        prepared = prepare(settings, progress)
    if isinstance(prepared, Checked):
        click.echo(report(prepared.problems, context.language), err=True)
        sys.exit(1)
    return prepared


def _former(settings: Settings, place: Path | None) -> Reading | None:
    if place is None:
        site = settings.root / "site"
        return published(site) if (site / FIRST_PAGE).exists() else None
    if not (place / CATALOG_FILE).is_file():
        return published(place)
    # The same store, so that only what has changed since is converted again.
    before = prepare(replace(settings, root=place.resolve()))
    # A portal with errors in it was not published.
    return None if isinstance(before, Checked) else offered(before)
