"""What whoever runs a build may choose, already checked."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from generator.problems import PortalError

STORE = ".cache"
"""The folder of the store, below a portal's root."""

TEMPLATES = "site_templates"
"""The folder of pages, theme, assets and interface texts, below a portal's root."""

LEAST_MEMORY = 600
"""Mebibytes in which any table is converted."""

_CONTROL_GROUP = Path("/sys/fs/cgroup/memory.max")
"""Where Linux tells a container what memory it has."""

# Việt Nam keeps one time all year round (Asia/Ho_Chi_Minh).
_LOCAL_TIME = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where a portal lies and how it is built.

    ``base_url`` replaces the canonical address of ``catalog.yml``; ``published`` is the
    ``datasets.json`` of the last published site, and ``allow_loss`` lets datasets vanish from it.
    ``together`` keeps all downloads with the pages, whatever the limits of their host: for a look
    at the site before it is published. ``jobs`` is the number of processes that read and convert
    tables, ``memory`` how many mebibytes they may take together.
    """

    root: Path
    today: date
    store: Path
    base_url: str | None = None
    published: Path | None = None
    allow_loss: bool = False
    together: bool = False
    jobs: int = 1
    memory: int = LEAST_MEMORY


def build_day() -> date:
    """The day a build is for: that of ``SOURCE_DATE_EPOCH`` where it is set, else today.

    See https://reproducible-builds.org/specs/source-date-epoch/.

    Raises:
        PortalError: ``SOURCE_DATE_EPOCH`` is no number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
        return moment.astimezone(_LOCAL_TIME).date()
    except (ValueError, OverflowError, OSError) as error:
        raise PortalError(f"SOURCE_DATE_EPOCH={epoch}: {error}") from error


def processors() -> int:
    """How many processors this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def memory() -> int:
    """Half of the mebibytes that this program may use, as far as the system tells."""
    try:
        machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 2 * LEAST_MEMORY
    return max(LEAST_MEMORY, min(machine, _granted() or machine) // 2**21)


def _granted() -> int | None:
    try:
        return int(_CONTROL_GROUP.read_text())
    except (OSError, ValueError):  # none, or "max"
        return None
