"""What ``dataset.yml`` says of a synthetic dataset, as values for YAML."""

from __future__ import annotations

from typing import Any

from generator.sample.draw import may_miss
from generator.sample.families import ColumnKind
from generator.sample.plan import CODE_LIST, Form, Plan
from generator.vocabulary import Agent, AreaCodeList

Document = dict[str, Any]

PROVENANCE = {
    "vi": "Số liệu mẫu được sinh tự động để thử phần mềm; không phải số liệu chính thức.",
    "en": "Sample figures generated to try the software; not official.",
}
LICENSE = "vn-gddt-2023-d43"
SHEET = "Số liệu"

_REVIEWER = {"vi": "Bộ phận quản trị Cổng dữ liệu mở", "en": "Open data portal office"}
_TYPES = {
    "whole": "integer",
    "decimal": "number",
    "flag": "boolean",
    "day": "date",
    "month": "yearmonth",
    "year": "year",
    "moment": "datetime",
    "latitude": "number",
    "longitude": "number",
}
"""The Table Schema type of what is drawn; everything else is text."""
_FILE_TRAITS: dict[Form, Document] = {
    "semicolon": {"dialect": {"delimiter": ";"}},
    "windows-1258": {"encoding": "windows-1258"},
    "xlsx": {"dialect": {"sheet": SHEET}},
}
_ENDINGS: dict[Form, str] = {"xlsx": "xlsx"}
_DASH = ["", "-"]


def dataset_document(plan: Plan, publisher: Agent) -> Document:
    """The metadata of a dataset."""
    document = {
        "identifier": plan.identifier,
        "title": _title(plan),
        "description": _description(plan),
        "themes": [plan.family.theme],
        "keywords": {"vi": list(plan.family.tags), "en": list(plan.family.tags.values())},
        "publisher": plan.publisher,
        "contact": {"name": _text(publisher.name.vi, publisher.name.en)},
        "license": LICENSE,
        "issued": plan.issued,
        "modified": plan.modified,
        "accrual_periodicity": plan.family.frequency,
        "temporal": {"start": first_year(plan), "end": plan.year},
        "spatial": {
            "code_list": plan.territory.code_list,
            "areas": [plan.territory.area.code],
        },
        "language": ["vi"],
        "provenance": PROVENANCE,
        "sensitivity_review": {"by": _REVIEWER, "on": plan.issued, "result": "no-personal-data"},
        "sample": True,
    }
    if plan.is_planned:
        return document | {"status": "planned"}
    return document | {"resources": _resources(plan)}


def code_list_document(publisher: str, lists: tuple[AreaCodeList, ...], first: Plan) -> Document:
    """The metadata of the dataset that lists the areas, one table for each list."""
    return {
        "identifier": CODE_LIST,
        "title": {"vi": "Danh mục đơn vị hành chính", "en": "Administrative units"},
        "description": {
            "vi": "Mã và tên đơn vị hành chính mà các bảng khác của cổng mẫu tham chiếu tới.",
            "en": "Codes and names of the areas that the other tables of this portal refer to.",
        },
        "themes": [first.family.theme],
        "publisher": publisher,
        "license": LICENSE,
        "issued": first.issued,
        "modified": first.issued,
        "accrual_periodicity": "khi-thay-doi",
        "language": ["vi"],
        "provenance": PROVENANCE,
        "sensitivity_review": {"by": _REVIEWER, "on": first.issued, "result": "no-personal-data"},
        "sample": True,
        "resources": [_code_list_resource(code_list) for code_list in lists],
    }


def first_year(plan: Plan) -> int:
    """The first year that the dataset's tables cover."""
    return plan.year - 1 if plan.has_two_tables else plan.year


def table_path(plan: Plan, year: int) -> str:
    """The name of the file that holds the figures of a year."""
    return f"{plan.family.id}-{year}.{_ENDINGS.get(plan.form, 'csv')}"


def layer_path(plan: Plan) -> str:
    """The name of the file that holds the areas' outlines."""
    return f"{plan.family.id}-ban-do.geojson"


def missing_text(plan: Plan) -> str:
    """What stands for a missing value in text files: nothing, or a dash."""
    return "-" if plan.number % 5 == 0 else ""


