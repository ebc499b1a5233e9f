"""The picture that stands for a dataset where its address is shared: 1200 × 630, drawn at build.

Letters are Be Vietnam Pro, drawn by Pillow: no browser, and no fonts of the machine.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

import fontpkg  # type: ignore[import-untyped]
from PIL import Image, ImageDraw, ImageFont

from generator.distribution import Edition
from generator.model import Dataset
from generator.render import formats
from generator.render.words import Words, read_words
from generator.store import Store, key
from generator.vietnamese import compose

SIZE = (1200, 630)
_LEFT, _TOP, _WIDTH = 80, 64, 1040
_GROUND, _LINES, _MUTED, _INK = 0, 12, 190, 255
"""Places in the palette: from the ground's colour to white."""

_COLOURS = ((7, 63, 59), (255, 255, 255))
_RULE = 478
_TITLE_TOP, _TITLE_HEIGHT = 162, 258
_TITLE_SIZES = (66, 58, 50, 44)
_SMALL = 28
_LEADING = 1.3
_TITLE_LINES = 4
_FONT = "Be Vietnam Pro"
_LIBRARIES = ("pillow", "fontpkg-be-vietnam-pro")


class _Card(NamedTuple):
    """What stands on a card."""

    portal: str
    title: str
    translation: str
    agency: str
    note: str


def card_images(edition: Edition, templates: Path, store: Store) -> Mapping[str, Path]:
    """The picture of each dataset, by its identifier; the words are Vietnamese, then English."""
    words = read_words(templates, "vi")
    versions = [f"{name} {metadata.version(name)}" for name in _LIBRARIES]
    found = {}
    for dataset in edition.catalog.datasets:
        card = _card(edition, dataset, words)
        name = key("render", "card", versions, card)
        kept = store.recall(name)
        if kept is None or not store.holds(kept):
            kept = _kept(card, store)
            store.remember(name, kept)
        found[dataset.identifier] = store.path(kept)
    return found


def card_path(dataset: Dataset) -> str:
    """Where a dataset's picture lies, below the site's root."""
    return f"datasets/{dataset.slug}/card.png"


def _kept(card: _Card, store: Store) -> str:
    with store.workspace() as folder:
        written = folder / "card.png"
        written.write_bytes(draw(card))
        return store.keep(written).checksum


def _card(edition: Edition, dataset: Dataset, words: Words) -> _Card:
    catalog, told = edition.catalog, dataset.metadata
    english = told.title.en if "en" in catalog.portal.languages else None
    notes = [words("card.updated", day=formats.day(told.modified, "vi"))]
    if told.sample:
        notes.append(words("status.sample"))
    return _Card(
        portal=compose(catalog.portal.title.vi),
        title=compose(told.title.vi),
        translation=english or "",
        agency=compose(catalog.vocabularies.agencies[told.publisher].name.vi),
        note=" · ".join(notes),
    )


def draw(card: _Card) -> bytes:
    """The picture as PNG: 256 shades of one colour, so that it stays small."""
    picture = _ground(card.portal).copy()
    pen = ImageDraw.Draw(picture)
    size, lines = _fitted(card.title)
    below = _write(pen, lines, (700, size), _TITLE_TOP, _INK)
    room = (_RULE - below - 12) // round(_SMALL * _LEADING)
    _write(pen, _wrapped(card.translation, 400, _SMALL)[:room], (400, _SMALL), below + 6, _MUTED)
    _write(pen, _wrapped(card.agency, 600, 30)[:1], (600, 30), 502, _INK)
    _write(pen, [card.note], (400, 26), 546, _MUTED)
    # Only now: letters are drawn with soft edges in grey, not in a palette.
    picture.putpalette(_palette())
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=4)
    return file.getvalue()


@lru_cache(maxsize=1)
def _ground(portal: str) -> Image.Image:
    """What is the same on all cards: the colours, the rings, the portal's name."""
    picture = Image.new("L", SIZE, _GROUND)
    pen = ImageDraw.Draw(picture)
    for radius in range(60, 900, 44):
        box = (1130 - radius, 130 - radius, 1130 + radius, 130 + radius)
        pen.ellipse(box, outline=_LINES, width=2)
    _write(pen, [portal], (600, 30), _TOP, _MUTED)
    pen.rectangle((_LEFT, 128, _LEFT + 96, 133), fill=_INK)
    pen.rectangle((_LEFT, _RULE, _LEFT + _WIDTH, _RULE + 1), fill=60)
    return picture


@cache
def _palette() -> bytes:
    return bytes(
        dark + (light - dark) * shade // 255
        for shade in range(256)
        for dark, light in zip(*_COLOURS, strict=True)
    )


def _fitted(title: str) -> tuple[int, list[str]]:
    """The largest size in which the title has few enough lines, and the lines."""
    for size in _TITLE_SIZES:
        lines = _wrapped(title, 700, size)
        if len(lines) * round(size * _LEADING) <= _TITLE_HEIGHT:
            return size, lines
    kept = lines[:_TITLE_LINES]
    return size, [*kept[:-1], kept[-1].rstrip(" ,.;:") + "…"]


def _wrapped(text: str, weight: int, size: int) -> list[str]:
    font, lines = _font(weight, size), [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= _WIDTH:
            lines[-1] = longer
        else:
            lines.append(_cut(word, font))
    return [line for line in lines if line]


def _cut(word: str, font: ImageFont.FreeTypeFont) -> str:
    """A word that fits into a line."""
    while font.getlength(word) > _WIDTH:
        word = word[: len(word) * 3 // 4]
    return word


def _write(
    pen: ImageDraw.ImageDraw, lines: list[str], font: tuple[int, int], top: int, shade: int
) -> int:
    """Write the lines below one another; where the next would begin."""
    for line in lines:
        pen.text((_LEFT, top), line, font=_font(*font), fill=shade)
        top += round(font[1] * _LEADING)
    return top


@cache
def _font(weight: int, size: int) -> ImageFont.FreeTypeFont:
    file = str(fontpkg.path(_FONT, weight=weight))
    # The plain layout: letters are composed, and results do not depend on what is installed.
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)
