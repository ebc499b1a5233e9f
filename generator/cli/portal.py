"""``opendata build`` and ``opendata serve``."""

from __future__ import annotations

import asyncio
import errno
import logging
import sys
from pathlib import Path
from typing import Any, cast

import click
from mkdocs.commands.build import build as run_host
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from generator.budget import account
from generator.build import INDEX, prepare
from generator.check import Checked
from generator.cli.context import Context, command, progress_bar
from generator.distribution import Edition
from generator.model import Hosting
from generator.plugin import OpenDataPlugin
from generator.problems import PortalError, has_errors
from generator.report import report
from generator.serve import serve as run_server
from generator.settings import LEAST_MEMORY, TEMPLATES


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
    plugin = _run_host(context, prepared, target, downloads)
    _tell_space(context, plugin, prepared.catalog.portal.hosting)
    if has_errors(plugin.problems):
        click.echo(context.words("failed"), err=True)
        return False
    context.say("built", datasets=len(prepared.catalog.datasets), site=target)
    return True


def _tell_space(context: Context, plugin: OpenDataPlugin, hosting: Hosting) -> None:
    if plugin.space is not None:
        click.echo(account(plugin.space, hosting, context.language))
    if plugin.problems:
        click.echo(report(plugin.problems, context.language), err=True)


def _run_host(
    context: Context, edition: Edition, target: Path, downloads: Path | None
) -> OpenDataPlugin:
    """Build the pages and publish; the plugin then knows what they take."""
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    try:
        config = load_config(str(context.root / "mkdocs.yml"), site_dir=str(target))
        plugin = cast("OpenDataPlugin", config.plugins["opendata"])
        plugin.edition, plugin.downloads = edition, downloads and downloads.resolve()
        _publish(config, plugin)
    except click.ClickException as error:
        raise PortalError(context.words("host-failed", error=error.format_message())) from error
    return plugin


def _publish(config: MkDocsConfig, plugin: OpenDataPlugin) -> None:
    try:
        run_host(config)
    except Abort:
        if not has_errors(plugin.problems):  # of which the plugin's caller tells
            raise


async def _rebuild(context: Context) -> None:
    command = [sys.executable, "-m", "generator.cli", "--lang", context.language]
    command += ["--root", str(context.root), "build", "--together"]
    process = await asyncio.create_subprocess_exec(*command)
    await process.wait()
