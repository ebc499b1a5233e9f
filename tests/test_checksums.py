"""The manifest of checksums, judged by ``sha256sum`` itself."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pytest

from generator.describe.checksums import MANIFEST, manifest
from generator.distribution import SiteFile
from generator.publish import write
from tests.conftest import copy_small_portal, opendata


def check(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sha256sum", "--check", "--strict", MANIFEST], cwd=folder, capture_output=True, text=True
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_small_portal(tmp_path_factory.mktemp("portal"))
    assert opendata("build", "--output", root / "site", root=root).exit_code == 0
    return root / "site"


def test_every_line_of_a_built_sites_manifest_holds(built):
    result = check(built)
    assert result.returncode == 0, result.stdout[-1000:] + result.stderr
    assert "datasets.json: OK" in result.stdout


def test_the_manifest_names_every_download_and_document_and_no_page(built):
    named = [line[66:] for line in (built / MANIFEST).read_text("utf-8").splitlines()]
    assert named == sorted(named)
    assert not [path for path in named if path.endswith(".html")]
    assert ".well-known/api-catalog" in named
    assert "sitemap.xml" in named
    downloads = {
        path.relative_to(built).as_posix()
        for path in (built / "datasets").rglob("*")
        if path.is_file() and path.suffix != ".html"
    }
    assert len(downloads) > 5
    assert downloads <= set(named)


def test_a_changed_file_is_found(built):
    file = built / "robots.txt"
    before = file.read_bytes()
    try:
        file.write_bytes(before + b"\n")
        result = check(built)
    finally:
        file.write_bytes(before)
    assert result.returncode == 1
    assert "robots.txt: FAILED" in result.stdout


@pytest.mark.parametrize(
    "name", ["a b.csv", "Đất ở.csv", "a\nb.csv", "a\\b.csv", "a\rb.csv", "*a.csv", " a.csv", "😀"]
)
def test_any_name_can_be_checked(tmp_path, name):
    paths = [f"datasets/{name}", "b"]
    known = hashlib.sha256(b"x").hexdigest()
    files = [SiteFile(path=path, content=b"x") for path in paths]
    write([*files, manifest((path, known) for path in paths)], tmp_path / "site")
    result = check(tmp_path / "site")
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout.count("OK") == 2
