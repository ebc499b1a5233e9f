"""How well a dataset is described, by the method of data.europa.eu (MQA, at most 405 points).

https://data.europa.eu/mqa/methodology; what the method leaves open is done as its program does
(https://gitlab.com/piveau/metrics): a dataset counts with the one of its distributions that
brings most, since all are taken for forms of the same content. We rate what we publish in DCAT,
not what it was made from. In place of asking for an address, we ask whether it is published.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.describe.dcat.dataset import dataset_nodes
from generator.describe.dcat.graph import Node, Value
from generator.describe.entry import Entry, entries
from generator.distribution import Edition, Rating

_AUTHORITY = "http://publications.europa.eu/resource/authority/"
_FILE_TYPE = f"{_AUTHORITY}file-type/"
_MEDIA_TYPES = (
    "http://www.iana.org/assignments/media-types/",
    "https://www.iana.org/assignments/media-types/",
)

# https://gitlab.com/european-data-portal/edp-vocabularies: edp-non-proprietary-format.rdf and
# edp-machine-readable-format.rdf. Neither names Parquet; XLSX is not in the first.
NON_PROPRIETARY = frozenset(
    {
        *("BMP", "CSV", "DBF", "GEOJSON", "GZIP", "HTML", "ICS", "JPEG2000", "JSON", "JSON_LD"),
        *("KML", "KMZ", "NETCDF", "ODS", "PNG", "RDF_N_QUADS", "RDF_N_TRIPLES", "RDF_TRIG"),
        *("RDF_TURTLE", "RDF_XML", "RSS", "RTF", "TAR", "TIFF", "TSV", "TXT", "WMS_SRVC", "XML"),
        "ZIP",
    }
)
MACHINE_READABLE = frozenset(
    {
        *("CSV", "GEOJSON", "ICS", "JSON", "JSON_LD", "KML", "KMZ", "NETCDF", "ODS", "RDFA"),
        *("RDF_N_QUADS", "RDF_N_TRIPLES", "RDF_TRIG", "RDF_TURTLE", "RDF_XML", "RSS", "SHP"),
        *("XLS", "XLSX", "XML"),
    }
)

# Licences that the EU's authority table knows, by their own addresses. The terms of Vietnamese
# law are not among them, and are not said to be.
_KNOWN_LICENSES = (
    f"{_AUTHORITY}licence/",
    "https://creativecommons.org/licenses/",
    "http://creativecommons.org/licenses/",
    "https://creativecommons.org/publicdomain/zero/",
    "http://creativecommons.org/publicdomain/zero/",
    "https://opendatacommons.org/licenses/",
    "http://opendatacommons.org/licenses/",
)

Said = Mapping[str, Sequence[str]]
"""What is said of a thing: IRIs and texts by their property, such as ``dct:title``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A dataset with one of its distributions, of which nothing is said where it has none.

    ``reachable`` are the addresses that are published with it.
    """

    dataset: Said
    distribution: Said
    is_compliant: bool
    reachable: frozenset[str]


@dataclass(frozen=True, slots=True)
class Indicator:
    """Something that brings points; ``improvement`` is what its publisher can do for it.

    ``bearer`` is what has it: the dataset, or each file of its own.
    """

    dimension: str
    points: int
    improvement: str
    bearer: Literal["dataset", "file"]
    is_met: Callable[[View], bool]


def _dataset_has(key: str) -> Callable[[View], bool]:
    return lambda view: bool(view.dataset.get(key))


def _file_has(key: str) -> Callable[[View], bool]:
    return lambda view: bool(view.distribution.get(key))


def _either_has(key: str) -> Callable[[View], bool]:
    return lambda view: bool(view.distribution.get(key) or view.dataset.get(key))


def _is_reachable(key: str) -> Callable[[View], bool]:
    return lambda view: any(each in view.reachable for each in view.distribution.get(key, ()))


def _format_among(codes: frozenset[str]) -> Callable[[View], bool]:
    return lambda view: any(
        each.removeprefix(_FILE_TYPE) in codes
        for each in view.distribution.get("dct:format", ())
        if each.startswith(_FILE_TYPE)
    )


def _is_form_known(view: View) -> bool:
    formats = view.distribution.get("dct:format", ())
    media_types = view.distribution.get("dcat:mediaType", ())
    known = [each.startswith(_FILE_TYPE) for each in formats]
    known += [each.startswith(_MEDIA_TYPES) for each in media_types]
    return bool(known) and all(known)


def _is_license_known(view: View) -> bool:
    stated = view.distribution.get("dct:license", ())
    return any(each.startswith(_KNOWN_LICENSES) for each in stated)


def _is_access_known(view: View) -> bool:
    stated = view.dataset.get("dct:accessRights", ())
    return any(each.startswith(f"{_AUTHORITY}access-right/") for each in stated)


_FIND, _ACCESS, _OPERATE = "findability", "accessibility", "interoperability"
_REUSE, _CONTEXT = "reusability", "contextuality"

INDICATORS: tuple[Indicator, ...] = (
    Indicator(_FIND, 30, "keywords", "dataset", _dataset_has("dcat:keyword")),
    Indicator(_FIND, 30, "themes", "dataset", _dataset_has("dcat:theme")),
    Indicator(_FIND, 20, "spatial", "dataset", _dataset_has("dct:spatial")),
    Indicator(_FIND, 20, "temporal", "dataset", _dataset_has("dct:temporal")),
    Indicator(_ACCESS, 50, "files", "file", _is_reachable("dcat:accessURL")),
    Indicator(_ACCESS, 20, "files", "file", _file_has("dcat:downloadURL")),
    Indicator(_ACCESS, 30, "files", "file", _is_reachable("dcat:downloadURL")),
    Indicator(_OPERATE, 20, "format", "file", _file_has("dct:format")),
    Indicator(_OPERATE, 10, "format", "file", _file_has("dcat:mediaType")),
    Indicator(_OPERATE, 10, "format", "file", _is_form_known),
    Indicator(_OPERATE, 20, "format", "file", _format_among(NON_PROPRIETARY)),
    Indicator(_OPERATE, 20, "format", "file", _format_among(MACHINE_READABLE)),
    Indicator(_OPERATE, 30, "metadata", "dataset", lambda view: view.is_compliant),
    Indicator(_REUSE, 20, "license", "file", _file_has("dct:license")),
    Indicator(_REUSE, 10, "known_license", "file", _is_license_known),
    Indicator(_REUSE, 10, "metadata", "dataset", _dataset_has("dct:accessRights")),
    Indicator(_REUSE, 5, "metadata", "dataset", _is_access_known),
    Indicator(_REUSE, 20, "contact", "dataset", _dataset_has("dcat:contactPoint")),
    Indicator(_REUSE, 10, "metadata", "dataset", _dataset_has("dct:publisher")),
    Indicator(_CONTEXT, 5, "license", "file", _file_has("dct:rights")),
    Indicator(_CONTEXT, 5, "files", "file", _file_has("dcat:byteSize")),
    Indicator(_CONTEXT, 5, "metadata", "dataset", _either_has("dct:issued")),
    Indicator(_CONTEXT, 5, "metadata", "dataset", _either_has("dct:modified")),
)
_OF_FILES = tuple(indicator for indicator in INDICATORS if indicator.bearer == "file")
MAXIMUM = sum(indicator.points for indicator in INDICATORS)


def ratings(edition: Edition) -> dict[str, Rating]:
    """The ratings of all datasets that are published, by identifier.

    What is planned has no files yet, and what was withdrawn is no longer described: neither
    would be rated for what its publisher did.
    """
    return {
        entry.dataset.identifier: rating(entry)
        for entry in entries(edition)
        if entry.metadata.status == "published"
    }


def rating(entry: Entry) -> Rating:
    """The rating of a dataset, from the very nodes that its DCAT documents are written from."""
    dataset = dataset_nodes(entry)[0]
    files = [_said(file) for file in dataset.properties.get("dcat:distribution", ())]
    return rated(_said(dataset), files, frozenset(_published(entry)))


def rated(dataset: Said, files: Sequence[Said], reachable: frozenset[str]) -> Rating:
    """The rating of a dataset with the best of its files."""
    is_compliant = _is_compliant(dataset, files)
    views = [
        View(dataset=dataset, distribution=file, is_compliant=is_compliant, reachable=reachable)
        for file in files or [{}]
    ]
    best = max(views, key=_points_of_files)
    met = [indicator.is_met(best) for indicator in INDICATORS]
    reached, most = Counter[str](), Counter[str]()
    for indicator, is_met in zip(INDICATORS, met, strict=True):
        most[indicator.dimension] += indicator.points
        reached[indicator.dimension] += indicator.points if is_met else 0
    return Rating(
        points=_points(met),
        maximum=MAXIMUM,
        dimensions={dimension: (reached[dimension], most[dimension]) for dimension in most},
        improvement=_improvement(met, has_files=bool(files)),
    )


def _is_compliant(dataset: Said, files: Sequence[Said]) -> bool:
    """Whether all is there that DCAT-AP 3.0 demands of a dataset and of its distributions.

    The whole output is judged by the profile's own shapes where this program is tested.
    """
    return all(dataset.get(f"dct:{key}") for key in ("title", "description")) and all(
        file.get("dcat:accessURL") for file in files
    )


def _said(thing: Value) -> Said:
    if not isinstance(thing, Node):
        return {}
    return {
        key: [value.iri.value if isinstance(value, Node) else value.value for value in values]
        for key, values in thing.properties.items()
    }


def _published(entry: Entry) -> Iterator[str]:
    yield entry.folder
    for language in entry.portal.languages:
        yield entry.page(language)
    yield from map(entry.address, entry.edition.files(entry.dataset))


def _points_of_files(view: View) -> int:
    return sum(each.points for each in _OF_FILES if each.is_met(view))


def _points(met: Sequence[bool]) -> int:
    return sum(each.points for each, is_met in zip(INDICATORS, met, strict=True) if is_met)


def _improvement(met: Sequence[bool], *, has_files: bool) -> str | None:
    """What brings most of the points that are missing: without files, first of all files."""
    missing = Counter[str]()
    for indicator, is_met in zip(INDICATORS, met, strict=True):
        if not is_met:
            is_fileless = indicator.bearer == "file" and not has_files
            missing["files" if is_fileless else indicator.improvement] += indicator.points
    return missing.most_common(1)[0][0] if missing else None
