"""``opendata harvest``."""

from __future__ import annotations

import sys
from collections import Counter
from typing import get_args

import click

from generator.cli.context import Context, command
from generator.harvest import Harvested, Outcome, Status, harvest, read_source, source_names
from generator.load import load
from generator.load.repository import SOURCES
from generator.model import Language
from generator.problems import PortalError, Problem

_WORDS: dict[str, dict[Language, str]] = {
    "created": {"vi": "tạo mới", "en": "created"},
    "dry-run": {"vi": "Chạy thử: không ghi gì.", "en": "A dry run: nothing was written."},
    "failed": {
        "vi": "{source}: không lấy được: {reason}",
        "en": "{source}: could not be harvested: {reason}",
    },
    "gone": {
        "vi": "    nguồn không còn bảng này, ở đây giữ nguyên: {names}",
        "en": "    the source has this table no more; it stays here: {names}",
    },
    "kept": {
        "vi": "    giữ bản đã sửa ở đây, dù nguồn cũng đổi: {names}",
        "en": "    changed here and at the source, stays as it is here: {names}",
    },
    "left-out": {"vi": "không lấy vì đã bỏ ở đây", "en": "left out, as it was given up here"},
    "next": {
        "vi": "Tiếp theo: opendata validate {folders}",
        "en": "Next: opendata validate {folders}",
    },
    "no-sources": {
        "vi": "chưa có nguồn nào được bật trong {folder}/.",
        "en": "no source is enabled in {folder}/.",
    },
    "refused": {"vi": "từ chối", "en": "refused"},
    "removed": {
        "vi": "nguồn không còn (ở đây giữ nguyên; người phụ trách quyết định)",
        "en": "gone at the source (stays here; its keeper decides)",
    },
    "unchanged": {"vi": "không đổi", "en": "unchanged"},
    "unknown": {
        "vi": "không có nguồn “{source}” trong {folder}/.",
        "en": "there is no source “{source}” in {folder}/.",
    },
    "updated": {"vi": "cập nhật", "en": "updated"},
}
_SIGNS: dict[Status, str] = {
    "created": "+", "updated": "~", "unchanged": "=", "removed": "-", "left-out": "o",
    "refused": "!",
}  # fmt: skip
_STATUSES: tuple[Status, ...] = get_args(Status)


@click.command("harvest")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--dry-run", is_flag=True, help="Chỉ cho xem, không ghi · Write nothing")
@click.option("--list", "is_list", is_flag=True, help="Liệt kê các nguồn được bật · List sources")
@command
def harvest_sources(
    context: Context, sources: tuple[str, ...], *, dry_run: bool, is_list: bool
) -> None:
    """Lấy dữ liệu từ hệ thống khác · Take over datasets from other systems.

    Exits 1 where datasets are refused, 2 where a source cannot be read.
    """
    settings = context.settings()
    names = sources or _enabled(context)
    if is_list:
        click.echo("".join(f"{name}\n" for name in names), nl=False)
        return
    _refuse_unknown(context, names)
    code = 0
    for name in names:
        # Read again each time: what one source brought, the next must not bring too.
        catalog = load(settings.root, settings.today).catalog
        harvested = harvest(catalog, name, dry_run=dry_run)
        code = max(code, _tell(context, harvested))
    if dry_run:
        _say(context, "dry-run")
    sys.exit(code)


def _enabled(context: Context) -> tuple[str, ...]:
    """The sources that are harvested when none is named; a faulty one is, so that it is told."""
    found = []
    for name in source_names(context.root):
        source, _ = read_source(context.root, name)
        if source is None or source.enabled:
            found.append(name)
    return tuple(found)


def _refuse_unknown(context: Context, names: tuple[str, ...]) -> None:
    known = source_names(context.root)
    if not names:
        _say(context, "no-sources", folder=SOURCES)
    for name in names:
        if name not in known:
            raise PortalError(_words(context, "unknown", source=name, folder=SOURCES))


def _tell(context: Context, harvested: Harvested) -> int:
    """Print what became of a source, and give the exit code that it asks for."""
    for problem in harvested.problems:
        click.echo(_problem(problem, context.language), err=True)
    if harvested.failure:
        reason = harvested.failure.message(context.language)
        click.echo(_words(context, "failed", source=harvested.source, reason=reason), err=True)
    if harvested.problems or harvested.failure:
        return 2
    counted = Counter(outcome.status for outcome in harvested.outcomes)
    counts = ", ".join(
        f"{counted[status]} {_WORDS[status][context.language]}"
        for status in _STATUSES
        if counted[status]
    )
    click.echo(f"{harvested.source}: {counts or 0}")
    for outcome in harvested.outcomes:
        _tell_outcome(context, outcome)
    if folders := _written(harvested):
        _say(context, "next", folders=" ".join(folders))
    return 1 if counted["refused"] else 0


def _tell_outcome(context: Context, outcome: Outcome) -> None:
    if outcome.status == "unchanged" and not (outcome.kept or outcome.gone):
        return
    said = outcome.folder or outcome.identifier
    if outcome.refusal:
        said = f"{outcome.identifier}: {outcome.refusal.message(context.language)}"
    click.echo(f"  {_SIGNS[outcome.status]} {said}")
    for words, names in (("kept", outcome.kept), ("gone", outcome.gone)):
        if names:
            _say(context, words, names=", ".join(names))


_SHOWN = 20


def _written(harvested: Harvested) -> list[str]:
    """What is to be validated now: the folders, or all where they are many."""
    folders = [
        outcome.folder
        for outcome in harvested.outcomes
        if outcome.folder and outcome.status in {"created", "updated"}
    ]
    return folders if len(folders) <= _SHOWN else ["datasets"]


def _problem(problem: Problem, language: Language) -> str:
    place = problem.place
    where = ":".join(str(part) for part in (place.file, place.line, place.column) if part)
    return f"{where}: {problem.message(language)} {problem.remedy(language)}"


def _say(context: Context, words: str, **blanks: object) -> None:
    click.echo(_words(context, words, **blanks))


def _words(context: Context, words: str, **blanks: object) -> str:
    return _WORDS[words][context.language].format(**blanks)
