"""Where this package came from, for the workflows of a new portal to install the same."""

from __future__ import annotations

import json
from importlib import metadata
from typing import Any

_UNKNOWN = "opendata @ git+https://git.example/opendata@v{version}"
"""No such host exists: installation then stops here, rather than at a stranger's package."""


def requirement() -> str:
    """The package and its origin as pip takes them (PEP 508).

    What was installed from a version control system is named by its address and commit
    (PEP 610); otherwise the address is a blank to be filled.
    """
    try:
        distribution = metadata.distribution("opendata")
    except metadata.PackageNotFoundError:  # run from a checkout
        return _UNKNOWN.format(version="0.1.0")
    origin = json.loads(distribution.read_text("direct_url.json") or "{}")
    return _of(origin) or _UNKNOWN.format(version=distribution.version)


def _of(origin: dict[str, Any]) -> str | None:
    source = origin.get("vcs_info")
    if source is None:
        return None
    return f"opendata @ {source['vcs']}+{origin['url']}@{source['commit_id']}"
