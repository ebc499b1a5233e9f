"""The files of a dataset."""

from __future__ import annotations

from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from generator.describe.dcat.codes import concept, file_type, language, media_type, status
from generator.describe.dcat.graph import Node, node, said
from generator.describe.dcat.legal import license_document, policy, rights
from generator.describe.dcat.service import ROW_FORM, landing_page, row_service
from generator.describe.dcat.terms import authority, day, name, texts, typed
from generator.describe.entry import Entry
from generator.describe.mapping import Rule
from generator.distribution import Distribution
from generator.model import Resource, Text

_ALL_FILES = Text(vi="Tất cả tệp", en="All files")
_ORIGINAL = Text(vi="tệp gốc", en="original file")


class Download(NamedTuple):
    """A file of a dataset, the resource it was made from, and its number among them."""

    entry: Entry
    file: Distribution
    resource: Resource | None
    number: int = 0


def _availability(entry: Entry) -> Node:
    # Sample figures give way to real ones.
    code, label = (
        ("EXPERIMENTAL", "Experimental") if entry.metadata.sample else ("AVAILABLE", "Available")
    )
    return concept(authority("planned-availability", code), label)


def _title(download: Download) -> tuple[Literal, ...]:
    file, resource = download.file, download.resource
    title = resource.title if resource else _ALL_FILES
    note_vi, note_en = file.format, file.format
    if file.role == "original":
        note_vi, note_en = f"{_ORIGINAL.vi}, {file.format}", f"{_ORIGINAL.en}, {file.format}"
    en = f"{title.en} ({note_en})" if title.en else None
    return texts(Text(vi=f"{title.vi} ({note_vi})", en=en))


def _schema(download: Download) -> Node | None:
    """The columns, as the dataset's Data Package states them for the files made from a table."""
    resource = download.resource
    if resource is None or resource.schema is None or download.file.role != "derived":
        return None
    iri = f"{download.entry.folder}datapackage.json#/resources/{download.number}/schema"
    return node(iri, "dct:Standard", _SCHEMA, resource)


def _checksum(download: Download) -> Node:
    iri = f"{download.entry.distribution_iri(download.file)}-checksum"
    return node(iri, "spdx:Checksum", CHECKSUM, download.file)


def _service(download: Download) -> Node | None:
    resource = download.resource
    is_row_form = (download.file.role, download.file.format) == ("derived", ROW_FORM)
    return row_service(download.entry, resource) if resource and is_row_form else None


_SCHEMA = (
    Rule[Resource](
        "dct:title",
        "resources.title",
        lambda resource: texts(
            Text(
                vi=f"Cấu trúc bảng: {resource.title.vi}",
                en=resource.title.en and f"Table schema: {resource.title.en}",
            )
        ),
    ),
)
CHECKSUM = (
    Rule[Distribution](
        "spdx:algorithm",
        "SHA-256",
        lambda _: node(
            name("spdx:checksumAlgorithm_sha256"), "spdx:ChecksumAlgorithm", is_shared=True
        ),
    ),
    Rule[Distribution](
        "spdx:checksumValue", "checksum", lambda file: typed(file.checksum, "xsd:hexBinary")
    ),
)
FILE = (
    Rule[Download]("dct:title", "resources.title", _title),
    Rule[Download](
        "dct:description",
        "resources.description",
        lambda d: texts(d.resource.description if d.resource else None),
    ),
    Rule[Download]("dct:format", "format", lambda d: file_type(d.file.format)),
    Rule[Download]("dcat:mediaType", "media_type", lambda d: media_type(d.file.media_type)),
    Rule[Download](
        "dcat:packageFormat",
        "media_type",
        lambda d: media_type(d.file.media_type) if d.file.role == "package" else None,
    ),
    Rule[Download](
        "dcat:downloadURL",
        "file_name",
        lambda d: node(d.entry.address(d.file), "rdfs:Resource"),
    ),
    Rule[Download](
        "dcat:byteSize",
        "byte_size",
        lambda d: typed(str(d.file.byte_size), "xsd:nonNegativeInteger"),
    ),
    Rule[Download]("spdx:checksum", "checksum", _checksum),
    Rule[Download]("dct:conformsTo", "resources.schema", _schema),
    Rule[Download]("dcat:accessService", "row API", _service),
)
OF_DATASET = (
    Rule[Entry]("dcat:accessURL", "slug", landing_page),
    Rule[Entry]("dct:license", "license", lambda e: license_document(e.portal, e.license)),
    Rule[Entry]("dct:rights", "license", lambda e: rights(e.portal, e.license)),
    Rule[Entry]("odrl:hasPolicy", "license", lambda e: policy(e.portal, e.license)),
    Rule[Entry]("dct:issued", "issued", lambda e: day(e.metadata.issued)),
    Rule[Entry]("dct:modified", "modified", lambda e: day(e.metadata.modified)),
    Rule[Entry](
        "dct:language", "language", lambda e: tuple(language(code) for code in e.metadata.language)
    ),
    Rule[Entry]("dcatap:availability", "sample", _availability),
    Rule[Entry](
        "adms:status", "status", lambda e: status("distribution-status", e.metadata.status)
    ),
)
DISTRIBUTION = (*FILE, *OF_DATASET)


def distributions(entry: Entry) -> tuple[Node, ...]:
    """All files of a dataset, those of each resource together, then all in one."""
    same = said(OF_DATASET, entry)
    return tuple(
        Node(
            iri=NamedNode(entry.distribution_iri(download.file)),
            types=("dcat:Distribution",),
            properties={**said(FILE, download), **same},
        )
        for download in _downloads(entry)
    )


def _downloads(entry: Entry) -> list[Download]:
    made = [
        Download(entry, file, resource, number)
        for number, (resource, product) in enumerate(
            zip(entry.metadata.resources, entry.products, strict=True)
        )
        for file in product.distributions
    ]
    return made if entry.package is None else [*made, Download(entry, entry.package, None)]
