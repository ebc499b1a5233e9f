"""The navigation of each language, out of the one that ``mkdocs.yml`` declares.

Pages below ``en/`` are English and stand in one section of the navigation, whose entries become
the top level of the English pages; everything else is Vietnamese.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from generator.model import Language


def language_of(src_uri: str) -> Language:
    """The language of the page whose source lies at ``src_uri``."""
    return "en" if src_uri.startswith("en/") else "vi"


def without(configured: list[Any] | None, language: Language) -> list[Any] | None:
    """The ``nav`` of ``mkdocs.yml`` without the pages in a language that the portal has not."""
    if configured is None:
        return None
    return [item for item in configured if {language_of(uri) for uri in _uris(item)} != {language}]


def _uris(item: Any) -> Iterator[str]:
    if isinstance(item, str):
        yield item
    else:
        for inner in item.values() if isinstance(item, dict) else item:
            yield from _uris(inner)


def navigation_in(navigation: Navigation, language: Language) -> Navigation:
    """The part of the navigation that belongs to pages in ``language``."""
    items: list[StructureItem] = []
    for item in navigation.items:
        languages = {language_of(page.file.src_uri) for page in _pages(item)}
        if languages and languages != {language}:
            continue
        if language == "en" and isinstance(item, Section):
            items += [_at_top(child) for child in item.children]
        else:
            items.append(item)
    pages = [page for item in items for page in _pages(item)]
    return Navigation(items, pages)


def _pages(item: StructureItem) -> Iterator[Page]:
    if isinstance(item, Page):
        yield item
    if isinstance(item, Section):
        for child in item.children:
            yield from _pages(child)


def _at_top(item: StructureItem) -> StructureItem:
    item.parent = None
    return item
