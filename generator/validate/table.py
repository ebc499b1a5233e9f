"""One table against its schema. The verdict is frictionless's; the words are ours.

Only rows that may be wrong are given to frictionless (:mod:`generator.validate.fast`): its errors
are the same as if it had seen them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from generator.model import Reference, Resource
from generator.problems import Place, Problem
from generator.table import TableContent, read_content
from generator.validate.fast import ALL, Key, Suspects, find_suspects
from generator.validate.header import Header
from generator.validate.judged import JudgedTable, Target
from generator.validate.resources import ReferredTable, is_judgeable
from generator.validate.rows import RowTranslator
from generator.validate.shown import shown

MAX_PROBLEMS = 1000
"""Of one table: who has this many faults mends them in one go and looks again."""


def validate_table(
    resource: Resource,
    source: Path,
    file: str,
    references: Mapping[Reference, ReferredTable],
    *,
    content: TableContent | None = None,
    is_thorough: bool = False,
) -> list[Problem]:
    """Every fault of the table in ``source``, which problems call ``file``.

    Foreign keys are judged as far as ``references`` holds the tables they point at
    (:func:`referred_tables`). Nothing is said of a table whose metadata have faults:
    :func:`validate_catalog` names those, and cells cannot be judged by them. ``content`` is what
    was read of the source, where it has been. Where ``is_thorough``, frictionless sees every row,
    which takes long and finds the same.
    """
    if resource.schema is None or not is_judgeable(resource):
        return []
    table = JudgedTable(content or read_content(source, resource), resource, resource.schema)
    referred = _referred(table, source, references)
    suspects = ALL if is_thorough else _suspects(table, referred)
    found = list(islice(_problems(table, file, referred, suspects), MAX_PROBLEMS + 1))
    if len(found) > MAX_PROBLEMS:
        details = {"limit": str(MAX_PROBLEMS)}
        found[-1] = Problem(code="too-many-problems", place=Place(file=file), details=details)
    return found


def _problems(
    table: JudgedTable, file: str, referred: Sequence[Target], suspects: Suspects
) -> Iterator[Problem]:
    if table.header is not None:
        yield from _header_problems(table.header, file, table.content.header_row)
        translator = RowTranslator(
            resource=table.resource,
            content=table.content,
            file=file,
            names=table.names,
            indexes=suspects.rows,
        )
        for row in _faulty_rows(table, referred, suspects):
            yield from translator.problems(row)
    fault = table.content.fault
    if fault is not None:
        place = Place(file=file, line=fault.line, row=fault.row)
        details = {key: shown(value) for key, value in fault.details.items()}
        yield Problem(code=fault.code, place=place, details=details)


def _header_problems(header: Header, file: str, row: int) -> Iterator[Problem]:
    for fault in header.faults:
        label = None if fault.label is None else shown(fault.label)
        place = Place(file=file, row=row, field=label or None, cell=label)
        details = {key: shown(value) for key, value in fault.details.items()}
        yield Problem(code=fault.code, place=place, details=details)


def _referred(
    table: JudgedTable, source: Path, references: Mapping[Reference, ReferredTable]
) -> list[Target]:
    """What the keys of the table point at; each file is read once.

    Keys to a table that is itself in disorder are left aside: what they point at may be there.
    """
    read = {(source, table.resource): table}
    found = []
    for number, key in enumerate(table.schema.foreign_keys):
        target = references.get(key.reference)
        if target is None or not target.resource.schema or not {*key.fields} <= {*table.names}:
            continue
        place = target.source, target.resource
        if place not in read:
            content = read_content(target.source, target.resource)
            read[place] = JudgedTable(content, target.resource, target.resource.schema)
        if read[place].is_whole:
            found.append(Target(f"target-{number}", key, read[place]))
    return found


def _suspects(table: JudgedTable, referred: Sequence[Target]) -> Suspects:
    """The rows to be judged. Those of a header without labels are judged as they come."""
    if not table.names or any(other.table.content.ragged_rows() for other in referred):
        return ALL
    keys = [
        Key(
            name=other.name,
            fields=other.key.fields,
            others=tuple(other.table.column(name) for name in other.key.reference.fields),
        )
        for other in referred
    ]
    return find_suspects(
        {name: table.column(name) for name in table.names},
        table.content.ragged_rows(),
        table.schema.primary_key,
        keys,
    )


def _faulty_rows(
    table: JudgedTable, referred: Sequence[Target], suspects: Suspects
) -> Iterator[Any]:
    """The rows that frictionless finds fault with."""
    if suspects.rows is not None and not len(suspects.rows):
        return
    from generator.validate.explain import faulty_rows  # noqa: PLC0415 - it takes long to load

    yield from faulty_rows(table, referred, suspects)
