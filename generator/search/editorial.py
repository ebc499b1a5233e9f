"""The editorial pages, read from their Markdown: title, description and headings.

What a page fills in from the portal's data is left out: it is found where it comes from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from generator.model import LANGUAGES, Language
from generator.search.documents import Document

_PAGES = "pages"
_FRONT = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
_CODE = re.compile(r"^(```|~~~).*?^\1", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^#{2,3} +(.+?) *(?:\{[^{}]*\})?$", re.MULTILINE)
_ROOTS: dict[Language, str] = {"vi": "", "en": "en/"}


def editorial_documents(templates: Path, language: Language) -> Iterator[Document]:
    """The pages of a language that have a title of their own."""
    top = templates / _PAGES
    others = tuple(f"{each}/" for each in LANGUAGES if _ROOTS[each])
    root = _ROOTS[language]
    for file in sorted((top / root).rglob("*.md")):
        path = file.relative_to(top).as_posix()
        if root or not path.startswith(others):
            document = _document(path.removeprefix(root), file.read_text(encoding="utf-8"))
            if document is not None:
                yield document


def _document(path: str, text: str) -> Document | None:
    parts = _FRONT.match(text)
    head = yaml.safe_load(parts[1]) if parts else None
    if parts is None or not isinstance(head, dict) or not head.get("title"):
        return None
    headings = _HEADING.findall(_CODE.sub("", parts[2]))
    return Document(
        kind="page",
        path=re.sub(r"(^|/)index/$", r"\1", f"{path.removesuffix('.md')}/"),
        title=str(head["title"]),
        texts=tuple(("heading", heading) for heading in headings if "{" not in heading),
        body=str(head.get("description", "")),
    )
