"""The repository's own files: workflows with least rights, commands that README gives too."""

import re
from pathlib import Path

import click
import pytest
import yaml

REPOSITORY = Path(__file__).parents[1]
WORKFLOWS = sorted((REPOSITORY / ".github/workflows").glob("*.yml"))
INSTALL_AND_SERVE = (
    "python3 -m venv .venv && .venv/bin/pip install --quiet . && .venv/bin/opendata serve"
)
INSTALL_AND_TEST = (
    "python3 -m venv .venv && .venv/bin/pip install --quiet -e '.[test]' && .venv/bin/pytest"
)
WRITING = {
    ("comment", "comment"): {"pull-requests": "write"},
    ("publish", "deploy"): {"pages": "write", "id-token": "write"},
    ("harvest", "propose"): {"contents": "write", "pull-requests": "write"},
}
"""The only jobs that may write anything, and what."""


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def jobs(path: Path):
    return yaml.safe_load(read(path))["jobs"].items()


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_commit_with_their_version_beside(path):
    uses = re.findall(r"uses: (.+)", read(path))
    assert len(uses) == read(path).count("uses:") > 0
    for use in uses:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", use), use


def test_an_action_has_one_version_everywhere():
    uses = {use for path in WORKFLOWS for use in re.findall(r"uses: (.+)", read(path))}
    names = [use.partition("@")[0] for use in uses]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_job_has_a_limit_of_time_and_only_the_rights_it_states(path):
    assert yaml.safe_load(read(path))["permissions"] == {}
    for name, job in jobs(path):
        assert job["timeout-minutes"] <= 60
        allowed = WRITING.get((path.stem, name), {})
        granted = {right: way for right, way in job["permissions"].items() if way != "read"}
        assert granted == allowed


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_pull_requests_never_run_with_the_rights_of_the_repository(path):
    triggers = yaml.safe_load(read(path))[True]  # YAML 1.1 takes the key `on` for a truth value
    assert not {"pull_request_target", "issue_comment"} & set(triggers)
    assert ("secrets." in read(path)) == (path.stem == "harvest")
    assert ("workflow_run" in triggers) == (path.stem == "comment")


def comment_steps():
    (job,) = (job for _, job in jobs(REPOSITORY / ".github/workflows/comment.yml"))
    return job["steps"]


def test_what_may_write_comments_runs_the_default_branch_alone():
    checkouts = [step for step in comment_steps() if "actions/checkout" in step.get("uses", "")]
    assert [step["with"]["ref"] for step in checkouts] == [
        "${{ github.event.repository.default_branch }}"
    ]
    for step in comment_steps():
        assert not re.search(r"git |refs/pull|checkout", step.get("run", ""))
        assert "download-artifact" not in step.get("uses", "")


def test_the_report_is_read_without_the_token():
    for step in comment_steps():
        has_token = "token" in str(step.get("env", {})) + str(step.get("with", {}))
        assert has_token == ("gh api" in step.get("run", "")), step


def test_the_comment_waits_for_the_check_of_a_pull_request():
    workflow = yaml.safe_load(read(REPOSITORY / ".github/workflows/comment.yml"))
    check = yaml.safe_load(read(REPOSITORY / ".github/workflows/check.yml"))
    assert workflow[True]["workflow_run"]["workflows"] == [check["name"]]
    assert "workflow_run.event == 'pull_request'" in workflow["jobs"]["comment"]["if"]


def test_results_that_came_with_the_files_are_put_away_before_anything_is_judged():
    for name in ("check", "publish"):
        text = read(REPOSITORY / f".github/workflows/{name}.yml")
        assert re.search(r"rm -rf \.cache site\n(.|\n)*opendata build", text)
        assert not re.search(r"opendata (validate|build)(.|\n)*rm -rf \.cache site", text)


def test_the_comment_is_found_again_by_the_line_it_begins_with():
    from generator.report.markdown import MARKER

    assert f'startswith("{MARKER}")' in comment_steps()[-1]["run"]


def test_the_comment_refuses_from_the_same_size_on_as_its_command():
    from generator.cli.comment import MAX_BYTES

    (limit,) = (step["env"]["LIMIT"] for step in comment_steps() if "LIMIT" in step.get("env", {}))
    assert limit == MAX_BYTES


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_checkouts_keep_no_credentials(path):
    for _, job in jobs(path):
        for step in job["steps"]:
            if "actions/checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_scripts_take_no_text_from_outside_into_their_source(path):
    for _, job in jobs(path):
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")


def test_nothing_is_published_that_was_not_compared_with_what_is_published():
    text = read(REPOSITORY / ".github/workflows/publish.yml")
    assert text.index("datasets.json") < text.index("opendata build") < text.index("upload-pages")
    assert "--published" in text


@pytest.mark.parametrize("command", [INSTALL_AND_SERVE, INSTALL_AND_TEST])
def test_readme_gives_each_command_in_both_languages(command):
    assert read(REPOSITORY / "README.md").splitlines().count(command) == 2


def test_continuous_integration_ends_with_the_test_command_of_the_readme():
    script = REPOSITORY / ".ci/run"
    assert read(script).splitlines()[-1] == INSTALL_AND_TEST
    assert script.stat().st_mode & 0o111
    assert "set -euo pipefail" in read(script)


def test_readme_names_every_command():
    from generator.cli import main

    rows = re.findall(r"^\| `opendata ([a-z]+)", read(REPOSITORY / "README.md"), re.MULTILINE)
    commands = main.list_commands(click.Context(main))
    assert sorted(rows) == sorted([*commands, *commands])


def test_links_of_the_readme_lead_to_files():
    for target in re.findall(r"\]\(([^)#]+)\)", read(REPOSITORY / "README.md")):
        assert (REPOSITORY / target).exists(), target


def test_forms_for_issues_have_one_name_each_and_ask_for_something():
    forms = [
        yaml.safe_load(read(path))
        for path in sorted((REPOSITORY / ".github/ISSUE_TEMPLATE").glob("*.yml"))
        if path.name != "config.yml"
    ]
    assert len({form["name"] for form in forms}) == len(forms) == 2
    for form in forms:
        assert any(part.get("validations", {}).get("required") for part in form["body"])


def test_what_harvesting_fetches_is_not_run_with_the_right_to_write():
    harvest = dict(jobs(REPOSITORY / ".github/workflows/harvest.yml"))
    writing = str(harvest["propose"])
    assert "opendata " not in writing
    assert "pip " not in writing
    assert "secrets." not in writing
    assert ":!datasets" in writing
    assert "--force" not in writing
