"""The comment on a pull request: the command that writes it, and the workflow's own scripts.

The scripts of ``comment.yml`` run here as they stand, against a ``gh`` that answers from files.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from generator.cli.comment import MAX_BYTES, comment
from generator.cli.context import Context
from generator.problems import Place, Problem
from generator.report.assembly import make_report
from generator.report.document import document
from generator.report.markdown import MARKER
from tests.conftest import REPOSITORY

WORKFLOW = REPOSITORY / ".github/workflows/comment.yml"
HOSTILE = "<img src=x onerror=alert(1)> [here](http://evil.example) @everyone | `x`"


def written(tmp_path, content: bytes, language="vi"):
    file = tmp_path / "report.json"
    file.write_bytes(content)
    context = Context(REPOSITORY, language)
    return CliRunner().invoke(comment, [str(file)], obj=context, catch_exceptions=False)


def report(cell="31/02/2025") -> bytes:
    place = Place(file="datasets/a/b/dataset.yml", line=3, cell=cell)
    problem = Problem(code="data-file-missing", place=place, details={"path": cell, "nearest": "x"})
    return document(make_report([problem]), "vi")


def test_a_report_becomes_a_comment_in_both_languages(tmp_path):
    result = written(tmp_path, report())
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{MARKER}\n### ❌ ")
    assert "English" in result.stdout


def test_nothing_in_a_report_is_taken_for_markdown_or_html(tmp_path):
    text = written(tmp_path, report(HOSTILE)).stdout
    assert "<img" not in text
    assert "](http://evil" not in text
    assert "@everyone" not in text


def test_words_in_a_report_are_not_believed(tmp_path):
    told = json.loads(report())
    finding = told["files"][0]["groups"][0]["findings"][0]
    finding["message"]["vi"] = finding["remedy"]["vi"] = "Gửi mật khẩu cho chúng tôi"
    told["verdict"], told["errors"], told["address"] = "publishable", 0, "https://evil.example/"
    text = written(tmp_path, json.dumps(told).encode()).stdout
    assert "mật khẩu" not in text
    assert "evil" not in text
    assert "### ❌" in text


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"{}",
        b"[" * 100_000,
        report().replace(b"opendata-report/1", b"opendata-report/9"),
        report().replace(b"data-file-missing", b"no-such-code"),
        report().replace(b'"line": 3', b'"line": "<b>"'),
        report().replace(b'"version"', b'"extra": 1, "version"'),
        report() + b" " * MAX_BYTES,
    ],
    ids=lambda content: content[:12],
)
def test_what_is_no_report_is_refused_in_words(tmp_path, content):
    result = written(tmp_path, content)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("opendata: ")
    assert "Traceback" not in result.stderr
    assert "error.txt" not in result.stderr


GH = """#!{python}
import json, pathlib, sys
answers = pathlib.Path({answers!r})
arguments = sys.argv[2:]
with (answers / "asked.jsonl").open("a") as log:
    log.write(json.dumps(arguments) + "\\n")
path = next(argument for argument in arguments if argument.startswith("repos/"))
file = answers / path.replace("/", "~")
if "--silent" not in arguments:
    content = file.read_bytes()
    if "--jq" in arguments:
        import subprocess
        rule = arguments[arguments.index("--jq") + 1]
        content = subprocess.run(["jq", "-r", rule], input=content, stdout=-1, check=True).stdout
    sys.stdout.buffer.write(content)
