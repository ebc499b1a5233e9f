"""What a source says of one dataset, in the source's own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.harvest.reasons import REASONS
from generator.model import Language
from generator.problems import Problem


class Refused(Exception):  # noqa: N818 – it is about a source's data, not a failure
    """Something of a source that is not taken; ``reason`` is a key of the sentences.

    ``identifier`` names the dataset it is about, where it is about one.
    """

    def __init__(self, reason: str, identifier: str | None = None, **blanks: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.identifier = identifier
        self.blanks = blanks

    def message(self, language: Language) -> str:
        """Why, in one sentence."""
        blanks = {
            name: value.message(language) if isinstance(value, Problem) else shown(value)
            for name, value in self.blanks.items()
        }
        return REASONS[self.reason][language].format(**blanks)


def shown(value: object) -> str:
    """A source's value on one line, without signs that a terminal obeys."""
    text = " ".join(str(value).split())
    visible = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
    return visible if len(visible) <= _SHOWN else visible[: _SHOWN - 1] + "…"


_SHOWN = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteFile:
    """One table at the source: at ``url``, or the answer to ``query``.

    ``stem`` is what it is called there, ``schema`` its columns as our metadata write them,
    ``checksum`` is ``sha256:…`` or of another algorithm that is known.
    """

    stem: str
    format: str
    url: str | None = None
    query: str | None = None
    title: dict[str, str] = field(default_factory=dict)
    encoding: str | None = None
    delimiter: str | None = None
    checksum: str | None = None
    schema: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A dataset at the source. Words of lists are as they stand there; dates are ISO 8601.

    ``described`` holds keys of our own metadata that are already as ours are.
    """

    identifier: str
    title: dict[str, str]
    name: str | None = None
    description: dict[str, str] = field(default_factory=dict)
    keywords: dict[str, list[str]] = field(default_factory=dict)
    themes: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    license: tuple[str, ...] = ()
    frequency: tuple[str, ...] = ()
    issued: str | None = None
    modified: str | None = None
    temporal: tuple[str | None, str | None] | None = None
    url: str | None = None
    described: dict[str, Any] = field(default_factory=dict)
    files: tuple[RemoteFile, ...] = ()


Found = Iterator[Record | Refused]
"""What a source holds, dataset by dataset: what can be taken, and what cannot."""
