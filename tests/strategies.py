"""Metadata nobody thought of: a dataset that uses every kind of key, and any JSON values."""

from __future__ import annotations

import copy

from hypothesis import strategies as st

from generator.load.form import keys_at
from generator.model import Metadata, Portal

FULL = {
    "identifier": "vp-thu",
    "title": {"vi": "Thử", "en": "Try"},
    "description": {"vi": "Thử"},
    "themes": ["y-te"],
    "keywords": {"vi": ["a"], "en": []},
    "publisher": "so-y-te",
    "contact": {"name": {"vi": "a"}, "email": "a@b.example", "phone": "0211 3862"},
    "license": "cc-by-4-0",
    "issued": "2024-10-04",
    "modified": "2024-10-04",
    "accrual_periodicity": "hang-nam",
    "temporal": {"start": 2020, "end": "2024-05"},
    "spatial": {"code_list": "vn-2025-07", "areas": ["25"]},
    "sensitivity_review": {"by": {"vi": "a"}, "on": "2024-10-04", "result": "aggregated"},
    "resources": [
        {
            "name": "bang",
            "path": "bang.csv",
            "title": {"vi": "Bảng"},
            "dialect": {"delimiter": ";", "header_row": 2},
            "schema": {
                "fields": [
                    {
                        "name": "so",
                        "type": "number",
                        "label": {"vi": "Số"},
                        "constraints": {"minimum": 0, "enum": [1, "2", 3.5, True]},
                        "missing_values": ["", "-"],
                    }
                ],
                "foreign_keys": [
                    {"fields": ["so"], "reference": {"resource": "bang", "fields": ["so"]}}
                ],
                "coordinates": {"latitude": "so", "longitude": "so"},
            },
        }
    ],
}
_texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
_numbers = st.integers(-(10**18), 10**18) | st.floats(-1e15, 1e15)
_leaves = (
    st.none() | st.booleans() | _numbers | _texts | st.sampled_from(["2024-02-30", "vi", "", "."])
)
_known_keys = st.sampled_from(
    [
        *sorted({key for form in (Metadata, Portal) for key in keys_at(form, ())}),
        *("vi", "en", "fields", "constraints", "constrained-str", "agencies", "names", "0"),
    ]
)
values = st.recursive(
    _leaves,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(_known_keys | _texts, inner, max_size=4)
    ),
    max_leaves=12,
)


def places_in(value, path=()):
    """The key path of every value in a document."""
    yield path
    if isinstance(value, (dict, list)):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places_in(inner, (*path, key))


def with_value_at(document, path, value):
    """A copy of the document with another value at the path."""
    if not path:
        return value
    changed = copy.deepcopy(document)
    inner = changed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return changed
