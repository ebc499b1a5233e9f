"""The rules of the house, checked like everything else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

_BIN = Path(sys.executable).parent
_CHECKS = {
    "lint": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
    "imports": ["lint-imports"],
}


@pytest.mark.parametrize("check", _CHECKS)
def test_the_code_passes(check):
    tool, *arguments = _CHECKS[check]
    done = subprocess.run(
        [_BIN / tool, *arguments], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_module_outgrows_350_lines():
    lengths = {
        path: len(path.read_text("utf-8").splitlines())
        for path in (REPOSITORY / "generator").rglob("*.py")
    }
    assert {path.name: length for path, length in lengths.items() if length > 350} == {}


@pytest.mark.skipif(not (REPOSITORY / ".git").exists(), reason="not a git checkout")
def test_the_top_level_is_what_the_readme_says():
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=REPOSITORY, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert {name.split("/")[0] for name in tracked} == {
        ".ci", ".github", ".gitignore", "CHANGELOG.md", "LICENSE", "README.md", "datasets",
        "generator", "mkdocs.yml", "pyproject.toml", "site_templates", "tests",
    }  # fmt: skip
