"""A whole synthetic portal of any size, to try the software with.

Titles, columns, units and frequencies are like those that provinces publish; figures are drawn
at random and every dataset says so. The same seed gives the same bytes.
"""

from __future__ import annotations

import random
from importlib import resources
from itertools import chain, islice
from pathlib import Path
from typing import Any

import yaml

from generator.sample.draw import draw_table
from generator.sample.files import write_code_list, write_layer, write_table
from generator.sample.metadata import (
    code_list_document,
    dataset_document,
    first_year,
    layer_path,
    table_path,
)
from generator.sample.plan import CODE_LIST, Plan, plans
from generator.starter import copy_site, copy_vocabularies, finish_lists, new_folder
from generator.vocabulary import Vocabularies

__all__ = ["write_sample"]


def write_sample(folder: Path, *, datasets: int, rows: int, seed: int) -> None:
    """Write a portal of ``datasets`` datasets, ``rows`` rows a table on average, to ``folder``.

    Raises :class:`~generator.problems.PortalError` where ``folder`` holds something already.
    """
    with new_folder(folder) as root:
        copy_site(root)
        copy_vocabularies(root)
        catalog = resources.files(__package__).joinpath("catalog.yml").read_bytes()
        (root / "datasets/catalog.yml").write_bytes(catalog)
        vocabularies = finish_lists(root).vocabularies
        planned = plans(max(datasets - 1, 1), seed, vocabularies)
        first = next(planned)
        _write_code_list(root, vocabularies, first)
        for plan in islice(chain([first], planned), datasets - 1):
            _write_dataset(root, vocabularies, plan, rows, seed)


def _write_code_list(root: Path, vocabularies: Vocabularies, first: Plan) -> None:
    lists = tuple(vocabularies.area_code_lists.values())
    publisher = vocabularies.stewards("so-noi-vu", first.issued)[0]
    target = _folder(root, publisher, CODE_LIST)
    _write_document(target, code_list_document(publisher, lists, first))
    for code_list in lists:
        write_code_list(target / f"{code_list.id}.csv", code_list)


def _write_dataset(
    root: Path, vocabularies: Vocabularies, plan: Plan, rows: int, seed: int
) -> None:
    target = _folder(root, plan.publisher, plan.slug)
    _write_document(target, dataset_document(plan, vocabularies.agencies[plan.publisher]))
    if plan.is_planned:
        return
    rng = random.Random(f"{seed} {plan.number}")  # noqa: S311 - figures, not secrets
    for year in range(first_year(plan), plan.year + 1):
        write_table(target / table_path(plan, year), plan, draw_table(plan, year, rows, rng))
    if plan.form == "geojson":
        write_layer(target / layer_path(plan), plan, rng)


def _folder(root: Path, publisher: str, slug: str) -> Path:
    folder = root / "datasets" / publisher / slug
    folder.mkdir(parents=True)
    return folder


def _write_document(folder: Path, document: dict[str, Any]) -> None:
    head = "# yaml-language-server: $schema=../../schemas/dataset.schema.json\n"
    text = yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
    (folder / "dataset.yml").write_text(head + text, encoding="utf-8")


class _Dumper(yaml.CSafeDumper):
    """Writes shared values out each time, as people do, instead of as aliases."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True
