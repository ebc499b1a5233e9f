"""Where pages lie, seen from one another: links are relative, so a site works anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from generator.distribution import is_whole
from generator.model import Language

_ROOTS: dict[Language, str] = {"vi": "", "en": "en/"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """The addresses of other pages, as the page at ``path`` of ``language`` writes them.

    ``base_url`` is the canonical address of the site, for what is copied out of it.
    """

    base_url: str
    language: Language
    path: str

    def url(self, path: str) -> str:
        """A page of the same language, by its path below the language's root."""
        return "../" * self.path.count("/") + path or "./"

    def file(self, location: str) -> str:
        """A file, by its path below the site's root; a whole address stays as it is."""
        if is_whole(location):
            return location
        own = _ROOTS[self.language] + self.path
        if own and location.startswith(own):
            return quote(location[len(own) :]) or "./"
        return "../" * own.count("/") + quote(location) or "./"

    @property
    def absolute(self) -> str:
        """The canonical address of the page itself."""
        return self.site(_ROOTS[self.language] + self.path)

    def site(self, location: str) -> str:
        """The canonical address of what lies there below the site's root, or elsewhere."""
        return location if is_whole(location) else f"{self.base_url.rstrip('/')}/{quote(location)}"
