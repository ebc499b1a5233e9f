"""Texts in two languages, and whom and what metadata name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.model.values import (
    STRICT,
    Day,
    EmailAddress,
    Language,
    NonEmpty,
    PhoneNumber,
    WebAddress,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text in Vietnamese and, where somebody has written it, in English."""

    __pydantic_config__ = STRICT

    vi: NonEmpty
    en: NonEmpty | None = None

    def get(self, language: Language) -> str:
        """The text in ``language``, or in Vietnamese where it has not been translated."""
        return (self.en if language == "en" else None) or self.vi


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPoint:
    """Whom to ask: an office, never a private person (dcat:contactPoint)."""

    __pydantic_config__ = STRICT

    name: Text
    email: EmailAddress | None = None
    phone: PhoneNumber | None = None
    url: WebAddress | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalDocument:
    """The document by which the data was published."""

    __pydantic_config__ = STRICT

    number: NonEmpty
    title: Text | None = None
    issued: Day | None = None
    url: WebAddress | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """A law the portal rests on, for as long as it is in force (``valid_to`` is the last day)."""

    __pydantic_config__ = STRICT

    number: NonEmpty
    title: Text
    articles: NonEmpty | None = None
    valid_from: Day
    valid_to: Day | None = None
    url: WebAddress | None = None

    def is_in_force(self, on: date) -> bool:
        """Whether the law is in force on the day ``on``."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where figures were taken from."""

    __pydantic_config__ = STRICT

    title: Text
    url: WebAddress | None = None
