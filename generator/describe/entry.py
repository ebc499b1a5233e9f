"""What every standard describes: a dataset, what was made of it, and what its codes mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote
from uuid import NAMESPACE_URL, UUID, uuid5

from generator.distribution import Distribution, Edition, Product
from generator.model import ContactPoint, Dataset, Language, Metadata, Portal
from generator.vocabulary import Agent, Frequency, License, Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A dataset of an edition. Addresses are absolute; names of things (IRIs) never change."""

    edition: Edition
    dataset: Dataset

    @property
    def metadata(self) -> Metadata:
        """What its agency says of it."""
        return self.dataset.metadata

    @property
    def portal(self) -> Portal:
        """The portal it is published on."""
        return self.edition.catalog.portal

    @property
    def products(self) -> tuple[Product, ...]:
        """What was made of its resources, in their order."""
        return self.edition.products[self.dataset.identifier]

    @property
    def package(self) -> Distribution | None:
        """All its files in one ZIP."""
        return self.edition.packages.get(self.dataset.identifier)

    @property
    def publisher(self) -> Agent:
        """The agency that published it."""
        return self.edition.catalog.vocabularies.agencies[self.metadata.publisher]

    @property
    def contact(self) -> ContactPoint:
        """Whom to ask about it."""
        return self.metadata.contact or self.portal.contact

    @property
    def license(self) -> License:
        """Its terms of use."""
        return self.edition.catalog.vocabularies.licenses[self.metadata.license]

    @property
    def themes(self) -> tuple[Theme, ...]:
        """Its fields."""
        known = self.edition.catalog.vocabularies.themes
        return tuple(known[theme] for theme in self.metadata.themes)

    @property
    def frequency(self) -> Frequency:
        """How often it changes."""
        return self.edition.catalog.vocabularies.frequencies[self.metadata.accrual_periodicity]

    @property
    def folder(self) -> str:
        """The address below which its files lie; its Vietnamese page, too."""
        return f"{self.portal.base_url}datasets/{self.dataset.slug}/"

    @property
    def iri(self) -> str:
        """Its name among linked data."""
        return f"{self.folder}#dataset"

    def page(self, language: Language) -> str:
        """The address of its page."""
        return f"{language_root(self.portal, language)}datasets/{self.dataset.slug}/"

    def address(self, file: Distribution) -> str:
        """Where one of its files is downloaded."""
        return self.edition.catalog.address(self.dataset, file)

    def reference(self, file: Distribution) -> str:
        """The same as documents in its folder say it: the name of a file that lies beside them."""
        is_elsewhere = self.edition.catalog.is_elsewhere(file)
        return self.address(file) if is_elsewhere else file.file_name

    def distribution_iri(self, file: Distribution) -> str:
        """The name of one of its files among linked data."""
        return f"{self.folder}#{quote(file.file_name, safe='')}"


def entries(edition: Edition) -> Iterator[Entry]:
    """All datasets of an edition, in the order of their identifiers."""
    for dataset in sorted(edition.catalog.datasets, key=lambda each: each.identifier):
        yield Entry(edition=edition, dataset=dataset)


def identifiers(edition: Edition) -> list[str]:
    """The identifiers of all datasets, in order."""
    return sorted(dataset.identifier for dataset in edition.catalog.datasets)


def language_root(portal: Portal, language: Language) -> str:
    """The address below which the pages of a language lie."""
    return portal.base_url if language == "vi" else f"{portal.base_url}{language}/"


def agency_iri(portal: Portal, agency: str) -> str:
    """The name of an agency among linked data."""
    return f"{portal.base_url}agencies/{agency}/#agency"


def theme_iri(portal: Portal, theme: str) -> str:
    """The name of a field of the portal among linked data."""
    return f"{portal.base_url}themes/{theme}/#theme"


def license_iri(portal: Portal, license_: License) -> str:
    """The address of terms of use: their own, or where the portal states them."""
    return license_.url or f"{portal.base_url}terms/#{license_.id}"


def stable_uuid(iri: str) -> UUID:
    """The same UUID for the same name, for systems that know things by UUID only."""
    return uuid5(NAMESPACE_URL, iri)
