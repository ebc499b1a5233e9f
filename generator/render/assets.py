"""The portal's own styles and pictures, and the scripts that were bundled with this package."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.distribution import SiteFile
from generator.model import LANGUAGES
from generator.problems import PortalError
from generator.render.script_words import script_words
from generator.render.words import read_words

BUNDLE = Path(__file__).parents[1] / "_bundle"
"""Made when the package is built (``site_templates/assets/bundle.py``)."""

_MANIFEST = "manifest.json"
_PUBLISHED = (".css", ".svg", ".txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """The bundled scripts: ``names`` are their published file names by their own."""

    folder: Path
    names: Mapping[str, str]

    def address(self, script: str) -> str:
        """Where a script lies, below the site's top."""
        return f"assets/{self.names[script]}"

    def text(self, script: str) -> str:
        """The script itself."""
        return (self.folder / self.names[script]).read_text(encoding="utf-8").strip()


@cache
def read_bundle(folder: Path = BUNDLE) -> Bundle:
    """The bundle in ``folder``.

    Raises:
        PortalError: the package was not built.
    """
    try:
        names = json.loads((folder / _MANIFEST).read_bytes())
    except (OSError, ValueError) as error:
        raise PortalError(
            f"{folder}: chưa có mã trình duyệt, hãy cài lại gói (pip install) · "
            "the pages' scripts are missing, install the package again (pip install)"
        ) from error
    return Bundle(folder=folder, names=names)


def asset_files(templates: Path) -> Iterator[SiteFile]:
    """The files that pages ask for under ``assets/``; icons stand in the pages."""
    for file in sorted((templates / "assets").iterdir()):
        if file.is_file() and file.suffix in _PUBLISHED:
            yield SiteFile(path=f"assets/{file.name}", content=file)
    for language in LANGUAGES:
        yield script_words(read_words(templates, language))
    for file in sorted(read_bundle().folder.iterdir()):
        if file.name != _MANIFEST:
            yield SiteFile(path=f"assets/{file.name}", content=file)
