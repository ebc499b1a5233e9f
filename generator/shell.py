"""Shells: pages of the host with markers, and the pages made from them.

The host (MkDocs) renders one shell for each kind of page and language. A shell is cut at its
markers once; every page is then its pieces joined with the page's own texts.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

SLUG = "--slug--"
TITLE = "--opendata:title--"
DESCRIPTION = "--opendata:description--"
HEAD = "--opendata:head--"
BODY = "--opendata:body--"

_MARKERS = re.compile("|".join(map(re.escape, (SLUG, TITLE, DESCRIPTION, HEAD, BODY))))


@dataclass(frozen=True, slots=True)
class Shell:
    """A page cut at its markers: text and marker in turn, beginning and ending with text."""

    pieces: tuple[str, ...]

    @classmethod
    def cut(cls, page: str) -> Shell:
        """Cut the HTML of a page that the host rendered."""
        pieces: list[str] = []
        end = 0
        for marker in _MARKERS.finditer(page):
            pieces += [page[end : marker.start()], marker.group()]
            end = marker.end()
        return cls((*pieces, page[end:]))

    def fill(self, *, slug: str, title: str, description: str, head: str, body: str) -> str:
        """A page: ``title`` and ``description`` are plain text, ``head`` and ``body`` HTML."""
        values = {
            SLUG: slug,
            TITLE: html.escape(title),
            DESCRIPTION: html.escape(description),
            HEAD: head,
            BODY: body,
        }
        return "".join(
            values[piece] if index % 2 else piece for index, piece in enumerate(self.pieces)
        )
