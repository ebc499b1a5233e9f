"""``datasets.json``: every dataset of the portal in a few words.

It tells programs what there is, and the next build what must not get lost.
"""

from __future__ import annotations

from typing import Any

from generator.distribution import Catalog
from generator.model import Dataset, Text


def dataset_index(catalog: Catalog, base_url: str) -> dict[str, Any]:
    """The index, its datasets in the order of their identifiers."""
    datasets = sorted(catalog.datasets, key=lambda dataset: dataset.identifier)
    return {
        "title": _texts(catalog.portal.title),
        "url": base_url,
        "count": len(datasets),
        "datasets": [_entry(dataset, base_url) for dataset in datasets],
    }


def _entry(dataset: Dataset, base_url: str) -> dict[str, Any]:
    metadata = dataset.metadata
    return {
        "identifier": dataset.identifier,
        "slug": dataset.slug,
        "title": _texts(dataset.title),
        "publisher": metadata.publisher,
        "themes": list(metadata.themes),
        "status": metadata.status,
        "issued": metadata.issued.isoformat(),
        "modified": metadata.modified.isoformat(),
        "sample": metadata.sample,
        "url": f"{base_url}datasets/{dataset.slug}/",
        "datapackage": f"{base_url}datasets/{dataset.slug}/datapackage.json",
    }


def _texts(text: Text) -> dict[str, str]:
    return {"vi": text.vi} | ({"en": text.en} if text.en else {})
