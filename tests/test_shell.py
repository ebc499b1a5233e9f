"""Pages made from the host's shells."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from generator.shell import BODY, DESCRIPTION, HEAD, SLUG, TITLE, Shell

MARKERS = (SLUG, TITLE, DESCRIPTION, HEAD, BODY)
PAGE = (
    f'<html><head><title>{TITLE} - Cổng</title><meta name="description" content="{DESCRIPTION}">'
    f'<link rel="canonical" href="/datasets/{SLUG}/"><link hreflang="en" href="/en/{SLUG}/">{HEAD}'
    f"</head><body><h1>{TITLE}</h1>{BODY}</body></html>"
)


def filled(page=PAGE, **texts):
    plain = {"slug": "a", "title": "b", "description": "c", "head": "", "body": ""}
    return Shell.cut(page).fill(**plain | texts)


def test_every_marker_is_filled_wherever_it_stands():
    page = filled(slug="tram", title="Trạm", description="Các trạm", head="<x>", body="<p>Y</p>")
    assert page == (
        '<html><head><title>Trạm - Cổng</title><meta name="description" content="Các trạm">'
        '<link rel="canonical" href="/datasets/tram/"><link hreflang="en" href="/en/tram/"><x>'
        "</head><body><h1>Trạm</h1><p>Y</p></body></html>"
    )


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "\"><img src=x onerror='1'>", "&lt;"]
)
def test_titles_and_descriptions_are_shown_as_text_and_never_run(hostile):
    class Reader(HTMLParser):
        tags, shown, description = set(), "", None

        def handle_starttag(self, tag, attrs):
            self.tags.add(tag)
            self.description = dict(attrs).get("content", self.description)

        def handle_data(self, data):
            self.shown += data

    reader = Reader()
    reader.feed(filled(title=hostile, description=hostile))
    assert reader.tags == {"html", "head", "title", "meta", "link", "body", "h1"}
    assert reader.description == hostile
    assert hostile in reader.shown


@pytest.mark.parametrize("marker", MARKERS)
def test_a_text_that_looks_like_a_marker_stays_as_it_is(marker):
    page = filled(title=marker, description=marker, head=marker, body=f"<p>{marker}</p>")
    assert f"<p>{marker}</p>" in page
    assert f"<title>{marker} - Cổng</title>" in page


def test_a_shell_is_filled_again_and_again():
    shell = Shell.cut(PAGE)
    texts = {"slug": "a", "title": "b", "description": "c", "head": ""}
    first, second = (shell.fill(**texts, body=body) for body in ("<p>Một</p>", "<p>Hai</p>"))
    assert first.replace("Một", "Hai") == second


@pytest.mark.parametrize("page", ["", "no markers", BODY, TITLE + TITLE])
def test_pages_of_markers_only_and_pages_without_any_can_be_cut(page):
    assert filled(page, title="b", body="x") == page.replace(BODY, "x").replace(TITLE, "b")
