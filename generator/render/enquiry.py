"""Where readers report a problem with a dataset or ask about it, with the letter begun."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from generator.model import ContactPoint, Dataset
from generator.render.shelf import Shelf
from generator.render.words import Words

_FORM = "/issues/new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiries:
    """Addresses of forms or letters; ``None`` where there is nobody to write to."""

    report: str | None
    ask: str | None


def enquiries(shelf: Shelf, dataset: Dataset, address: str, words: Words) -> Enquiries:
    """How to reach those who answer for a dataset whose page is at ``address``.

    Problems go to the repository's form where the portal names its repository; questions go to
    the dataset's own contact, who knows the figures.
    """
    portal, title = shelf.edition.catalog.portal, words.plain(dataset.title)
    contact = dataset.metadata.contact or portal.contact
    subjects = {key: words(f"enquiry.{key}_subject", title=title) for key in ("report", "ask")}
    letters = {
        key: _letter(contact, portal.contact, subject, words("enquiry.body", url=address))
        for key, subject in subjects.items()
    }
    if portal.repository is not None:
        form = portal.repository.rstrip("/") + _FORM
        fields = {"template": "van-de.yml", "title": subjects["report"], "page": address}
        letters["report"] = f"{form}?{urlencode(fields, quote_via=quote)}"
    return Enquiries(report=letters["report"], ask=letters["ask"])


def _letter(contact: ContactPoint, other: ContactPoint, subject: str, body: str) -> str | None:
    email = contact.email or other.email
    if email is None:
        return None
    return f"mailto:{quote(email, safe='@')}?" + urlencode(
        {"subject": subject, "body": body}, quote_via=quote
    )
