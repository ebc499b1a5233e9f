"""The manifest of checksums, judged by ``sha256sum`` itself."""

from __future__ import annotations

import hashlib
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from generator.describe.checksums import MANIFEST, with_checksums
from generator.distribution import Distribution, Product, SiteFile
from generator.publish import write
from generator.store import Store, kept_checksum
from tests.conftest import copy_small_portal, opendata
from tests.editions import dataset, edition


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
    files = [SiteFile(path=f"datasets/{name}", content=b"x"), SiteFile(path="b", content=b"y")]
    write(with_checksums(edition(), files), tmp_path)
    result = check(tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout.count("OK") == 2


def test_files_pass_one_by_one_and_unchanged():
    given = [SiteFile(path="b", content=b"1"), SiteFile(path="a.html", content=b"2")]
    passed = with_checksums(edition(), iter(given))
    assert next(passed) is given[0]
    assert next(passed) is given[1]
    (manifest,) = passed
    assert manifest.content == f"{hashlib.sha256(b'1').hexdigest()}  b\n".encode()


def told(content: Path, checksum: str) -> Product:
    return Product(
        distributions=(
            Distribution(
                format="CSV", role="original", file_name="a.csv", media_type="text/csv",
                byte_size=1, checksum=checksum, content=content,
            ),
        )
    )  # fmt: skip


def manifest_of(of, content: Path) -> str:
    *_, manifest = with_checksums(of, [SiteFile(path="a.csv", content=content)])
    assert isinstance(manifest.content, bytes)
    return manifest.content.decode()


def test_what_is_known_is_not_read_again(tmp_path):
    missing = tmp_path / "never-read.csv"
    of = replace(edition(dataset()), products={"bo-1": (told(missing, "ab" * 32),)})
    assert manifest_of(of, missing) == f"{'ab' * 32}  a.csv\n"


def test_a_file_in_the_store_has_its_checksum_for_a_name(tmp_path):
    made = tmp_path / "made"
    made.write_bytes(b"x")
    stored = Store(tmp_path / "store").keep(made)
    assert kept_checksum(stored.path) == stored.checksum == hashlib.sha256(b"x").hexdigest()
    assert manifest_of(edition(), stored.path).startswith(stored.checksum)


def test_an_agencys_file_that_lies_like_one_of_the_store_has_the_checksum_it_was_told_with(
    tmp_path,
):
    file = tmp_path / "objects" / "00" / ("0" * 62)
    file.parent.mkdir(parents=True)
    file.write_bytes(b"x")
    own = hashlib.sha256(b"x").hexdigest()
    of = replace(edition(dataset()), products={"bo-1": (told(file, own),)})
    assert manifest_of(of, file).startswith(own)


def test_other_files_are_read(tmp_path):
    file = tmp_path / "a.csv"
    file.write_bytes(b"x")
    assert manifest_of(edition(), file).startswith(hashlib.sha256(b"x").hexdigest())
