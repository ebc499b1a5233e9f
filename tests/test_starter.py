"""Portals for other provinces: they build at once and have nothing of the reference portal."""

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml

from generator.check import check
from generator.load import load
from generator.problems import PortalError
from generator.settings import Settings
from generator.starter import start_portal, starter_root

TODAY = date(2026, 11, 1)
REPOSITORY = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    folder = tmp_path_factory.mktemp("starter") / "cong"
    start_portal(folder, title='Cổng "mở": tỉnh $X', publisher="Sở Y")
    return folder


def test_a_new_portal_has_no_problems(portal, tmp_path):
    settings = Settings(root=portal, today=TODAY, store=tmp_path / "store")
    checked = check(settings)
    assert checked.problems == ()
    assert len(checked.catalog.datasets) == 1


def test_names_are_taken_as_they_were_given(portal):
    catalog = load(portal, TODAY).catalog
    assert catalog.portal.title.vi == 'Cổng "mở": tỉnh $X'
    assert catalog.vocabularies.agencies[catalog.portal.publisher].name.vi == "Sở Y"


def test_it_brings_templates_lists_schemas_and_workflows(portal):
    for name in (
        ".github/CODEOWNERS",
        ".github/dependabot.yml",
        ".github/requirements.txt",
        ".github/workflows/check.yml",
        ".github/workflows/publish.yml",
        ".gitignore",
        "README.md",
        "datasets/schemas/dataset.schema.json",
        "datasets/vocabularies/licenses.yml",
        "mkdocs.yml",
        "site_templates/texts/vi.yml",
    ):
        assert (portal / name).is_file(), name


def test_it_leaves_behind_what_is_the_generator_s_own(portal):
    assert not (portal / ".github/workflows/test.yml").exists()
    assert not (portal / ".github/assets").exists()
    assert list(portal.rglob("node_modules")) == []


def test_nothing_of_the_reference_portal_is_in_it(portal):
    found = [
        path.relative_to(portal).as_posix()
        for path in portal.rglob("*")
        if path.suffix in {".yml", ".md", ".html", ".json", ".csv", ".js", ".css", ".txt"}
        and ("vinhphuc" in (text := path.read_text(encoding="utf-8")) or "Vĩnh Phúc" in text)
    ]
    assert found == []


def test_its_workflows_install_what_its_requirements_name(portal):
    lines = (portal / ".github/requirements.txt").read_text(encoding="utf-8").splitlines()
    (requirement,) = (line for line in lines if not line.startswith("#"))
    assert requirement.startswith("opendata @ ")
    for workflow in ("check", "publish"):
        text = (portal / f".github/workflows/{workflow}.yml").read_text(encoding="utf-8")
        assert "--requirement .github/requirements.txt" in text


def test_its_dependabot_watches_only_what_it_has(portal):
    written = yaml.safe_load((portal / ".github/dependabot.yml").read_text(encoding="utf-8"))
    assert [entry["package-ecosystem"] for entry in written["updates"]] == ["github-actions"]


def test_an_empty_folder_is_filled(tmp_path):
    start_portal(tmp_path / "new" / "cong")
    assert (tmp_path / "new/cong/mkdocs.yml").is_file()


def test_the_folder_one_stands_in_is_filled_where_it_is(tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    start_portal(Path())
    assert Path("mkdocs.yml").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["here"]


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "note.txt").write_text("mine")
    with pytest.raises(PortalError, match="is not empty"):
        start_portal(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_a_file_in_the_way_is_left_alone(tmp_path):
    (tmp_path / "cong").write_text("mine")
    with pytest.raises(PortalError, match="is not empty"):
        start_portal(tmp_path / "cong")
    assert (tmp_path / "cong").read_text() == "mine"


def test_a_title_that_is_refused_leaves_nothing_behind(tmp_path):
    with pytest.raises(PortalError, match=r"catalog\.yml"):
        start_portal(tmp_path / "cong", title=" ")
    assert list(tmp_path.iterdir()) == []


def test_a_portal_started_by_an_installed_package_is_the_same(portal, tmp_path):
    """As in a wheel: the templates lie inside the package, and there is no repository around."""
    package = tmp_path / "site-packages" / "generator"
    ignore = shutil.ignore_patterns("__pycache__", "node_modules")
    shutil.copytree(REPOSITORY / "generator", package, ignore=ignore)
    for name in ("site_templates", "datasets/vocabularies", ".github"):
        shutil.copytree(REPOSITORY / name, package / "_starter" / name, ignore=ignore)
    for name in ("mkdocs.yml", ".gitignore"):
        shutil.copyfile(REPOSITORY / name, package / "_starter" / name)
    code = (
        "import sys; from pathlib import Path; from generator.starter import start_portal;"
        "start_portal(Path(sys.argv[1]), title='Cổng \"mở\": tỉnh $X', publisher='Sở Y')"
    )
    target = tmp_path / "cong"
    subprocess.run([sys.executable, "-c", code, target], cwd=package.parent, check=True)
    assert contents(target) == contents(portal)


def contents(folder: Path) -> dict[Path, bytes]:
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_in_a_checkout_the_templates_are_the_repository_s_own():
    assert starter_root() == REPOSITORY
