"""Files in Git LFS are read where git keeps them, and nowhere else."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build import prepare
from generator.distribution import Edition
from generator.lfs import Pointer, held, is_object, read_pointer
from generator.model import Column, Resource, Schema, Text
from generator.settings import Settings, build_day
from generator.table import read_rows
from generator.validate import validate_files
from generator.validate.limits import LIMITS, file_faults
from tests.conftest import copy_small_portal, opendata

TABLE = "datasets/so-y-te/tram-y-te/tram.csv"


def git(root: Path, *arguments: str) -> None:
    name = ("-c", "user.name=So Y te", "-c", "user.email=kho@so-y-te.example")
    subprocess.run(["git", "-C", str(root), *name, *arguments], check=True, capture_output=True)


def pointer(content: bytes) -> str:
    name = hashlib.sha256(content).hexdigest()
    return f"version https://git-lfs.github.com/spec/v1\noid sha256:{name}\nsize {len(content)}\n"


def object_of(folder: Path, content: bytes) -> Path:
    """Where git keeps a content, in the folder of its own."""
    name = hashlib.sha256(content).hexdigest()
    return folder / "lfs/objects" / name[:2] / name[2:4] / name


def put_into_lfs(root: Path, path: str, git_folder: Path) -> Path:
    """Do with a file what ``git lfs`` does; gives where its bytes lie from now on."""
    content = (root / path).read_bytes()
    place = object_of(git_folder, content)
    place.parent.mkdir(parents=True)
    place.write_bytes(content)
    (root / path).write_text(pointer(content), encoding="utf-8")
    return place


def made(root: Path) -> Edition:
    edition = prepare(Settings(root=root, today=build_day(), store=root / ".cache"))
    assert isinstance(edition, Edition), edition.problems
    return edition


def without_places(edition: Edition) -> list[object]:
    return [
        (product.profile, [replace(file, content=Path()) for file in product.distributions])
        for products in edition.products.values()
        for product in products
    ]


@pytest.fixture
def repository(small: Path) -> Path:
    git(small, "init", "--quiet")
    return small


def test_a_file_in_lfs_gives_what_the_file_itself_gives(repository, tmp_path):
    place = put_into_lfs(repository, TABLE, repository / ".git")
    there = made(repository)
    assert without_places(there) == without_places(made(copy_small_portal(tmp_path / "plain")))
    originals = [f for d in there.catalog.datasets for f in there.files(d) if f.role == "original"]
    assert place in {file.content for file in originals}
    assert place.read_bytes().startswith(b"ma")


def test_worktrees_share_the_files_of_their_repository(repository, tmp_path):
    git(repository, "add", "datasets")
    git(repository, "commit", "--quiet", "--message", "x")
    git(repository, "worktree", "add", "--quiet", str(tmp_path / "other"))
    place = put_into_lfs(tmp_path / "other", TABLE, repository / ".git")
    found = held(tmp_path / "other", tmp_path / "other" / TABLE).path
    assert found is not None
    assert found.resolve() == place.resolve()


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda place: place.unlink(), "data-file-in-lfs"),
        (lambda place: place.write_bytes(place.read_bytes()[:-1]), "lfs-object-damaged"),
        (lambda place: place.write_bytes(b"x" * place.stat().st_size), "lfs-object-damaged"),
    ],
)
def test_a_file_that_is_absent_or_damaged_is_named(repository, spoil, code):
    spoil(put_into_lfs(repository, TABLE, repository / ".git"))
    result = opendata("validate", root=repository, language="en")
    assert result.exit_code == 1
    assert f"[{code}]" in result.output
    assert f"git lfs pull --include={TABLE}" in result.output


def test_without_git_a_pointer_is_a_file_that_is_absent(small):
    (small / TABLE).write_text(pointer(b"x"), encoding="utf-8")
    assert held(small, small / TABLE).code == "data-file-in-lfs"


def test_what_is_shown_to_be_copied_into_a_shell_is_quoted(repository):
    catalog = made(repository).catalog
    dataset = next(each for each in catalog.datasets if each.slug == "tram-y-te")
    path = "$(touch x).csv"
    resource = replace(dataset.metadata.resources[0], path=path)
    metadata = replace(dataset.metadata, resources=(resource,))
    (repository / dataset.folder / path).write_text(pointer(b"x"), encoding="utf-8")
    found = validate_files(catalog, datasets=[replace(dataset, metadata=metadata)])
    told = next(problem for problem in found if problem.code == "data-file-in-lfs")
    assert "--include='datasets/so-y-te/tram-y-te/$(touch x).csv'" in told.remedy("en")


HOSTILE = (
    "oid sha256:../../../../etc/passwd\nsize 1\n",
    "oid sha256:" + "a" * 63 + "/\nsize 1\n",
    "oid sha256:" + "A" * 64 + "\nsize 1\n",
    "oid md5:" + "a" * 64 + "\nsize 1\n",
    "oid sha256:" + "a" * 64 + "\nsize -1\n",
    "oid sha256:" + "a" * 64 + "\nsize " + "9" * 400 + "\n",
    "ext-0-cat sha256:" + "b" * 64 + "\noid sha256:" + "a" * 64 + "\nsize 1\n",
    "oid sha256:" + "a" * 64 + "\nsize 1\n" + "x" * 4_000,
    "",
)


@pytest.mark.parametrize("rest", HOSTILE)
def test_hostile_pointers_lead_nowhere(repository, rest):
    file = repository / TABLE
    file.write_text(f"version https://git-lfs.github.com/spec/v1\n{rest}", encoding="utf-8")
    found = held(repository, file)
    assert (found.path, found.code) == (None, "lfs-pointer-broken")


@given(st.binary(max_size=200))
def test_any_bytes_are_a_pointer_or_none(rest):
    found = read_pointer(b"version https://git-lfs.github.com/spec/v1\noid sha256:" + rest)
    assert found is None or len(found.checksum) == 64


def test_a_pointer_is_read_as_git_writes_it():
    content = b"a,b\n1,2\n"
    name = hashlib.sha256(content).hexdigest()
    assert read_pointer(pointer(content).encode()) == Pointer(checksum=name, byte_size=8)


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.xlsx"])
def test_every_kind_of_table_is_read_from_where_git_keeps_it(tmp_path, name):
    file = tmp_path / name
    rows = [["ma", "ten"], ["01", "An, Bình"]]
    if name.endswith("xlsx"):
        workbook = openpyxl.Workbook()
        for row in rows:
            workbook.worksheets[0].append(row)
        workbook.save(file)
    else:
        mark = "\t" if name.endswith("tsv") else ","
        quoted = [[f'"{cell}"' for cell in row] for row in rows]
        file.write_text("\n".join(map(mark.join, quoted)) + "\n", encoding="utf-8")
    columns = tuple(Column(name=column, label=Text(vi=column)) for column in rows[0])
    resource = Resource(name="a", path=name, title=Text(vi="A"), schema=Schema(fields=columns))
    place = object_of(tmp_path, file.read_bytes())
    place.parent.mkdir(parents=True)
    shutil.copy(file, place)
    assert list(read_rows(place, resource)) == list(read_rows(file, resource))
    assert [list(cells) for _, cells in read_rows(place, resource)] == rows
    assert file_faults(place, resource, name) == file_faults(file, resource, name) == []


def test_files_in_lfs_may_be_larger_than_git_itself_takes(tmp_path):
    content = b"a\n" + b"1\n" * 100
    resource = Resource(name="a", path="a.csv", title=Text(vi="A"))
    limits = replace(LIMITS, max_file_bytes=100, large_file_bytes=50)
    place = object_of(tmp_path, content)
    place.parent.mkdir(parents=True)
    for file in (place, tmp_path / "a.csv"):
        file.write_bytes(content)
    assert is_object(place)
    codes = [
        [problem.code for problem in file_faults(file, resource, "a.csv", limits)]
        for file in (place, tmp_path / "a.csv")
    ]
    assert codes == [["file-large"], ["file-too-large"]]
