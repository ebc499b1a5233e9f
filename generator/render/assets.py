"""The portal's own styles, script and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.distribution import SiteFile

_PUBLISHED = (".css", ".js", ".svg", ".txt")


def asset_files(templates: Path) -> Iterator[SiteFile]:
    """The files that pages ask for under ``assets/``; icons stand in the pages."""
    folder = templates / "assets"
    for file in sorted(folder.iterdir()):
        if file.is_file() and file.suffix in _PUBLISHED:
            yield SiteFile(path=f"assets/{file.name}", content=file)
