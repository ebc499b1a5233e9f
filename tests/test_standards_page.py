"""The page of standards says what the code does."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from generator.describe import LIMITS, STANDARDS
from generator.model import Text
from generator.render import MappingView, StandardView
from generator.sections import SHELL_PATHS, standard_views
from tests.conftest import REPOSITORY
from tests.editions import HOSTILE, dataset, edition, render_pages

TEMPLATES = REPOSITORY / "site_templates"


class Elements(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "a":
            self.links.append(values["href"] or "")
        if "id" in values:
            self.ids.append(values["id"] or "")

    def handle_data(self, data):
        self.words.append(data)


def page(language, standards):
    (found,) = (
        each
        for each in render_pages(edition(dataset()), TEMPLATES, standards)
        if each.kind == "standards" and each.language == language
    )
    return found


@pytest.fixture(scope="module", params=["vi", "en"])
def real(request):
    return page(request.param, standard_views(edition()))


def test_the_host_renders_a_shell_for_it():
    assert "standards/" in SHELL_PATHS


def test_every_standard_stands_there_with_its_version_specification_and_documents(real):
    elements = Elements(real.body)
    text = "".join(elements.words)
    root = "../" if real.language == "vi" else "../../"
    for standard in STANDARDS:
        assert standard.id in elements.ids
        assert standard.title in text
        assert (standard.version or "") in text
        assert standard.purpose.get(real.language) in text
        assert standard.url in elements.links
        for path in standard.documents:
            assert path in text
            assert (root + path in elements.links) == ("<" not in path)


def test_every_rule_of_the_code_stands_there(real):
    words = Elements(real.body).words
    for standard in STANDARDS:
        for table in standard.tables:
            assert table.rules
            for rule in table.rules:
                assert rule.theirs in words
                assert rule.ours in words


def test_documents_in_a_language_the_portal_has_not_are_not_told_of():
    views = standard_views(edition(languages=("vi",)))
    assert not [path for view in views for path in view.documents if path.startswith("en/")]
    assert "feed.atom" in next(view for view in views if view.id == "atom").documents


def test_what_files_cannot_do_is_said(real):
    words = Elements(real.body).words
    assert set(LIMITS) <= {standard.id for standard in STANDARDS}
    for limits in LIMITS.values():
        assert all(limit.get(real.language) in words for limit in limits)


def test_links_within_the_page_lead_to_a_place_on_it(real):
    elements = Elements(real.body)
    assert len(elements.ids) == len(set(elements.ids))
    assert {link[1:] for link in elements.links if link.startswith("#")} <= set(elements.ids)


def test_a_portal_that_speaks_no_standard_has_the_page_too():
    assert "SHA256SUMS" in page("vi", ()).body


def test_texts_of_a_standard_cannot_break_out_of_the_page():
    strange = StandardView(
        id="la", title=HOSTILE, version=HOSTILE, url="https://a.example/", purpose=Text(vi=HOSTILE),
        documents=("a b/<slug>", "a b/c.json"), limits=(Text(vi=HOSTILE),),
        tables=(MappingView(subject=HOSTILE, pairs=((HOSTILE, HOSTILE),)),),
    )  # fmt: skip
    body = page("en", (strange,)).body
    assert "<b>" not in body
    assert 'href="../../a%20b/c.json"' in body
    assert '<span lang="vi">' in body
