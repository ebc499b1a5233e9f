"""What the source alone would have ``dataset.yml`` say."""

from __future__ import annotations

from datetime import date
from typing import Any

from generator.harvest.record import Record, Refused
from generator.harvest.source import HarvestSource
from generator.harvest.texts import line


def metadata_of(
    record: Record,
    listed: dict[str, Any],
    resources: list[dict[str, Any]],
    *,
    identifier: str,
    source: HarvestSource,
    source_name: str,
) -> dict[str, Any]:
    """The metadata but for their dates: ``listed`` are the keys whose values are ids of lists.

    Whom to ask is left out: other systems name private persons there, and an office must answer.
    """
    title = {language: line(text) for language, text in record.title.items() if line(text)}
    if "vi" not in title:
        raise Refused("title-missing")
    origin = {"source": source_name, "identifier": record.identifier, "url": record.url}
    system = {"title": _both(source), "url": record.url or source.url}
    described = {key: value for key, value in record.described.items() if key != "each_row"}
    keywords = {key: words for key, words in record.keywords.items() if words}
    values: dict[str, Any] = {
        "identifier": identifier,
        "title": title,
        "description": record.description or title,
        "themes": listed["themes"],
        "keywords": described.get("keywords", keywords) or None,
        "publisher": listed["publisher"],
        "license": listed["license"],
        "issued": described.get("issued", record.issued),
        "modified": described.get("modified", record.modified),
        "accrual_periodicity": listed["accrual_periodicity"],
        "temporal": described.get("temporal") or _temporal(record),
        "spatial": described.get("spatial"),
        "provenance": _SAMPLE if described.get("sample") else None,
        "harvest": _given(origin),
        "sources": [_given(system)],
        "sample": described.get("sample"),
        "resources": resources,
    }
    return _given(values)


def with_dates(
    metadata: dict[str, Any], before: dict[str, Any] | None, today: date, *, is_new: bool
) -> dict[str, Any]:
    """The metadata with the dates that must be there, where the source gives none.

    It was first published when it was first taken, and last changed when it was last found to be
    different: ``is_new`` says that its files are.
    """
    known = before or {}
    said = {key: metadata.get(key) for key in ("issued", "modified")}
    issued = said["issued"] or known.get("issued") or said["modified"] or today.isoformat()
    order = [key for key in _ORDER if key in metadata or key in said]
    if said["modified"] is None:
        undated = {**metadata, "issued": issued, "modified": known.get("modified")}
        is_same = not is_new and undated == known
        said["modified"] = known.get("modified") if is_same else today.isoformat()
    dates = {"issued": issued, "modified": max(issued, str(said["modified"]))}
    return {key: (metadata | dates)[key] for key in order}


_ORDER = (
    "identifier", "title", "description", "themes", "keywords", "publisher", "license", "issued",
    "modified", "accrual_periodicity", "temporal", "spatial", "provenance", "harvest",
    "sources", "sample", "resources",
)  # fmt: skip


_SAMPLE = {
    "vi": "Theo hệ thống nguồn, đây là dữ liệu mẫu.",
    "en": "The source system says that this is sample data.",
}


def _both(source: HarvestSource) -> dict[str, str]:
    return {"vi": source.title.vi} | ({"en": source.title.en} if source.title.en else {})


def _temporal(record: Record) -> dict[str, str] | None:
    if record.temporal is None:
        return None
    start, end = record.temporal
    return _given({"start": start, "end": end}) or None


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}
