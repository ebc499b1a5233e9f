"""A portal of tables that are hard to show, and of datasets without any table."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.conftest import copy_small_portal

HOSTILE = "<img src=x onerror=alert(1)>"
LARGE_INTEGER = 1234567890123456789
LONG = "x" * 100_000
ROWS = 120
LARGE_ROWS = 60_000

COMMUNES = ("An Bình", "Đông Thọ", "Tân Phú")
TABLES: dict[str, tuple[str, list[list[str]]]] = {
    "chinh": (
        """\
        - {name: xa, label: {vi: Xã, en: Commune}}
        - {name: ngay, type: date, label: {vi: Ngày, en: Day}}
        - {name: gia_tri, type: number, unit: ha, label: {vi: Giá trị, en: Value}}
        - {name: lon, type: integer, label: {vi: Số lớn}}
        - {name: ghi_chu, label: {vi: Ghi chú}}
""",
        [
            [
                f"Xã {COMMUNES[row % 3]}",
                f"2024-{row % 12 + 1:02d}-01",
                "" if row == 5 else f"{(row * 37) % ROWS}.5",
                str(LARGE_INTEGER + row),
                HOSTILE if row == 0 else ("=1+1" if row == 1 else f"dòng {row}"),
            ]
            for row in range(ROWS)
        ],
    ),
    "rong": (
        "".join(f"        - {{name: c{n}, label: {{vi: Cột {n}}}}}\n" for n in range(300)),
        [[f"ô {row}.{n}" for n in range(300)] for row in range(20)],
    ),
    "dai": (
        "        - {name: ghi, label: {vi: Ghi chú dài}}\n",
        [[LONG], ["ngắn"]],
    ),
    "thieu": (
        "        - {name: a, label: {vi: A}}\n        - {name: b, type: number, label: {vi: B}}\n",
        [["x", ""], ["y", ""]],
    ),
    "lon": (
        """\
        - {name: so, type: integer, label: {vi: Số}}
        - {name: xa, label: {vi: Xã}}
""",
        [[str(row), f"Xã {COMMUNES[row % 3]}"] for row in range(LARGE_ROWS)],
    ),
}
_METADATA = """\
identifier: {name}
title: {{vi: "Bộ {name}", en: "Set {name}"}}
description: {{vi: "Bộ dữ liệu mẫu để thử", en: "Sample data for a test"}}
themes: [y-te]
keywords: {{vi: [thử]}}
publisher: so-y-te
license: mo
issued: 2024-01-01
modified: 2024-01-01
accrual_periodicity: hang-nam
sample: true
"""
_TABLE = """\
resources:
  - name: bang
    path: bang.csv
    title: {{vi: Bảng, en: Table}}
    schema:
      fields:
{fields}"""
_DOCUMENT = """\
resources:
  - name: van-ban
    path: van-ban.pdf
    title: {vi: Văn bản, en: Document}
"""
_PLANNED = "status: planned\n"
_PDF = b"""\
%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""


def odd_portal(folder: Path) -> Path:
    """The portal, written to ``folder``: the tables, a document alone, and a planned dataset."""
    root = copy_small_portal(folder)
    for name, (fields, rows) in TABLES.items():
        _add_table(root, name, fields, rows)
    (_add(root, "van-ban", _DOCUMENT) / "van-ban.pdf").write_bytes(_PDF)
    _add(root, "du-kien", _PLANNED)
    return root


def _add(root: Path, name: str, rest: str) -> Path:
    folder = root / "datasets" / "so-y-te" / name
    folder.mkdir()
    text = _METADATA.format(name=name) + rest
    (folder / "dataset.yml").write_text(text, encoding="utf-8")
    return folder


def _add_table(root: Path, name: str, fields: str, rows: list[list[str]]) -> None:
    folder = _add(root, name, _TABLE.format(fields=fields))
    names = [line.split("name: ")[1].split(",")[0] for line in fields.splitlines()]
    with (folder / "bang.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([names, *rows])
