"""``robots.txt``: everything may be read, and here is the list of pages (RFC 9309)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.describe.mapping import Standard
from generator.distribution import Edition, Parts, SiteFile
from generator.model import Text

STANDARD = Standard(
    id="robots",
    title="Robots Exclusion Protocol",
    version="RFC 9309",
    url="https://www.rfc-editor.org/rfc/rfc9309",
    purpose=Text(
        vi="Cho phép mọi máy đọc toàn bộ cổng và chỉ chỗ của sơ đồ trang.",
        en="Lets every machine read the whole portal and says where the sitemap is.",
    ),
    documents=("robots.txt",),
)


def catalog_files(edition: Edition, _: Parts) -> Iterator[SiteFile]:
    """The rules for robots: none is kept out."""
    sitemap = f"{edition.catalog.portal.base_url}sitemap.xml"
    text = f"User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n"
    yield SiteFile(path="robots.txt", content=text.encode())
