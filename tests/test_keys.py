"""Every key of the metadata format has a meaning in both languages."""

from __future__ import annotations

import dataclasses
import typing

import pytest

from generator import model, waiver
from generator.keys import keys_of, meanings_by_class
from generator.model import ContactPoint, Metadata, Portal, Text
from generator.waiver import Waiver


def classes_within(form, found=None):
    found = {} if found is None else found
    if isinstance(form, type) and dataclasses.is_dataclass(form) and form.__name__ not in found:
        found[form.__name__] = form
        for hint in typing.get_type_hints(form).values():
            classes_within(hint, found)
    for part in typing.get_args(form):
        classes_within(part, found)
    return found


FORMAT = classes_within(Metadata) | classes_within(Portal) | classes_within(Waiver)


def test_the_classes_with_meanings_are_those_of_the_format():
    assert meanings_by_class().keys() == FORMAT.keys()
    modules = {form.__module__ for form in FORMAT.values()}
    assert all(name.startswith((model.__name__, waiver.__name__)) for name in modules)


@pytest.mark.parametrize("form", FORMAT.values(), ids=FORMAT)
def test_every_key_has_a_meaning_and_every_meaning_a_key(form):
    keys = [field.name for field in dataclasses.fields(form)]
    assert sorted(meanings_by_class()[form.__name__]) == sorted(keys)
    assert [key.name for key in keys_of(form)] == keys


@pytest.mark.parametrize("form", FORMAT.values(), ids=FORMAT)
def test_every_meaning_is_written_in_both_languages(form):
    for key in keys_of(form):
        assert key.meaning.vi.strip()
        assert key.meaning.en
        assert key.meaning.vi != key.meaning.en


def test_keys_without_a_default_are_required():
    required = [key.name for key in keys_of(ContactPoint) if key.is_required]
    assert required == ["name"]
    assert [key.is_required for key in keys_of(Text)] == [True, False]
