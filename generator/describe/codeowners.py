"""``.github/CODEOWNERS``: who must approve changes to each agency's folder.

Syntax: https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
(the last line that matches a path decides).
"""

from __future__ import annotations

import re
from datetime import date

from generator.distribution import Catalog
from generator.vocabulary import Agent

_HEAD = """\
# Tệp này do lệnh `opendata codeowners` sinh ra từ datasets/vocabularies/agencies.yml (reviewers).
# Written by `opendata codeowners` from datasets/vocabularies/agencies.yml (reviewers).
"""
_GITHUB = re.compile(r"https://github\.com/([A-Za-z0-9-]+)/")


def codeowners(catalog: Catalog) -> str:
    """The file's text: the portal's publisher reviews everything, each agency its own folder.

    An agency's ``reviewers`` are taken as they are written; without any, its team is
    ``@<organisation>/<agency id>`` where ``repository`` names an organisation at GitHub. The
    folder of a body that no longer exists goes to its successors, and to the portal's
    publisher where there is none.
    """
    agencies = catalog.vocabularies.agencies
    publisher = agencies.get(catalog.portal.publisher)
    keepers = _owners(catalog, publisher) if publisher else ()
    lines = [_line("*", keepers)] if keepers else []
    for agency in agencies:
        # Not as of today, or the committed file would age without a change to the register.
        heirs = catalog.vocabularies.stewards(agency, date.max)
        owners = tuple(owner for heir in heirs for owner in _owners(catalog, agencies[heir]))
        if owners or keepers:
            lines.append(_line(f"/datasets/{agency}/", owners or keepers))
    return _HEAD + "".join(lines)


def _owners(catalog: Catalog, agency: Agent) -> tuple[str, ...]:
    if agency.reviewers:
        return agency.reviewers
    organisation = _GITHUB.match(catalog.portal.repository or "")
    return (f"@{organisation[1]}/{agency.id}",) if organisation else ()


def _line(pattern: str, owners: tuple[str, ...]) -> str:
    return f"{pattern} {' '.join(dict.fromkeys(owners))}\n"
