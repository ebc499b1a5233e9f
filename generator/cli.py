"""The command line: ``opendata validate | build | serve | sample | init | schema | codeowners``.

Exit codes: 0 done, 1 problems in the data, 2 could not run.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import update_wrapper
from pathlib import Path
from typing import Any, cast

import click
from mkdocs.commands.build import build as run_host
from mkdocs.config import load_config

from generator.build import INDEX, Checked, check, prepare
from generator.describe.codeowners import codeowners
from generator.distribution import Edition
from generator.examine import Progress
from generator.load import load
from generator.load.schemas import json_schemas
from generator.model import Language
from generator.plugin import OpenDataPlugin
from generator.problems import PortalError, has_errors
from generator.report import report
from generator.sample import write_sample
from generator.serve import serve as run_server
from generator.settings import STORE, TEMPLATES, Settings, build_day, processors
from generator.starter import start_portal

_WORDS: dict[str, dict[Language, str]] = {
    "broken": {
        "vi": "chương trình có lỗi ({error}). Hãy gửi tệp {record} cho nhóm phát triển.",
        "en": "the program is at fault ({error}). Please send {record} to its makers.",
    },
    "built": {
        "vi": "Đã dựng cổng: {datasets} bộ dữ liệu trong {site}.",
        "en": "Built the portal: {datasets} datasets in {site}.",
    },
    "failed": {
        "vi": "Không dựng được: cổng đang có giữ nguyên.",
        "en": "Not built: the site that exists is left as it was.",
    },
    "host-failed": {
        "vi": "MkDocs không dựng được trang: {error}",
        "en": "MkDocs could not build the pages: {error}",
    },
    "not-a-portal": {
        "vi": "“{root}” không phải là thư mục của một cổng dữ liệu: không có {file}.",
        "en": "“{root}” is not the folder of a portal: it has no {file}.",
    },
    "port-taken": {
        "vi": "cổng mạng {port} đang có chương trình khác dùng; hãy chọn số khác bằng --port.",
        "en": "port {port} is in use by another program; choose another with --port.",
    },
    "sample": {
        "vi": "Đã tạo cổng mẫu với {datasets} bộ dữ liệu trong {folder}.",
        "en": "Wrote a sample portal of {datasets} datasets to {folder}.",
    },
    "serving": {
        "vi": "Cổng chạy tại {address} (Ctrl+C để dừng).",
        "en": "The portal runs at {address} (Ctrl+C stops it).",
    },
    "started": {
        "vi": "Đã tạo cổng mới trong {folder}. Tiếp theo: cd {folder} && opendata serve",
        "en": "Started a portal in {folder}. Next: cd {folder} && opendata serve",
    },
    "unknown-path": {
        "vi": "Không có “{path}” trong cổng này.",
        "en": "There is no “{path}” in this portal.",
    },
    "written": {"vi": "Đã ghi {path}.", "en": "Wrote {path}."},
}


class _Context:
    """What every command needs: the portal's root and the reader's language."""

    def __init__(self, root: Path, language: Language) -> None:
        self.root = root.resolve()
        self.language = language

    def say(self, words: str, **blanks: object) -> None:
        click.echo(self.words(words, **blanks))

    def words(self, words: str, **blanks: object) -> str:
        return _WORDS[words][self.language].format(**blanks)

    def settings(self, **chosen: Any) -> Settings:
        for file in ("mkdocs.yml", "datasets/catalog.yml"):
            if not (self.root / file).is_file():
                raise PortalError(self.words("not-a-portal", root=self.root, file=file))
        return Settings(
            root=self.root,
            today=build_day(),
            store=self.root / STORE,
            jobs=processors(),
            **chosen,
        )


_Command = Callable[..., None]


def _command(function: _Command) -> _Command:
    """Give the command its context, and turn failures of the machine into exit code 2."""

    @click.pass_obj
    def run(context: _Context, /, **options: Any) -> None:
        try:
            function(context, **options)
        except (PortalError, OSError) as error:
            click.echo(f"opendata: {error}", err=True)
            sys.exit(2)
        except Exception as error:  # noqa: BLE001 - nobody who publishes data is shown a traceback
            click.echo(f"opendata: {_told(context, error)}", err=True)
            sys.exit(2)

    return update_wrapper(run, function)


def _told(context: _Context, error: Exception) -> str:
    """One sentence on a fault of this program; what its makers need is kept in a file."""
    record = context.root / STORE / "error.txt"
    record.parent.mkdir(exist_ok=True)
    record.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    return context.words("broken", error=f"{type(error).__name__}: {error}", record=record)


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
    context.obj = _Context(root, cast("Language", lang))


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@_command
def validate(context: _Context, paths: tuple[Path, ...]) -> None:
    """Kiểm tra dữ liệu · Check datasets (all, or those at PATHS)."""
    only = [_inside(context, path) for path in paths]
    with _progress() as progress:
        checked = check(context.settings(), only=only, progress=progress)
    click.echo(report(checked.problems, context.language))
    sys.exit(1 if has_errors(checked.problems) else 0)


@main.command()
@click.option("--output", type=click.Path(path_type=Path), help="Thư mục đích · Where to write")
@click.option("--base-url", help="Địa chỉ công bố · The address it will have")
@click.option(
    "--published",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="datasets.json của bản đã công bố · that of the last published site",
)
@click.option("--allow-loss", is_flag=True, help="Cho phép mất bộ dữ liệu · Let datasets vanish")
@_command
def build(context: _Context, output: Path | None, **options: Any) -> None:
    """Dựng trang vào site/ · Build the site."""
    target = (output or context.root / "site").absolute()
    sys.exit(0 if _build(context, target, **options) else 1)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@_command
def serve(context: _Context, host: str, port: int) -> None:
    """Dựng, chạy và dựng lại khi có thay đổi · Build, serve, and rebuild on change."""
    site = context.root / "site"
    if not _build(context, site) and not site.exists():
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


@main.command()
@click.option("--datasets", type=click.IntRange(1, 100_000), default=206, show_default=True)
@click.option("--rows", type=click.IntRange(1, 1_000_000), default=100, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), required=True)
@_command
def sample(context: _Context, datasets: int, rows: int, seed: int, out: Path) -> None:
    """Tạo một cổng mẫu · Write a synthetic portal of any size."""
    write_sample(out, datasets=datasets, rows=rows, seed=seed)
    context.say("sample", datasets=datasets, folder=out)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", help="Tên cổng · The portal's name")
@click.option("--publisher", help="Cơ quan vận hành · The agency that runs it")
@_command
def init(context: _Context, folder: Path, **names: str | None) -> None:
    """Bắt đầu cổng của một tỉnh khác · Start a portal for another province."""
    start_portal(folder, **{name: given for name, given in names.items() if given})
    context.say("started", folder=folder)


@main.command()
@_command
def schema(context: _Context) -> None:
    """Ghi JSON Schema cho trình soạn thảo · Write the JSON Schemas that editors use."""
    catalog = load(context.settings().root, build_day()).catalog
    for path, content in json_schemas(catalog.vocabularies).items():
        _write(context, path, content)


@main.command("codeowners")
@_command
def write_codeowners(context: _Context) -> None:
    """Ghi .github/CODEOWNERS · Write who reviews which folder."""
    catalog = load(context.settings().root, build_day()).catalog
    _write(context, ".github/CODEOWNERS", codeowners(catalog).encode())


def _write(context: _Context, path: str, content: bytes) -> None:
    target = context.root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    context.say("written", path=path)


def _inside(context: _Context, path: Path) -> str:
    absolute = path.absolute()
    if not absolute.exists() or not absolute.is_relative_to(context.root):
        raise PortalError(context.words("unknown-path", path=path))
    inside = absolute.relative_to(context.root).as_posix()
    return "" if inside == "." else inside


def _build(context: _Context, target: Path, **options: Any) -> bool:
    index = target / INDEX
    if options.get("published") is None and index.exists():
        options["published"] = index
    with _progress() as progress:
        prepared = prepare(context.settings(**options), progress)
    if isinstance(prepared, Checked):
        click.echo(report(prepared.problems, context.language), err=True)
        click.echo(context.words("failed"), err=True)
        return False
    if prepared.problems:
        click.echo(report(prepared.problems, context.language), err=True)
    _run_host(context, prepared, target)
    context.say("built", datasets=len(prepared.catalog.datasets), site=target)
    return True


def _run_host(context: _Context, edition: Edition, target: Path) -> None:
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    try:
        config = load_config(str(context.root / "mkdocs.yml"), site_dir=str(target))
        plugin = cast("OpenDataPlugin", config.plugins["opendata"])
        plugin.edition = edition
        run_host(config)
    except click.ClickException as error:
        raise PortalError(context.words("host-failed", error=error.format_message())) from error


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """A bar on the terminal while tables are read; nothing where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=1, file=sys.stderr, item_show_func=lambda name: name) as bar:

        def show(name: str, done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos, name)

        yield show


async def _rebuild(context: _Context) -> None:
    command = [sys.executable, "-m", "generator.cli", "--lang", context.language]
    process = await asyncio.create_subprocess_exec(*command, "--root", str(context.root), "build")
    await process.wait()


if __name__ == "__main__":
    main()
