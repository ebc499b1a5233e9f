"""What a dataset says of its files and tables, and of tables elsewhere that they refer to."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from generator.distribution import Catalog
from generator.model import Column, Dataset, ForeignKey, Reference, Resource, Schema
from generator.table import is_table
from generator.validate.fault import Fault, by_identifier, nearest
from generator.validate.files import readable_source
from generator.validate.schema import schema_faults

_TABLE_ENDINGS = {".csv", ".tsv", ".xlsx"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferredTable:
    """A table that keys of another point at, and where its file lies."""

    resource: Resource
    source: Path


def resource_faults(catalog: Catalog, dataset: Dataset) -> Iterator[Fault]:  # noqa: ARG001
    """Encodings nobody knows, tables without columns, and schemas that cannot be used."""
    for number, resource in enumerate(dataset.metadata.resources):
        for fault in (*_own_faults(resource), *_chart_faults(resource)):
            yield replace(fault, keys=("resources", number, *fault.keys))


def is_judgeable(resource: Resource) -> bool:
    """Whether cells can be judged: a table that its metadata describe without fault."""
    return is_table(resource) and not any(_own_faults(resource))


def _own_faults(resource: Resource) -> Iterator[Fault]:
    if not _is_encoding(resource.encoding):
        details = {"encoding": resource.encoding}
        yield Fault(code="encoding-unknown", keys=("encoding",), details=details)
    if _lacks_schema(resource):
        yield Fault(code="schema-missing", details={"path": resource.path})
    if resource.schema is not None and not is_table(resource):
        yield Fault(code="schema-without-table", keys=("schema",), details={"path": resource.path})
    for fault in schema_faults(resource.schema) if resource.schema else ():
        yield replace(fault, keys=("schema", *fault.keys))


def _chart_faults(resource: Resource) -> Iterator[Fault]:
    """Columns that a chart is drawn from and the table has not."""
    known = _columns(resource.schema) if resource.schema else {}
    for key in ("x", "y"):
        name = getattr(resource.chart, key, None)
        if name is not None and name not in known:
            details = {"column": name, "nearest": nearest(name, known)}
            yield Fault(code="column-unknown", keys=("chart", key), details=details)


def _lacks_schema(resource: Resource) -> bool:
    return resource.schema is None and PurePosixPath(resource.path).suffix.lower() in _TABLE_ENDINGS


def _is_encoding(name: str) -> bool:
    try:
        "".encode(codecs.lookup(name).name)
    except (LookupError, ValueError):
        return False
    return True


def reference_faults(
    catalog: Catalog, datasets: Sequence[Dataset]
) -> Iterator[tuple[Dataset, Fault]]:
    """Foreign keys that point at a dataset, resource or column that does not exist."""
    known = by_identifier(catalog)
    for dataset in datasets:
        for number, resource in enumerate(dataset.metadata.resources):
            for key_number, key in enumerate(_foreign_keys(resource)):
                path = ("resources", number, "schema", "foreign_keys", key_number, "reference")
                for fault in _reference_faults(known, dataset, resource, key):
                    yield dataset, replace(fault, keys=(*path, *fault.keys))


def _foreign_keys(resource: Resource) -> tuple[ForeignKey, ...]:
    return resource.schema.foreign_keys if resource.schema else ()


def _reference_faults(
    datasets: Mapping[str, Dataset], dataset: Dataset, resource: Resource, key: ForeignKey
) -> Iterator[Fault]:
    name, reference = key.reference.dataset, key.reference
    owner = datasets.get(name) if name else dataset
    if owner is None:
        details = {"value": str(name), "nearest": nearest(str(name), datasets)}
        yield Fault(code="reference-dataset", keys=("dataset",), details=details)
        return
    resources = {candidate.name: candidate for candidate in owner.metadata.resources}
    target = resources.get(reference.resource)
    if target is None or (not target.schema and not _lacks_schema(target)):
        details = {"value": reference.resource, "nearest": nearest(reference.resource, resources)}
        yield Fault(code="reference-resource", keys=("resource",), details=details)
    elif resource.schema and target.schema:
        yield from _column_faults(resource.schema, key, target.schema)


def _column_faults(schema: Schema, key: ForeignKey, target: Schema) -> Iterator[Fault]:
    names, known = key.reference.fields, _columns(target)
    for number, name in enumerate(names):
        if name not in known:
            details = {"value": name, "nearest": nearest(name, known)}
            yield Fault(code="reference-column", keys=("fields", number), details=details)
    if len(key.fields) != len(names):
        details = {"count": str(len(key.fields)), "found": str(len(names))}
        yield Fault(code="reference-count", keys=("fields",), details=details)
    own = _columns(schema)
    for number, (name, other) in enumerate(zip(key.fields, names, strict=False)):
        if name in own and other in known and own[name].type != known[other].type:
            details = {"column": name, "type": own[name].type}
            details |= {"other": other, "other_type": known[other].type}
            yield Fault(code="reference-type", keys=("fields", number), details=details)


def _columns(schema: Schema) -> dict[str, Column]:
    return {column.name: column for column in schema.fields}


def referred_tables(
    catalog: Catalog, referring: Iterable[Dataset] | None = None
) -> dict[tuple[str, str], dict[Reference, ReferredTable]]:
    """By dataset identifier and resource name, the tables that its foreign keys point at.

    They are given for the datasets ``referring``, for all where none are given. What cannot be
    read, or is wrongly described, is left out: it has a problem of its own.
    """
    datasets = by_identifier(catalog)
    return {
        (dataset.identifier, resource.name): dict(_targets(catalog, datasets, dataset, resource))
        for dataset in (catalog.datasets if referring is None else referring)
        for resource in dataset.metadata.resources
        if _foreign_keys(resource)
    }


def _targets(
    catalog: Catalog, datasets: Mapping[str, Dataset], dataset: Dataset, resource: Resource
) -> Iterator[tuple[Reference, ReferredTable]]:
    for key in _foreign_keys(resource):
        if any(_reference_faults(datasets, dataset, resource, key)):
            continue
        owner = datasets[key.reference.dataset] if key.reference.dataset else dataset
        target = next(r for r in owner.metadata.resources if r.name == key.reference.resource)
        source = readable_source(catalog, owner, target)
        if source and is_judgeable(target):
            yield key.reference, ReferredTable(resource=target, source=source)
