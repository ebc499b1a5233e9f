"""``opendata build`` and ``opendata serve``."""

from __future__ import annotations

import asyncio
import errno
import logging
import sys
from pathlib import Path
from typing import Any

import click

from generator.budget import account
from generator.build import Place, Renewed, host_work, illustrate, prepare, renew
from generator.check import Checked
from generator.cli.context import Context, command, progress_bar
from generator.distribution import Edition
from generator.ledger import Ledger, LedgerError, open_ledger
from generator.model import Hosting
from generator.problems import PortalError, has_errors
from generator.publish import alone
from generator.report import report
from generator.sections import HOST, INDEX, Desk, Host, host_key
from generator.serve import serve as run_server
from generator.settings import LEAST_MEMORY, STORE, TEMPLATES
from generator.store import Store


@click.command()
@click.option("--output", type=click.Path(path_type=Path), help="Thư mục đích · Where to write")
@click.option(
    "--downloads",
    type=click.Path(path_type=Path, file_okay=False),
    help="Nơi gom tệp tải về lớn · Where large downloads are gathered",
)
@click.option("--base-url", help="Địa chỉ công bố · The address it will have")
@click.option(
    "--published",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="datasets.json của bản đã công bố · that of the last published site",
)
@click.option("--together", is_flag=True, help="Gồm cả tệp tải về lớn · With all large downloads")
@click.option("--allow-loss", is_flag=True, help="Cho phép mất bộ dữ liệu · Let datasets vanish")
@click.option(
    "--jobs",
    type=click.IntRange(1),
    help="Số tiến trình đọc bảng; mặc định: mỗi lõi một · Processes that read tables; one per core",
)
@click.option(
    "--memory",
    type=click.IntRange(LEAST_MEMORY),
    help="MiB bộ nhớ cho các tiến trình ấy; mặc định: một nửa máy · that they may take; half",
)
@command
def build(context: Context, output: Path | None, **options: Any) -> None:
    """Dựng trang vào site/ · Build the site."""
    target = (output or context.root / "site").absolute()
    sys.exit(0 if _build(context, target, **options) else 1)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@command
def serve(context: Context, host: str, port: int) -> None:
    """Dựng, chạy và dựng lại khi có thay đổi · Build, serve, and rebuild on change."""
    site = context.root / "site"
    if not _build(context, site, together=True) and not site.exists():
        sys.exit(1)
    server = run_server(
        site,
        host=host,
        port=port,
        watched=[context.root / name for name in ("datasets", TEMPLATES, "mkdocs.yml")],
        rebuild=lambda: _rebuild(context),
        ready=lambda: context.say("serving", address=f"http://{host}:{port}/"),
    )
    try:
        asyncio.run(server)
    except KeyboardInterrupt:
        click.echo()
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise PortalError(context.words("port-taken", port=port)) from error


def _build(context: Context, target: Path, downloads: Path | None = None, **options: Any) -> bool:
    index = target / INDEX
    if options.get("published") is None and index.exists():
        options["published"] = index
    with progress_bar() as progress:
        prepared = prepare(context.settings(**options), progress)
    if isinstance(prepared, Checked):
        click.echo(report(prepared.problems, context.language), err=True)
        click.echo(context.words("failed"), err=True)
        return False
    if prepared.problems:
        click.echo(report(prepared.problems, context.language), err=True)
    place = Place(
        site=target.resolve(),
        downloads=_downloads(target, downloads),
        store=context.root / STORE,
    )
    with alone(place.lock, waits=lambda: context.say("waiting")):
        renewed = _renewed(context, prepared, place)
    _tell_space(context, renewed, prepared.catalog.portal.hosting)
    if has_errors(renewed.problems):
        click.echo(context.words("failed"), err=True)
        return False
    context.say("built", datasets=len(prepared.catalog.datasets), site=target)
    return True


def _downloads(target: Path, chosen: Path | None) -> Path:
    return target.with_name(f"{target.name}-downloads") if chosen is None else chosen.resolve()


def _renewed(context: Context, edition: Edition, place: Place) -> Renewed:
    """What has changed since the last build, made and published; all, if that is not known."""
    try:
        with open_ledger(place.ledger) as ledger:
            if not ledger.describes(place.site):
                ledger.clear()
            return _renew(context, edition, place, ledger)
    except LedgerError:
        place.ledger.unlink(missing_ok=True)
        with open_ledger(place.ledger) as ledger:
            return _renew(context, edition, place, ledger)


def _renew(context: Context, edition: Edition, place: Place, ledger: Ledger) -> Renewed:
    templates, store = context.root / TEMPLATES, Store(place.store)
    illustrated = illustrate(edition, templates, store)
    key = host_key(illustrated, templates, (context.root / "mkdocs.yml").read_bytes())
    with store.workspace() as folder:
        if not ledger.has(HOST, key):
            host = _run_host(context, illustrated, folder)
            ledger.keep_note(HOST, host.encoded())
        host = Host.decoded(ledger.note(HOST) or "")
        desk = Desk(edition=illustrated, templates=templates, host=host)
        return renew(desk, host_work(folder, key), ledger, place)


def _tell_space(context: Context, renewed: Renewed, hosting: Hosting) -> None:
    click.echo(account(renewed.space, hosting, context.language))
    if renewed.problems:
        click.echo(report(renewed.problems, context.language), err=True)


def _run_host(context: Context, edition: Edition, folder: Path) -> Host:
    """Let the host write its pages and the shells."""
    # Only now: loading it takes longer than most builds.
    from mkdocs.commands.build import build as run_host  # noqa: PLC0415
    from mkdocs.config import load_config  # noqa: PLC0415

    from generator.plugin import OpenDataPlugin  # noqa: PLC0415

    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    try:
        config = load_config(str(context.root / "mkdocs.yml"), site_dir=str(folder))
        plugin = config.plugins["opendata"]
        if not isinstance(plugin, OpenDataPlugin):
            raise PortalError(context.words("host-failed", error="plugins: opendata"))
        plugin.edition, plugin.is_host_only = edition, True
        run_host(config)
    except click.ClickException as error:
        raise PortalError(context.words("host-failed", error=error.format_message())) from error
    return plugin.host


async def _rebuild(context: Context) -> None:
    command = [sys.executable, "-m", "generator.cli", "--lang", context.language]
    command += ["--root", str(context.root), "build", "--together"]
    process = await asyncio.create_subprocess_exec(*command)
    await process.wait()
