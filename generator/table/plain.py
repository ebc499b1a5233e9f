"""CSV that every reader reads alike, which is nearly all of it: read in bulk.

What pyarrow and Python's strict reader could take differently – other encodings, letters that
are not composed, NUL, lone carriage returns, blank lines between rows, quotes inside cells that
do not begin with one, rows of unequal length – is left to :mod:`generator.table.delimited`.
"""

from __future__ import annotations

import codecs
import csv
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from generator.model import Dialect, Resource
from generator.table.delimited import csv_reader, delimiter_of

_BLOCK_BYTES = 1 << 22
_SCAN_BYTES = 1 << 16
"""Small enough to stay in the processor's cache while it is looked through several times, and
for what is made of it to be taken from memory at hand, not each time from the system."""
_TAIL_BYTES = 64
_LINE_BYTES = 1 << 24
_HIGHEST = 0xC6
_SIGNS = frozenset(map(chr, range(0x20, 0x7F))) | {"\t"}


class PlainTable(NamedTuple):
    """The labels in the header's row, as written, and the columns below them."""

    labels: list[str]
    columns: list[pa.ChunkedArray]


def read_plain(path: Path, resource: Resource) -> PlainTable | None:
    """The table of a text file, or ``None`` where it has to be read with more care."""
    form = _plain_form(path, resource)
    if form is None:
        return None
    try:
        with _opened(path, form) as reader:
            columns = list(reader.read_all().columns)
    except pa.ArrowInvalid:  # ragged rows
        return None
    return PlainTable(form.labels, columns) if len(columns[0]) else None


def plain_batches(path: Path, resource: Resource) -> Iterator[pa.RecordBatch] | None:
    """The same table in parts of a few megabytes; labels are their columns' names.

    Raises:
        pyarrow.ArrowInvalid: while it is read, at a row with more or fewer cells than the header.
    """
    form = _plain_form(path, resource)
    return None if form is None else _batches(path, form)


def _batches(path: Path, form: _Form) -> Iterator[pa.RecordBatch]:
    labels = [label.strip() for label in form.labels]
    with _opened(path, form) as reader:
        for batch in reader:
            yield pa.RecordBatch.from_arrays(batch.columns, names=labels)


class _Form(NamedTuple):
    """How a plain text file is read: what stands in its header, and how it is written."""

    labels: list[str]
    lines: int
    delimiter: str
    dialect: Dialect
    is_quoted: bool


def _plain_form(path: Path, resource: Resource) -> _Form | None:
    delimiter, quote = delimiter_of(resource), resource.dialect.quote_char
    if not _is_common(resource, delimiter, quote):
        return None
    head = _head(path, resource)
    quoted = _Scan(delimiter, quote).is_quoted(path) if head else None
    return None if head is None or quoted is None else _Form(
        *head, delimiter, resource.dialect, quoted
    )  # fmt: skip


def _is_common(resource: Resource, delimiter: str, quote: str) -> bool:
    try:
        codec = codecs.lookup(resource.encoding).name
    except (LookupError, ValueError):
        return False
    return codec == "utf-8" and delimiter != quote and {delimiter, quote} <= _SIGNS


