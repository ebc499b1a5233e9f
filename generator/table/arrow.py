"""pyarrow without pandas, which nothing here uses and which takes a quarter of a second to load.

At its first array pyarrow looks whether pandas is there, to know its objects when it meets them.
"""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec

import pyarrow as pa


class _NoPandas(MetaPathFinder):
    """Says that there is no pandas."""

    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:  # noqa: ARG002
        if fullname == "pandas":
            raise ModuleNotFoundError(name=fullname)
        return None


def forget_pandas() -> None:
    """Let pyarrow make its first array while pandas cannot be found.

    Where a program asks pyarrow for pandas's tables later, it finds them as ever.
    """
    finder = _NoPandas()
    sys.meta_path.insert(0, finder)
    try:
        pa.array([])
    finally:
        sys.meta_path.remove(finder)
