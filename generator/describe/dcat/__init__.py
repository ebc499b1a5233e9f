"""DCAT 3 in the words of DCAT-AP 3 (https://semiceu.github.io/DCAT-AP/releases/3.0.0/).

The catalogue and each dataset, in Turtle, RDF/XML and JSON-LD that say the same. Everything has a
lasting name, so documents hold no blank nodes and harvesters can tell what is new from what is
not; everything that is referred to has its class in the same document.
"""

from __future__ import annotations

from generator.describe.dcat.bodies import AGENT, CONTACT
from generator.describe.dcat.catalog import CATALOG
from generator.describe.dcat.codes import LOCATION, THEME
from generator.describe.dcat.dataset import DATASET, ORIGIN, PERIOD, SERIES
from generator.describe.dcat.distribution import CHECKSUM, DISTRIBUTION
from generator.describe.dcat.documents import catalog_files, dataset_files, dataset_triples
from generator.describe.dcat.legal import LEGAL_DOCUMENT, LICENSE, POLICY
from generator.describe.dcat.service import SERVICE
from generator.describe.mapping import MappingTable, Standard
from generator.model import Text

__all__ = ["STANDARD", "catalog_files", "dataset_files", "dataset_triples"]

STANDARD = Standard(
    id="dcat",
    title="DCAT-AP",
    version="3.0.0",
    url="https://semiceu.github.io/DCAT-AP/releases/3.0.0/",
    purpose=Text(
        vi="Danh mục dữ liệu dạng liên kết, để các cổng dữ liệu khác thu thập tự động.",
        en="The catalogue as linked data, for other portals to harvest.",
    ),
    documents=tuple(
        f"{document}.{ending}"
        for document in ("catalog", "datasets/<slug>/dcat")
        for ending in ("ttl", "rdf", "jsonld")
    ),
    tables=(
        MappingTable(subject="dcat:Catalog", rules=CATALOG),
        MappingTable(subject="dcat:Dataset", rules=DATASET),
        MappingTable(subject="dcat:Distribution", rules=DISTRIBUTION),
        MappingTable(subject="spdx:Checksum", rules=CHECKSUM),
        MappingTable(subject="dcat:DataService", rules=SERVICE),
        MappingTable(subject="dcat:DatasetSeries", rules=SERIES),
        MappingTable(subject="foaf:Agent", rules=AGENT),
        MappingTable(subject="vcard:Kind", rules=CONTACT),
        MappingTable(subject="dct:PeriodOfTime", rules=PERIOD),
        MappingTable(subject="dct:Location", rules=LOCATION),
        MappingTable(subject="skos:Concept", rules=THEME),
        MappingTable(subject="dct:LicenseDocument", rules=LICENSE),
        MappingTable(subject="odrl:Policy", rules=POLICY),
        MappingTable(subject="eli:LegalResource", rules=LEGAL_DOCUMENT),
        MappingTable(subject="adms:Identifier", rules=ORIGIN),
    ),
)
