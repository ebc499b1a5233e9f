"""Files at plain addresses, and queries: what they hold, the source's file itself describes."""

from __future__ import annotations

from pydantic import TypeAdapter

from generator.harvest.documents import Documents
from generator.harvest.links import format_of, stem_of
from generator.harvest.record import Found, Record, RemoteFile
from generator.harvest.source import HarvestSource, Listed

_TAKEN_OVER = ("themes", "keywords", "publisher", "license", "accrual_periodicity", "issued",
               "modified", "temporal", "spatial")  # fmt: skip


def read(source: HarvestSource, documents: Documents) -> Found:  # noqa: ARG001 - none to fetch
    """Every dataset that the source's file lists."""
    return map(_record, source.datasets)


def _record(listed: Listed) -> Record:
    values = TypeAdapter(Listed).dump_python(
        listed, mode="json", exclude_defaults=True, exclude_none=True
    )
    described = {key: values[key] for key in _TAKEN_OVER if key in values}
    url, form = listed.url, listed.format
    file = RemoteFile(
        stem=stem_of(url, listed.identifier),
        format="rows" if listed.query else form or format_of(url) or "csv",
        url=url,
        query=listed.query,
        title=values["title"],
        schema=values.get("schema"),
    )
    return Record(
        identifier=listed.identifier,
        name=listed.identifier,
        title=values["title"],
        description=values["description"],
        described=described | ({"each_row": values["each_row"]} if listed.each_row else {}),
        url=url,
        files=(file,),
    )
