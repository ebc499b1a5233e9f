"""A few lines of code that read a table, in the programs people use."""

from __future__ import annotations

import json
from collections.abc import Iterable

from generator.model import Column
from generator.render.dataset_contexts import Snippet

# Where codes are text, a reader that guesses would drop their leading zeros.
_PYTHON = """\
import pandas as pd

data = pd.read_csv("{csv}"{dtype})
print(data.head())"""
_DUCKDB = """\
SELECT *
FROM '{table}'
LIMIT 10;"""
_R = """\
library(readr)

data <- read_csv("{csv}"{col_types})
head(data)"""
_POWER_QUERY = """\
let
    Source = Csv.Document(Web.Contents("{csv}"), [Delimiter = ",", Encoding = 65001]),
    Data = Table.PromoteHeaders(Source, [PromoteAllScalars = true])
in
    Data"""

_PROGRAMS = (
    ("Python (pandas)", _PYTHON),
    ("DuckDB (SQL)", _DUCKDB),
    ("R (readr)", _R),
    ("Excel (Power Query)", _POWER_QUERY),
)


def snippets(csv: str, parquet: str | None, columns: Iterable[Column]) -> tuple[Snippet, ...]:
    """The samples for a table at the address ``csv`` and, where it was made, ``parquet``."""
    codes = [column.name for column in columns if column.type == "string"]
    blanks = {
        "csv": _quotable(csv),
        "table": _quotable(parquet or csv),
        "dtype": ", dtype=" + _mapping(codes, "str") if codes else "",
        "col_types": f", col_types = cols({', '.join(map(_r_column, codes))})" if codes else "",
    }
    return tuple(
        Snippet(program=program, code=code.format(**blanks)) for program, code in _PROGRAMS
    )


def _mapping(names: Iterable[str], value: str) -> str:
    return "{" + ", ".join(f"{_literal(name)}: {value}" for name in names) + "}"


def _r_column(name: str) -> str:
    quoted = name.replace("\\", "\\\\").replace("`", "\\`")
    return f'`{quoted}` = "c"'


def _literal(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _quotable(address: str) -> str:
    """An address that may stand between quotes of either kind."""
    return address.replace("'", "%27").replace('"', "%22").replace("\\", "%5C")
