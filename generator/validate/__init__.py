"""The second stage: everything that is wrong with a catalogue, its files and its tables.

Metadata are judged by :func:`validate_catalog`, files by :func:`validate_files`, cells, one table
at a time, by :func:`validate_table`; :func:`validate_loss` compares with what was published.
"""

from generator.validate.catalog import validate_catalog, validate_loss
from generator.validate.files import readable_source, validate_files
from generator.validate.resources import ReferredTable, referred_tables
from generator.validate.table import validate_table

__all__ = [
    "ReferredTable",
    "readable_source",
    "referred_tables",
    "validate_catalog",
    "validate_files",
    "validate_loss",
    "validate_table",
]
