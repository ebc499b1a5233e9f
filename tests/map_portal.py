"""The small portal with sample shapes for its communes, and tables that speak of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import copy_small_portal

COMMUNES = {f"9000{n}": f"Xã {n}" for n in range(1, 7)}
HOSTILE = "</script><img src=x onerror=alert(1)>"


def map_portal(folder: Path, values: dict[str, float | None] | None = None) -> Path:
    """A portal whose six communes are squares: shapes of nothing real.

    ``values`` are a share for each commune; without it the communes have 1 to 6.
    """
    root = copy_small_portal(folder)
    _areas(root)
    given = {code: number + 1 for number, code in enumerate(COMMUNES)}
    rows = [[code, "" if value is None else value] for code, value in (values or given).items()]
    _dataset(root, "ranh-gioi", "ranh-gioi.geojson", json.dumps(_squares()), _BORDERS)
    _dataset(root, "ty-le", "ty-le.csv", _csv(["ma_xa", "ty_le"], rows), _SHARES)
    years = [[code, year, int(code[-1]) * year % 97] for code in COMMUNES for year in (2023, 2024)]
    _dataset(root, "so-ca", "so-ca.csv", _csv(["ma_xa", "nam", "so_ca"], years), _CASES)
    return root


def _areas(root: Path) -> None:
    path = root / "datasets/vocabularies/areas.yml"
    lists = yaml.safe_load(path.read_text(encoding="utf-8"))
    lists[0]["areas"][1:] = [
        {
            "code": code,
            "name": {"vi": name.removeprefix("Xã "), "en": name.removeprefix("Xã ")},
            "level": "commune",
            "kind": {"vi": "Xã", "en": "Commune"},
            "parent": "90",
        }
        for code, name in COMMUNES.items()
    ]
    path.write_text(yaml.safe_dump(lists, allow_unicode=True), encoding="utf-8")


def _squares() -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"ma": code, "ten": f"{name} {HOSTILE}"},
                "geometry": {"type": "Polygon", "coordinates": [_square(number)]},
            }
            for number, (code, name) in enumerate(COMMUNES.items())
        ],
    }


def _square(number: int) -> list[list[float]]:
    west, south = 105.5 + 0.1 * (number % 3), 21.2 + 0.1 * (number // 3)
    steps = ((0, 0), (0.1, 0), (0.1, 0.1), (0, 0.1), (0, 0))
    return [[round(west + x, 4), round(south + y, 4)] for x, y in steps]


def _csv(head: list[str], rows: list[list[Any]]) -> str:
    return "\n".join(",".join(map(str, row)) for row in [head, *rows]) + "\n"


def _column(name: str, kind: str = "string", **more: Any) -> dict[str, Any]:
    return {"name": name, "type": kind, "label": {"vi": f"Cột {name}", "en": f"Col {name}"}, **more}


_BORDERS = {"primary_key": ["ma"], "fields": [_column("ma"), _column("ten")]}
_SHARES = {
    "primary_key": ["ma_xa"],
    "fields": [_column("ma_xa"), _column("ty_le", "number", unit="%")],
}
_CASES = {
    "primary_key": ["ma_xa", "nam"],
    "fields": [_column("ma_xa"), _column("nam", "year"), _column("so_ca", "integer")],
}


def _dataset(root: Path, slug: str, file: str, content: str, schema: dict[str, Any]) -> None:
    folder = root / "datasets/so-y-te" / slug
    folder.mkdir(parents=True)
    (folder / file).write_text(content, encoding="utf-8")
    text = {"vi": f"Bộ {slug}", "en": f"Set {slug}"}
    document = {
        "identifier": f"thu-nghiem-{slug}",
        "title": text,
        "description": {"vi": f"Mô tả {slug}, số liệu mẫu.", "en": f"About {slug}, samples."},
        "themes": ["y-te"],
        "publisher": "so-y-te",
        "license": "mo",
        "issued": "2024-01-15",
        "modified": "2024-02-20",
        "accrual_periodicity": "hang-nam",
        "temporal": {"start": 2023, "end": 2024},
        "spatial": {"code_list": "xa-2025", "areas": ["90"]},
        "provenance": {"vi": "Số liệu mẫu.", "en": "Sample figures."},
        "sample": True,
        "resources": [{"name": "bang", "path": file, "title": text, "schema": schema}],
    }
    written = yaml.safe_dump(document, allow_unicode=True, sort_keys=False)
    for day in ("2024-01-15", "2024-02-20"):
        written = written.replace(f"'{day}'", day)
    (folder / "dataset.yml").write_text(written, encoding="utf-8")
