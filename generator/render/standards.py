"""What the page of standards is written from."""

from __future__ import annotations

from collections.abc import Sequence

from generator.render.addresses import Addresses
from generator.render.contexts import StandardsContext
from generator.render.parts import StandardView

PATH = "standards/"

# Of the files that are there: who checks a copy seldom has all of them.
_CHECKS = """\
curl -O {manifest}
sha256sum --check --ignore-missing SHA256SUMS"""


def standards_context(standards: Sequence[StandardView], at: Addresses) -> StandardsContext:
    """The page of all ``standards``, in their order."""
    return StandardsContext(
        url=at.url,
        file=at.file,
        standards=tuple(standards),
        checks=_CHECKS.format(manifest=at.site("SHA256SUMS")),
    )
