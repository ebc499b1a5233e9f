"""Starts a portal for another province, from the templates that this package carries.

A new portal has the reference portal's own templates, workflows, fields, licences and
frequencies; the neutral catalogue, register and dataset of ``example/`` are laid over them.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib import resources
from pathlib import Path
from string import Template

from generator.describe.codeowners import codeowners
from generator.distribution import Catalog
from generator.load import load
from generator.load.schemas import json_schemas
from generator.problems import PortalError, has_errors
from generator.starter.origin import requirement

__all__ = [
    "copy_site",
    "copy_vocabularies",
    "finish_lists",
    "new_folder",
    "start_portal",
    "starter_root",
]

_SITE = ("mkdocs.yml", ".gitignore", "site_templates")
_REPOSITORY = (
    ".github/workflows/check.yml",
    ".github/workflows/comment.yml",
    ".github/workflows/harvest.yml",
    ".github/workflows/publish.yml",
    ".github/pull_request_template.md",
    ".github/ISSUE_TEMPLATE",
)
_VOCABULARIES = "datasets/vocabularies"
_SHARED_VOCABULARIES = tuple(
    f"{_VOCABULARIES}/{name}.yml" for name in ("themes", "licenses", "frequencies")
)
_FILLED = ("datasets/catalog.yml", f"{_VOCABULARIES}/agencies.yml", ".github/requirements.txt")
"""The files of ``example/`` with blanks such as ``$title``, which are written as JSON texts."""
_NOT_COPIED = shutil.ignore_patterns(
    "node_modules", "__pycache__", ".cache", ".DS_Store",
    # The pages' scripts come with the package, bundled.
    "scripts", "*.js", "*.json", "*.py", ".npmrc",
)  # fmt: skip


def start_portal(
    folder: Path,
    *,
    title: str = "Cổng dữ liệu mở tỉnh mẫu",
    publisher: str = "Văn phòng Ủy ban nhân dân tỉnh",
) -> None:
    """Start a portal in ``folder``, under the Vietnamese names of the portal and its publisher.

    It builds at once. Raises :class:`~generator.problems.PortalError` where ``folder`` holds
    something already; nothing half-written is ever left there.
    """
    with new_folder(folder) as root:
        _copy(root, (*_SITE, *_REPOSITORY, *_SHARED_VOCABULARIES))
        example = Path(str(resources.files(__package__) / "example"))
        shutil.copytree(example, root, dirs_exist_ok=True, ignore=_NOT_COPIED)
        blanks = {
            "title": json.dumps(title, ensure_ascii=False),
            "publisher": json.dumps(publisher, ensure_ascii=False),
            "requirement": requirement(),
        }
        for name in _FILLED:
            _fill(root / name, blanks)
        catalog = finish_lists(root)
        (root / ".github/CODEOWNERS").write_text(codeowners(catalog), encoding="utf-8")


def starter_root() -> Path:
    """Where the templates lie: inside an installed package, or in the repository around it."""
    package = Path(str(resources.files("generator")))
    packed = package / "_starter"
    return packed if packed.is_dir() else package.parent


def copy_site(root: Path) -> None:
    """Copy what every portal is built with: the host's settings and the templates."""
    _copy(root, _SITE)


def copy_vocabularies(root: Path) -> None:
    """Copy all closed lists of the reference portal."""
    _copy(root, (_VOCABULARIES,))


def finish_lists(root: Path) -> Catalog:
    """Write the JSON Schemas that follow from the new portal's lists, and give its catalogue."""
    loaded = load(root, date.max)
    if has_errors(loaded.problems):
        problem = loaded.problems[0]
        raise PortalError(f"{problem.place.file}: {problem.message()}")
    for name, content in json_schemas(loaded.catalog.vocabularies).items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return loaded.catalog


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """A folder to fill, which becomes ``folder`` when all went well, and vanishes otherwise."""
    target = folder.resolve()
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise PortalError(f"{folder}: đã có dữ liệu · is not empty")
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".opendata-") as name:
            made = Path(name) / target.name
            made.mkdir()
            yield made
            _move(made, target)
    except OSError as error:
        raise PortalError(f"{folder}: {error.strerror or error}") from error


def _move(made: Path, target: Path) -> None:
    if not target.exists():
        made.replace(target)
        return
    for entry in made.iterdir():  # not the folder itself: somebody may stand in it
        entry.replace(target / entry.name)


def _copy(root: Path, names: tuple[str, ...]) -> None:
    for name in names:
        source, target = starter_root() / name, root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True, ignore=_NOT_COPIED)
        else:
            shutil.copyfile(source, target)


def _fill(file: Path, blanks: dict[str, str]) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(Template(text).safe_substitute(blanks), encoding="utf-8")
