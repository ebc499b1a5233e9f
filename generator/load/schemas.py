"""The JSON Schemas of ``catalog.yml``, ``dataset.yml`` and ``waivers.yml``, for editors.

They are derived from the same classes that the loader checks documents with, and name the ids of
the portal's own vocabularies, so that an editor completes them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson

from generator.keys import meanings_by_class
from generator.load.repository import SCHEMAS
from generator.model import Metadata, Portal, adapter_of
from generator.vocabulary import Vocabularies
from generator.waiver import Waiver

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schemas(vocabularies: Vocabularies) -> dict[str, bytes]:
    """The schema files by their path below the portal's root."""
    agencies, licenses = vocabularies.agencies, vocabularies.licenses
    catalog = json_schema(Portal)
    _offer(catalog, {"publisher": agencies, "license": licenses})
    dataset = json_schema(Metadata)
    _offer(
        dataset,
        {
            "publisher": agencies,
            "license": licenses,
            "accrual_periodicity": vocabularies.frequencies,
        },
    )
    themes = dataset["properties"]["themes"]
    themes["items"] = {"enum": list(vocabularies.themes)}
    place = dataset["$defs"]["Place"]["properties"]
    place["code_list"] = {"enum": list(vocabularies.area_code_lists)}
    return {
        f"{SCHEMAS}/catalog.schema.json": _json(catalog),
        f"{SCHEMAS}/dataset.schema.json": _json(dataset),
        f"{SCHEMAS}/waivers.schema.json": _json(_waivers(agencies)),
    }


def _waivers(agencies: Iterable[str]) -> dict[str, Any]:
    schema = {"$schema": _DIALECT} | adapter_of(tuple[Waiver, ...]).json_schema()
    waiver = schema["$defs"]["Waiver"]
    _describe("Waiver", waiver)
    _offer(waiver, {"approver": agencies})
    return schema


def json_schema(form: type[Portal | Metadata]) -> dict[str, Any]:
    """The JSON Schema of a document, without the ids of any one portal."""
    schema = {"$schema": _DIALECT} | adapter_of(form).json_schema()
    _describe(form.__name__, schema)
    for name, part in schema["$defs"].items():
        _describe(name, part)
    return schema


def _describe(form: str, schema: dict[str, Any]) -> None:
    """Let editors show what a key means, in both languages."""
    schema.pop("description", None)
    for key, meaning in meanings_by_class()[form].items():
        described = schema["properties"][key]
        described.pop("title", None)
        described["description"] = f"{meaning.vi} · {meaning.en}"


def _offer(schema: dict[str, Any], ids: dict[str, Iterable[str]]) -> None:
    for name, known in ids.items():
        schema["properties"][name] |= {"enum": list(known)}


def _json(value: Any) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
