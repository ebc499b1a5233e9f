"""Text files, made UTF-8 with composed letters."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from generator.encodings import decode, recognise, recognise_columns, recognise_text
from generator.fix.change import SHOWN, Change, Choices, Mended, UnfixableFile
from generator.fix.spelling import is_strange, mended_cell, mended_words, tidy
from generator.model import Resource

_FROM_TEXT = ("tcvn3", "vni", "double-utf-8")


def mend_text(data: bytes, resource: Resource, choices: Choices, ending: str) -> Mended | None:
    """The file anew; ``None`` where there is nothing to mend.

    Raises:
        UnfixableFile: ``not-recognised``, ``not-in-encoding`` or ``not-a-table``.
    """
    text, found = _decoded(data, resource.encoding, choices)
    asked = choices if text == _standing(data) else replace(choices, nfc=True, encoding=None)
    is_table = ending in {".csv", ".tsv"}
    if is_table:
        mended, repaired = _mended_table(text, resource, asked, ending)
    else:
        mended, repaired = _mended_lines(text, asked)
    content = mended.encode()
    if content == data.removeprefix(b"\xef\xbb\xbf"):
        return None
    changes = list(_changes(_shown_before(data, resource.encoding), mended))
    return Mended(
        content=content,
        encodings=found | repaired,
        changes=tuple(changes[:SHOWN]),
        count=len(changes),
    )


def _decoded(data: bytes, declared: str, choices: Choices) -> tuple[str, dict[str, int]]:
    """The file's text, and the encoding it was found to be in, if that is not UTF-8."""
    if choices.encoding:
        return _decoded_as(data, choices.encoding)
    if found := recognise(data, declared):
        return _as_chosen(data, found.encoding), {found.encoding: found.confidence}
    try:
        return data.decode(declared).removeprefix("\ufeff"), {}
    except (UnicodeError, LookupError):
        raise UnfixableFile("not-recognised") from None


def _decoded_as(data: bytes, encoding: str) -> tuple[str, dict[str, int]]:
    standing = _standing(data)
    if encoding in _FROM_TEXT and standing is not None:
        return standing, {}  # its letters are repaired, not its bytes
    return _as_chosen(data, encoding), {encoding: 100}


def _as_chosen(data: bytes, encoding: str) -> str:
    try:
        return decode(data, encoding)
    except UnicodeError:
        raise UnfixableFile("not-in-encoding") from None


def _standing(data: bytes) -> str | None:
    try:
        return data.decode("utf-8-sig")
    except UnicodeError:
        return None


def _mended_table(
    text: str, resource: Resource, choices: Choices, ending: str
) -> tuple[str, dict[str, int]]:
    tabs = ending == ".tsv" and resource.dialect.delimiter == ","
    delimiter, quote = "\t" if tabs else resource.dialect.delimiter, resource.dialect.quote_char
    source = io.StringIO(text, newline="")
    try:
        rows = list(csv.reader(source, strict=True, delimiter=delimiter, quotechar=quote))
    except csv.Error:
        raise UnfixableFile("not-a-table") from None
    encodings, repaired = _column_encodings(rows, choices)
    new = [[_cell(cell, encodings.get(n), choices) for n, cell in enumerate(r)] for r in rows]
    if new == rows:
        return text, repaired
    written = io.StringIO(newline="")
    end = "\r\n" if "\r\n" in text else "\n"
    writer = csv.writer(written, lineterminator=end, delimiter=delimiter, quotechar=quote)
    writer.writerows(new)
    return written.getvalue(), repaired


def _column_encodings(
    rows: list[list[str]], choices: Choices
) -> tuple[dict[int, str], dict[str, int]]:
    """By number of the column, the encoding that its text was in; and how sure this is."""
    if choices.encoding:
        chosen = choices.encoding if choices.encoding in _FROM_TEXT else None
        return {n: chosen for n in range(max(map(len, rows), default=0)) if chosen}, {}
    columns = list(zip_longest(*rows, fillvalue=""))
    strange = {
        str(number): cells
        for number, column in enumerate(columns)
        if (cells := list(dict.fromkeys(filter(is_strange, column))))
    }
    found = recognise_columns(strange)
    sure = {each.encoding: each.confidence for each in found.values()}
    return {int(number): each.encoding for number, each in found.items()}, sure


def _cell(text: str, encoding: str | None, choices: Choices) -> str:
    return tidy(mended_cell(text, encoding) if encoding else text, choices)


def _mended_lines(text: str, choices: Choices) -> tuple[str, dict[str, int]]:
    """Files that are no tables: only words are touched, so that JSON stays what it is."""
    if choices.encoding:
        encodings = {choices.encoding: 100} if choices.encoding in _FROM_TEXT else {}
    else:
        found = recognise_text(filter(is_strange, text.splitlines()))
        encodings = {found.encoding: found.confidence} if found else {}
    for encoding in encodings:
        text = mended_words(text, encoding)
    return tidy(text, replace(choices, spaces=False)), encodings


def _shown_before(data: bytes, declared: str) -> str:
    """The file as its readers see it now."""
    try:
        return data.decode(declared, "replace")
    except (LookupError, UnicodeError):
        return data.decode("utf-8", "replace")


def _changes(before: str, after: str) -> Iterator[Change]:
    for was, becomes in zip(before.splitlines(), after.splitlines(), strict=False):
        if was.removeprefix("\ufeff") != becomes:
            yield Change(before=was, after=becomes)
