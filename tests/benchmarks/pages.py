"""What pages weigh: ``python -m tests.benchmarks.pages [--site SITE] [--only KIND …]``.

Every kind of page is opened in a real browser and left alone. It prints a Markdown table: bytes of
HTML as they are and in gzip, of styles and scripts in gzip, the requests made, and how many of
them went to another host; then the same scripts and requests when the reader has scrolled to the
end of the page, where explorers and maps start. Without ``--site`` the site is built first.
"""

from __future__ import annotations

import argparse
import gzip
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Response

from tests.browser import open_browser
from tests.conftest import serving
from tests.page_kinds import KINDS, pages
from tests.screens.__main__ import built

_HEAD = (
    "| page | HTML B | HTML gz | CSS gz | JS gz | requests | other hosts "
    "| JS gz, scrolled | requests, scrolled |"
)
_TO_THE_END = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += innerHeight / 2) {
    scrollTo(0, y);
    await new Promise(done => setTimeout(done, 50));
  }
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One file that a page asked for."""

    kind: str
    host_is_ours: bool
    content: bytes

    @property
    def packed(self) -> int:
        """Its bytes in gzip."""
        return len(gzip.compress(self.content, 9))


def answers(responses: Sequence[Response], site: str) -> list[Answer]:
    """What came, whole."""
    return [
        Answer(
            kind=each.request.resource_type,
            host_is_ours=each.url.startswith((site, "data:", "blob:")),
            content=each.body() if each.ok else b"",
        )
        for each in responses
    ]


def packed(found: Sequence[Answer], kind: str) -> int:
    """The bytes in gzip of all files of a kind."""
    return sum(each.packed for each in found if each.kind == kind)


def weigh(browser: Browser, site: str, path: str) -> list[int]:
    """The figures of one page."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    responses: list[Response] = []
    # Playwright writes on what it calls, which a method of a list does not let it.
    page.on("response", lambda response: responses.append(response))  # noqa: PLW0108
    page.goto(site + path, wait_until="networkidle")
    before = answers(responses, site)
    page.evaluate(_TO_THE_END)
    page.wait_for_load_state("networkidle")
    after = answers(responses, site)
    page.close()
    html = next(each for each in before if each.kind == "document")
    return [
        len(html.content),
        html.packed,
        packed(before, "stylesheet"),
        packed(before, "script"),
        len(before),
        sum(not each.host_is_ours for each in after),
        packed(after, "script"),
        len(after),
    ]


def main() -> None:
    """Weigh, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", type=Path, help="a built site; else it is built")
    parser.add_argument("--only", nargs="+", default=tuple(KINDS), metavar="KIND")
    options = parser.parse_args()
    print(f"{_HEAD}\n| --- |{' ---: |' * 8}")
    with ExitStack() as stack:
        site = options.site or built(Path(stack.enter_context(tempfile.TemporaryDirectory())))
        browser = stack.enter_context(open_browser())
        address = stack.enter_context(serving(site))
        for kind in options.only:
            figures = weigh(browser, address, pages("vi")[kind])
            print(f"| {kind} | {' | '.join(f'{figure:,}' for figure in figures)} |", flush=True)


if __name__ == "__main__":
    main()
