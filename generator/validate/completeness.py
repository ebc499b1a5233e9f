"""What a dataset must say of itself, and what it should."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

from generator.distribution import Catalog
from generator.model import Dataset, Metadata
from generator.validate.fault import Fault
from generator.validate.shown import shown
from generator.vietnamese import fold

_PLACEHOLDER = re.compile(
    r"\W*(mo ta|tieu de|ten( bo)? du lieu|bo du lieu|du lieu|noi dung|abc\w*|asdf\w*|qwerty|xxx+"
    r"|test|thu nghiem|thu|todo|tbd|n/?a|null|none|khong( co)?|dang cap nhat|(se )?cap nhat sau"
    r"|chua co|title|description|dataset|untitled|data)?\W*|.*\blorem ipsum\b.*",
    re.DOTALL,
)
"""Texts that stand in a form until somebody writes what is meant, without marks."""

_TITLE_LETTERS = 6
_DESCRIPTION_LETTERS = 20
"""Shorter texts cannot say what is counted, where and when."""

_CAPITALS_LETTERS = 12
"""Shorter texts may be abbreviations."""

_DOCUMENT_NUMBER = re.compile(
    r"\d{1,5}[a-zA-Z]?(/\d{4})?/"
    r"(NQLT|NQ|QĐ|KH|CT|TB|BC|CV|TTr|TTLT|TT|NĐ|PL|L|CTr|HD|QC|ĐA|UBND|HĐND|QH\d{1,2}|UBTVQH\d{1,2})"
    r"([-–][A-ZĐƠƯa-z0-9.&]+)*"
)
"""Number, year where given, kind of document, body: 19/2025/QĐ-TTg, 123/QĐ-UBND, 20/2023/QH15."""

_SHOULD_SAY: tuple[tuple[str, Callable[[Metadata], object]], ...] = (
    ("keywords-missing", lambda metadata: metadata.keywords.vi),
    ("contact-missing", lambda metadata: metadata.contact or metadata.unit),
    ("provenance-missing", lambda metadata: metadata.provenance or metadata.sources),
    ("period-missing", lambda metadata: metadata.temporal),
    ("area-missing", lambda metadata: metadata.spatial),
)
"""What readers ask for, with the code of the problem where it is not said."""


def resources_against_status(catalog: Catalog, dataset: Dataset) -> Iterator[Fault]:  # noqa: ARG001
    """Published without data, or planned and yet with data."""
    metadata = dataset.metadata
    if metadata.status == "published" and not metadata.resources:
        yield Fault(code="dataset-without-resources")
    if metadata.status == "planned" and metadata.resources:
        yield Fault(code="dataset-planned-with-resources", keys=("resources",))


def unsaid(catalog: Catalog, dataset: Dataset) -> Iterator[Fault]:
    """Things a reader or a reviewer will ask for."""
    metadata = dataset.metadata
    if metadata.sample and not metadata.provenance:
        yield Fault(code="sample-without-provenance", keys=("sample",))
    if not _is_official(metadata):
        return
    if not metadata.sensitivity_review:
        yield Fault(code="sensitivity-review-missing")
    if not metadata.legal_document:
        yield Fault(code="legal-document-missing")
    for code, said in _SHOULD_SAY:
        if not said(metadata):
            yield Fault(code=code)
    if "en" in catalog.portal.languages and not (metadata.title.en and metadata.description.en):
        yield Fault(code="english-missing", keys=("description" if metadata.title.en else "title",))


def _is_official(metadata: Metadata) -> bool:
    return metadata.status == "published" and not metadata.sample


def empty_words(catalog: Catalog, dataset: Dataset) -> Iterator[Fault]:  # noqa: ARG001
    """Titles and descriptions that do not say what the data are."""
    metadata = dataset.metadata
    title, description = metadata.title.vi, metadata.description.vi
    for key, text in (("title", title), ("description", description)):
        if _PLACEHOLDER.fullmatch(fold(text).strip()):
            yield _about(key, text, "text-placeholder")
        elif len(text) >= _CAPITALS_LETTERS and text.isupper():
            yield _about(key, text, "text-in-capitals")
    if _says_little(title, _TITLE_LETTERS):
        yield _about("title", title, "title-too-short")
    if _bare(description) == _bare(title):
        yield _about("description", description, "description-repeats-title")
    elif _says_little(description, _DESCRIPTION_LETTERS):
        yield _about("description", description, "description-too-short")


def _about(key: str, text: str, code: str) -> Fault:
    return Fault(code=code, keys=(key, "vi"), details={"key": key, "value": shown(text)})


def _says_little(text: str, letters: int) -> bool:
    """Whether a text is too short, and is no placeholder: that is told already."""
    return len(text.strip()) < letters and not _PLACEHOLDER.fullmatch(fold(text).strip())


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", fold(text)).strip()


def odd_document_number(catalog: Catalog, dataset: Dataset) -> Iterator[Fault]:  # noqa: ARG001
    """A number that is not written as those of legal documents are."""
    document = dataset.metadata.legal_document
    if document and not _DOCUMENT_NUMBER.fullmatch(document.number.strip()):
        details = {"value": shown(document.number)}
        yield Fault(
            code="legal-document-number", keys=("legal_document", "number"), details=details
        )


def overdue(catalog: Catalog, dataset: Dataset) -> Iterator[Fault]:
    """Data that should have been brought up to date by now."""
    metadata = dataset.metadata
    frequency = catalog.vocabularies.frequencies.get(metadata.accrual_periodicity)
    if not _is_official(metadata) or not frequency or not frequency.overdue_after_days:
        return
    due = metadata.modified + timedelta(days=frequency.overdue_after_days)
    if catalog.today > due:
        days = {"due": due.isoformat(), "days": str((catalog.today - due).days)}
        details = {"modified": metadata.modified.isoformat(), **days}
        yield Fault(code="update-overdue", keys=("modified",), details=details)
