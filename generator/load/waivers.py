"""``datasets/waivers.yml``: permissions to publish personal data. A portal need not have any."""

from __future__ import annotations

import os
from pathlib import Path

from generator.load.document import Document, read_document
from generator.load.form import parse
from generator.load.repository import WAIVERS_FILE
from generator.problems import Problem
from generator.waiver import Waiver


def load_waivers(root: Path) -> tuple[tuple[Waiver, ...], Document | None, list[Problem]]:
    """The waivers, the document they stand in, and what is wrong with it.

    Of a file with faults no waiver holds; without a file there is no document.
    """
    if not os.path.lexists(root / WAIVERS_FILE):
        return (), None, []
    document = read_document(root / WAIVERS_FILE, WAIVERS_FILE)
    problems = list(document.problems)
    if document.value is None:
        return (), document, problems
    waivers, found = parse(tuple[Waiver, ...], document)
    return waivers or (), document, problems + found
