"""What has to be judged again after a change, as git tells it."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from generator.changes import changes_since, former_identifiers, touched_datasets
from generator.check import check
from generator.load import load
from generator.problems import PortalError
from generator.settings import Settings
from tests.conftest import REPOSITORY, SMALL, opendata

TODAY = date(2024, 6, 30)
STATIONS = "datasets/so-y-te/tram-y-te"
COMMUNES = "datasets/so-noi-vu/xa-phuong"
IDENTITY = {
    "GIT_AUTHOR_NAME": "Sở Y tế",
    "GIT_AUTHOR_EMAIL": "soyte@portal.example",
    "GIT_COMMITTER_NAME": "Sở Y tế",
    "GIT_COMMITTER_EMAIL": "soyte@portal.example",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


@pytest.fixture(autouse=True)
def _nobody_s_own_settings(monkeypatch):
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def portal(tmp_path):
    """The stations refer to the communes; both are committed, and nothing has changed."""
    root = tmp_path / "portal"
    shutil.copytree(SMALL, root)
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    start(root)
    return root


def start(folder: Path) -> None:
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder)


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message=change")


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def touched(root: Path, revision: str = "HEAD") -> set[str] | None:
    found = touched_datasets(load(root, TODAY).catalog, changes_since(root, revision))
    return None if found is None else set(found)


def told(root: Path, revision: str = "HEAD") -> list[tuple[str, str]]:
    settings = Settings(root=root, today=TODAY, store=root.parent / "store")
    problems = check(settings, changed_since=revision).problems
    return [(problem.code, problem.place.file) for problem in problems]


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def append(file: Path, text: str = "\n") -> None:
    file.write_text(file.read_text("utf-8") + text, "utf-8")


def test_nothing_changed_nothing_touched(portal):
    assert touched(portal) == set()
    assert told(portal) == []


def test_faults_of_datasets_that_did_not_change_are_not_told(portal):
    append(portal / STATIONS / "tram.csv", "one cell alone\n")
    commit(portal)
    assert told(portal) == []
    append(portal / STATIONS / "dataset.yml")
    assert {file for _, file in told(portal)} == {f"{STATIONS}/tram.csv"}


@pytest.mark.parametrize("is_committed", [True, False])
def test_changes_count_whether_they_are_committed_or_not(portal, is_committed):
    append(portal / STATIONS / "dataset.yml")
    git(portal, "tag", "before")
    if is_committed:
        commit(portal)
    assert touched(portal, "before") == {STATIONS}


def test_files_that_git_does_not_know_yet_count_and_ignored_ones_do_not(portal):
    (portal / ".gitignore").write_text("*.tmp\n")
    (portal / COMMUNES / "draft.tmp").write_text("x")
    assert touched(portal) == set()
    (portal / STATIONS / "notes.txt").write_text("x")
    assert touched(portal) == {STATIONS}
    assert told(portal) == [("file-undeclared", f"{STATIONS}/notes.txt")]


def test_datasets_that_refer_to_a_changed_one_are_judged_again(portal):
    append(portal / COMMUNES / "xa.csv")
    assert touched(portal) == {COMMUNES, STATIONS}


def test_rows_that_lose_what_they_refer_to_are_told_though_they_did_not_change(portal):
    rows = (portal / COMMUNES / "xa.csv").read_text("utf-8").splitlines(keepends=True)
    (portal / COMMUNES / "xa.csv").write_text("".join(rows[:2]), "utf-8")
    assert STATIONS in {Path(file).parent.as_posix() for _, file in told(portal)}


def test_only_what_left_the_branch_counts_not_what_the_other_branch_did_since(portal):
    git(portal, "switch", "--quiet", "--create", "ours")
    append(portal / STATIONS / "dataset.yml")
    commit(portal)
    git(portal, "switch", "--quiet", "main")
    append(portal / COMMUNES / "dataset.yml")
    commit(portal)
    git(portal, "switch", "--quiet", "ours")
    assert touched(portal, "main") == {STATIONS}


@pytest.mark.parametrize(
    "file",
    [
        "datasets/catalog.yml",
        "datasets/vocabularies/themes.yml",
        ".github/requirements.txt",
        "generator/validate/rows.py",
        "pyproject.toml",
    ],
)
def test_what_bears_on_every_dataset_touches_everything(portal, file):
    (portal / file).parent.mkdir(parents=True, exist_ok=True)
    with (portal / file).open("a") as opened:
        opened.write("\n")
    assert touched(portal) is None


def test_pages_and_schemas_for_editors_touch_nothing(portal):
    (portal / "README.md").write_text("x")
    (portal / "datasets/schemas").mkdir(exist_ok=True)
    (portal / "datasets/schemas/dataset.schema.json").write_text("{}")
    (portal / "datasets/sources").mkdir()
    (portal / "datasets/sources/kho.lock.json").write_text("{}")
    assert touched(portal) == set()


def test_a_removed_dataset_is_told_as_lost_and_those_that_refer_to_it_are_judged(portal):
    shutil.rmtree(portal / COMMUNES)
    assert touched(portal) == {COMMUNES, STATIONS}
    codes = {code for code, _ in told(portal)}
    assert {"catalog-loss", "reference-dataset"} <= codes


def test_a_dataset_that_moves_is_not_lost(portal):
    (portal / STATIONS).rename(portal / "datasets/so-y-te/tram-xa")
    assert touched(portal) == {STATIONS, "datasets/so-y-te/tram-xa"}
    assert told(portal) == []


def test_an_identifier_given_up_is_a_loss(portal):
    (identifier,) = former_identifiers_of(portal, STATIONS)
    edit(portal / STATIONS / "dataset.yml", identifier, f"{identifier}-moi")
    assert ("catalog-loss", "datasets/catalog.yml") in told(portal)


def test_a_loss_that_is_meant_is_no_problem(portal):
    shutil.rmtree(portal / STATIONS)
    assert opendata("validate", "--changed-since", "HEAD", root=portal).exit_code == 1
    allowed = opendata("validate", "--changed-since", "HEAD", "--allow-loss", root=portal)
    assert allowed.exit_code == 0, allowed.output


def former_identifiers_of(portal: Path, folder: str) -> set[str]:
    append(portal / folder / "dataset.yml")
    return set(former_identifiers(changes_since(portal, "HEAD")))


def test_the_other_of_two_datasets_of_one_name_is_judged_too(portal):
    shutil.copytree(portal / STATIONS, portal / "datasets/a-first/tram-y-te")
    assert touched(portal) == {"datasets/a-first/tram-y-te", STATIONS}
    assert ("dataset-duplicate-slug", f"{STATIONS}/dataset.yml") in told(portal)


def test_a_folder_that_is_no_dataset_is_told(portal):
    for folder in ("datasets/so-y-te/new", "datasets/Bad!/new"):
        (portal / folder).mkdir(parents=True)
        (portal / folder / "data.csv").write_text("a\n1\n")
    assert set(told(portal)) == {
        ("dataset-without-metadata", "datasets/so-y-te/new"),
        ("path-unsafe", "datasets/Bad!"),
    }


def test_errors_in_what_all_share_are_told_whoever_made_them(portal):
    edit(portal / "datasets/vocabularies/themes.yml", "- id", "- bad")
    commit(portal)
    append(portal / STATIONS / "dataset.yml")
    assert "datasets/vocabularies/themes.yml" in {file for _, file in told(portal)}


def test_the_portal_may_be_a_folder_of_the_repository(tmp_path):
    shutil.copytree(SMALL, tmp_path / "province/portal")
    start(tmp_path)
    append(tmp_path / "province/portal" / STATIONS / "dataset.yml")
    (tmp_path / "datasets/x/y").mkdir(parents=True)
    (tmp_path / "datasets/x/y/z.csv").write_text("another portal's")
    assert touched(tmp_path / "province/portal") == {STATIONS}
    (tmp_path / ".github").mkdir()
    (tmp_path / ".github/requirements.txt").write_text("opendata\n")
    assert touched(tmp_path / "province/portal") is None


def test_another_working_tree_of_the_repository_will_do(portal, tmp_path):
    git(portal, "worktree", "add", "--quiet", "--detach", str(tmp_path / "tree"))
    append(tmp_path / "tree" / STATIONS / "dataset.yml")
    assert touched(tmp_path / "tree") == {STATIONS}
    assert touched(portal) == set()


def test_names_of_any_bytes_are_taken_as_they_are(portal):
    folder = portal / STATIONS
    for name in (b"d\xf5 li\xeau.csv", 'dữ liệu\t"mới"\n.csv'.encode()):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text("a\n")
    commit(portal)
    git(portal, "tag", "after")
    changes = changes_since(portal, "after~1")
    assert f'{STATIONS}/dữ liệu\t"mới"\n.csv' in changes.paths
    assert os.fsencode(f"{STATIONS}/") + b"d\xf5 li\xeau.csv" in map(os.fsencode, changes.paths)
    assert touched(portal, "after~1") == {STATIONS}


def test_settings_of_git_that_shorten_what_it_lists_change_nothing(portal):
    git(portal, "config", "diff.renames", "copies")
    git(portal, "config", "diff.relative", "true")
    git(portal, "config", "status.showUntrackedFiles", "no")
    (portal / STATIONS).rename(portal / "datasets/so-y-te/tram-xa")
    commit(portal)
    assert touched(portal, "HEAD~1") == {STATIONS, "datasets/so-y-te/tram-xa"}


@pytest.mark.parametrize(
    "revision",
    ["nowhere", "--output=made", "-h", "", "HEAD:datasets", "main\nmain", "a\0b", "HEAD; true"],
)
def test_a_revision_that_is_none_is_told_in_both_languages(portal, revision):
    with pytest.raises(PortalError, match=r"(?s)kho git không có.*fetch-depth: 0.*has no"):
        changes_since(portal, revision)
    assert not (portal / "made").exists()


def test_a_shallow_clone_says_how_to_get_the_rest(portal, tmp_path):
    commit(portal)
    commit(portal)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=1", portal.as_uri(), str(clone))
    assert touched(clone) == set()
    with pytest.raises(PortalError, match="fetch-depth: 0"):
        changes_since(clone, "HEAD~1")


def test_branches_without_a_common_past_cannot_be_compared(portal):
    git(portal, "checkout", "--quiet", "--orphan", "other")
    append(portal / STATIONS / "dataset.yml")
    commit(portal)
    with pytest.raises(PortalError, match="or no commit in common"):
        changes_since(portal, "main")


def test_outside_of_a_repository_it_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(PortalError, match="cần một kho git"):
        changes_since(tmp_path, "HEAD")


def test_without_git_it_says_so(portal, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(PortalError, match="chưa cài git"):
        changes_since(portal, "HEAD")
