"""The command line as a publisher and as CI use it: exit codes, words, nothing half-written."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, opendata


@pytest.fixture
def table(small: Path) -> Path:
    return next(small.glob("datasets/*/*/*.csv"))


def test_a_sound_portal_is_validated_without_a_word_of_complaint(small):
    result = opendata("validate", root=small)
    assert result.exit_code == 0
    assert result.output == "Không có vấn đề nào.\n"
    assert opendata("validate", root=small, language="en").output == "No problems.\n"


def test_problems_are_told_in_the_language_asked_for_and_end_with_exit_code_1(small, table):
    table.write_bytes(b"\xff\xfe nothing readable")
    result = opendata("validate", root=small)
    assert result.exit_code == 1
    assert "LỖI" in result.output
    assert table.relative_to(small).as_posix() in result.output
    assert "ERROR" in opendata("validate", root=small, language="en").output


def test_only_the_paths_named_are_validated(small, table):
    table.write_text("wrong\n1\n")
    others = [folder for folder in small.glob("datasets/*/*/") if folder != table.parent]
    others = [folder for folder in others if (folder / "dataset.yml").exists()]
    assert opendata("validate", table.parent, root=small).exit_code == 1
    assert opendata("validate", *others, root=small).exit_code == 0


def test_a_path_that_does_not_exist_cannot_be_validated(small):
    result = opendata("validate", small / "nothing", root=small)
    assert result.exit_code == 2
    assert "nothing" in result.stderr


def test_a_folder_that_is_no_portal_is_refused(tmp_path):
    for command in ("validate", "build", "schema"):
        result = opendata(command, root=tmp_path, language="en")
        assert result.exit_code == 2
        assert "is not the folder of a portal" in result.stderr


def test_a_build_writes_the_site(small):
    result = opendata("build", root=small)
    assert result.exit_code == 0, result.output
    assert (small / "site" / "index.html").is_file()
    assert json.loads((small / "site" / "datasets.json").read_bytes())["count"] == 2


def test_a_build_with_errors_leaves_the_site_before_it_untouched(small, table):
    opendata("build", root=small)
    before = _contents(small / "site")
    table.write_text("wrong\n1\n")
    result = opendata("build", root=small)
    assert result.exit_code == 1
    assert "LỖI" in result.stderr
    assert _contents(small / "site") == before
    assert [path for path in small.iterdir() if path.name.startswith(".site")] == []


def test_a_build_that_fails_in_the_host_leaves_the_site_before_it_untouched(small):
    opendata("build", root=small)
    before = _contents(small / "site")
    settings = (small / "mkdocs.yml").read_text("utf-8")
    (small / "mkdocs.yml").write_text(settings.replace("nav:", "nav:\n  - X: missing.md", 1))
    result = opendata("build", root=small)
    assert result.exit_code == 2
    assert _contents(small / "site") == before
    assert [path for path in small.iterdir() if path.name.startswith(".site")] == []


def test_a_build_with_errors_writes_no_first_site(small, table):
    table.unlink()
    assert opendata("build", root=small).exit_code == 1
    assert not (small / "site").exists()


def test_datasets_do_not_vanish_from_the_published_site_unless_that_is_allowed(small):
    opendata("build", root=small)
    before = _contents(small / "site")
    _remove_a_dataset(small)
    result = opendata("build", root=small, language="en")
    assert result.exit_code == 1
    assert "[catalog-loss]" in result.stderr
    assert _contents(small / "site") == before
    assert opendata("build", "--allow-loss", root=small).exit_code == 0


def test_the_published_index_may_come_from_elsewhere(small, tmp_path):
    published = tmp_path / "published.json"
    published.write_text(json.dumps({"datasets": [{"identifier": "gone"}]}))
    assert opendata("build", "--published", published, root=small).exit_code == 1
    published.write_text("<html>404</html>")
    result = opendata("build", "--published", published, root=small)
    assert result.exit_code == 2
    assert str(published) in result.stderr


def test_the_address_of_the_site_can_be_another(small):
    opendata("build", "--base-url", "https://example.org/portal", root=small)
    page = (small / "site" / "index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://example.org/portal/"' in page


def test_two_builds_of_the_same_input_are_byte_identical(small):
    opendata("build", "--output", small / "first", root=small)
    (small / ".cache").rename(small / ".cache-before")
    opendata("build", "--output", small / "second", root=small)
    assert _contents(small / "first") == _contents(small / "second")


def test_the_committed_schemas_and_codeowners_are_up_to_date():
    for command, files in (
        (
            "schema",
            [
                f"datasets/schemas/{name}.schema.json"
                for name in ("catalog", "dataset", "source", "waivers")
            ],
        ),
        ("codeowners", [".github/CODEOWNERS"]),
    ):
        before = [(REPOSITORY / file).read_bytes() for file in files]
        assert opendata(command, root=REPOSITORY).exit_code == 0
        assert [(REPOSITORY / file).read_bytes() for file in files] == before


def test_an_invented_command_line_exits_with_2():
    assert opendata("publish").exit_code == 2


def _remove_a_dataset(portal: Path) -> None:
    """The one that refers to the other goes, so that what is left is sound."""
    for file in portal.glob("datasets/*/*/dataset.yml"):
        if "foreign_keys" in file.read_text("utf-8"):
            for path in file.parent.iterdir():
                path.unlink()
            file.parent.rmdir()


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_dataset_that_cannot_be_read_is_not_told_to_be_lost(small):
    opendata("build", root=small)
    broken = next(small.glob("datasets/*/*/dataset.yml"))
    broken.write_text("title: [", encoding="utf-8")
    result = opendata("build", root=small)
    assert "[yaml-broken]" in result.stderr
    assert "[catalog-loss]" not in result.stderr


def test_a_port_in_use_is_told_in_words(small):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = opendata("serve", "--port", str(taken.getsockname()[1]), root=small, language="en")
    assert result.exit_code == 2
    assert "is in use by another program" in result.stderr


def test_a_site_that_is_a_link_is_replaced_where_it_leads(small, tmp_path):
    (tmp_path / "real").mkdir()
    (small / "site").symlink_to(tmp_path / "real")
    for _ in range(2):
        assert opendata("build", root=small).exit_code == 0
    assert (small / "site").is_symlink()
    assert (tmp_path / "real" / "index.html").is_file()


def test_a_fault_of_the_program_is_one_sentence_and_a_record(small):
    (small / "site_templates").unlink()
    result = opendata("build", root=small, language="en")
    assert result.exit_code == 2
    assert "Traceback" not in result.output + result.stderr
