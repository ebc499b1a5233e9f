"""``opendata sample`` and ``init``, and the files written from vocabularies."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.context import Context, command
from generator.describe.codeowners import codeowners
from generator.harvest import source_schema
from generator.load import load
from generator.load.schemas import json_schemas
from generator.report import report_schema
from generator.sample import write_sample
from generator.settings import build_day
from generator.starter import start_portal


@click.command()
@click.option("--datasets", type=click.IntRange(1, 100_000), default=206, show_default=True)
@click.option("--rows", type=click.IntRange(1, 1_000_000), default=100, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), required=True)
@command
def sample(context: Context, datasets: int, rows: int, seed: int, out: Path) -> None:
    """Tạo một cổng mẫu · Write a synthetic portal of any size."""
    write_sample(out, datasets=datasets, rows=rows, seed=seed)
    context.say("sample", datasets=datasets, folder=out)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", help="Tên cổng · The portal's name")
@click.option("--publisher", help="Cơ quan vận hành · The agency that runs it")
@command
def init(context: Context, folder: Path, **names: str | None) -> None:
    """Bắt đầu cổng của một tỉnh khác · Start a portal for another province."""
    start_portal(folder, **{name: given for name, given in names.items() if given})
    context.say("started", folder=folder)


@click.command()
@command
def schema(context: Context) -> None:
    """Ghi JSON Schema cho trình soạn thảo · Write the JSON Schemas that editors use."""
    catalog = load(context.settings().root, build_day()).catalog
    documents = json_schemas(catalog.vocabularies) | report_schema() | source_schema()
    for path, content in documents.items():
        _write(context, path, content)


@click.command("codeowners")
@command
def write_codeowners(context: Context) -> None:
    """Ghi .github/CODEOWNERS · Write who reviews which folder."""
    catalog = load(context.settings().root, build_day()).catalog
    _write(context, ".github/CODEOWNERS", codeowners(catalog).encode())


def _write(context: Context, path: str, content: bytes) -> None:
    target = context.root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    context.say("written", path=path)
