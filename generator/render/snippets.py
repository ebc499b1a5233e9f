"""A few lines of code that read a table, in the programs people use."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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

# Whole programs: each reads the whole table and says how many rows it has.
_CURL = """\
curl --fail --remote-name {csv_word}
curl --fail {rows_word}"""
_PAGES_IN_PYTHON = """\
import json
from urllib.parse import urljoin
from urllib.request import urlopen

address, rows = "{rows}", []
while address:
    with urlopen(address) as answer:
        page = json.load(answer)
    rows += page["rows"]
    address = page["next"] and urljoin(address, page["next"])
print(len(rows))"""
_PANDAS = """\
import pandas as pd

data = pd.read_csv("{csv}"{dtype})
print(len(data))"""
_POLARS = """\
import polars as pl

data = pl.read_parquet("{parquet}")
print(len(data))"""
_DUCKDB_IN_PYTHON = """\
import duckdb

data = duckdb.sql("SELECT * FROM '{parquet}'")
print(len(data))"""
_WHOLE_R = """\
library(readr)

data <- read_csv("{csv}"{col_types})
nrow(data)"""
_PAGES_IN_JAVASCRIPT = """\
let address = "{rows}";
const rows = [];
while (address) {{
  const page = await (await fetch(address)).json();
  rows.push(...page.rows);
  address = page.next && new URL(page.next, address).href;
}}
console.log(rows.length);"""

_SAMPLES = (
    ("curl", _CURL),
    ("Python (pandas)", _PANDAS),
    ("Python (polars)", _POLARS),
    ("Python (DuckDB)", _DUCKDB_IN_PYTHON),
    ("Python (JSON)", _PAGES_IN_PYTHON),
    ("R (readr)", _WHOLE_R),
    ("JavaScript", _PAGES_IN_JAVASCRIPT),
    ("Excel (Power Query)", _POWER_QUERY),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableAddresses:
    """Where a table is read: its CSV, its Parquet, the first page of its rows."""

    csv: str
    parquet: str
    rows: str


def snippets(csv: str, parquet: str | None, columns: Iterable[Column]) -> tuple[Snippet, ...]:
    """The samples for a table at the address ``csv`` and, where it was made, ``parquet``."""
    blanks = {"csv": _quotable(csv), "table": _quotable(parquet or csv), **_typed(columns)}
    return _filled(_PROGRAMS, blanks)


def api_samples(addresses: TableAddresses, columns: Iterable[Column]) -> tuple[Snippet, ...]:
    """Programs that read a whole table, by file and page by page."""
    blanks = {
        "csv": _quotable(addresses.csv),
        "parquet": _quotable(addresses.parquet),
        "rows": _quotable(addresses.rows),
        "csv_word": shlex.quote(addresses.csv),
        "rows_word": shlex.quote(addresses.rows),
        **_typed(columns),
    }
    return _filled(_SAMPLES, blanks)


def _filled(programs: Sequence[tuple[str, str]], blanks: dict[str, str]) -> tuple[Snippet, ...]:
    return tuple(Snippet(program=program, code=code.format(**blanks)) for program, code in programs)


def _typed(columns: Iterable[Column]) -> dict[str, str]:
    """What tells readers that guess which columns are text."""
    codes = [column.name for column in columns if column.type == "string"]
    return {
        "dtype": ", dtype=" + _mapping(codes, "str") if codes else "",
        "col_types": f", col_types = cols({', '.join(map(_r_column, codes))})" if codes else "",
    }


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
