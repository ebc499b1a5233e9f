"""All rules that need no cells, over all datasets."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from generator.distribution import Catalog
from generator.model import Dataset
from generator.problems import Place, Problem
from generator.validate import across, completeness, dates, duplicates, names, resources, signs
from generator.validate.fault import CATALOG_FILE, Fault, Locate, locate_file, place_fault

Rule = Callable[[Catalog, Dataset], Iterator[Fault]]

PORTAL_RULES: tuple[Callable[[Catalog], Iterator[Fault]], ...] = (
    names.unknown_portal_names,
    names.portal_without_vietnamese,
    signs.turned_portal_texts,
)
"""Each gives the faults of ``catalog.yml``."""

RULES: tuple[Rule, ...] = (
    names.unknown_names,
    names.unknown_areas,
    names.foreign_folder,
    names.not_in_force,
    dates.dates_out_of_order,
    dates.dates_in_future,
    dates.wrong_period,
    completeness.resources_against_status,
    completeness.unsaid,
    completeness.empty_words,
    completeness.odd_document_number,
    completeness.overdue,
    duplicates.duplicate_resources,
    resources.resource_faults,
    signs.turned_texts,
)
"""Each gives the faults of one dataset, in the light of the whole catalogue."""

CATALOG_RULES: tuple[
    Callable[[Catalog, Sequence[Dataset]], Iterator[tuple[Dataset, Fault]]], ...
] = (
    duplicates.duplicate_datasets,
    resources.reference_faults,
    across.differing_types,
    across.repeated_files,
)
"""Each gives the faults that lie between some datasets and all others."""

_NAMES_SHOWN = 10


def validate_catalog(
    catalog: Catalog, locate: Locate = locate_file, datasets: Iterable[Dataset] | None = None
) -> list[Problem]:
    """Every fault of metadata and of what it refers to, dataset by dataset.

    ``datasets`` are those whose faults are looked for, all where none are given: their own, and
    those that lie between them and any other.
    """
    judged = catalog.datasets if datasets is None else tuple(datasets)
    problems = [
        place_fault(fault, None, locate) for rule in PORTAL_RULES for fault in rule(catalog)
    ]
    problems += [
        place_fault(fault, dataset, locate)
        for dataset in judged
        for rule in RULES
        for fault in rule(catalog, dataset)
    ]
    problems += [
        place_fault(fault, dataset, locate)
        for rule in CATALOG_RULES
        for dataset, fault in rule(catalog, judged)
    ]
    return problems


def validate_loss(catalog: Catalog, published_identifiers: Collection[str]) -> list[Problem]:
    """One problem where datasets of the last published catalogue are gone from this one.

    Whether they may go is for the caller to decide.
    """
    present = {dataset.identifier for dataset in catalog.datasets}
    lost = sorted(set(published_identifiers) - present)
    if not lost:
        return []
    shown = ", ".join(lost[:_NAMES_SHOWN]) + (", …" if len(lost) > _NAMES_SHOWN else "")
    details = {"count": str(len(lost)), "identifiers": shown}
    return [Problem(code="catalog-loss", place=Place(file=CATALOG_FILE), details=details)]
