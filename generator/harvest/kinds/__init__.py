"""How the catalogue of each kind of system is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.harvest.documents import Documents
from generator.harvest.kinds import ckan, data_json, data_package, dcat, listed
from generator.harvest.record import Found
from generator.harvest.source import HarvestSource

READERS: Mapping[str, Callable[[HarvestSource, Documents], Found]] = {
    "ckan": ckan.read,
    "dcat": dcat.read,
    "data-json": data_json.read,
    "data-package": data_package.read,
    "files": listed.read,
    "sql": listed.read,
}
"""The reader of each kind: it gives what it finds, dataset by dataset.

A reader raises :class:`~generator.harvest.record.Refused` where the catalogue itself fails.
"""
