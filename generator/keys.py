"""What the keys of ``catalog.yml`` and ``dataset.yml`` mean, for editors and for guides."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from generator.model import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key of the metadata format: its name, whether it must be given, and its meaning."""

    name: str
    is_required: bool
    meaning: Text


def keys_of(form: type[Any]) -> tuple[Key, ...]:
    """The keys of a class of :mod:`generator.model`, in its order."""
    meanings = meanings_by_class()[form.__name__]
    return tuple(
        Key(name=field.name, is_required=_is_required(field), meaning=meanings[field.name])
        for field in dataclasses.fields(form)
    )


@cache
def meanings_by_class() -> Mapping[str, Mapping[str, Text]]:
    """The meaning of every key, by the name of its class."""
    text = resources.files("generator").joinpath("keys.yml").read_text(encoding="utf-8")
    return {
        form: {name: Text(**meaning) for name, meaning in keys.items()}
        for form, keys in yaml.safe_load(text).items()
    }


def _is_required(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
