"""What the rows of a table are said to be: persons and households, or anything else."""

from __future__ import annotations

import re

from generator.model import Metadata, Resource, Text
from generator.validate.privacy.heading import heading, words_of

_PERSON = (
    r"(?:nguoi|hoc sinh|sinh vien|thi sinh|benh nhan|cong dan|doi tuong|tre em|tre|can bo|nhan vien"
    r"|vien chuc|cong chuc|hoi vien|ca nhan|ho ngheo|ho can ngheo|ho gia dinh|ho dan|chu ho"
    r"|ho kinh doanh|hộ|gia dinh)"
)
_EACH_IS_PERSON = re.compile(rf"(?:mot|moi|tung|một|mỗi) {_PERSON}(?!\w)(?! (?:trong|theo|nhom))")
_LISTS_PERSONS = re.compile(rf"danh sach (?:cac )?(?:chi tiet )?{_PERSON}(?!\w)(?! theo)")
_IN_ENGLISH = re.compile(
    r"one (?:person|patient|pupil|student|household|citizen|beneficiary|candidate)(?!\w)"
    r"|list of (?:persons|people|patients|pupils|students|households|beneficiaries)(?!\w)"
)
_IS_OF_PLACES = re.compile(
    r"(?:mot|moi|danh sach|danh muc) (?:cac )?(?:truong|duong|tuyen|cho|cong ty|co so|don vi|khu"
    r"|doan|diem|tram|di tich|cau|pho|doanh nghiep|co quan|chi nhanh)(?!\w)"
)
_SOCIAL = words_of("social")


def is_of_persons(resource: Resource, metadata: Metadata) -> bool:
    """Whether each row is said to be a person or a household."""
    each = _said(resource.each_row)
    titles = " . ".join(map(_said, (resource.title, metadata.title)))
    return (
        _EACH_IS_PERSON.search(each) is not None
        or _LISTS_PERSONS.search(titles) is not None
        or _IN_ENGLISH.search(f"{each} . {titles}") is not None
    )


def is_of_places(resource: Resource, metadata: Metadata) -> bool:
    """Whether each row is said to be a street, a school or another thing named after people."""
    return _IS_OF_PLACES.search(titles(resource, metadata)) is not None


def is_social(words: str) -> bool:
    """Whether a heading is about health, poverty or what else one would rather not have told."""
    return _SOCIAL.search(words) is not None


def titles(resource: Resource, metadata: Metadata) -> str:
    """The words of all that is said of a table's rows."""
    return " . ".join(map(_said, (resource.each_row, resource.title, metadata.title)))


def _said(text: Text | None) -> str:
    return "" if text is None else " ".join(map(heading, filter(None, (text.vi, text.en))))
