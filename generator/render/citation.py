"""How to name a dataset as a source, in the forms that people and their programs use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from generator.model import Dataset, Language
from generator.render import formats
from generator.render.shelf import Shelf
from generator.render.words import Words
from generator.vietnamese import slugify


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A dataset as a source: ``plain`` as Vietnamese offices write, the others by their rules.

    https://apastyle.apa.org/style-grammar-guidelines/references/examples/data-set-references,
    BibTeX as BibLaTeX's ``@dataset``, RIS with type ``DATA``.
    """

    plain: str
    apa: str
    bibtex: str
    ris: str


class _Source(NamedTuple):
    """What all forms say; ``sample`` is a note that the figures are no official ones."""

    slug: str
    publisher: str
    portal: str
    title: str
    modified: date
    url: str
    sample: str | None
    language: Language


def citation(shelf: Shelf, dataset: Dataset, address: str, words: Words) -> Citation:
    """The ways to cite a dataset that lies at ``address``."""
    metadata, catalog = dataset.metadata, shelf.edition.catalog
    source = _Source(
        slug=dataset.slug,
        publisher=words.plain(catalog.vocabularies.agencies[metadata.publisher].name),
        portal=words.plain(catalog.portal.title),
        title=words.plain(metadata.title),
        modified=metadata.modified,
        url=address,
        sample=words("cite.sample_note") if metadata.sample else None,
        language=words.language,
    )
    return Citation(
        plain=_plain(source, words), apa=_apa(source), bibtex=_bibtex(source), ris=_ris(source)
    )


def _plain(source: _Source, words: Words) -> str:
    return words(
        "cite.text" if source.sample is None else "cite.sample",
        publisher=source.publisher,
        year=str(source.modified.year),
        title=source.title,
        portal=source.portal,
        day=formats.day(source.modified, words.language),
        url=source.url,
    )


def _apa(source: _Source) -> str:
    """Seventh edition; it keeps its English labels whatever the language of the title."""
    day = source.modified
    kind = "Data set" if source.sample is None else f"Data set; {source.sample}"
    when = f"{day.year}, {formats.day(day, 'en').rsplit(' ', 1)[0]}"
    return f"{source.publisher}. ({when}). {source.title} [{kind}]. {source.portal}. {source.url}"


def _bibtex(source: _Source) -> str:
    fields = {
        "author": f"{{{_tex(source.publisher)}}}",
        "title": f"{{{_tex(source.title)}}}",
        "year": str(source.modified.year),
        "date": source.modified.isoformat(),
        "publisher": f"{{{_tex(source.portal)}}}",
        "url": source.url,
        "note": _tex(source.sample or ""),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@dataset{{{slugify(source.slug)}-{source.modified.year},\n{lines}}}"


def _tex(text: str) -> str:
    """The text without a meaning in TeX; braces, which nobody writes in titles, are left out."""
    return re.sub(r"([&%$#_])", r"\\\1", re.sub(r"[\\{}~^]", "", _line(text)))


def _ris(source: _Source) -> str:
    tags = (
        ("TY", "DATA"),
        ("AU", f"{source.publisher},"),
        ("PY", str(source.modified.year)),
        ("DA", source.modified.strftime("%Y/%m/%d")),
        ("TI", source.title),
        ("PB", source.portal),
        ("LA", source.language),
        ("UR", source.url),
        ("N1", source.sample or ""),
    )
    return "".join(f"{tag}  - {_line(text)}\n" for tag, text in tags if text) + "ER  - "


def _line(text: str) -> str:
    return " ".join(text.split())
