"""Names in metadata that must stand in a closed list, and the dates for which they hold."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date
from pathlib import PurePosixPath

from generator.distribution import Catalog
from generator.model import Dataset, Metadata
from generator.validate.fault import Fault, KeyPath, nearest
from generator.vocabulary import Vocabularies

_LISTS: dict[str, tuple[str, Callable[[Vocabularies], Collection[str]]]] = {
    "publisher": ("publisher-unknown", lambda lists: lists.agencies),
    "themes": ("theme-unknown", lambda lists: lists.themes),
    "license": ("license-unknown", lambda lists: lists.licenses),
    "accrual_periodicity": ("frequency-unknown", lambda lists: lists.frequencies),
    "spatial": ("area-list-unknown", lambda lists: lists.area_code_lists),
    "in_series": ("series-unknown", lambda lists: lists.series),
}
_OPTIONAL = {"in_series"}
"""Keys whose list a portal need not have."""


def unknown_names(catalog: Catalog, dataset: Dataset) -> Iterator[Fault]:
    """An agency, field, licence, frequency or code list that the vocabularies do not hold."""
    for keys, value in _names(dataset.metadata):
        yield from unknown_name(catalog.vocabularies, keys, value)


def unknown_portal_names(catalog: Catalog) -> Iterator[Fault]:
    """The same of ``catalog.yml``."""
    for key, value in (
        ("publisher", catalog.portal.publisher),
        ("license", catalog.portal.license),
    ):
        yield from unknown_name(catalog.vocabularies, (key,), value)


def portal_without_vietnamese(catalog: Catalog) -> Iterator[Fault]:
    """Pages lie at the top in Vietnamese, and below it in other languages."""
    if "vi" not in catalog.portal.languages:
        yield Fault(code="language-vietnamese-missing", keys=("languages",))


def unknown_name(lists: Vocabularies, keys: KeyPath, value: str) -> Iterator[Fault]:
    """A fault where the list that the key ``keys[0]`` takes its values from lacks ``value``.

    An empty list that must be there is one that could not be read, and so is an empty value: that
    is the problem to tell, not this.
    """
    code, known_names = _LISTS[str(keys[0])]
    known = known_names(lists)
    if value and value not in known and (known or keys[0] in _OPTIONAL):
        details = {"value": value, "nearest": nearest(value, known)}
        yield Fault(code=code, keys=keys, details=details)


def _names(metadata: Metadata) -> Iterator[tuple[KeyPath, str]]:
    yield ("publisher",), metadata.publisher
    for number, theme in enumerate(metadata.themes):
        yield ("themes", number), theme
    yield ("license",), metadata.license
    yield ("accrual_periodicity",), metadata.accrual_periodicity
    if metadata.spatial:
        yield ("spatial", "code_list"), metadata.spatial.code_list
    if metadata.in_series:
        yield ("in_series",), metadata.in_series


def unknown_areas(catalog: Catalog, dataset: Dataset) -> Iterator[Fault]:
    """Area codes that the named version of the code list does not hold."""
    spatial = dataset.metadata.spatial
    code_list = spatial and catalog.vocabularies.area_code_lists.get(spatial.code_list)
    if not spatial or not code_list:
        return
    known = {area.code for area in code_list.areas}
    for number, code in enumerate(spatial.areas):
        if code not in known:
            details = {"value": code, "list": code_list.id, "nearest": nearest(code, known)}
            yield Fault(code="area-unknown", keys=("spatial", "areas", number), details=details)


def foreign_folder(catalog: Catalog, dataset: Dataset) -> Iterator[Fault]:
    """A dataset in another agency's folder, which that agency would be asked to review."""
    folder = PurePosixPath(dataset.folder).parent.name
    publisher = dataset.metadata.publisher
    if publisher != folder and publisher in catalog.vocabularies.agencies:
        details = {"publisher": publisher, "folder": folder}
        yield Fault(code="publisher-folder", keys=("publisher",), details=details)


def not_in_force(catalog: Catalog, dataset: Dataset) -> Iterator[Fault]:
    """A licence or an agency that did not exist on the day the dataset was issued."""
    metadata, lists = dataset.metadata, catalog.vocabularies
    for code, key, entry in (
        ("license-not-in-force", "license", lists.licenses.get(metadata.license)),
        ("publisher-not-active", "publisher", lists.agencies.get(metadata.publisher)),
    ):
        if entry and not _is_valid(entry.valid_from, entry.valid_to, metadata.issued):
            details = {"value": entry.id, "issued": metadata.issued.isoformat()}
            yield Fault(code=code, keys=(key,), details=details)


def _is_valid(valid_from: date | None, valid_to: date | None, on: date) -> bool:
    return (valid_from is None or valid_from <= on) and (valid_to is None or on <= valid_to)
