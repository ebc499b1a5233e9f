"""The code on the API pages: every sample is run against the built site and counts right.

R is run where it is installed; Power Query runs in Excel only, so its form is checked.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from generator.model import Column, Text
from generator.render.snippets import TableAddresses, api_samples

HOST = "https://opendata.vinhphuc.gov.vn/"
# Several pages of rows and accents in cells; codes that begin with zeros; one small table.
DATASETS = ("benh-truyen-nhiem-theo-tuan", "co-so-giao-duc", "ha-tang-so-theo-bao-vinh-phuc")
PROGRAMS = (
    "curl",
    "Python (pandas)",
    "Python (polars)",
    "Python (DuckDB)",
    "Python (JSON)",
    "R (readr)",
    "JavaScript",
    "Excel (Power Query)",
)
# DuckDB reads addresses by an extension that it fetches from its maker at first use; without
# the Internet, the same statement reads the same address through fsspec.
_WITHOUT_EXTENSION = """\
import datetime, duckdb
from fsspec.implementations.http import HTTPFileSystem

class Site(HTTPFileSystem):
    def modified(self, path):
        return datetime.datetime(2026, 1, 1)

duckdb.register_filesystem(Site())
"""


class _Samples(HTMLParser):
    """The samples of a page, by program."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._in = self._program = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):  # noqa: ARG002
        self._in = tag
        if tag == "summary":
            self._program = ""

    def handle_endtag(self, tag):  # noqa: ARG002
        self._in = ""

    def handle_data(self, data):
        if self._in == "summary":
            self._program = data
        elif self._in == "code" and self._program in PROGRAMS:
            self.found.setdefault(self._program, "")
            self.found[self._program] += data


def samples(site: Path, portal: str, slug: str) -> dict[str, str]:
    page = (site / "developers" / slug / "index.html").read_text(encoding="utf-8")
    found = _Samples(page).found
    assert all(HOST in code for code in found.values())
    return {program: code.replace(HOST, portal) for program, code in found.items()}


def expected(site: Path, slug: str) -> tuple[int, str]:
    """How many rows the first table has, and its name."""
    index = json.loads((site / "api/v1/datasets" / slug / "index.json").read_bytes())
    first = next(one for one in index["resources"] if "rows" in one)
    return first["rows"], first["name"]


def run(command: list[str], folder: Path, code: str | None = None) -> str:
    done = subprocess.run(command, input=code, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(params=DATASETS)
def slug(request) -> str:
    return str(request.param)


def test_every_page_has_every_sample(site, portal, slug):
    assert tuple(samples(site, portal, slug)) == PROGRAMS


@pytest.mark.parametrize("program", [name for name in PROGRAMS if name.startswith("Python")])
def test_python_counts_the_rows(site, portal, slug, program, tmp_path):
    code = samples(site, portal, slug)[program]
    start = _WITHOUT_EXTENSION if "DuckDB" in program else ""
    answer = run([sys.executable, "-"], tmp_path, start + code)
    assert int(answer) == expected(site, slug)[0]


def test_codes_keep_their_zeros_in_pandas(site, portal, tmp_path):
    code = samples(site, portal, "co-so-giao-duc")["Python (pandas)"]
    answer = run([sys.executable, "-"], tmp_path, code + '\nprint(data["ma_xa"].iloc[0])')
    assert re.fullmatch(r"0\d{4}", answer.split()[-1])


def test_curl_fetches_the_table_and_its_first_page(site, portal, slug, tmp_path):
    answer = run(["bash", "-e"], tmp_path, samples(site, portal, slug)["curl"])
    rows, name = expected(site, slug)
    assert json.loads(answer)["total"] == rows
    published = site / "datasets" / slug / f"{name}.csv"
    assert (tmp_path / f"{name}.csv").read_bytes() == published.read_bytes()


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")
def test_javascript_counts_the_rows(site, portal, slug, tmp_path):
    code = samples(site, portal, slug)["JavaScript"]
    assert int(run(["node", "--input-type=module", "-"], tmp_path, code)) == expected(site, slug)[0]


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r_counts_the_rows(site, portal, slug, tmp_path):
    code = samples(site, portal, slug)["R (readr)"]
    answer = run(["Rscript", "-"], tmp_path, code)
    assert str(expected(site, slug)[0]) in answer.split()


PAIRS = {")": "(", "]": "[", "}": "{"}


def assert_balanced(code: str) -> None:
    """Quotes and brackets close in order, outside of texts."""
    opened: list[str] = []
    for sign in re.sub(r'"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`', "", code):
        assert sign not in "\"'`"
        if sign in PAIRS.values():
            opened.append(sign)
        elif sign in PAIRS:
            assert opened.pop() == PAIRS[sign]
    assert opened == []


@pytest.mark.parametrize("program", ["R (readr)", "Excel (Power Query)"])
def test_what_cannot_be_run_here_is_well_formed_and_reads_a_file_that_exists(
    site, portal, slug, program
):
    code = samples(site, portal, slug)[program]
    assert_balanced(code)
    (address,) = re.findall(r'"(http[^"]*)"', code)
    assert (site / address.removeprefix(portal)).is_file()


def test_power_query_names_each_step_before_it_uses_it(site, portal, slug):
    code = samples(site, portal, slug)["Excel (Power Query)"]
    steps, result = re.fullmatch(r"let\n(.*)\nin\n    (\w+)", code, re.DOTALL).groups()  # type: ignore[union-attr]
    known: list[str] = []
    for step in steps.split(",\n"):
        name, _, expression = step.strip().partition(" = ")
        assert not set(re.findall(r"^\w+\((\w+),", expression)) - set(known)
        known.append(name)
    assert known[-1] == result


def test_hostile_names_cannot_leave_their_quotes(tmp_path):
    bad = "a\"); import os; print('x')\n`$(touch pwned)\\"
    address = "https://data.example/$(touch pwned)'/bang.csv"
    addresses = TableAddresses(csv=address, parquet=address, rows=address)
    found = api_samples(addresses, [Column(name=bad, label=Text(vi="x"))])
    by_program = {sample.program: sample.code for sample in found}
    for program, code in by_program.items():
        if program.startswith("Python"):
            compile(code, program, "exec")
    curl = by_program["curl"].replace("curl --fail", "echo")
    run(["bash", "-e"], tmp_path, curl)
    assert list(tmp_path.iterdir()) == []
    assert html.unescape(by_program["Python (pandas)"]).count("import os") == 1
