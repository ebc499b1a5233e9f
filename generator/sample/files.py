"""The files of synthetic datasets, in the forms in which offices send them."""

from __future__ import annotations

import csv
import io
import random
import re
import unicodedata
import zipfile
from datetime import date
from functools import cache
from pathlib import Path

import orjson
from rustpy_xlsxwriter import FastExcel

from generator.sample.draw import Table, Value
from generator.sample.metadata import SHEET, missing_text
from generator.sample.plan import Plan
from generator.vocabulary import AreaCodeList

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_MOMENT = re.compile(rb'(?<=W3CDTF">)[^<]+')
_LONG_AGO = b"2020-01-01T00:00:00Z"


def write_table(path: Path, plan: Plan, table: Table) -> None:
    """Write a table in the form its publisher uses."""
    if plan.form == "xlsx":
        path.write_bytes(_workbook(table))
        return
    semicolons = plan.form == "semicolon"
    text = _csv(
        table,
        delimiter=";" if semicolons else ",",
        decimal_char="," if semicolons else ".",
        missing=missing_text(plan),
    )
    path.write_bytes(_windows_1258(text) if plan.form == "windows-1258" else text.encode())


def write_code_list(path: Path, code_list: AreaCodeList) -> None:
    """Write the areas of a list as a table of code, name and kind."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("ma", "ten", "loai"))
        writer.writerows((area.code, area.name.vi, area.kind.vi) for area in code_list.areas)


def write_layer(path: Path, plan: Plan, rng: random.Random) -> None:
    """Write a square for each area, near no real boundary."""
    features = [
        {
            "type": "Feature",
            "properties": {"ma": area.code, "ten": area.name.vi},
            "geometry": {"type": "Polygon", "coordinates": [_square(rng)]},
        }
        for area in plan.territory.parts
    ]
    path.write_bytes(orjson.dumps({"type": "FeatureCollection", "features": features}))


def _square(rng: random.Random) -> list[tuple[float, float]]:
    west, south = round(105.35 + rng.random() * 0.4, 4), round(21.13 + rng.random() * 0.4, 4)
    east, north = round(west + 0.02, 4), round(south + 0.02, 4)
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


def _csv(table: Table, *, delimiter: str, decimal_char: str, missing: str) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\n")
    writer.writerow(table)
    columns = [[_cell(value, decimal_char, missing) for value in cells] for cells in table.values()]
    writer.writerows(zip(*columns, strict=True))
    return buffer.getvalue()


def _cell(value: Value, decimal_char: str, missing: str) -> str:
    if value is None:
        return missing
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value).replace(".", decimal_char)
    return value.isoformat() if isinstance(value, date) else str(value)


def _windows_1258(text: str) -> bytes:
    """The text as old Vietnamese Windows writes it: the letter, then its tone."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(map(_letter_and_tone, composed)).encode("windows-1258")


@cache
def _letter_and_tone(character: str) -> str:
    parts = unicodedata.normalize("NFD", character)
    tones = "".join(part for part in parts if part in _TONES)
    letter = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
    return letter + tones


def _workbook(table: Table) -> bytes:
    buffer = io.BytesIO()
    names = tuple(table)
    rows = (dict(zip(names, cells, strict=True)) for cells in zip(*table.values(), strict=True))
    FastExcel(buffer).sheet(SHEET, rows).save()
    return _undated(buffer.getvalue())


def _undated(workbook: bytes) -> bytes:
    """The workbook without the moment at which it was written."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as made,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as kept,
    ):
        for entry in made.infolist():
            content = made.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _MOMENT.sub(_LONG_AGO, content)
            kept.writestr(zipfile.ZipInfo(entry.filename), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
