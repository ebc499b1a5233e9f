"""Text files: CSV and its like, in any encoding."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from generator.model import Resource
from generator.table.fault import UnreadableTable
from generator.vietnamese import compose

_NO_FILE_IS_IN = {"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"}
"""Codecs of Python for other things than files; some of them give halves of characters."""

_CELL_CHARACTERS = 1 << 24
# The limit is one of the whole process, and libraries move it: tables read in a pool of
# processes must meet the same one.
csv.field_size_limit(_CELL_CHARACTERS)


def csv_rows(path: Path, resource: Resource) -> Iterator[list[str]]:
    """The records of a text file; empty lines at its end are none."""
    with path.open(encoding=_codec(resource.encoding), newline="") as file:
        reader = csv_reader(file, resource)
        try:
            empty = 0
            for cells in reader:
                if not cells:
                    empty += 1
                    continue
                yield from ([] for _ in range(empty))
                empty = 0
                yield list(map(compose, cells))
        except csv.Error as error:
            raise UnreadableTable("csv-broken", line=reader.line_num) from error
        except UnicodeError as error:
            raise _wrong_encoding(path.read_bytes(), resource.encoding) from error


def csv_reader(lines: Iterable[str], resource: Resource) -> Any:
    """A reader of records, which knows the number of lines it has read (``line_num``)."""
    return csv.reader(
        _clean_lines(lines),
        delimiter=delimiter_of(resource),
        quotechar=resource.dialect.quote_char,
        strict=True,
    )


def delimiter_of(resource: Resource) -> str:
    """What stands between cells: in TSV, tabs unless something else is said."""
    tabs = resource.ending == ".tsv" and resource.dialect.delimiter == ","
    return "\t" if tabs else resource.dialect.delimiter


def _clean_lines(lines: Iterable[str]) -> Iterator[str]:
    """The lines without a byte order mark; NUL, which no text holds, is an error of CSV."""
    for number, line in enumerate(lines):
        if "\0" in line:
            raise csv.Error("NUL")
        yield line.removeprefix("\ufeff") if number == 0 else line


def _codec(encoding: str) -> str:
    try:
        name = codecs.lookup(encoding).name
        "".encode(name)
    except (LookupError, ValueError):
        raise UnreadableTable("encoding-unknown", {"encoding": encoding}) from None
    if name in _NO_FILE_IS_IN:
        raise UnreadableTable("encoding-unknown", {"encoding": encoding})
    return name


def decode(data: bytes, encoding: str) -> str:
    """The text of a file, without a byte order mark."""
    name = _codec(encoding)
    try:
        return data.decode(name).removeprefix("\ufeff")
    except UnicodeError as error:
        raise _wrong_encoding(data, encoding) from error


def _wrong_encoding(data: bytes, encoding: str) -> UnreadableTable:
    """The error, with the first byte that does not fit."""
    details = {"encoding": encoding, "byte": "", "position": ""}
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        details["byte"] = f"0x{data[error.start]:02X}"
        details["position"] = str(error.start + 1)
        return UnreadableTable("encoding-wrong", details, line=len(before.split("\n")))
    except UnicodeError:  # UTF-16 without its mark
        pass
    return UnreadableTable("encoding-wrong", details, line=1)
