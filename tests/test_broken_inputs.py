"""Every kind of fault has a folder with an input and the exact text people are shown.

``tests/broken/<code>/setup.yml`` says how the small valid portal of ``tests/portals/small`` is
broken; files below ``datasets/`` in the same folder are laid over it. Keys of ``setup.yml``:

- ``replace``: file -> pairs of a text that occurs in it once and what is put there;
- ``write``: file -> its whole text, ``repeat``: file -> [a text to append, how many times];
- ``bytes``: file -> its bytes in hexadecimal;
- ``remove``: files and folders, ``symlinks``: path -> target;
- ``published``: identifiers of the datasets that were published last.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.examine import tasks_for
from generator.load import load
from generator.model import LANGUAGES, Language
from generator.problems import Problem, codes
from generator.report import place_text
from generator.validate import (
    judge,
    validate_catalog,
    validate_files,
    validate_loss,
    validate_waivers,
)

HERE = Path(__file__).parent
SMALL = HERE / "portals" / "small"
BROKEN = sorted(path for path in (HERE / "broken").iterdir() if path.is_dir())
TODAY = date(2024, 6, 30)

WITHOUT_FOLDER = {
    "file-large": "needs a file of 50 MB: see test_limits.py",
    "file-too-large": "needs a file of 100 MB: see test_limits.py",
    "table-too-large": "needs two hundred million cells: see test_limits.py",
    "table-too-long": "needs ten million rows: see test_limits.py",
    "zip-too-many-members": "needs thousands of files: see test_limits.py",
    "metadata-needs-number": "no key takes a fraction and nothing else",
    **dict.fromkeys(
        (
            "site-file-nearly-too-large",
            "site-file-too-large",
            "site-nearly-too-large",
            "site-nearly-too-many-files",
            "site-too-large",
            "site-too-many-files",
        ),
        "needs a built site: see test_budget.py",
    ),
    "row-ragged": "only where a table is converted that was not judged before",
    "too-many-problems": "a thousand problems are no reading matter: see test_validate.py",
    "xlsx-too-large": "needs a workbook of a gigabyte",
}


@pytest.mark.parametrize("folder", BROKEN, ids=lambda folder: folder.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_broken_input_gives_exactly_these_words(
    folder: Path, language: Language, tmp_path: Path
) -> None:
    found = find_problems(folder, tmp_path / "portal")

    assert shown(found, language) == (folder / f"expected.{language}.txt").read_text("utf-8")


@pytest.mark.parametrize("folder", BROKEN, ids=lambda folder: folder.name)
def test_a_broken_input_shows_the_fault_it_is_named_after(folder: Path, tmp_path: Path) -> None:
    found = find_problems(folder, tmp_path / "portal")

    assert folder.name in {problem.code for problem in found}


def test_the_small_portal_has_no_problems() -> None:
    assert shown(check(SMALL, ()), "vi") == ""


def test_every_kind_of_problem_has_a_broken_input() -> None:
    kept = {folder.name for folder in BROKEN}

    assert kept | WITHOUT_FOLDER.keys() == set(codes())
    assert kept.isdisjoint(WITHOUT_FOLDER)


def find_problems(folder: Path, root: Path) -> list[Problem]:
    setup = yaml.safe_load((folder / "setup.yml").read_text("utf-8")) or {}
    break_portal(folder, setup, root)
    return check(root, setup.get("published", ()))


def break_portal(folder: Path, setup: dict[str, Any], root: Path) -> None:
    shutil.copytree(SMALL, root)
    for name in setup.get("remove", ()):
        path = root / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    if (folder / "datasets").exists():
        shutil.copytree(folder / "datasets", root / "datasets", dirs_exist_ok=True)
    for name, content in written(setup, root):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    for name, target in setup.get("symlinks", {}).items():
        (root / name).symlink_to(target)


def written(setup: dict[str, Any], root: Path) -> Iterator[tuple[str, bytes]]:
    for name, pairs in setup.get("replace", {}).items():
        text = (root / name).read_text("utf-8")
        for old, new in pairs:
            assert text.count(old) == 1, f"{old!r} must occur once in {name}"
            text = text.replace(old, new)
        yield name, text.encode()
    for name, text in setup.get("write", {}).items():
        yield name, text.encode()
    for name, (text, times) in setup.get("repeat", {}).items():
        yield name, (root / name).read_bytes() + text.encode() * times
    for name, digits in setup.get("bytes", {}).items():
        yield name, bytes.fromhex(digits)


def check(root: Path, published: tuple[str, ...]) -> list[Problem]:
    loaded = load(root, TODAY)
    catalog = loaded.catalog
    tasks = tasks_for(catalog, catalog.datasets, converting=False)
    return [
        *loaded.problems,
        *validate_catalog(catalog, loaded.locate),
        *validate_files(catalog, loaded.locate),
        *validate_waivers(catalog, loaded.locate_waiver),
        *(validate_loss(catalog, published) if published else ()),
        *(problem for task in tasks for problem in judge(task.case)),
    ]


def shown(found: list[Problem], language: Language) -> str:
    return "".join(
        f"{problem.severity} {problem.code}\n"
        f"{place_text(problem.place, language)}\n"
        f"{problem.message(language)}\n"
        f"{problem.remedy(language)}\n\n"
        for problem in found
    )