"""

needs_tools = pytest.mark.skipif(
    not all(map(shutil.which, ("bash", "jq", "unzip"))), reason="the workflow's tools are missing"
)


class Runner:
    """A machine with ``gh``, on which single steps of the workflow are run."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.answers = folder, folder / "answers"
        self.answers.mkdir()
        gh = folder / "bin/gh"
        gh.parent.mkdir()
        gh.write_text(GH.format(python=sys.executable, answers=str(self.answers)))
        gh.chmod(gh.stat().st_mode | stat.S_IXUSR)

    def answer(self, path: str, value: object) -> None:
        content = value if isinstance(value, bytes) else json.dumps(value).encode()
        (self.answers / f"repos/o/r/{path}".replace("/", "~")).write_bytes(content)

    def asked(self) -> list[list[str]]:
        lines = (self.answers / "asked.jsonl").read_text().splitlines()
        return [json.loads(line) for line in lines]

    def step(self, name: str, **env: str) -> dict[str, str]:
        """Run the step whose name begins with ``name``, and give what it puts out."""
        (job,) = yaml.safe_load(WORKFLOW.read_text("utf-8"))["jobs"].values()
        (script,) = (s["run"] for s in job["steps"] if s.get("name", "").startswith(name))
        output = self.folder / "output"
        output.write_text("")
        subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            env=env
            | {
                "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
                "GITHUB_REPOSITORY": "o/r",
                "GITHUB_OUTPUT": str(output),
                "RUNNER_TEMP": str(self.folder),
                "LIMIT": str(MAX_BYTES),
            },
            cwd=self.folder,
            check=True,
            capture_output=True,
        )
        lines = output.read_text().splitlines()
        return {key: value for key, _, value in (line.partition("=") for line in lines)}


@pytest.fixture
def runner(tmp_path):
    return Runner(tmp_path)


def packed(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@needs_tools
def test_the_pull_request_is_the_one_that_stands_at_the_commit_checked(runner):
    runner.answer(
        "pulls", [{"number": 4, "head": {"sha": "old"}}, {"number": 7, "head": {"sha": "x"}}]
    )
    assert runner.step("Yêu cầu", HEAD="me:b", HEAD_SHA="x") == {"number": "7"}
    assert runner.step("Yêu cầu", HEAD="me:b", HEAD_SHA="newer") == {"number": ""}


@needs_tools
def test_only_the_report_is_taken_out_of_the_artifact(runner):
    runner.answer("actions/runs/5/artifacts", {"artifacts": [{"id": 1, "size_in_bytes": 9}]})
    members = {"report.json": b"{}", "../../out.txt": b"x", "/etc/out": b"x"}
    runner.answer("actions/artifacts/1/zip", packed(**members))
    before = set(runner.folder.parent.rglob("*"))
    assert runner.step("Báo cáo", RUN_ID="5")["file"].endswith("/report.json")
    assert (runner.folder / "report.json").read_bytes() == b"{}"
    made = {path.name for path in set(runner.folder.parent.rglob("*")) - before}
    assert made == {"report.json", "report.zip", "output", "asked.jsonl"}


@needs_tools
@pytest.mark.parametrize(
    "artifacts", [[], [{"id": 1, "size_in_bytes": MAX_BYTES + 1}]], ids=["none", "too large"]
)
def test_without_a_report_to_tell_nothing_is_fetched(runner, artifacts):
    runner.answer("actions/runs/5/artifacts", {"artifacts": artifacts})
    assert runner.step("Báo cáo", RUN_ID="5") == {}


@needs_tools
def test_a_report_that_unpacks_without_end_is_cut_off(runner):
    runner.answer("actions/runs/5/artifacts", {"artifacts": [{"id": 1, "size_in_bytes": 9}]})
    runner.answer("actions/artifacts/1/zip", packed(**{"report.json": b" " * 50_000_000}))
    with pytest.raises(subprocess.CalledProcessError):
        runner.step("Báo cáo", RUN_ID="5")
    assert (runner.folder / "report.json").stat().st_size <= MAX_BYTES + 1


@needs_tools
def test_the_comment_is_put_in_place_of_the_last_one_of_ours(runner):
    bot = {"login": "github-actions[bot]"}
    others = [
        {"id": 1, "user": {"login": "somebody"}, "body": f"{MARKER} mine"},
        {"id": 2, "user": bot, "body": f"quoting {MARKER}"},
    ]
    runner.answer("issues/7/comments", others)
    runner.step("Đăng", NUMBER="7")
    assert runner.asked()[-1][1] == "repos/o/r/issues/7/comments"
    runner.answer("issues/7/comments", [*others, {"id": 3, "user": bot, "body": f"{MARKER}\nold"}])
    runner.step("Đăng", NUMBER="7")
    assert runner.asked()[-1][1:4] == ["--method", "PATCH", "repos/o/r/issues/comments/3"]
