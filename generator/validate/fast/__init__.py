"""The rows of a table in which frictionless would find fault, found column by column.

Whatever is found here is only suspected: frictionless judges the rows, and its errors are what
is told. So the one duty of this package is to overlook nothing. A cell is passed over only where
it is certain that frictionless would pass it (:mod:`.certain`, by the columnar functions of
pyarrow); each other *distinct* text is read once by frictionless's own reader (:mod:`.columns`).
Keys are compared as values (:mod:`.keys`). What none of this covers has all rows suspected.
"""

from generator.validate.fast.columns import JudgedColumn
from generator.validate.fast.suspects import ALL, Key, Suspects, find_suspects

__all__ = ["ALL", "JudgedColumn", "Key", "Suspects", "find_suspects"]
