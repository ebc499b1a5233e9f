"""Takes pictures of the site: ``python -m tests.screens [FOLDER] [--site SITE] [--readme]``.

Every kind of page, in both languages and schemes, as a phone and as a desk show it, from top to
bottom: ``FOLDER/<kind>.<language>.<scheme>.<width>.png``. Without ``--site`` the site is built
first. ``--only`` chooses kinds. ``--readme`` takes the two pictures of the README instead.
"""

from __future__ import annotations

import argparse
import itertools
import tempfile
from collections.abc import Collection, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser

from generator.model import LANGUAGES, Language
from tests.browser import open_browser
from tests.conftest import REPOSITORY, opendata, serving
from tests.page_kinds import pages

Scheme = Literal["light", "dark"]

SCHEMES: tuple[Scheme, ...] = ("light", "dark")
HEIGHTS = {390: 844, 1280: 800}
README = REPOSITORY / ".github/assets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A picture to take: ``path`` below the site's root, as ``width`` pixels show it."""

    name: str
    path: str
    language: Language
    scheme: Scheme
    width: int
    whole: bool = True

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.{self.language}.{self.scheme}.{self.width}.png"


README_SHOTS = tuple(
    Shot(name=name, path=path, language="vi", scheme="light", width=1280, whole=False)
    for name, path in (
        ("catalogue", "datasets/"),
        ("dataset", "datasets/benh-truyen-nhiem-theo-tuan/"),
    )
)


def shots(kinds: Collection[str]) -> Iterable[Shot]:
    """Every picture of these kinds of page; of all kinds where none is named."""
    for language, scheme, width in itertools.product(LANGUAGES, SCHEMES, HEIGHTS):
        for kind, path in pages(language).items():
            if not kinds or kind in kinds:
                yield Shot(name=kind, path=path, language=language, scheme=scheme, width=width)


def take(browser: Browser, site: str, shot: Shot, file: Path) -> None:
    """Write one picture of the page that ``site`` serves, when it has come to rest."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": HEIGHTS[shot.width]},
        color_scheme=shot.scheme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(site + shot.path, wait_until="networkidle")
    page.screenshot(path=file, full_page=shot.whole)
    context.close()


def main() -> None:
    """Take the pictures, and print how many."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", default=Path("site.screens"))
    parser.add_argument("--site", type=Path, help="a built site; else it is built")
    parser.add_argument("--only", nargs="+", default=(), metavar="KIND")
    parser.add_argument("--readme", action="store_true", help=f"into {README.name}/ instead")
    options = parser.parse_args()
    folder = README if options.readme else options.folder
    wanted = README_SHOTS if options.readme else tuple(shots(options.only))
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        site = options.site or built(Path(stack.enter_context(tempfile.TemporaryDirectory())))
        browser = stack.enter_context(open_browser())
        address = stack.enter_context(serving(site))
        for shot in wanted:
            file = f"{shot.name}.png" if options.readme else shot.file
            take(browser, address, shot, folder / file)
    print(f"{len(wanted)} pictures in {folder}")


def built(folder: Path) -> Path:
    """The site of the repository's own catalogue."""
    site = folder / "site"
    done = opendata("build", "--output", site, root=REPOSITORY)
    if done.exit_code:
        raise SystemExit(done.output)
    return site


if __name__ == "__main__":
    main()
