"""What a portal publishes: the catalogue, its datasets, their tables and files.

The classes are the metadata format: every key of ``catalog.yml`` and ``dataset.yml`` is a
field below, so the JSON Schema that editors use is derived from them (:mod:`generator.load`).
Terms follow DCAT 3, then Data Package v2 (https://datapackage.org/standard/).
"""

from generator.model.dataset import (
    Dataset,
    Harvest,
    Keywords,
    Metadata,
    Period,
    Place,
    SensitivityReview,
)
from generator.model.limits import Limits, adapter_of
from generator.model.portal import DownloadHost, Hosting, Portal, RowBudget
from generator.model.table import (
    Chart,
    ChartType,
    Column,
    Constraints,
    Coordinates,
    Dialect,
    FieldType,
    ForeignKey,
    Reference,
    Resource,
    Schema,
)
from generator.model.texts import ContactPoint, LegalBasis, LegalDocument, Source, Text
from generator.model.values import (
    LANGUAGES,
    STRICT,
    WHOLE,
    BaseAddress,
    ByteCount,
    Day,
    EmailAddress,
    Identifier,
    Language,
    NonEmpty,
    PartialDate,
    PhoneNumber,
    Slug,
    WebAddress,
)

__all__ = [
    "LANGUAGES",
    "STRICT",
    "WHOLE",
    "BaseAddress",
    "ByteCount",
    "Chart",
    "ChartType",
    "Column",
    "Constraints",
    "ContactPoint",
    "Coordinates",
    "Dataset",
    "Day",
    "Dialect",
    "DownloadHost",
    "EmailAddress",
    "FieldType",
    "ForeignKey",
    "Harvest",
    "Hosting",
    "Identifier",
    "Keywords",
    "Language",
    "LegalBasis",
    "LegalDocument",
    "Limits",
    "Metadata",
    "NonEmpty",
    "PartialDate",
    "Period",
    "PhoneNumber",
    "Place",
    "Portal",
    "Reference",
    "Resource",
    "RowBudget",
    "Schema",
    "SensitivityReview",
    "Slug",
    "Source",
    "Text",
    "WebAddress",
    "adapter_of",
]
