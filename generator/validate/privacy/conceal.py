"""Problems of other rules, without the personal data that they quote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.problems import Problem
from generator.validate.privacy.mask import masked, masked_label

_QUOTED = re.compile("(?<=“)[^”]+(?=”)")
_UNMASKED = {"column", "count", "expected", "constraint", "type", "limit", "first", "row"}
_ABOUT_NOBODY = {"privacy-small-count"}


def conceal(problems: Iterable[Problem], findings: Sequence[Problem]) -> list[Problem]:
    """``problems`` of a table, with cells masked in the columns that ``findings`` name.

    A problem without a column, such as a duplicate row, may quote any of them: it is masked too
    where there are findings. ``findings`` may be among the problems, and stay as they are.
    """
    columns = {found.place.field for found in findings if _is_personal(found)}
    if not columns:
        return list(problems)
    return [_concealed(problem, columns) for problem in problems]


def _is_personal(problem: Problem) -> bool:
    return problem.code.startswith("privacy-") and problem.code not in _ABOUT_NOBODY


def _concealed(problem: Problem, columns: set[str | None]) -> Problem:
    label = None if problem.place.field is None else masked_label(problem.place.field)
    is_ours = problem.code.startswith(("privacy-", "workbook-"))
    if is_ours or (label is not None and label not in columns):
        return problem
    cell = problem.place.cell
    place = replace(problem.place, field=label, cell=None if cell is None else masked(cell))
    details = {
        key: masked_label(text) if key in _UNMASKED else _without_values(text)
        for key, text in problem.details.items()
    }
    return replace(problem, place=place, details=details)


def _without_values(text: str) -> str:
    """A detail with its values masked: what it quotes, or all of it."""
    if "“" in text:
        return _QUOTED.sub(lambda found: masked(found[0]), text)
    return masked(text)