def _head(path: Path, resource: Resource) -> tuple[list[str], int] | None:
    """The labels, and the number of lines up to their end."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv_reader(file, resource)
        try:
            rows = list(islice(reader, resource.dialect.header_row))
        except (csv.Error, UnicodeError):
            return None
        is_whole = len(rows) == resource.dialect.header_row and all(rows)
        return (rows[-1], reader.line_num) if is_whole else None


@contextmanager
def _opened(path: Path, form: _Form) -> Iterator[arrow_csv.CSVStreamingReader]:
    names = [str(number) for number in range(len(form.labels))]
    with pa.OSFile(str(path)) as file:
        yield arrow_csv.open_csv(
            file,
            arrow_csv.ReadOptions(
                use_threads=False,
                block_size=_BLOCK_BYTES,
                skip_rows=form.lines,
                column_names=names,
            ),
            arrow_csv.ParseOptions(
                delimiter=form.delimiter,
                quote_char=form.dialect.quote_char if form.is_quoted else False,
                newlines_in_values=form.is_quoted,
            ),
            arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=False,
            ),
        )


class _Scan:
    """One look at the bytes of a file, in blocks that end with a line."""

    def __init__(self, delimiter: str, quote: str) -> None:
        self._quote = quote.encode()
        self._before = np.frombuffer(f"{delimiter}\n{quote}".encode(), np.uint8)
        self._after = np.frombuffer(f"{delimiter}\n\r{quote}".encode(), np.uint8)
        self._is_inside = False  # of a quoted cell
        self._was_blank = False  # the line at the end of the block before

    def is_quoted(self, path: Path) -> bool | None:
        """Whether cells are quoted; ``None`` where the file is not plain."""
        quoted = False
        for block in _blocks(path):
            if block is None or not self._is_plain(block):
                return None
            if self._quote in block:
                quoted = True
                if not self._are_quotes_plain(block):
                    return None
        return None if self._is_inside else quoted

    def _is_plain(self, block: bytes) -> bool:
        return (
            b"\0" not in block
            and (b"\r" not in block or block.count(b"\r") == block.count(b"\r\n"))
            and not self._has_blank_line(block)
            and _is_composed(block)
        )

    def _has_blank_line(self, block: bytes) -> bool:
        """Whether a line is blank that has others below; those at the end of the file are none."""
        end = _text_end(block)
        is_blank = end > 0 and (
            self._was_blank or block[:1] in b"\r\n" or _has_two_breaks(block[:end])
        )
        self._was_blank = block[end:] not in {b"", b"\n", b"\r\n"} or not end
        return is_blank

    def _are_quotes_plain(self, block: bytes) -> bool:
        """Whether quotes open and close whole cells, or are doubled inside such."""
        signs = np.frombuffer(b"\n%s\n" % block, np.uint8)
        places = np.flatnonzero(signs == self._quote[0])
        opening, closing = places[self._is_inside :: 2], places[1 - self._is_inside :: 2]
        self._is_inside ^= len(places) % 2 == 1
        return bool(
            np.isin(signs[opening - 1], self._before).all()
            and np.isin(signs[closing + 1], self._after).all()
        )


def _blocks(path: Path) -> Iterator[bytes | None]:
    """The bytes of the file; ``None`` where a line is too long to be one."""
    with path.open("rb") as file:
        first = file.read(len(codecs.BOM_UTF8))
        block = first.removeprefix(codecs.BOM_UTF8)
        while block := block + file.read(_SCAN_BYTES):
            rest = b"" if block.endswith(b"\n") else file.readline(_LINE_BYTES)
            yield block + rest if len(rest) < _LINE_BYTES else None
            block = b""


def _text_end(block: bytes) -> int:
    """Where the line breaks begin with which the block ends."""
    tail = block[-_TAIL_BYTES:].rstrip(b"\r\n")
    return (
        len(block) - min(len(block), _TAIL_BYTES) + len(tail)
        if tail
        else len(block.rstrip(b"\r\n"))
    )


def _has_two_breaks(text: bytes) -> bool:
    """Whether a line is blank between others."""
    if b"\r" in text:  # which only stand before line breaks
        text = text.replace(b"\r", b"")
    is_break = np.frombuffer(text, np.uint8) == ord("\n")
    return bool((is_break[1:] & is_break[:-1]).any())


def _is_composed(block: bytes) -> bool:
    if _is_vietnamese(block):
        return True
    try:
        return unicodedata.is_normalized("NFC", block.decode())
    except UnicodeDecodeError:
        return False


def _is_vietnamese(block: bytes) -> bool:
    """Whether there are no letters but such as Vietnamese is written with, as NFC has them.

    In UTF-8 they are those up to U+01BF, whose bytes are at most C6, and E1 before BA and BB.
    """
    higher = int(np.count_nonzero(np.frombuffer(block, np.uint8) > _HIGHEST))
    return higher == 0 or higher == sum(_count_vietnamese(block, start) for start in (0, 1))


def _count_vietnamese(block: bytes, start: int) -> int:
    """How often E1 BA or E1 BB is found, two bytes at a time from ``start``."""
    pairs = np.frombuffer(block, "<u2", (len(block) - start) // 2, start)
    return int(np.count_nonzero((pairs & 0xFEFF) == 0xBAE1))
