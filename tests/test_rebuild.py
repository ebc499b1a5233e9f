"""A rebuild after any changes gives, byte for byte, what a build from the beginning does."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.publish import Renewal
from tests.conftest import REPOSITORY, copy_small_portal, opendata


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def built(root: Path, output: str = "site") -> dict[str, bytes]:
    result = opendata("build", "--output", root / output, "--allow-loss", root=root)
    assert result.exit_code == 0, result.output
    return files(root / output)


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    root = copy_small_portal(tmp_path)
    (root / "site_templates").unlink()
    unwanted = shutil.ignore_patterns("node_modules")
    shutil.copytree(REPOSITORY / "site_templates", root / "site_templates", ignore=unwanted)
    return root


@pytest.fixture(autouse=True)
def _one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")


def metadata(root: Path) -> list[Path]:
    return sorted(root.glob("datasets/*/*/dataset.yml"))


# Edits: each takes the portal and a source of chance.


def edited(file: Path, change: Callable[[dict[str, Any]], None]) -> None:
    document = yaml.safe_load(file.read_text("utf-8"))
    change(document)
    file.write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False), "utf-8")


def change_words(root: Path, chance: random.Random) -> None:
    def change(document: dict[str, Any]) -> None:
        document["description"]["vi"] += f" Bản {chance.randrange(100)}."

    edited(chance.choice(metadata(root)), change)


def change_title(root: Path, chance: random.Random) -> None:
    def change(document: dict[str, Any]) -> None:
        document["title"]["vi"] = f"{chance.choice('ABC')} {document['title']['vi']}"

    edited(chance.choice(metadata(root)), change)


def change_day(root: Path, chance: random.Random) -> None:
    def change(document: dict[str, Any]) -> None:
        document["modified"] = date(2026, chance.randrange(1, 10), 11)

    edited(chance.choice(metadata(root)), change)


def change_rows(root: Path, chance: random.Random) -> None:
    tables = [file for file in sorted(root.glob("datasets/*/*/*.csv")) if file.stat().st_size]
    file = chance.choice(tables)
    header, *rows = file.read_bytes().splitlines(keepends=True)
    chance.shuffle(rows)
    file.write_bytes(header + b"".join(rows))


def add_dataset(root: Path, chance: random.Random) -> None:
    source = chance.choice(metadata(root)).parent
    name = f"ban-sao-{chance.randrange(10**6)}"
    shutil.copytree(source, source.with_name(name))
    edited(source.with_name(name) / "dataset.yml", lambda each: each.update(identifier=name))


def remove_dataset(root: Path, chance: random.Random) -> None:
    copies = [file.parent for file in metadata(root) if file.parent.name.startswith("ban-sao")]
    if copies:
        shutil.rmtree(chance.choice(copies))


def rename_dataset(root: Path, chance: random.Random) -> None:
    copies = [file.parent for file in metadata(root) if file.parent.name.startswith("ban-sao")]
    if copies:
        folder = chance.choice(copies)
        folder.rename(folder.with_name(f"ban-sao-{chance.randrange(10**6)}"))


def change_vocabulary(root: Path, chance: random.Random) -> None:
    file = root / "datasets/vocabularies/themes.yml"
    file.write_text(file.read_text("utf-8") + f"# {chance.random()}\n", "utf-8")


def change_template(root: Path, chance: random.Random) -> None:
    file = root / "site_templates/bodies/dataset.html"
    file.write_text(file.read_text("utf-8") + f"<!-- {chance.random()} -->\n", "utf-8")


def change_page(root: Path, chance: random.Random) -> None:
    file = root / "site_templates/pages/about.md"
    file.write_text(file.read_text("utf-8") + f"\n{chance.random()}\n", "utf-8")


def interrupt(root: Path, chance: random.Random) -> None:
    """A build that stops while it writes, or while what it wrote takes its place."""
    change_title(root, chance)
    name = chance.choice(("put", "publish"))
    usual = getattr(Renewal, name)
    left = chance.randrange(1, 5)

    def stops(renewal: Renewal, *given: object) -> None:
        nonlocal left
        left -= 1
        if left == 0 or name == "publish":
            raise KeyboardInterrupt
        usual(renewal, *given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Renewal, name, stops)
        result = opendata("build", "--output", root / "site", "--allow-loss", root=root)
    assert result.exit_code != 0


EDITS: tuple[Callable[[Path, random.Random], None], ...] = (
    change_words, change_title, change_day, change_rows, add_dataset, add_dataset, remove_dataset,
    rename_dataset, change_vocabulary, change_template, change_page, interrupt,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_any_changes_give_what_a_build_from_the_beginning_gives(portal: Path, seed: int):
    chance = random.Random(seed)
    built(portal)
    for step in range(4):
        done = [chance.choice(EDITS) for _ in range(chance.randrange(1, 4))]
        for edit in done:
            edit(portal, chance)
        renewed, fresh = built(portal), built(portal, f"fresh-{step}")
        assert differences(renewed, fresh) == [], [edit.__name__ for edit in done]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_each_kind_of_change_gives_what_a_build_from_the_beginning_gives(portal: Path, edit):
    chance = random.Random(0)
    add_dataset(portal, chance)
    built(portal)
    edit(portal, chance)
    assert differences(built(portal), built(portal, "fresh")) == []


def test_what_has_not_changed_is_not_written_again(portal: Path):
    built(portal)
    site = portal / "site"
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}
    built(portal)
    after = {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}
    assert after == before


def test_pages_of_other_datasets_are_not_written_again(portal: Path):
    built(portal)
    site = portal / "site"
    pages = {path: path.stat().st_mtime_ns for path in site.glob("datasets/*/index.html")}
    assert len(pages) > 1
    change_words(portal, random.Random(0))
    built(portal)
    changed = [path for path in pages if path.stat().st_mtime_ns != pages[path]]
    assert len(changed) == 1


def test_a_site_that_was_changed_by_others_is_built_from_the_beginning(portal: Path):
    first = built(portal)
    (portal / "site/datasets.json").write_text("{}")
    assert differences(built(portal), first) == []


def test_a_damaged_ledger_is_begun_anew(portal: Path):
    first = built(portal)
    (ledger,) = portal.glob(".cache/sites/*.sqlite")
    whole = ledger.read_bytes()
    ledger.write_bytes(whole[:4096] + b"x" * (len(whole) - 4096))
    assert differences(built(portal), first) == []
