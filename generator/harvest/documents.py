"""The documents of a source's catalogue, and what a server said to ask for them again."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from generator.harvest.fetch import Client, Validators
from generator.harvest.record import Refused


class UnchangedError(Exception):
    """The catalogue is as it was: its server says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document as it was sent; ``url`` is where it was found in the end."""

    url: str
    content: bytes
    content_type: str


@dataclass(slots=True, kw_only=True)
class Documents:
    """Fetches documents one after the other, and keeps their validators in ``seen``.

    ``known`` are those of the time before, where the whole catalogue was one document.
    """

    client: Client
    known: dict[str, Validators]
    seen: dict[str, Validators] = field(default_factory=dict)

    def get(self, url: str) -> Document:
        """The document at ``url``.

        Raises:
            UnchangedError: It is the whole catalogue, and as it was.
            Refused: It was not given.
        """
        with tempfile.TemporaryDirectory(prefix="harvest-") as folder:
            target = Path(folder) / "document"
            limit = self.client.limits.document_bytes
            answer = self.client.fetch(url, target, limit=limit, known=self.known.get(url))
            if not answer.is_new:
                raise UnchangedError
            content = target.read_bytes()
        self.seen[url] = answer.validators
        return Document(url=answer.url, content=content, content_type=answer.content_type)

    def json(self, url: str, kind: str) -> tuple[Document, dict[str, Any]]:
        """The JSON object at ``url``; a ``Refused`` where it is none."""
        document = self.get(url)
        try:
            value = orjson.loads(document.content.removeprefix(b"\xef\xbb\xbf"))
        except orjson.JSONDecodeError as error:
            raise Refused("catalogue-broken", url=url, error=error) from error
        if not isinstance(value, dict):
            raise Refused("source-unlike", url=url, kind=kind, error=type(value).__name__)
        return document, value
