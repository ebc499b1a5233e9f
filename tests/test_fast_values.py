"""What is read and known of columns without frictionless, against frictionless itself."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from typing import Any

import pytest

from generator.validate.fast.fields import make_field
from generator.validate.fast.values import value_reader
from generator.validate.schema import _INCOMPARABLE, SUPPORTED_CONSTRAINTS

VALUES: list[Any] = [
    0, 1, -1, 2024, 9999, 10_000, 10**20, True, False, 0.0, 1.0, 0.1, 1e300, "", "1", "01", "1.5",
    "2024-02-29", "2023-02-29", "0000-01-01", "2024-2-9", " 2024-02-29", "２０２４-02-29", "2024",
    "true", "True", "có", "NaN", None, ["1"], {"a": 1},
]  # fmt: skip
FORMATS = ["default", "any", "%d/%m/%Y", "email", "uuid"]
FORMATTED = {"string": FORMATS, "date": FORMATS[:3]}
HEAVY = ("frictionless", "pandas", "openpyxl", "pyoxigraph", "mkdocs", "pydantic")


@pytest.mark.parametrize("type_", SUPPORTED_CONSTRAINTS)
def test_values_are_read_as_frictionless_reads_them(type_: str) -> None:
    for form in FORMATTED.get(type_, FORMATS[:1]):
        descriptor = {"name": "a", "type": type_, "format": form}
        read, expected = value_reader(descriptor), make_field(descriptor).create_value_reader()
        for value in VALUES:
            if type_ in {"object", "array", "geojson"} and isinstance(value, float):
                continue
            assert _typed(read(value)) == _typed(expected(value)), (form, value)


def _typed(value: Any) -> tuple[type, str]:
    return type(value), str(value)


def test_decimals_of_metadata_are_exact() -> None:
    assert value_reader({"name": "a", "type": "number"})(0.1) == Decimal("0.1")


@pytest.mark.parametrize("type_", SUPPORTED_CONSTRAINTS)
def test_the_constraints_of_a_type_are_those_of_frictionless(type_: str) -> None:
    known = set(make_field({"name": "a", "type": type_}).supported_constraints)
    known -= {"exclusiveMinimum", "exclusiveMaximum"}  # metadata have no words for them

    assert SUPPORTED_CONSTRAINTS[type_] == known | ({"unique"} - _unique_unfit(type_))


def _unique_unfit(type_: str) -> set[str]:
    return {"unique"} if type_ in _INCOMPARABLE else set()


@pytest.mark.parametrize("module", ["generator.validate", "generator.load", "generator.cli"])
def test_what_takes_long_to_load_is_loaded_when_it_is_needed(module: str) -> None:
    program = f"import sys, {module}; print([n for n in {HEAVY!r} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert done.stdout == "[]\n", done.stderr


def test_a_table_without_a_fault_is_judged_without_frictionless(tmp_path: Any) -> None:
    path = tmp_path / "bang.csv"
    path.write_text("so,nam,co\n1,2024,true\n2,2025,false\n", encoding="utf-8")
    program = f"""
import sys
from pathlib import Path
from generator.model import Column, Constraints, Resource, Schema, Text
from generator.validate import validate_table
name = Text(vi="a")
limits = Constraints(required=True, minimum=1, maximum=3000)
fields = (
    Column(name="so", type="integer", label=name, constraints=limits, example=1),
    Column(name="nam", type="year", label=name, constraints=limits),
    Column(name="co", type="boolean", label=name),
)
schema = Schema(fields=fields, primary_key=("so",))
table = Resource(name="bang", path="bang.csv", title=name, schema=schema)
print(validate_table(table, Path({str(path)!r}), "bang.csv", {{}}), "frictionless" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert done.stdout == "[] False\n", done.stderr