def _title(plan: Plan) -> Document:
    family, area = plan.family, plan.territory.area
    part = plan.edition > 1
    return _text(
        f"{family.vi}, {_place(area.kind.vi, area.name.vi)}, năm {plan.year}"
        + (f" (đợt {plan.edition})" if part else ""),
        f"{family.en}, {area.name.en or area.name.vi}, {plan.year}"
        + (f" (part {plan.edition})" if part else ""),
    )


def _place(kind: str, name: str) -> str:
    return f"{kind[:1].lower()}{kind[1:]} {name}"


def _description(plan: Plan) -> Document:
    labels = [column.vi.lower() for column in plan.family.columns[:4]]
    labels_en = [column.en.lower() for column in plan.family.columns[:4]]
    return _text(
        f"Bảng mẫu về {_lower_first(plan.family.vi)}, gồm {', '.join(labels)} và các cột khác.",
        f"A sample table with {', '.join(labels_en)} and further columns.",
    )


def _lower_first(text: str) -> str:
    is_word = text[1:2].islower()  # not an abbreviation
    return text[:1].lower() + text[1:] if is_word else text


def _resources(plan: Plan) -> list[Document]:
    years = range(plan.year, first_year(plan) - 1, -1)
    tables = [_table(plan, year) for year in years]
    return [*tables, _layer(plan)] if plan.form == "geojson" else tables


def _table(plan: Plan, year: int) -> Document:
    return {
        "name": f"nam-{year}",
        "path": table_path(plan, year),
        "title": _text(f"Số liệu năm {year}", f"Figures of {year}"),
        **_FILE_TRAITS.get(plan.form, {}),
        "schema": _schema(plan),
    }


def _layer(plan: Plan) -> Document:
    return {
        "name": "ban-do",
        "path": layer_path(plan),
        "title": _text("Lớp bản đồ minh hoạ", "Illustrative map layer"),
        "description": _text(
            "Hình vuông quanh một điểm ngẫu nhiên, không phải ranh giới hành chính.",
            "Squares around random points, not administrative boundaries.",
        ),
    }


def _schema(plan: Plan) -> Document:
    columns = plan.family.columns
    schema: Document = {"missing_values": _DASH} if missing_text(plan) else {}
    if columns[0].draw == "code":
        schema["primary_key"] = [columns[0].name]
    schema["foreign_keys"] = [
        {"fields": [column.name], "reference": _reference(plan)}
        for column in columns
        if column.draw == "area"
    ]
    if plan.family.has("latitude"):
        schema["coordinates"] = {"latitude": "vi_do", "longitude": "kinh_do"}
    schema["fields"] = [_column(column, plan) for column in columns]
    return schema


def _reference(plan: Plan) -> Document:
    return {"dataset": CODE_LIST, "resource": plan.territory.code_list, "fields": ["ma"]}


def _column(column: ColumnKind, plan: Plan) -> Document:
    kind = _TYPES.get(column.draw)
    written: Document = {"name": column.name}
    if kind:
        written["type"] = kind
    written["label"] = _text(column.vi, column.en)
    if column.unit:
        written["unit"] = column.unit
    if kind == "number" and plan.form == "semicolon":
        written["decimal_char"] = ","
    constraints = _constraints(column)
    return written | ({"constraints": constraints} if constraints else {})


def _constraints(column: ColumnKind) -> Document:
    found: Document = {} if may_miss(column) else {"required": True}
    if column.draw == "code":
        prefix, digits = column.bounds
        found |= {"unique": True, "pattern": rf"{prefix}\d{{{digits}}}"}
    if column.draw == "pick":
        found["enum"] = list(column.bounds)
    if column.draw in {"whole", "decimal"}:
        found |= {"minimum": column.bounds[0], "maximum": column.bounds[1]}
    return found


def _code_list_resource(code_list: AreaCodeList) -> Document:
    return {
        "name": code_list.id,
        "path": f"{code_list.id}.csv",
        "title": _text(code_list.title.vi, code_list.title.en),
        "schema": {
            "primary_key": ["ma"],
            "fields": [
                {
                    "name": "ma",
                    "label": _text("Mã", "Code"),
                    "constraints": {"required": True, "unique": True},
                },
                {
                    "name": "ten",
                    "label": _text("Tên", "Name"),
                    "constraints": {"required": True},
                },
                {"name": "loai", "label": _text("Loại", "Kind")},
            ],
        },
    }


def _text(vi: str, en: str | None) -> Document:
    return {"vi": vi, "en": en} if en else {"vi": vi}
