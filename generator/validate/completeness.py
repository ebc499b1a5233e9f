"""What a dataset must say of itself, and what it should."""

from __future__ import annotations

from collections.abc import Iterator

from generator.distribution import Catalog
from generator.model import Dataset, Metadata
from generator.validate.fault import Fault


def resources_against_status(catalog: Catalog, dataset: Dataset) -> Iterator[Fault]:  # noqa: ARG001
    """Published without data, or planned and yet with data."""
    metadata = dataset.metadata
    if metadata.status == "published" and not metadata.resources:
        yield Fault(code="dataset-without-resources")
    if metadata.status == "planned" and metadata.resources:
        yield Fault(code="dataset-planned-with-resources", keys=("resources",))


def unsaid(catalog: Catalog, dataset: Dataset) -> Iterator[Fault]:  # noqa: ARG001
    """Things a reader or a reviewer will ask for."""
    metadata = dataset.metadata
    if metadata.sample and not metadata.provenance:
        yield Fault(code="sample-without-provenance", keys=("sample",))
    if _is_official(metadata) and not metadata.sensitivity_review:
        yield Fault(code="sensitivity-review-missing")
    if _is_official(metadata) and not metadata.legal_document:
        yield Fault(code="legal-document-missing")


def _is_official(metadata: Metadata) -> bool:
    return metadata.status == "published" and not metadata.sample
