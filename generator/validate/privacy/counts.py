"""Published counts so small that those counted can be told."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from generator.model import Metadata
from generator.problems import Problem
from generator.table import TextTable
from generator.validate.privacy.about import is_social, titles
from generator.validate.privacy.heading import heading, words_of

_SMALL = ("1", "2", "3", "4")
_NUMBER = r"^[0-9][0-9.,]*$"
_MOST_ARE_NUMBERS = 0.5
_OF_PERSONS = words_of("count")
_NO_COUNTS = words_of("count-not")


def small_counts(table: TextTable, metadata: Metadata) -> Iterator[Problem]:
    """Columns that count people below five, in tables on health or hardship."""
    said = is_social(titles(table.resource, metadata))
    for label in table.columns.column_names:
        words = heading(label, table.column(label))
        is_count = _OF_PERSONS.search(words) and not _NO_COUNTS.search(words)
        if is_count and (said or is_social(words)):
            yield from _small(table, label)


def _small(table: TextTable, label: str) -> Iterator[Problem]:
    cells = table.columns.column(label)
    found = pc.indices_nonzero(pc.is_in(cells, value_set=pa.array(_SMALL)))
    if not len(found) or not _are_numbers(cells):
        return
    details = {"column": label, "count": str(len(found))}
    place = table.place(found[0].as_py(), label)
    yield Problem(code="privacy-small-count", place=place, details=details)


def _are_numbers(cells: pa.ChunkedArray) -> bool:
    numbers: int = pc.sum(pc.match_substring_regex(cells.slice(0, 1000), _NUMBER)).as_py()
    return numbers >= _MOST_ARE_NUMBERS * min(len(cells), 1000)
