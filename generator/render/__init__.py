"""Render: an edition of the catalogue and the site templates into pages.

``dataset_pages`` and ``portal_pages`` give the body and the head of every catalogue page, to be
filled into the host's shells; ``neighbourhood`` tells what the pages of a dataset show of others.
``render_editorial`` prepares a Markdown page for the host; ``asset_files`` are the portal's own
styles, script and pictures.
"""

from generator.render.assets import asset_files, read_bundle
from generator.render.card_image import card_images, card_path
from generator.render.compare import compare_files
from generator.render.editorial import render_editorial
from generator.render.head import JsonLd
from generator.render.neighbourhood import neighbourhood
from generator.render.pages import Page, Press, dataset_pages, portal_pages, presses
from generator.render.parts import MappingView, StandardView
from generator.render.words import Words, read_words

__all__ = [
    "JsonLd",
    "MappingView",
    "Page",
    "Press",
    "StandardView",
    "Words",
    "asset_files",
    "card_images",
    "card_path",
    "compare_files",
    "dataset_pages",
    "neighbourhood",
    "portal_pages",
    "presses",
    "read_bundle",
    "read_words",
    "render_editorial",
]
