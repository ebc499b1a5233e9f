"""What a site takes is counted whole, told, and held against what its host takes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.budget import Amount, Space, account, judge, survey
from generator.load import load
from generator.model import DownloadHost, Hosting
from generator.problems import has_errors
from generator.settings import build_day
from tests.conftest import opendata
from tests.editions import edition

PATHS = st.from_regex(
    r"(en/)?(datasets|api/v1/datasets|assets|search)/[a-c]/[a-z]{1,3}", fullmatch=True
)
SIZES = st.dictionaries(PATHS, st.integers(0, 10**9))


def space(size: int = 0, files: int = 1, largest: int = 0) -> Space:
    total = Amount(files=files, size=size)
    return Space(
        total=total,
        kinds={"CSV": total},
        datasets={"a": total},
        largest=(("datasets/a/a.csv", largest),),
        elsewhere=Amount(),
    )


def hosted(root: Path, text: str) -> Path:
    """The portal, with ``hosting`` of its catalogue as ``text`` says."""
    catalog = root / "datasets/catalog.yml"
    catalog.write_text(f"{catalog.read_text('utf-8')}\nhosting: {text}\n", encoding="utf-8")
    return root


@given(SIZES)
def test_every_file_is_counted_once(sizes):
    found = survey(edition(), sizes.items())
    assert found.total == Amount(files=len(sizes), size=sum(sizes.values()))
    assert sum(kind.size for kind in found.kinds.values()) == found.total.size
    assert sum(kind.files for kind in found.kinds.values()) == found.total.files
    assert {path for path, _ in found.largest} <= sizes.keys()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("index.html", "html"),
        ("en/datasets/a/index.html", "html"),
        ("datasets/a/card.png", "card.png"),
        ("datasets/a/dcat.ttl", "other"),
        ("api/v1/datasets/a/b/rows/1.json", "api/"),
        ("search/vi/1.json", "search/"),
        ("assets/portal.css", "assets/"),
        ("SHA256SUMS", "other"),
    ],
)
def test_a_file_is_told_by_what_it_is(path, kind):
    assert list(survey(edition(), [(path, 1)]).kinds) == [kind]


def test_what_a_dataset_takes_has_its_pages_documents_and_rows():
    paths = ("datasets/a/a.csv", "en/datasets/a/index.html", "api/v1/datasets/a/b/rows/1.json")
    found = survey(edition(), [(path, 10) for path in paths] + [("datasets/b/b.csv", 40)])
    assert dict(found.datasets) == {"b": Amount(files=1, size=40), "a": Amount(files=3, size=30)}
    assert list(found.datasets) == ["b", "a"]


@pytest.mark.parametrize(
    ("taken", "codes"),
    [
        (space(size=799), []),
        (space(size=800), ["site-nearly-too-large"]),
        (space(size=1_000), ["site-nearly-too-large"]),
        (space(size=1_001), ["site-too-large"]),
        (space(files=79), []),
        (space(files=80), ["site-nearly-too-many-files"]),
        (space(files=101), ["site-too-many-files"]),
        (space(largest=8), ["site-file-nearly-too-large"]),
        (space(largest=11), ["site-file-too-large"]),
        (space(2_000, 200, 20), ["site-too-large", "site-too-many-files", "site-file-too-large"]),
    ],
)
def test_a_budget_warns_when_it_is_nearly_used_and_fails_beyond(taken, codes):
    hosting = Hosting(site_size=1_000, files=100, largest_file=10)
    assert [problem.code for problem in judge(taken, hosting)] == codes


def test_the_limits_of_github_pages_are_those_of_whoever_says_nothing():
    assert judge(space(800_000_000 - 1, 10**6, 80_000_000 - 1), Hosting()) == ()
    assert has_errors(judge(space(1_000_000_001), Hosting()))
    assert has_errors(judge(space(0, 1, 100_000_001), Hosting()))


def test_a_host_without_limits_takes_everything():
    hosting = Hosting(site_size=None, largest_file=None)
    assert judge(space(10**15, 10**9, 10**15), hosting) == ()
    assert "1000000000 MB, " in account(space(10**15), hosting, "en")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_account_names_what_takes_most_and_what_lies_elsewhere(language):
    hosting = Hosting(downloads=DownloadHost(base_url="https://tep.tinh.example/"))
    told = account(space(2_000_000, 3, 1_500_000), hosting, language)
    for part in ("2 MB", "1000 MB", "CSV", "datasets/a/a.csv (2 MB)", "https://tep.tinh.example/"):
        assert part in told


def test_a_build_tells_what_takes_the_space(small):
    result = opendata("build", root=small, language="en")
    assert result.exit_code == 0, result.output
    files = sum(1 for file in (small / "site").rglob("*") if file.is_file())
    assert f"{files} files" in result.stdout
    assert re.search(r"row API +\d+ kB", result.stdout)


@pytest.mark.parametrize(
    ("language", "part"), [("vi", "quá giới hạn 2 MB"), ("en", "more than the 2 MB")]
)
def test_a_site_that_is_too_large_leaves_the_published_one(small, language, part):
    (small / "site").mkdir()
    (small / "site/index.html").write_text("published")
    result = opendata("build", root=hosted(small, "{site_size: 2 MB}"), language=language)
    assert result.exit_code == 1
    assert part in result.output
    assert "html: " in result.output
    assert [path.name for path in (small / "site").iterdir()] == ["index.html"]
    assert not (small / ".site.new").exists()


def test_a_site_that_is_nearly_too_large_is_built_with_a_warning(small):
    result = opendata("build", root=hosted(small, "{files: 800}"), language="en")
    assert result.exit_code == 0, result.output
    assert "[site-nearly-too-many-files]" in result.output


@pytest.mark.parametrize(
    ("written", "size"),
    [("1 GB", 10**9), ("20MB", 2 * 10**7), ("500 kB", 500_000), ("7", 7), ("null", None), ("0", 0)],
)
def test_sizes_are_written_with_their_units(small, written, size):
    portal = load(hosted(small, f"{{site_size: {written}}}"), build_day()).catalog.portal
    assert portal.hosting.site_size == size


@pytest.mark.parametrize("written", ["1 gb", "1.5 GB", "-1", "1 GB ", "nhiều", "1e9", "[1]"])
def test_other_sizes_are_refused(small, written):
    result = opendata("validate", root=hosted(small, f"{{site_size: '{written}'}}"))
    assert result.exit_code == 1
    assert "[metadata-form-bytes]" in result.output
