"""``mkdocs build`` gives the site of ``opendata build``, and is as careful with the old one."""

from __future__ import annotations

import filecmp
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from tests.conftest import opendata


def _mkdocs_build(root: Path, target: Path) -> None:
    build(load_config(str(root / "mkdocs.yml"), site_dir=str(target)))


def _same(first: Path, second: Path) -> bool:
    names = [sorted(p.relative_to(f).as_posix() for p in f.rglob("*")) for f in (first, second)]
    return names[0] == names[1] and all(
        filecmp.cmp(first / name, second / name, shallow=False)
        for name in names[0]
        if (first / name).is_file()
    )


def test_mkdocs_and_opendata_build_the_same_site(small):
    assert opendata("build", "--output", small / "ours", root=small).exit_code == 0
    _mkdocs_build(small, small / "theirs")
    assert _same(small / "ours", small / "theirs")


def test_strict_mode_is_on_and_a_warning_leaves_the_old_site_untouched(small):
    target = small / "site"
    _mkdocs_build(small, target)
    before = (target / "index.html").stat().st_ino
    settings = (small / "mkdocs.yml").read_text("utf-8")
    (small / "mkdocs.yml").write_text(settings.replace("nav:", "nav:\n  - X: missing.md", 1))
    with pytest.raises(Abort):
        _mkdocs_build(small, target)
    assert (target / "index.html").stat().st_ino == before
    assert not (small / ".site.new").exists()


def test_problems_in_the_data_stop_mkdocs_with_the_report(small, caplog):
    next(small.glob("datasets/*/*/*.csv")).unlink()
    with pytest.raises(Abort):
        _mkdocs_build(small, small / "site")
    assert "[data-file-missing]" in caplog.text
    assert not (small / "site").exists()


def test_a_portal_in_one_language_has_no_pages_in_the_other(small):
    catalog = small / "datasets" / "catalog.yml"
    lines = [line for line in catalog.read_text("utf-8").splitlines() if "languages:" not in line]
    catalog.write_text("\n".join([*lines, "languages: [vi]", ""]), encoding="utf-8")
    assert opendata("build", root=small).exit_code == 0
    assert not (small / "site" / "en").exists()
    assert 'hreflang="en"' not in (small / "site" / "index.html").read_text("utf-8")
