"""Carry out a plan step by step: what fails is told, and the rest goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from generator.push.connection import Ckan, CkanError, CkanSilent
from generator.push.plan import Action, Step, Subject

_PATIENCE = 3
"""After so many requests without an answer, one after the other, nobody is there."""

_CALLS: dict[tuple[Subject, Action], str] = {
    ("organization", "create"): "organization_create",
    ("organization", "update"): "organization_patch",
    ("dataset", "create"): "package_create",
    # Patches leave alone what is not ours: groups, and fields of a CKAN's own extensions.
    ("dataset", "update"): "package_patch",
    ("dataset", "delete"): "package_delete",
}

Status = Literal["done", "none", "refused", "failed", "skipped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a step; ``reason`` names a sentence, ``told`` is the CKAN's own word."""

    step: Step
    status: Status
    reason: str | None = None
    told: str = ""

    @property
    def is_fine(self) -> bool:
        """Whether all went as it should."""
        return self.status in {"done", "none"}


def carry_out(steps: Iterable[Step], ckan: Ckan) -> Iterator[Outcome]:
    """Do what is to be done, and say of each step what became of it."""
    failed: set[str] = set()
    silent = 0
    for step in steps:
        if step.is_change and silent >= _PATIENCE:
            yield Outcome(step=step, status="skipped", reason="silent")
            continue
        outcome = _outcome(step, ckan, failed)
        if outcome.reason == "no-answer":
            silent += 1
        elif outcome.status in {"done", "failed"}:
            silent = 0
        if step.subject == "organization" and not outcome.is_fine:
            failed.add(step.name)
        yield outcome


def _outcome(step: Step, ckan: Ckan, failed: set[str]) -> Outcome:
    if step.action == "refuse":
        return Outcome(step=step, status="refused", reason=step.reason)
    if not step.is_change:
        return Outcome(step=step, status="none", reason=step.reason)
    if step.needs in failed:
        return Outcome(step=step, status="skipped", reason="organization-failed")
    try:
        ckan.post(_CALLS[step.subject, step.action], step.form)
    except CkanError as error:
        return Outcome(step=step, status="failed", reason=error.kind, told=str(error))
    except CkanSilent as error:
        return Outcome(step=step, status="failed", reason="no-answer", told=str(error))
    return Outcome(step=step, status="done", reason=step.reason)
